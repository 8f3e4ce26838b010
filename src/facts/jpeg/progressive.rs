//! AC scans of progressive pictures (T.81 G.1.2.2 and G.1.2.3).
//!
//! Which bits follow depends only on which coefficients are not zero so far, never on their values. So a
//! block is 64 bits here, bit `k` for coefficient `k` in zigzag order.

use super::bits::Bits;
use super::blocks::MOST_AC_BITS;
use super::huffman::Table;
use crate::facts::damage::Reason;

/// The coefficients of a scan, from the first to the last, in zigzag order.
#[derive(Clone, Copy)]
pub(super) struct Band {
    /// The first (Ss).
    pub(super) first: u8,
    /// The last (Se), 63 at most.
    pub(super) last: u8,
}

/// The bits from `first` to `last`, 63 at most.
fn bits_between(first: u8, last: u8) -> u64 {
    (u64::MAX << (first & 63)) & (u64::MAX >> (63 - (last & 63)))
}

/// Decodes the first scan of a band over these blocks.
pub(super) fn first(
    bits: &mut Bits<'_>,
    table: &Table,
    blocks: &mut [u64],
    band: Band,
) -> Result<(), Reason> {
    let mut blocks = blocks.iter_mut();
    while let Some(block) = blocks.next() {
        let mut coefficient = band.first;
        while coefficient <= band.last {
            bits.fill();
            let symbol = table.decode(bits)?;
            match (symbol >> 4, symbol & 15) {
                (15, 0) => coefficient += 16,
                (exponent, 0) => {
                    let others = end_of_band_run(bits, exponent) - 1;
                    if others > 0 && blocks.nth(others - 1).is_none() {
                        return Err(Reason::DataCorrupt);
                    }
                    coefficient = band.last + 1;
                }
                (run, size @ 1..=MOST_AC_BITS) => {
                    bits.consume(size.into());
                    coefficient += run;
                    *block |= 1u64.checked_shl(coefficient.into()).ok_or(Reason::DataCorrupt)?;
                    coefficient += 1;
                }
                _ => return Err(Reason::DataCorrupt),
            }
        }
        if coefficient > band.last + 1 {
            return Err(Reason::DataCorrupt);
        }
        bits.check()?;
    }
    Ok(())
}

/// Decodes a refining scan of a band over these blocks: corrections of coefficients that are not zero so far,
/// in between new ones that are 1 or -1.
pub(super) fn refine(
    bits: &mut Bits<'_>,
    table: &Table,
    blocks: &mut [u64],
    band: Band,
) -> Result<(), Reason> {
    let band = bits_between(band.first, band.last);
    let mut blocks = blocks.iter_mut();
    while let Some(block) = blocks.next() {
        let old = *block;
        let mut todo = band;
        while todo != 0 {
            bits.fill();
            let symbol = table.decode(bits)?;
            let (run, new) = match (symbol >> 4, symbol & 15) {
                (run, 1) => (run, true),
                (15, 0) => (15, false),
                (exponent, 0) => {
                    let others = end_of_band_run(bits, exponent) - 1;
                    bits.skip((old & todo).count_ones());
                    for _ in 0..others {
                        let block = blocks.next().ok_or(Reason::DataCorrupt)?;
                        bits.skip((*block & band).count_ones());
                    }
                    break;
                }
                _ => return Err(Reason::DataCorrupt),
            };
            let mut zeros = todo & !old;
            for _ in 0..run {
                zeros &= zeros.wrapping_sub(1);
            }
            if zeros == 0 {
                return Err(Reason::DataCorrupt);
            }
            let place = zeros & zeros.wrapping_neg();
            let passed = todo & (place | (place - 1));
            if new {
                bits.consume(1);
                *block |= place;
            }
            bits.skip((old & passed).count_ones());
            todo &= !passed;
        }
        bits.check()?;
    }
    Ok(())
}

/// How many blocks, this one among them, have nothing more in the band.
fn end_of_band_run(bits: &mut Bits<'_>, exponent: u8) -> usize {
    let exponent = u32::from(exponent & 15);
    (1 << exponent) + bits.take(exponent) as usize
}
