//! Streets, parks and squares.

use image::RgbImage;

use super::canvas::{Canvas, Paint, WIDE};
use super::dice::{Dice, cloudy};
use super::{Take, people, writing};

/// Beyond the edges, so that a camera that moves still sees something.
const LEFT: f32 = -0.4;
const RIGHT: f32 = WIDE + 0.4;

fn sky(canvas: &mut Canvas, dice: &mut Dice, horizon: f32) {
    canvas.near = 0.1;
    let grey = dice.chance(0.4);
    let top = if grey {
        dice.colour(150.0, 215.0, 8.0)
    } else {
        [dice.between(40.0, 110.0), dice.between(110.0, 170.0), dice.between(190.0, 245.0)]
    };
    let bottom = dice.colour(190.0, 245.0, 12.0);
    let clouds = dice.between(0.0, if grey { 18.0 } else { 45.0 });
    let paint = Paint::flat(top).to(bottom).rough(clouds, dice.between(0.15, 0.5), dice.any());
    canvas.rectangle((-1.0, -0.3, WIDE + 1.0, horizon), &paint);
}

fn building(canvas: &mut Canvas, dice: &mut Dice, left: f32, ground: f32, wide: f32, tall: f32) {
    let wall = dice.colour(70.0, 225.0, 28.0);
    let seed = dice.any();
    let shade = wall.map(|value| value * dice.between(0.75, 0.98));
    canvas.rectangle(
        (left, ground - tall, left + wide, ground),
        &Paint::flat(wall).to(shade).rough(10.0, 0.05, seed),
    );
    let (columns, rows) = (3 + dice.below(7), 2 + (tall / 0.07) as u64);
    let (cell_x, cell_y) = (wide / columns as f32, tall / rows as f32);
    let (share_x, share_y) = (dice.between(0.4, 0.8), dice.between(0.35, 0.7));
    let glass = dice.colour(20.0, 110.0, 20.0);
    for row in 0..rows {
        for column in 0..columns {
            let lit = dice.between(0.5, 1.7);
            let (x, y) = (
                left + (column as f32 + 0.5 - share_x / 2.0) * cell_x,
                ground - tall + (row as f32 + 0.25) * cell_y,
            );
            let paint = Paint::flat(glass.map(|value| (value * lit).min(250.0)));
            canvas.rectangle((x, y, x + share_x * cell_x, y + share_y * cell_y), &paint);
        }
    }
    if dice.chance(0.5) {
        let sign =
            Paint::flat([dice.between(120.0, 230.0), dice.between(10.0, 60.0), dice.between(10.0, 60.0)]);
        let (top, high) = (ground - 0.12, 0.05);
        canvas.rectangle((left, top, left + wide, top + high), &sign);
        let letters = Paint::flat([250.0, 235.0, 120.0]);
        writing::line(canvas, (left + 0.01, top + 0.008), high * 0.7, wide - 0.02, dice.any(), &letters);
    }
}

fn tree(canvas: &mut Canvas, dice: &mut Dice, x: f32, ground: f32, tall: f32) {
    let bark = Paint::flat(dice.colour(45.0, 95.0, 14.0));
    canvas.line((x, ground), (x, ground - tall * 0.6), tall * 0.06, &bark);
    let green = [dice.between(25.0, 110.0), dice.between(70.0, 150.0), dice.between(15.0, 60.0)];
    for _ in 0..7 {
        let (cx, cy) = (x + tall * dice.between(-0.22, 0.22), ground - tall * dice.between(0.5, 0.95));
        let (a, b) = (tall * dice.between(0.12, 0.26), tall * dice.between(0.10, 0.2));
        let light = dice.between(0.7, 1.25);
        let leaves = Paint::flat(green.map(|value| value * light)).rough(45.0, 0.02, dice.any());
        canvas.ellipse((cx - a, cy - b, cx + a, cy + b), &leaves);
    }
}

fn billboard(canvas: &mut Canvas, dice: &mut Dice, left: f32, top: f32, wide: f32, high: f32) {
    let post = Paint::flat(dice.colour(60.0, 140.0, 5.0));
    for share in [0.15, 0.85] {
        canvas.line(
            (left + wide * share, top + high),
            (left + wide * share, top + high + 0.16),
            0.012,
            &post,
        );
    }
    let back = if dice.chance(0.6) {
        [dice.between(150.0, 225.0), dice.between(10.0, 50.0), dice.between(15.0, 50.0)]
    } else {
        dice.colour(60.0, 235.0, 70.0)
    };
    canvas.rectangle(
        (left, top, left + wide, top + high),
        &Paint::flat(back).to(back.map(|value| value * 0.8)),
    );
    let dark = back.iter().sum::<f32>() < 400.0;
    let ink = Paint::flat(if dark { [250.0, 240.0, 170.0] } else { [120.0, 20.0, 20.0] });
    let lines = 1 + dice.below(3);
    let size = (high * 0.8 / (lines as f32 * 1.25)).min(wide / 5.0);
    for number in 0..lines {
        writing::line(
            canvas,
            (left + wide * 0.05, top + high * 0.1 + number as f32 * size * 1.25),
            size,
            wide * dice.between(0.6, 0.92),
            dice.any(),
            &ink,
        );
    }
}

