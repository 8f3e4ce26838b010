//! Numbers that look random and are the same in each run.

/// A source of numbers (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    /// The numbers of a seed. `purpose` keeps the numbers of two uses of a seed apart.
    pub fn new(seed: u64, purpose: &str) -> Self {
        Self(purpose.bytes().fold(seed, |sum, byte| mixed(sum ^ u64::from(byte))))
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f32 {
        (self.any() >> 40) as f32 / 16_777_216.0
    }

    /// From `from` to below `to`.
    pub fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.unit()
    }

    /// From 0 to below `count`.
    pub fn below(&mut self, count: u64) -> u64 {
        self.any() % count
    }

    /// True in `share` of all cases.
    pub fn chance(&mut self, share: f32) -> bool {
        self.unit() < share
    }

    /// A colour around a grey value.
    pub fn colour(&mut self, from: f32, to: f32, tint: f32) -> [f32; 3] {
        let grey = self.between(from, to);
        [0; 3].map(|_| (grey + self.between(-tint, tint)).clamp(0.0, 255.0))
    }
}

/// One number from another, as if by chance.
pub fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Smooth random values over the plane, from -1 to 1, with details down to a quarter of the unit.
pub fn cloudy(x: f32, y: f32, seed: u64) -> f32 {
    let mut sum = 0.0;
    for (octave, gain) in [(1.0, 0.57), (2.0, 0.29), (4.0, 0.14)] {
        sum += gain * smooth(x * octave, y * octave, seed.wrapping_add(octave as u64));
    }
    sum
}

fn smooth(x: f32, y: f32, seed: u64) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (across, down) = (ease(x - left), ease(y - top));
    let at = |column: f32, row: f32| {
        let place =
            ((left + column) as i64 as u64).wrapping_mul(0x1_0000_0001) ^ (((top + row) as i64 as u64) << 20);
        (mixed(place ^ seed.wrapping_mul(0x2545_f491_4f6c_dd1d)) >> 40) as f32 / 8_388_608.0 - 1.0
    };
    let upper = at(0.0, 0.0) * (1.0 - across) + at(1.0, 0.0) * across;
    let lower = at(0.0, 1.0) * (1.0 - across) + at(1.0, 1.0) * across;
    upper * (1.0 - down) + lower * down
}
