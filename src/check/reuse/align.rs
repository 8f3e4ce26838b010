//! Where one picture lies in another one.

use super::plane::{Plane, signed, whole};

/// How the smallest picture may lie in the other: this share of its sides.
const SMALLEST: f32 = 0.4;
/// By how much a picture may be wider or more slanted than it was.
const ASKEW: f32 = 0.06;
/// The tangent of the largest angle by which it may be turned, some five degrees.
const STEEPEST: f32 = 0.09;
/// From one size that is tried to the next.
const STEP: f32 = 1.09;
/// Pixels of the longer side when the whole is searched.
const COARSE: usize = 24;
/// Places that are looked at closely.
const PEAKS: usize = 4;
/// Two pictures of one thing vary alike by more than this wherever they are laid over each other rightly.
const LEAST_LIKENESS: f32 = 0.6;

/// A place of one picture in the other, affine: where a pixel (x, y) of the inner picture lies in the outer
/// one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// x in the outer picture: `across[0] + across[1] * x + across[2] * y`.
    pub(super) across: [f32; 3],
    /// y in the outer picture, in the same way.
    pub(super) down: [f32; 3],
}

impl Place {
    pub(super) fn of(&self, x: f32, y: f32) -> (f32, f32) {
        (
            self.across[0] + self.across[1] * x + self.across[2] * y,
            self.down[0] + self.down[1] * x + self.down[2] * y,
        )
    }
}

impl Place {
    /// Whether a picture can come to lie so by being sized, cut and turned by a few degrees. In pictures with
    /// little in them, anything can be laid over anything by pulling it askew.
    fn is_plausible(&self) -> bool {
        let ([_, a, b], [_, c, d]) = (self.across, self.down);
        let size = f32::midpoint(a, d);
        let turned = (c - b) / 2.0;
        (a - d).abs() < ASKEW * size && (b + c).abs() < ASKEW * size && turned.abs() < STEEPEST * size
    }

    /// Where pixels of the outer picture lie in the inner one.
    pub(super) fn inverse(&self) -> Self {
        let ([left, a, b], [top, c, d]) = (self.across, self.down);
        let determinant = a * d - b * c;
        // Places that were found are never far from upright and of their size.
        let share = if determinant.abs() > 0.01 { 1.0 / determinant } else { 1.0 };
        let (across, down) = ([d * share, -b * share], [-c * share, a * share]);
        Self {
            across: [-(across[0] * left + across[1] * top), across[0], across[1]],
            down: [-(down[0] * left + down[1] * top), down[0], down[1]],
        }
    }
}

/// How the inner picture was found in the outer one.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Whether the second picture is the inner one.
    pub(super) second_inside: bool,
    /// The inner picture with pixels as large as those of the outer one.
    pub(super) inner: Plane,
    /// Where its pixels lie.
    pub(super) place: Place,
}

/// A place that the coarse search came upon.
#[derive(Debug, Clone, Copy)]
struct Peak {
    second_inside: bool,
    /// Size of the inner picture in coarse pixels of the outer one.
    width: usize,
    height: usize,
    /// Where its upper left corner lies, in coarse pixels of the outer picture.
    x: f32,
    y: f32,
    rank: f32,
    likeness: f32,
}

/// The best place of one of two pictures in the other. Nothing where they have little in common.
pub(super) fn align(first: &Plane, second: &Plane) -> Option<Found> {
    let (halves, quarters) = ((first.halved(), second.halved()), (coarse(first), coarse(second)));
    let mut peaks = Vec::new();
    search(&quarters.0, &halves.1, true, &mut peaks);
    search(&quarters.1, &halves.0, false, &mut peaks);
    let mut best: Option<(f32, Peak, Plane, Place)> = None;
    for peak in promising(peaks) {
        let (outer, inner) = peak.sides(&quarters.0, &quarters.1, &halves.0, &halves.1);
        let small = inner.resized(peak.width, peak.height);
        let start = Place { across: [peak.x, 1.0, 0.0], down: [peak.y, 0.0, 1.0] };
        let Some((place, likeness)) = refined(&small, outer, start, 6) else { continue };
        let rank = rank(likeness, small.width * small.height);
        if best.as_ref().is_none_or(|known| rank > known.0) {
            best = Some((rank, peak, small, place));
        }
    }
    let (_, peak, small, place) = best?;
    // Again with more pixels, the inner picture in the size that was found.
    let (outer, inner) = peak.sides(&halves.0, &halves.1, &halves.0, &halves.1);
    let (coarse, _) = peak.sides(&quarters.0, &quarters.1, first, second);
    let (small, start) = finer(&small, place, inner, coarse, outer);
    let (place, likeness) = refined(&small, outer, start, 5)?;
    if likeness < 0.5 {
        return None;
    }
    let (whole, full) = peak.sides(first, second, first, second);
    let (inner, start) = finer(&small, place, full, outer, whole);
    let (place, _) = refined(&inner, whole, start, 4)?;
    if !place.is_plausible() {
        return None;
    }
    Some(Found { second_inside: peak.second_inside, inner, place })
}

