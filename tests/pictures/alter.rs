//! One picture altered, in the ways in which people alter pictures.

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};

use super::dice::Dice;

/// What was done to a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Alteration {
    /// This share of the picture is cut off at each of its sides, in percent.
    Crop(u32),
    /// Turned by this many degrees, the corners filled with white or cut off.
    Turn {
        degrees: f32,
        cut: bool,
    },
    Quarter,
    Half,
    Mirror,
    /// Compressed to this JPEG quality.
    Quality(u8),
    /// Made this many percent of its size.
    Scale(u32),
    Brightness(f32),
    Contrast(f32),
    Saturation(f32),
    Border,
    /// Opaque words in a corner.
    Mark,
    /// Words across the picture, through which it shows.
    Words,
    /// What a telephone shows of it: black above and below.
    Telephone,
    /// What a window of a computer shows of it.
    Window,
}

/// The thirty alterations.
pub fn all() -> Vec<Alteration> {
    use Alteration as A;
    let mut all = Vec::new();
    all.extend([1, 3, 5, 10].map(A::Crop));
    all.extend(
        [(1.0, false), (-2.0, false), (-1.0, true), (2.0, true)]
            .map(|(degrees, cut)| A::Turn { degrees, cut }),
    );
    all.extend([A::Quarter, A::Half, A::Mirror]);
    all.extend([20, 50, 75, 95].map(A::Quality));
    all.extend([25, 50, 150, 200].map(A::Scale));
    all.extend([0.8, 1.2].map(A::Brightness));
    all.extend([0.8, 1.2].map(A::Contrast));
    all.extend([0.8, 1.2].map(A::Saturation));
    all.extend([A::Border, A::Mark, A::Words, A::Telephone, A::Window]);
    all
}

/// The altered picture as a JPEG. `seed` decides what the alteration leaves open.
pub fn altered(picture: &RgbImage, how: Alteration, seed: u64) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let mut dice = Dice::new(seed, "altered");
    let mut quality = 85;
    let made = match how {
        Alteration::Crop(percent) => {
            let (x, y) = (width * percent / 100, height * percent / 100);
            imageops::crop_imm(picture, x, y, width - 2 * x, height - 2 * y).to_image()
        }
        Alteration::Turn { degrees, cut } => turned(picture, degrees, cut),
        Alteration::Quarter => imageops::rotate90(picture),
        Alteration::Half => imageops::rotate180(picture),
        Alteration::Mirror => imageops::flip_horizontal(picture),
        Alteration::Quality(chosen) => {
            quality = chosen;
            picture.clone()
        }
        Alteration::Scale(percent) => {
            imageops::resize(picture, width * percent / 100, height * percent / 100, FilterType::Triangle)
        }
        Alteration::Brightness(gain) => each(picture, |pixel| pixel.map(|value| value * gain)),
        Alteration::Contrast(gain) => {
            each(picture, |pixel| pixel.map(|value| (value - 128.0) * gain + 128.0))
        }
        Alteration::Saturation(gain) => each(picture, |pixel| {
            let grey = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
            pixel.map(|value| grey + (value - grey) * gain)
        }),
        Alteration::Border => {
            let colour = if dice.chance(0.5) { 255 } else { dice.below(90) as u8 };
            let edge = width * (2 + dice.below(4) as u32) / 100;
            framed(picture, [edge; 4], [colour; 3])
        }
        Alteration::Mark => marked(picture, &mut dice),
        Alteration::Words => worded(picture, &mut dice),
        Alteration::Telephone => {
            let edge = height * (15 + dice.below(40) as u32) / 100;
            framed(picture, [0, edge, 0, edge], [0; 3])
        }
        Alteration::Window => {
            let side = |dice: &mut Dice| width * (3 + dice.below(10) as u32) / 100;
            let edges = [side(&mut dice), side(&mut dice) + 30, side(&mut dice), side(&mut dice)];
            let mut shot = framed(picture, edges, [240; 3]);
            let all = shot.width();
            for (x, y, pixel) in shot.enumerate_pixels_mut() {
                let button = x + 70 > all && (8..18).contains(&y) && x % 22 < 10;
                let title = (10..130).contains(&x) && (8..18).contains(&y) && (x / 3 * 7 + y) % 5 < 2;
                if button || title {
                    *pixel = Rgb([60; 3]);
                } else if y < 26 {
                    *pixel = Rgb([222; 3]);
                }
            }
            shot
        }
    };
    jpeg(&made, quality)
}

/// A picture as a JPEG.
pub fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    Encoder::new(&mut bytes, quality).encode(picture, width, height, ColorType::Rgb).expect("a JPEG");
    bytes
}

