//! Whether two sketches are of one picture, and what was done to it.
//!
//! One picture is laid into the other where the two go together best; then what is left between them decides.
//! Recompressing, resizing, cutting, turning and changing the light leave next to nothing anywhere. People
//! who moved, other words on the same page and another day leave much in some places.

use borsh::{BorshDeserialize, BorshSerialize};

use super::align::{Found, Place, align};
use super::cover::{DOUBTFUL, Difference, difference};
use super::field::Field;
use super::plane::Plane;
use super::{Area, Turn};
use crate::facts::sketch::Sketch;

/// Blocks with something to be seen that two pictures must share: blank pages tell nothing.
const LEAST_STRUCTURE: usize = 10;
/// Of the blocks with structure three quarters must leave less than this share of it; where something was
/// laid over the picture, half of them less than a quarter of that.
const MOST_LEFT: f32 = 0.11;
/// Two pictures are similar when they share this part of each side at least.
const SIMILAR_SIZE: f32 = 0.75;
/// Two pictures are similar when this share of what is to be seen is the same, in percent.
const SIMILAR_SHARE: u8 = 50;

/// All of a picture.
const WHOLE: Area = Area { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

/// What two pictures are to each other.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Verdict {
    /// One is the other, altered.
    Same {
        /// What was done to the first to get the second, as far as it is to be seen; nothing where the two
        /// are compressed or sized otherwise only.
        changes: Vec<Change>,
        /// How sure that is, 60 to 99.
        certainty: u8,
    },
    /// They show the same place at another moment.
    Similar {
        /// How much of what is to be seen is the same, in percent.
        share: u8,
    },
    /// Neither, or too little is to be seen to tell.
    Different,
}

/// One of two pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Which {
    /// The first one.
    First,
    /// The second one.
    Second,
}

/// A thing done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Change {
    /// Left and right have changed places. Comes before [`Self::Turned`].
    Mirrored,
    /// Turned clockwise by so many degrees: 90, 180 or 270.
    Turned(u16),
    /// Turned clockwise by a few degrees, in tenths of a degree.
    Rotated(i16),
    /// This one shows less than the other.
    Cropped {
        /// The one that shows less.
        which: Which,
        /// What part of the other one it shows.
        kept: Area,
    },
    /// This one has an even frame or margin around the other.
    Framed {
        /// The one with the frame.
        which: Which,
        /// Where within the frame the other is.
        inside: Area,
    },
    /// The second is so many percent brighter and has so many percent more contrast.
    Light {
        /// Of mean brightness.
        brightness: i16,
        /// Beyond what brightness brings about.
        contrast: i16,
    },
    /// Something such as a watermark or a caption was laid over one of them.
    Covered {
        /// Where that is in the first.
        first: Area,
        /// Where that is in the second.
        second: Area,
    },
}

/// Compares two pictures, the second of which was perhaps turned.
#[must_use]
pub fn compare(first: &Sketch, second: &Sketch, turn: Turn) -> Verdict {
    judged(first, second, turn).unwrap_or(Verdict::Different)
}

