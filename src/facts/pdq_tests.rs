use proptest::prelude::*;

use super::super::pixels::Picture;
use super::*;

/// A picture of noise.
fn noise(width: u32, height: u32, seed: u64) -> Grey {
    let mut state = seed | 1;
    let pixels = (0..width * height)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        })
        .collect();
    Picture::whole(width, height, pixels).unwrap()
}

/// A picture of 40 × 40 soft spots.
fn spots(width: u32, height: u32, seed: u64) -> Grey {
    let coarse = noise(41, 41, seed);
    let value = |x: u32, y: u32| u32::from(coarse.pixels()[(y * 41 + x) as usize]);
    // In 256ths of a spot.
    let at = |x: u32, y: u32| {
        let (x, y) = (x * 39 * 256 / width, y * 39 * 256 / height);
        let ((left, right), (top, bottom)) = ((x / 256, x % 256), (y / 256, y % 256));
        let upper = value(left, top) * (256 - right) + value(left + 1, top) * right;
        let lower = value(left, top + 1) * (256 - right) + value(left + 1, top + 1) * right;
        u8::try_from((upper * (256 - bottom) + lower * bottom) >> 16).unwrap()
    };
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| at(x, y))).collect();
    Picture::whole(width, height, pixels).unwrap()
}

#[test]
fn half_of_the_bits_are_set_and_text_is_read_back() {
    for seed in 0..20 {
        let hash = pdq(&spots(200, 150, seed)).unwrap().turns[0];
        assert_eq!(hash.words().iter().map(|word| word.count_ones()).sum::<u32>(), 128);
        let text = hash.to_string();
        assert_eq!((text.len(), text.parse()), (64, Ok(hash)));
        assert_eq!(Hash::from_words(hash.words()), hash);
    }
    let text = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";
    assert_eq!(text.parse::<Hash>().unwrap().to_string(), text);
    for text in ["", "f8", &"g".repeat(64), &"é".repeat(32), &format!("+{}", &text[1..])] {
        assert_eq!(text.parse::<Hash>(), Err(NoHash));
    }
}

#[test]
fn the_lowest_bit_is_the_lowest_frequency_downwards_and_across() {
    // Brighter at the top left: of all frequencies that are kept the lowest in both directions is strongest.
    let pixels = (0..64u32 * 64).map(|at| if at % 64 < 32 && at / 64 < 32 { 255 } else { 0 }).collect();
    let hash = pdq(&Picture::whole(64, 64, pixels).unwrap()).unwrap().turns[0];
    assert_eq!(hash.words()[0] & 1, 1);
    // Brighter on the left is nothing downwards: only mirrored across are the bits other ones.
    let pixels = (0..64u32 * 64).map(|at| u8::try_from(255 - at % 64 * 4).unwrap()).collect();
    let found = pdq(&Picture::whole(64, 64, pixels).unwrap()).unwrap();
    assert!(found.quality > 20, "{}", found.quality);
}

#[test]
fn pictures_with_nothing_to_see_have_no_quality() {
    let plain = Picture::whole(300, 200, vec![255; 60_000]).unwrap();
    assert_eq!(pdq(&plain).unwrap().quality, 0);
    assert_eq!(pdq(&noise(64, 64, 5)).unwrap().quality, 100);
    assert_eq!(pdq(&noise(4, 64, 5)), None);
    assert!(pdq(&noise(5, 5, 5)).is_some());
}

#[test]
fn different_pictures_are_far_apart() {
    let hashes: Vec<Hash> = (0..40).map(|seed| pdq(&spots(320, 240, seed * 77)).unwrap().turns[0]).collect();
    for (at, hash) in hashes.iter().enumerate() {
        assert!(hashes[..at].iter().all(|other| hash.distance(other) > 70));
        assert_eq!(hash.distance(hash), 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// With these sides the reference's filter treats both ends of a side alike.
    #[test]
    fn turned_pictures_have_the_turned_hashes(seed: u64, orientation in 1..=8u8, wide in 0..3usize, high in 0..3usize) {
        let sides = [64, 320, 576];
        let picture = noise(sides[wide], sides[high], seed);
        let turns = pdq(&picture).unwrap().turns;
        let again = pdq(&picture.turned(orientation)).unwrap();
        prop_assert_eq!(turns[usize::from(orientation) - 1], again.turns[0]);
    }

    /// Where the filter lies half a pixel beside the middle, a few weak frequencies fall to the other side.
    #[test]
    fn turned_pictures_of_any_size_have_nearly_the_turned_hashes(
        seed: u64, orientation in 1..=8u8, width in 400..800u32, height in 400..800u32,
    ) {
        let picture = spots(width, height, seed);
        let turns = pdq(&picture).unwrap().turns;
        let again = pdq(&picture.turned(orientation)).unwrap().turns;
        prop_assert!(turns[usize::from(orientation) - 1].distance(&again[0]) <= 24);
    }

    #[test]
    fn weights_of_a_point_are_one_together(length in 5..20_000u32, point in 0..SQUARE, reversed: bool) {
        let picture = Picture::whole(length, 1, vec![0; length as usize]).unwrap();
        let side = if reversed { picture.turned(2).across() } else { picture.across() };
        let weights = Weights::of(point, side);
        let sum: f64 = weights.weights.iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        prop_assert!(weights.first + weights.weights.len() <= length as usize);
    }
}
