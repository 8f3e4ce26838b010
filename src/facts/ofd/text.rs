//! Where the characters of a text object stand (GB/T 33190-2016, 11.2 and 11.3).

use std::str::SplitAsciiWhitespace;

use quick_xml::events::BytesStart;

use super::super::printed::{Matrix, Spot};
use super::super::xml::attribute;
use super::walk::numbers;

/// An open text object, and what is known of its open `TextCode`.
#[derive(Default)]
pub(super) struct Text {
    matrix: Matrix,
    size: f64,
    /// How much characters are stretched along a level line.
    stretch: f64,
    /// The direction in which one character follows another, where offsets do not tell.
    direction: (f64, f64),
    /// The width of the object's box.
    width: f64,
    /// Where the `TextCode` begins. The next one begins there too, unless it says where.
    start: (f64, f64),
    offsets: [Option<String>; 2],
}

impl Text {
    pub(super) fn new(element: &BytesStart<'_>, matrix: Matrix) -> Self {
        let number = |name: &str| attribute(element, name).and_then(|text| numbers::<1>(&text)).map(|[n]| n);
        let area = attribute(element, "Boundary").and_then(|area| numbers::<4>(&area));
        Self {
            matrix,
            size: number("Size").unwrap_or_default().abs(),
            stretch: number("HScale").map_or(1.0, f64::abs),
            direction: match attribute(element, "ReadDirection").as_deref().map(str::trim) {
                Some("90") => (0.0, 1.0),
                Some("180") => (-1.0, 0.0),
                Some("270") => (0.0, -1.0),
                _ => (1.0, 0.0),
            },
            width: area.map(|[_, _, width, _]| width).unwrap_or_default(),
            start: (0.0, 0.0),
            offsets: [None, None],
        }
    }

    pub(super) fn begin(&mut self, element: &BytesStart<'_>) {
        let number = |name: &str| attribute(element, name).and_then(|text| numbers::<1>(&text)).map(|[n]| n);
        self.start = (number("X").unwrap_or(self.start.0), number("Y").unwrap_or(self.start.1));
        self.offsets = ["DeltaX", "DeltaY"].map(|name| attribute(element, name));
    }

    /// The characters of the open `TextCode`, each with its place.
    pub(super) fn glyphs(&mut self, said: &str, mut on: impl FnMut(char, Spot)) {
        // Line feeds are no characters of a page, but come from writers that indent elements.
        let said = if said.contains('\n') { said.trim() } else { said };
        let count = said.chars().count();
        let [along, down] = self.offsets.each_ref().map(|offsets| Offsets::of(offsets.as_deref()));
        let moves = |offsets: &Offsets<'_>| offsets.clone().take(count).find(|offset| *offset != 0.0);
        let direction = match (moves(&along), moves(&down)) {
            (None, Some(down)) => (0.0, down.signum()),
            _ => self.direction,
        };
        let level = direction.1 == 0.0;
        let mut step = Step { along, down, fallback: (0.0, 0.0) };
        let free = self.free_advance(said, &step);
        let mut at = self.start;
        for character in said.chars() {
            let usual = if level { width(character) * self.stretch * self.size } else { self.size };
            let free = usual * free;
            step.fallback = (direction.0 * free, direction.1 * free);
            let (dx, dy) = step.next();
            let distance = dx * direction.0 + dy * direction.1;
            // Fonts differ in the width of letters: what is hardly further than the widest ones reach is no gap.
            let touches = distance > 0.0 && distance < usual.max(0.5 * self.size) + 0.2 * self.size;
            let advance = if touches { distance } else { usual };
            let spot = Spot { x: at.0, y: at.1, direction, advance, size: self.size };
            if is_text(character)
                && let Some(spot) = spot.moved(self.matrix)
            {
                on(character, spot);
            }
            at = (at.0 + dx, at.1 + dy);
        }
    }

    /// By how much characters are narrower than usual that have no offsets but fit into the box.
    fn free_advance(&self, said: &str, step: &Step<'_>) -> f64 {
        if step.is_known() {
            return 1.0;
        }
        let usual: f64 = said.chars().map(width).sum::<f64>() * self.stretch * self.size;
        if self.width > 0.0 && usual > self.width { self.width / usual } else { 1.0 }
    }
}

/// From one character to the next.
struct Step<'o> {
    along: Offsets<'o>,
    down: Offsets<'o>,
    /// Where neither tells.
    fallback: (f64, f64),
}

impl Step<'_> {
    fn is_known(&self) -> bool {
        self.along.clone().next().is_some() || self.down.clone().next().is_some()
    }

    fn next(&mut self) -> (f64, f64) {
        match (self.along.next(), self.down.next()) {
            (None, None) => self.fallback,
            (dx, dy) => (dx.unwrap_or_default(), dy.unwrap_or_default()),
        }
    }
}

/// The numbers of `DeltaX` or `DeltaY`; `g 5 3.2` is 3.2 five times.
#[derive(Clone)]
struct Offsets<'o> {
    words: SplitAsciiWhitespace<'o>,
    repeated: (u64, f64),
}

impl<'o> Offsets<'o> {
    fn of(text: Option<&'o str>) -> Self {
        Self { words: text.unwrap_or_default().split_ascii_whitespace(), repeated: (0, 0.0) }
    }
}

impl Iterator for Offsets<'_> {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let finite = |word: Option<&str>| word?.parse().ok().filter(|number: &f64| number.is_finite());
        while self.repeated.0 == 0 {
            self.repeated = match self.words.next()? {
                "g" => (self.words.next()?.parse().ok()?, finite(self.words.next())?),
                word => (1, finite(Some(word))?),
            };
        }
        self.repeated.0 -= 1;
        Some(self.repeated.1)
    }
}

/// About how wide a character is, in font sizes.
fn width(character: char) -> f64 {
    match character {
        '\u{2e80}'.. => 1.0,
        'i' | 'j' | 'l' | 'f' | 't' | 'I' | ' ' | '.' | ',' | ';' | ':' | '\'' | '!' | '|' | '(' | ')' => {
            0.32
        }
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '\u{2010}'..='\u{27ff}' => 0.8,
        'A'..='Z' => 0.66,
        _ => 0.5,
    }
}

/// Whether a code is a character: not one for private use, which writers give to glyphs whose character they do
/// not know. The area of symbol fonts is, since it shows where an item of a list begins.
fn is_text(character: char) -> bool {
    let private = matches!(character, '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}' | '\u{f0000}'..);
    !private
        && !matches!(character, '\u{fff0}'..='\u{fffd}')
        && (!character.is_control() || character == '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_may_be_repeated() {
        let all = |text: &str| Offsets::of(Some(text)).take(9).collect::<Vec<_>>();
        assert_eq!(all("1 g 3 2.5 -7"), [1.0, 2.5, 2.5, 2.5, -7.0]);
        assert_eq!(all("g 0 5 1"), [1.0]);
        assert_eq!(all("g 18446744073709551615 1").len(), 9);
        for cut in ["g", "g 2", "g x 1", "g 2 x", "x", "inf"] {
            assert!(all(cut).is_empty(), "{cut}");
        }
    }
}
