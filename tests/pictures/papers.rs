//! Posters, scanned documents and web pages. The template of a document or page and its text have seeds of
//! their own: two with the same template look alike from afar.

use image::RgbImage;

use super::canvas::{Canvas, Paint, WIDE};
use super::dice::Dice;
use super::{Take, writing};

const INK: [f32; 3] = [35.0, 35.0, 40.0];

/// A poster: a large slogan on a background of colours.
pub fn poster(seed: u64, take: Take) -> RgbImage {
    let mut dice = Dice::new(seed, "poster");
    let mut canvas = Canvas::new(take.view);
    let back = dice.colour(60.0, 230.0, 90.0);
    canvas.everywhere(&Paint::flat(back).to(dice.colour(60.0, 230.0, 90.0)).rough(20.0, 0.4, dice.any()));
    for _ in 0..3 + dice.below(5) {
        let (x, y, a) = (dice.between(-0.1, WIDE), dice.between(0.0, 1.1), dice.between(0.08, 0.35));
        canvas
            .ellipse((x - a, y - a * 0.7, x + a, y + a * 0.7), &Paint::flat(dice.colour(60.0, 240.0, 80.0)));
    }
    let ink = if back.iter().sum::<f32>() > 400.0 { [150.0, 15.0, 20.0] } else { [255.0, 245.0, 190.0] };
    let size = dice.between(0.12, 0.2);
    let mut y = dice.between(0.08, 0.25);
    for _ in 0..=dice.below(3) {
        let x = dice.between(0.06, 0.3);
        writing::line(&mut canvas, (x, y), size, WIDE - 0.06 - x, dice.any(), &Paint::flat(ink));
        y += size * 1.2;
    }
    for _ in 0..dice.below(4) {
        y += 0.06;
        writing::line(&mut canvas, (0.2, y), 0.045, dice.between(0.4, 0.9), dice.any(), &Paint::flat(INK));
    }
    canvas.developed(take, 2.0)
}

/// A scanned document: black text on white, with a heading, sometimes a red head, a seal or a table.
pub fn scan(template: u64, text: u64, take: Take) -> RgbImage {
    let mut layout = Dice::new(template, "scan");
    let mut words = Dice::new(text, "words");
    let mut canvas = Canvas::new(take.view);
    canvas.everywhere(&Paint::flat(layout.colour(238.0, 253.0, 2.0)).rough(2.0, 0.5, template));
    let (left, width) = (layout.between(0.08, 0.16), layout.between(1.0, 1.12));
    let size = layout.between(0.022, 0.032);
    let mut y = layout.between(0.05, 0.12);
    if layout.chance(0.4) {
        let red = Paint::flat([205.0, 30.0, 35.0]);
        writing::line(&mut canvas, (left + 0.2, y), 0.07, width - 0.4, layout.any(), &red);
        canvas.rectangle((left, y + 0.09, left + width, y + 0.094), &red);
        y += 0.13;
    }
    let ink = Paint::flat(INK);
    writing::line(&mut canvas, (left + 0.25, y), size * 1.5, width - 0.5, words.any(), &ink);
    y += size * 3.2;
    let table = layout.chance(0.3).then(|| layout.between(0.4, 0.6));
    while y < 0.9 {
        if let Some(at) = table
            && y > at
            && y < at + 0.25
        {
            for row in 0..6 {
                let line = at + row as f32 * 0.05;
                canvas.rectangle((left, line, left + width, line + 0.003), &ink);
                for column in 0..4 {
                    let x = left + column as f32 * width / 4.0;
                    canvas.rectangle((x, at, x + 0.003, at + 0.25), &ink);
                    let length = words.between(0.04, width / 4.0 - 0.02);
                    writing::line(&mut canvas, (x + 0.01, line + 0.012), size, length, words.any(), &ink);
                }
            }
            y = at + 0.3;
            continue;
        }
        let lines = (2 + words.below(5)).min(1 + ((0.92 - y) / (size * 1.6)) as u64);
        y = writing::paragraph(&mut canvas, (left, y), size, width, lines, words.any(), &ink) + size * 0.4;
    }
    if layout.chance(0.4) {
        let (x, y, seal) = (left + width * 0.75, layout.between(0.7, 0.82), Paint::flat([215.0, 40.0, 45.0]));
        canvas.fill((x - 0.1, y - 0.1, x + 0.1, y + 0.1), &seal, |at_x, at_y| {
            let away = ((at_x - x) * (at_x - x) + (at_y - y) * (at_y - y)).sqrt();
            (0.088..0.1).contains(&away) || away < 0.022
        });
    }
    canvas.developed(take, 1.0)
}

