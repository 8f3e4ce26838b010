//! How much of a text stands in another one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::shingles::{WORDS, Words};

/// A passage of so many words is copied, even where each of its sentences stands in many texts: four or five sentences
/// one after the other.
const LONG: usize = 100;
/// Places of a shingle in a text that a passage is looked for at.
const MOST_PLACES: usize = 8;

/// How much of a text stands in another one, in percent, and the longest passage that does. What is made of `phrases`
/// counts in long passages only.
pub(super) fn compared(text: &Words, other: &Words, phrases: &HashSet<u64>) -> (u8, Range<usize>) {
    let theirs: Vec<u64> = other.shingles().collect();
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, &shingle) in theirs.iter().enumerate() {
        let places = places.entry(shingle).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let shingles: Vec<u64> = text.shingles().collect();
    // The longest run of shingles from one of ours on that they have too.
    let run = |at: usize| {
        let known = shingles.get(at).and_then(|shingle| places.get(shingle))?;
        let ours = shingles.get(at..)?;
        let same = |&there: &usize| {
            let theirs = theirs.get(there..).unwrap_or_default();
            ours.iter().zip(theirs).take_while(|(one, other)| one == other).count()
        };
        known.iter().map(same).max()
    };
    let mut longest = 0..0;
    let mut words = vec![Word::Own; text.count()];
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
