//! Blanks in the places of dates, document numbers, names and amounts.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{blanks, marks};
use crate::facts::mention::goes_on;

/// What people put where something is to be filled in: crosses, circles and boxes, underscores.
const MARK: &str = r"[XxＸｘ×✕✖╳○〇◯□◇△▲●■◆＊*_＿]";
/// White space inside a date or a name, with one line break.
const GAP: &str = r"[ \x{A0}\x{3000}]{0,2}\r?\n?[ \x{3000}]{0,2}";
/// White space where digits are to be filled in.
const BLANK: &str = r"[ \x{A0}\x{3000}]{1,10}";

static FORMS: LazyLock<Regex> = LazyLock::new(|| {
    let marks = format!(r"{MARK}(?:[ \x{{3000}}]?{MARK}){{0,11}}");
    let digits = "[0-9０-９]";
    let year = format!("(?:{digits}{{1,3}}{MARK}{{1,3}}|{digits}{{4}}|{marks})");
    let blank_year = format!("(?:[12１２]{digits}{{0,2}}{MARK}{{1,3}}|{marks})");
    let month = format!("(?:{digits}{{1,2}}|{marks})");
    let open = r"[〔\[［【（(]";
    let close = r"[〕\]］】）)]";
    let dates = [
        format!("(?:{year}{GAP}年{GAP})?{month}{GAP}月{GAP}{marks}{GAP}[日号]"),
        format!("(?:{year}{GAP}年{GAP})?{marks}{GAP}月(?:{GAP}{digits}{{1,2}}{GAP}[日号])?"),
        format!("{blank_year}{GAP}年(?:{GAP}{digits}{{1,2}}{GAP}月(?:{GAP}{digits}{{1,2}}{GAP}[日号])?)?"),
        format!("(?:{digits}{{4}}|[Xx×]{{4}})[-./][Xx×]{{1,2}}[-./][Xx×]{{1,2}}"),
        format!("{marks}{GAP}日"),
        "(?:某年)?某月某日|20某{1,2}年".to_owned(),
    ];
    let spaces = [
        format!("{digits}{{4}} ?年{BLANK}月{BLANK}日"),
        format!("{digits}{{4}} ?年 ?{digits}{{1,2}} ?月{BLANK}日"),
        r"20[ \x{A0}\x{3000}]{1,10}年[ \x{A0}\x{3000}]{1,10}月".to_owned(),
    ];
    let numbers = [
        format!(
            "{open}{digits}{{1,3}}{MARK}{{1,3}}{close}(?: ?第? ?(?:{marks}|{digits}{{1,4}}|{BLANK}) ?号)?"
        ),
        format!("{open}{digits}{{4}}{close} ?第? ?(?:{marks}|{BLANK}) ?号"),
        "20[_＿]{2}".to_owned(),
        r"〔(?:20)?[ \x{3000}]{0,4}〕(?: ?第?[ \x{3000}]{0,6}号)?".to_owned(),
    ];
    let pattern = format!(
        "(?P<date>{})|(?P<space>{})|(?P<number>{})|(?P<blank>[_＿](?:[ \\x{{3000}}]?[_＿]){{0,199}})|(?P<some>某{{2,8}})\
         |(?P<mark>[Xx×*]{{3,4}}-[Xx×*]{{6,8}}|[Xx×]{{1,4}}\\.[Xx×]{{1,2}}|{MARK}(?:[ \\x{{3000}}]?{MARK}){{0,39}})|(?P<letter>[OＯ]{{2,3}})",
        dates.join("|"),
        spaces.join("|"),
        numbers.join("|"),
    );
    #[expect(clippy::expect_used, reason = "the pattern is constant, and tests compile it")]
    Regex::new(&pattern).expect("a pattern")
});

/// The places of leftovers in `text`, after at most `most` places were looked at.
pub(super) fn find(text: &str, most: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for _ in 0..most {
        let Some(mut captures) = FORMS.captures_at(text, at) else { break };
        let whole = captures.get_match().range();
        if let Some(end) = paragraph_end(text, &whole) {
            // What was matched is in two paragraphs or cells: only what the first holds counts.
            let Some(shorter) = text.get(..end).and_then(|text| FORMS.captures_at(text, whole.start)) else {
                at = end;
                continue;
            };
            captures = shorter;
        }
        let whole = captures.get_match().range();
        let place = judged(text, &captures, &whole);
        at = place.as_ref().map_or(whole.end, |place| place.end.max(whole.end));
        found.extend(place);
    }
    found
}

/// The first line break in `place` that is the end of a paragraph or a cell, and not one inside a sentence.
fn paragraph_end(text: &str, place: &Range<usize>) -> Option<usize> {
    let part = text.get(place.clone())?;
    let mut breaks = part.match_indices('\n').map(|(at, _)| place.start + at);
    breaks.find(|at| !goes_on(text, *at))
}

/// The place of the leftover, longer than what was matched where a noun belongs to it; none for honest text.
fn judged(text: &str, captures: &Captures<'_>, whole: &Range<usize>) -> Option<Range<usize>> {
    let has = |name| captures.name(name).is_some();
    if has("date") {
        marks::is_date(text, whole).then(|| whole.clone())
    } else if has("space") {
        blanks::is_date(text, whole).then(|| whole.clone())
    } else if has("number") {
        marks::is_number(text, whole).then(|| whole.clone())
    } else if has("blank") {
        blanks::leftover(text, whole)
    } else if has("some") {
        marks::somebody(text, whole)
    } else if has("letter") {
        marks::letters(text, whole)
    } else {
        marks::leftover(text, whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_compiles() {
        assert!(FORMS.is_match("X月X日"));
    }
}
