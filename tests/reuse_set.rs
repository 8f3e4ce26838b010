//! Pictures used twice are found, and pictures that merely resemble each other are not.
//!
//! Run with `--nocapture` to see the figures.
#![allow(clippy::print_stdout, reason = "the figures are what this is for")]
#![allow(clippy::expect_used, reason = "a test may fail anywhere")]

mod pictures;

use std::collections::BTreeMap;
use std::time::Instant;

use pictures::alter::{self, Alteration};
use pictures::pairs::{self, Likeness};
use pictures::{Motif, Take, different, paint};
use rayon::prelude::*;
use sealpack::check::reuse::{CANDIDATE, Keys, Turn, Verdict, compare};
use sealpack::facts::sketch::Sketch;
use sealpack::facts::{pdq, pixels};

/// How many originals are altered.
const ORIGINALS: usize = 20;

/// What is kept of a picture.
struct Kept {
    sketch: Sketch,
    keys: Keys,
    letters: usize,
}

impl Kept {
    fn of(jpeg: &[u8]) -> Self {
        let grey = pixels::grey(jpeg, pdq::SIDE).expect("a picture");
        let text = Sketch::of(&grey).expect("a sketch").text().to_owned();
        // As it comes out of an inventory.
        let sketch = Sketch::read(&text).expect("a sketch");
        Self { keys: Keys::of(&sketch), sketch, letters: text.len() }
    }

    /// How the other one is to be turned to be looked at beside this one, where the two are worth it, and how
    /// many bits they are apart.
    fn candidate(&self, other: &Self) -> Option<(Turn, u32)> {
        let there = nearest(&self.keys, &other.keys);
        let back = nearest(&other.keys, &self.keys);
        let (turn, bits) = if there.1 <= back.1 { there } else { (back.0.inverse(), back.1) };
        (bits <= CANDIDATE).then_some((turn, bits))
    }

    fn verdict(&self, other: &Self) -> Verdict {
        match self.candidate(other) {
            Some((turn, _)) => compare(&self.sketch, &other.sketch, turn),
            None => Verdict::Different,
        }
    }
}

fn nearest(one: &Keys, other: &Keys) -> (Turn, u32) {
    let pairs = one
        .shown()
        .flat_map(|(turn, hash)| other.stored().iter().map(move |stored| (turn, hash.distance(stored))));
    pairs.min_by_key(|&(_, bits)| bits).expect("hashes")
}

fn is_same(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Same { .. })
}

#[test]
fn the_set_is_as_large_as_promised_and_the_same_in_each_run() {
    assert!(different().len() >= 200);
    assert_eq!(pairs::all().len(), 60);
    assert_eq!(alter::all().len(), 30);
    assert_eq!(paint(Motif::Room, 3, Take::plain(3)), paint(Motif::Room, 3, Take::plain(3)));
    assert_ne!(paint(Motif::Room, 3, Take::plain(3)), paint(Motif::Room, 4, Take::plain(4)));
}

#[test]
fn altered_pictures_are_found_and_similar_ones_are_not_taken_for_them() {
    let all: Vec<Kept> =
        different().into_par_iter().map(|(motif, seed)| Kept::of(&plain(motif, seed))).collect();
    let letters: usize = all.iter().map(|kept| kept.letters).sum();
    println!("{} pictures, sketches of {} letters on average", all.len(), letters / all.len());

    let missed = altered(&all);
    let taken = resembling();
    let mistaken = among(&all);

    let tried = ORIGINALS * alter::all().len();
    let recall = 1.0 - missed as f64 / tried as f64;
    println!(
        "recall {:.2} % of {tried}; false positives: {taken} of 60 pairs, {mistaken} among others",
        recall * 100.0
    );
    assert!(recall > 0.97);
    assert_eq!((taken, mistaken), (0, 0));
}

fn plain(motif: Motif, seed: u64) -> Vec<u8> {
    alter::jpeg(&paint(motif, seed, Take::plain(seed)), 90)
}

