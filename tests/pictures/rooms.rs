//! Rooms with meetings in them, and stalls of a market.

use image::RgbImage;

use super::canvas::{Canvas, Paint, WIDE};
use super::dice::Dice;
use super::{Take, people, writing};

/// A room: walls, a floor, windows, a board or screen, tables, people.
pub fn room(seed: u64, take: Take) -> RgbImage {
    let mut dice = Dice::new(seed, "room");
    let mut canvas = Canvas::new(take.view);
    canvas.near = 0.7;
    let wall = dice.colour(140.0, 235.0, 18.0);
    let floor_at = dice.between(0.6, 0.75);
    canvas.everywhere(&Paint::flat(wall).to(wall.map(|value| value * 0.85)).rough(8.0, 0.3, dice.any()));
    let floor = Paint::flat(dice.colour(70.0, 190.0, 25.0)).rough(18.0, dice.between(0.03, 0.15), dice.any());
    canvas.rectangle((-1.0, floor_at, 3.0, 1.4), &floor);
    for number in 0..6 {
        let x = -0.2 + number as f32 * 0.35;
        canvas.rectangle((x, 0.0, x + dice.between(0.1, 0.2), 0.02), &Paint::flat([252.0; 3]));
    }
    if dice.chance(0.6) {
        let (left, wide) = (dice.between(-0.1, 1.1), dice.between(0.2, 0.35));
        let outside =
            Paint::flat([200.0, 225.0, 245.0]).to([120.0, 160.0, 110.0]).rough(30.0, 0.06, dice.any());
        canvas.rectangle((left, 0.15, left + wide, 0.5), &outside);
        canvas.rectangle((left + wide * 0.48, 0.15, left + wide * 0.52, 0.5), &Paint::flat([240.0; 3]));
        canvas.rectangle((left - 0.03, 0.13, left + 0.03, 0.6), &Paint::flat(dice.colour(60.0, 200.0, 40.0)));
    }
    let (left, top, wide, high) =
        (dice.between(0.15, 0.6), dice.between(0.05, 0.15), dice.between(0.4, 0.7), dice.between(0.22, 0.35));
    let board = if dice.chance(0.5) {
        dice.colour(215.0, 250.0, 6.0)
    } else {
        [dice.between(20.0, 200.0), dice.between(20.0, 70.0), dice.between(30.0, 90.0)]
    };
    canvas
        .rectangle((left - 0.01, top - 0.01, left + wide + 0.01, top + high + 0.01), &Paint::flat([50.0; 3]));
    canvas.rectangle((left, top, left + wide, top + high), &Paint::flat(board));
    let ink = Paint::flat(if board[1] > 150.0 { [40.0, 50.0, 90.0] } else { [250.0, 240.0, 200.0] });
    writing::line(&mut canvas, (left + 0.03, top + 0.03), 0.06, wide - 0.06, dice.any(), &ink);
    for number in 0..3 {
        let y = top + 0.12 + number as f32 * 0.055;
        if y + 0.04 < top + high {
            writing::line(
                &mut canvas,
                (left + 0.03, y),
                0.035,
                wide * dice.between(0.4, 0.9),
                dice.any(),
                &ink,
            );
        }
    }
    people::group(
        &mut canvas,
        (0.05, floor_at + 0.05, WIDE, floor_at + 0.12),
        1 + dice.below(4),
        0.4,
        seed ^ 3,
        take.moment,
    );
    canvas.near = 1.0;
    for row in 0..=dice.below(3) {
        let y = floor_at + 0.08 + row as f32 * 0.13;
        let wood = dice.colour(90.0, 190.0, 30.0);
        let paint = Paint::flat(wood).to(wood.map(|value| value * 0.5)).rough(12.0, 0.05, dice.any());
        let (from, to) = (dice.between(-0.2, 0.3), dice.between(0.9, 1.5));
        canvas.rectangle((from, y, to, y + 0.07), &paint);
        for _ in 0..4 + dice.below(5) {
            let x = dice.between(from, to - 0.08);
            canvas
                .rectangle((x, y - 0.008, x + 0.06, y + 0.012), &Paint::flat(dice.colour(200.0, 250.0, 5.0)));
        }
        people::group(
            &mut canvas,
            (from, y + 0.22, to, y + 0.26),
            2 + dice.below(6),
            0.34,
            seed ^ (row + 9),
            take.moment,
        );
    }
    canvas.developed(take, 7.0)
}

/// A stall of a market: boxes of fruit under an awning.
pub fn stall(seed: u64, take: Take) -> RgbImage {
    let mut dice = Dice::new(seed, "stall");
    let mut canvas = Canvas::new(take.view);
    canvas.everywhere(&Paint::flat(dice.colour(50.0, 150.0, 20.0)).rough(
        40.0,
        dice.between(0.1, 0.3),
        dice.any(),
    ));
    let stripes = 6 + dice.below(8);
    let (one, other) = (dice.colour(180.0, 250.0, 10.0), dice.colour(60.0, 170.0, 70.0));
    for number in 0..stripes * 2 {
        let (x, wide) = (-0.3 + number as f32 * 2.0 / (stripes * 2) as f32, 2.0 / (stripes * 2) as f32);
        let paint = Paint::flat(if number % 2 == 0 { one } else { other });
        canvas.rectangle((x, 0.0, x + wide, 0.16), &paint);
    }
    people::group(&mut canvas, (0.1, 0.62, 1.2, 0.7), 1 + dice.below(4), 0.45, seed, take.moment);
    let (columns, rows) = (3 + dice.below(4), 2 + dice.below(2));
    for row in 0..rows {
        for column in 0..columns {
            let (wide, high) = (1.5 / columns as f32, 0.5 / rows as f32);
            let (x, y) = (-0.08 + column as f32 * wide, 0.5 + row as f32 * high);
            canvas.rectangle(
                (x + 0.005, y, x + wide - 0.005, y + high),
                &Paint::flat(dice.colour(90.0, 170.0, 20.0)),
            );
            let fruit = [dice.between(60.0, 250.0), dice.between(40.0, 220.0), dice.between(10.0, 80.0)];
            let size = dice.between(0.025, 0.06);
            for _ in 0..60 {
                let (cx, cy, light) = (
                    dice.between(x, x + wide - size),
                    dice.between(y, y + high - size),
                    dice.between(0.6, 1.2),
                );
                let colour = fruit.map(|value| (value * light).min(255.0));
                canvas.ellipse(
                    (cx, cy, cx + size, cy + size),
                    &Paint::flat(colour).to(colour.map(|value| value * 0.6)),
                );
            }
            let card = Paint::flat([245.0, 240.0, 220.0]);
            canvas.rectangle((x + wide * 0.3, y - 0.02, x + wide * 0.6, y + 0.04), &card);
            writing::line(
                &mut canvas,
                (x + wide * 0.32, y - 0.01),
                0.04,
                wide * 0.28,
                dice.any(),
                &Paint::flat([30.0; 3]),
            );
        }
    }
    canvas.developed(take, 6.0)
}
