//! The bits of entropy-coded data (T.81 F.2.2.5), up to the next marker and never past it.

use crate::facts::damage::Reason;

/// A byte other than 0 after this one makes a marker.
const PREFIX: u8 = 0xFF;

/// A reader of bits, most significant first.
///
/// Past the end it gives zeros and counts them, so that decoding a block needs no check for each symbol;
/// [`Bits::missing`] tells afterwards whether any of them was used.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// Offset of the next byte to load; once ended, that of the marker or the length of the file.
    next: usize,
    /// The next bits, aligned to the top; zeros below them.
    buffer: u64,
    /// How many bits of `buffer` are loaded, the zeros past the end among them.
    count: u32,
    /// How many zeros were given or are ready to be given past the end.
    past_end: u32,
    /// Once nothing more can be loaded: the reason to give if more was needed.
    end: Option<Reason>,
}

impl<'a> Bits<'a> {
    /// The entropy-coded data that starts at offset `start`.
    pub(super) fn new(bytes: &'a [u8], start: usize) -> Self {
        Self { bytes, next: start, buffer: 0, count: 0, past_end: 0, end: None }
    }

    /// Makes at least 32 bits ready: enough for a code of 16 bits and the value that follows it.
    #[inline]
    pub(super) fn fill(&mut self) {
        if self.count >= 32 {
            return;
        }
        if let Some(chunk) = self.bytes.get(self.next..).and_then(<[u8]>::first_chunk::<8>) {
            let word = u64::from_be_bytes(*chunk);
            // A marker that ended the data still lies ahead: its prefix leads to the slow way.
            if !holds_prefix(word) {
                // With fewer than 32 bits loaded, 4 to 7 bytes fit.
                let whole = (63 - self.count) & !7;
                self.buffer |= (word >> (64 - whole)) << (64 - whole - self.count);
                self.count += whole;
                self.next += whole as usize / 8;
                return;
            }
        }
        self.fill_slowly();
    }

    #[cold]
    fn fill_slowly(&mut self) {
        while self.count <= 56 && self.end.is_none() {
            match self.bytes.get(self.next) {
                Some(&PREFIX) => self.load_stuffed(),
                Some(&byte) => self.load(byte, self.next + 1),
                None => self.end = Some(Reason::EndsEarly),
            }
        }
        if self.count < 32 {
            self.count += 32;
            self.past_end += 32;
        }
    }

    /// A data byte 0xFF is followed by a stuffed 0; anything else there is a marker. Any number of 0xFF may
    /// come before either (T.81 B.1.1.2).
    fn load_stuffed(&mut self) {
        let rest = self.bytes.get(self.next..).unwrap_or_default();
        match rest.iter().position(|&byte| byte != PREFIX) {
            Some(fill) if rest.get(fill) == Some(&0) => self.load(PREFIX, self.next + fill + 1),
            Some(_) => self.end = Some(Reason::DataCorrupt),
            None => self.end = Some(Reason::EndsEarly),
        }
    }

    fn load(&mut self, byte: u8, next: usize) {
        self.buffer |= u64::from(byte) << (56 - self.count);
        self.count += 8;
        self.next = next;
    }

    /// The next 16 bits, without taking them.
    #[inline]
    pub(super) fn peek(&self) -> u16 {
        let [first, second, ..] = self.buffer.to_be_bytes();
        u16::from_be_bytes([first, second])
    }

    /// Takes `count` bits; all bits taken since the last [`Bits::fill`] may be 32 at most.
    #[inline]
    pub(super) fn consume(&mut self, count: u32) {
        self.buffer <<= count;
        self.count -= count;
    }

    /// The value of the next `count` bits, 16 at most, after a [`Bits::fill`].
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> u32 {
        let value = u32::from(self.peek()) >> (16 - count);
        self.consume(count);
        value
    }