fn ground(canvas: &mut Canvas, dice: &mut Dice, horizon: f32, green: bool) {
    let near = if green {
        [dice.between(60.0, 130.0), dice.between(110.0, 165.0), dice.between(30.0, 80.0)]
    } else {
        dice.colour(95.0, 200.0, 10.0)
    };
    let far = near.map(|value| value * dice.between(0.75, 1.15));
    let paint = Paint::flat(far).to(near).rough(
        if green { 30.0 } else { 14.0 },
        dice.between(0.02, 0.08),
        dice.any(),
    );
    canvas.rectangle((LEFT - 1.0, horizon, RIGHT + 1.0, 1.4), &paint);
}

fn car(canvas: &mut Canvas, dice: &mut Dice, x: f32, y: f32, long: f32) {
    let body = dice.colour(30.0, 240.0, 60.0);
    let paint = Paint::flat(body).to(body.map(|value| value * 0.6));
    canvas.ellipse(
        (x + long * 0.15, y - long * 0.42, x + long * 0.85, y),
        &Paint::flat(dice.colour(30.0, 90.0, 8.0)),
    );
    canvas.rectangle((x, y - long * 0.24, x + long, y - long * 0.05), &paint);
    for share in [0.2, 0.8] {
        let wheel = (x + long * share, y - long * 0.05);
        canvas.ellipse(
            (wheel.0 - long * 0.09, wheel.1 - long * 0.09, wheel.0 + long * 0.09, wheel.1 + long * 0.09),
            &Paint::flat([20.0; 3]),
        );
    }
}

/// A street: houses, trees, a road, sometimes a billboard, cars, people.
pub fn street(seed: u64, take: Take) -> RgbImage {
    let mut dice = Dice::new(seed, "street");
    let mut canvas = Canvas::new(take.view);
    let horizon = dice.between(0.5, 0.72);
    sky(&mut canvas, &mut dice, horizon);
    canvas.near = 0.7;
    ground(&mut canvas, &mut dice, horizon - 0.01, false);
    let mut left = LEFT;
    while left < RIGHT {
        let (wide, tall) = (dice.between(0.14, 0.45), dice.between(0.12, horizon * 0.9));
        if dice.chance(0.88) {
            building(&mut canvas, &mut dice, left, horizon + 0.01, wide, tall);
        }
        left += wide + if dice.chance(0.4) { dice.between(0.0, 0.12) } else { 0.0 };
    }
    canvas.near = 1.0;
    let curb = dice.between(horizon + 0.08, 0.85);
    let road = Paint::flat(dice.colour(60.0, 120.0, 4.0)).rough(9.0, 0.02, dice.any());
    canvas.rectangle((LEFT - 1.0, curb, RIGHT + 1.0, curb + dice.between(0.1, 0.4)), &road);
    for number in 0..8 {
        let x = LEFT + number as f32 * 0.3;
        canvas.rectangle((x, curb + 0.07, x + 0.15, curb + 0.078), &Paint::flat([225.0; 3]));
    }
    for _ in 0..dice.below(6) {
        let (x, y, tall) =
            (dice.between(LEFT, RIGHT), dice.between(horizon + 0.02, curb), dice.between(0.2, 0.5));
        tree(&mut canvas, &mut dice, x, y, tall);
    }
    if dice.chance(0.55) {
        let (left, top, wide) = (dice.between(0.05, 0.75), dice.between(0.25, 0.5), dice.between(0.25, 0.6));
        let high = wide * dice.between(0.3, 0.6);
        billboard(&mut canvas, &mut dice, left, top, wide, high);
    }
    for _ in 0..dice.below(3) {
        let (x, y, long) =
            (dice.between(0.0, 1.1), dice.between(curb + 0.03, 0.95), dice.between(0.15, 0.35));
        car(&mut canvas, &mut dice, x, y, long);
    }
    let count = 3 + dice.below(6);
    people::group(
        &mut canvas,
        (0.02, curb - 0.04, WIDE, curb + 0.12),
        count,
        dice.between(0.16, 0.3),
        seed,
        take.moment,
    );
    canvas.developed(take, 5.0)
}

