//! Perceptual hashes of pictures: PDQ, as Meta published it ("The TMK+PDQF Video-Hashing Algorithm and the PDQ
//! Image-Hashing Algorithm"; the section titles below are its own).
//!
//! The same picture, recompressed or made smaller, has nearly the same 256 bits; two different pictures differ in
//! about half of them. The eight ways to turn and mirror a picture come from one transform.
//!
//! Everything here is multiplied and added in one order, and cosines come from a recurrence, so that a hash is the
//! same on every processor.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::pixels::{Grey, Side};

/// Pixels of a side that a picture made small needs ([`super::pixels::grey`]): then its hash lies within a few bits
/// of that of the whole picture.
pub const SIDE: u32 = 192;

/// Pixels that a side must have at least (the reference hashes none with fewer).
const LEAST_SIDE: u32 = 5;
/// The sides of the square to which a picture is made small before it is transformed.
const SQUARE: usize = 64;
/// The frequencies that are kept in each direction, from the lowest but the mean.
const KEPT: usize = 16;
/// What the sum of significant gradients is divided by to give the quality ("Hash quality metric").
const GRADIENTS_TO_QUALITY: u32 = 90;

type Square = Vec<[f64; SQUARE]>;
type Spectrum = [[f64; KEPT]; KEPT];

/// A hash of 256 bits. As text 64 hexadecimal digits, the highest frequencies first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Hash([u64; 4]);

/// What PDQ says of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Pdq {
    /// The hashes of the picture and of what it becomes turned and mirrored: at `n - 1` as a picture would be
    /// shown whose EXIF orientation is `n` (EXIF 2.32, section 4.6.4). The first is that of the picture itself.
    pub turns: [Hash; 8],
    /// How much there is to see, 0 to 100. Below 50 the hash is of little use: it is mostly noise.
    pub quality: u8,
}

/// The hash of the picture itself and its quality, under the names of `schemas/inventory.schema.json`.
impl Serialize for Pdq {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [hash, ..] = self.turns;
        let mut facts = serializer.serialize_struct("Pdq", 2)?;
        facts.serialize_field("pdq", &hash.to_string())?;
        facts.serialize_field("pdqQuality", &self.quality)?;
        facts.end()
    }
}

/// The hashes of a picture. Nothing where a side has fewer than five pixels.
#[must_use]
pub fn pdq(picture: &Grey) -> Option<Pdq> {
    if picture.across().length().min(picture.down().length()) < LEAST_SIDE {
        return None;
    }
    let square = square(picture);
    let spectrum = spectrum(&square);
    let turns = [1, 2, 3, 4, 5, 6, 7, 8].map(|orientation| Hash::of(&turned(&spectrum, orientation)));
    Some(Pdq { turns, quality: quality(&square) })
}

/// The picture in 64 × 64 points ("Downsampling"): two passes of a box filter in each direction, of which only
/// the points that are kept are computed. Each is a weighted mean of pixels around it.
fn square(picture: &Grey) -> Square {
    let across: Vec<Weights> = (0..SQUARE).map(|point| Weights::of(point, picture.across())).collect();
    let down: Vec<Weights> = (0..SQUARE).map(|point| Weights::of(point, picture.down())).collect();
    let narrow: Vec<[f64; SQUARE]> = picture
        .rows()
        .map(|row| {
            let mut points = [0.0; SQUARE];
            for (point, weights) in points.iter_mut().zip(&across) {
                *point = weights.pairs(row).map(|(weight, &value)| weight * f64::from(value)).sum();
            }
            points
        })
        .collect();
    let mut square = vec![[0.0; SQUARE]; SQUARE];
    for (points, weights) in square.iter_mut().zip(&down) {
        for (weight, row) in weights.pairs(&narrow) {
            for (point, value) in points.iter_mut().zip(row) {
                *point += weight * value;
            }
        }
    }
    square
}

/// How much each pixel along a side counts for one of the points.
struct Weights {
    /// The first pixel that counts.
    first: usize,
    /// What it and those after it count.
    weights: Vec<f64>,
}

impl Weights {
    fn of(point: usize, side: Side) -> Self {
        let length = u64::from(side.length());
        // The window of a box is 1/128 of the side, rounded up. The middle one of an even number is the later one.
        let window = length.div_ceil(2 * SQUARE as u64);
        let ahead = u64::midpoint(window, 2);
        let reach = |at: u64| (at + ahead).saturating_sub(window)..(at + ahead).min(length);
        let second = reach((2 * point as u64 + 1) * length / (2 * SQUARE as u64));
        let cell_at = |pixel: u64| side.cell_at(u32::try_from(pixel).unwrap_or(u32::MAX));
        let first = cell_at(reach(second.start).start);
        let last = cell_at(reach(second.end - 1).end - 1);
        let mut weights = vec![0.0; (last - first) as usize + 1];
        let each = 1.0 / (second.end - second.start) as f64;
        for at in second {
            let reach = reach(at);
            let each = each / (reach.end - reach.start) as f64;
            for cell in cell_at(reach.start)..=cell_at(reach.end - 1) {
                let pixels = side.cell(cell);
                let shared = u64::from(pixels.end).min(reach.end) - u64::from(pixels.start).max(reach.start);
                if let Some(weight) = weights.get_mut((cell - first) as usize) {
                    *weight += each * shared as f64;
                }
            }
        }
        Self { first: first as usize, weights }
    }