/// Looks up every altered picture among all. How many were not found as their originals.
fn altered(all: &[Kept]) -> usize {
    let each = all.len() / ORIGINALS;
    let originals: Vec<_> = different().into_iter().enumerate().step_by(each).take(ORIGINALS).collect();
    let found: Vec<(Alteration, String, bool, bool, usize)> = originals
        .par_iter()
        .flat_map_iter(|&(at, (motif, seed))| {
            let picture = paint(motif, seed, Take::plain(seed));
            alter::all().into_iter().zip(0_u64..).map(move |(how, number)| {
                let kept = Kept::of(&alter::altered(&picture, how, seed * 100 + number));
                let near = all.iter().enumerate().filter(|(other, _)| *other != at);
                let wrong = near.filter(|(_, other)| is_same(&other.verdict(&kept))).count();
                let candidate = all[at].candidate(&kept).is_some();
                (how, format!("{motif:?} {seed}"), candidate, is_same(&all[at].verdict(&kept)), wrong)
            })
        })
        .collect();
    let mut rows: BTreeMap<String, (usize, usize, usize, Vec<String>)> = BTreeMap::new();
    for (how, name, candidate, same, _) in &found {
        let row = rows.entry(format!("{how:?}")).or_default();
        row.0 += 1;
        row.1 += usize::from(*candidate);
        row.2 += usize::from(*same);
        row.3.extend((!same).then(|| name.clone()));
    }
    for (how, (tried, candidates, same, missed)) in rows {
        println!("{how:42} {tried} altered, {candidates} candidates, {same} found {missed:?}");
    }
    assert!(found.iter().all(|(.., wrong)| *wrong == 0), "altered pictures are taken for others");
    found.iter().filter(|(_, _, _, same, _)| !same).count()
}

/// Compares the pairs that resemble each other, also those that are no candidates. How many are taken for
/// one.
fn resembling() -> usize {
    let verdicts: Vec<(Likeness, bool, Verdict)> = pairs::all()
        .into_par_iter()
        .map(|(likeness, motif, seed)| {
            let (one, other) = pairs::painted(likeness, motif, seed);
            let (one, other) = (Kept::of(&alter::jpeg(&one, 90)), Kept::of(&alter::jpeg(&other, 88)));
            let candidate = one.candidate(&other).is_some();
            (likeness, candidate, compare(&one.sketch, &other.sketch, Turn::default()))
        })
        .collect();
    let mut rows: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for (likeness, candidate, verdict) in &verdicts {
        let row = rows.entry(format!("{likeness:?}")).or_default();
        row[0] += 1;
        row[1] += usize::from(*candidate);
        row[2] += usize::from(matches!(verdict, Verdict::Similar { .. }));
        row[3] += usize::from(is_same(verdict));
    }
    for (likeness, [tried, candidates, similar, same]) in rows {
        println!(
            "{likeness:42} {tried} pairs, {candidates} candidates, {similar} similar, {same} taken for one"
        );
    }
    verdicts.iter().filter(|(.., verdict)| is_same(verdict)).count()
}

/// Looks up all different pictures among each other. How many pairs are taken for one.
fn among(all: &[Kept]) -> usize {
    let start = Instant::now();
    let pairs: Vec<(usize, usize, Turn)> = (0..all.len())
        .into_par_iter()
        .flat_map_iter(|one| {
            (one + 1..all.len())
                .filter_map(move |other| Some((one, other, all[one].candidate(&all[other])?.0)))
        })
        .collect();
    println!("{} of the pairs of different pictures are candidates ({:.1?})", pairs.len(), start.elapsed());
    // Also pairs that are no candidates, every tenth of them.
    let some =
        (0..all.len()).flat_map(|one| (one + 1..all.len()).map(move |other| (one, other, Turn::default())));
    let tried: Vec<_> = pairs.into_iter().chain(some.step_by(10)).collect();
    let start = Instant::now();
    let verdicts: Vec<Verdict> = tried
        .par_iter()
        .map(|&(one, other, turn)| compare(&all[one].sketch, &all[other].sketch, turn))
        .collect();
    let similar = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Similar { .. })).count();
    println!("{} compared in {:.1?}, {similar} of them similar", tried.len(), start.elapsed());
    verdicts.iter().filter(|verdict| is_same(verdict)).count()
}
