//! Whether a WebP is whole (RFC 9649).
//!
//! The chunks must fill the RIFF container and the container must lie in the file; then the data of every
//! picture is decoded to its last row: of a still the one, of an animation every frame for itself. Frames are
//! not put together, so that a large canvas costs nothing.

use std::io::Cursor;

use image_webp::WebPDecoder;
use image_webp::vp8::Vp8Decoder;

use super::damage::{Damage, Reason};

/// The most pixels of a lossy picture, which takes three bytes for two pixels.
const MOST_LOSSY_PIXELS: u64 = 100_000_000;
/// The most pixels of a lossless picture, which takes four bytes for each pixel.
const MOST_LOSSLESS_PIXELS: u64 = 36_000_000;
/// The most pixels that all frames of an animation may have together.
const MOST_ANIMATED_PIXELS: u64 = 150_000_000;

/// What a WebP says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Webp<'a> {
    /// Pixels across of the canvas. Absent where the file ends before it.
    pub width: Option<u32>,
    /// Pixels down of the canvas.
    pub height: Option<u32>,
    /// The EXIF data (a TIFF structure).
    pub exif: Option<&'a [u8]>,
    /// The XMP packet (2.7.1.5).
    pub xmp: Option<&'a [u8]>,
    /// The C2PA manifest store (C2PA 2.1, A.3.5).
    pub c2pa: Option<&'a [u8]>,
    /// Bytes after the RIFF container.
    pub trailing_bytes: u64,
    /// The first damage.
    pub damage: Option<Damage>,
}

/// Reads a WebP to the end of its container, or to the first damage.
#[must_use]
pub fn read(bytes: &[u8]) -> Webp<'_> {
    let mut webp = Webp::default();
    webp.damage = examine(bytes, &mut webp).err();
    webp
}

fn examine<'a>(bytes: &'a [u8], webp: &mut Webp<'a>) -> Result<(), Damage> {
    let ends_early = || Damage::at(Reason::EndsEarly, bytes.len() as u64);
    let length = long(bytes, 4).ok_or_else(ends_early)? as usize;
    let end = length.saturating_add(8);
    let whole = bytes.get(..end);
    let content = whole.unwrap_or(bytes).get(12..).ok_or_else(ends_early)?;
    let first = Chunk::split_from(content, 12).map(|(chunk, _)| chunk);
    // Even of a cut picture the size is worth telling: it stands in the first bytes of the first chunk.
    let kind_and_body = content.get(..4).zip(content.get(8..));
    let size = kind_and_body.and_then(|(kind, body)| Size::of(kind, body));
    (webp.width, webp.height) = (size.map(|size| size.width), size.map(|size| size.height));
    if whole.is_none() {
        return Err(ends_early());
    }
    webp.trailing_bytes = (bytes.len() - end) as u64;
    let (size, first) = size.zip(first).ok_or(Damage::at(Reason::Structure, 12))?;

    let chunks = Chunk::all(content, 12)?;
    let body = |kind: &[u8; 4]| chunks.iter().find(|chunk| &chunk.kind == kind).map(|chunk| chunk.body);
    (webp.exif, webp.xmp, webp.c2pa) = (body(b"EXIF"), body(b"XMP "), body(b"C2PA"));
    let is_animated = &first.kind == b"VP8X" && first.body.first().is_some_and(|flags| flags & 2 != 0);
    if !is_animated {
        return picture(&chunks, size, 12);
    }
    let mut pixels = 0u64;
    let mut frames = chunks.iter().filter(|chunk| &chunk.kind == b"ANMF").peekable();
    if frames.peek().is_none() {
        return Err(Damage::at(Reason::Structure, 12));
    }
    for frame in frames {
        let (size, data) = frame_header(frame.body).ok_or(Damage::at(Reason::Structure, frame.at))?;
        pixels = pixels.saturating_add(size.pixels());
        if pixels > MOST_ANIMATED_PIXELS {
            return Err(Damage::whole(Reason::TooManyPixels));
        }
        let data_at = frame.at + 8 + FRAME_HEADER_LEN as u64;
        picture(&Chunk::all(data, data_at)?, size, frame.at)?;
    }
    Ok(())
}

/// A chunk of the container (2.3).
struct Chunk<'a> {
    kind: [u8; 4],
    body: &'a [u8],
    /// Offset of the chunk in the file.
    at: u64,
}

impl<'a> Chunk<'a> {
    /// The first chunk of `bytes`, which begin at offset `at`, and what follows it. Chunks of odd length are
    /// padded.
    fn split_from(bytes: &'a [u8], at: u64) -> Option<(Self, &'a [u8])> {
        let length = long(bytes, 4)? as usize;
        let (body, rest) = bytes.get(8..)?.split_at_checked(length)?;
        let rest = if length % 2 == 1 { rest.get(1..)? } else { rest };
        Some((Self { kind: *bytes.first_chunk()?, body, at }, rest))
    }

