//! Small grey pictures of pictures, which tell whether one picture is another one altered.
//!
//! A sketch is text in the inventory, so that pictures of past archives can be compared without being decoded
//! again. It is computed with whole numbers only: the same on every processor.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use borsh::{BorshDeserialize, BorshSerialize};
use data_encoding::BASE64;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use serde::{Serialize, Serializer};

use super::kept;
use super::pixels::{Grey, Picture, Side};

/// Pixels of the longer side.
pub const LONGEST: u32 = 96;
/// Pixels that a picture must have on each side: smaller ones are icons.
const LEAST: u32 = 32;
/// Pixels of the shorter side of a very long picture.
const NARROWEST: u32 = 12;
/// Of the 8 bits of a pixel, those that are left out.
const DROPPED: u32 = 2;
/// Pixels on each side of a part.
const PART: u32 = 64;
/// Bytes that a sketch as text has at most.
const LONGEST_TEXT: usize = 4 * (LONGEST * LONGEST) as usize;
/// How hard deflating tries, of 10.
const EFFORT: u8 = 9;

/// A small grey picture. Of its pixels and its text one is there, and the other as soon as somebody wants it.
#[derive(Debug, Clone)]
pub struct Sketch {
    width: u8,
    height: u8,
    /// Row by row, 0 black to 63 white.
    levels: OnceLock<Arc<[u8]>>,
    /// It as text, which takes longer to make than anything else that is done with it.
    text: OnceLock<Arc<str>>,
}

impl PartialEq for Sketch {
    fn eq(&self, other: &Self) -> bool {
        (self.width, self.height, self.levels()) == (other.width, other.height, other.levels())
    }
}

impl Eq for Sketch {}

impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

/// Kept as its text: its pixels are rarely wanted again.
impl BorshSerialize for Sketch {
    fn serialize<W: io::Write>(&self, writer: &mut W) -> io::Result<()> {
        BorshSerialize::serialize(&(self.width, self.height, self.text()), writer)
    }
}

impl BorshDeserialize for Sketch {
    fn deserialize_reader<R: Read>(reader: &mut R) -> io::Result<Self> {
        let (width, height, text): (u8, u8, String) = BorshDeserialize::deserialize_reader(reader)?;
        let fits = |side: u8| side > 0 && u32::from(side) <= LONGEST;
        if !fits(width) || !fits(height) || text.len() > LONGEST_TEXT {
            return Err(kept::invalid());
        }
        Ok(Self { width, height, levels: OnceLock::new(), text: OnceLock::from(Arc::from(text)) })
    }
}

impl Sketch {
    /// The sketch of a picture, each side of which has [`LONGEST`] pixels at least unless the whole picture
    /// has fewer. Nothing for pictures of few pixels.
    #[must_use]
    pub fn of(picture: &Grey) -> Option<Self> {
        let (across, down) = (picture.across(), picture.down());
        let (width, height) = (across.length(), down.length());
        if width.min(height) < LEAST {
            return None;
        }
        let longest = width.max(height);
        let side = |length: u32| {
            let scaled =
                (u64::from(length) * 2 * u64::from(LONGEST) + u64::from(longest)) / (2 * u64::from(longest));
            u32::try_from(scaled).unwrap_or(LONGEST).max(NARROWEST).min(length)
        };
        let (columns, rows) = (side(width), side(height));
        if across.cells() < columns || down.cells() < rows {
            return None;
        }
        // Across first, then down; values are kept with 7 bits of fraction between the two.
        let horizontal: Vec<Vec<(usize, u64)>> =
            (0..columns).map(|column| tent(across, columns, column)).collect();
        let lines: Vec<Vec<u64>> = picture
            .rows()
            .map(|row| {
                let value = |at: usize| u64::from(row.get(at).copied().unwrap_or(0)) << 7;
                horizontal.iter().map(|weights| mean(weights, value)).collect()
            })
            .collect();
        let mut levels = Vec::with_capacity((columns * rows) as usize);
        for row in 0..rows {
            let weights = tent(down, rows, row);
            for column in 0..columns as usize {
                let value = |at: usize| lines.get(at).and_then(|line| line.get(column)).copied().unwrap_or(0);
                let grey = mean(&weights, value) >> (7 + DROPPED);
                levels.push(u8::try_from(grey).unwrap_or(u8::MAX >> DROPPED));
            }
        }
        Some(Self {
            width: columns.try_into().ok()?,
            height: rows.try_into().ok()?,
            levels: OnceLock::from(Arc::from(levels)),
            text: OnceLock::new(),
        })
    }

    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> usize {
        usize::from(self.width)
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.height)
    }

    /// The pixels, row by row, 0 black to 63 white.
    #[must_use]
    pub fn levels(&self) -> &[u8] {
        self.levels.get_or_init(|| {
            let read = self.text.get().and_then(|text| Self::read(text));
            match read.filter(|read| (read.width, read.height) == (self.width, self.height)) {
                Some(read) => read.levels().into(),
                // Only a text that no sketch has comes to this; it shows nothing.
                None => vec![0; self.width() * self.height()].into(),
            }
        })
    }

    /// A part of the sketch as a picture of 64 × 64 pixels, enough to be hashed ([`super::pdq`]). Ranges are
    /// in 256ths of a pixel; the part is turned clockwise about its middle by an angle whose tangent is
    /// `tilt` 256ths. What is beyond the edge is as what is at the edge. Nothing where a range is empty or
    /// ends beyond the sketch.
    #[must_use]
    pub fn part(&self, across: &Range<u32>, down: &Range<u32>, tilt: i32) -> Option<Grey> {
        let inside = |range: &Range<u32>, side: u8| !range.is_empty() && range.end <= u32::from(side) << 8;
        if !inside(across, self.width) || !inside(down, self.height) {
            return None;
        }
        let (columns, rows) = (middles(across), middles(down));
        let levels = self.levels();
        let middle = |range: &Range<u32>| range.start.midpoint(range.end).cast_signed();
        let (middle_x, middle_y) = (middle(across), middle(down));
        let mut pixels = Vec::with_capacity((PART * PART) as usize);
        for &y in &rows {
            for &x in &columns {
                let at_x = x - (((y - middle_y) * tilt) >> 8);
                let at_y = y + (((x - middle_x) * tilt) >> 8);
                pixels.push(self.between(levels, at_x, at_y));
            }
        }
        let side = Side::new(PART, PART);
        Picture::new(side, side, pixels)
    }

    /// The grey at a place in 256ths of a pixel, 0 black to 255 white.
    fn between(&self, levels: &[u8], x: i32, y: i32) -> u8 {
        let (left, beside, right) = neighbours(x, self.width);
        let (top, below, down) = neighbours(y, self.height);
        let level =
            |x: usize, y: usize| u32::from(levels.get(y * self.width() + x).copied().unwrap_or(0)) << DROPPED;
        let upper = level(left, top) * (256 - right) + level(beside, top) * right;
        let lower = level(left, below) * (256 - right) + level(beside, below) * right;
        let grey = (upper * (256 - down) + lower * down + (1 << 15)) >> 16;
        u8::try_from(grey).unwrap_or(u8::MAX)
    }

    /// The sketch as text: base64 of width, height, and the deflated differences of each pixel from what its
    /// neighbours let expect.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| self.written().into())
    }

    fn written(&self) -> String {
        let levels = self.levels();
        let difference = |(at, &level): (usize, &u8)| level.wrapping_sub(expected(levels, self.width, at));
        let differences: Vec<u8> = levels.iter().enumerate().map(difference).collect();
        let mut bytes = vec![self.width, self.height];
        bytes.extend(compress_to_vec(&differences, EFFORT));
        BASE64.encode(&bytes)
    }

    /// The sketch that a text is. Nothing where it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let longest = u8::try_from(LONGEST).ok()?;
        if text.len() > LONGEST_TEXT {
            return None;
        }
        let bytes = BASE64.decode(text.as_bytes()).ok()?;
        let (&[width, height], deflated) = bytes.split_first_chunk()?;
        let pixels = usize::from(width) * usize::from(height);
        if pixels == 0 || width > longest || height > longest {
            return None;
        }
        let differences = decompress_to_vec_with_limit(deflated, pixels).ok()?;
        if differences.len() != pixels {
            return None;
        }
        let mut levels = Vec::with_capacity(pixels);
        for (at, difference) in differences.into_iter().enumerate() {
            let level = difference.wrapping_add(expected(&levels, width, at));
            levels.push(level & (u8::MAX >> DROPPED));
        }
        Some(Self { width, height, levels: OnceLock::from(Arc::from(levels)), text: OnceLock::new() })
    }
}

