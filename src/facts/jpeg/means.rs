//! The picture at an eighth of its size: the DC coefficient of a block says what its 8 × 8 samples have as their
//! mean (T.81 A.3.3). Proving the file whole passes by all of them.

use super::frame::Frame;

/// Luma of a picture, each number that of a block of 8 × 8 pixels; those at the right and bottom border may be cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Luma {
    /// Blocks across, as coded, the EXIF orientation not applied.
    pub width: u32,
    /// Blocks down.
    pub height: u32,
    /// Their means, row by row: 0 black to 255 white.
    pub means: Vec<u8>,
}

/// The DC coefficients of the first component, as scans send them.
#[derive(Default)]
pub(super) struct Means {
    /// In the order in which they come; low bits that are still to come are zero.
    coefficients: Vec<i16>,
    /// The coefficient before, in units of the scan.
    last: i16,
    /// Low bits that the scan leaves out.
    low: u8,
    /// Which coefficient is refined next.
    next: usize,
    /// The step of its quantization (T.81 B.2.4.1).
    step: u16,
    /// Whether they come in MCUs of several components.
    interleaved: bool,
    /// Whether scans come in different orders, which no encoder does at its own choice.
    mixed: bool,
}

impl Means {
    /// A first scan starts.
    pub(super) fn start(&mut self, step: u16, low: u8, interleaved: bool) {
        self.coefficients.clear();
        (self.step, self.low, self.interleaved) = (step, low, interleaved);
    }

    /// A restart interval of a first scan starts (T.81 F.1.1.5.1).
    pub(super) fn restart(&mut self) {
        self.last = 0;
    }

    /// The next coefficient is this much larger than the last.
    #[inline]
    pub(super) fn add(&mut self, difference: i16) {
        self.last = self.last.wrapping_add(difference);
        self.coefficients.push(self.last << (self.low & 15));
    }

    /// A refining scan starts.
    pub(super) fn start_refining(&mut self, low: u8, interleaved: bool) {
        (self.low, self.next) = (low, 0);
        self.mixed |= interleaved != self.interleaved;
    }

    /// The next coefficient has this bit.
    #[inline]
    pub(super) fn refine(&mut self, bit: i16) {
        if let Some(coefficient) = self.coefficients.get_mut(self.next) {
            *coefficient |= bit << (self.low & 15);
        }
        self.next += 1;
    }

    /// What they show, once all have come. Nothing where the first component has fewer samples than others.
    pub(super) fn luma(&self, frame: &Frame) -> Option<Luma> {
        let first = frame.components.first()?;
        let (h, v) = first.sampling;
        let sampled_less = |component: &super::frame::Component| {
            let (other_h, other_v) = component.sampling;
            other_h > h || other_v > v
        };
        if self.mixed || frame.components.iter().any(sampled_less) {
            return None;
        }
        let (width, height) = frame.units(Some(first));
        let (h, v) = if self.interleaved { (usize::from(h), usize::from(v)) } else { (1, 1) };
        let (across, _) = if self.interleaved { frame.units(None) } else { (width, height) };
        let mean = |x: usize, y: usize| {
            let place = (y / v * across + x / h) * h * v + y % v * h + x % h;
            let coefficient = i32::from(*self.coefficients.get(place)?);
            // A coefficient is 8 times what the mean is above the middle of the range.
            let mean = 128 + ((coefficient * i32::from(self.step) + 4) >> 3);
            Some(u8::try_from(mean.clamp(0, 255)).unwrap_or(u8::MAX))
        };
        let means = (0..height).flat_map(|y| (0..width).map(move |x| mean(x, y))).collect::<Option<_>>()?;
        Some(Luma { width: u32::try_from(width).ok()?, height: u32::try_from(height).ok()?, means })
    }
}
