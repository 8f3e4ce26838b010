//! Huffman tables (T.81 annex C) and decoding with them.

use super::bits::Bits;
use crate::facts::damage::Reason;

/// Codes up to this length are found with one look.
pub(super) const FAST: u32 = 10;

/// A table ready to decode with.
pub(super) struct Table {
    /// By the next [`FAST`] bits: length of the code and its symbol, or 0 where the code is longer.
    fast: [u16; 1 << FAST],
    /// The longer codes, by length.
    longer: [Longer; 16 - FAST as usize],
    /// Symbols in the order of their codes.
    symbols: [u8; 256],
}

/// The codes of one length.
#[derive(Clone, Copy, Default)]
struct Longer {
    length: u32,
    /// One above the last code of this or a smaller length, aligned to 16 bits.
    limit: u32,
    /// What to add to a code to get its symbol's place, modulo 65536.
    offset: u16,
}

impl Table {
    /// The table with so many codes of each length, 1 to 16 bits, and these symbols (T.81 B.2.4.2). Nothing
    /// when there are more codes than the lengths allow, or not as many symbols as codes.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut table =
            Self { fast: [0; 1 << FAST], longer: [Longer::default(); 16 - FAST as usize], symbols: [0; 256] };
        table.symbols.get_mut(..symbols.len())?.copy_from_slice(symbols);
        let mut rest = symbols;
        let mut code = 0u32;
        let mut place = 0u32;
        for (length, &count) in (1u32..).zip(counts) {
            let (these, others) = rest.split_at_checked(usize::from(count))?;
            rest = others;
            if code + u32::from(count) > 1 << length {
                return None;
            }
            if length <= FAST {
                let repeats = 1usize << (FAST - length);
                let places = table.fast.chunks_exact_mut(repeats).skip(code as usize);
                for (places, &symbol) in places.zip(these) {
                    places.fill(u16::try_from(length).ok()? << 8 | u16::from(symbol));
                }
            } else if let Some(longer) = table.longer.get_mut((length - FAST) as usize - 1) {
                *longer = Longer {
                    length,
                    limit: (code + u32::from(count)) << (16 - length),
                    offset: u16::try_from(place.wrapping_sub(code) & 0xFFFF).ok()?,
                };
            }
            place += u32::from(count);
            code = (code + u32::from(count)) << 1;
        }
        rest.is_empty().then_some(table)
    }

    /// The next symbol. The caller has filled `bits`; 16 bits at most are taken.
    #[inline]
    pub(super) fn decode(&self, bits: &mut Bits<'_>) -> Result<u8, Reason> {
        let [length, symbol] = self.fast[usize::from(bits.peek() >> (16 - FAST))].to_be_bytes();
        if length == 0 {
            return self.decode_longer(bits);
        }
        bits.consume(u32::from(length));
        Ok(symbol)
    }

    /// What `f` makes of the code and its symbol, for each way the next [`FAST`] bits may be; 0 where the
    /// code is longer.
    pub(super) fn map(&self, f: impl Fn(u8, u8) -> u16) -> [u16; 1 << FAST] {
        self.fast.map(|entry| {
            let [length, symbol] = entry.to_be_bytes();
            if length == 0 { 0 } else { f(length, symbol) }
        })
    }

    #[cold]
    fn decode_longer(&self, bits: &mut Bits<'_>) -> Result<u8, Reason> {
        let next = bits.peek();
        for longer in &self.longer {
            if u32::from(next) < longer.limit {
                bits.consume(longer.length);
                let [_, place] = (next >> (16 - longer.length)).wrapping_add(longer.offset).to_be_bytes();
                return Ok(self.symbols[usize::from(place)]);
            }
        }
        // All 16 were needed to see that this is no code: where fewer are left, the data ends early instead.
        bits.consume(16);
        Err(Reason::DataCorrupt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One code of each length, 0, 10, 110, …: its symbol is the length.
    fn unary() -> Table {
        Table::new(&[1; 16], &(1..=16).collect::<Vec<u8>>()).unwrap()
    }

    #[test]
    fn codes_of_every_length_are_decoded() {
        let table = unary();
        for length in 1..=16u32 {
            let code = u16::try_from(0xFFFF_0000u32 >> (length - 1) & 0xFFFF).unwrap();
            let [first, second] = code.to_be_bytes();
            let bytes = [[first].as_slice(), &[0][..usize::from(first == 0xFF)], &[second, 0, 0, 0]].concat();
            let mut bits = Bits::new(&bytes, 0);
            bits.fill();
            assert_eq!(table.decode(&mut bits).map(u32::from), Ok(length));
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let mut bits = Bits::new(&[0xFF, 0, 0xFF, 0, 0, 0], 0);
        bits.fill();
        assert_eq!(unary().decode(&mut bits), Err(Reason::DataCorrupt));
        let mut bits = Bits::new(&[0xFF, 0], 0);
        bits.fill();
        assert!(
            Table::new(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &[7])
                .unwrap()
                .decode(&mut bits)
                .is_err()
        );
        assert_eq!(bits.check(), Err(Reason::EndsEarly));
    }

    #[test]
    fn impossible_tables_are_refused() {
        let mut counts = [0; 16];
        counts[0] = 3;
        assert!(Table::new(&counts, &[1, 2, 3]).is_none());
        counts[0] = 2;
        assert!(Table::new(&counts, &[1, 2]).is_some());
        assert!(Table::new(&counts, &[1]).is_none());
        assert!(Table::new(&counts, &[1, 2, 3]).is_none());
        counts[1] = 1;
        assert!(Table::new(&counts, &[1, 2, 3]).is_none());
        assert!(Table::new(&[255; 16], &[0; 4080]).is_none());
    }
}
