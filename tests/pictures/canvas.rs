//! What pictures are painted on. The world is one unit high and four thirds of a unit wide; y points down.

use image::{Rgb, RgbImage};

use super::Take;
use super::dice::{Dice, cloudy};

/// Pixels across and down.
pub const SIZE: (u32, u32) = (800, 600);
/// How wide the world is.
pub const WIDE: f32 = 4.0 / 3.0;

/// Where the camera stands.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// How far to the right, and how far down. What is near moves more than what is far.
    pub place: (f32, f32),
    /// How many times larger everything is.
    pub zoom: f32,
}

impl Default for View {
    fn default() -> Self {
        Self { place: (0.0, 0.0), zoom: 1.0 }
    }
}

/// What an area is painted with.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    /// The colour at the top of the area, and the one at its bottom.
    pub top: [f32; 3],
    pub bottom: [f32; 3],
    /// How much the brightness varies from place to place, and over which distance.
    pub grain: f32,
    pub reach: f32,
    pub seed: u64,
}

impl Paint {
    /// One colour.
    pub fn flat(colour: [f32; 3]) -> Self {
        Self { top: colour, bottom: colour, grain: 0.0, reach: 1.0, seed: 0 }
    }

    /// Becomes `colour` towards the bottom.
    pub fn to(self, colour: [f32; 3]) -> Self {
        Self { bottom: colour, ..self }
    }

    /// A rough surface.
    pub fn rough(self, grain: f32, reach: f32, seed: u64) -> Self {
        Self { grain, reach, seed, ..self }
    }

    fn at(&self, x: f32, y: f32, down: f32) -> [f32; 3] {
        let rough = if self.grain > 0.0 {
            self.grain * cloudy(x / self.reach, y / self.reach, self.seed)
        } else {
            0.0
        };
        [0, 1, 2].map(|at| self.top[at] * (1.0 - down) + self.bottom[at] * down + rough)
    }
}

/// The bounds of an area: left, top, right, bottom.
pub type Bounds = (f32, f32, f32, f32);

/// A picture in the making.
pub struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<[f32; 3]>,
    view: View,
    /// How near what is painted next is: 0 does not move with the camera, 1 moves fully.
    pub near: f32,
}

impl Canvas {
    /// An empty picture.
    pub fn new(view: View) -> Self {
        let (width, height) = SIZE;
        Self { width, height, pixels: vec![[255.0; 3]; (width * height) as usize], view, near: 1.0 }
    }

    /// Paints what is `inside`, within bounds.
    pub fn fill(&mut self, bounds: Bounds, paint: &Paint, inside: impl Fn(f32, f32) -> bool) {
        let (unit, middle) = (self.height as f32 * self.view.zoom, (WIDE / 2.0, 0.5));
        let place = (self.view.place.0 * self.near, self.view.place.1 * self.near);
        let pixel =
            |at: f32, middle: f32, place: f32| (at - middle - place) * unit + middle * self.height as f32;
        let first = |at: f32| at.ceil().max(0.0) as u32;
        let columns = first(pixel(bounds.0, middle.0, place.0) - 0.5)
            ..first(pixel(bounds.2, middle.0, place.0) - 0.5).min(self.width);
        let rows = first(pixel(bounds.1, middle.1, place.1) - 0.5)
            ..first(pixel(bounds.3, middle.1, place.1) - 0.5).min(self.height);
        let world = |at: u32, middle: f32, place: f32| {
            (at as f32 + 0.5 - middle * SIZE.1 as f32) / unit + middle + place
        };
        for row in rows {
            let y = world(row, middle.1, place.1);
            let down = ((y - bounds.1) / (bounds.3 - bounds.1)).clamp(0.0, 1.0);
            for column in columns.clone() {
                let x = world(column, middle.0, place.0);
                if inside(x, y) {
                    self.pixels[(row * self.width + column) as usize] = paint.at(x, y, down);
                }
            }
        }
    }

    /// Everything.
    pub fn everywhere(&mut self, paint: &Paint) {
        self.fill((-2.0, -0.2, 4.0, 1.2), paint, |_, _| true);
    }

    /// A rectangle.
    pub fn rectangle(&mut self, bounds: Bounds, paint: &Paint) {
        self.fill(bounds, paint, |_, _| true);
    }

    /// An ellipse that fills its bounds.
    pub fn ellipse(&mut self, bounds: Bounds, paint: &Paint) {
        let (x, y) = (f32::midpoint(bounds.0, bounds.2), f32::midpoint(bounds.1, bounds.3));
        let (a, b) = ((bounds.2 - bounds.0) / 2.0, (bounds.3 - bounds.1) / 2.0);
        self.fill(bounds, paint, |at_x, at_y| {
            let (across, down) = ((at_x - x) / a, (at_y - y) / b);
            across * across + down * down <= 1.0
        });
    }

    /// A line with round ends.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), thick: f32, paint: &Paint) {
        let half = thick / 2.0;
        let bounds = (
            from.0.min(to.0) - half,
            from.1.min(to.1) - half,
            from.0.max(to.0) + half,
            from.1.max(to.1) + half,
        );
        self.fill(bounds, paint, |x, y| distance((x, y), from, to) <= half);
    }

    /// What the camera makes of it: a little blur, darker corners, the light, the noise of the sensor.
    pub fn developed(&self, take: Take, noise: f32) -> RgbImage {
        let mut dice = Dice::new(take.noise, "noise");
        let (width, height) = (self.width as usize, self.height as usize);
        let mut picture = RgbImage::new(self.width, self.height);
        for (row, line) in picture.rows_mut().enumerate() {
            for (column, pixel) in line.enumerate() {
                let here = row * width + column;
                let left = here - usize::from(column > 0);
                let right = here + usize::from(column + 1 < width);
                let above = if row > 0 { here - width } else { here };
                let below = if row + 1 < height { here + width } else { here };
                let (x, y) = (column as f32 / width as f32 - 0.5, row as f32 / height as f32 - 0.5);
                let corner = if noise > 1.0 { 1.0 - 0.35 * (x * x + y * y) } else { 1.0 };
                let speck = (dice.unit() + dice.unit() + dice.unit() - 1.5) * 2.0 * noise;
                *pixel = Rgb([0, 1, 2].map(|at| {
                    let around = self.pixels[left][at]
                        + self.pixels[right][at]
                        + self.pixels[above][at]
                        + self.pixels[below][at];
                    let value = self.pixels[here][at] * 0.5 + around * 0.125;
                    (value * corner * take.light[at] + speck).clamp(0.0, 255.0) as u8
                }));
            }
        }
        picture
    }
}

/// How far a point is from a line between two others.
pub fn distance(point: (f32, f32), from: (f32, f32), to: (f32, f32)) -> f32 {
    let (along_x, along_y) = (to.0 - from.0, to.1 - from.1);
    let length = (along_x * along_x + along_y * along_y).max(1e-9);
    let share = (((point.0 - from.0) * along_x + (point.1 - from.1) * along_y) / length).clamp(0.0, 1.0);
    let (x, y) = (point.0 - from.0 - share * along_x, point.1 - from.1 - share * along_y);
    (x * x + y * y).sqrt()
}
