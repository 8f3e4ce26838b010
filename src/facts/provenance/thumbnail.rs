//! Whether the thumbnail that a camera put into EXIF shows the picture beside it. Programs that change a picture and
//! know nothing of EXIF leave the old thumbnail there.
//!
//! Cameras make thumbnails of 160 × 120 whatever the shape of the picture: with bars, clipped or squeezed; and they
//! are not turned with the picture. So all of these are tried, and only what is like none of them is another picture.

use super::super::jpeg;
use super::super::pdq::{self, Hash, pdq};
use super::super::pixels::{Grey, grey_jpeg};
use super::{Evidence, Says, Source};

/// Bits of 256 in which the hashes of the two must differ at least. Different pictures differ in some 128, and in no
/// fewer than 100 in any turn; of the same, clipped by 5 % a side, it is some 60.
const LEAST_DISTANCE: u32 = 90;
/// Of pictures below this quality a hash says little.
const LEAST_QUALITY: u8 = 50;
/// A thumbnail has no more pixels than this; whatever else is there is not made small by a camera.
const MOST_PIXELS: u64 = 1 << 20;

/// The evidence, where the thumbnail shows another picture than the one that was made small.
pub(super) fn read(thumbnail: &[u8], picture: &Grey) -> Option<Evidence> {
    let known = jpeg::read_sequential(thumbnail, MOST_PIXELS).filter(|known| known.damage.is_none())?;
    let distance = distance(picture, &grey_jpeg(thumbnail, &known, pdq::SIDE)?)?;
    (distance >= LEAST_DISTANCE).then(|| Evidence {
        source: Source::Thumbnail,
        place: "EXIF Thumbnail".to_owned(),
        says: Says::Edited,
        program: None,
        value: Some(format!("PDQ {distance}/256")),
    })
}

/// In how many bits the hashes of two pictures differ at least, however one was turned or fitted into the shape of the
/// other. Nothing where there is too little to see.
fn distance(picture: &Grey, thumbnail: &Grey) -> Option<u32> {
    let hashes =
        |grey: &Grey| pdq(grey).filter(|found| found.quality >= LEAST_QUALITY).map(|found| found.turns);
    let (whole, small) = (hashes(picture)?, hashes(thumbnail)?);
    let shape = |grey: &Grey| (grey.across().length(), grey.down().length());
    // What is left of one in the shape of the other, upright and on its side.
    let parts = |of: &Grey, (width, height)| {
        [of.middle(width, height), of.middle(height, width)]
            .into_iter()
            .flatten()
            .filter_map(|part| hashes(&part))
    };
    let fitted = parts(thumbnail, shape(picture)).collect::<Vec<_>>();
    let clipped = parts(picture, shape(thumbnail)).collect::<Vec<_>>();
    let pairs = std::iter::once((&whole, &small))
        .chain(fitted.iter().map(|part| (&whole, part)))
        .chain(clipped.iter().map(|part| (part, &small)));
    pairs.map(|(one, other)| nearest(one, other)).min()
}

fn nearest([upright, ..]: &[Hash; 8], turns: &[Hash; 8]) -> u32 {
    turns.iter().map(|turn| upright.distance(turn)).min().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::pixels::grey;

    /// A picture of waves that `seed` decides, each pixel from 0 to 255, at a place in parts of its width.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped")]
    fn scene(seed: u32, x: f64, y: f64) -> u8 {
        let mut state = seed.wrapping_mul(0x9E37_79B9) | 1;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1u32 << 24)
        };
        let sum: f64 = (0..14)
            .map(|_| {
                let (across, down, start) = (next() * 16.0 - 8.0, next() * 16.0 - 8.0, next() * 6.3);
                ((across * x + down * y) * 3.0 + start).sin()
            })
            .sum();
        (128.0 + sum * 28.0).clamp(0.0, 255.0) as u8
    }

    /// A JPEG of a scene, as a window onto it: left, top, right, bottom in parts of its width and height.
    fn shot(seed: u32, size: (u16, u16), [left, top, right, bottom]: [f64; 4], bar: u16) -> Vec<u8> {
        let (width, height) = size;
        let mut pixels = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let inner = height - 2 * bar;
                let down = f64::from(y.saturating_sub(bar)) / f64::from(inner);
                let (x, y_in) = (f64::from(x) / f64::from(width), down);
                let is_bar = y < bar || y >= height - bar;
                let value = match is_bar {
                    true => 0,
                    false => scene(seed, left + (right - left) * x, (top + (bottom - top) * y_in) * 0.75),
                };
                pixels.push(value);
            }
        }
        let mut bytes = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
        encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Luma).unwrap();
        bytes
    }

    const WHOLE: [f64; 4] = [0.0, 0.0, 1.0, 1.0];

    #[test]
    fn the_thumbnail_of_a_picture_shows_it_however_it_was_fitted() {
        for seed in 0..12 {
            let picture = grey(&shot(seed, (800, 600), WHOLE, 0), pdq::SIDE).unwrap();
            let wide = grey(&shot(seed, (1600, 900), WHOLE, 0), pdq::SIDE).unwrap();
            for (name, of, thumbnail) in [
                ("plain", &picture, shot(seed, (160, 120), WHOLE, 0)),
                ("squeezed", &wide, shot(seed, (160, 120), WHOLE, 0)),
                ("with bars", &wide, shot(seed, (160, 120), WHOLE, 15)),
                ("clipped", &wide, shot(seed, (160, 120), [0.125, 0.0, 0.875, 1.0], 0)),
                ("a little more to see", &picture, shot(seed, (160, 120), [-0.02, -0.02, 1.02, 1.02], 0)),
            ] {
                assert_eq!(read(&thumbnail, of), None, "{name} {seed}");
            }
            for orientation in 1..=8 {
                let turned = wide.clone().turned(orientation);
                assert_eq!(read(&shot(seed, (160, 120), WHOLE, 15), &turned), None, "{orientation} {seed}");
            }
        }
    }

    #[test]
    fn another_picture_is_told_and_an_empty_one_is_not() {
        let picture = grey(&shot(1, (800, 600), WHOLE, 0), pdq::SIDE).unwrap();
        for seed in 2..60 {
            let evidence = read(&shot(seed, (160, 120), WHOLE, 0), &picture);
            assert!(evidence.is_some_and(|found| found.source == Source::Thumbnail), "{seed}");
        }
        let black = shot(2, (160, 120), WHOLE, 60);
        assert_eq!(read(&black, &picture), None);
        assert_eq!(read(&black[..300], &picture), None);
        assert_eq!(read(b"", &picture), None);
    }
}
