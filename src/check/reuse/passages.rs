//! How much of a text stands in another one.

use std::collections::HashSet;
use std::ops::Range;

use super::shingles::{WORDS, Words};

/// A passage of so many words is copied, even where each of its sentences stands in many texts: four or five sentences
/// one after the other.
const LONG: usize = 100;
/// Places of a shingle in a text that a passage is looked for at.
const MOST_PLACES: usize = 8;

/// A text that can be compared with others.
pub(super) struct Reading {
    words: Words,
    shingles: Vec<u64>,
    /// Each shingle with its place, in order.
    places: Vec<(u64, usize)>,
}

impl Reading {
    /// A text. Nothing where it has too few words to compare.
    pub(super) fn of(text: &str) -> Option<Self> {
        let words = Words::of(text)?;
        let shingles: Vec<u64> = words.shingles().collect();
        let mut places: Vec<(u64, usize)> = shingles.iter().copied().zip(0..).collect();
        places.sort_unstable();
        Some(Self { words, shingles, places })
    }

    /// Where these words stand, in bytes of the text.
    pub(super) fn place(&self, words: &Range<usize>) -> Range<usize> {
        self.words.place(words)
    }

    /// The first places of a shingle.
    fn places(&self, shingle: u64) -> impl Iterator<Item = usize> + '_ {
        let first = self.places.partition_point(|(other, _)| *other < shingle);
        let here = self.places.get(first..).unwrap_or_default().iter();
        here.take_while(move |(other, _)| *other == shingle).take(MOST_PLACES).map(|(_, at)| *at)
    }
}

/// How much of a text stands in another one, in percent, and the longest passage that does. What is made of `phrases`
/// counts in long passages only.
pub(super) fn compared(text: &Reading, other: &Reading, phrases: &HashSet<u64>) -> (u8, Range<usize>) {
    let shingles = &text.shingles;
    // The longest run of shingles from one of ours on that they have too.
    let run = |at: usize| {
        let ours = shingles.get(at..)?;
        let same = |there: usize| {
            let theirs = other.shingles.get(there..).unwrap_or_default();
            ours.iter().zip(theirs).take_while(|(one, other)| one == other).count()
        };
        other.places(*ours.first()?).map(same).max()
    };
    let mut longest = 0..0;
    let mut words = vec![Word::Own; text.words.count()];
    for (at, shingle) in shingles.iter().enumerate() {
        if phrases.contains(shingle) {
            mark(&mut words, at..at + WORDS, Word::Phrase);
        }
    }
    let mut at = 0;
    while at < shingles.len() {
        let Some(shingles) = run(at) else {
            at += 1;
            continue;
        };
        let passage = at..at + shingles + WORDS - 1;
        let is_long = passage.len() >= LONG;
        mark(&mut words, passage.clone(), if is_long { Word::Passage } else { Word::Copied });
        at += shingles;
        if passage.len() > longest.len() {
            longest = passage;
        }
    }
    let copied = words.iter().filter(|word| matches!(word, Word::Copied | Word::Passage)).count();
    let share = (copied * 100).checked_div(words.len()).unwrap_or(0);
    (u8::try_from(share).unwrap_or(100), longest)
}

/// What is known of a word, the strongest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    /// It stands in the text only.
    Own,
    /// It stands in the other one too.
    Copied,
    /// It belongs to a phrase of many texts.
    Phrase,
    /// It belongs to a long passage that stands in the other one too.
    Passage,
}

fn mark(words: &mut [Word], range: Range<usize>, as_what: Word) {
    for word in words.get_mut(range).unwrap_or_default() {
        *word = as_what.max(*word);
    }
}
