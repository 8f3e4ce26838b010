//! Titles of books, laws and documents: what stands between 《 and 》.

use std::ops::Range;

/// Longest title, in characters; where no 》 follows, somebody forgot it.
const LONGEST: usize = 150;

/// Walks through the titles of a text.
pub(super) struct Titles<'t> {
    text: &'t str,
    /// The last title that was found.
    last: Range<usize>,
}

impl<'t> Titles<'t> {
    /// The titles of `text`.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, last: 0..0 }
    }

    /// Whether byte `at` is behind the first character of a title. Asked in ascending order.
    pub(super) fn hold(&mut self, at: usize) -> bool {
        while self.last.end <= at {
            let Some(start) = self.text.get(self.last.end..at).and_then(|part| part.find('《')) else {
                self.last = at..at;
                return false;
            };
            self.last = title(self.text, self.last.end + start);
        }
        self.last.contains(&at)
    }
}

/// The title that begins at byte `start`, or only its first character where it does not end.
fn title(text: &str, start: usize) -> Range<usize> {
    let mut depth = 0_usize;
    for (place, c) in text.get(start..).unwrap_or_default().char_indices().take(LONGEST) {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return start..start + place + c.len_utf8();
        }
    }
    start..start + '《'.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_within_titles_and_titles_without_an_end() {
        let text = "甲《乙《丙》丁》戊《己";
        let mut titles = Titles::of(text);
        let held: String = text.char_indices().filter(|(at, _)| titles.hold(*at)).map(|(_, c)| c).collect();
        assert_eq!(held, "乙《丙》丁》");
    }
}
