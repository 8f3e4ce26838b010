//! Whether a GIF is whole (the specification of `GIF89a`; the section numbers below are its own).
//!
//! Viewers show what there is: a file without its end, or a frame whose data stops early, looks like a still or
//! grey picture. Here the data of every frame must give all of its pixels, and the trailer must follow. Pixels
//! are counted, not kept.

use gif::streaming_decoder::{Block, Decoded, OutputBuffer, StreamingDecoder};

use super::damage::{Damage, Reason};

/// The most frames of an animation; honest ones have a few hundred.
const MOST_FRAMES: u32 = 20_000;
/// The most pixels that all frames together may give: 200 frames of 1920 × 1080.
const MOST_PIXELS: u64 = 414_720_000;
/// The longest XMP packet that is looked at.
const MOST_XMP_BYTES: usize = 4 << 20;
/// Pixels decoded at a time.
const BUFFER_PIXELS: usize = 32 * 1024;

/// What a GIF says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gif<'a> {
    /// Pixels across (18, logical screen width). Absent where the file ends before it, or where it is 0.
    pub width: Option<u32>,
    /// Pixels down (18, logical screen height).
    pub height: Option<u32>,
    /// The XMP packet (XMP part 3, 1.1.2), with what follows it in its block.
    pub xmp: Option<&'a [u8]>,
    /// Bytes after the trailer.
    pub trailing_bytes: u64,
    /// The first damage.
    pub damage: Option<Damage>,
}

/// Reads a GIF to its trailer, or to the first damage.
#[must_use]
pub fn read(bytes: &[u8]) -> Gif<'_> {
    let mut gif = Gif::default();
    gif.damage = examine(bytes, &mut gif).err();
    gif
}

fn examine<'a>(bytes: &'a [u8], gif: &mut Gif<'a>) -> Result<(), Damage> {
    let mut decoder = StreamingDecoder::new();
    let mut buffer = vec![0; BUFFER_PIXELS];
    let mut rest = bytes;
    let (mut frames, mut pixels) = (0, 0u64);
    // Pixels that the data of the frame that is being read has not given yet.
    let mut missing = None;
    loop {
        let at = (bytes.len() - rest.len()) as u64;
        let fail = |reason| Damage::at(reason, at);
        let (read, event) = decoder
            .update(rest, &mut OutputBuffer::Slice(&mut buffer))
            .map_err(|_| fail(if missing.is_some() { Reason::DataCorrupt } else { Reason::Structure }))?;
        rest = rest.get(read..).unwrap_or_default();
        match event {
            Decoded::Nothing if rest.is_empty() => {
                return Err(Damage::at(Reason::EndsEarly, bytes.len() as u64));
            }
            Decoded::BackgroundColor(_) => {
                let side = |pixels: u16| Some(u32::from(pixels)).filter(|&pixels| pixels > 0);
                (gif.width, gif.height) = (side(decoder.width()), side(decoder.height()));
            }
            Decoded::FrameMetadata(_) => {
                let frame = decoder.current_frame();
                missing = Some(u64::from(frame.width) * u64::from(frame.height));
                frames += 1;
                if frames > MOST_FRAMES {
                    return Err(Damage::whole(Reason::TooManyPixels));
                }
            }
            Decoded::BytesDecoded(count) => {
                pixels += count.get() as u64;
                missing = missing.map(|missing| missing.saturating_sub(count.get() as u64));
                if pixels > MOST_PIXELS {
                    return Err(Damage::whole(Reason::TooManyPixels));
                }
            }
            Decoded::DataEnd if missing.take() != Some(0) => return Err(fail(Reason::DataCorrupt)),
            Decoded::BlockStart(Block::Extension) if gif.xmp.is_none() => {
                gif.xmp = xmp(bytes, bytes.len() - rest.len());
            }
            Decoded::BlockStart(Block::Trailer) => {
                gif.trailing_bytes = rest.len() as u64;
                return if frames > 0 { Ok(()) } else { Err(fail(Reason::Structure)) };
            }
            _ => {}
        }
    }
}

/// The packet of an extension block that begins at most so many bytes before `at`. The bytes of the packet are their
/// own lengths of sub-blocks, so that it stands there as it is, up to the descending bytes that lead readers out.
fn xmp(bytes: &[u8], at: usize) -> Option<&[u8]> {
    const NAME: &[u8] = b"\x0BXMP DataXMP";
    const LEAD_OUT: &[u8] = &[0x01, 0xFF, 0xFE];
    let near = bytes.get(at.saturating_sub(3)..)?;
    let start = near.get(..NAME.len() + 4)?.windows(NAME.len()).position(|name| name == NAME)?;
    let packet = near.get(start + NAME.len()..)?;
    let packet = packet.get(..MOST_XMP_BYTES).unwrap_or(packet);
    let end = packet.windows(LEAD_OUT.len()).position(|three| three == LEAD_OUT);
    packet.get(..end.unwrap_or(packet.len()))
}

#[cfg(test)]
#[path = "gif_tests.rs"]
mod tests;
