//! Which texts are copied from each other, and how much of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use super::passages::{Reading, compared};
use super::shingles::{Prints, Words};

/// Two texts are copies when so much of one stands in the other, in percent.
pub const LEAST_SHARE: u8 = 50;
/// What stands in more than half of the texts of a submission, and in more than this many, is a phrase that all of them
/// share.
const LEAST_COMMON: usize = 8;
/// Texts with one and the same print that are compared for it.
const MOST_ALIKE: usize = 500;
/// Texts that one is compared with, those with most in common.
const MOST_COMPARED: usize = 20;
/// Texts that one thread reads at a time.
const AT_A_TIME: usize = 32;
/// Of the prints of the shorter text so many of a hundred must be in the other one for the two to be compared.
const CANDIDATE: usize = 25;

/// Texts that can be searched, by their places.
pub trait Library: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// A text. One that cannot be read is not found.
    fn text(&self, at: usize) -> Option<String>;
    /// A number for the submission that it is of; the texts of one follow each other.
    fn submission(&self, at: usize) -> usize;
}

/// Two texts with passages in common.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Copied {
    /// The one that comes first.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// How much of the first stands in the second too, in percent.
    pub of_first: u8,
    /// How much of the second stands in the first too, in percent.
    pub of_second: u8,
    /// The longest passage of the second that the first has: bytes of its text.
    pub passage: Range<usize>,
}

/// The pairs of texts of which one has at least `least` percent in common with the other, sorted by the second, then
/// the first. At least one of each pair is of the texts from `asking` on. Pairs that `skip` are not compared.
#[must_use]
pub fn copies(
    library: &dyn Library,
    asking: usize,
    least: u8,
    skip: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Vec<Copied> {
    let all: Vec<usize> = (0..library.count()).collect();
    let submissions: Vec<&[usize]> =
        all.chunk_by(|&one, &next| library.submission(one) == library.submission(next)).collect();
    let known: Vec<Known> = submissions.into_par_iter().map(|texts| Known::of(library, texts)).collect();
    let phrases: HashSet<u64> = known.iter().flat_map(|known| &known.phrases).copied().collect();
    let prints: Vec<Option<Prints>> = known.into_iter().flat_map(|known| known.prints).collect();
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, prints) in prints.iter().enumerate() {
        for &print in prints.iter().flat_map(Prints::all) {
            places.entry(print).or_default().push(at);
        }
    }
    let of = |at: usize| prints.get(at).and_then(Option::as_ref).map_or(&[][..], Prints::all);
    let candidates = |second: usize| {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for print in of(second) {
            let all = places.get(print).map_or(&[][..], Vec::as_slice);
            for &first in all.iter().take_while(|first| **first < second).take(MOST_ALIKE) {
                *shared.entry(first).or_default() += 1;
            }
        }
        let shorter = |first: usize| of(first).len().min(of(second).len());
        let mut likely: Vec<(usize, usize)> = shared
            .into_iter()
            .filter(|&(first, count)| count * 100 >= shorter(first) * CANDIDATE && !skip(first, second))
            .collect();
        likely.sort_by_key(|&(first, count)| (Reverse(count), first));
        likely.truncate(MOST_COMPARED);
        likely
    };
    let compare = |second: usize| {
        let likely = candidates(second);
        let asking = likely.first().and_then(|_| Reading::of(&library.text(second)?));
        let compare = |asking: &Reading, first: usize| {
            let other = Reading::of(&library.text(first)?)?;
            let (of_first, _) = compared(&other, asking, &phrases);
            let (of_second, passage) = compared(asking, &other, &phrases);
            let copied = Copied { first, second, of_first, of_second, passage: asking.place(&passage) };
            (of_first.max(of_second) >= least).then_some(copied)
        };
        let asking = asking.iter();
        asking
            .flat_map(|asking| likely.iter().filter_map(|&(first, _)| compare(asking, first)))
            .collect::<Vec<_>>()
    };
    let mut copies: Vec<Copied> = (asking..prints.len()).into_par_iter().flat_map_iter(compare).collect();
    copies.sort_by_key(|copied| (copied.second, copied.first));
    copies
}

/// What is known of the texts of one submission.
struct Known {
    prints: Vec<Option<Prints>>,
    /// Shingles that most of them have.
    phrases: Vec<u64>,
}

impl Known {
    fn of(library: &dyn Library, texts: &[usize]) -> Self {
        let read = |texts: &[usize]| {
            let mut prints = Vec::with_capacity(texts.len());
            let mut counts: HashMap<u64, usize> = HashMap::new();
            for &at in texts {
                let words = library.text(at).and_then(|text| Words::of(&text));
                prints.push(words.as_ref().map(Prints::of_words));
                let shingles: HashSet<u64> = words.iter().flat_map(Words::shingles).collect();
                for shingle in shingles {
                    *counts.entry(shingle).or_default() += 1;
                }
            }
            (prints, counts)
        };
        let (mut prints, mut counts) = (Vec::with_capacity(texts.len()), HashMap::<u64, usize>::new());
        for (some, counted) in texts.par_chunks(AT_A_TIME).map(read).collect::<Vec<_>>() {
            prints.extend(some);
            for (shingle, count) in counted {
                *counts.entry(shingle).or_default() += count;
            }
        }
        let compared = prints.iter().flatten().count();
        counts.retain(|_, count| *count > LEAST_COMMON && *count * 2 > compared);
        Self { prints, phrases: counts.into_keys().collect() }
    }
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
