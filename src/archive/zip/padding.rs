//! The bits of deflated data that mean nothing (RFC 1951): up to the next byte before a stored block, and at the
//! end. No reader looks at them, so nothing else would notice that they were changed. Ours are 0.

use std::io::{self, Read, Seek, SeekFrom};

use super::Method;
use super::read::Entry;

/// Longest code, in bits (3.2.7).
const LONGEST: usize = 15;
/// Codes of at most so many bits are looked up.
const LOOKED_UP: u32 = 10;
/// Extra bits of length codes 257 to 285 (3.2.5).
const LENGTH_EXTRA: [u32; 29] =
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
/// Order of the code lengths of the code length alphabet (3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Whether all bits of an entry's data that mean nothing are 0. Whatever it says of data that cannot be inflated without
/// fault means nothing.
pub fn padding_is_clear<R: Read + Seek>(mut source: R, entry: &Entry) -> io::Result<bool> {
    if entry.method == Method::Stored {
        return Ok(true);
    }
    source.seek(SeekFrom::Start(entry.data))?;
    match walk(&mut Bits::new(source.take(entry.compressed))) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(false),
        result => result,
    }
}

fn walk<R: Read>(bits: &mut Bits<R>) -> io::Result<bool> {
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
fn skip_block<R: Read>(bits: &mut Bits<R>, literals: &Code, distances: &Code) -> io::Result<()> {
    loop {
        bits.fill()?;
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
fn read_codes<R: Read>(bits: &mut Bits<R>) -> io::Result<(Code, Code)> {
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
        bits.fill()?;
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

/// A canonical Huffman code (3.2.2): how many codes there are of each length, and their symbols in order. Short codes
/// are looked up.
struct Code {
    counts: [u32; LONGEST + 1],
    symbols: Vec<u16>,
    /// For the next [`LOOKED_UP`] bits, the symbol whose code they begin with, and behind it the length of that in four
    /// bits; 0 where it is longer.
    table: Vec<u16>,
}

impl Code {
    fn new(lengths: &[u8]) -> Self {
        let mut counts = [0; LONGEST + 1];
        let mut symbols: Vec<(u8, u16)> =
            lengths.iter().copied().zip(0..).filter(|(length, _)| *length > 0).collect();
        symbols.sort_unstable();
        let mut table = vec![0; 1 << LOOKED_UP];
        // The next code in the highest bits.
        let mut code = 0_u16;
        for (length, symbol) in &symbols {
            if let Some(count) = counts.get_mut(usize::from(*length)) {
                *count += 1;
            }
            if u32::from(*length) <= LOOKED_UP {
                let places = table.iter_mut().skip(usize::from(code.reverse_bits())).step_by(1 << length);
                places.for_each(|place| *place = symbol << 4 | u16::from(*length));
                code = code.wrapping_add(1 << (16 - length));
            }
        }
        Self { counts, symbols: symbols.into_iter().map(|(_, symbol)| symbol).collect(), table }
    }

    fn read<R: Read>(&self, bits: &mut Bits<R>) -> io::Result<u16> {
        let found = self.table.get(bits.seen(LOOKED_UP)).copied().unwrap_or(0);
        if found != 0 {
            bits.take(u32::from(found & 15))?;
            return Ok(found >> 4);
        }
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
    buffer: Vec<u8>,
    /// The bytes of the buffer that are not held yet.
    ready: std::ops::Range<usize>,
    held: u64,
    count: u32,
}

impl<R: Read> Bits<R> {
    fn new(source: R) -> Self {
        Self { source, buffer: vec![0; 1 << 16], ready: 0..0, held: 0, count: 0 }
    }

    /// Holds more than 48 bits, or all that are left: enough for a length and a distance.
    fn fill(&mut self) -> io::Result<()> {
        if self.count > 48 {
            return Ok(());
        }
        if let Some(next) = self.buffer.get(self.ready.clone()).and_then(<[u8]>::first_chunk) {
            let bytes = (63 - self.count) / 8;
            let next = u64::from_le_bytes(*next) & ((1 << (bytes * 8)) - 1);
            self.held |= next << self.count;
            self.count += bytes * 8;
            self.ready.start += bytes as usize;
            return Ok(());
        }
        while self.count <= 48 {
            if self.ready.is_empty() {
                self.ready = 0..self.more()?;
            }
            let Some(byte) = self.ready.next().and_then(|at| self.buffer.get(at)) else { break };
            self.held |= u64::from(*byte) << self.count;
            self.count += 8;
        }
        Ok(())
    }

    fn more(&mut self) -> io::Result<usize> {
        loop {
            match self.source.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }

    /// The next bits without taking them; 0 where there are no more.
    fn seen(&self, count: u32) -> usize {
        usize::try_from(self.held & ((1 << count) - 1)).unwrap_or(0)
    }

    /// The next bits, at most 16.
    fn take(&mut self, count: u32) -> io::Result<u32> {
        if self.count < count {
            self.fill()?;
        }
        self.count = self.count.checked_sub(count).ok_or_else(invalid)?;
        let taken = self.held & ((1 << count) - 1);
        self.held >>= count;
        Ok(u32::try_from(taken).unwrap_or(0))
    }

    /// Drops the bits up to the next byte; whether they were 0.
    fn align(&mut self) -> bool {
        let dropped = self.count % 8;
        let clear = self.seen(dropped) == 0;
        self.held >>= dropped;
        self.count -= dropped;
        clear
    }
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}
