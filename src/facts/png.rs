//! Whether a PNG is whole (ISO/IEC 15948; the section numbers below are those of the W3C's third edition).
//!
//! Decoders repair in silence, so a picture that decodes proves nothing. Here every chunk's CRC is checked,
//! and the image data must inflate to exactly the rows that the header announces, with the right Adler-32.
//! Pixels are counted, not kept: the memory needed does not depend on the picture.
//!
//! Chunks that do not hold pixels of the main picture are checked by their CRC and never inflated:
//! compressed texts and profiles, and the further frames of an animation (`fdAT`).

use simd_adler32::Adler32;

use super::inflate::Inflate;
use crate::facts::damage::{Damage, Reason};

/// The first eight bytes of every PNG (5.2).
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// No honest picture of a submission has more pixels.
const MOST_PIXELS: u64 = 300_000_000;
/// No honest picture inflates to more bytes than this (2.4 GiB): 300 million pixels of four 16-bit samples.
const MOST_RAW_BYTES: u64 = 2_576_980_377;
/// The longest chunk that is allowed (5.3).
const MOST_CHUNK_BYTES: u32 = 0x7fff_ffff;
/// Length of the end chunk (11.2.4).
const END_CHUNK_BYTES: u64 = 12;
/// Bytes inflated at a time.
const BUFFER_BYTES: usize = 32 * 1024;
/// First column, first row, column step and row step of the seven passes of an interlaced picture (8.1).
const ADAM7: [(u32, u32, u32, u32); 7] =
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

/// What a PNG says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Png<'a> {
    /// Pixels across, as stored. Known when the header's CRC is right, even where there is damage later.
    pub width: Option<u32>,
    /// Pixels down, as stored.
    pub height: Option<u32>,
    /// The EXIF block (TIFF bytes) of the first `eXIf` chunk before any damage.
    pub exif: Option<&'a [u8]>,
    /// Chunks in which programs tell how a picture was made, before any damage, in the order of the file.
    pub metadata: Vec<Metadata<'a>>,
    /// Bytes after the end chunk, which are no damage: decoders do not read them.
    pub trailing_bytes: u64,
    /// The first damage in the order of the file; none when the picture is whole.
    pub damage: Option<Damage>,
}

/// A chunk that tells something of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metadata<'a> {
    /// Its type: `tEXt`, `zTXt`, `iTXt` (11.3.3) or `caBX` (C2PA 2.1, A.3.2).
    pub kind: [u8; 4],
    /// Its content, as stored.
    pub body: &'a [u8],
}

/// The most chunks of metadata that are kept.
const MOST_METADATA: usize = 4096;

/// Reads a PNG to its end chunk, or to the first damage.
#[must_use]
pub fn read(bytes: &[u8]) -> Png<'_> {
    let mut png = Png::default();
    png.damage = examine(bytes, &mut png).err();
    png
}

fn examine<'a>(bytes: &'a [u8], png: &mut Png<'a>) -> Result<(), Damage> {
    let Some(mut rest) = bytes.strip_prefix(SIGNATURE) else {
        let cut = SIGNATURE.starts_with(bytes);
        return Err(if cut { ends_early(bytes) } else { Damage::at(Reason::Structure, 0) });
    };
    let mut next = || {
        let at = (bytes.len() - rest.len()) as u64;
        let (chunk, after) = Chunk::split_from(rest).map_err(|reason| match reason {
            Reason::EndsEarly => ends_early(bytes),
            reason => Damage::at(reason, at),
        })?;
        rest = after;
        Ok((chunk, at))
    };

    let (first, at) = next()?;
    let header = Header::read(&first, png).map_err(|reason| Damage::at(reason, at))?;
    let mut palette = false;
    let mut data: Option<ImageData> = None;
    let mut previous = first.kind;
    loop {
        let (chunk, at) = next()?;
        let fail = |reason| Damage::at(reason, at);
        if &previous == b"IDAT" && &chunk.kind != b"IDAT" {
            data.as_ref().map_or(Ok(()), ImageData::check_complete).map_err(fail)?;
        }
        match &chunk.kind {
            b"PLTE" => {
                if palette || data.is_some() || !header.allows_palette(chunk.body.len()) {
                    return Err(fail(Reason::Structure));
                }
                palette = true;
            }
            b"IDAT" => {
                let lacks_palette = header.colour == INDEXED && !palette;
                let resumes = data.is_some() && &previous != b"IDAT";
                if lacks_palette || resumes {
                    return Err(fail(Reason::Structure));
                }
                data.get_or_insert_with(|| ImageData::new(&header)).feed(chunk.body).map_err(fail)?;
            }
            b"IEND" if data.is_some() && chunk.body.is_empty() => {
                png.trailing_bytes = (bytes.len() as u64).saturating_sub(at + END_CHUNK_BYTES);
                return Ok(());
            }
            b"eXIf" => png.exif = png.exif.or(Some(chunk.body)),
            b"tEXt" | b"zTXt" | b"iTXt" | b"caBX" if png.metadata.len() < MOST_METADATA => {
                png.metadata.push(Metadata { kind: chunk.kind, body: chunk.body });
            }
            // A second header, an end without picture, or a chunk that no decoder may pass over.
            kind if kind.first().is_some_and(u8::is_ascii_uppercase) => return Err(fail(Reason::Structure)),
            _ => {}
        }
        previous = chunk.kind;
    }
}

