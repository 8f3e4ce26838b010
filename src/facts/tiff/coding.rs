//! The codings of strips and tiles, each decoded as far as it takes to know that all rows are there.

use std::convert::Infallible;

use fax::decoder::{DecodeError, DecodeStatus, Group3Decoder, Group4Decoder};
use simd_adler32::Adler32;
use weezl::{BitOrder, LzwStatus};

use crate::facts::damage::Reason;
use crate::facts::inflate::Inflate;
use crate::facts::jpeg;

/// Bytes decoded at a time.
const BUFFER: usize = 32 << 10;

/// How the data of a page is coded.
pub(super) struct Coding<'a> {
    /// The number of the coding (section 3, `Compression`, and those that others added).
    pub(super) number: u64,
    /// Whether the bits of each byte come lowest first (section 8, `FillOrder`).
    pub(super) reversed: bool,
    /// Options of Group 3 fax coding (section 11, `T4Options`).
    pub(super) fax_options: u64,
    /// Tables that the JPEG data of all strips share (TIFF Technical Note 2, `JPEGTables`).
    pub(super) jpeg_tables: Option<&'a [u8]>,
}

/// What a strip or tile must hold.
pub(super) struct Piece {
    pub(super) width: u64,
    pub(super) rows: u64,
    /// Bytes without any coding.
    pub(super) bytes: u64,
}

impl Coding<'_> {
    /// Whether there is none.
    pub(super) fn is_none(&self) -> bool {
        self.number == 1
    }

    /// Bytes that are read for a strip or tile of this length.
    pub(super) fn cost(&self, length: u64) -> u64 {
        length.saturating_add(self.jpeg_tables.map_or(0, <[u8]>::len) as u64)
    }

    /// Decodes a strip or tile.
    pub(super) fn check(&self, data: &[u8], piece: &Piece) -> Result<(), Reason> {
        let turned: Vec<u8>;
        let data = match self.reversed && !self.is_none() {
            true => {
                turned = data.iter().map(|byte| byte.reverse_bits()).collect();
                &turned
            }
            false => data,
        };
        match self.number {
            1 if data.len() as u64 >= piece.bytes => Ok(()),
            1 => Err(Reason::DataCorrupt),
            3 if self.fax_options.trailing_zeros() >= 2 => group_3(data, piece),
            4 => group_4(data, piece),
            5 => lzw(data, piece),
            7 => self.jpeg(data, piece),
            8 | 32946 => deflated(data, piece),
            32773 => packed(data, piece),
            _ => Err(Reason::RareCoding),
        }
    }

    /// JPEG data (Technical Note 2), after the tables that it shares with others.
    fn jpeg(&self, data: &[u8], piece: &Piece) -> Result<(), Reason> {
        let tables = self.jpeg_tables.map(|tables| tables.strip_suffix(b"\xFF\xD9").unwrap_or(tables));
        let joined = match (tables, data.strip_prefix(b"\xFF\xD8")) {
            (Some(tables), Some(rest)) => [tables, rest].concat(),
            _ => data.to_vec(),
        };
        // Samples fill up the last blocks.
        let pixels = (piece.width + 64).saturating_mul(piece.rows + 64);
        let jpeg = jpeg::read_sequential(&joined, pixels).ok_or(Reason::DataCorrupt)?;
        if let Some(damage) = jpeg.damage {
            return Err(if damage.reason == Reason::EndsEarly { Reason::DataCorrupt } else { damage.reason });
        }
        let covers = |found: Option<u32>, wanted: u64| found.is_some_and(|found| u64::from(found) >= wanted);
        match covers(jpeg.width, piece.width) && covers(jpeg.height, piece.rows) {
            true => Ok(()),
            false => Err(Reason::DataCorrupt),
        }
    }
}

/// Group 4 fax coding (ITU-T T.6). A page may end with the mark of its end before its last, white rows.
fn group_4(data: &[u8], piece: &Piece) -> Result<(), Reason> {
    let width = u32::try_from(piece.width).map_err(|_| Reason::TooManyPixels)?;
    let Ok(mut decoder) = Group4Decoder::new(bytes(data), width);
    for row in 0..piece.rows {
        match decoder.advance().map_err(|error| fax_fault(&error))? {
            DecodeStatus::Incomplete => {}
            DecodeStatus::End if row > 0 => break,
            DecodeStatus::End => return Err(Reason::DataCorrupt),
        }
    }
    Ok(())
}

