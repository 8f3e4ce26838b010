//! The hashes by which pictures find each other.

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};

use super::Turn;
use crate::facts::pdq::{Hash, Pdq, pdq};
use crate::facts::sketch::Sketch;

/// Two pictures are worth comparing when a hash of one is at most so many bits from one of the other. At that
/// distance all but a few of a hundred altered pictures are found, and two different ones hardly ever.
pub const CANDIDATE: u32 = 47;

/// What is cut off at each side for a further hash, in thousandths. A hash bears a cut of some two
/// hundredths.
const CUTS: [u32; 4] = [25, 50, 75, 100];
/// By how much a picture is turned to be looked up as well: two degrees, as tangents in 256ths. A hash bears
/// one.
const TILTS: [i32; 2] = [9, -9];
/// In a margin so many hundredths of a line are of one brightness: of a plain one, and of one with a title
/// and buttons in it.
const EVEN: [usize; 2] = [85, 72];
/// That one brightness, give or take levels of a sketch.
const SPREAD: u8 = 1;
/// Pixels of a sketch that are left between margins at least.
const LEAST: usize = 16;

/// The hashes of one picture, all from its sketch.
///
/// Two pictures may be one when any of the hashes that one is looked up by is near any that the other is
/// stored under. As a picture that was cut does not know what is missing, each is to be looked up among all
/// others.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Keys {
    shown: Vec<Pdq>,
    stored: Vec<Hash>,
}

impl Keys {
    /// The hashes of a picture.
    #[must_use]
    pub fn of(sketch: &Sketch) -> Self {
        let (width, height) = (sketch.width(), sketch.height());
        let hashed = |across: Range<u32>, down: Range<u32>, tilt: i32| {
            sketch.part(&across, &down, tilt).as_ref().and_then(pdq)
        };
        let pixels =
            |side: &Range<usize>| u32::try_from(side.start << 8).ok().zip(u32::try_from(side.end << 8).ok());
        let area = |across: &Range<usize>, down: &Range<usize>| {
            let ((left, right), (top, bottom)) = (pixels(across)?, pixels(down)?);
            hashed(left..right, top..bottom, 0)
        };
        let mut shown: Vec<Pdq> = area(&(0..width), &(0..height)).into_iter().collect();
        let mut known = vec![(0..width, 0..height)];
        for margins in EVEN.map(|even| without_margins(sketch, even)) {
            if !known.contains(&margins) {
                shown.extend(area(&margins.0, &margins.1));
                known.push(margins);
            }
        }
        let mut stored: Vec<Hash> = shown.iter().map(|hashes| hashes.turns[0]).collect();
        let cut = |side: usize, cut: u32| {
            let side = u32::try_from(side << 8).unwrap_or(0);
            let off = side * cut / 1000;
            off..side - off
        };
        stored.extend(
            CUTS.iter().filter_map(|&off| Some(hashed(cut(width, off), cut(height, off), 0)?.turns[0])),
        );
        shown.extend(TILTS.iter().filter_map(|&tilt| hashed(cut(width, 0), cut(height, 0), tilt)));
        Self { shown, stored }
    }

    /// What the picture is looked up by: as it is, without its margins and a little askew, in all eight
    /// turns. What is found by a turn shows this picture turned so.
    pub fn shown(&self) -> impl Iterator<Item = (Turn, Hash)> {
        self.shown.iter().flat_map(|hashes| (1..).map(Turn::shown).zip(hashes.turns))
    }

    /// What the picture is found under: as it is, without its margins, and cut at all sides by a little.
    #[must_use]
    pub fn stored(&self) -> &[Hash] {
        &self.stored
    }
}

/// The columns and rows of a sketch between margins that are even: a frame, the black around a picture on a
/// telephone, the window around one on a computer, the paper around a text.
fn without_margins(sketch: &Sketch, even: usize) -> (Range<usize>, Range<usize>) {
    let (mut across, mut down) = (0..sketch.width(), 0..sketch.height());
    let row = |y: usize, across: &Range<usize>| {
        is_even(even, sketch.levels().iter().skip(y * sketch.width()).take(across.end).skip(across.start))
    };
    let column = |x: usize, down: &Range<usize>| {
        let line = sketch.levels().iter().skip(x).step_by(sketch.width().max(1));
        is_even(even, line.take(down.end).skip(down.start))
    };
    loop {
        let known = (across.clone(), down.clone());
        while down.len() > LEAST && row(down.start, &across) {
            down.start += 1;
        }
        while down.len() > LEAST && row(down.end - 1, &across) {
            down.end -= 1;
        }
        while across.len() > LEAST && column(across.start, &down) {
            across.start += 1;
        }
        while across.len() > LEAST && column(across.end - 1, &down) {
            across.end -= 1;
        }
        if known == (across.clone(), down.clone()) {
            return known;
        }
    }
}

fn is_even<'a>(share: usize, line: impl Iterator<Item = &'a u8>) -> bool {
    let mut levels: Vec<u8> = line.copied().collect();
    levels.sort_unstable();
    let Some(&middle) = levels.get(levels.len() / 2) else { return false };
    let even = levels.iter().filter(|level| level.abs_diff(middle) <= SPREAD).count();
    even * 100 >= levels.len() * share
}