fn ends_early(bytes: &[u8]) -> Damage {
    Damage::at(Reason::EndsEarly, bytes.len() as u64)
}

/// A chunk whose CRC is right (5.3).
struct Chunk<'a> {
    kind: [u8; 4],
    body: &'a [u8],
}

impl<'a> Chunk<'a> {
    fn split_from(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), Reason> {
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or(Reason::EndsEarly)?;
        let (kind, _) = rest.split_first_chunk::<4>().ok_or(Reason::EndsEarly)?;
        let length = u32::from_be_bytes(*length);
        if length > MOST_CHUNK_BYTES || !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(Reason::Structure);
        }
        let length = usize::try_from(length).map_err(|_| Reason::EndsEarly)?;
        let (checked, rest) = rest.split_at_checked(length.saturating_add(4)).ok_or(Reason::EndsEarly)?;
        let (crc, rest) = rest.split_first_chunk::<4>().ok_or(Reason::EndsEarly)?;
        if crc32fast::hash(checked) != u32::from_be_bytes(*crc) {
            return Err(Reason::Checksum);
        }
        let body = checked.get(4..).unwrap_or_default();
        Ok((Self { kind: *kind, body }, rest))
    }
}

/// The colour type of pictures with a palette (11.2.1).
const INDEXED: u8 = 3;

/// What the header chunk says (11.2.1).
struct Header {
    width: u32,
    height: u32,
    colour: u8,
    bits_per_pixel: u8,
    interlaced: bool,
}

impl Header {
    /// Reads the header and notes the size of the picture.
    fn read(chunk: &Chunk<'_>, png: &mut Png<'_>) -> Result<Self, Reason> {
        let &[w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, compression, filter, interlace] = chunk.body
        else {
            return Err(Reason::Structure);
        };
        let (width, height) = (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
        let sizes = 1..=MOST_CHUNK_BYTES;
        if &chunk.kind != b"IHDR" || !sizes.contains(&width) || !sizes.contains(&height) {
            return Err(Reason::Structure);
        }
        (png.width, png.height) = (Some(width), Some(height));
        let samples = match (colour, depth) {
            (0, 1 | 2 | 4 | 8 | 16) | (INDEXED, 1 | 2 | 4 | 8) => 1,
            (2, 8 | 16) => 3,
            (4, 8 | 16) => 2,
            (6, 8 | 16) => 4,
            _ => return Err(Reason::Structure),
        };
        if compression != 0 || filter != 0 || interlace > 1 {
            return Err(Reason::Structure);
        }
        let header =
            Self { width, height, colour, bits_per_pixel: samples * depth, interlaced: interlace == 1 };
        let raw_bytes = header.passes().fold(0u64, |sum, pass| sum.saturating_add(pass.raw_bytes()));
        if u64::from(width) * u64::from(height) > MOST_PIXELS || raw_bytes > MOST_RAW_BYTES {
            return Err(Reason::TooManyPixels);
        }
        Ok(header)
    }

    /// Whether a palette of so many bytes may stand in this picture (11.2.2).
    fn allows_palette(&self, bytes: usize) -> bool {
        let most = if self.colour == INDEXED { 3usize << self.bits_per_pixel.min(8) } else { 3 * 256 };
        !matches!(self.colour, 0 | 4) && bytes.is_multiple_of(3) && (3..=most).contains(&bytes)
    }

    /// The passes in the order of the data; those without pixels leave nothing there (8.1).
    fn passes(&self) -> impl Iterator<Item = Pass> + use<> {
        let (width, height, bits) = (self.width, self.height, u64::from(self.bits_per_pixel));
        let grids: &[_] = if self.interlaced { &ADAM7 } else { &[(0, 0, 1, 1)] };
        grids.iter().filter_map(move |&(left, top, across, down)| {
            let columns = width.saturating_sub(left).div_ceil(across);
            let rows = height.saturating_sub(top).div_ceil(down);
            let row_bytes = 1 + (u64::from(columns) * bits).div_ceil(8);
            (columns > 0 && rows > 0).then_some(Pass { row_bytes, rows: u64::from(rows) })
        })
    }
}

/// Rows of equal length.
#[derive(Default)]
struct Pass {
    /// Length of a row with its filter byte.
    row_bytes: u64,
    /// Rows that are not begun yet.
    rows: u64,
}

impl Pass {
    fn raw_bytes(&self) -> u64 {
        self.row_bytes.saturating_mul(self.rows)
    }
}

/// Counts inflated bytes into the rows that they must fill.
struct Rows {
    waiting: std::vec::IntoIter<Pass>,
    pass: Pass,
    left_in_row: u64,
}

impl Rows {
    fn take(&mut self, mut bytes: &[u8]) -> Result<(), Reason> {
        while let Some(filter) = bytes.first() {
            if self.left_in_row == 0 {
                if self.pass.rows == 0 {
                    self.pass = self.waiting.next().ok_or(Reason::DataCorrupt)?;
                }
                // Filter types are 0 to 4 (9.2).
                if *filter > 4 {
                    return Err(Reason::DataCorrupt);
                }
                self.pass.rows -= 1;
                self.left_in_row = self.pass.row_bytes;
            }
            let taken = usize::try_from(self.left_in_row).unwrap_or(usize::MAX).min(bytes.len());
            bytes = bytes.get(taken..).unwrap_or_default();
            self.left_in_row -= taken as u64;
        }
        Ok(())
    }

