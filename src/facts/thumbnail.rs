//! Small pictures of pictures, for reports.
//!
//! Thumbnails go into archives, so they are the same bytes on every processor: nothing here is a decoder or an
//! encoder of a platform.

use ::image::{GrayImage, RgbImage, imageops};
use jpeg_encoder::{ColorType, Encoder};

use super::pixels::{self, Colour};
use super::sketch::Sketch;

/// The quality of a thumbnail, of 100.
const QUALITY: u8 = 72;
/// Pixels of a thumbnail for one of a sketch, so that edges are not steps.
const OF_SKETCH: u32 = 3;

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

/// A small picture of the picture that `bytes` are, its longer side of at most so many pixels. Nothing for what is
/// no picture, cannot be decoded, or is too large to be worth it.
#[must_use]
pub fn thumbnail(bytes: &[u8], longest: u32) -> Option<Thumbnail> {
    let picture = pixels::colour(bytes, longest)?;
    make(&picture, longest.max(1))
}

/// A sketch as a small grey picture.
#[must_use]
pub fn of_sketch(sketch: &Sketch) -> Option<Thumbnail> {
    let [width, height] = [sketch.width(), sketch.height()].map(|side| u32::try_from(side).unwrap_or(0));
    // Six bits of grey become eight.
    let pixels = sketch.levels().iter().map(|level| level << 2 | level >> 4).collect();
    let small = GrayImage::from_raw(width, height, pixels)?;
    let (width, height) = (width.checked_mul(OF_SKETCH)?, height.checked_mul(OF_SKETCH)?);
    let large = imageops::resize(&small, width, height, imageops::FilterType::Triangle);
    let mut jpeg = Vec::new();
    let encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.encode(&large, width.try_into().ok()?, height.try_into().ok()?, ColorType::Luma).ok()?;
    Some(Thumbnail { width, height, jpeg })
}

fn make(picture: &Colour, most: u32) -> Option<Thumbnail> {
    let (across, down) = (picture.across().length(), picture.down().length());
    let longest = across.max(down);
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(most) / u64::from(longest.max(most));
        u32::try_from(side).unwrap_or(most).max(1)
    };
    let pixels = picture.pixels().as_flattened().to_vec();
    let mut small = RgbImage::from_raw(picture.width(), picture.height(), pixels)?;
    let (width, height) = (scaled(across), scaled(down));
    if small.dimensions() != (width, height) {
        small = imageops::thumbnail(&small, width, height);
    }
    let mut jpeg = Vec::new();
    let encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.encode(&small, width.try_into().ok()?, height.try_into().ok()?, ColorType::Rgb).ok()?;
    Some(Thumbnail { width, height, jpeg })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(width: u16, height: u16) -> Vec<u8> {
        let mut file = Vec::new();
        let pixels = vec![150; usize::from(width) * usize::from(height) * 3];
        Encoder::new(&mut file, 90).encode(&pixels, width, height, ColorType::Rgb).unwrap();
        file
    }

    #[test]
    fn thumbnails_keep_their_shape_and_are_jpegs_of_the_size_they_say() {
        for ((width, height), expected) in [
            ((1600, 800), (320, 160)),
            ((805, 1203), (214, 320)),
            ((2000, 10), (320, 1)),
            ((100, 60), (100, 60)),
            ((1, 1), (1, 1)),
        ] {
            let made = thumbnail(&encoded(width, height), 320).unwrap();
            assert_eq!((made.width, made.height), expected);
            let read = crate::facts::jpeg::read(&made.jpeg).unwrap();
            assert_eq!((read.width.zip(read.height), read.damage), (Some(expected), None));
        }
        let smaller = thumbnail(&encoded(1600, 800), 120).unwrap();
        assert_eq!((smaller.width, smaller.height), (120, 60));
        assert_eq!(thumbnail(b"%PDF-1.7", 320), None);
    }
}
