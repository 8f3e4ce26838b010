//! Two pictures laid over each other, and what is left between them.

use super::align::{Found, Sample, Statistics, samples};
use super::plane::{Plane, signed, whole};

/// Pixels of a block on each side.
pub(super) const BLOCK: usize = 6;
/// Samples that a block must have to count.
const LEAST: f32 = 9.0;
/// Points of a tone curve.
const KNOTS: usize = 17;
/// The darkest grey in which a colour can be as bright as can be: red, as blue hardly matters.
const CLIPPED: f32 = 18.0;
/// Levels of a sketch.
const LEVELS: f32 = 64.0;

/// The pixels of the inner picture, each with what lies there in the outer one and what is left between the
/// two once differences in light are taken out.
pub(super) struct Field {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) samples: Vec<Sample>,
    /// What is left at each sample, in levels of the outer picture.
    pub(super) left: Vec<f32>,
    /// outer = gain * inner + offset, where nothing was covered.
    pub(super) gain: f32,
    pub(super) blocks: Vec<Block>,
    pub(super) columns: usize,
}

/// A square of pixels.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    /// Whether enough of it lies in both pictures.
    pub(super) known: bool,
    /// How much it varies: the variance in squared levels.
    pub(super) structure: f32,
    /// What is left, the mean square, against what the most careful alteration leaves: above 1 it shows
    /// something else.
    pub(super) doubt: f32,
    /// What is left as a share of the structure.
    pub(super) share: f32,
}

impl Field {
    /// Lays the two over each other.
    pub(super) fn of(found: &Found, outer: &Plane) -> Option<Self> {
        let (width, height) = (found.inner.width, found.inner.height);
        let mut samples = samples(&found.inner, outer, found.place);
        drop_edges(&mut samples, found, outer);
        soften(&mut samples, width, height);
        let light = Statistics::of(&samples)?;
        let left = left(&samples, &light);
        let columns = width.div_ceil(BLOCK);
        let blocks = blocks(&samples, &left, light.gain, columns, height.div_ceil(BLOCK));
        Some(Self { width, height, samples, left, gain: light.gain, blocks, columns })
    }

    /// The blocks in which enough is to be seen to tell pictures apart.
    pub(super) fn structured(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.known && block.structure > 1.5)
    }

    /// The block in which a sample lies.
    pub(super) fn block(&self, sample: &Sample) -> usize {
        block(sample, self.columns)
    }
}

fn block(sample: &Sample, columns: usize) -> usize {
    let place = |at: f32| whole(at).max(0).unsigned_abs() / BLOCK;
    place(sample.y) * columns + place(sample.x)
}

/// Leaves out the pixels at the edges of the inner picture, into which the outer one mixes what lies beyond,
/// but for edges that both share.
fn drop_edges(samples: &mut Vec<Sample>, found: &Found, outer: &Plane) {
    let (right, bottom) = (found.inner.width as f32 - 1.0, found.inner.height as f32 - 1.0);
    let (far_x, far_y) = (outer.width as f32 - 1.0, outer.height as f32 - 1.0);
    samples.retain(|sample| {
        let (x, y) = found.place.of(sample.x, sample.y);
        let beyond = 0.7;
        let depth = 1.6;
        !((sample.x < depth && x - sample.x > beyond)
            || (right - sample.x < depth && far_x - x - (right - sample.x) > beyond)
            || (sample.y < depth && y - sample.y > beyond)
            || (bottom - sample.y < depth && far_y - y - (bottom - sample.y) > beyond))
            && x >= 0.5
            && y >= 0.5
            && x <= far_x - 0.5
            && y <= far_y - 0.5
    });
}

/// Blurs both pictures a little: what is finer differs with where pixels happen to lie.
fn soften(samples: &mut [Sample], width: usize, height: usize) {
    let mut places = vec![None; width * height];
    let place = |x: isize, y: isize| {
        let inside = x >= 0 && y >= 0 && x < signed(width) && y < signed(height);
        inside.then(|| y.unsigned_abs() * width + x.unsigned_abs())
    };
    for sample in samples.iter() {
        if let Some(entry) = place(whole(sample.x), whole(sample.y)).and_then(|at| places.get_mut(at)) {
            *entry = Some((sample.inner, sample.outer));
        }
    }
    let at = |x: isize, y: isize| place(x, y).and_then(|at| places.get(at).copied().flatten());
    let mut soft = vec![None; width * height];
    for sample in samples.iter_mut() {
        let (x, y) = (whole(sample.x), whole(sample.y));
        let (mut weight, mut inner, mut outer) = (0.0_f32, 0.0_f32, 0.0_f32);
        for (row, share) in (y - 1..).zip([1.0_f32, 2.0, 1.0]) {
            for (column, part) in (x - 1..).zip([1.0_f32, 2.0, 1.0]) {
                if let Some((one, other)) = at(column, row) {
                    weight += share * part;
                    inner += share * part * one;
                    outer += share * part * other;
                }
            }
        }
        if weight > 0.0 {
            (sample.inner, sample.outer) = (inner / weight, outer / weight);
        }
        if let Some(entry) = place(x, y).and_then(|at| soft.get_mut(at)) {
            *entry = Some(sample.inner);
        }
    }
    let at = |x: isize, y: isize| place(x, y).and_then(|at| soft.get(at).copied().flatten());
    for sample in samples {
        let (x, y) = (whole(sample.x), whole(sample.y));
        let near = |x: isize, y: isize| at(x, y).unwrap_or(sample.inner);
        sample.slope_x = (near(x + 1, y) - near(x - 1, y)) / 2.0;
        sample.slope_y = (near(x, y + 1) - near(x, y - 1)) / 2.0;
    }
}

