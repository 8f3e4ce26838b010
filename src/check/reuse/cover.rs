//! Whether what differs between two pictures is something laid over one of them: a watermark, a caption, a
//! stamp.

use super::field::Field;
use super::plane::{signed, whole};

/// A block shows something else from this doubt on.
pub(super) const DOUBTFUL: f32 = 1.0;
/// Words across a picture may be as faint as this.
const FAINT: f32 = 0.15;
/// Pixels of the cells in which differences are joined.
const CELL: usize = 3;
/// How near to an edge a mark must come: this share of a side.
const NEAR: f32 = 0.085;
/// Covers hide less than this share of the picture.
const MOST: f32 = 0.14;
/// Words across the whole picture touch less than this share of it.
const MOST_ACROSS: f32 = 0.3;

/// An area of the inner picture in its pixels, the ends not included, and what differs there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patch {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
    /// Pixels that differ.
    count: usize,
    /// By how much they are lighter, and by how much darker, in the outer picture.
    lighter: f32,
    darker: f32,
}

/// What is different in a field.
pub(super) enum Difference {
    /// Nothing.
    None,
    /// Something was laid over one of the pictures.
    Covered(Vec<Patch>),
    /// Something else.
    Other,
}

/// Tells what is different. `sideways` where one of the pictures was turned by a quarter: a caption may be at
/// a side then.
pub(super) fn difference(field: &Field, sideways: bool) -> Difference {
    if !field.blocks.iter().any(|block| block.doubt > DOUBTFUL) {
        return Difference::None;
    }
    let patches = patches(field, DOUBTFUL);
    let count: usize = patches.iter().map(|patch| patch.count).sum();
    let share = count as f32 / field.samples.len().max(1) as f32;
    if patches.is_empty() {
        return Difference::Other;
    }
    let mark = |patch: &Patch| {
        is_mark(patch, field.width, field.height)
            || (sideways && is_mark(&patch.turned(), field.height, field.width))
    };
    if share < MOST && patches.iter().all(mark) {
        return Difference::Covered(patches);
    }
    // Words that are thin here and there leave little doubt there.
    let faint = self::patches(field, FAINT);
    let count: usize = faint.iter().map(|patch| patch.count).sum();
    let share = count as f32 / field.samples.len().max(1) as f32;
    if share < MOST_ACROSS && is_across(&faint, field) {
        return Difference::Covered(faint.into_iter().reduce(Patch::joined).into_iter().collect());
    }
    Difference::Other
}

impl Patch {
    fn turned(&self) -> Self {
        Self { left: self.top, top: self.left, right: self.bottom, bottom: self.right, ..*self }
    }

    /// How much of the difference goes one way, 0.5 to 1.
    fn one_way(&self) -> f32 {
        self.lighter.max(self.darker) / (self.lighter + self.darker).max(0.01)
    }
}

/// A mark lies at the upper or lower edge: a low line or plate, or larger in a corner. People who moved go
/// both ways, lighter where they were and darker where they are or the reverse, and stand upright.
fn is_mark(patch: &Patch, width: usize, height: usize) -> bool {
    let (across, down) = (patch.right - patch.left, patch.bottom - patch.top);
    let (wide, high) = (across as f32 / width as f32, down as f32 / height as f32);
    let at = |from: usize, to: usize, side: usize| {
        from as f32 <= NEAR * side as f32 || (side - to) as f32 <= NEAR * side as f32
    };
    let filled = patch.count as f32 / (across * down).max(1) as f32;
    let laid = patch.one_way() > 0.85 || filled > 0.6;
    let edge = at(patch.top, patch.bottom, height);
    let low = high < 0.14 && across as f32 > 1.5 * down as f32 && (laid || high < 0.09);
    let corner = high < 0.3 && wide < 0.55 && at(patch.left, patch.right, width) && laid;
    edge && (low || corner)
}