/// What the neighbours on the left and above let expect of a pixel: the median of the two and of the plane
/// through them (the predictor of JPEG-LS, ITU-T T.87, section A.4.1).
fn expected(levels: &[u8], width: u8, at: usize) -> u8 {
    let width = usize::from(width);
    let level = |at: usize| levels.get(at).copied().unwrap_or(0);
    match (at % width, at / width) {
        (0, 0) => 0,
        (0, _) => level(at - width),
        (_, 0) => level(at - 1),
        _ => {
            let (left, above, corner) = (level(at - 1), level(at - width), level(at - width - 1));
            if corner >= left.max(above) {
                left.min(above)
            } else if corner <= left.min(above) {
                left.max(above)
            } else {
                left + above - corner
            }
        }
    }
}

/// The middles of the [`PART`] pixels that share out a range.
fn middles(range: &Range<u32>) -> Vec<i32> {
    let length = range.end - range.start;
    (0..PART).map(|pixel| (range.start + length * (2 * pixel + 1) / (2 * PART)).cast_signed()).collect()
}

/// Between which two pixels of a side a place lies, and how far it is from the first to the second, in
/// 256ths.
fn neighbours(place: i32, side: u8) -> (usize, usize, u32) {
    let last = i32::from(side) - 1;
    // Pixels have their values in their middles.
    let place = (place - 128).clamp(0, last << 8).cast_unsigned();
    let first = (place >> 8) as usize;
    (first, (first + 1).min(usize::from(side) - 1), place & 255)
}

/// What each cell of a side weighs in one of `count` pixels: most in the middle, nothing from the middles of
/// its neighbours on. Softer edges than a box has keep fine patterns from turning into coarse ones.
fn tent(side: Side, count: u32, pixel: u32) -> Vec<(usize, u64)> {
    let (length, count) = (u64::from(side.length()), u64::from(count));
    // All places are doubled and in parts of a pixel of the sketch, so that they are whole numbers.
    let middle = (2 * u64::from(pixel) + 1) * length;
    let reach = 2 * length;
    (0..side.cells())
        .filter_map(|index| {
            let cell = side.cell(index);
            let at = u64::from(cell.start + cell.end) * count;
            let height = reach.checked_sub(at.abs_diff(middle)).filter(|&height| height > 0)?;
            Some((index as usize, height * u64::from(cell.end - cell.start)))
        })
        .collect()
}

/// The weighted mean of values, rounded.
fn mean(weights: &[(usize, u64)], value: impl Fn(usize) -> u64) -> u64 {
    let (mut sum, mut whole) = (0_u64, 0_u64);
    for &(at, weight) in weights {
        sum += weight * value(at);
        whole += weight;
    }
    (sum + whole / 2) / whole.max(1)
}

#[cfg(test)]
#[path = "sketch_tests.rs"]
mod tests;
