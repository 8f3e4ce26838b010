//! Pairs of pictures that resemble each other and are not the same picture.

use image::RgbImage;

use super::canvas::View;
use super::dice::Dice;
use super::{Motif, Take, paint, papers};

/// Why two pictures resemble each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Two frames of one moment: people moved, the hand that held the camera too.
    Burst,
    /// The same place from elsewhere, at another time of the day.
    Place,
    /// Two pages of one web site.
    Template,
    /// Two documents, mostly white.
    Scans,
    /// Two certificates that differ in the name and the number.
    Certificates,
}

/// The pairs: why they resemble each other, and what each shows.
pub fn all() -> Vec<(Likeness, Motif, u64)> {
    let scenes = [Motif::Street, Motif::Park, Motif::Square, Motif::Room];
    let bursts = (0..20).map(|n| (Likeness::Burst, scenes[n % 4], 5000 + n as u64));
    let places = (0..10).map(|n| (Likeness::Place, scenes[n % 4], 6000 + n as u64));
    let pages = (0..10).map(|n| (Likeness::Template, Motif::Page, 7000 + n));
    let scans = (0..10).map(|n| (Likeness::Scans, Motif::Scan, 8000 + n));
    let certificates = (0..10).map(|n| (Likeness::Certificates, Motif::Certificate, 9000 + n));
    bursts.chain(places).chain(pages).chain(scans).chain(certificates).collect()
}

/// Paints one of the pairs.
pub fn painted(likeness: Likeness, motif: Motif, seed: u64) -> (RgbImage, RgbImage) {
    let mut dice = Dice::new(seed, "pair");
    let plain = Take::plain(seed);
    let mut other = Take { noise: seed ^ 0x77, ..plain };
    match likeness {
        Likeness::Burst => {
            other.moment = seed ^ 0x99;
            other.view.place = (dice.between(-0.012, 0.012), dice.between(-0.008, 0.008));
        }
        Likeness::Place => {
            other.moment = seed ^ 0x99;
            let far = if dice.chance(0.5) { 1.0 } else { -1.0 };
            other.view = View {
                place: (far * dice.between(0.06, 0.2), dice.between(-0.03, 0.03)),
                zoom: dice.between(0.9, 1.2),
            };
            let sun = dice.between(0.7, 1.2);
            other.light = [sun, sun * dice.between(0.9, 1.05), sun * dice.between(0.8, 1.1)];
        }
        Likeness::Template => {
            return (papers::page(seed, seed, plain), papers::page(seed, seed ^ 0x55, other));
        }
        Likeness::Certificates => {
            // Half of them were made by a program, the others lay on a scanner.
            if seed.is_multiple_of(2) {
                other.view.place = (dice.between(-0.01, 0.01), dice.between(-0.01, 0.01));
            }
            return (papers::certificate(seed, seed, plain), papers::certificate(seed, seed ^ 0x55, other));
        }
        Likeness::Scans => {
            // Half of them come from one template, the others are any two documents.
            let template = if seed.is_multiple_of(2) { seed } else { seed + 500 };
            other.view.place = (dice.between(-0.01, 0.01), dice.between(-0.01, 0.01));
            return (papers::scan(seed, seed, plain), papers::scan(template, seed ^ 0x55, other));
        }
    }
    (paint(motif, seed, plain), paint(motif, seed, other))
}
