//! The years that a text speaks of as its own: `2026年3月`, `2025—2026学年`, `二〇二六年`, `2026.3.5`.
//!
//! Not its own are years of history (`自2012年以来`, `成立于2008年`), of laws, plans and titles (`《…（2021—2035年）》`),
//! of comparisons (`较2023年增长`) and of aims (`到2035年`).

mod others;
mod titles;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use borsh::{BorshDeserialize, BorshSerialize};
use regex::Regex;
use serde::{Serialize, Serializer};

use super::dates::narrow;
use super::mention::{Mention, goes_on};
use titles::Titles;

/// Places that are looked at; no text that people wrote has as many.
const MOST_PLACES: usize = 20_000;

/// A year that a text speaks of as its own. In JSON it is the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Whether it stands only in the date that a document is signed with, in a line of its own.
    pub signed_only: bool,
}

impl Serialize for Year {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i16(self.year)
    }
}

/// A year in digits of any width or in Chinese; a line may break between two of them. Those before 2000 are history.
const YEAR: &str = r"(?:[2２]B[0０]B[0-9０-９]B[0-9０-９]|二B[〇○◯零OＯ0]B[〇○◯零OＯ0一二三四五六七八九]B[〇○◯零OＯ0一二三四五六七八九])";

static PLACES: LazyLock<Regex> = LazyLock::new(|| {
    let year = YEAR.replace('B', r"(?:\r?\n)?");
    let gap = r"[ \x{A0}\x{3000}]{0,2}(?:\r?\n)?[ \x{3000}]{0,2}";
    let joint = "(?:[-－‐–—―~～]{1,2}|至|到|、|和|及|与)";
    let month = "(?:1[0-2１２]|0[1-9]|[1-9１-９])";
    let day = "(?:3[01]|[12][0-9]|0[1-9]|[1-9１-９])";
    let pattern = format!(
        "(?P<named>{year}(?:(?:年度?)?{gap}{joint}{gap}{year}){{0,5}}(?:{joint}[0-9]{{2}})?{gap}(?:学年|财年|年))\
         |(?P<day>{year}(?:-{month}-{day}|[./．／]{month}[./．／]{day}))|(?P<month>{year}[.．]{month})"
    );
    #[expect(clippy::expect_used, reason = "the pattern is constant, and tests compile it")]
    Regex::new(&pattern).expect("a pattern")
});

/// How a place names its years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With 年.
    Named,
    /// A day in digits: `2026.3.5`, `2026/3/5`, `2026-03-05`.
    Day,
    /// A month in digits: `2026.3`.
    Month,
}

/// The years that `text` speaks of as its own, in ascending order.
pub(super) fn find(text: &str) -> Vec<Mention<Year>> {
    let mut years: BTreeMap<i16, Mention<Year>> = BTreeMap::new();
    let mut titles = Titles::of(text);
    for captures in PLACES.captures_iter(text).take(MOST_PLACES) {
        let place = captures.get_match().range();
        let form = match (captures.name("named"), captures.name("day")) {
            (Some(_), _) => Form::Named,
            (None, Some(_)) => Form::Day,
            (None, None) => Form::Month,
        };
        let written = text.get(place.clone()).unwrap_or_default();
        if titles.hold(place.start)
            || !is_joined(text, &place)
            || others::is_other(text, &place, form, written)
        {
            continue;
        }
        let signed = is_signature(text, &place);
        for year in named(written, form) {
            let what = Year { year, signed_only: signed };
            let mention = years.entry(year).or_insert_with(|| Mention { what, count: 0, at: place.clone() });
            mention.count += 1;
            if mention.what.signed_only && !signed {
                mention.what.signed_only = false;
                mention.at = place.clone();
            }
        }
    }
    years.into_values().collect()
}

/// The years in `written`: `2023、2024年`, `2025-26学年`.
fn named(written: &str, form: Form) -> Vec<i16> {
    let digits: String =
        written.chars().filter_map(|c| if c.is_whitespace() { None } else { Some(digit(c)) }).collect();
    let mut years: Vec<i16> = Vec::new();
    for group in digits.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()) {
        match (group.len(), years.last()) {
            (4, _) => years.extend(group.parse::<i16>()),
            // The second half of 2025-26.
            (2, Some(before)) if form == Form::Named => {
                let next = before + 1;
                years.extend((group.parse() == Ok(next % 100)).then_some(next));
            }
            _ => {}
        }
        if form != Form::Named {
            break;
        }
    }
    years
}

/// A digit of any form as ASCII; what is none is itself.
fn digit(c: char) -> char {
    const CHINESE: &str = "〇一二三四五六七八九";
    match c {
        '○' | '◯' | '零' | 'O' | 'Ｏ' => '0',
        c => {
            let value =
                CHINESE.chars().position(|numeral| numeral == c).and_then(|value| u32::try_from(value).ok());
            value.and_then(|value| char::from_digit(value, 10)).unwrap_or(narrow(c))
        }
    }
}

/// Whether every line break in `place` is one inside a sentence, and not the end of a paragraph or a cell.
fn is_joined(text: &str, place: &Range<usize>) -> bool {
    let part = text.get(place.clone()).unwrap_or_default();
    part.match_indices('\n').all(|(at, _)| goes_on(text, place.start + at))
}

/// Whether `place` begins a line that holds a whole date and nothing else: the date below a signature.
fn is_signature(text: &str, place: &Range<usize>) -> bool {
    let before = text.get(..place.start).unwrap_or_default().chars().rev().take(80);
    if before.take_while(|c| *c != '\n').any(|c| !c.is_whitespace()) {
        return false;
    }
    let line = text.get(place.start..).unwrap_or_default().chars().take(80).take_while(|c| *c != '\n');
    let line: String = line.filter(|c| !c.is_whitespace()).collect();
    let rest = line.split_once('年').map_or("", |(_, rest)| rest);
    let parts = |c: char| c.is_numeric() || "一二三四五六七八九十月".contains(c);
    let with_day =
        rest.strip_suffix(['日', '号']).is_some_and(|rest| rest.contains('月') && rest.chars().all(parts));
    with_day || (!line.contains('年') && line.chars().all(|c| c.is_ascii_digit() || "./-".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Vec<(i16, usize, bool)> {
        let mentions = find(text);
        mentions.iter().map(|mention| (mention.what.year, mention.count, mention.what.signed_only)).collect()
    }

    #[test]
    fn the_date_below_a_signature_is_told_apart() {
        let text = "2025年，全县开展活动。\n示例县文明办\n2026年7月3日\n";
        assert_eq!(years(text), [(2025, 1, false), (2026, 1, true)]);
        let text = "示例县文明办\n2026年7月3日\n附：2026年3月，全县开展活动。";
        assert_eq!(years(text), [(2026, 2, false)]);
        assert_eq!(years("示例县文明办\n二〇二六年七月三日"), [(2026, 1, true)]);
    }

    #[test]
    fn years_come_once_and_in_order() {
        assert_eq!(years("2026年3月和2025年9月、2026年5月"), [(2025, 1, false), (2026, 2, false)]);
        assert_eq!(years("2025-26学年"), [(2025, 1, false), (2026, 1, false)]);
    }

    #[test]
    fn a_hostile_text_is_left_after_so_many_places() {
        let text = "2023年".repeat(MOST_PLACES + 10);
        assert_eq!(years(&text)[0].1, MOST_PLACES);
    }
}
