//! The sums of cells, while a picture is being decoded.

use super::{Picture, Side};

/// Sums of the pixels of each cell; `N` numbers to a pixel. Rows may come in any order, but each of them once.
pub(super) struct Cells<const N: usize> {
    across: Side,
    down: Side,
    sums: Vec<[u32; N]>,
}

impl<const N: usize> Cells<N> {
    /// For a picture of so many pixels, with at least so many cells to a side where it has as many pixels.
    pub(super) fn new(width: u32, height: u32, at_least: u32) -> Option<Self> {
        if width == 0 || height == 0 || u64::from(width) * u64::from(height) > super::MOST_PIXELS {
            return None;
        }
        let (across, down) = (Side::new(width, at_least), Side::new(height, at_least));
        let count = usize::try_from(u64::from(across.cells()) * u64::from(down.cells())).ok()?;
        Some(Self { across, down, sums: vec![[0; N]; count] })
    }

    /// Adds row `y`.
    pub(super) fn add(&mut self, y: u32, row: impl IntoIterator<Item = [u8; N]>) {
        let cells = self.across.cells() as usize;
        let start = (y / self.down.step) as usize * cells;
        let sums = self.sums.get_mut(start..start + cells).unwrap_or_default();
        let mut row = row.into_iter();
        for sums in sums {
            for pixel in row.by_ref().take(self.across.step as usize) {
                for (sum, value) in sums.iter_mut().zip(pixel) {
                    *sum += u32::from(value);
                }
            }
        }
    }

    /// The means of the cells. Each pixel that came is itself `scale` × `scale` pixels of a picture of `width` ×
    /// `height`.
    pub(super) fn means(self, scale: u32, width: u32, height: u32) -> Option<Picture<[u8; N]>> {
        let cells = self.across.cells();
        let places = (0..self.down.cells()).flat_map(|y| (0..cells).map(move |x| (x, y)));
        let pixels = places.zip(&self.sums).map(|((x, y), sums)| {
            let pixels = self.across.cell(x).len() * self.down.cell(y).len();
            let count = u32::try_from(pixels).unwrap_or(u32::MAX).max(1);
            sums.map(|sum| u8::try_from(sum.saturating_add(count / 2) / count).unwrap_or(u8::MAX))
        });
        let side = |side: Side, length| Side { length, step: side.step.saturating_mul(scale), ..side };
        Picture::new(side(self.across, width), side(self.down, height), pixels.collect())
    }

    /// The means of the cells of a picture whose every pixel came.
    pub(super) fn whole(self) -> Option<Picture<[u8; N]>> {
        let (width, height) = (self.across.length, self.down.length);
        self.means(1, width, height)
    }
}
