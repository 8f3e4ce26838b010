use proptest::prelude::*;

use super::*;

/// A grey picture of so many pixels.
fn picture(width: u32, height: u32, grey: impl Fn(u32, u32) -> u32) -> Grey {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = pixels.map(|(x, y)| u8::try_from(grey(x, y) & 255).unwrap_or(0)).collect();
    Picture::new(Side::new(width, width), Side::new(height, height), pixels).unwrap()
}

#[test]
fn the_longer_side_has_the_same_number_of_pixels_for_every_picture() {
    let sizes = [(800, 600), (600, 800), (200, 100), (3000, 150), (100, 100), (33, 60)];
    let sketches = sizes.map(|(width, height)| Sketch::of(&picture(width, height, |x, y| x ^ y)).unwrap());
    let pixels = sketches.map(|sketch| (sketch.width(), sketch.height()));
    assert_eq!(pixels, [(96, 72), (72, 96), (96, 48), (96, 12), (96, 96), (33, 60)]);
}

#[test]
fn an_icon_and_a_picture_that_was_made_too_small_have_none() {
    assert_eq!(Sketch::of(&picture(200, 31, |x, y| x ^ y)), None);
    let pixels = vec![0; 50 * 50];
    let coarse = Picture::new(Side::new(800, 25), Side::new(800, 25), pixels).unwrap();
    assert_eq!(Sketch::of(&coarse), None);
}

#[test]
fn a_pixel_is_the_mean_of_what_is_around_it() {
    let sketch = Sketch::of(&picture(960, 96, |x, _| if x < 480 { 20 } else { 220 })).unwrap();
    let row = &sketch.levels()[..96];
    // The tents of the two in the middle reach over the edge by an eighth.
    assert_eq!(row[..47], [5; 47]);
    assert_eq!(row[47..49], [11, 48]);
    assert_eq!(row[49..], [55; 47]);
}

#[test]
fn a_sketch_depends_hardly_on_how_small_the_picture_was_made_before() {
    let grey = |x: u32, y: u32| (x * x / 37 + y * 3) / 4;
    let pixel = |at: u32, step: u32| (0..step).map(move |by| at * step + by);
    let small = |step: u32| {
        let mean = |x: u32, y: u32| {
            let sum: u32 = pixel(y, step).flat_map(|y| pixel(x, step).map(move |x| grey(x, y) & 255)).sum();
            u8::try_from(sum / (step * step)).unwrap()
        };
        let pixels = (0..600 / step).flat_map(|y| (0..600 / step).map(move |x| mean(x, y))).collect();
        let side = Side::new(600, 300 / step);
        Sketch::of(&Picture::new(side, side, pixels).unwrap()).unwrap()
    };
    let far: usize = small(1)
        .levels()
        .iter()
        .zip(small(3).levels())
        .filter(|(one, other)| one.abs_diff(**other) > 3)
        .count();
    assert!(far < 200, "{far} of 9216 pixels");
}

#[test]
fn what_is_no_sketch_is_told_so() {
    let sketch = Sketch::of(&picture(120, 90, |x, y| x * y)).unwrap();
    let text = sketch.text().to_owned();
    assert_eq!(Sketch::read(&text), Some(sketch));
    for end in 0..text.len() {
        assert_eq!(Sketch::read(&text[..end]), None);
    }
    let wide = BASE64.encode(&[&[97_u8, 1][..], &compress_to_vec(&[0; 97], 1)].concat());
    assert_eq!(Sketch::read(&wide), None);
    let bomb = BASE64.encode(&[&[96_u8, 96][..], &compress_to_vec(&vec![0; 10_000_000], 1)].concat());
    assert_eq!(Sketch::read(&bomb), None);
}

#[test]
fn parts_are_within_the_sketch() {
    let sketch = Sketch::of(&picture(120, 90, |x, y| x + y)).unwrap();
    let part = sketch.part(&(24 << 8..72 << 8), &(0..72 << 8), 0).unwrap();
    assert_eq!((part.width(), part.height()), (64, 64));
    let tilted = sketch.part(&(24 << 8..72 << 8), &(0..72 << 8), -9).unwrap();
    assert_ne!(part, tilted);
    assert_eq!(sketch.part(&(0..97 << 8), &(0..72 << 8), 0), None);
    assert_eq!(sketch.part(&(8..8), &(0..72 << 8), 0), None);
}

proptest! {
    #[test]
    fn every_sketch_is_read_as_it_was_written(width in 32_u32..150, height in 32_u32..150, seed in 0_u32..9999) {
        let sketch = Sketch::of(&picture(width, height, |x, y| (x * x * seed / 100) ^ (y * seed))).unwrap();
        let kept = borsh::from_slice::<Sketch>(&borsh::to_vec(&sketch).unwrap()).unwrap();
        prop_assert_eq!(kept.text(), sketch.text());
        prop_assert_eq!(&kept, &sketch);
        prop_assert_eq!(Sketch::read(sketch.text()), Some(sketch));
    }

    #[test]
    fn no_text_makes_reading_fail(text in "[A-Za-z0-9+/=]{0,300}") {
        let _ = Sketch::read(&text);
    }

    #[test]
    fn whatever_was_kept_has_as_many_pixels_as_its_sides_say(
        width: u8,
        height: u8,
        text in "[A-Za-z0-9+/=]{0,300}",
    ) {
        if let Ok(kept) = borsh::from_slice::<Sketch>(&borsh::to_vec(&(width, height, text)).unwrap()) {
            prop_assert_eq!(kept.levels().len(), usize::from(width) * usize::from(height));
            prop_assert!(kept.part(&(0..u32::from(width) << 8), &(0..u32::from(height) << 8), 0).is_some());
        }
    }
}
