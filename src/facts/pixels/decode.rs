//! Pixels of PNG, GIF, BMP, WebP and TIFF.

use std::io::Cursor;
use std::num::NonZeroU64;

use ::image::codecs::bmp::BmpDecoder;
use ::image::{ColorType, ImageDecoder};
use ::png::Transformations;
use ::tiff::ColorType as TiffColor;
use ::tiff::decoder::{Decoder, Limits};
use image_webp::WebPDecoder;

use super::cells::Cells;
use super::{Colour, MOST_WHOLE_PIXELS};

/// Bytes that a row of a PNG may take; also what its decoder may take beside.
const MOST_ROW_BYTES: usize = 32 << 20;
/// Pixels of a GIF's first frame, a byte each.
const MOST_GIF_PIXELS: u64 = 80_000_000;
/// What is transparent shows the paper.
const WHITE: [u8; 3] = [255; 3];

/// A PNG, row by row.
pub(super) fn png(bytes: &[u8], at_least: u32) -> Option<Colour> {
    let limits = ::png::Limits { bytes: MOST_ROW_BYTES };
    let mut decoder = ::png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width, reader.info().height);
    let mut cells = Cells::new(width, height, at_least)?;
    let channels = reader.output_color_type().0.samples();
    let row_bytes = reader.output_line_size(width).filter(|&bytes| bytes <= MOST_ROW_BYTES)?;
    if reader.info().interlaced {
        let pixels = u64::from(width) * u64::from(height);
        let size = reader.output_buffer_size().filter(|_| pixels <= MOST_WHOLE_PIXELS)?;
        let mut whole = vec![0; size];
        reader.next_frame(&mut whole).ok()?;
        for (y, row) in (0..height).zip(whole.chunks_exact(row_bytes)) {
            add(&mut cells, y, row, channels)?;
        }
        return cells.whole();
    }
    for y in 0..height {
        let row = reader.next_row().ok()??;
        add(&mut cells, y, row.data(), channels)?;
    }
    cells.whole()
}

/// Adds a row of bytes with so many channels: grey, grey with alpha, colour, colour with alpha.
fn add(cells: &mut Cells<3>, y: u32, row: &[u8], channels: usize) -> Option<()> {
    match channels {
        1 => cells.add(y, row.iter().map(|&grey| [grey; 3])),
        2 => cells.add(y, row.as_chunks().0.iter().map(|&[grey, alpha]| on_white([grey; 3], alpha))),
        3 => cells.add(y, row.as_chunks().0.iter().copied()),
        4 => {
            let row = row.as_chunks().0.iter();
            cells.add(y, row.map(|&[red, green, blue, alpha]| on_white([red, green, blue], alpha)));
        }
        _ => return None,
    }
    Some(())
}

fn on_white(colour: [u8; 3], alpha: u8) -> [u8; 3] {
    let alpha = u32::from(alpha);
    colour.map(|value| {
        let value = (u32::from(value) * alpha + 255 * (255 - alpha)) / 255;
        u8::try_from(value).unwrap_or(u8::MAX)
    })
}