/// A park: hills, a lawn, trees, a path or a pond, people.
pub fn park(seed: u64, take: Take) -> RgbImage {
    let mut dice = Dice::new(seed, "park");
    let mut canvas = Canvas::new(take.view);
    let horizon = dice.between(0.3, 0.6);
    sky(&mut canvas, &mut dice, horizon + 0.1);
    canvas.near = 0.4;
    let (high, reach, hills) = (dice.between(0.05, 0.2), dice.between(0.2, 0.6), dice.any());
    let far = Paint::flat([dice.between(70.0, 130.0), dice.between(100.0, 150.0), dice.between(90.0, 150.0)])
        .rough(16.0, 0.05, hills);
    canvas.fill((LEFT - 1.0, 0.0, RIGHT + 1.0, horizon + 0.1), &far, |x, y| {
        y > horizon - high * (0.6 + cloudy(x / reach, 0.0, hills))
    });
    canvas.near = 0.8;
    ground(&mut canvas, &mut dice, horizon, true);
    if dice.chance(0.5) {
        let (x, y, a) = (dice.between(0.1, 1.2), dice.between(horizon + 0.12, 0.9), dice.between(0.2, 0.5));
        let water = Paint::flat([70.0, 110.0, 140.0]).to([150.0, 180.0, 200.0]).rough(20.0, 0.06, dice.any());
        canvas.ellipse((x - a, y - a * 0.22, x + a, y + a * 0.22), &water);
    }
    let (start, bend) = (dice.between(0.0, WIDE), dice.between(-1.2, 1.2));
    let path = Paint::flat(dice.colour(150.0, 215.0, 12.0)).rough(10.0, 0.03, dice.any());
    canvas.fill((LEFT - 1.0, horizon, RIGHT + 1.0, 1.3), &path, |x, y| {
        let near = (y - horizon) / (1.0 - horizon);
        (x - start - bend * near * near).abs() < 0.015 + 0.13 * near
    });
    canvas.near = 1.0;
    let mut trees: Vec<(f32, f32)> =
        (0..4 + dice.below(9)).map(|_| (dice.between(LEFT, RIGHT), dice.between(horizon, 0.95))).collect();
    trees.sort_by(|one, other| one.1.total_cmp(&other.1));
    for (x, y) in trees {
        let tall = 0.15 + (y - horizon) * dice.between(0.7, 1.2);
        tree(&mut canvas, &mut dice, x, y, tall);
    }
    let count = 2 + dice.below(7);
    people::group(
        &mut canvas,
        (0.02, horizon + 0.15, WIDE, 0.98),
        count,
        dice.between(0.2, 0.4),
        seed,
        take.moment,
    );
    canvas.developed(take, 5.0)
}

/// A square with an event on it: a stage with a banner, rows of people.
pub fn square(seed: u64, take: Take) -> RgbImage {
    let mut dice = Dice::new(seed, "square");
    let mut canvas = Canvas::new(take.view);
    let horizon = dice.between(0.42, 0.6);
    sky(&mut canvas, &mut dice, horizon);
    canvas.near = 0.7;
    ground(&mut canvas, &mut dice, horizon, false);
    for _ in 0..2 + dice.below(3) {
        let (left, wide, tall) = (dice.between(LEFT, 1.2), dice.between(0.25, 0.6), dice.between(0.15, 0.4));
        building(&mut canvas, &mut dice, left, horizon + 0.01, wide, tall);
    }
    for _ in 0..dice.below(5) {
        let x = dice.between(LEFT, RIGHT);
        tree(&mut canvas, &mut dice, x, horizon + 0.04, 0.25);
    }
    canvas.near = 1.0;
    let (left, wide, top) = (dice.between(0.05, 0.5), dice.between(0.5, 0.85), dice.between(0.15, 0.35));
    let high = wide * dice.between(0.3, 0.45);
    billboard(&mut canvas, &mut dice, left, top, wide, high);
    let stage = Paint::flat([dice.between(120.0, 190.0), 30.0, 35.0]).rough(10.0, 0.05, dice.any());
    canvas.rectangle((left - 0.05, top + high + 0.14, left + wide + 0.05, top + high + 0.2), &stage);
    let count = 2 + dice.below(5);
    people::group(
        &mut canvas,
        (left, top + high + 0.13, left + wide, top + high + 0.15),
        count,
        0.2,
        seed ^ 1,
        take.moment,
    );
    let count = 8 + dice.below(20);
    people::group(&mut canvas, (0.0, 0.82, WIDE, 1.12), count, dice.between(0.22, 0.34), seed, take.moment);
    canvas.developed(take, 5.0)
}
