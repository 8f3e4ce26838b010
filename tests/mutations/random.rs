//! Numbers that look random and are the same every time.

/// The generator `SplitMix64` (Steele, Lea and Flood 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero to below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A sentence as reports have them.
    pub(crate) fn sentence(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "我县",
            "开展",
            "文明城市",
            "志愿者",
            "2026年3月5日",
            "公益广告",
            "GB/T 33190",
            "A & B",
            "共30块",
            "活动",
            "人民广场",
            "《条例》",
        ];
        let words = 1 + self.below(20);
        let sentence: String = (0..words).map(|_| self.one_of(&WORDS)).collect();
        sentence + "。"
    }
}