/// Group 3 fax coding in one dimension (ITU-T T.4): rows with a mark before each of them.
fn group_3(data: &[u8], piece: &Piece) -> Result<(), Reason> {
    // In TIFF no mark follows the last row, which this decoder waits for.
    let mut decoder =
        Group3Decoder::new(bytes(data).chain([Ok(0), Ok(1)])).map_err(|_| Reason::DataCorrupt)?;
    for _ in 0..piece.rows {
        decoder.advance().map_err(|error| fax_fault(&error))?;
        if decoder.transitions().last().copied().map(u64::from) != Some(piece.width) {
            return Err(Reason::DataCorrupt);
        }
    }
    Ok(())
}

fn bytes(data: &[u8]) -> impl Iterator<Item = Result<u8, Infallible>> {
    data.iter().map(|byte| Ok(*byte))
}

fn fax_fault(error: &DecodeError<Infallible>) -> Reason {
    match error {
        DecodeError::Unsupported => Reason::RareCoding,
        _ => Reason::DataCorrupt,
    }
}

/// LZW (section 13).
fn lzw(data: &[u8], piece: &Piece) -> Result<(), Reason> {
    // Written by programs before TIFF 5.0, with the bits the other way round.
    if data.first() == Some(&0) && data.get(1).is_some_and(|byte| byte & 1 == 1) {
        return Err(Reason::RareCoding);
    }
    let mut decoder = weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
    let mut buffer = vec![0; BUFFER];
    let (mut rest, mut given) = (data, 0u64);
    while given < piece.bytes {
        let step = decoder.decode_bytes(rest, &mut buffer);
        given += step.consumed_out as u64;
        rest = rest.get(step.consumed_in..).unwrap_or_default();
        match step.status {
            Ok(LzwStatus::Ok) if step.consumed_in > 0 || step.consumed_out > 0 => {}
            Ok(LzwStatus::Done) if given >= piece.bytes => {}
            _ => return Err(Reason::DataCorrupt),
        }
    }
    Ok(())
}

/// A zlib stream (RFC 1950).
fn deflated(data: &[u8], piece: &Piece) -> Result<(), Reason> {
    let (&[method, flags], mut rest) = data.split_first_chunk().ok_or(Reason::DataCorrupt)?;
    if method & 15 != 8 || !u16::from_be_bytes([method, flags]).is_multiple_of(31) || flags & 32 != 0 {
        return Err(Reason::DataCorrupt);
    }
    let (mut inflater, mut adler) = (Inflate::new(), Adler32::new());
    let mut buffer = vec![0; BUFFER];
    let mut given = 0u64;
    loop {
        let step = inflater.step(rest, &mut buffer).map_err(|_| Reason::DataCorrupt)?;
        adler.write(buffer.get(..step.written).unwrap_or_default());
        given += step.written as u64;
        rest = rest.get(step.read..).unwrap_or_default();
        // Some writers fill up more rows than there are; there is no end of what a bomb would give.
        if given > piece.bytes.saturating_mul(2) + BUFFER as u64 || step.read == 0 && step.written == 0 {
            return Err(Reason::DataCorrupt);
        }
        if step.ended {
            break;
        }
    }
    match rest.first_chunk() {
        _ if given < piece.bytes => Err(Reason::DataCorrupt),
        Some(sum) if u32::from_be_bytes(*sum) != adler.finish() => Err(Reason::Checksum),
        Some(_) => Ok(()),
        None => Err(Reason::DataCorrupt),
    }
}

/// `PackBits` (section 9).
fn packed(mut data: &[u8], piece: &Piece) -> Result<(), Reason> {
    let mut given = 0u64;
    while given < piece.bytes {
        let (&head, rest) = data.split_first().ok_or(Reason::DataCorrupt)?;
        let (taken, count) = match head {
            0..128 => (usize::from(head) + 1, u64::from(head) + 1),
            128 => (0, 0),
            129.. => (1, 257 - u64::from(head)),
        };
        data = rest.get(taken..).ok_or(Reason::DataCorrupt)?;
        given += count;
    }
    Ok(())
}
