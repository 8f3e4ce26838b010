//! Digits as people write numbers: in groups with spaces or hyphens between, in full-width forms, and broken at the
//! end of a line.

use crate::facts::mention::goes_on;

/// Digits of the longest number that is looked for.
pub(super) const LONGEST: usize = 19;
/// Fewest digits that a number begins with before a separator.
const SHORTEST_GROUP: usize = 3;
/// Groups that a number may be written in.
const MOST_GROUPS: usize = 6;

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// One space of any kind.
    Space,
    /// One hyphen or dash of any kind.
    Hyphen,
}

/// A group of digits and those that are joined to it.
#[derive(Debug)]
pub(super) struct Run {
    /// The digits of all groups: where each is in the text, and the digit in ASCII.
    pub(super) digits: Vec<(usize, u8)>,
    /// For each group, how many digits there are up to its end.
    pub(super) ends: Vec<usize>,
    /// What joins the second group to the first, the third to the second, and so on.
    pub(super) separators: Vec<Separator>,
    /// Where the first group ends in the text.
    pub(super) first_end: usize,
}

impl Run {
    /// The first group in `text` from byte `from` on that can be the beginning of a number, with what is joined to
    /// it in the same line. `from` is not inside a group.
    pub(super) fn next(text: &str, from: usize) -> Option<Self> {
        let mut at = from;
        loop {
            at += text.get(at..)?.find(|c| digit(c).is_some())?;
            let run = Self::read(text, at, false);
            let digits = *run.ends.first()?;
            if digits > LONGEST {
                at += text.get(at..)?.find(|c| digit(c).is_none())?;
            } else if digits < SHORTEST_GROUP && !line_goes_on(text, run.first_end) {
                at = run.first_end;
            } else {
                return Some(run);
            }
        }
    }

    /// The same run, with what its groups have in the next line, where it has anything there.
    pub(super) fn across_lines(&self, text: &str) -> Option<Self> {
        let end = self.end(text, self.digits.len());
        if !line_goes_on(text, end) {
            return None;
        }
        Some(Self { first_end: self.first_end, ..Self::read(text, self.start(), true) })
    }

    fn read(text: &str, at: usize, across: bool) -> Self {
        let mut digits = Vec::with_capacity(LONGEST + 1);
        read_group(text, at, across, &mut digits);
        let mut run = Self { ends: vec![digits.len()], digits, separators: Vec::new(), first_end: 0 };
        run.first_end = run.end(text, run.digits.len());
        while run.ends.len() < MOST_GROUPS && run.digits.len() < LONGEST {
            let before = run.digits.len();
            let Some((separator, start)) = separator_after(text, run.end(text, before)) else { break };
            read_group(text, start, across, &mut run.digits);
            if run.digits.len() > LONGEST {
                run.digits.truncate(before);
                break;
            }
            run.separators.push(separator);
            run.ends.push(run.digits.len());
        }
        run
    }

    /// Where the first `count` digits end in the text.
    pub(super) fn end(&self, text: &str, count: usize) -> usize {
        let last = count.checked_sub(1).and_then(|last| self.digits.get(last));
        last.map_or(0, |(place, _)| place + width(text, *place))
    }

    /// Where the first digit is.
    pub(super) fn start(&self) -> usize {
        self.digits.first().map_or(0, |(place, _)| *place)
    }
}

/// The separator at byte `at` and where the digits after it start.
pub(super) fn separator_after(text: &str, at: usize) -> Option<(Separator, usize)> {
    let mut chars = text.get(at..)?.chars();
    let separator = separator(chars.next()?)?;
    let rest = chars.as_str();
    rest.starts_with(|c| digit(c).is_some()).then(|| (separator, text.len() - rest.len()))
}

/// The separator before byte `at`, if digits are before it, and how many those are, up to [`LONGEST`].
pub(super) fn separator_before(text: &str, at: usize) -> Option<(Separator, usize)> {
    let mut chars = text.get(..at)?.chars();
    let separator = separator(chars.next_back()?)?;
    let digits = chars.rev().take(LONGEST).take_while(|c| digit(*c).is_some()).count();
    (digits > 0).then_some((separator, digits))
}

/// A digit in ASCII or of full width, as ASCII.
pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(c).ok(),
        '\u{ff10}'..='\u{ff19}' => u8::try_from(u32::from(c) - 0xff10).ok().map(|digit| b'0' + digit),
        _ => None,
    }
}

fn separator(c: char) -> Option<Separator> {
    match c {
        ' ' | '\u{a0}' | '\u{3000}' | '\u{2002}'..='\u{200a}' => Some(Separator::Space),
        '-' | '\u{ff0d}' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some(Separator::Hyphen),
        _ => None,
    }
}

/// Adds the digits from byte `at` on, until there are more than [`LONGEST`]; with those in the next line, if the
/// sentence goes on there.
fn read_group(text: &str, at: usize, across: bool, digits: &mut Vec<(usize, u8)>) {
    let mut end = at;
    for (place, c) in text.get(at..).unwrap_or_default().char_indices() {
        let place = at + place;
        match (c, digit(c)) {
            (_, Some(digit)) => {
                digits.push((place, digit));
                end = place + c.len_utf8();
            }
            ('\r', _) if across && place == end => {}
            ('\n', _) if across && place <= end + 1 && goes_on(text, place) => {}
            _ => break,
        }
        if digits.len() > LONGEST {
            break;
        }
    }
}

/// Whether the line ends at byte `at` and its sentence goes on in the next one.
fn line_goes_on(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let feed = if rest.starts_with("\r\n") { at + 1 } else { at };
    text.get(feed..).is_some_and(|rest| rest.starts_with('\n')) && goes_on(text, feed)
}

fn width(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}
