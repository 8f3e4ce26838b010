//! Pictures made small while they are decoded: in grey for comparing, in colour for showing.
//!
//! What is computed from them goes into archives, so they are the same on every processor: the decoders are those
//! that compute with whole numbers only or lose nothing. A picture is never held whole where its format lets it
//! be read row by row; where it does not, large ones are left alone.

mod cells;
mod decode;
mod jpeg;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::panic::catch_unwind;

use super::jpeg::Jpeg;
use super::{Format, exif, format, png, tiff, webp};

/// Pictures with more pixels are not decoded.
const MOST_PIXELS: u64 = 120_000_000;
/// Of formats that are decoded as a whole: 3 or 4 bytes a pixel, and as much again in the decoder.
const MOST_WHOLE_PIXELS: u64 = 16 << 20;

/// A picture that was made small, as a person sees it: turned as its EXIF says (EXIF 2.32, section 4.6.4,
/// Orientation). Each pixel is the mean of a cell of the whole picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture<P> {
    across: Side,
    down: Side,
    pixels: Vec<P>,
}

/// A small picture in grey: luma as ITU-R BT.601 has it, 0 black to 255 white.
pub type Grey = Picture<u8>;

/// A small picture in red, green and blue; what is transparent shows white.
pub type Colour = Picture<[u8; 3]>;

/// How the pixels of the whole picture are shared out among cells along one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// Pixels of the whole picture.
    length: u32,
    /// Pixels in a cell, at least 1. The last cell may have fewer.
    step: u32,
    /// Whether the cells are counted from the other end, as where the picture is turned.
    reversed: bool,
}

/// The picture that `bytes` are, in grey. Each of its sides has at least `at_least` pixels where the whole picture
/// does, and hardly more than four times as many. Nothing for what is no picture, cannot be decoded, or is too large to
/// be decoded in little memory.
#[must_use]
pub fn grey(bytes: &[u8], at_least: u32) -> Option<Grey> {
    match format::detect(bytes)? {
        Format::Jpeg => grey_jpeg(bytes, &super::jpeg::read(bytes)?, at_least),
        format => grey_as(format, bytes, orientation(format, bytes), at_least),
    }
}

/// As [`grey`], of a JPEG that was read before.
pub(super) fn grey_jpeg(bytes: &[u8], known: &Jpeg<'_>, at_least: u32) -> Option<Grey> {
    // A decoder that fails on a picture must not end a run.
    catch_unwind(|| jpeg::grey(bytes, known, at_least)).ok().flatten()
}

/// As [`grey`], of a picture of another format, whose orientation is known.
pub(super) fn grey_as(format: Format, bytes: &[u8], orientation: u8, at_least: u32) -> Option<Grey> {
    catch_unwind(|| Some(plain(format, bytes, orientation, at_least)?.grey())).ok().flatten()
}

/// The picture that `bytes` are, in colour; otherwise as [`grey`].
#[must_use]
pub fn colour(bytes: &[u8], at_least: u32) -> Option<Colour> {
    catch_unwind(|| match format::detect(bytes)? {
        Format::Jpeg => jpeg::colour(bytes, &super::jpeg::read(bytes)?, at_least),
        format => plain(format, bytes, orientation(format, bytes), at_least),
    })
    .ok()
    .flatten()
}

/// A picture of a format that is not JPEG.
fn plain(format: Format, bytes: &[u8], orientation: u8, at_least: u32) -> Option<Colour> {
    let picture = match format {
        Format::Png => decode::png(bytes, at_least)?,
        Format::Gif => decode::gif(bytes, at_least)?,
        Format::Bmp => decode::bmp(bytes, at_least)?,
        Format::Webp => decode::webp(bytes, at_least)?,
        Format::Tiff => decode::tiff(bytes, at_least)?,
        _ => return None,
    };
    Some(picture.turned(orientation))
}

/// How it says that it is to be turned.
fn orientation(format: Format, bytes: &[u8]) -> u8 {
    let exif = match format {
        Format::Png => png::read(bytes).exif,
        Format::Webp => webp::read(bytes).exif,
        Format::Tiff => return tiff::read(bytes).orientation,
        _ => None,
    };
    exif.map_or(1, |exif| exif::read(exif).orientation)
}

impl Side {
    /// A side of so many pixels. Cells are made where that leaves twice as many as wanted, so that what follows can
    /// smooth them.
    pub(super) fn new(length: u32, at_least: u32) -> Self {
        // Fewer cells than this are of no use, and their sums could become too large.
        let most = at_least.max(16).saturating_mul(2);
        Self { length, step: (length / most).max(1), reversed: false }
    }

    /// How many cells there are.
    #[must_use]
    pub fn cells(self) -> u32 {
        self.length.div_ceil(self.step)
    }

    /// Pixels of the whole picture.
    #[must_use]
    pub fn length(self) -> u32 {
        self.length
    }

