//! A set of pictures that look like the real ones, for the search for pictures used twice: different
//! pictures, pairs that merely resemble each other, and one picture altered in the ways that people alter
//! pictures. The same seeds give the same pictures.
#![allow(unreachable_pub, reason = "a test file is a crate of its own")]
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(clippy::expect_used, reason = "a test may fail anywhere")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "coordinates of pictures are small and what leaves a picture is cut off"
)]
#![allow(clippy::many_single_char_names, reason = "geometry")]

pub mod alter;
pub mod canvas;
pub mod dice;
pub mod outdoors;
pub mod pairs;
pub mod papers;
pub mod people;
pub mod rooms;
pub mod writing;

use image::RgbImage;

use canvas::View;

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motif {
    Street,
    Park,
    Square,
    Room,
    Stall,
    Poster,
    Scan,
    Page,
    Certificate,
}

/// How a picture was taken: what differs between two pictures of the same thing.
#[derive(Debug, Clone, Copy)]
pub struct Take {
    /// Where the people stand, and which clouds are above them.
    pub moment: u64,
    /// Where the camera stands.
    pub view: View,
    /// Brightness of the red, green and blue light.
    pub light: [f32; 3],
    /// The noise of the sensor.
    pub noise: u64,
}

impl Take {
    /// The one way in which each picture of the set was taken.
    pub fn plain(seed: u64) -> Self {
        Self { moment: seed, view: View::default(), light: [1.0; 3], noise: seed }
    }
}

/// How many pictures of each motif the set has.
const COUNTS: [(Motif, u64); 9] = [
    (Motif::Street, 42),
    (Motif::Park, 34),
    (Motif::Square, 30),
    (Motif::Room, 34),
    (Motif::Stall, 16),
    (Motif::Poster, 14),
    (Motif::Scan, 20),
    (Motif::Page, 20),
    (Motif::Certificate, 10),
];

/// The different pictures of the set: what each shows, and its seed.
pub fn different() -> Vec<(Motif, u64)> {
    COUNTS.iter().flat_map(|&(motif, count)| (0..count).map(move |seed| (motif, 1000 + seed))).collect()
}

/// Paints one picture of the set.
pub fn paint(motif: Motif, seed: u64, take: Take) -> RgbImage {
    match motif {
        Motif::Street => outdoors::street(seed, take),
        Motif::Park => outdoors::park(seed, take),
        Motif::Square => outdoors::square(seed, take),
        Motif::Room => rooms::room(seed, take),
        Motif::Stall => rooms::stall(seed, take),
        Motif::Poster => papers::poster(seed, take),
        Motif::Scan => papers::scan(seed, seed, take),
        Motif::Certificate => papers::certificate(seed, seed, take),
        Motif::Page => papers::page(seed, seed, take),
    }
}