fn each(picture: &RgbImage, change: impl Fn([f32; 3]) -> [f32; 3]) -> RgbImage {
    let mut made = picture.clone();
    for pixel in made.pixels_mut() {
        pixel.0 = change(pixel.0.map(f32::from)).map(|value| value.clamp(0.0, 255.0) as u8);
    }
    made
}

/// Left, top, right, bottom.
fn framed(picture: &RgbImage, edges: [u32; 4], colour: [u8; 3]) -> RgbImage {
    let (width, height) = (picture.width() + edges[0] + edges[2], picture.height() + edges[1] + edges[3]);
    let mut made = RgbImage::from_pixel(width, height, Rgb(colour));
    imageops::replace(&mut made, picture, i64::from(edges[0]), i64::from(edges[1]));
    made
}

fn turned(picture: &RgbImage, degrees: f32, cut: bool) -> RgbImage {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    // The largest picture of the same shape without an empty corner.
    let zoom = if cut { 1.0 / (cosine + sine.abs() * width / height) } else { 1.0 };
    let kept = ((width * zoom) as u32, (height * zoom) as u32);
    RgbImage::from_fn(kept.0, kept.1, |column, row| {
        let (x, y) = (column as f32 + 0.5 - kept.0 as f32 / 2.0, row as f32 + 0.5 - kept.1 as f32 / 2.0);
        let from = (x * cosine + y * sine + width / 2.0 - 0.5, y * cosine - x * sine + height / 2.0 - 0.5);
        let inside = from.0 >= 0.0 && from.1 >= 0.0 && from.0 <= width - 1.0 && from.1 <= height - 1.0;
        if inside {
            imageops::interpolate_bilinear(picture, from.0, from.1).unwrap_or(Rgb([255; 3]))
        } else {
            Rgb([255; 3])
        }
    })
}

/// White or dark words in a corner, on a plate or without one, or the three lines that cameras of telephones
/// write.
fn marked(picture: &RgbImage, dice: &mut Dice) -> RgbImage {
    let (width, height) = picture.dimensions();
    if dice.chance(0.3) {
        let mut made = picture.clone();
        let top = height * (76 + dice.below(6) as u32) / 100;
        for (line, share) in [(0, 7), (1, 4), (2, 4)] {
            let (from, high) = (top + line * height * 7 / 100, height * share / 100);
            letters(&mut made, (width / 40, from), (width * (20 + 6 * line) / 100, high), [250; 3], None);
        }
        return made;
    }
    let (plate, light) = (dice.chance(0.5), dice.chance(0.7));
    let wide = width * (22 + dice.below(16) as u32) / 100;
    let high = height * (5 + dice.below(4) as u32) / 100;
    let right = dice.chance(0.7);
    let (left, top) = (if right { width - wide - 12 } else { 12 }, height - high - 10);
    let (back, ink) = if light { ([20; 3], [250; 3]) } else { ([250; 3], [30; 3]) };
    let mut made = picture.clone();
    letters(&mut made, (left, top), (wide, high), ink, plate.then_some(back));
    made
}

/// A line of letters at a place, on a plate or without one.
fn letters(made: &mut RgbImage, at: (u32, u32), size: (u32, u32), ink: [u8; 3], plate: Option<[u8; 3]>) {
    let high = size.1;
    for y in 0..high {
        for x in 0..size.0 {
            let (cell, column) = (x / high, (x % high) * 8 / high);
            let seed = u64::from(cell * 64 + column * 8 + y * 8 / high);
            let stroke = super::dice::mixed(seed) % 5 < 2 && (1..7).contains(&column);
            if let Some(colour) = if stroke { Some(ink) } else { plate } {
                made.put_pixel(at.0 + x, at.1 + y, Rgb(colour));
            }
        }
    }
}

/// Rows of slanted grey strokes over the whole picture.
fn worded(picture: &RgbImage, dice: &mut Dice) -> RgbImage {
    let ink = if dice.chance(0.6) { 255.0 } else { 60.0 };
    let (gap, high, shift) =
        (150 + dice.below(90) as u32, 22 + dice.below(14) as u32, dice.below(400) as u32);
    let mut made = picture.clone();
    for (x, y, pixel) in made.enumerate_pixels_mut() {
        let (along, across) = (x + shift, y + x / 3);
        let inside = across % gap < high && (along / high) % 9 < 6;
        let stroke =
            super::dice::mixed(u64::from(along / (high / 5) * 64 + across % gap / (high / 5))) % 5 < 2;
        if inside && stroke {
            pixel.0 = pixel.0.map(|value| (f32::from(value) * 0.65 + ink * 0.35) as u8);
        }
    }
    made
}
