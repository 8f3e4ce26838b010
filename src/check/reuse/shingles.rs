//! Texts as runs of a few words, by which a copy is known though figures, dates or some sentences of it were changed.
//!
//! A word is a Chinese character or a run of letters; digits, spaces and punctuation do not count. A shingle is a run of
//! words (Broder, "On the resemblance and containment of documents", 1997). Of all shingles of a text some are chosen as
//! its prints, so that two texts with a passage in common also have a print in common (Schleimer, Wilkerson and Aiken,
//! "Winnowing: Local Algorithms for Document Fingerprinting", 2003).

use std::collections::HashSet;
use std::ops::Range;

/// Words in a shingle: as long as hardly any two people write the same by chance.
pub(super) const WORDS: usize = 8;
/// Of so many shingles one after the other, one is a print.
const WINDOW: usize = 8;
/// Words of a text that is compared; shorter ones are alike by nature.
const LEAST_WORDS: usize = 80;
/// Words of a text that are looked at: those of a book.
const MOST_WORDS: usize = 100_000;

/// The words of a text: what each is, and where it stands.
pub(super) struct Words {
    /// A number for each word, the same for the same word.
    words: Vec<u64>,
    /// Bytes of the text.
    places: Vec<Range<usize>>,
}

/// What a text is looked up by.
pub(super) struct Prints(Box<[u64]>);

impl Words {
    /// The words of a text. Nothing where there are too few to compare.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut words = Vec::new();
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut goes_on = false;
        for (at, written) in text.char_indices() {
            let c = half_width(written);
            if !is_han(c) && !c.is_alphabetic() {
                goes_on = false;
                continue;
            }
            let end = at + written.len_utf8();
            let alone = is_character(c);
            if goes_on
                && !alone
                && let (Some(word), Some(place)) = (words.last_mut(), places.last_mut())
            {
                *word = mixed(*word, lower(c));
                place.end = end;
            } else {
                if words.len() == MOST_WORDS {
                    break;
                }
                words.push(mixed(0, lower(c)));
                places.push(at..end);
            }
            goes_on = !alone;
        }
        (words.len() >= LEAST_WORDS).then_some(Self { words, places })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.words.len()
    }

    /// Where these words stand, in bytes of the text.
    pub(super) fn place(&self, words: &Range<usize>) -> Range<usize> {
        let start = self.places.get(words.start).map_or(0, |place| place.start);
        let last = words.end.checked_sub(1).and_then(|last| self.places.get(last));
        start..last.map_or(start, |place| place.end)
    }

    /// The shingles, each beginning one word later.
    pub(super) fn shingles(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.windows(WORDS).map(|words| words.iter().fold(0, |hash, word| mixed(hash, *word)))
    }
}

impl Prints {
    /// Of the words of a text.
    pub(super) fn of_words(words: &Words) -> Self {
        let shingles: Vec<u64> = words.shingles().collect();
        let prints: HashSet<u64> =
            shingles.windows(WINDOW).filter_map(|window| window.iter().min().copied()).collect();
        let mut prints: Vec<u64> = prints.into_iter().collect();
        prints.sort_unstable();
        Self(prints.into())
    }

    /// Them, in order.
    pub(super) fn all(&self) -> &[u64] {
        &self.0
    }
}

/// Full-width letters (U+FF21 to U+FF5A) are those that are half as wide.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn lower(c: char) -> u64 {
    let lower = if is_han(c) { c } else { c.to_lowercase().next().unwrap_or(c) };
    u64::from(u32::from(lower))
}

/// The usual ideographs, of which nearly all texts are: no table is asked for them.
fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Characters that are words by themselves: ideographs, kana.
fn is_character(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Takes a number into a hash (the finaliser of `SplitMix64`: Steele, Lea and Flood, "Fast Splittable Pseudorandom
/// Number Generators", 2014).
fn mixed(hash: u64, number: u64) -> u64 {
    let mut mixed = hash.rotate_left(23).wrapping_add(number).wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}