    /// Passes over any number of bits.
    #[inline]
    pub(super) fn skip(&mut self, mut count: u32) {
        while count > 0 {
            self.fill();
            let step = count.min(32);
            self.consume(step);
            count -= step;
        }
    }

    /// Whether more bits were taken than there are.
    #[inline]
    pub(super) fn missing(&self) -> bool {
        self.past_end > self.count
    }

    /// Fails once more bits were taken than there are.
    #[inline]
    pub(super) fn check(&self) -> Result<(), Reason> {
        if self.missing() { Err(self.end.unwrap_or(Reason::DataCorrupt)) } else { Ok(()) }
    }

    /// Where the next bit lies: offset in the file, in bytes. Stuffed bytes make it a few bytes inexact.
    pub(super) fn offset(&self) -> usize {
        let loaded = self.count.saturating_sub(self.past_end) / 8;
        self.next.saturating_sub(loaded as usize)
    }

    /// Ends this entropy-coded data: the rest of its last byte is padding, and a marker follows. Gives the
    /// marker's offset.
    pub(super) fn finish(&mut self) -> Result<usize, Reason> {
        self.fill();
        self.check()?;
        if self.count - self.past_end >= 8 {
            return Err(Reason::DataCorrupt);
        }
        match self.end {
            Some(Reason::EndsEarly) => Err(Reason::EndsEarly),
            _ => Ok(self.next),
        }
    }
}

/// Whether one of the eight bytes is 0xFF.
#[inline]
fn holds_prefix(word: u64) -> bool {
    let zero_where_prefix = !word;
    zero_where_prefix.wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stuffed_bytes_are_one_byte_and_the_marker_ends_the_data() {
        let mut bits = Bits::new(&[0xAA, 0xFF, 0x00, 0x55, 0xFF, 0xFF, 0x00, 0x01, 0xFF, 0xFF, 0xD9], 0);
        let mut read = Vec::new();
        for _ in 0..5 {
            bits.fill();
            read.push(bits.take(8));
        }
        assert_eq!(read, [0xAA, 0xFF, 0x55, 0xFF, 0x01]);
        assert_eq!(bits.finish(), Ok(8));
    }

    #[test]
    fn both_ways_of_loading_give_the_same_bits() {
        for with_prefix in 0..40 {
            let mut bytes: Vec<u8> = (0..40u8).map(|n| n.wrapping_mul(37) & 0x7F).collect();
            let mut expected = bytes.clone();
            bytes.splice(with_prefix..=with_prefix, [0xFF, 0x00]);
            expected[with_prefix] = 0xFF;
            bytes.extend([0xFF, 0xD9]);
            for width in 1..=16u32 {
                let mut bits = Bits::new(&bytes, 0);
                for at in 0..40 * 8 / width {
                    bits.fill();
                    let value = (at * width..at * width + width).fold(0, |value, bit| {
                        (value << 1) | u32::from((expected[bit as usize / 8] >> (7 - bit % 8)) & 1)
                    });
                    assert_eq!(bits.take(width), value);
                }
                assert!(!bits.missing());
            }
        }
    }

    #[test]
    fn the_end_must_come_within_the_last_byte() {
        let taken = |bytes: &'static [u8], count| {
            let mut bits = Bits::new(bytes, 0);
            bits.skip(count);
            bits.finish()
        };
        let whole = &[1, 2, 0xFF, 0xD9];
        assert_eq!(taken(whole, 16), Ok(2));
        assert_eq!(taken(whole, 9), Ok(2));
        assert_eq!(taken(whole, 8), Err(Reason::DataCorrupt));
        assert_eq!(taken(whole, 17), Err(Reason::DataCorrupt));
        assert_eq!(taken(&[1, 2], 16), Err(Reason::EndsEarly));
        assert_eq!(taken(&[1, 2, 0xFF], 17), Err(Reason::EndsEarly));
        assert_eq!(taken(&[], 1000), Err(Reason::EndsEarly));
    }
}
