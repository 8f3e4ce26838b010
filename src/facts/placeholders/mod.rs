//! What is left of a template in a text: `X月X日`, `××县`, `某某`, `____`, `〔20XX〕`, `此处填写`, `（请填写…）`.
//!
//! Patterns find what can be a leftover; the words around it decide. Crosses and blanks stand in honest texts too:
//! `X光`, `3×4米`, `王某某`, a line for a signature.

mod blanks;
mod forms;
mod instructions;
mod marks;

use std::ops::Range;

use super::mention::{Mention, note};

/// Most different leftovers of one text that are listed.
const MOST_LISTED: usize = 50;
/// Places that are looked at; no text that people wrote has as many.
const MOST_PLACES: usize = 20_000;
/// Longest leftover, in characters; the rest of a longer one is left out.
const LONGEST: usize = 40;

/// The leftovers in `text`, as they are written there, in the order of appearance.
pub(super) fn find(text: &str) -> Vec<Mention<String>> {
    let mut places: Vec<Range<usize>> = forms::find(text, MOST_PLACES);
    places.extend(instructions::find(text, MOST_PLACES));
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut mentions = Vec::new();
    let mut done = 0;
    for place in places {
        if place.start < done {
            continue;
        }
        done = place.end;
        let written = text.get(place.clone()).unwrap_or_default();
        let written: String =
            written.trim().chars().filter(|c| !matches!(c, '\n' | '\r')).take(LONGEST).collect();
        note(&mut mentions, written, place, MOST_LISTED);
    }
    mentions
}
