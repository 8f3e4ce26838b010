//! From glyphs on a page to lines of text.
//!
//! Lines come in the order in which the page draws their first glyph, which writers make the order of reading.
//! Within a line glyphs are put in order of their place, since writers draw the digits of one font and the
//! characters of another apart.

/// Glyphs kept of one page; a page of a newspaper has some 20,000.
const MAX_GLYPHS: usize = 500_000;
/// How many lines back a glyph may continue one.
const LINES_BACK: usize = 48;

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

#[derive(Debug)]
struct Glyph {
    along: f64,
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

/// The lines of one page.
#[derive(Default)]
pub(super) struct Lines {
    found: Vec<Line>,
    text: String,
    glyphs: usize,
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
        let along = spot.x * dx + spot.y * dy;
        let across = spot.y * dx - spot.x * dy;
        let glyph = Glyph { along, advance: spot.advance, size: spot.size, text: (start, self.text.len()) };
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

    /// The text, each line ended by a line feed.
    pub(super) fn into_text(self) -> String {
        let mut out = String::with_capacity(self.text.len() + self.found.len());
        for mut line in self.found {
            line.glyphs.sort_by(|a, b| a.along.total_cmp(&b.along));
            let start = out.len();
            let mut before: Option<(&Glyph, &str)> = None;
            for glyph in &line.glyphs {
                let text = self.text.get(glyph.text.0..glyph.text.1).unwrap_or_default();
                if let Some((last, said)) = before {
                    // Bold that is made by drawing twice.
                    if said == text && glyph.along - last.along < 0.1 * glyph.size {
                        continue;
                    }
                    if gap(last, said, glyph, text) && !out.ends_with(char::is_whitespace) {
                        out.push(' ');
                    }
                }
                push_clean(&mut out, text);
                before = Some((glyph, text));
            }
            out.truncate(out.trim_end().len().max(start));
            if out.len() > start {
                out.push('\n');
            }
        }
        out
    }
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
fn is_letter(character: char) -> bool {
    (character as u32) < 0x2e80 && character.is_alphanumeric()
}

/// Appends what is text: no control characters, no symbols from the private area that symbol fonts use, and
/// the ideographs in place of the radicals that some writers' Unicode maps confuse them with.
fn push_clean(out: &mut String, text: &str) {
    use unicode_normalization::UnicodeNormalization;
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{ad}' | '\u{f000}'..='\u{f0ff}' | '\u{feff}' => {}
            '\u{2f00}'..='\u{2fdf}' | '\u{fb00}'..='\u{fb06}' => out.extend(character.nfkc()),
            _ if character.is_control() => {}
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(glyphs: &[(&str, f64, f64, f64)]) -> String {
        let mut lines = Lines::default();
        for (text, x, y, advance) in glyphs {
            let spot = Spot { x: *x, y: *y, direction: (1.0, 0.0), advance: *advance, size: 10.0 };
            lines.add(text, spot);
        }
        lines.into_text()
    }

    #[test]
    fn glyphs_of_two_fonts_come_into_order() {
        let text = lines(&[
            ("月", 10.0, 0.0, 10.0),
            ("日", 25.0, 0.0, 10.0),
            ("3", 5.0, 0.2, 5.0),
            ("5", 20.0, 0.2, 5.0),
        ]);
        assert_eq!(text, "3月5日\n");
    }

    #[test]
    fn gaps_between_letters_are_spaces_and_between_ideographs_not() {
        assert_eq!(lines(&[("a", 0.0, 0.0, 5.0), ("b", 5.5, 0.0, 5.0), ("c", 13.0, 0.0, 5.0)]), "ab c\n");
        assert_eq!(
            lines(&[("公", 0.0, 0.0, 10.0), ("益", 14.0, 0.0, 10.0), ("广", 50.0, 0.0, 10.0)]),
            "公益 广\n"
        );
    }

    #[test]
    fn lines_and_doubled_glyphs() {
        assert_eq!(lines(&[("A", 0.0, 20.0, 7.0), ("A", 0.3, 20.0, 7.0), ("B", 0.0, 8.0, 7.0)]), "A\nB\n");
    }

    #[test]
    fn radicals_become_ideographs_and_symbols_go() {
        assert_eq!(
            lines(&[("\u{2f49}", 0.0, 0.0, 10.0), ("\u{f0b7}", 10.0, 0.0, 5.0), ("ﬁ", 15.0, 0.0, 5.0)]),
            "月fi\n"
        );
    }
}
