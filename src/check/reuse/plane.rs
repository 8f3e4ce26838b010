//! Small grey pictures in numbers with fractions: made smaller, sampled between pixels.

use super::Turn;
use crate::facts::sketch::Sketch;

/// A grey picture. Brightness is in levels of a sketch.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    values: Vec<f32>,
}

impl Plane {
    /// The picture of a sketch, turned.
    pub(super) fn of(sketch: &Sketch, turn: Turn) -> Self {
        let (across, down) = (sketch.width(), sketch.height());
        let levels = sketch.levels();
        let (width, height) = if turn.on_its_side() { (down, across) } else { (across, down) };
        let mut values = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = turn.source(x, y, across, down);
                values.push(f32::from(levels.get(from_y * across + from_x).copied().unwrap_or(0)));
            }
        }
        Self { width, height, values }
    }

    /// The pixel at a place, or the nearest one to a place outside.
    pub(super) fn at(&self, x: isize, y: isize) -> f32 {
        let inside =
            |at: isize, side: usize| at.unsigned_abs().min(side.saturating_sub(1)) * usize::from(at > 0);
        self.values.get(inside(y, self.height) * self.width + inside(x, self.width)).copied().unwrap_or(0.0)
    }

    /// The pixels, row by row.
    pub(super) fn values(&self) -> &[f32] {
        &self.values
    }

    /// The picture with so many pixels.
    pub(super) fn resized(&self, width: usize, height: usize) -> Self {
        let (width, height) = (width.max(1), height.max(1));
        let across: Vec<_> = (0..width).map(|pixel| weights(self.width, width, pixel)).collect();
        let mut lines = Vec::with_capacity(width * self.height);
        for row in self.values.chunks_exact(self.width) {
            for (first, weights) in &across {
                lines.push(
                    weights
                        .iter()
                        .zip(row.iter().skip(*first))
                        .map(|(weight, value)| weight * value)
                        .sum::<f32>(),
                );
            }
        }
        let mut values = vec![0.0; width * height];
        for (y, row) in values.chunks_exact_mut(width).enumerate() {
            let (first, weights) = weights(self.height, height, y);
            for (weight, line) in weights.iter().zip(lines.chunks_exact(width).skip(first)) {
                for (value, from) in row.iter_mut().zip(line) {
                    *value += weight * from;
                }
            }
        }
        Self { width, height, values }
    }

    /// Half as many pixels on each side.
    pub(super) fn halved(&self) -> Self {
        self.resized(self.width.div_ceil(2), self.height.div_ceil(2))
    }

    /// Between pixels, by the cubic of Catmull and Rom, which blurs little.
    pub(super) fn between(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (whole(x), whole(y));
        let (across, down) = (cubic(x - left as f32), cubic(y - top as f32));
        let inside = left >= 1 && top >= 1 && left + 2 < signed(self.width) && top + 2 < signed(self.height);
        let mut sum = 0.0;
        if inside {
            let start = (top - 1).unsigned_abs() * self.width + (left - 1).unsigned_abs();
            for (row, weight) in down.iter().enumerate() {
                let from = start + row * self.width;
                let Some(line) = self.values.get(from..).and_then(<[f32]>::first_chunk::<4>) else {
                    continue;
                };
                sum += weight * line.iter().zip(across).map(|(value, share)| value * share).sum::<f32>();
            }
            return sum;
        }
        for (row, weight) in (top - 1..).zip(down) {
            for (column, share) in (left - 1..).zip(across) {
                sum += weight * share * self.at(column, row);
            }
        }
        sum
    }
}

/// What the four pixels around a place weigh, `share` of the way from the second to the third.
fn cubic(share: f32) -> [f32; 4] {
    let (square, cube) = (share * share, share * share * share);
    [
        -0.5 * cube + square - 0.5 * share,
        1.5 * cube - 2.5 * square + 1.0,
        -1.5 * cube + 2.0 * square + 0.5 * share,
        0.5 * cube - 0.5 * square,
    ]
}

/// What pixels of a side weigh in one of `to` pixels, and which is the first of them.
///
/// A sketch is blurred by as much as its pixels are large. Where it is made smaller, it is blurred only by
/// what the larger pixels still lack, so that two sketches of one thing in different sizes become alike.
fn weights(from: usize, to: usize, pixel: usize) -> (usize, Vec<f32>) {
    let step = from as f32 / to as f32;
    let middle = (pixel as f32 + 0.5) * step - 0.5;
    let reach = (step * step - 1.0).max(0.0).sqrt();
    let near = whole(middle);
    if reach < 0.8 {
        // Hardly smaller: the cubic, blurred by as much as is lacking.
        let first = near - 1;
        return folded(first, &cubic(middle - near as f32), from);
    }
    let reach = reach.max(1.0);
    let first = whole(middle - reach) + 1;
    let last = whole(middle + reach);
    let tent: Vec<f32> = (first..=last).map(|at| (reach - (at as f32 - middle).abs()).max(0.0)).collect();
    folded(first, &tent, from)
}

/// Weights that start at `first`, those outside a side of so many pixels taken over by the pixel at the edge,
/// their sum 1.
fn folded(first: isize, weights: &[f32], side: usize) -> (usize, Vec<f32>) {
    let last = signed(side) - 1;
    let start = first.clamp(0, last);
    let end = (first + signed(weights.len()) - 1).clamp(0, last);
    let mut kept = vec![0.0; (end - start).unsigned_abs() + 1];
    let sum: f32 = weights.iter().sum();
    for (at, weight) in (first..).zip(weights) {
        if let Some(place) = kept.get_mut((at.clamp(start, end) - start).unsigned_abs()) {
            *place += weight / sum;
        }
    }
    (start.unsigned_abs(), kept)
}

/// The whole number at or below a value.
#[allow(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
pub(super) fn whole(value: f32) -> isize {
    let cut = value as isize;
    cut - isize::from(cut as f32 > value)
}

/// A number of pixels, with a sign.
pub(super) fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}