impl Peak {
    /// The outer one of two pictures, and the inner one of two.
    fn sides<'a>(
        self,
        one: &'a Plane,
        two: &'a Plane,
        first: &'a Plane,
        second: &'a Plane,
    ) -> (&'a Plane, &'a Plane) {
        if self.second_inside { (one, second) } else { (two, first) }
    }

    fn is_near(self, other: Self) -> bool {
        self.second_inside == other.second_inside
            && self.width.abs_diff(other.width) < 3
            && (self.x - other.x).abs() < 2.5
            && (self.y - other.y).abs() < 2.5
    }
}

/// The few best peaks that are not next to each other.
fn promising(mut peaks: Vec<Peak>) -> Vec<Peak> {
    peaks.retain(|peak| peak.likeness >= LEAST_LIKENESS);
    peaks.sort_by(|one, other| other.rank.total_cmp(&one.rank));
    let mut chosen: Vec<Peak> = Vec::new();
    for peak in peaks {
        if chosen.len() < PEAKS && !chosen.iter().any(|other| other.is_near(peak)) {
            chosen.push(peak);
        }
    }
    chosen
}

/// A place of `small` in `coarse` as one in `outer`, the same picture with more pixels; and `inner`, what
/// `small` was made from, with pixels as large as those of `outer`.
fn finer(small: &Plane, place: Place, inner: &Plane, coarse: &Plane, outer: &Plane) -> (Plane, Place) {
    let unit = (outer.width as f32 / coarse.width as f32, outer.height as f32 / coarse.height as f32);
    let grown = (place.across[1] * place.down[2] - place.across[2] * place.down[1]).max(0.01).sqrt();
    let side = |length: usize, unit: f32| whole(length as f32 * grown * unit + 0.5).max(4).unsigned_abs();
    // As wide as is found; as high as the picture is by that.
    let width = side(small.width, unit.0);
    let height = whole(width as f32 * inner.height as f32 / inner.width as f32 + 0.5).max(4).unsigned_abs();
    let large = inner.resized(width, height);
    let (x, y) = (small.width as f32 / width as f32, small.height as f32 / height as f32);
    // From middles of pixels to edges, scaled, and back.
    let row = |row: [f32; 3], unit: f32| {
        let edge = row[0] - 0.5 * row[1] - 0.5 * row[2] + 0.5;
        let (along_x, along_y) = (row[1] * x * unit, row[2] * y * unit);
        [edge * unit + 0.5 * along_x + 0.5 * along_y - 0.5, along_x, along_y]
    };
    let place = Place { across: row(place.across, unit.0), down: row(place.down, unit.1) };
    (large, place)
}

/// A picture with few pixels.
fn coarse(picture: &Plane) -> Plane {
    let longest = picture.width.max(picture.height);
    let side = |length: usize| ((length * COARSE + longest / 2) / longest).max(3);
    picture.resized(side(picture.width), side(picture.height))
}

/// Slides the inner picture over the outer one in all sizes.
fn search(ground: &Plane, inner: &Plane, second_inside: bool, peaks: &mut Vec<Peak>) {
    // Pixels of the outer picture to one of the inner one, where the two are as large as they can be.
    let longest = inner.width.max(inner.height) as f32;
    let (wide, high) = (ground.width as f32 / inner.width as f32, ground.height as f32 / inner.height as f32);
    let mut unit = (COARSE as f32 / longest).min(wide * 1.1).min(high * 1.1);
    let smallest = SMALLEST * COARSE as f32 / longest;
    while unit >= smallest * 0.999 {
        let side = |length: usize| whole(length as f32 * unit + 0.5).max(4).unsigned_abs();
        let (width, height) = (side(inner.width), side(inner.height));
        let small = inner.resized(width, height);
        let nothing = Peak { second_inside, width, height, x: 0.0, y: 0.0, rank: f32::MIN, likeness: 0.0 };
        let mut best = [nothing; 2];
        let (beyond_x, beyond_y) = (signed(width / 10), signed(height / 10));
        for y in -beyond_y..=signed(ground.height) - signed(height) + beyond_y {
            for x in -beyond_x..=signed(ground.width) - signed(width) + beyond_x {
                let (likeness, count) = likeness(&small, ground, x, y);
                let rank = rank(likeness, count);
                if likeness <= 0.0 || rank <= best[1].rank {
                    continue;
                }
                let peak = Peak { x: x as f32, y: y as f32, rank, likeness, ..nothing };
                let near = best[0].is_near(peak);
                if rank > best[0].rank {
                    best = [peak, if near { best[1] } else { best[0] }];
                } else if !near {
                    best[1] = peak;
                }
            }
        }
        peaks.extend(best);
        unit /= STEP;
    }
}

