//! Blocks of sequential scans (T.81 F.2.2) and of the DC scans of progressive pictures (T.81 G.1.2.1).

use super::bits::Bits;
use super::huffman::{FAST, Table};
use super::means::Means;
use crate::facts::damage::Reason;

/// Largest category of a DC difference of 8-bit samples (T.81 table F.1).
const MOST_DC_BITS: u8 = 11;

/// Largest category of an AC coefficient of 8-bit samples (T.81 table F.2).
pub(super) const MOST_AC_BITS: u8 = 10;

/// How to decode the blocks of one component.
pub(super) struct Unit<'t> {
    /// For the DC coefficient.
    pub(super) dc: &'t Table,
    /// For the AC coefficients, where the scan has them.
    pub(super) ac: Option<Ac<'t>>,
    /// Whether the means of its blocks are kept.
    pub(super) is_first: bool,
}

/// Decodes so many MCUs, each made of a block of each unit.
#[inline]
pub(super) fn decode(
    bits: &mut Bits<'_>,
    units: &[&Unit<'_>],
    mcus: usize,
    means: &mut Means,
) -> Result<(), Reason> {
    means.restart();
    for _ in 0..mcus {
        for unit in units {
            let difference = dc(bits, unit.dc)?;
            if unit.is_first {
                means.add(difference);
            }
            if let Some(ac) = &unit.ac {
                ac.decode(bits)?;
            }
        }
        bits.check()?;
    }
    Ok(())
}

/// Reads the one bit that a refining scan has for each DC coefficient. `are_first` tells of each block of an MCU
/// whether its mean is kept.
pub(super) fn refine_dc(
    bits: &mut Bits<'_>,
    are_first: &[bool],
    mcus: usize,
    means: &mut Means,
) -> Result<(), Reason> {
    for _ in 0..mcus {
        for is_first in are_first {
            bits.fill();
            let bit = bits.take(1);
            if *is_first {
                means.refine(i16::from(bit == 1));
            }
        }
        bits.check()?;
    }
    Ok(())
}

/// The difference to the DC coefficient before (T.81 F.2.2.1).
#[inline]
fn dc(bits: &mut Bits<'_>, table: &Table) -> Result<i16, Reason> {
    bits.fill();
    let category = table.decode(bits)?;
    if category > MOST_DC_BITS {
        return Err(Reason::DataCorrupt);
    }
    let value = i16::try_from(bits.take(category.into())).unwrap_or(0);
    // The lower half of the values of a category stands for the negative ones.
    let is_negative = category > 0 && value >> (category - 1) == 0;
    Ok(if is_negative { value - (1 << category) + 1 } else { value })
}

/// Decodes AC coefficients without their values: a code and the bits of the value are one step, several of them are
/// one leap.
pub(super) struct Ac<'t> {
    table: &'t Table,
    /// By the next [`FAST`] bits: how many bits to take, and how many coefficients that is; 0 where
    /// the table must be asked.
    steps: Box<[u16; 1 << FAST]>,
    /// The same by the next [`WIDE`] bits, for as many codes as lie in them.
    leaps: Box<[u16; 1 << WIDE]>,
}

/// As a number of coefficients: all others of the block.
const END_OF_BLOCK: u8 = 128;
/// Bits that are looked at for a leap.
const WIDE: u32 = 12;
/// Most codes of a leap.
const MOST_STEPS: u32 = 3;
/// The coefficient from which on there are no more leaps: all codes but the last must belong to the same block, and each
/// stands for 16 coefficients at most.
const LAST_LEAP: u32 = 64 - 16 * (MOST_STEPS - 1);

impl<'t> Ac<'t> {
    /// Decodes with this table.
    pub(super) fn new(table: &'t Table) -> Self {
        let codes = table.map(|length, symbol| u16::from_be_bytes([length, symbol]));
        let steps = table.map(|length, symbol| match step(symbol) {
            Some((size, coefficients)) => u16::from_be_bytes([length + size, coefficients]),
            None => 0,
        });
        let mut leaps = Box::new([0; 1 << WIDE]);
        for (bits, leap) in (0..).zip(leaps.iter_mut()) {
            *leap = leap_over(bits, &codes);
        }
        Self { table, steps: Box::new(steps), leaps }
    }

    #[inline]
    fn decode(&self, bits: &mut Bits<'_>) -> Result<(), Reason> {
        let mut coefficient = 1u32;
        while coefficient < LAST_LEAP {
            bits.fill();
            coefficient += self.take(bits, self.leaps[usize::from(bits.peek() >> (16 - WIDE))])?;
        }
        while coefficient < 64 {
            bits.fill();
            coefficient += self.take(bits, self.steps[usize::from(bits.peek() >> (16 - FAST))])?;
        }
        match coefficient {
            65..128 => Err(Reason::DataCorrupt),
            _ => Ok(()),
        }
    }

    /// Takes what was found for the next bits. Gives how many coefficients that is.
    #[inline]
    fn take(&self, bits: &mut Bits<'_>, found: u16) -> Result<u32, Reason> {
        let [length, coefficients] = found.to_be_bytes();
        if length > 0 {
            bits.consume(length.into());
            return Ok(coefficients.into());
        }
        let symbol = self.table.decode(bits)?;
        let (size, coefficients) = step(symbol).ok_or(Reason::DataCorrupt)?;
        bits.consume(size.into());
        Ok(coefficients.into())
    }
}

/// What the codes mean that lie in the next [`WIDE`] bits. `codes` has the length and the symbol of the code that the
/// next [`FAST`] bits begin with.
fn leap_over(bits: u16, codes: &[u16; 1 << FAST]) -> u16 {
    let (mut taken, mut coefficients) = (0u8, 0u8);
    for _ in 0..MOST_STEPS {
        let rest = (bits << (16 - WIDE)) << taken;
        let [length, symbol] = codes[usize::from(rest >> (16 - FAST))].to_be_bytes();
        let ends = u32::from(taken + length);
        let Some((size, more)) = step(symbol).filter(|_| length > 0 && ends <= WIDE) else { break };
        taken += length + size;
        coefficients += more;
        if more == END_OF_BLOCK || u32::from(taken) >= WIDE {
            break;
        }
    }
    u16::from_be_bytes([taken, coefficients])
}

/// The bits after an AC symbol, and how many coefficients it stands for. Nothing for a symbol that means
/// nothing.
fn step(symbol: u8) -> Option<(u8, u8)> {
    match (symbol >> 4, symbol & 15) {
        (0, 0) => Some((0, END_OF_BLOCK)),
        (15, 0) => Some((0, 16)),
        (run, size @ 1..=MOST_AC_BITS) => Some((size, run + 1)),
        _ => None,
    }
}