fn judged(first: &Sketch, second: &Sketch, turn: Turn) -> Option<Verdict> {
    // The second is turned back.
    let (one, other) = (Plane::of(first, Turn::default()), Plane::of(second, turn.inverse()));
    let found = align(&one, &other)?;
    let outer = if found.second_inside { &one } else { &other };
    let field = Field::of(&found, outer)?;
    let structured: Vec<_> = field.structured().collect();
    if structured.len() < LEAST_STRUCTURE {
        return None;
    }
    let mut shares: Vec<f32> = structured.iter().map(|block| block.share).collect();
    shares.sort_by(f32::total_cmp);
    let difference = difference(&field, turn.on_its_side());
    // What is covered may be many blocks; then half of them tell.
    let (part, most) = match difference {
        Difference::Covered(_) => (shares.len() / 2, MOST_LEFT / 4.0),
        _ => (shares.len() * 3 / 4, MOST_LEFT),
    };
    let left = shares.get(part).copied()?;
    if left < most && !matches!(difference, Difference::Other) {
        let geometry = Geometry { found: &found, outer, turn };
        let mut changes = geometry.changes();
        changes.extend(light(&field, found.second_inside));
        let mut doubt = left * 150.0;
        if let Difference::Covered(patches) = &difference {
            doubt += 8.0;
            changes.extend(patches.iter().map(|patch| {
                let area = Area {
                    left: patch.left as f32 / field.width as f32,
                    top: patch.top as f32 / field.height as f32,
                    right: patch.right as f32 / field.width as f32,
                    bottom: patch.bottom as f32 / field.height as f32,
                };
                let (first, second) = geometry.both(area);
                Change::Covered { first, second }
            }));
        }
        if structured.len() < 3 * LEAST_STRUCTURE {
            doubt += 10.0;
        }
        return Some(Verdict::Same { changes, certainty: percent(99.0 - doubt).clamp(60, 99) });
    }
    let alike = structured.iter().filter(|block| block.doubt <= DOUBTFUL).count();
    let share = percent(alike as f32 / structured.len() as f32 * 100.0);
    let size = field.width as f32 / outer.width as f32;
    let large = size.min(field.height as f32 / outer.height as f32) >= SIMILAR_SIZE;
    (large && share >= SIMILAR_SHARE).then_some(Verdict::Similar { share })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
fn percent(value: f32) -> u8 {
    value.round() as u8
}

#[allow(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
fn rounded(value: f32) -> i16 {
    value.round() as i16
}

/// How one picture lies in the other.
struct Geometry<'a> {
    found: &'a Found,
    outer: &'a Plane,
    turn: Turn,
}

impl Geometry<'_> {
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.turn.mirrored {
            changes.push(Change::Mirrored);
        }
        if !self.turn.quarters.is_multiple_of(4) {
            changes.push(Change::Turned(u16::from(self.turn.quarters % 4) * 90));
        }
        let tilt = self.tilt();
        if tilt.abs() >= 3 {
            changes.push(Change::Rotated(tilt));
        }
        let (inner, outer) = match self.found.second_inside {
            true => (Which::Second, Which::First),
            false => (Which::First, Which::Second),
        };
        // Each may show something that the other does not.
        changes.extend(self.beyond(self.outer, self.outside(WHOLE), outer, inner));
        changes.extend(self.beyond(&self.found.inner, self.inside(WHOLE), inner, outer));
        changes
    }

    /// What one picture shows beyond the area in which the other one lies.
    fn beyond(&self, plane: &Plane, area: Area, larger: Which, smaller: Which) -> Option<Change> {
        let cut = area.left.max(area.top).max(1.0 - area.right).max(1.0 - area.bottom);
        // A pixel of a sketch is a hundredth.
        if cut < 0.006 {
            return None;
        }
        let told = if larger == Which::Second { self.turn.applied(area) } else { area };
        Some(match is_frame(plane, area) {
            true => Change::Framed { which: larger, inside: told },
            false => Change::Cropped { which: smaller, kept: told },
        })
    }

    /// An area of the inner picture as one of both pictures.
    fn both(&self, area: Area) -> (Area, Area) {
        let outside = self.outside(area);
        match self.found.second_inside {
            true => (outside, self.turn.applied(area)),
            false => (area, self.turn.applied(outside)),
        }
    }

    /// Where an area of the inner picture lies in the outer one.
    fn outside(&self, area: Area) -> Area {
        area_of(area, self.found.place, &self.found.inner, self.outer)
    }

    /// Where an area of the outer picture lies in the inner one.
    fn inside(&self, area: Area) -> Area {
        area_of(area, self.found.place.inverse(), self.outer, &self.found.inner)
    }

    /// By how many tenths of a degree the second is turned clockwise against the first.
    fn tilt(&self) -> i16 {
        let Place { across, down } = self.found.place;
        let tangent = (down[1] - across[2]) / (across[1] + down[2]).max(0.01);
        // The first terms of the arc tangent; angles are small.
        let cube = tangent * tangent * tangent;
        let angle = tangent - cube / 3.0 + cube * tangent * tangent / 5.0;
        let tenths = rounded(angle * 1800.0 / std::f32::consts::PI);
        // The inner picture is turned by this within the outer one; what a mirror shows turns the other way.
        let tenths = if self.found.second_inside { -tenths } else { tenths };
        if self.turn.mirrored { -tenths } else { tenths }
    }
}

