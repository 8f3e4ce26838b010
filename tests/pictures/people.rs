//! People, as they look from some distance.

use super::canvas::{Canvas, Paint};
use super::dice::Dice;

/// One person standing with the feet at `at`, `tall` high, as `seed` says.
pub fn person(canvas: &mut Canvas, at: (f32, f32), tall: f32, seed: u64) {
    let mut dice = Dice::new(seed, "person");
    let (x, feet) = at;
    let skin =
        Paint::flat([dice.between(170.0, 225.0), dice.between(130.0, 175.0), dice.between(100.0, 140.0)]);
    let hair = Paint::flat(dice.colour(15.0, 60.0, 10.0));
    let clothes = |dice: &mut Dice| match dice.below(3) {
        0 => dice.colour(20.0, 80.0, 25.0),
        1 => dice.colour(90.0, 180.0, 70.0),
        _ => dice.colour(180.0, 245.0, 15.0),
    };
    let coat = Paint::flat(clothes(&mut dice)).rough(14.0, 0.03, seed);
    let trousers = Paint::flat(dice.colour(25.0, 110.0, 25.0));
    let wide = tall * dice.between(0.10, 0.15);
    let stride = tall * dice.between(0.0, 0.10);
    for side in [-1.0, 1.0] {
        let hip = (x + side * wide * 0.35, feet - tall * 0.46);
        canvas.line(hip, (x + side * (wide * 0.3 + stride), feet), tall * 0.075, &trousers);
        let hand = (x + side * wide * dice.between(1.0, 2.2), feet - tall * dice.between(0.38, 0.72));
        canvas.line((x + side * wide * 0.75, feet - tall * 0.78), hand, tall * 0.055, &coat);
    }
    canvas.ellipse((x - wide, feet - tall * 0.86, x + wide, feet - tall * 0.38), &coat);
    let head = tall * 0.068;
    canvas.ellipse((x - head, feet - tall, x + head, feet - tall * 0.84), &skin);
    canvas.ellipse((x - head, feet - tall * 1.01, x + head, feet - tall * 0.92), &hair);
}

/// People here and there between `left` and `right`; those further down stand nearer and are larger. At
/// another moment most of the same people stand somewhere else.
pub fn group(
    canvas: &mut Canvas,
    bounds: (f32, f32, f32, f32),
    count: u64,
    tall: f32,
    seed: u64,
    moment: u64,
) {
    let mut places: Vec<(f32, f32, u64)> = (0..count)
        .map(|number| {
            let who = seed.wrapping_mul(31).wrapping_add(number);
            let mut home = Dice::new(who, "home");
            // Some stand still.
            let moment = if home.chance(0.6) { moment } else { 0 };
            let mut now = Dice::new(who ^ moment.wrapping_mul(0x51_7cc1), "now");
            let x = home.between(bounds.0, bounds.2) + now.between(-0.11, 0.11);
            let y = home.between(bounds.1, bounds.3) + now.between(-0.012, 0.012);
            (x.clamp(bounds.0, bounds.2), y, who)
        })
        .collect();
    places.sort_by(|one, other| one.1.total_cmp(&other.1));
    for (x, y, who) in places {
        let near = (y - bounds.1) / (bounds.3 - bounds.1).max(0.01);
        person(canvas, (x, y), tall * (0.75 + 0.5 * near), who);
    }
}
