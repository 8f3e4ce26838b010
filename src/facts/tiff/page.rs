//! A page: how large it is, how its samples lie, and which strips or tiles hold them (sections 3 to 8 and 15).

use super::Budget;
use super::coding::{Coding, Piece};
use super::directory::{Directory, File};
use crate::facts::damage::Reason;

/// The most pixels of a page; more than any scanner of office sheets makes.
const MOST_PIXELS: u64 = 300_000_000;
/// What a strip or tile costs at least, however small it is.
const LEAST_COST: u64 = 4096;

/// Tags of a page's directory.
mod tag {
    pub(super) const NEW_SUBFILE_TYPE: u16 = 254;
    pub(super) const WIDTH: u16 = 256;
    pub(super) const LENGTH: u16 = 257;
    pub(super) const BITS_PER_SAMPLE: u16 = 258;
    pub(super) const COMPRESSION: u16 = 259;
    pub(super) const PHOTOMETRIC: u16 = 262;
    pub(super) const FILL_ORDER: u16 = 266;
    pub(super) const STRIP_OFFSETS: u16 = 273;
    pub(super) const ORIENTATION: u16 = 274;
    pub(super) const SAMPLES_PER_PIXEL: u16 = 277;
    pub(super) const ROWS_PER_STRIP: u16 = 278;
    pub(super) const STRIP_BYTE_COUNTS: u16 = 279;
    pub(super) const PLANAR: u16 = 284;
    pub(super) const T4_OPTIONS: u16 = 292;
    pub(super) const TILE_WIDTH: u16 = 322;
    pub(super) const TILE_LENGTH: u16 = 323;
    pub(super) const TILE_OFFSETS: u16 = 324;
    pub(super) const TILE_BYTE_COUNTS: u16 = 325;
    pub(super) const JPEG_TABLES: u16 = 347;
    pub(super) const JPEG_OFFSET: u16 = 513;
    pub(super) const JPEG_LENGTH: u16 = 514;
    pub(super) const SUBSAMPLING: u16 = 530;
}

/// Photometric interpretation of pictures in YCbCr (section 21).
const YCBCR: u64 = 6;

/// What is wrong, and where, if not in the directory.
pub(super) type Fault = (Reason, Option<u64>);

/// A page that can be decoded, if its coding is known.
pub(super) struct Page<'a> {
    /// Pixels across.
    pub(super) width: u64,
    /// Pixels down.
    pub(super) height: u64,
    /// How to turn it, 1 to 8.
    pub(super) orientation: u8,
    coding: Coding<'a>,
    /// Bits of a pixel in each plane; one plane unless samples lie apart.
    planes: Vec<u64>,
    /// Pixels across and down over which chroma samples are shared, where they are.
    subsampling: Option<(u64, u64)>,
    /// Width and height of a strip or tile.
    piece: (u64, u64),
    tiled: bool,
    /// Offset and length of each strip or tile.
    places: Vec<(u64, u64)>,
    /// A thumbnail or the like beside another page, which may be coded as it likes.
    reduced: bool,
}

impl<'a> Page<'a> {
    /// Reads what the directory says of the page.
    pub(super) fn read(file: &File<'a>, directory: &Directory) -> Result<Self, Fault> {
        let structure = (Reason::Structure, None);
        let number = |tag| directory.number(file, tag);
        let numbers = |tag| directory.numbers(file, tag);
        let (width, height) = number(tag::WIDTH).zip(number(tag::LENGTH)).ok_or(structure)?;
        if width == 0 || height == 0 {
            return Err(structure);
        }
        if width.saturating_mul(height) > MOST_PIXELS {
            return Err((Reason::TooManyPixels, None));
        }
        let samples = number(tag::SAMPLES_PER_PIXEL).unwrap_or(1);
        let bits = numbers(tag::BITS_PER_SAMPLE).unwrap_or_else(|| vec![1]);
        let bits = match bits.as_slice() {
            // One number for all of them, as some programs write it.
            &[alone] => vec![alone; usize::try_from(samples.min(64)).unwrap_or_default()],
            _ => bits,
        };
        if bits.len() as u64 != samples || bits.iter().any(|bits| !(1..=64).contains(bits)) {
            return Err(structure);
        }
        let apart = number(tag::PLANAR) == Some(2);
        let is_subsampled = number(tag::PHOTOMETRIC) == Some(YCBCR) && !apart && bits == [8, 8, 8];
        let subsampling = is_subsampled.then(|| match numbers(tag::SUBSAMPLING).as_deref() {
            Some(&[across, down]) => (across.clamp(1, 4), down.clamp(1, 4)),
            _ => (2, 2),
        });
        let tiled = number(tag::TILE_WIDTH).is_some();
        let piece = match tiled {
            true => number(tag::TILE_WIDTH).zip(number(tag::TILE_LENGTH)).ok_or(structure)?,
            false => (width, number(tag::ROWS_PER_STRIP).unwrap_or(height).min(height)),
        };
        if piece.0 == 0 || piece.1 == 0 || piece.0.saturating_mul(piece.1) > MOST_PIXELS {
            return Err(structure);
        }
        let mut page = Self {
            width,
            height,
            orientation: number(tag::ORIENTATION)
                .and_then(|number| u8::try_from(number).ok().filter(|number| (1..=8).contains(number)))
                .unwrap_or(1),
            coding: Coding {
                number: number(tag::COMPRESSION).unwrap_or(1),
                reversed: number(tag::FILL_ORDER) == Some(2),
                fax_options: number(tag::T4_OPTIONS).unwrap_or(0),
                jpeg_tables: directory.bytes(file, tag::JPEG_TABLES),
            },
            planes: if apart { bits } else { vec![bits.iter().sum()] },
            subsampling,
            piece,
            tiled,
            places: Vec::new(),
            reduced: number(tag::NEW_SUBFILE_TYPE).is_some_and(|kind| kind & 1 == 1),
        };
        page.places = page.places_of(file, directory).ok_or(structure)?;
        Ok(page)
    }