    /// All chunks, which must fill `bytes`.
    fn all(mut bytes: &'a [u8], mut at: u64) -> Result<Vec<Self>, Damage> {
        let mut chunks = Vec::new();
        while !bytes.is_empty() {
            let (chunk, rest) = Self::split_from(bytes, at).ok_or(Damage::at(Reason::Structure, at))?;
            at += (bytes.len() - rest.len()) as u64;
            bytes = rest;
            chunks.push(chunk);
        }
        Ok(chunks)
    }
}

/// Pixels across and down.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Size {
    width: u32,
    height: u32,
}

impl Size {
    /// What the body of the first chunk, or the beginning of it, says of the picture (2.5 to 2.7).
    fn of(kind: &[u8], body: &[u8]) -> Option<Self> {
        match kind {
            b"VP8X" => Some(Self { width: triple(body, 4)? + 1, height: triple(body, 7)? + 1 }),
            b"VP8 " if body.get(3..6) == Some(&[0x9D, 0x01, 0x2A]) => {
                let sides = long(body, 6)?;
                let size = Self { width: sides & 0x3FFF, height: sides >> 16 & 0x3FFF };
                (size.pixels() > 0).then_some(size)
            }
            b"VP8L" if body.first() == Some(&LOSSLESS) => {
                let sides = long(body, 1)?;
                Some(Self { width: (sides & 0x3FFF) + 1, height: (sides >> 14 & 0x3FFF) + 1 })
            }
            _ => None,
        }
    }

    fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// Length of what stands in a frame chunk before the chunks of its picture (2.7.1.1).
const FRAME_HEADER_LEN: usize = 16;
/// First byte of lossless data (3.4).
const LOSSLESS: u8 = 0x2F;

/// Size and picture of a frame of an animation.
fn frame_header(body: &[u8]) -> Option<(Size, &[u8])> {
    let size = Size { width: triple(body, 6)? + 1, height: triple(body, 9)? + 1 };
    Some((size, body.get(FRAME_HEADER_LEN..)?))
}

/// Decodes the one picture that must be among the chunks, with its alpha channel.
fn picture(chunks: &[Chunk<'_>], size: Size, at: u64) -> Result<(), Damage> {
    let mut data = chunks.iter().filter(|chunk| matches!(&chunk.kind, b"VP8 " | b"VP8L"));
    let (Some(picture), None) = (data.next(), data.next()) else {
        return Err(Damage::at(Reason::Structure, at));
    };
    if Size::of(&picture.kind, picture.body) != Some(size) {
        return Err(Damage::at(Reason::Structure, picture.at));
    }
    if &picture.kind == b"VP8L" {
        return lossless(picture.body, size).map_err(|reason| at_chunk(reason, picture));
    }
    if size.pixels() > MOST_LOSSY_PIXELS {
        return Err(Damage::whole(Reason::TooManyPixels));
    }
    Vp8Decoder::decode_frame(picture.body).map_err(|_| Damage::at(Reason::DataCorrupt, picture.at))?;
    match chunks.iter().find(|chunk| &chunk.kind == b"ALPH") {
        Some(channel) => alpha(channel.body, size).map_err(|reason| at_chunk(reason, channel)),
        None => Ok(()),
    }
}

fn at_chunk(reason: Reason, chunk: &Chunk<'_>) -> Damage {
    match reason {
        Reason::TooManyPixels => Damage::whole(reason),
        reason => Damage::at(reason, chunk.at),
    }
}

/// Decodes lossless data, the header before it included.
fn lossless(body: &[u8], size: Size) -> Result<(), Reason> {
    if size.pixels() > MOST_LOSSLESS_PIXELS {
        return Err(Reason::TooManyPixels);
    }
    let length = u32::try_from(body.len()).map_err(|_| Reason::TooManyPixels)?;
    let mut file = [b"RIFF", &(length.saturating_add(12)).to_le_bytes()[..], b"WEBPVP8L"].concat();
    file.extend(length.to_le_bytes());
    let start = file.len();
    file.extend(body);
    // Said to have an alpha channel, which is only a hint, it is decoded without a second copy.
    if let Some(hints) = file.get_mut(start + 4) {
        *hints |= 0x10;
    }
    let mut decoder = WebPDecoder::new(Cursor::new(file)).map_err(|_| Reason::DataCorrupt)?;
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap_or_default()];
    decoder.read_image(&mut pixels).map_err(|_| Reason::DataCorrupt)
}

/// Decodes an alpha channel (2.7.1.2): raw bytes, or lossless data without its header.
fn alpha(body: &[u8], size: Size) -> Result<(), Reason> {
    let (flags, data) = body.split_first().ok_or(Reason::DataCorrupt)?;
    match flags & 3 {
        0 if data.len() as u64 >= size.pixels() => Ok(()),
        1 => {
            let sides = (size.width - 1) | (size.height - 1) << 14;
            lossless(&[&[LOSSLESS], &sides.to_le_bytes()[..], data].concat(), size)
        }
        _ => Err(Reason::DataCorrupt),
    }
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

fn triple(bytes: &[u8], at: usize) -> Option<u32> {
    let &[a, b, c] = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes([a, b, c, 0]))
}

#[cfg(test)]
#[path = "webp_tests.rs"]
mod tests;
