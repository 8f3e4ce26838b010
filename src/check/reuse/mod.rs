//! Whether a picture is another one altered.
//!
//! Two steps. [`Keys`] are the hashes by which a picture is looked up and under which it is found: few bits
//! apart, and two pictures are worth a look. [`compare`] takes that look, at the two sketches, and says what
//! they are to each other.

mod align;
mod compare;
mod cover;
mod field;
pub mod index;
mod keys;
mod passages;
mod plane;
mod pool;
mod search;
mod shingles;
#[cfg(test)]
mod tests;
mod texts;
mod trace;

use borsh::{BorshDeserialize, BorshSerialize};

pub use compare::{Change, Verdict, Which, compare};
pub use keys::{CANDIDATE, Keys};
pub use pool::{Origin, Pool, digest};
pub use search::{Gallery, Match, Own, search};
pub use texts::{Copied, LEAST_SHARE, Library, copies};
pub(crate) use trace::sketch;
pub use trace::{LEAST_QUALITY, Picture, Trace};

/// One of the eight ways in which a picture can lie: as it is or mirrored, and then turned by quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
pub struct Turn {
    /// Left and right change places first.
    pub mirrored: bool,
    /// Quarters of a turn clockwise, 0 to 3, after that.
    pub quarters: u8,
}

/// An area of a picture in shares of its width and height, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Area {
    /// From the left to where it begins.
    pub left: f32,
    /// From the top to where it begins.
    pub top: f32,
    /// From the left to where it ends.
    pub right: f32,
    /// From the top to where it ends.
    pub bottom: f32,
}

impl Turn {
    /// All eight.
    pub const ALL: [Self; 8] = [
        Self { mirrored: false, quarters: 0 },
        Self { mirrored: false, quarters: 1 },
        Self { mirrored: false, quarters: 2 },
        Self { mirrored: false, quarters: 3 },
        Self { mirrored: true, quarters: 0 },
        Self { mirrored: true, quarters: 1 },
        Self { mirrored: true, quarters: 2 },
        Self { mirrored: true, quarters: 3 },
    ];

    /// How a picture is shown whose EXIF orientation is this (EXIF 2.32, section 4.6.4), 1 to 8.
    #[must_use]
    pub fn shown(orientation: u8) -> Self {
        let (mirrored, quarters) = match orientation {
            2 => (true, 0),
            3 => (false, 2),
            4 => (true, 2),
            5 => (true, 3),
            6 => (false, 1),
            7 => (true, 1),
            8 => (false, 3),
            _ => (false, 0),
        };
        Self { mirrored, quarters }
    }

    /// Whether width and height change places.
    #[must_use]
    pub fn on_its_side(self) -> bool {
        self.quarters % 2 == 1
    }

    /// The turn that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        // A mirrored picture that is turned comes back by the same.
        let quarters = if self.mirrored { self.quarters % 4 } else { (4 - self.quarters % 4) % 4 };
        Self { quarters, ..self }
    }

    /// Which pixel of a picture of so many pixels across and down comes to (x, y).
    fn source(self, x: usize, y: usize, across: usize, down: usize) -> (usize, usize) {
        let (right, bottom) = (across.saturating_sub(1), down.saturating_sub(1));
        let (from_x, from_y) = match self.quarters % 4 {
            0 => (x, y),
            1 => (y, bottom.saturating_sub(x)),
            2 => (right.saturating_sub(x), bottom.saturating_sub(y)),
            _ => (right.saturating_sub(y), x),
        };
        (if self.mirrored { right.saturating_sub(from_x) } else { from_x }, from_y)
    }

    /// Where an area of a picture comes to.
    fn applied(self, area: Area) -> Area {
        let Area { left, top, right, bottom } = area;
        let (left, right) = if self.mirrored { (1.0 - right, 1.0 - left) } else { (left, right) };
        match self.quarters % 4 {
            0 => Area { left, top, right, bottom },
            1 => Area { left: 1.0 - bottom, top: left, right: 1.0 - top, bottom: right },
            2 => Area { left: 1.0 - right, top: 1.0 - bottom, right: 1.0 - left, bottom: 1.0 - top },
            _ => Area { left: top, top: 1.0 - right, right: bottom, bottom: 1.0 - left },
        }
    }
}