/// How unlikely a likeness over so many pixels is to come by chance.
fn rank(likeness: f32, count: usize) -> f32 {
    let square = (likeness * likeness).min(0.999);
    square / (1.0 - square) * (count as f32)
}

/// The correlation of a small picture with the place (x, y) of another, over so many pixels.
fn likeness(small: &Plane, ground: &Plane, x: isize, y: isize) -> (f32, usize) {
    let (mut ones, mut others) = ([0.0_f32; 2], [0.0_f32; 2]);
    let (mut products, mut count) = (0.0_f32, 0_usize);
    let skip = (-x).max(0).unsigned_abs();
    let start = x.max(0).unsigned_abs();
    for (row, line) in (y..).zip(small.values().chunks_exact(small.width)) {
        if row < 0 || row >= signed(ground.height) {
            continue;
        }
        let Some(under) = ground.values().get(row.unsigned_abs() * ground.width..) else { continue };
        for (one, other) in line.iter().skip(skip).zip(under.iter().take(ground.width).skip(start)) {
            ones = [ones[0] + one, ones[1] + one * one];
            others = [others[0] + other, others[1] + other * other];
            products += one * other;
            count += 1;
        }
    }
    let n = count as f32;
    let varied = |sums: [f32; 2]| sums[1] - sums[0] * sums[0] / n;
    if count < 12 || varied(ones) < 0.5 * n || varied(others) < 0.5 * n {
        return (0.0, count);
    }
    ((products - ones[0] * others[0] / n) / (varied(ones) * varied(others)).sqrt(), count)
}

/// A place made better step by step (the inverse compositional method of Lucas and Kanade, with weights that
/// keep what differs from pulling), and the correlation there.
fn refined(inner: &Plane, outer: &Plane, start: Place, steps: usize) -> Option<(Place, f32)> {
    let mut place = start;
    let (middle_x, middle_y) = (inner.width as f32 / 2.0, inner.height as f32 / 2.0);
    for step in 0..=steps {
        let samples = samples(inner, outer, place);
        let statistics = Statistics::of(&samples)?;
        if step == steps {
            return Some((place, statistics.likeness));
        }
        let (gain, offset, spread) = (statistics.gain, statistics.offset, statistics.spread);
        let mut matrix = [[0.0_f32; 7]; 6];
        for sample in &samples {
            let miss = sample.outer - (gain * sample.inner + offset);
            let share = miss / spread;
            let weight = 1.0 / (1.0 + share * share);
            let (across, down) = (sample.slope_x * gain, sample.slope_y * gain);
            let (x, y) = (sample.x - middle_x, sample.y - middle_y);
            let slopes = [across, across * x, across * y, down, down * x, down * y];
            for (row, slope) in slopes.iter().enumerate() {
                let weighted = slope * weight;
                for (column, other) in slopes.iter().enumerate().skip(row) {
                    matrix[row][column] += weighted * other;
                }
                matrix[row][6] += weighted * miss;
            }
        }
        let upper = matrix;
        for (row, values) in matrix.iter_mut().enumerate() {
            for (value, from) in values.iter_mut().zip(&upper).take(row) {
                *value = from[row];
            }
            // Where nothing in the picture holds a value, it stays.
            values[row] = values[row] * 1.0005 + 1e-3;
        }
        let Some(change) = solved(matrix) else { return Some((place, statistics.likeness)) };
        let far = (middle_x + middle_y) * change.map(f32::abs).iter().sum::<f32>();
        if far < 0.02 * (1.0 + middle_x + middle_y) && change[0].abs() + change[3].abs() < 0.01 {
            return Some((place, statistics.likeness));
        }
        place = compose(place, change, (middle_x, middle_y))?;
        if place.across[1] < 0.5 || place.down[2] < 0.5 || place.across[1] > 2.0 || place.down[2] > 2.0 {
            return None;
        }
    }
    None
}

/// A pixel of the inner picture and what lies there in the outer one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) inner: f32,
    pub(super) outer: f32,
    pub(super) slope_x: f32,
    pub(super) slope_y: f32,
}

