//! From glyphs on a page to printed lines.
//!
//! Lines come in the order in which the page draws their first glyph, which writers make the order of reading.
//! Within a line glyphs are put in order of their place, since writers draw the digits of one font and the
//! characters of another apart.

use super::matrix::{Matrix, place};
use super::rows::{Row, row};

/// Glyphs kept of one page; a page of a newspaper has some 20,000.
const MAX_GLYPHS: usize = 500_000;
/// How many lines back a glyph may continue one.
const LINES_BACK: usize = 48;
/// How many lines on a line may stand that a piece of it was drawn before.
const LINES_ON: usize = 4;
/// Ruled lines kept of one page.
const MAX_RULES: usize = 500;

/// Where a glyph stands: its origin and the direction of writing in the page's space, its advance and size.
#[derive(Debug, Clone, Copy)]
pub(in crate::facts) struct Spot {
    pub(in crate::facts) x: f64,
    pub(in crate::facts) y: f64,
    /// Unit vector along the line.
    pub(in crate::facts) direction: (f64, f64),
    pub(in crate::facts) advance: f64,
    pub(in crate::facts) size: f64,
}

impl Spot {
    /// Where it stands after its surroundings are placed; nothing if they have no extent.
    pub(in crate::facts) fn moved(self, m: Matrix) -> Option<Self> {
        let turned = |(x, y): (f64, f64)| (x * m[0] + y * m[2], x * m[1] + y * m[3]);
        // A square root is the same on every processor; `hypot` need not be.
        let length = |(x, y): (f64, f64)| (x * x + y * y).sqrt();
        let (dx, dy) = self.direction;
        let (along, across) = (turned((dx, dy)), turned((-dy, dx)));
        let stretched = length(along);
        let (x, y) = place((self.x, self.y), m);
        (stretched > 0.0 && stretched.is_finite()).then(|| Self {
            x,
            y,
            direction: (along.0 / stretched, along.1 / stretched),
            advance: self.advance * stretched,
            size: self.size * length(across),
        })
    }
}

/// A straight line that the page draws, by its ends.
pub(in crate::facts) type Rule = [(f64, f64); 2];

#[derive(Debug)]
pub(super) struct Glyph {
    pub(super) along: f64,
    pub(super) across: f64,
    pub(super) advance: f64,
    pub(super) size: f64,
    pub(super) text: (usize, usize),
}

#[derive(Debug)]
pub(super) struct Line {
    pub(super) direction: (f64, f64),
    pub(super) across: f64,
    pub(super) size: f64,
    from: f64,
    to: f64,
    pub(super) glyphs: Vec<Glyph>,
}

/// What one page shows, as far as its text needs it.
#[derive(Default)]
pub(in crate::facts) struct Lines {
    found: Vec<Line>,
    text: String,
    glyphs: usize,
    /// Frames of tables and the like.
    pub(super) rules: Vec<Rule>,
    /// Whether the page draws a picture.
    pub(in crate::facts) pictures: bool,
}

impl Lines {
    /// Adds what a glyph says.
    pub(in crate::facts) fn add(&mut self, text: &str, spot: Spot) {
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
    pub(in crate::facts) fn rule(&mut self, rule: Rule) {
        if self.rules.len() < MAX_RULES {
            self.rules.push(rule);
        }
    }

    /// How many lines were found.
    pub(in crate::facts) fn count(&self) -> usize {
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
