//! The bits of deflated data that mean nothing (RFC 1951): up to the next byte before a stored block, and at the
//! end. No reader looks at them, so nothing else would notice that they were changed. Ours are 0.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use super::Method;
use super::read::Entry;

/// Longest code, in bits (3.2.7).
const LONGEST: usize = 15;
/// Extra bits of length codes 257 to 285 (3.2.5).
const LENGTH_EXTRA: [u32; 29] =
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
/// Order of the code lengths of the code length alphabet (3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Whether all bits of an entry's data that mean nothing are 0. Its content must have been read without fault.
pub fn padding_is_clear<R: Read + Seek>(mut source: R, entry: &Entry) -> io::Result<bool> {
    if entry.method == Method::Stored {
        return Ok(true);
    }
    source.seek(SeekFrom::Start(entry.data))?;
    let source = BufReader::with_capacity(1 << 16, source.take(entry.compressed));
    match walk(&mut Bits { source, held: 0, count: 0 }) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(false),
        result => result,
    }
}

fn walk<R: BufRead>(bits: &mut Bits<R>) -> io::Result<bool> {
    let mut clear = true;
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => {
                clear &= bits.align();
                let len = bits.take(16)?;
                // The same length again, inverted.
                bits.take(16)?;
                for _ in 0..len {
                    bits.take(8)?;
                }
            }
            1 => {
                let lengths: Vec<u8> = (0..288).map(fixed_length).collect();
                skip_block(bits, &Code::new(&lengths), &Code::new(&[5; 30]))?;
            }
            2 => {
                let (literals, distances) = read_codes(bits)?;
                skip_block(bits, &literals, &distances)?;
            }
            _ => return Err(invalid()),
        }
        if last {
            return Ok(bits.align() && clear);
        }
    }
}

/// Lengths of the fixed code (3.2.6).
fn fixed_length(symbol: u16) -> u8 {
    match symbol {
        0..=143 | 280.. => 8,
        144..=255 => 9,
        256..=279 => 7,
    }
}

/// Skips the symbols of a block up to and with the end of the block.
fn skip_block<R: BufRead>(bits: &mut Bits<R>, literals: &Code, distances: &Code) -> io::Result<()> {
    loop {
        let symbol = literals.read(bits)?;
        match symbol.checked_sub(257) {
            None if symbol == 256 => return Ok(()),
            None => {}
            Some(length) => {
                bits.take(*LENGTH_EXTRA.get(usize::from(length)).ok_or_else(invalid)?)?;
                let distance = u32::from(distances.read(bits)?);
                bits.take((distance / 2).saturating_sub(1).min(13))?;
            }
        }
    }
}

/// The codes of a block with its own ones (3.2.7).
fn read_codes<R: BufRead>(bits: &mut Bits<R>) -> io::Result<(Code, Code)> {
    let literals = bits.take(5)? as usize + 257;
    let distances = bits.take(5)? as usize + 1;
    let count = bits.take(4)? as usize + 4;
    let mut lengths = [0; 19];
    for &place in ORDER.iter().take(count) {
        if let Some(length) = lengths.get_mut(place) {
            *length = u8::try_from(bits.take(3)?).unwrap_or(0);
        }
    }
    let code = Code::new(&lengths);
    let mut lengths: Vec<u8> = Vec::with_capacity(320);
    while lengths.len() < literals + distances {
        let (length, times) = match code.read(bits)? {
            16 => (*lengths.last().ok_or_else(invalid)?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            18 => (0, 11 + bits.take(7)?),
            length => (u8::try_from(length).unwrap_or(0), 1),
        };
        lengths.extend((0..times).map(|_| length));
    }
    let (literals, rest) = lengths.split_at(literals);
    Ok((Code::new(literals), Code::new(rest)))
}

/// A canonical Huffman code (3.2.2): how many codes there are of each length, and their symbols in order.
struct Code {
    counts: [u32; LONGEST + 1],
    symbols: Vec<u16>,
}

impl Code {
    fn new(lengths: &[u8]) -> Self {
        let mut counts = [0; LONGEST + 1];
        let mut symbols: Vec<(u8, u16)> =
            lengths.iter().copied().zip(0..).filter(|(length, _)| *length > 0).collect();
        symbols.sort_unstable();
        for (length, _) in &symbols {
            if let Some(count) = counts.get_mut(usize::from(*length)) {
                *count += 1;
            }
        }
        Self { counts, symbols: symbols.into_iter().map(|(_, symbol)| symbol).collect() }
    }

    fn read<R: BufRead>(&self, bits: &mut Bits<R>) -> io::Result<u16> {
        // The first code of each length, and the place of its symbol.
        let (mut code, mut first, mut place) = (0_u32, 0_u32, 0_u32);
        for count in self.counts.iter().skip(1) {
            code |= bits.take(1)?;
            if let Some(ahead) = code.checked_sub(first)
                && ahead < *count
            {
                return self.symbols.get((place + ahead) as usize).copied().ok_or_else(invalid);
            }
            place += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(invalid())
    }
}

/// Bits from the lowest of each byte up (3.1.1).
struct Bits<R> {
    source: R,
    held: u32,
    count: u32,
}

impl<R: BufRead> Bits<R> {
    /// The next bits, at most 16.
    fn take(&mut self, count: u32) -> io::Result<u32> {
        while self.count < count {
            let byte = *self.source.fill_buf()?.first().ok_or_else(invalid)?;
            self.source.consume(1);
            self.held |= u32::from(byte) << self.count;
            self.count += 8;
        }
        let taken = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.count -= count;
        Ok(taken)
    }

    /// Drops the bits up to the next byte; whether they were 0.
    fn align(&mut self) -> bool {
        let clear = self.held == 0;
        (self.held, self.count) = (0, 0);
        clear
    }
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}
