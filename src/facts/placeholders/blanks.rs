//! Blanks to write into: underscores, and white space where a day or a month is missing.

use std::ops::Range;

use super::marks::noun_end;
use crate::facts::mention::words_after;

/// Words of a line that is signed by hand.
const SIGNED: [&str; 12] =
    ["签名", "签字", "签章", "盖章", "公章", "签收", "签发", "签署", "填报人", "填表人", "审核人", "经办人"];

/// Fewest underscores that are a blank wherever they stand.
const SURE: usize = 3;

/// A run of underscores at `place`, with the noun behind it, unless it is a line for a signature, a rule across the
/// page or part of a name of files and programs.
pub(super) fn leftover(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..place.start)?;
    let after = text.get(place.end..)?;
    let is_name = |c: char| c.is_ascii_alphanumeric();
    if before.ends_with(is_name) || after.starts_with(is_name) {
        return None;
    }
    let underscores = text.get(place.clone())?.chars().filter(|c| matches!(c, '_' | '＿')).count();
    let chinese = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let inside = chinese(before.chars().next_back()) || chinese(after.chars().next());
    if underscores < SURE && !(underscores == 2 && inside) {
        return None;
    }
    let alone = line_before(text, place.start).is_empty() && line_after(text, place.end).is_empty();
    if alone || is_signed(text, place) {
        return None;
    }
    Some(place.start..noun_end(text, place.end).unwrap_or(place.end))
}

/// Whether a date with white space for numbers is to be filled in, and not by hand beside a signature.
pub(super) fn is_date(text: &str, place: &Range<usize>) -> bool {
    // "6月 日均客流": the space is only a space.
    const WORDS: &str = "均常前益程期报间记志照光用本活产处供客接游访新最平销";
    let word = words_after(text, place.end, 1).starts_with(|c| WORDS.contains(c));
    !word && !is_signed(text, place)
}

/// Whether the line is one to be signed by hand.
pub(super) fn is_signed(text: &str, place: &Range<usize>) -> bool {
    let (before, after) = (line_before(text, place.start), line_after(text, place.end));
    SIGNED.iter().any(|word| before.contains(word) || after.contains(word))
}

/// Characters of a line that are looked at on either side.
const LINE: usize = 40;

fn line_before(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default().chars().rev().take(LINE).take_while(|c| *c != '\n');
    before.filter(|c| !c.is_whitespace()).collect::<Vec<char>>().into_iter().rev().collect()
}

fn line_after(text: &str, at: usize) -> String {
    let after = text.get(at..).unwrap_or_default().chars().take(LINE).take_while(|c| *c != '\n');
    after.filter(|c| !c.is_whitespace()).collect()
}