/// Where an area of one picture lies in another one; what is beyond the other one is left out.
fn area_of(area: Area, place: Place, from: &Plane, to: &Plane) -> Area {
    let at = |x: f32, y: f32| {
        let (x, y) = place.of(x * from.width as f32 - 0.5, y * from.height as f32 - 0.5);
        ((x + 0.5) / to.width as f32, (y + 0.5) / to.height as f32)
    };
    let (upper_left, upper_right) = (at(area.left, area.top), at(area.right, area.top));
    let (lower_left, lower_right) = (at(area.left, area.bottom), at(area.right, area.bottom));
    let middle = |one: f32, other: f32| f32::midpoint(one, other).clamp(0.0, 1.0);
    Area {
        left: middle(upper_left.0, lower_left.0),
        top: middle(upper_left.1, upper_right.1),
        right: middle(upper_right.0, lower_right.0),
        bottom: middle(lower_left.1, lower_right.1),
    }
}

/// How far a pixel lies beyond a side.
type Depth<'a> = dyn Fn(f32, f32) -> f32 + 'a;

/// Whether a picture is of one brightness at each side of an area, and another thing begins there.
fn is_frame(plane: &Plane, area: Area) -> bool {
    let (wide, high) = (plane.width as f32, plane.height as f32);
    let (left, right) = (area.left * wide, area.right * wide);
    let (top, bottom) = (area.top * high, area.bottom * high);
    // How far each pixel is outside, by side.
    let sides: [(&Depth, (isize, isize)); 4] = [
        (&|x, _| left - x, (3, 0)),
        (&|x, _| x - right, (-3, 0)),
        (&|_, y| top - y, (0, 3)),
        (&|_, y| y - bottom, (0, -3)),
    ];
    let (mut around, mut even, mut at_edge, mut steps) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (depth, inwards) in sides {
        let mut values = Vec::new();
        for (row, y) in (0..).zip((0..plane.height).map(|y| y as f32 + 0.5)) {
            for (column, x) in (0..).zip((0..plane.width).map(|x| x as f32 + 0.5)) {
                let depth = depth(x, y);
                // The nearest pixels are mixed with what lies inside.
                if depth < 0.8 {
                    continue;
                }
                let here = plane.at(column, row);
                values.push(here);
                let beside = x > left && x < right || y > top && y < bottom;
                if depth < 1.9 && beside {
                    at_edge += 1;
                    let within = plane.at(column + inwards.0, row + inwards.1);
                    steps += usize::from((within - here).abs() > 4.0);
                }
            }
        }
        values.sort_by(f32::total_cmp);
        let Some(&middle) = values.get(values.len() / 2) else { continue };
        around += values.len();
        even += values.iter().filter(|value| (*value - middle).abs() < 2.5).count();
    }
    // Frames may bear a title, and what is framed may be as bright as the frame here and there.
    around > 0 && even * 4 > around * 3 && steps * 3 > at_edge
}

/// How much brighter the second is, where that is worth telling.
fn light(field: &Field, second_inside: bool) -> Option<Change> {
    let n = field.samples.len() as f32;
    let mean = |value: fn(&super::align::Sample) -> f32| field.samples.iter().map(value).sum::<f32>() / n;
    let (inner, outer) = (mean(|sample| sample.inner), mean(|sample| sample.outer));
    let brighter = outer.max(1.0) / inner.max(1.0);
    let stronger = field.gain / brighter;
    let (brighter, stronger) =
        if second_inside { (1.0 / brighter, 1.0 / stronger) } else { (brighter, stronger) };
    let (brightness, contrast) = (rounded((brighter - 1.0) * 100.0), rounded((stronger - 1.0) * 100.0));
    (brightness.abs() >= 4 || contrast.abs() >= 8).then_some(Change::Light { brightness, contrast })
}