/// What is left after the tone curve from one picture to the other, or back where that leaves less: light
/// that was clipped can be told from one side only.
fn left(samples: &[Sample], light: &Statistics) -> Vec<f32> {
    let pairs: Vec<_> = samples.iter().map(|sample| (sample.inner, sample.outer)).collect();
    let back: Vec<_> = samples.iter().map(|sample| (sample.outer, sample.inner)).collect();
    let there = curve(&pairs, light.gain, light.offset);
    let home = curve(&back, 1.0 / light.gain, -light.offset / light.gain);
    pairs
        .iter()
        .map(|&(inner, outer)| {
            let (expected, source) = (look(&there, inner), look(&home, outer));
            if is_clipped(inner, outer, expected) || is_clipped(outer, inner, source) {
                return 0.0;
            }
            let (one, other) = (outer - expected, source - inner);
            if one.abs() < other.abs() { one } else { other }
        })
        .collect()
}

/// Whether a pixel became brighter, but less than expected, as where one colour of it was as bright as can
/// be.
fn is_clipped(before: f32, after: f32, expected: f32) -> bool {
    expected > CLIPPED && expected < before * 1.35 && after > before - 0.4 && after < expected
}

/// The curve that maps the first values to the second ones, found from a line; what is far off counts little.
fn curve(pairs: &[(f32, f32)], gain: f32, offset: f32) -> [f32; KNOTS] {
    let step = LEVELS / (KNOTS - 1) as f32;
    let mut knots = [0.0; KNOTS];
    for (index, knot) in knots.iter_mut().enumerate() {
        *knot = gain * (index as f32 * step) + offset;
    }
    for near in [8.0_f32, 3.0, 3.0] {
        // A knot moves by the mean miss around it; 10 pixels' worth of no miss keep those with few pixels.
        let mut misses = [(0.0_f32, 10.0_f32); KNOTS];
        for &(from, to) in pairs {
            let miss = to - look(&knots, from);
            let weight = 1.0 / (1.0 + miss * miss / (near * near));
            let (index, share) = knot(from);
            for (entry, part) in misses.iter_mut().skip(index).zip([1.0 - share, share]) {
                entry.0 += weight * part * miss;
                entry.1 += weight * part;
            }
        }
        for (knot, (miss, weight)) in knots.iter_mut().zip(misses) {
            *knot += miss / weight;
        }
    }
    knots
}

/// The knot below a value, and how far it is to the next.
fn knot(value: f32) -> (usize, f32) {
    let place = (value * (KNOTS - 1) as f32 / LEVELS).clamp(0.0, (KNOTS - 1) as f32 - 0.001);
    let index = whole(place);
    (index.unsigned_abs(), place - index as f32)
}

fn look(knots: &[f32; KNOTS], value: f32) -> f32 {
    let (index, share) = knot(value);
    match knots.get(index..) {
        Some([below, above, ..]) => below * (1.0 - share) + above * share,
        _ => value,
    }
}

/// Sums over a block.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: f32,
    inner: f32,
    outer: f32,
    inner_inner: f32,
    outer_outer: f32,
    inner_outer: f32,
    left: f32,
    left_left: f32,
    slopes: f32,
}

fn blocks(samples: &[Sample], left: &[f32], gain: f32, columns: usize, rows: usize) -> Vec<Block> {
    let mut sums = vec![Sums::default(); columns * rows];
    for (sample, left) in samples.iter().zip(left) {
        let Some(sums) = sums.get_mut(block(sample, columns)) else { continue };
        sums.count += 1.0;
        sums.inner += sample.inner;
        sums.outer += sample.outer;
        sums.inner_inner += sample.inner * sample.inner;
        sums.outer_outer += sample.outer * sample.outer;
        sums.inner_outer += sample.inner * sample.outer;
        sums.left += left;
        sums.left_left += left * left;
        sums.slopes += sample.slope_x * sample.slope_x + sample.slope_y * sample.slope_y;
    }
    sums.iter().map(|sums| sums.block(gain)).collect()
}

impl Sums {
    fn block(&self, gain: f32) -> Block {
        if self.count < LEAST {
            return Block::default();
        }
        let n = self.count;
        let (inner, outer, left) = (self.inner / n, self.outer / n, self.left / n);
        let structure = (self.outer_outer / n - outer * outer).max(0.0);
        let varied = (self.inner_inner / n - inner * inner).max(0.0);
        let common = self.inner_outer / n - inner * outer;
        // The light of one place may have been changed otherwise than that of the whole: what is left once
        // the block has a line of its own, which may not be far from the common one.
        let own = (common / varied.max(0.01)).clamp(gain * 0.6, gain * 1.6);
        let off = (left.abs() - 2.0).max(0.0);
        let alike =
            varied > 6.0 && structure > 6.0 && common > 0.0 && common * common > 0.9 * varied * structure;
        let off = if alike { off * 0.5 } else { off };
        let by_line = (structure - 2.0 * own * common + own * own * varied).max(0.0) + off * off;
        let rest = (self.left_left / n).min(by_line);
        // Edges that lie a quarter of a pixel off leave this share of their slopes.
        let allowed = 1.5 + 0.06 * self.slopes / n;
        Block { known: true, structure, doubt: rest / allowed, share: rest / (structure + 0.5) }
    }
}
