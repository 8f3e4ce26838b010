//! Which pictures are one picture altered: first those whose hashes are near, then of these those whose sketches
//! agree.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use super::index::Index;
use super::{Keys, Turn, Verdict, compare};
use crate::facts::pdq::Hash;
use crate::facts::sketch::Sketch;

/// Hashes that are looked at for each that is asked for, the nearest first. Where more are near, there is little in
/// these pictures by which they could be told from each other.
const MOST_NEAR: u32 = 200;
/// Pictures that are looked at of those that have the very same hash.
const MOST_SAME: usize = 100;
/// Pictures whose hashes are looked up at a time.
const AT_A_TIME: usize = 20_000;
/// Ways in which two pictures are laid onto each other, the likeliest first.
const MOST_TURNS: usize = 3;

/// Two pictures that are one, or that show the same place at another moment.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Match {
    /// The one that comes first.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// [`Verdict::Same`] or [`Verdict::Similar`]; the changes are what was done to the first.
    pub verdict: Verdict,
}

/// Pictures that can be searched, by their places.
pub trait Gallery: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// What a picture shows. One that cannot be read is not found.
    fn sketch(&self, at: usize) -> Option<Cow<'_, Sketch>>;
    /// The hashes of a picture.
    fn keys(&self, at: usize) -> Option<Cow<'_, Keys>> {
        Some(Cow::Owned(Keys::of(self.sketch(at)?.as_ref())))
    }
}

/// The pictures of one submission.
pub struct Own<'a> {
    sketches: &'a [&'a Sketch],
    keys: Vec<Keys>,
}

impl<'a> Own<'a> {
    /// Pictures by what they show, and what gives their hashes ([`Keys::of`], or who knows them from before).
    #[must_use]
    pub fn new(sketches: &'a [&'a Sketch], keys: impl Fn(usize, &Sketch) -> Keys + Sync) -> Self {
        let keys = sketches.par_iter().enumerate().map(|(at, sketch)| keys(at, sketch));
        Self { sketches, keys: keys.collect() }
    }
}

impl Gallery for Own<'_> {
    fn count(&self) -> usize {
        self.sketches.len()
    }

    fn sketch(&self, at: usize) -> Option<Cow<'_, Sketch>> {
        self.sketches.get(at).map(|sketch| Cow::Borrowed(*sketch))
    }

    fn keys(&self, at: usize) -> Option<Cow<'_, Keys>> {
        self.keys.get(at).map(Cow::Borrowed)
    }
}

/// Pairs of pictures, with the ways in which one may lie on the other and the bits by which they then differ.
type Pairs = BTreeMap<(usize, usize), Vec<(u32, Turn)>>;

/// The pairs of pictures, by their places, whose hashes differ in at most `within` bits and whose sketches agree;
/// sorted by the second, then the first. At least one of each pair is of the pictures from `asking` on. Pairs that
/// `skip` are not compared.
#[must_use]
pub fn search(
    pictures: &dyn Gallery,
    asking: usize,
    within: u32,
    skip: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Vec<Match> {
    let count = pictures.count();
    let mut pairs = Pairs::new();
    let mut look_up = |asking: Range<usize>, among: Range<usize>| {
        if asking.is_empty() || among.is_empty() {
            return;
        }
        let index = index(pictures, among);
        for from in asking.clone().step_by(AT_A_TIME) {
            let to = asking.end.min(from + AT_A_TIME);
            candidates(pictures, from..to, &index, within, skip, &mut pairs);
        }
    };
    look_up(asking..count, 0..count);
    // Who was cut does not find the whole, but is found by it.
    look_up(0..asking, asking..count);
    let pairs: Vec<_> = pairs.into_iter().collect();
    let mut matches: Vec<Match> = pairs
        .into_par_iter()
        .filter_map(|((first, second), turns)| {
            let verdict = best(pictures.sketch(first)?.as_ref(), pictures.sketch(second)?.as_ref(), turns);
            (verdict != Verdict::Different).then_some(Match { first, second, verdict })
        })
        .collect();
    matches.sort_by_key(|found| (found.second, found.first));
    matches
}

/// An index of the hashes under which these pictures are stored.
fn index(pictures: &dyn Gallery, among: Range<usize>) -> Index {
    let stored: Vec<(Hash, u32)> = among
        .into_par_iter()
        .flat_map_iter(|at| {
            let keys = pictures.keys(at);
            let stored = keys.map_or_else(Vec::new, |keys| keys.stored().to_vec());
            stored.into_iter().filter_map(move |hash| Some((hash, u32::try_from(at).ok()?)))
        })
        .collect();
    Index::new(stored)
}

/// Adds the pairs of one of these pictures with one of the index.
fn candidates(
    pictures: &dyn Gallery,
    asking: Range<usize>,
    index: &Index,
    within: u32,
    skip: &(dyn Fn(usize, usize) -> bool + Sync),
    pairs: &mut Pairs,
) {
    let asked: Vec<(usize, Turn, Hash)> = asking
        .into_par_iter()
        .flat_map_iter(|at| {
            let shown = pictures.keys(at).map_or_else(Vec::new, |keys| keys.shown().collect());
            shown.into_iter().map(move |(turn, hash)| (at, turn, hash))
        })
        .collect();
    let hashes: Vec<Hash> = asked.iter().map(|(_, _, hash)| *hash).collect();
    for near in index.search(&hashes, within, MOST_NEAR) {
        let Some(&(one, turn, _)) = asked.get(near.query as usize) else { continue };
        for &other in index.ids(near.place).iter().take(MOST_SAME) {
            let other = other as usize;
            // The turn takes the first picture to the second.
            let (pair, turn) = match one < other {
                true => ((one, other), turn),
                false => ((other, one), turn.inverse()),
            };
            if pair.0 != pair.1 && !skip(pair.0, pair.1) {
                pairs.entry(pair).or_default().push((near.distance, turn));
            }
        }
    }
}

/// The verdict on two pictures that says most, over the likeliest ways in which one may lie on the other.
fn best(first: &Sketch, second: &Sketch, mut turns: Vec<(u32, Turn)>) -> Verdict {
    turns.sort_by_key(|(distance, turn)| (*distance, turn.mirrored, turn.quarters));
    let mut tried: Vec<Turn> = Vec::new();
    for (_, turn) in turns {
        if !tried.contains(&turn) && tried.len() < MOST_TURNS {
            tried.push(turn);
        }
    }
    let verdicts = tried.into_iter().map(|turn| compare(first, second, turn));
    verdicts.fold(Verdict::Different, |best, next| if rank(&next) > rank(&best) { next } else { best })
}

fn rank(verdict: &Verdict) -> (u8, u8) {
    match verdict {
        Verdict::Same { certainty, .. } => (2, *certainty),
        Verdict::Similar { share } => (1, *share),
        Verdict::Different => (0, 0),
    }
}
