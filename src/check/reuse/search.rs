//! Which pictures are one picture altered: first those whose hashes are near, then of these those whose sketches
//! agree.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::index::Index;
use super::{Keys, Turn, Verdict, compare};
use crate::facts::sketch::Sketch;

/// Hashes that are looked at for each that is asked for, the nearest first. Where more are near, there is little in
/// these pictures by which they could be told from each other.
const MOST_NEAR: u32 = 200;
/// Pictures that are looked at of those that have the very same hash.
const MOST_SAME: usize = 100;
/// Ways in which two pictures are laid onto each other, the likeliest first.
const MOST_TURNS: usize = 3;

/// Two pictures that are one, or that show the same place at another moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The one that comes first.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// [`Verdict::Same`] or [`Verdict::Similar`]; the changes are what was done to the first.
    pub verdict: Verdict,
}

/// The pairs among `pictures`, by their places, whose hashes differ in at most `within` bits and whose sketches
/// agree; sorted by the second, then the first. Pairs that `skip` are not compared.
#[must_use]
pub fn search(pictures: &[&Sketch], within: u32, skip: impl Fn(usize, usize) -> bool + Sync) -> Vec<Match> {
    let keys: Vec<Keys> = pictures.par_iter().map(|sketch| Keys::of(sketch)).collect();
    let stored = (0..).zip(&keys).flat_map(|(id, keys)| keys.stored().iter().map(move |hash| (*hash, id)));
    let index = Index::new(stored);
    let asked: Vec<(usize, Turn, _)> = keys
        .iter()
        .enumerate()
        .flat_map(|(at, keys)| keys.shown().map(move |(turn, hash)| (at, turn, hash)))
        .collect();
    let hashes: Vec<_> = asked.iter().map(|(_, _, hash)| *hash).collect();
    // For each pair the ways in which one may lie on the other, with the bits by which they differ.
    let mut pairs: BTreeMap<(usize, usize), Vec<(u32, Turn)>> = BTreeMap::new();
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
    let pairs: Vec<_> = pairs.into_iter().collect();
    let mut matches: Vec<Match> = pairs
        .into_par_iter()
        .filter_map(|((first, second), turns)| {
            let verdict = best(pictures.get(first)?, pictures.get(second)?, turns);
            (verdict != Verdict::Different).then_some(Match { first, second, verdict })
        })
        .collect();
    matches.sort_by_key(|found| (found.second, found.first));
    matches
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