    fn are_complete(&self) -> bool {
        self.left_in_row == 0 && self.pass.rows == 0 && self.waiting.as_slice().is_empty()
    }
}

/// The zlib stream (RFC 1950) that all image data chunks together hold (10.1).
///
/// Its header and checksum are read here, so that a wrong checksum is told apart from broken data.
struct ImageData {
    head: Vec<u8>,
    inflate: Inflate,
    buffer: Vec<u8>,
    rows: Rows,
    adler: Adler32,
    inflated: bool,
    tail: Vec<u8>,
}

impl ImageData {
    fn new(header: &Header) -> Self {
        let waiting = header.passes().collect::<Vec<_>>().into_iter();
        Self {
            head: Vec::with_capacity(2),
            inflate: Inflate::new(),
            buffer: vec![0; BUFFER_BYTES],
            rows: Rows { waiting, pass: Pass::default(), left_in_row: 0 },
            adler: Adler32::new(),
            inflated: false,
            tail: Vec::with_capacity(4),
        }
    }

    fn feed(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        let rest = move_until(&mut self.head, 2, bytes);
        if let &[method, flags] = self.head.as_slice() {
            // Deflate with a window of at most 32 KiB, header checksum right, no preset dictionary.
            let whole = u16::from_be_bytes([method, flags]).is_multiple_of(31);
            if method & 0x0f != 8 || method >> 4 > 7 || !whole || flags & 0x20 != 0 {
                return Err(Reason::DataCorrupt);
            }
        }
        let rest = self.inflate(rest)?;
        if !self.inflated {
            return if rest.is_empty() { Ok(()) } else { Err(Reason::DataCorrupt) };
        }
        let rest = move_until(&mut self.tail, 4, rest);
        if let &[a, b, c, d] = self.tail.as_slice()
            && u32::from_be_bytes([a, b, c, d]) != self.adler.finish()
        {
            return Err(Reason::Checksum);
        }
        if rest.is_empty() { Ok(()) } else { Err(Reason::DataCorrupt) }
    }

    /// Inflates and counts. What is left over stands behind the compressed data.
    fn inflate<'a>(&mut self, mut bytes: &'a [u8]) -> Result<&'a [u8], Reason> {
        while !self.inflated {
            let step = self.inflate.step(bytes, &mut self.buffer).map_err(|_| Reason::DataCorrupt)?;
            bytes = bytes.get(step.read..).unwrap_or_default();
            let fresh = self.buffer.get(..step.written).unwrap_or_default();
            self.adler.write(fresh);
            self.rows.take(fresh)?;
            self.inflated = step.ended;
            if step.read == 0 && step.written == 0 {
                break;
            }
        }
        Ok(bytes)
    }

    fn check_complete(&self) -> Result<(), Reason> {
        let complete = self.tail.len() == 4 && self.rows.are_complete();
        if complete { Ok(()) } else { Err(Reason::DataCorrupt) }
    }
}

/// Moves bytes to the end of `held` until it holds `count`; returns the others.
fn move_until<'a>(held: &mut Vec<u8>, count: usize, bytes: &'a [u8]) -> &'a [u8] {
    let taken = count.saturating_sub(held.len()).min(bytes.len());
    let (moved, rest) = bytes.split_at_checked(taken).unwrap_or((bytes, &[]));
    held.extend_from_slice(moved);
    rest
}

#[cfg(test)]
#[path = "png_tests.rs"]
mod tests;
