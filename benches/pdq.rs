//! What it takes to hash a photo of 12 megapixels, stage by stage: `cargo bench --bench pdq`.

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::hint::black_box;
use std::sync::LazyLock;

use divan::Bencher;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use sealpack::facts::{self, jpeg, pdq, pixels};

const WIDTH: u16 = 4000;
const HEIGHT: u16 = 3000;

/// Soft spots with noise, as a camera would write them.
static PHOTO: LazyLock<Vec<u8>> = LazyLock::new(|| photo(false));
static PROGRESSIVE: LazyLock<Vec<u8>> = LazyLock::new(|| photo(true));

fn photo(progressive: bool) -> Vec<u8> {
    let mut state = 1u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 29
    };
    let wave = |at: u32, period: u32| {
        let phase = at % period;
        phase.min(period - phase) * 170 / period
    };
    let (width, height) = (u32::from(WIDTH), u32::from(HEIGHT));
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let light = wave(x + y / 3, 900) + wave(y, 700) + wave(x * 2 + y, 230) / 4;
            let colour = [light, light * 7 / 8, wave(x, 1700) + wave(y, 1100)];
            pixels.extend(colour.map(|value| u8::try_from((value + noise()).min(255)).unwrap()));
        }
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_progressive(progressive);
    encoder.encode(&pixels, WIDTH, HEIGHT, ColorType::Rgb).unwrap();
    file
}

/// Proving it whole, which gives its grey picture at an eighth of the size.
#[divan::bench]
fn prove(bencher: Bencher<'_, '_>) {
    let photo = &*PHOTO;
    bencher.bench(|| jpeg::read(black_box(photo)).unwrap().luma.unwrap().means.len());
}

#[divan::bench]
fn prove_progressive(bencher: Bencher<'_, '_>) {
    let photo = &*PROGRESSIVE;
    bencher.bench(|| jpeg::read(black_box(photo)).unwrap().luma.unwrap().means.len());
}

/// The hash of the picture at an eighth.
#[divan::bench]
fn hash(bencher: Bencher<'_, '_>) {
    let grey = pixels::grey(&PHOTO, pdq::SIDE).unwrap();
    bencher.bench(|| pdq::pdq(black_box(&grey)));
}

/// All facts of the photo: what a check does.
#[divan::bench]
fn all_facts(bencher: Bencher<'_, '_>) {
    let photo = &*PHOTO;
    bencher.bench(|| facts::read(black_box(photo)));
}

/// For comparison: decoding it once more, at an eighth of its size in colour.
#[divan::bench]
fn decode_at_an_eighth(bencher: Bencher<'_, '_>) {
    let photo = &*PHOTO;
    bencher.bench(|| pixels::colour(black_box(photo), pdq::SIDE).unwrap().width());
}

/// For comparison: decoding it whole.
#[divan::bench(sample_count = 5)]
fn decode_whole(bencher: Bencher<'_, '_>) {
    let photo = &*PHOTO;
    bencher.bench(|| pixels::grey(black_box(photo), u32::MAX).unwrap().width());
}

fn main() {
    divan::main();
}