    /// Which pixels of the whole picture cell `index` holds.
    #[must_use]
    pub fn cell(self, index: u32) -> Range<u32> {
        let from_start = if self.reversed { self.cells().saturating_sub(index + 1) } else { index };
        let start = from_start.saturating_mul(self.step).min(self.length);
        let end = start.saturating_add(self.step).min(self.length);
        if self.reversed { self.length - end..self.length - start } else { start..end }
    }

    /// Which cell holds this pixel of the whole picture.
    #[must_use]
    pub fn cell_at(self, pixel: u32) -> u32 {
        let last = self.length.saturating_sub(1);
        let pixel = pixel.min(last);
        match self.reversed {
            false => pixel / self.step,
            true => self.cells().saturating_sub(1 + (last - pixel) / self.step),
        }
    }
}

impl<P: Copy> Picture<P> {
    /// A picture whose pixels, row by row, are each a cell. Nothing where they are not as many as the sides say.
    pub(super) fn new(across: Side, down: Side, pixels: Vec<P>) -> Option<Self> {
        let count = u64::from(across.cells()) * u64::from(down.cells());
        (count == pixels.len() as u64 && count > 0).then_some(Self { across, down, pixels })
    }

    /// A picture that is not made small.
    #[cfg(test)]
    pub(crate) fn whole(width: u32, height: u32, pixels: Vec<P>) -> Option<Self> {
        let side = |length| Side { length, step: 1, reversed: false };
        Self::new(side(width), side(height), pixels)
    }

    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.across.cells()
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.down.cells()
    }

    /// Where the pixels of a row lie in the whole picture.
    #[must_use]
    pub fn across(&self) -> Side {
        self.across
    }

    /// Where the pixels of a column lie in the whole picture.
    #[must_use]
    pub fn down(&self) -> Side {
        self.down
    }

    /// The pixels, row by row.
    #[must_use]
    pub fn pixels(&self) -> &[P] {
        &self.pixels
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[P]> {
        self.pixels.chunks_exact(self.width() as usize)
    }

    /// The middle of the picture: all of its width or all of its height, whose ratio is that of `width` to `height`.
    pub(super) fn middle(&self, width: u32, height: u32) -> Option<Self> {
        // One side of this picture by the other side of the ratio.
        let product = |side: Side, other: u32| u64::from(side.length) * u64::from(other);
        let (wide, tall) = (product(self.across, height), product(self.down, width));
        let part = |side: Side, share: u64, of: u64| {
            let cells = u64::from(side.cells()).checked_mul(share)?.checked_div(of)?;
            u32::try_from(cells).ok().filter(|&cells| cells > 0)
        };
        let (across, down) = match wide > tall {
            true => (part(self.across, tall, wide)?, self.down.cells()),
            false => (self.across.cells(), part(self.down, wide, tall)?),
        };
        let (left, top) = ((self.across.cells() - across) / 2, (self.down.cells() - down) / 2);
        let rows = self.rows().skip(top as usize).take(down as usize);
        let pixels = rows.flat_map(|row| row.iter().skip(left as usize).take(across as usize).copied());
        let side = |cells: u32, side: Side| Side { length: cells.saturating_mul(side.step), ..side };
        Self::new(side(across, self.across), side(down, self.down), pixels.collect())
    }

    /// As a person sees it whose picture says that it is to be turned so.
    pub(super) fn turned(self, orientation: u8) -> Self {
        let from_right = matches!(orientation, 2 | 3 | 7 | 8);
        let from_bottom = matches!(orientation, 3 | 4 | 6 | 7);
        let on_its_side = (5..=8).contains(&orientation);
        if !(from_right || from_bottom || on_its_side) {
            return self;
        }
        let (width, height) = (self.width() as usize, self.height() as usize);
        let at = |x: usize, y: usize| {
            let x = if from_right { width - 1 - x } else { x };
            let y = if from_bottom { height - 1 - y } else { y };
            self.pixels.get(y * width + x).copied()
        };
        let across = Side { reversed: self.across.reversed ^ from_right, ..self.across };
        let down = Side { reversed: self.down.reversed ^ from_bottom, ..self.down };
        if on_its_side {
            let pixels = (0..width).flat_map(|x| (0..height).filter_map(move |y| at(x, y))).collect();
            return Self { across: down, down: across, pixels };
        }
        let pixels = (0..height).flat_map(|y| (0..width).filter_map(move |x| at(x, y))).collect();
        Self { across, down, pixels }
    }
}

impl Colour {
    /// The same in grey.
    #[must_use]
    pub fn grey(&self) -> Grey {
        let pixels = self.pixels.iter().map(|&colour| luma(colour)).collect();
        Picture { across: self.across, down: self.down, pixels }
    }
}

impl Picture<[u8; 1]> {
    /// The same, each pixel a number.
    fn grey(self) -> Grey {
        Picture { across: self.across, down: self.down, pixels: self.pixels.into_flattened() }
    }
}

/// Luma of ITU-R BT.601, section 2.5.1: 0.299 red, 0.587 green, 0.114 blue, in 65,536ths and rounded.
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 19_595 * u32::from(red) + 38_470 * u32::from(green) + 7_471 * u32::from(blue) + (1 << 15);
    u8::try_from(sum >> 16).unwrap_or(u8::MAX)
}
