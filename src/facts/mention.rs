//! Something that a text mentions, and the words around it.

use std::fmt;
use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Serialize, Serializer};

use super::dates::narrow;
use super::kept;

/// Something that a text mentions. In JSON it is what is mentioned; the places are for people.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Mention<T> {
    /// What is mentioned.
    pub what: T,
    /// How often.
    pub count: usize,
    /// Where first: bytes of the text.
    #[borsh(serialize_with = "kept::put_range", deserialize_with = "kept::range")]
    pub at: Range<usize>,
}

impl<T: Serialize> Serialize for Mention<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.what.serialize(serializer)
    }
}

/// A place in a text, with words of its sentence around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The words before, from the beginning of the sentence or after an ellipsis.
    pub before: String,
    /// What is mentioned, as it is written.
    pub what: String,
    /// The words after, to the end of the sentence or with an ellipsis.
    pub after: String,
}

/// With what is mentioned between corner brackets: `活动于「X月X日」在县城举行。`
impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}「{}」{}", self.before, self.what, self.after)
    }
}

impl<T> Mention<T> {
    /// The first place in `text` with up to `around` characters of its sentence on either side.
    #[must_use]
    pub fn excerpt(&self, text: &str, around: usize) -> Excerpt {
        const ENDS: [char; 6] = ['。', '！', '？', '；', '!', '?'];
        let before = words_before(text, self.at.start, around + 1);
        let before = before.rsplit(ENDS).next().unwrap_or_default();
        let before = match before.char_indices().rev().nth(around.saturating_sub(1)) {
            Some((cut, _)) if cut > 0 => format!("…{}", before.get(cut..).unwrap_or_default()),
            _ => before.to_owned(),
        };
        let after = words_after(text, self.at.end, around + 1);
        let after = after.split_inclusive(ENDS).next().unwrap_or_default();
        let after = match after.char_indices().nth(around) {
            Some((cut, _)) => format!("{}…", after.get(..cut).unwrap_or_default()),
            None => after.to_owned(),
        };
        let what = text.get(self.at.clone()).unwrap_or_default();
        let what = what.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        Excerpt { before, what, after }
    }
}

/// Adds a mention to those that are known, of which there are `most` at most.
pub(super) fn note<T: PartialEq>(mentions: &mut Vec<Mention<T>>, what: T, at: Range<usize>, most: usize) {
    if let Some(known) = mentions.iter_mut().find(|mention| mention.what == what) {
        known.count += 1;
    } else if mentions.len() < most {
        mentions.push(Mention { what, count: 1, at });
    }
}

/// White space that is looked past for each character that is asked for.
const SPACES: usize = 4;

/// Up to `most` characters before byte `at`, without white space, as far as the paragraph goes.
pub(super) fn words_before(text: &str, at: usize, most: usize) -> String {
    let mut words = Vec::with_capacity(most);
    let before = text.get(..at).unwrap_or_default();
    for (place, c) in before.char_indices().rev().take(most * SPACES) {
        match c {
            '\n' if !goes_on(text, place) => break,
            c if c.is_whitespace() => {}
            c => words.push(c),
        }
        if words.len() == most {
            break;
        }
    }
    words.into_iter().rev().collect()
}

/// Up to `most` characters from byte `at` on, without white space, as far as the paragraph goes.
pub(super) fn words_after(text: &str, at: usize, most: usize) -> String {
    let mut words = String::with_capacity(most * 3);
    let mut count = 0;
    let after = text.get(at..).unwrap_or_default();
    for (place, c) in after.char_indices().take(most * SPACES) {
        match c {
            '\n' if !goes_on(text, at + place) => break,
            c if c.is_whitespace() => {}
            c => {
                words.push(c);
                count += 1;
            }
        }
        if count == most {
            break;
        }
    }
    words
}

/// Words in one way of writing: letters, digits, brackets and hyphens of ASCII, commas and the like of full width.
pub(super) fn plain(words: &str) -> String {
    let plain = |c| match c {
        ',' | '，' => '，',
        ';' | '；' => '；',
        ':' | '：' => '：',
        '!' | '！' => '！',
        '?' | '？' => '？',
        c => narrow(c),
    };
    words.chars().map(plain).collect()
}

/// Whether the sentence of the line that ends at the line feed `at` goes on in the next line. PDF files and old
/// texts break lines where the paper ends. Such a line is full; headings and the cells of tables are shorter.
pub(super) fn goes_on(text: &str, at: usize) -> bool {
    const FULL_LINE: usize = 16;
    let line = text.get(..at).unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.ends_with(['。', '！', '？', '；', '!', '?', ';', '：', ':', ' ', '\n']) {
        return false;
    }
    line.chars().rev().take(FULL_LINE).filter(|c| *c != '\n').count() == FULL_LINE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(text: &str, what: &str) -> Mention<()> {
        let start = text.find(what).unwrap();
        Mention { what: (), count: 1, at: start..start + what.len() }
    }

    #[test]
    fn an_excerpt_holds_the_place_and_some_words_around_it() {
        let text = "开头的一段\n前一句。本次集中整治活动由某某同志牵头负责，各有关部门密切配合。\n结尾";
        assert_eq!(
            mention(text, "某某").excerpt(text, 10).to_string(),
            "本次集中整治活动由「某某」同志牵头负责，各有关…"
        );
        assert_eq!(
            mention(text, "活动").excerpt(text, 10).to_string(),
            "本次集中整治「活动」由某某同志牵头负责，…"
        );
        assert_eq!(mention(text, "开头").excerpt(text, 10).to_string(), "「开头」的一段");
        assert_eq!(mention(text, "结尾").excerpt(text, 10).to_string(), "「结尾」");
    }

    #[test]
    fn a_full_line_goes_on_and_a_heading_or_a_cell_does_not() {
        let text = "活动时间定于全县各镇各街道都方便的X月\nX日上午，在人民广场举行。\n标题\nX日";
        assert!(goes_on(text, text.find('\n').unwrap()));
        assert!(!goes_on(text, text.rfind('\n').unwrap()));
        assert_eq!(words_after(text, text.find("X月").unwrap(), 5), "X月X日上");
        assert_eq!(words_before(text, text.rfind('X').unwrap(), 5), "");
        assert!(!goes_on(
            "一二三四五六七八九十一二三四五六七八。\n九",
            "一二三四五六七八九十一二三四五六七八。".len()
        ));
    }
}
