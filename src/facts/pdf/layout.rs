//! From glyphs on a page to printed lines.
//!
//! Lines come in the order in which the page draws their first glyph, which writers make the order of reading.
//! Within a line glyphs are put in order of their place, since writers draw the digits of one font and the
//! characters of another apart.

use super::paragraphs::{Row, label};

/// Glyphs kept of one page; a page of a newspaper has some 20,000.
const MAX_GLYPHS: usize = 500_000;
/// How many lines back a glyph may continue one.
const LINES_BACK: usize = 48;
/// How many lines on a line may stand that a piece of it was drawn before.
const LINES_ON: usize = 4;
/// Ruled lines kept of one page.
const MAX_RULES: usize = 500;
/// A distance within a line that parts columns, in font sizes; words of justified text are nearer.
const COLUMN_GAP: f64 = 2.0;

/// Where a glyph stands: its origin and the direction of writing in the page's space, its advance and size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Unit vector along the line.
    pub(super) direction: (f64, f64),
    pub(super) advance: f64,
    pub(super) size: f64,
}

/// A straight line that the page draws, by its ends.
pub(super) type Rule = [(f64, f64); 2];

#[derive(Debug)]
struct Glyph {
    along: f64,
    across: f64,
    advance: f64,
    size: f64,
    text: (usize, usize),
}

#[derive(Debug)]
struct Line {
    direction: (f64, f64),
    across: f64,
    size: f64,
    from: f64,
    to: f64,
    glyphs: Vec<Glyph>,
}

/// What one page shows, as far as its text needs it.
#[derive(Default)]
pub(super) struct Lines {
    found: Vec<Line>,
    text: String,
    glyphs: usize,
    /// Frames of tables and the like.
    pub(super) rules: Vec<Rule>,
    /// Whether the page draws a picture.
    pub(super) pictures: bool,
}

impl Lines {
    /// Adds what a glyph says.
    pub(super) fn add(&mut self, text: &str, spot: Spot) {
        let finite = [spot.x, spot.y, spot.advance, spot.size].into_iter().all(f64::is_finite);
        if text.is_empty() || !finite || self.glyphs >= MAX_GLYPHS {
            return;
        }
        self.glyphs += 1;
        let start = self.text.len();
        self.text.push_str(text);
        let (dx, dy) = spot.direction;
        let (along, across) = turned((spot.x, spot.y), spot.direction);
        let text = (start, self.text.len());
        let glyph = Glyph { along, across, advance: spot.advance, size: spot.size, text };
        let last = self.found.len().saturating_sub(1);
        let back = self.found.iter().enumerate().rev().take(LINES_BACK);
        let found = back
            .filter(|(_, line)| {
                let (lx, ly) = line.direction;
                let parallel = (lx - dx).abs() < 0.01 && (ly - dy).abs() < 0.01;
                parallel && (line.across - across).abs() < 0.4 * line.size.max(spot.size)
            })
            .find(|(index, line)| {
                let reach = line.size.max(spot.size);
                // The line being written goes on after any gap; others only where the glyph touches them.
                let reach_after = if *index == last { f64::INFINITY } else { reach };
                along < line.to + reach_after && along + spot.advance > line.from - reach
            })
            .map(|(index, _)| index);
        match found.and_then(|index| self.found.get_mut(index)) {
            Some(line) => {
                line.from = line.from.min(along);
                line.to = line.to.max(along + spot.advance);
                line.size = line.size.max(spot.size);
                line.glyphs.push(glyph);
            }
            None => self.found.push(Line {
                direction: spot.direction,
                across,
                size: spot.size,
                from: along,
                to: along + spot.advance,
                glyphs: vec![glyph],
            }),
        }
    }

    /// Adds a straight line.
    pub(super) fn rule(&mut self, rule: Rule) {
        if self.rules.len() < MAX_RULES {
            self.rules.push(rule);
        }
    }

    /// How many lines were found.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// The printed lines that say something.
    pub(super) fn rows(&mut self) -> Vec<Row> {
        let mut found = std::mem::take(&mut self.found);
        for index in 0..found.len() {
            let (before, after) = found.split_at_mut(index + 1);
            let Some(piece) = before.last_mut() else { break };
            if let Some(line) = after.iter_mut().take(LINES_ON).find(|line| piece.is_within(line)) {
                line.take(piece);
            }
        }
        found.into_iter().filter_map(|line| row(line, &self.text)).collect()
    }
}