/// All pixels of the inner picture that lie in the outer one.
pub(super) fn samples(inner: &Plane, outer: &Plane, place: Place) -> Vec<Sample> {
    let mut samples = Vec::with_capacity(inner.width * inner.height);
    let (right, bottom) = (outer.width as f32 - 1.0, outer.height as f32 - 1.0);
    for row in 0..signed(inner.height) {
        for column in 0..signed(inner.width) {
            let (x, y) = (column as f32, row as f32);
            let (at_x, at_y) = place.of(x, y);
            if at_x < 0.0 || at_y < 0.0 || at_x > right || at_y > bottom {
                continue;
            }
            samples.push(Sample {
                x,
                y,
                inner: inner.at(column, row),
                outer: outer.between(at_x, at_y),
                slope_x: (inner.at(column + 1, row) - inner.at(column - 1, row)) / 2.0,
                slope_y: (inner.at(column, row + 1) - inner.at(column, row - 1)) / 2.0,
            });
        }
    }
    samples
}

/// How the two values of samples go together: outer = gain * inner + offset.
pub(super) struct Statistics {
    pub(super) gain: f32,
    pub(super) offset: f32,
    /// How far off most samples are.
    pub(super) spread: f32,
    pub(super) likeness: f32,
}

impl Statistics {
    pub(super) fn of(samples: &[Sample]) -> Option<Self> {
        if samples.len() < 40 {
            return None;
        }
        let (mut gain, mut offset, mut spread, mut likeness) = (1.0, 0.0, f32::MAX, 0.0);
        // First all samples alike, then those less that are far off.
        for round in 0..3 {
            let (mut n, mut a, mut b, mut aa, mut bb, mut ab) =
                (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
            for sample in samples {
                let share =
                    if round == 0 { 0.0 } else { (sample.outer - gain * sample.inner - offset) / spread };
                let weight = 1.0 / (1.0 + share * share);
                let (one, other) = (sample.inner, sample.outer);
                n += weight;
                a += weight * one;
                b += weight * other;
                aa += weight * one * one;
                bb += weight * other * other;
                ab += weight * one * other;
            }
            let (va, vb, both) = (aa - a * a / n, bb - b * b / n, ab - a * b / n);
            if va <= 0.05 * n || vb <= 0.05 * n {
                return None;
            }
            if round == 0 {
                likeness = both / (va * vb).sqrt();
            }
            gain = (both / va).clamp(0.2, 5.0);
            offset = (b - gain * a) / n;
            let misses: f32 =
                samples.iter().map(|sample| (sample.outer - gain * sample.inner - offset).abs()).sum();
            spread = (misses / samples.len() as f32 * 1.5).max(0.7);
        }
        Some(Self { gain, offset, spread, likeness })
    }
}

/// The solution of six equations. Nothing where they have none.
fn solved(mut matrix: [[f32; 7]; 6]) -> Option<[f32; 6]> {
    for column in 0..6 {
        let pivot = (column..6)
            .max_by(|&one, &other| matrix[one][column].abs().total_cmp(&matrix[other][column].abs()))?;
        matrix.swap(column, pivot);
        let lead = matrix[column];
        if lead[column].abs() < 1e-9 {
            return None;
        }
        for (row, values) in matrix.iter_mut().enumerate() {
            if row == column {
                continue;
            }
            let share = values[column] / lead[column];
            for (value, from) in values.iter_mut().zip(lead) {
                *value -= share * from;
            }
        }
    }
    let mut solution = [0.0; 6];
    for (row, value) in solution.iter_mut().enumerate() {
        *value = matrix[row][6] / matrix[row][row];
    }
    solution.iter().all(|value| value.is_finite()).then_some(solution)
}

/// A place after the inner picture was moved by `change` (a shift and a linear map about `middle`), which is
/// taken back from it.
fn compose(place: Place, change: [f32; 6], middle: (f32, f32)) -> Option<Place> {
    // The change maps d = (x, y) - middle to d + shift + linear * d; its inverse is needed.
    let (a, b, c, d) = (1.0 + change[1], change[2], change[4], 1.0 + change[5]);
    let determinant = a * d - b * c;
    if determinant.abs() < 0.1 {
        return None;
    }
    let inverse = [[d / determinant, -b / determinant], [-c / determinant, a / determinant]];
    // x' = middle + inverse * (x - middle - shift)
    let shift = (middle.0 + change[0], middle.1 + change[3]);
    let start = (
        middle.0 - inverse[0][0] * shift.0 - inverse[0][1] * shift.1,
        middle.1 - inverse[1][0] * shift.0 - inverse[1][1] * shift.1,
    );
    let row = |row: [f32; 3]| {
        [
            row[0] + row[1] * start.0 + row[2] * start.1,
            row[1] * inverse[0][0] + row[2] * inverse[1][0],
            row[1] * inverse[0][1] + row[2] * inverse[1][1],
        ]
    };
    Some(Place { across: row(place.across), down: row(place.down) })
}