/// A web page: a head with a banner, a menu, an article with a picture, a column of links.
pub fn page(template: u64, text: u64, take: Take) -> RgbImage {
    let mut layout = Dice::new(template, "page");
    let mut words = Dice::new(text, "words");
    let mut canvas = Canvas::new(take.view);
    canvas.everywhere(&Paint::flat(layout.colour(240.0, 255.0, 2.0)));
    let brand = [layout.between(20.0, 210.0), layout.between(20.0, 110.0), layout.between(30.0, 200.0)];
    let head = layout.between(0.07, 0.17);
    canvas.rectangle(
        (-1.0, 0.0, 3.0, head),
        &Paint::flat(brand).to(brand.map(|value| (value * 1.4).min(255.0))),
    );
    let name = layout.between(head * 0.4, head * 0.7);
    writing::line(
        &mut canvas,
        (layout.between(0.03, 0.2), head * 0.15),
        name,
        name * 6.0,
        layout.any(),
        &Paint::flat([255.0; 3]),
    );
    let bar = layout.between(0.03, 0.05);
    canvas.rectangle((-1.0, head, 3.0, head + bar), &Paint::flat(layout.colour(60.0, 230.0, 40.0)));
    for number in 0..6 {
        writing::line(
            &mut canvas,
            (0.06 + number as f32 * 0.2, head + bar * 0.2),
            bar * 0.55,
            0.1,
            layout.any(),
            &Paint::flat([250.0; 3]),
        );
    }
    let side = layout.between(0.25, 0.4);
    let (left, width) =
        if layout.chance(0.5) { (0.06, WIDE - 0.14 - side) } else { (0.1 + side, WIDE - 0.16 - side) };
    let column = if left < 0.1 { WIDE - 0.04 - side } else { 0.05 };
    let ink = Paint::flat(INK);
    let mut y = head + bar + 0.04;
    writing::line(&mut canvas, (left, y), 0.042, width * words.between(0.6, 1.0), words.any(), &ink);
    y += 0.07;
    writing::line(&mut canvas, (left, y), 0.018, 0.35, words.any(), &Paint::flat([150.0; 3]));
    y += 0.045;
    if layout.chance(0.6) {
        let high = layout.between(0.18, 0.32);
        let photo = Paint::flat(words.colour(120.0, 220.0, 50.0)).to(words.colour(40.0, 180.0, 50.0)).rough(
            70.0,
            0.12,
            words.any(),
        );
        canvas.rectangle((left + width * 0.15, y, left + width * 0.85, y + high), &photo);
        for _ in 0..4 {
            let (x, wide) =
                (words.between(left + width * 0.15, left + width * 0.7), words.between(0.03, 0.1));
            let top = y + high * words.between(0.1, 0.7);
            canvas.rectangle((x, top, x + wide, y + high), &Paint::flat(words.colour(20.0, 230.0, 50.0)));
        }
        y += high + 0.03;
    }
    while y < 0.94 {
        let lines = (2 + words.below(4)).min(1 + ((0.95 - y) / 0.04) as u64);
        y = writing::paragraph(&mut canvas, (left, y), 0.025, width, lines, words.any(), &ink) + 0.012;
    }
    let mut y = head + bar + 0.05;
    while y < 0.95 {
        writing::line(
            &mut canvas,
            (column, y),
            0.022,
            side * words.between(0.5, 0.98),
            words.any(),
            &Paint::flat([60.0, 70.0, 120.0]),
        );
        y += 0.042;
    }
    canvas.developed(take, 0.3)
}

/// A certificate: a frame, a title, the same words on each; the name and the number are its own.
pub fn certificate(template: u64, name: u64, take: Take) -> RgbImage {
    let mut layout = Dice::new(template, "certificate");
    let mut own = Dice::new(name, "name");
    let mut canvas = Canvas::new(take.view);
    canvas.everywhere(&Paint::flat(layout.colour(225.0, 252.0, 6.0)).rough(4.0, 0.3, template));
    let red = Paint::flat([layout.between(150.0, 210.0), 30.0, 35.0]);
    let gold = Paint::flat([200.0, 165.0, layout.between(60.0, 110.0)]);
    for (edge, thick, paint) in [(0.03, 0.018, &gold), (0.06, 0.006, &red)] {
        let (right, bottom) = (WIDE - edge, 1.0 - edge);
        canvas.rectangle((edge, edge, right, edge + thick), paint);
        canvas.rectangle((edge, bottom - thick, right, bottom), paint);
        canvas.rectangle((edge, edge, edge + thick, bottom), paint);
        canvas.rectangle((right - thick, edge, right, bottom), paint);
    }
    writing::line(&mut canvas, (0.38, 0.12), 0.13, 0.56, layout.any(), &red);
    let ink = Paint::flat(INK);
    writing::line(&mut canvas, (0.16, 0.34), 0.05, 0.16, own.any(), &ink);
    let size = layout.between(0.04, 0.05);
    let end =
        writing::paragraph(&mut canvas, (0.16, 0.43), size, 1.0, 3 + layout.below(2), layout.any(), &ink);
    writing::line(&mut canvas, (0.16, end + 0.02), 0.028, 0.3, own.any(), &ink);
    writing::line(&mut canvas, (0.8, 0.8), 0.035, 0.36, layout.any(), &ink);
    writing::line(&mut canvas, (0.85, 0.86), 0.03, 0.27, layout.any(), &ink);
    canvas.fill((0.86, 0.7, 1.1, 0.94), &Paint::flat([215.0, 40.0, 45.0]), |x, y| {
        let away = ((x - 0.98) * (x - 0.98) + (y - 0.82) * (y - 0.82)).sqrt();
        (0.095..0.108).contains(&away) || away < 0.025
    });
    canvas.developed(take, 1.0)
}
