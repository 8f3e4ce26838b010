use super::*;
use crate::facts::pixels;
use crate::facts::sketch::Sketch;

/// The sketch of a picture, by way of a bitmap.
fn sketch(width: u32, height: u32, grey: impl Fn(u32, u32) -> u8) -> Sketch {
    let picture = ::image::GrayImage::from_fn(width, height, |x, y| ::image::Luma([grey(x, y)]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ::image::ImageFormat::Bmp).unwrap();
    Sketch::of(&pixels::grey(bytes.get_ref(), 192).unwrap()).unwrap()
}

/// Shapes of all sizes.
fn scene(x: u32, y: u32) -> u8 {
    let spot = |at: (i32, i32), size: i32| {
        let (across, down) = (x.cast_signed() - at.0, y.cast_signed() - at.1);
        across * across + down * down < size * size
    };
    let places = [
        (60, 50, 40),
        (200, 90, 60),
        (330, 210, 50),
        (120, 220, 45),
        (290, 40, 25),
        (30, 150, 20),
        (220, 250, 30),
    ];
    let shade = places.iter().position(|&(x, y, size)| spot((x, y), size)).map_or(200, |at| 20 + 25 * at);
    u8::try_from(shade + ((x / 20 + y / 15) % 3 * 12) as usize).unwrap()
}

fn same(verdict: &Verdict) -> &[Change] {
    match verdict {
        Verdict::Same { changes, .. } => changes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_picture_is_itself() {
    let one = sketch(400, 300, scene);
    assert_eq!(compare(&one, &one, Turn::default()), Verdict::Same { changes: Vec::new(), certainty: 99 });
}

#[test]
fn all_eight_turns_are_found_by_hash_and_told() {
    let one = sketch(400, 300, scene);
    let keys = Keys::of(&one);
    for orientation in 1..=8 {
        let turn = Turn::shown(orientation);
        let (width, height) = if turn.on_its_side() { (300, 400) } else { (400, 300) };
        let other = sketch(width, height, |x, y| {
            let (x, y) = turn.source(x as usize, y as usize, 400, 300);
            scene(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
        });
        let found =
            keys.shown().min_by_key(|(_, hash)| hash.distance(&Keys::of(&other).stored()[0])).unwrap();
        assert_eq!(found.0, turn);
        let mut expected = Vec::new();
        expected.extend(turn.mirrored.then_some(Change::Mirrored));
        expected.extend((turn.quarters > 0).then_some(Change::Turned(u16::from(turn.quarters) * 90)));
        assert_eq!(same(&compare(&one, &other, turn)), expected);
        assert_eq!(same(&compare(&other, &one, turn.inverse())).len(), expected.len());
    }
}

#[test]
fn what_was_cut_off_is_told_for_each_side_and_in_both_orders() {
    let one = sketch(400, 300, scene);
    let other = sketch(340, 270, |x, y| scene(x + 40, y + 30));
    for (first, second, expected) in [(&one, &other, Which::Second), (&other, &one, Which::First)] {
        let verdict = compare(first, second, Turn::default());
        let [Change::Cropped { which, kept }] = same(&verdict) else { panic!("{verdict:?}") };
        assert_eq!(*which, expected);
        let off = [kept.left - 0.1, kept.top - 0.1, kept.right - 0.95, kept.bottom - 1.0];
        assert!(off.iter().all(|off| off.abs() < 0.006), "{kept:?}");
    }
}

#[test]
fn a_cut_is_told_in_the_orientation_of_the_picture_that_shows_more() {
    let cut = sketch(400, 240, |x, y| scene(x, y + 60));
    let upside_down = sketch(400, 300, |x, y| scene(399 - x, 299 - y));
    let verdict = compare(&cut, &upside_down, Turn::shown(3));
    let [Change::Turned(180), Change::Cropped { which: Which::First, kept }] = same(&verdict) else {
        panic!("{verdict:?}")
    };
    assert!(kept.top < 0.01 && (kept.bottom - 0.8).abs() < 0.01, "{kept:?}");
}

#[test]
fn a_margin_is_told_from_a_cut() {
    let one = sketch(400, 300, scene);
    let framed = sketch(500, 400, |x, y| {
        if (50..450).contains(&x) && (60..360).contains(&y) { scene(x - 50, y - 60) } else { 0 }
    });
    let verdict = compare(&one, &framed, Turn::default());
    let [Change::Framed { which: Which::Second, inside }] = same(&verdict) else { panic!("{verdict:?}") };
    assert!((inside.left - 0.1).abs() < 0.01 && (inside.top - 0.15).abs() < 0.01, "{inside:?}");
}

#[test]
fn light_is_told_as_that_of_the_second_against_the_first() {
    let one = sketch(400, 300, scene);
    let darker = sketch(400, 300, |x, y| u8::try_from(u32::from(scene(x, y)) * 8 / 10).unwrap());
    let verdict = compare(&one, &darker, Turn::default());
    let [Change::Light { brightness, contrast }] = same(&verdict) else { panic!("{verdict:?}") };
    assert!((-21..=-19).contains(brightness) && (-2..=2).contains(contrast), "{verdict:?}");
}

#[test]
fn a_watermark_is_told_with_its_place_and_a_hole_in_the_middle_is_no_watermark() {
    let one = sketch(400, 300, scene);
    let with = |left: u32, top: u32, right: u32, bottom: u32| {
        sketch(400, 300, move |x, y| {
            if (left..right).contains(&x) && (top..bottom).contains(&y) { 255 } else { scene(x, y) }
        })
    };
    let verdict = compare(&one, &with(240, 276, 390, 294), Turn::default());
    let [Change::Covered { second, .. }] = same(&verdict) else { panic!("{verdict:?}") };
    assert!((second.left - 0.6).abs() < 0.03 && (second.top - 0.92).abs() < 0.03, "{second:?}");
    let verdict = compare(&one, &with(180, 120, 220, 200), Turn::default());
    assert!(matches!(verdict, Verdict::Similar { share: 90.. }), "{verdict:?}");
}

#[test]
fn small_angles_are_told_with_their_direction() {
    // sin and cos of 2 degrees.
    let (sine, cosine) = (0.034_899_5_f32, 0.999_390_8_f32);
    let one = sketch(400, 300, scene);
    let other = sketch(400, 300, |x, y| {
        let (x, y) = (x as f32 - 200.0, y as f32 - 150.0);
        // Clockwise: what was at the top is further right.
        let from = (x * cosine + y * sine + 200.0, y * cosine - x * sine + 150.0);
        let inside = (0.0..400.0).contains(&from.0) && (0.0..300.0).contains(&from.1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the picture")]
        if inside { scene(from.0 as u32, from.1 as u32) } else { 255 }
    });
    let angle = |verdict: &Verdict| {
        same(verdict).iter().find_map(|change| match change {
            Change::Rotated(tenths) => Some(*tenths),
            _ => None,
        })
    };
    assert!(matches!(angle(&compare(&one, &other, Turn::default())), Some(18..=22)));
    assert!(matches!(angle(&compare(&other, &one, Turn::default())), Some(-22..=-18)));
}

#[test]
fn blank_pages_tell_nothing() {
    let blank = sketch(400, 300, |_, _| 250);
    let signed = sketch(400, 300, |x, y| if x > 380 && y > 290 { 0 } else { 250 });
    assert_eq!(compare(&blank, &blank, Turn::default()), Verdict::Different);
    assert_eq!(compare(&signed, &signed, Turn::default()), Verdict::Different);
}

#[test]
fn sketches_of_any_shape_are_compared_without_a_panic() {
    let sketches = [(3000, 40), (40, 3000), (33, 33), (96, 32), (400, 300)].map(|(width, height)| {
        sketch(width, height, |x, y| u8::try_from((x * 7 + y * y / 3) % 256).unwrap())
    });
    for one in &sketches {
        for other in &sketches {
            for turn in Turn::ALL {
                let _ = compare(one, other, turn);
            }
        }
    }
}