/// The first frame of a GIF on its screen.
pub(super) fn gif(bytes: &[u8], at_least: u32) -> Option<Colour> {
    let mut options = ::gif::DecodeOptions::new();
    options.set_color_output(::gif::ColorOutput::Indexed);
    options.set_memory_limit(::gif::MemoryLimit::Bytes(NonZeroU64::new(MOST_GIF_PIXELS)?));
    let mut decoder = options.read_info(bytes).ok()?;
    let (width, height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let mut cells = Cells::new(width, height, at_least)?;
    let shared: Vec<u8> = decoder.global_palette().unwrap_or_default().to_vec();
    let frame = decoder.read_next_frame().ok()??;
    let colours = frame.palette.as_deref().unwrap_or(&shared);
    let mut palette = [WHITE; 256];
    for (entry, &colour) in palette.iter_mut().zip(colours.as_chunks().0) {
        *entry = colour;
    }
    if let Some(entry) = frame.transparent.and_then(|index| palette.get_mut(usize::from(index))) {
        *entry = WHITE;
    }
    let mut row = vec![WHITE; width as usize];
    let lines = frame.buffer.chunks_exact(usize::from(frame.width).max(1));
    let mut lines = (u32::from(frame.top)..).zip(lines).peekable();
    for y in 0..height {
        row.fill(WHITE);
        if let Some((_, line)) = lines.next_if(|&(at, _)| at == y) {
            let places = row.iter_mut().skip(usize::from(frame.left));
            for (pixel, &index) in places.zip(line) {
                *pixel = palette[usize::from(index)];
            }
        }
        cells.add(y, row.iter().copied());
    }
    cells.whole()
}

/// A Windows bitmap, as a whole.
pub(super) fn bmp(bytes: &[u8], at_least: u32) -> Option<Colour> {
    let decoder = BmpDecoder::new(Cursor::new(bytes)).ok()?;
    let ((width, height), colour) = (decoder.dimensions(), decoder.color_type());
    let channels = match colour {
        ColorType::L8 | ColorType::Rgb8 | ColorType::Rgba8 => colour.channel_count(),
        _ => return None,
    };
    whole(width, height, channels.into(), at_least, |pixels| decoder.read_image(pixels).ok())
}

/// A WebP, as a whole; of an animation the first frame.
pub(super) fn webp(bytes: &[u8], at_least: u32) -> Option<Colour> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).ok()?;
    let (width, height) = decoder.dimensions();
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    whole(width, height, channels, at_least, |pixels| decoder.read_image(pixels).ok())
}

/// The first page of a TIFF, as a whole.
pub(super) fn tiff(bytes: &[u8], at_least: u32) -> Option<Colour> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = usize::try_from(4 * MOST_WHOLE_PIXELS).ok()?;
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?.with_limits(limits);
    let (width, height) = decoder.dimensions().ok()?;
    let channels = match decoder.colortype().ok()? {
        TiffColor::Gray(1) => return bits(decoder, width, height, at_least),
        TiffColor::Gray(8) => 1,
        TiffColor::GrayA(8) => 2,
        TiffColor::RGB(8) => 3,
        TiffColor::RGBA(8) => 4,
        _ => return None,
    };
    whole(width, height, channels, at_least, |pixels| decoder.read_image_bytes(pixels).ok())
}

/// A TIFF in black and white, eight pixels to a byte.
fn bits(mut decoder: Decoder<Cursor<&[u8]>>, width: u32, height: u32, at_least: u32) -> Option<Colour> {
    let mut cells = Cells::new(width, height, at_least)?;
    let row_bytes = width.div_ceil(8) as usize;
    let mut bytes = vec![0; row_bytes.checked_mul(height as usize)?];
    decoder.read_image_bytes(&mut bytes).ok()?;
    let inks = [[0; 3], WHITE];
    for (y, row) in (0..height).zip(bytes.chunks_exact(row_bytes)) {
        let pixels = row.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
        cells.add(y, pixels.take(width as usize).map(|pixel| inks[usize::from(pixel)]));
    }
    cells.whole()
}

/// A picture that is decoded as a whole.
fn whole(
    width: u32,
    height: u32,
    channels: usize,
    at_least: u32,
    decode: impl FnOnce(&mut [u8]) -> Option<()>,
) -> Option<Colour> {
    let mut cells = Cells::new(width, height, at_least)?;
    let pixels = Some(u64::from(width) * u64::from(height)).filter(|&pixels| pixels <= MOST_WHOLE_PIXELS)?;
    let mut bytes = vec![0; usize::try_from(pixels).ok()?.checked_mul(channels)?];
    decode(&mut bytes)?;
    for (y, row) in (0..height).zip(bytes.chunks_exact(width as usize * channels)) {
        add(&mut cells, y, row, channels)?;
    }
    cells.whole()
}
