//! From the glyphs of a printed line to its text and its place.

use unicode_normalization::UnicodeNormalization;

use super::labels::label;
use super::layout::{Glyph, Line};

/// A distance within a line that parts columns, in font sizes; words of justified text are nearer.
const COLUMN_GAP: f64 = 2.0;

/// A printed line. `from` and `to` are its ends along the line, blanks left out.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) direction: (f64, f64),
    /// The place of its baseline; less in each following line.
    pub(super) across: f64,
    pub(super) from: f64,
    pub(super) to: f64,
    /// Where it ends without its last punctuation mark, which may hang over the margin.
    pub(super) edge: f64,
    pub(super) size: f64,
    /// Length of the beginning that no line break may part.
    pub(super) unit: f64,
    /// Whether it begins like an item of a list or a numbered heading.
    pub(super) label: bool,
    /// Where the text after such a beginning starts.
    pub(super) body: Option<f64>,
    /// Whether gaps or dots part it like a row of a table.
    pub(super) columns: bool,
    /// Whether it ends within a word, with a hyphen that is none.
    pub(super) soft_hyphen: bool,
}

/// A piece of a row's text and where it stands.
struct Piece {
    start: usize,
    from: f64,
    to: f64,
}

pub(super) fn row(mut line: Line, all: &str) -> Option<Row> {
    line.glyphs.sort_by(|a, b| a.along.total_cmp(&b.along));
    let mut text = String::new();
    let mut pieces: Vec<Piece> = Vec::with_capacity(line.glyphs.len());
    let mut marked = false;
    let mut soft_hyphen = false;
    let mut before: Option<(&Glyph, &str)> = None;
    for glyph in &line.glyphs {
        let said = all.get(glyph.text.0..glyph.text.1).unwrap_or_default();
        if let Some((last, last_said)) = before {
            // Bold that is made by drawing twice.
            if last_said == said && glyph.along - last.along < 0.1 * glyph.size {
                continue;
            }
            if gap(last, last_said, glyph, said) && !text.ends_with(char::is_whitespace) {
                text.push(' ');
            }
        }
        before = Some((glyph, said));
        // A symbol before any text is the mark of a list, though nobody knows which one.
        marked |= text.trim().is_empty() && said.starts_with(is_private);
        soft_hyphen = said.ends_with('\u{ad}');
        let start = text.len();
        push_clean(&mut text, said);
        if !said.trim().is_empty() {
            pieces.push(Piece { start, from: glyph.along, to: glyph.along + glyph.advance });
        }
    }
    text.truncate(text.trim_end().len());
    let (first, last) = (pieces.first()?, pieces.last()?);
    if text.is_empty() {
        return None;
    }
    let size = middle(line.glyphs.iter().map(|glyph| glyph.size));
    let label = label(&text).or(marked.then_some(0));
    let body = label.and_then(|end| {
        let body = text.get(end..)?;
        let start = end + body.len() - body.trim_start().len();
        pieces.iter().skip(1).find(|piece| piece.start >= start)
    });
    let body = body.map(|piece| piece.from);
    let parted = |pair: &[Piece]| match pair {
        [left, right] => right.from - left.to > COLUMN_GAP * size && body != Some(right.from),
        _ => false,
    };
    Some(Row {
        direction: line.direction,
        across: middle(line.glyphs.iter().map(|glyph| glyph.across)),
        from: first.from,
        to: last.to,
        edge: if text.ends_with(|c| is_wide(c) && is_closing(c)) { last.from } else { last.to },
        size,
        unit: unit(&text, &pieces) - first.from,
        label: label.is_some(),
        body,
        columns: pieces.windows(2).any(parted) || has_leaders(&text),
        soft_hyphen,
        text,
    })
}

/// The value that half of the others are below, so that a raised digit does not count.
fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    let half = values.len() / 2;
    if values.is_empty() { 0.0 } else { *values.select_nth_unstable_by(half, f64::total_cmp).1 }
}

/// Where the beginning ends that no line break may part: a Western word, or a character with the marks that
/// cling to it.
fn unit(text: &str, pieces: &[Piece]) -> f64 {
    let mut taken: Option<char> = None;
    let mut end = pieces.first().map_or(0.0, |piece| piece.to);
    for piece in pieces {
        let Some(next) = text.get(piece.start..).and_then(|rest| rest.chars().next()) else { break };
        let blank = text.get(..piece.start).is_some_and(|before| before.ends_with(char::is_whitespace));
        let clings = match taken {
            None => true,
            Some(_) if blank => false,
            Some(last) => (!is_wide(last) && !is_wide(next)) || is_closing(next) || is_opening(last),
        };
        if !clings {
            break;
        }
        (taken, end) = (Some(next), piece.to);
    }
    end
}

fn is_closing(c: char) -> bool {
    "，。、；：？！）》」』】〕〉”’％…,.;:?!)]}%".contains(c)
}

fn is_opening(c: char) -> bool {
    "（《「『【〔〈“‘([{".contains(c)
}

/// The dots between a heading and its page in a table of contents.
fn has_leaders(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if matches!(c, '.' | '…' | '·' | '．' | '_') { run + 1 } else { 0 };
        run >= 6
    })
}

/// Whether the distance between two glyphs is a space that the writer did not draw.
fn gap(last: &Glyph, said: &str, glyph: &Glyph, text: &str) -> bool {
    let distance = glyph.along - (last.along + last.advance);
    let letters = said.ends_with(is_letter) && text.starts_with(is_letter);
    let blank = said.ends_with(char::is_whitespace) || text.starts_with(char::is_whitespace);
    // Justified Chinese is spread; only a column's distance parts it.
    let enough = if letters { 0.2 } else { 0.8 };
    !blank && distance > enough * last.size.max(glyph.size)
}

/// A character of a script that parts words by spaces.
pub(super) fn is_letter(character: char) -> bool {
    !is_wide(character) && character.is_alphanumeric()
}

/// A character of a script without spaces, or its punctuation.
pub(super) fn is_wide(character: char) -> bool {
    character as u32 >= 0x2e80
}

/// A place that symbol fonts use for their own signs.
fn is_private(character: char) -> bool {
    matches!(character, '\u{f000}'..='\u{f0ff}')
}

/// Radicals (U+2E80 to U+2EFF) that fonts draw with the glyph of an ideograph, each before it: where one glyph
/// has two characters, some writers' Unicode maps name the wrong one. Unicode has no decomposition for them.
const RADICALS: &str = "⺒巳⺓幺⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龜⻳龟";

fn ideograph(radical: char) -> char {
    let mut pairs = RADICALS.chars();
    pairs.find(|c| *c == radical).and_then(|_| pairs.next()).unwrap_or(radical)
}

/// Appends what is text: no control characters, no symbols from the private area that symbol fonts use, and
/// the ideographs in place of the radicals that some writers' Unicode maps confuse them with.
fn push_clean(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{ad}' | '\u{feff}' => {}
            _ if is_private(character) => {}
            '\u{2e80}'..='\u{2eff}' => out.push(ideograph(character)),
            '\u{2f00}'..='\u{2fdf}' | '\u{fb00}'..='\u{fb06}' => out.extend(character.nfkc()),
            _ if character.is_control() => {}
            _ => out.push(character),
        }
    }
}
