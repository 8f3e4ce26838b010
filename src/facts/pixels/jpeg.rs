//! Pixels of JPEG, decoded at an eighth, a quarter or half of their size where that is enough.

use jpeg_decoder::PixelFormat;

use super::cells::Cells;
use super::{Colour, Grey, MOST_PIXELS, MOST_WHOLE_PIXELS};
use crate::facts::exif;
use crate::facts::jpeg::Jpeg;

/// Memory that the decoder may take for one picture.
const MOST_BYTES: u64 = 120 << 20;

/// The picture in grey: of large ones what was seen of it when it was proved whole, else decoded.
pub(super) fn grey(bytes: &[u8], known: &Jpeg<'_>, at_least: u32) -> Option<Grey> {
    eighth(known, at_least).or_else(|| Some(colour(bytes, known, at_least)?.grey()))
}

/// An eighth of the picture, where that is enough.
fn eighth(known: &Jpeg<'_>, at_least: u32) -> Option<Grey> {
    let (width, height) = known.width.zip(known.height)?;
    let luma = known.luma.as_ref().filter(|luma| luma.width.min(luma.height) >= at_least)?;
    let mut cells = Cells::new(luma.width, luma.height, at_least)?;
    for (y, row) in (0..).zip(luma.means.chunks_exact(luma.width as usize)) {
        cells.add(y, row.iter().map(|&mean| [mean]));
    }
    Some(cells.means(8, width, height)?.grey().turned(orientation(known)))
}

fn orientation(known: &Jpeg<'_>) -> u8 {
    known.exif.map_or(1, |exif| exif::read(exif).orientation)
}

/// The picture in colour.
pub(super) fn colour(bytes: &[u8], known: &Jpeg<'_>, at_least: u32) -> Option<Colour> {
    let (width, height) = known.width.zip(known.height)?;
    let pixels = u64::from(width) * u64::from(height);
    let scale = scale(width, height, at_least);
    // What comes out, in planes and put together; and all coefficients of a progressive picture, two bytes each.
    let samples = pixels.saturating_mul(known.components.into());
    let coefficients = if known.progressive { 2 * samples } else { 0 };
    if pixels > MOST_PIXELS || 2 * samples / u64::from(scale * scale) + coefficients > MOST_BYTES {
        return None;
    }
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(usize::try_from(MOST_BYTES).ok()?);
    // It takes the smallest size of which one side is enough: the longer one decides alone.
    let wanted = |side: u32| u16::try_from(side.div_ceil(scale)).ok();
    let (for_width, for_height) = match width >= height {
        true => (wanted(width)?, u16::MAX),
        false => (u16::MAX, wanted(height)?),
    };
    let (across, down) = decoder.scale(for_width, for_height).ok()?;
    let pixels = decoder.decode().ok()?;
    let mut cells = Cells::new(across.into(), down.into(), at_least)?;
    let format = decoder.info()?.pixel_format;
    for (y, row) in (0..).zip(pixels.chunks_exact(usize::from(across).max(1) * format.pixel_bytes())) {
        match format {
            PixelFormat::RGB24 => cells.add(y, row.as_chunks().0.iter().copied()),
            PixelFormat::L8 => cells.add(y, row.iter().map(|&value| [value; 3])),
            PixelFormat::CMYK32 => cells.add(y, row.as_chunks().0.iter().map(|&inks| paper(inks))),
            // Of medicine; its samples come in the processor's own order of bytes.
            PixelFormat::L16 => return None,
        }
    }
    Some(cells.means(scale, width, height)?.turned(orientation(known)))
}

/// By how much the decoder is to divide the sides: 8, 4, 2 or 1.
fn scale(width: u32, height: u32, at_least: u32) -> u32 {
    let fits = |&scale: &u32| width.min(height) / scale >= at_least;
    let least = [8, 4, 2].into_iter().find(fits).unwrap_or(1);
    let pixels = |scale| u64::from(width.div_ceil(scale)) * u64::from(height.div_ceil(scale));
    [1, 2, 4, 8].into_iter().find(|&scale| scale >= least && pixels(scale) <= MOST_WHOLE_PIXELS).unwrap_or(8)
}

/// Adobe writes inverted inks, which is how the decoder hands them over.
fn paper([cyan, magenta, yellow, black]: [u8; 4]) -> [u8; 3] {
    let black = u16::from(255 - black);
    [cyan, magenta, yellow].map(|ink| {
        let light = u16::from(255 - ink) * black / 255;
        u8::try_from(light).unwrap_or(u8::MAX)
    })
}
