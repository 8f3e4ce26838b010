//! Writing that looks like Chinese from where nobody can read it: each character is a handful of strokes.

use super::canvas::{Canvas, Paint, distance};
use super::dice::Dice;

/// The strokes of a character within a square of one unit.
fn strokes(character: u64) -> Vec<((f32, f32), (f32, f32))> {
    let mut dice = Dice::new(character, "strokes");
    (0..4 + dice.below(7))
        .map(|_| {
            let (x, y) = (dice.between(0.05, 0.6), dice.between(0.05, 0.95));
            match dice.below(5) {
                0 | 1 => ((x, y), ((x + dice.between(0.25, 0.8)).min(0.95), y - 0.02)),
                2 | 3 => ((x + 0.2, y.min(0.5)), (x + 0.2, (y + dice.between(0.3, 0.8)).min(0.97))),
                _ => ((x + 0.2, y.min(0.6)), (x + dice.between(-0.1, 0.5), (y + 0.4).min(0.95))),
            }
        })
        .collect()
}

/// One line of characters from `at` (top left), each `size` high. Draws as many as fit into `length`.
pub fn line(canvas: &mut Canvas, at: (f32, f32), size: f32, length: f32, text: u64, paint: &Paint) {
    let mut dice = Dice::new(text, "text");
    let count = (length / size) as u32;
    for place in 0..count {
        // A vocabulary, as a language has one; and spaces after sentences.
        let character = dice.below(600);
        if dice.chance(0.06) {
            continue;
        }
        let (x, y) = (at.0 + place as f32 * size, at.1);
        let strokes = strokes(character);
        canvas.fill((x, y, x + size * 0.96, y + size * 0.96), paint, |px, py| {
            let within = ((px - x) / size, (py - y) / size);
            strokes.iter().any(|&(from, to)| distance(within, from, to) < 0.055)
        });
    }
}

/// A paragraph: lines over each other, the first one indented, the last one short. Returns where it ends.
pub fn paragraph(
    canvas: &mut Canvas,
    at: (f32, f32),
    size: f32,
    width: f32,
    lines: u64,
    text: u64,
    paint: &Paint,
) -> f32 {
    let mut dice = Dice::new(text, "paragraph");
    let mut y = at.1;
    for number in 0..lines {
        let indent = if number == 0 { 2.0 * size } else { 0.0 };
        let length = if number + 1 == lines { width * dice.between(0.15, 0.95) } else { width };
        line(canvas, (at.0 + indent, y), size, length - indent, dice.any(), paint);
        y += size * 1.6;
    }
    y
}