    fn pairs<'a, T>(&'a self, all: &'a [T]) -> impl Iterator<Item = (f64, &'a T)> {
        self.weights.iter().copied().zip(all.iter().skip(self.first))
    }
}

/// How much there is to see ("Hash quality metric"): the significant differences between neighbours.
fn quality(square: &[[f64; SQUARE]]) -> u8 {
    let significant = |(one, other): (&f64, &f64)| {
        let percent = ((one - other) * 100.0 / 255.0).abs();
        // Of 0 to 100, and only whole ones count.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let percent = percent as u32;
        percent
    };
    let downwards = square.iter().zip(square.iter().skip(1)).flat_map(|(row, below)| row.iter().zip(below));
    let rightwards = square.iter().flat_map(|row| row.iter().zip(row.iter().skip(1)));
    let sum: u32 = downwards.chain(rightwards).map(significant).sum();
    u8::try_from(sum / GRADIENTS_TO_QUALITY).unwrap_or(100).min(100)
}

/// The cosines of multiples of π / 128, over a whole turn.
const COSINES: [f64; 4 * SQUARE] = cosines();

/// By cos (n + 1)x = 2 cos x cos nx - cos (n - 1)x, whose errors stay below 10⁻¹² here.
const fn cosines() -> [f64; 4 * SQUARE] {
    const FIRST: f64 = 0.999_698_818_696_204_2;
    let mut cosines = [1.0; 4 * SQUARE];
    cosines[1] = FIRST;
    let mut at = 2;
    while at < cosines.len() {
        cosines[at] = 2.0 * FIRST * cosines[at - 1] - cosines[at - 2];
        at += 1;
    }
    cosines
}

/// The lowest 16 × 16 frequencies without the means ("Discrete cosine transform"), scaled alike. Rows are the
/// frequencies downwards.
fn spectrum(square: &[[f64; SQUARE]]) -> Spectrum {
    let cosine = |frequency: usize, point: usize| COSINES[(frequency + 1) * (2 * point + 1) % COSINES.len()];
    let mut downwards = [[0.0; SQUARE]; KEPT];
    for (frequency, sums) in downwards.iter_mut().enumerate() {
        for (point, row) in square.iter().enumerate() {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += cosine(frequency, point) * value;
            }
        }
    }
    let mut spectrum = [[0.0; KEPT]; KEPT];
    for (sums, row) in spectrum.iter_mut().zip(&downwards) {
        for (frequency, sum) in sums.iter_mut().enumerate() {
            *sum = row.iter().enumerate().map(|(point, value)| cosine(frequency, point) * value).sum();
        }
    }
    spectrum
}

/// The spectrum of the picture that is shown where this orientation is stated of the one whose spectrum is given:
/// mirroring changes the sign of every other frequency, and lying on its side exchanges rows and columns.
fn turned(spectrum: &Spectrum, orientation: u8) -> Spectrum {
    let from_right = matches!(orientation, 2 | 3 | 7 | 8);
    let from_bottom = matches!(orientation, 3 | 4 | 6 | 7);
    let on_its_side = orientation >= 5;
    let mut turned = [[0.0; KEPT]; KEPT];
    for (y, row) in turned.iter_mut().enumerate() {
        for (x, value) in row.iter_mut().enumerate() {
            let (row, column) = if on_its_side { (x, y) } else { (y, x) };
            // The lowest frequency that is kept is the first, an odd one.
            let changes = (from_right && column % 2 == 0) ^ (from_bottom && row % 2 == 0);
            *value = if changes { -spectrum[row][column] } else { spectrum[row][column] };
        }
    }
    turned
}

impl Hash {
    /// The frequencies that are stronger than the median ("Hash bits").
    fn of(spectrum: &Spectrum) -> Self {
        let mut sorted = spectrum.as_flattened().to_vec();
        let (_, &mut median, _) = sorted.select_nth_unstable_by(KEPT * KEPT / 2 - 1, f64::total_cmp);
        let mut words = [0; 4];
        for (word, values) in words.iter_mut().zip(spectrum.as_flattened().chunks_exact(64)) {
            let bits = values.iter().rev();
            *word = bits.fold(0, |word, &value| word << 1 | u64::from(value > median));
        }
        Self(words)
    }

    /// The hash with these bits, 64 in each number, the lowest first.
    #[must_use]
    pub fn from_words(words: [u64; 4]) -> Self {
        Self(words)
    }

    /// The bits, 64 in each number, the lowest first.
    #[must_use]
    pub fn words(&self) -> [u64; 4] {
        self.0
    }

    /// In how many bits two hashes differ: of the same picture in a few, of different pictures in about 128. Up
    /// to 31 is the published threshold for a match.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        self.0.iter().zip(other.0).map(|(one, other)| (one ^ other).count_ones()).sum()
    }
}

impl Display for Hash {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|word| write!(f, "{word:016x}"))
    }
}

/// A text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PDQ hash has 64 hexadecimal digits")]
pub struct NoHash;

impl FromStr for Hash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoHash);
        }
        let word = |at: usize| {
            let digits = text.get(at * 16..at * 16 + 16).ok_or(NoHash)?;
            u64::from_str_radix(digits, 16).map_err(|_| NoHash)
        };
        Ok(Self([word(3)?, word(2)?, word(1)?, word(0)?]))
    }
}

#[cfg(test)]
#[path = "pdq_tests.rs"]
mod tests;
