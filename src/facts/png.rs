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
    /// The first damage in the order of the file; none when the picture is whole. Bytes after the end chunk
    /// are no damage.
    pub damage: Option<Damage>,
}

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
            b"IEND" if data.is_some() && chunk.body.is_empty() => return Ok(()),
            b"eXIf" => png.exif = png.exif.or(Some(chunk.body)),
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
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
        let checked = [&kind, body].concat();
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&length[..], &checked, &crc32fast::hash(&checked).to_be_bytes()].concat()
    }

    fn header(width: u32, height: u32, rest: [u8; 5]) -> Vec<u8> {
        chunk(*b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &rest].concat())
    }

    fn deflated(raw: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(raw).unwrap();
        encoder.finish().unwrap()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        [SIGNATURE, &chunks.concat()].concat()
    }

    /// 5 x 4 grey pixels of 8 bits: four rows of six bytes.
    fn raw() -> Vec<u8> {
        (0..24).map(|i: u8| if i.is_multiple_of(6) { i / 6 } else { i.wrapping_mul(37) }).collect()
    }

    fn grey(data: &[u8]) -> Vec<u8> {
        file(&[header(5, 4, [8, 0, 0, 0, 0]), chunk(*b"IDAT", data), chunk(*b"IEND", b"")])
    }

    fn reason(bytes: &[u8]) -> Option<Reason> {
        read(bytes).damage.map(|damage| damage.reason)
    }

    fn encoded(colour: png::ColorType, depth: png::BitDepth, width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        encoder.set_filter(png::Filter::Adaptive);
        if colour == png::ColorType::Indexed {
            encoder.set_palette(vec![0; 6]);
        }
        let mut writer = encoder.write_header().unwrap();
        let row = (width as usize * colour.samples() * depth as usize).div_ceil(8);
        let pixels: Vec<u8> =
            (0..row * height as usize).map(|i| u8::try_from(i * i / 7 % 251).unwrap()).collect();
        writer.write_image_data(&pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn accepts_every_colour_type_and_depth() {
        use png::{BitDepth::*, ColorType::*};
        for (colour, depths) in [
            (Grayscale, &[One, Two, Four, Eight, Sixteen][..]),
            (Rgb, &[Eight, Sixteen]),
            (Indexed, &[One, Two, Four, Eight]),
            (GrayscaleAlpha, &[Eight, Sixteen]),
            (Rgba, &[Eight, Sixteen]),
        ] {
            for (depth, (width, height)) in depths
                .iter()
                .flat_map(|depth| [(1, 1), (7, 3), (33, 65), (300, 200)].map(|size| (depth, size)))
            {
                let whole = Png { width: Some(width), height: Some(height), ..Png::default() };
                assert_eq!(read(&encoded(colour, *depth, width, height)), whole, "{colour:?} {depth:?}");
            }
        }
    }

    #[test]
    fn accepts_interlaced_pictures_of_exactly_the_right_size() {
        // 5 x 5 pixels: passes of 1x1, 1x1, 2x1, 1x2, 3x1, 2x3 and 5x2 pixels, each row with a filter byte.
        for (side, right) in [(5, 2 + 2 + 3 + 4 + 4 + 9 + 12), (1, 2), (2, 2 + 2 + 3)] {
            for length in right - 1..=right + 1 {
                let data = chunk(*b"IDAT", &deflated(&vec![0; length]));
                let bytes = file(&[header(side, side, [8, 0, 0, 0, 1]), data, chunk(*b"IEND", b"")]);
                assert_eq!(reason(&bytes).is_none(), length == right, "{side} {length}");
            }
        }
    }

    #[test]
    fn accepts_data_in_any_pieces_and_anything_after_the_end() {
        let data = deflated(&raw());
        for size in 1..=data.len() {
            let mut chunks = vec![header(5, 4, [8, 0, 0, 0, 0])];
            for piece in data.chunks(size) {
                chunks.extend([chunk(*b"IDAT", b""), chunk(*b"IDAT", piece)]);
            }
            chunks.extend([chunk(*b"IDAT", b""), chunk(*b"IEND", b"")]);
            assert_eq!(reason(&file(&chunks)), None, "{size}");
            chunks.push(b"trailing".to_vec());
            assert_eq!(reason(&file(&chunks)), None, "{size}");
        }
    }

    #[test]
    fn passes_over_other_chunks_without_inflating_them() {
        let bomb = [b"Title\0\0".as_slice(), &deflated(&vec![0; 1 << 22])].concat();
        let bytes = file(&[
            header(5, 4, [8, 0, 0, 0, 0]),
            chunk(*b"zTXt", &bomb),
            chunk(*b"eXIf", b"II*\0first"),
            chunk(*b"eXIf", b"II*\0second"),
            chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
            chunk(*b"IDAT", &deflated(&raw())),
            chunk(*b"fdAT", b"any"),
            chunk(*b"IEND", b""),
        ]);
        let whole = Png { width: Some(5), height: Some(4), exif: Some(b"II*\0first"), damage: None };
        assert_eq!(read(&bytes), whole);
    }

    #[test]
    fn finds_every_cut() {
        for bytes in [grey(&deflated(&raw())), encoded(png::ColorType::Indexed, png::BitDepth::Two, 9, 9)] {
            for length in 0..bytes.len() {
                let damage = read(&bytes[..length]).damage;
                assert_eq!(damage, Some(Damage::at(Reason::EndsEarly, length as u64)));
            }
        }
    }

    #[test]
    fn finds_every_changed_byte() {
        for bytes in [grey(&deflated(&raw())), encoded(png::ColorType::Indexed, png::BitDepth::Two, 9, 9)] {
            for (at, mask) in (0..bytes.len()).flat_map(|at| (1..=255).map(move |mask| (at, mask))) {
                let mut changed = bytes.clone();
                changed[at] ^= mask;
                assert!(read(&changed).damage.is_some(), "{at} {mask}");
            }
        }
    }

    #[test]
    fn finds_data_that_does_not_fill_the_picture_though_every_crc_is_right() {
        let right = deflated(&raw());
        let changed = |at: usize, mask: u8| {
            let mut data = right.clone();
            data[at] ^= mask;
            data
        };
        let last = right.len() - 1;
        for (data, expected) in [
            (right.clone(), None),
            (deflated(&raw()[..18]), Some(Reason::DataCorrupt)),
            (deflated(&raw()[..23]), Some(Reason::DataCorrupt)),
            (deflated(&[raw(), vec![0]].concat()), Some(Reason::DataCorrupt)),
            (deflated(&[raw(), vec![0; 1 << 20]].concat()), Some(Reason::DataCorrupt)),
            (deflated(&[&raw()[..12], &[5], &raw()[13..]].concat()), Some(Reason::DataCorrupt)),
            (deflated(b""), Some(Reason::DataCorrupt)),
            (Vec::new(), Some(Reason::DataCorrupt)),
            (right[..1].to_vec(), Some(Reason::DataCorrupt)),
            (right[..last].to_vec(), Some(Reason::DataCorrupt)),
            (right[..last - 3].to_vec(), Some(Reason::DataCorrupt)),
            ([&right[..], b"x"].concat(), Some(Reason::DataCorrupt)),
            (changed(0, 0x80), Some(Reason::DataCorrupt)),
            (changed(1, 1), Some(Reason::DataCorrupt)),
            (changed(2, 6), Some(Reason::DataCorrupt)),
            (changed(last, 1), Some(Reason::Checksum)),
        ] {
            assert_eq!(reason(&grey(&data)), expected, "{data:?}");
        }
        // A cut inside the data's chunks leaves a file that is well formed but for the missing rows.
        for length in 0..right.len() {
            assert_eq!(reason(&grey(&right[..length])), Some(Reason::DataCorrupt), "{length}");
        }
    }

    #[test]
    fn finds_chunks_that_are_missing_or_out_of_place() {
        let [grey, indexed] = [[8, 0, 0, 0, 0], [8, 3, 0, 0, 0]].map(|rest| header(5, 4, rest));
        let (palette, end) = (chunk(*b"PLTE", &[0; 6]), chunk(*b"IEND", b""));
        let data = deflated(&raw());
        let (whole, first, second) =
            (chunk(*b"IDAT", &data), chunk(*b"IDAT", &data[..9]), chunk(*b"IDAT", &data[9..]));
        let text = chunk(*b"tEXt", b"a\0b");
        for (chunks, fine) in [
            (vec![&indexed, &palette, &text, &whole, &text, &end], true),
            (vec![&grey, &first, &second, &end], true),
            (vec![&grey, &first, &text, &second, &end], false),
            (vec![&grey, &whole, &text, &whole, &end], false),
            (vec![&whole, &grey, &end], false),
            (vec![&grey, &end], false),
            (vec![&grey, &grey, &whole, &end], false),
            (vec![&grey, &palette, &whole, &end], false),
            (vec![&indexed, &whole, &end], false),
            (vec![&indexed, &whole, &palette, &end], false),
            (vec![&indexed, &palette, &palette, &whole, &end], false),
            (vec![&indexed, &chunk(*b"PLTE", &[0; 5]), &whole, &end], false),
            (vec![&indexed, &chunk(*b"PLTE", &[0; 769]), &whole, &end], false),
            (vec![&grey, &chunk(*b"ABCD", b""), &whole, &end], false),
            (vec![&grey, &chunk(*b"aBCD", b""), &whole, &end], true),
            (vec![&grey, &chunk(*b"a1CD", b""), &whole, &end], false),
            (vec![&grey, &whole, &chunk(*b"IEND", b"x")], false),
        ] {
            let chunks: Vec<_> = chunks.into_iter().cloned().collect();
            assert_eq!(reason(&file(&chunks)).is_none(), fine, "{chunks:?}");
        }
    }

    #[test]
    fn refuses_headers_that_no_picture_has() {
        for (width, height, rest) in [
            (0, 4, [8, 0, 0, 0, 0]),
            (5, 0, [8, 0, 0, 0, 0]),
            (1 << 31, 4, [8, 0, 0, 0, 0]),
            (5, 4, [3, 0, 0, 0, 0]),
            (5, 4, [16, 3, 0, 0, 0]),
            (5, 4, [8, 1, 0, 0, 0]),
            (5, 4, [8, 7, 0, 0, 0]),
            (5, 4, [4, 6, 0, 0, 0]),
            (5, 4, [8, 0, 1, 0, 0]),
            (5, 4, [8, 0, 0, 1, 0]),
            (5, 4, [8, 0, 0, 0, 2]),
        ] {
            let bytes = file(&[header(width, height, rest), chunk(*b"IDAT", &deflated(&raw()))]);
            assert_eq!(reason(&bytes), Some(Reason::Structure), "{width} {height} {rest:?}");
        }
        assert_eq!(reason(b"GIF89a"), Some(Reason::Structure));
    }

    #[test]
    fn refuses_too_many_pixels_before_it_inflates_any() {
        for (width, height, depth, colour) in
            [(20_000, 15_001, 1, 0), (0x7fff_ffff, 0x7fff_ffff, 16, 6), (1, 299_999_999, 16, 6)]
        {
            let bytes = file(&[header(width, height, [depth, colour, 0, 0, 0])]);
            let damage = Some(Damage::at(Reason::TooManyPixels, 8));
            assert_eq!(read(&bytes), Png { width: Some(width), height: Some(height), exif: None, damage });
        }
        let most = file(&[header(20_000, 15_000, [16, 6, 0, 0, 1])]);
        assert_eq!(reason(&most), Some(Reason::EndsEarly));
    }
}