/// Words across the picture through which it shows: all lighter or all darker, in many places.
fn is_across(patches: &[Patch], field: &Field) -> bool {
    let sum = |part: fn(&Patch) -> f32| patches.iter().map(part).sum::<f32>();
    let (lighter, darker) = (sum(|patch| patch.lighter), sum(|patch| patch.darker));
    let one_way = lighter.max(darker) / (lighter + darker).max(0.01);
    let span = |from: fn(&Patch) -> usize, to: fn(&Patch) -> usize, side: usize| {
        let first = patches.iter().map(from).min().unwrap_or(0);
        let last = patches.iter().map(to).max().unwrap_or(0);
        last.saturating_sub(first) as f32 / side as f32
    };
    let wide = span(|patch| patch.left, |patch| patch.right, field.width);
    let high = span(|patch| patch.top, |patch| patch.bottom, field.height);
    // Other light over a whole scene goes one way as well.
    let same_light = (field.gain - 1.0).abs() < 0.12;
    same_light && patches.len() >= 3 && one_way > 0.9 && wide > 0.5 && high > 0.33
}

/// The pixels that differ in and around blocks with more than so much doubt, joined to patches.
fn patches(field: &Field, doubt: f32) -> Vec<Patch> {
    let (columns, rows) = (field.width.div_ceil(CELL), field.height.div_ceil(CELL));
    let mut cells: Vec<Option<Patch>> = vec![None; columns * rows];
    let doubtful = near_doubt(field, doubt);
    for (sample, &left) in field.samples.iter().zip(&field.left) {
        let slopes = sample.slope_x * sample.slope_x + sample.slope_y * sample.slope_y;
        let near = doubtful.get(field.block(sample)).copied().unwrap_or(false);
        if !near || left.abs() < 1.5 + 0.35 * slopes.sqrt() {
            continue;
        }
        let (x, y) = (whole(sample.x).unsigned_abs(), whole(sample.y).unsigned_abs());
        let here = Patch {
            left: x,
            top: y,
            right: x + 1,
            bottom: y + 1,
            count: 1,
            lighter: left.max(0.0),
            darker: (-left).max(0.0),
        };
        if let Some(cell) = cells.get_mut(y / CELL * columns + x / CELL) {
            *cell = Some(cell.map_or(here, |known| known.joined(here)));
        }
    }
    let mut patches = Vec::new();
    for start in 0..cells.len() {
        let Some(mut patch) = cells.get_mut(start).and_then(Option::take) else { continue };
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            let (x, y) = (signed(at % columns), signed(at / columns));
            for (near_x, near_y) in around(x, y) {
                if near_x < 0 || near_y < 0 || near_x >= signed(columns) {
                    continue;
                }
                let place = near_y.unsigned_abs() * columns + near_x.unsigned_abs();
                if let Some(other) = cells.get_mut(place).and_then(Option::take) {
                    patch = patch.joined(other);
                    open.push(place);
                }
            }
        }
        // Single pixels are noise.
        if patch.count > 2 {
            patches.push(patch);
        }
    }
    patches
}

impl Patch {
    fn joined(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
            count: self.count + other.count,
            lighter: self.lighter + other.lighter,
            darker: self.darker + other.darker,
        }
    }
}

/// Which blocks have more than so much doubt or touch one that has.
fn near_doubt(field: &Field, doubt: f32) -> Vec<bool> {
    let mut near = vec![false; field.blocks.len()];
    for (at, block) in field.blocks.iter().enumerate() {
        if block.doubt <= doubt {
            continue;
        }
        let (x, y) = (signed(at % field.columns), signed(at / field.columns));
        for (near_x, near_y) in around(x, y) {
            if near_x < 0 || near_y < 0 || near_x >= signed(field.columns) {
                continue;
            }
            if let Some(entry) = near.get_mut(near_y.unsigned_abs() * field.columns + near_x.unsigned_abs()) {
                *entry = true;
            }
        }
    }
    near
}

/// A place and its eight neighbours.
fn around(x: isize, y: isize) -> impl Iterator<Item = (isize, isize)> {
    (-1..=1).flat_map(move |down| (-1..=1).map(move |across| (x + across, y + down)))
}
