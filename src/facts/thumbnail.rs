//! Small pictures of pictures, for reports.
//!
//! Thumbnails go into archives, so they are the same bytes on every processor: the decoders are those that
//! compute with whole numbers only or lose nothing, and nothing here is a decoder of a platform.

use std::io::Cursor;
use std::panic::catch_unwind;

use ::image::imageops;
use ::image::{DynamicImage, ImageFormat, ImageReader, Limits, Rgb, RgbImage, RgbaImage};
use jpeg_decoder::PixelFormat;
use jpeg_encoder::{ColorType, Encoder};

use super::{Format, exif, format, jpeg};

/// The longer side of a thumbnail, in pixels.
const LONGEST: u32 = 320;
/// The quality of a thumbnail, of 100.
const QUALITY: u8 = 72;
/// Pictures with more pixels get no thumbnail.
const MOST_PIXELS: u64 = 120_000_000;
/// Memory that a decoder may take for one picture.
const MOST_BYTES: u64 = 400 << 20;
/// Progressive pictures keep all their coefficients in memory; with more pixels than this they get no thumbnail.
const MOST_PROGRESSIVE_PIXELS: u64 = 40_000_000;

/// A small picture as a JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// Pixels across, as a person sees it.
    pub width: u32,
    /// Pixels down, as a person sees it.
    pub height: u32,
    /// The JPEG.
    pub jpeg: Vec<u8>,
}

/// A small picture of the picture that `bytes` are. Nothing for what is no picture, cannot be decoded, or is too
/// large to be worth it.
#[must_use]
pub fn thumbnail(bytes: &[u8]) -> Option<Thumbnail> {
    // A decoder that fails on a picture must not end a run that needs its thumbnail only.
    catch_unwind(|| make(bytes)).ok().flatten()
}

fn make(bytes: &[u8]) -> Option<Thumbnail> {
    let picture = match format::detect(bytes)? {
        Format::Jpeg => from_jpeg(bytes)?,
        Format::Png => decoded(bytes, ImageFormat::Png)?,
        Format::Gif => decoded(bytes, ImageFormat::Gif)?,
        Format::Bmp => decoded(bytes, ImageFormat::Bmp)?,
        Format::Webp => decoded(bytes, ImageFormat::WebP)?,
        _ => return None,
    };
    let (width, height) = picture.dimensions();
    let mut bytes = Vec::new();
    let encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.encode(&picture, width.try_into().ok()?, height.try_into().ok()?, ColorType::Rgb).ok()?;
    Some(Thumbnail { width, height, jpeg: bytes })
}

fn from_jpeg(bytes: &[u8]) -> Option<RgbImage> {
    let known = jpeg::read(bytes)?;
    let pixels = u64::from(known.width?) * u64::from(known.height?);
    if pixels > MOST_PIXELS || (known.progressive && pixels > MOST_PROGRESSIVE_PIXELS) {
        return None;
    }
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(usize::try_from(MOST_BYTES).ok()?);
    // At twice the size that is wanted, so that making it smaller smooths what the decoder leaves rough.
    let side = u16::try_from(2 * LONGEST).ok()?;
    let (width, height) = decoder.scale(side, side).ok()?;
    let pixels = decoder.decode().ok()?;
    let (width, height) = (u32::from(width), u32::from(height));
    let picture = match decoder.info()?.pixel_format {
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels)?,
        PixelFormat::L8 => grey(width, height, pixels.into_iter()),
        PixelFormat::L16 => grey(width, height, pixels.chunks_exact(2).map(|pair| pair[1])),
        PixelFormat::CMYK32 => cmyk(width, height, &pixels),
    };
    let orientation = known.exif.map_or(1, |exif| exif::read(exif).orientation);
    Some(turned(small(&picture), orientation))
}

fn grey(width: u32, height: u32, values: impl Iterator<Item = u8>) -> RgbImage {
    let mut picture = RgbImage::new(width, height);
    for (pixel, value) in picture.pixels_mut().zip(values) {
        *pixel = Rgb([value; 3]);
    }
    picture
}

/// Adobe writes inverted inks, which is how the decoder hands them over.
fn cmyk(width: u32, height: u32, inks: &[u8]) -> RgbImage {
    let mut picture = RgbImage::new(width, height);
    for (pixel, inks) in picture.pixels_mut().zip(inks.chunks_exact(4)) {
        let black = u16::from(255 - inks[3]);
        *pixel = Rgb([0, 1, 2].map(|at| {
            let light = u16::from(255 - inks[at]) * black / 255;
            u8::try_from(light).unwrap_or(u8::MAX)
        }));
    }
    picture
}

fn decoded(bytes: &[u8], format: ImageFormat) -> Option<RgbImage> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let (width, height) = reader.into_dimensions().ok()?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let picture = match reader.decode().ok()? {
        DynamicImage::ImageRgb8(picture) => picture,
        other if other.color().has_alpha() => on_white(&other.into_rgba8()),
        other => other.into_rgb8(),
    };
    Some(small(&picture))
}

/// What is transparent shows the paper.
fn on_white(picture: &RgbaImage) -> RgbImage {
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (pixel, layered) in flat.pixels_mut().zip(picture.pixels()) {
        let alpha = u32::from(layered[3]);
        *pixel = Rgb([0, 1, 2].map(|at| {
            let value = (u32::from(layered[at]) * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(value).unwrap_or(u8::MAX)
        }));
    }
    flat
}

/// No longer than a thumbnail may be. Small pictures stay as they are.
fn small(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= LONGEST {
        return picture.clone();
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(LONGEST) / u64::from(longest);
        u32::try_from(side).unwrap_or(LONGEST).max(1)
    };
    imageops::thumbnail(picture, scaled(width), scaled(height))
}

/// As a person sees it (EXIF 2.32, section 4.6.4, Orientation).
fn turned(picture: RgbImage, orientation: u8) -> RgbImage {
    match orientation {
        2 => imageops::flip_horizontal(&picture),
        3 => imageops::rotate180(&picture),
        4 => imageops::flip_vertical(&picture),
        5 => imageops::rotate90(&imageops::flip_vertical(&picture)),
        6 => imageops::rotate90(&picture),
        7 => imageops::rotate270(&imageops::flip_vertical(&picture)),
        8 => imageops::rotate270(&picture),
        _ => picture,
    }
}