    /// Where the strips or tiles are.
    fn places_of(&self, file: &File<'a>, directory: &Directory) -> Option<Vec<(u64, u64)>> {
        let (offsets, counts) = match self.tiled {
            true => (tag::TILE_OFFSETS, tag::TILE_BYTE_COUNTS),
            false => (tag::STRIP_OFFSETS, tag::STRIP_BYTE_COUNTS),
        };
        let Some(offsets) = directory.numbers(file, offsets) else {
            // A whole JPEG file beside the page, as cameras keep their thumbnails.
            let whole =
                directory.number(file, tag::JPEG_OFFSET).zip(directory.number(file, tag::JPEG_LENGTH));
            return whole.map(|place| vec![place]);
        };
        let count = self.pieces().checked_mul(self.planes.len() as u64)?;
        let offsets = offsets.get(..usize::try_from(count).ok()?)?;
        let lengths = match directory.numbers(file, counts) {
            Some(lengths) => lengths,
            // Required, but some programs leave it out where nothing is compressed.
            None if self.coding.is_none() => vec![0; offsets.len()],
            None => return None,
        };
        (lengths.len() >= offsets.len()).then(|| offsets.iter().copied().zip(lengths).collect())
    }

    /// Strips or tiles of a plane.
    fn pieces(&self) -> u64 {
        self.width.div_ceil(self.piece.0).saturating_mul(self.height.div_ceil(self.piece.1))
    }

    /// Decodes all strips or tiles.
    pub(super) fn check(&self, file: &File<'_>, budget: &mut Budget) -> Result<(), Fault> {
        let pieces = self.pieces();
        for (index, &(at, length)) in (0..).zip(&self.places) {
            let fail = |reason| (reason, Some(at));
            let piece =
                self.piece(index % pieces.max(1), index / pieces.max(1)).ok_or(fail(Reason::Structure))?;
            let length = if length == 0 && self.coding.is_none() { piece.bytes } else { length };
            let data = file.slice(at, length).ok_or(fail(Reason::EndsEarly))?;
            budget.take(piece.bytes.max(LEAST_COST), self.coding.cost(length)).map_err(fail)?;
            match self.coding.check(data, &piece) {
                Err(Reason::RareCoding) if self.reduced => {}
                result => result.map_err(fail)?,
            }
        }
        Ok(())
    }

    /// What a strip or tile must hold. The last strip may be shorter; tiles are always filled up.
    fn piece(&self, index: u64, plane: u64) -> Option<Piece> {
        let (width, most_rows) = self.piece;
        let rows = match self.tiled {
            true => most_rows,
            false => most_rows.min(self.height.checked_sub(index.checked_mul(most_rows)?)?),
        };
        let bits = *self.planes.get(usize::try_from(plane).ok()?)?;
        let bytes = match self.subsampling {
            Some((across, down)) => width.div_ceil(across) * rows.div_ceil(down) * (across * down + 2),
            None => width.checked_mul(bits)?.div_ceil(8).checked_mul(rows)?,
        };
        Some(Piece { width, rows, bytes })
    }
}