impl Line {
    /// Whether this is a piece of another line that was drawn before the text to its left.
    fn is_within(&self, line: &Self) -> bool {
        let ((ax, ay), (bx, by)) = (self.direction, line.direction);
        let size = self.size.max(line.size);
        let level = (ax - bx).abs() < 0.01
            && (ay - by).abs() < 0.01
            && (self.across - line.across).abs() < 0.4 * size;
        level && self.from > line.from - size && self.to < line.to + size
    }

    fn take(&mut self, piece: &mut Self) {
        // The shorter goes into the longer one, or a chain of pieces would take forever.
        if piece.glyphs.len() > self.glyphs.len() {
            std::mem::swap(&mut piece.glyphs, &mut self.glyphs);
        }
        self.glyphs.append(&mut piece.glyphs);
        (self.from, self.to) = (self.from.min(piece.from), self.to.max(piece.to));
        self.size = self.size.max(piece.size);
    }
}

/// A place seen along and across a direction of writing; lines that follow have less and less `across`.
pub(super) fn turned((x, y): (f64, f64), (dx, dy): (f64, f64)) -> (f64, f64) {
    (x * dx + y * dy, y * dx - x * dy)
}

/// A piece of a row's text and where it stands.
struct Piece {
    start: usize,
    from: f64,
    to: f64,
}

fn row(mut line: Line, all: &str) -> Option<Row> {
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
    use unicode_normalization::UnicodeNormalization;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(glyphs: &[(&str, f64, f64, f64)]) -> Vec<String> {
        let mut lines = Lines::default();
        for (text, x, y, advance) in glyphs {
            let spot = Spot { x: *x, y: *y, direction: (1.0, 0.0), advance: *advance, size: 10.0 };
            lines.add(text, spot);
        }
        lines.rows().into_iter().map(|row| row.text).collect()
    }

    #[test]
    fn glyphs_of_two_fonts_come_into_order() {
        let text = lines(&[
            ("月", 10.0, 0.0, 10.0),
            ("日", 25.0, 0.0, 10.0),
            ("3", 5.0, 0.2, 5.0),
            ("5", 20.0, 0.2, 5.0),
        ]);
        assert_eq!(text, ["3月5日"]);
    }

    #[test]
    fn a_piece_in_another_font_may_come_first() {
        let text = lines(&[
            ("”", 50.0, 0.0, 10.0),
            ("明", 0.0, 0.0, 10.0),
            ("树", 10.0, 0.0, 10.0),
            ("新", 20.0, 0.0, 10.0),
            ("风", 30.0, 0.0, 10.0),
            ("好", 40.0, 0.0, 10.0),
            ("主", 60.0, 0.0, 10.0),
        ]);
        assert_eq!(text, ["明树新风好”主"]);
    }

    #[test]
    fn gaps_between_letters_are_spaces_and_between_ideographs_not() {
        assert_eq!(lines(&[("a", 0.0, 0.0, 5.0), ("b", 5.5, 0.0, 5.0), ("c", 13.0, 0.0, 5.0)]), ["ab c"]);
        assert_eq!(
            lines(&[("公", 0.0, 0.0, 10.0), ("益", 14.0, 0.0, 10.0), ("广", 50.0, 0.0, 10.0)]),
            ["公益 广"]
        );
    }

    #[test]
    fn lines_and_doubled_glyphs() {
        assert_eq!(lines(&[("A", 0.0, 20.0, 7.0), ("A", 0.3, 20.0, 7.0), ("B", 0.0, 8.0, 7.0)]), ["A", "B"]);
    }

    #[test]
    fn radicals_become_ideographs_and_symbols_go() {
        assert_eq!(
            lines(&[
                ("\u{2f49}\u{2ea0}", 0.0, 0.0, 10.0),
                ("\u{f0b7}", 10.0, 0.0, 5.0),
                ("ﬁ", 15.0, 0.0, 5.0)
            ]),
            ["月民fi"]
        );
    }
}
