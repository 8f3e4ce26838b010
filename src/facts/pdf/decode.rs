//! The filters of streams, each with a bound on what it may produce (ISO 32000-2, 7.4).
//!
//! The parser's own filters have no bound and take a cut stream for a whole one, so streams are decoded here.

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use weezl::{BitOrder, LzwStatus};

use super::super::inflate::Inflate;
use crate::facts::damage::Reason;

/// Filters in a row; honest files have two.
const MAX_FILTERS: usize = 8;

/// What one stream may inflate to; the content of a page is far smaller.
pub(super) const MAX_STREAM: usize = 48 << 20;

/// What all the reading of one document may still cost, in bytes decoded and looked at.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self { left: bytes }
    }

    /// Takes `bytes` off, or says that there is no more.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), Reason> {
        self.left = self.left.checked_sub(bytes).ok_or(Reason::InflatesTooFar)?;
        Ok(())
    }
}

/// The bytes of a stream, decrypted and decoded. Image filters are not for this function: `Structure`.
pub(super) fn decode(stream: &Stream<'_>, budget: &mut Budget) -> Result<Vec<u8>, Reason> {
    let filters = stream.filters();
    if filters.len() > MAX_FILTERS {
        return Err(Reason::Structure);
    }
    let parameters = parameters(stream.dict());
    let raw = stream.raw_data();
    budget.spend(raw.len())?;
    let mut data = raw.into_owned();
    for (i, filter) in filters.iter().enumerate() {
        let limit = budget.left.min(MAX_STREAM);
        data = match filter {
            Filter::FlateDecode => inflate(&data, limit)?,
            Filter::LzwDecode => lzw(&data, early_change(parameters.get(i)), limit)?,
            Filter::Ascii85Decode => ascii85(&data)?,
            Filter::AsciiHexDecode => ascii_hex(&data)?,
            Filter::RunLengthDecode => run_length(&data, limit)?,
            // The parser has decrypted already.
            Filter::Crypt => data,
            _ => return Err(Reason::Structure),
        };
        budget.spend(data.len())?;
        if matches!(filter, Filter::FlateDecode | Filter::LzwDecode)
            && let Some(Some(parameters)) = parameters.get(i)
        {
            data = undo_predictor(data, parameters)?;
        }
    }
    Ok(data)
}

/// The parameters of each filter, in the order of the filters.
fn parameters<'a>(dict: &Dict<'a>) -> Vec<Option<Dict<'a>>> {
    let key = if dict.contains_key(b"DecodeParms") { b"DecodeParms".as_slice() } else { b"DP" };
    if let Some(array) = dict.get::<Array<'_>>(key) {
        return array.iter::<Object<'_>>().take(MAX_FILTERS).map(Object::into_dict).collect();
    }
    vec![dict.get::<Dict<'_>>(key)]
}

fn early_change(parameters: Option<&Option<Dict<'_>>>) -> bool {
    parameters.and_then(Option::as_ref).and_then(|p| p.get::<i32>(b"EarlyChange")) != Some(0)
}

/// Zlib (RFC 1950), or bare deflate as some writers have it. The checksum is verified where it is there:
/// writers that leave it out exist, readers do not ask for it.
fn inflate(data: &[u8], limit: usize) -> Result<Vec<u8>, Reason> {
    let wrapped = matches!(data, [cmf, flags, ..]
        if cmf & 0x0f == 8 && (u16::from(*cmf) << 8 | u16::from(*flags)).is_multiple_of(31) && flags & 0x20 == 0);
    let mut rest = if wrapped { data.get(2..).unwrap_or_default() } else { data };
    let mut inflater = Inflate::new();
    let mut out = Vec::new();
    loop {
        // One byte more than the limit is enough to see that it is exceeded.
        let room = (limit - out.len()).saturating_add(1).min(out.len().max(1 << 14));
        let before = out.len();
        out.resize(before + room, 0);
        let fresh = out.get_mut(before..).unwrap_or_default();
        let step = inflater.step(rest, fresh).map_err(|_| Reason::DataCorrupt)?;
        out.truncate(before + step.written);
        rest = rest.get(step.read..).unwrap_or_default();
        if out.len() > limit {
            return Err(Reason::InflatesTooFar);
        }
        if step.ended {
            break;
        }
        if step.read == 0 && step.written == 0 {
            return Err(Reason::DataCorrupt);
        }
    }
    if wrapped
        && let Some(stored) = rest.first_chunk::<4>()
        && u32::from_be_bytes(*stored) != simd_adler32::adler32(&out.as_slice())
    {
        return Err(Reason::DataCorrupt);
    }
    Ok(out)
}

fn lzw(data: &[u8], early_change: bool, limit: usize) -> Result<Vec<u8>, Reason> {
    let mut decoder = if early_change {
        weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    } else {
        weezl::decode::Decoder::new(BitOrder::Msb, 8)
    };
    let mut rest = data;
    let mut buffer = vec![0; 1 << 14];
    let mut out = Vec::new();
    loop {
        let step = decoder.decode_bytes(rest, &mut buffer);
        rest = rest.get(step.consumed_in..).unwrap_or_default();
        out.extend_from_slice(buffer.get(..step.consumed_out).unwrap_or_default());
        if out.len() > limit {
            return Err(Reason::InflatesTooFar);
        }
        match step.status {
            Ok(LzwStatus::Ok) => {}
            // Old writers leave the end code out.
            Ok(LzwStatus::Done | LzwStatus::NoProgress) => return Ok(out),
            Err(_) => return Err(Reason::DataCorrupt),
        }
    }
}

fn ascii85(data: &[u8]) -> Result<Vec<u8>, Reason> {
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut out = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let mut group = [0_u8; 5];
    let mut filled = 0;
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if filled == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                if let Some(place) = group.get_mut(filled) {
                    *place = byte - b'!';
                }
                filled += 1;
                if filled == 5 {
                    out.extend_from_slice(&base85(group)?.to_be_bytes());
                    filled = 0;
                }
            }
            _ if is_space(*byte) => {}
            _ => return Err(Reason::DataCorrupt),
        }
    }
    if filled > 1 {
        group.iter_mut().skip(filled).for_each(|digit| *digit = 84);
        out.extend(base85(group)?.to_be_bytes().into_iter().take(filled - 1));
    }
    Ok(out)
}

fn base85(digits: [u8; 5]) -> Result<u32, Reason> {
    digits
        .into_iter()
        .try_fold(0_u32, |value, digit| value.checked_mul(85)?.checked_add(u32::from(digit)))
        .ok_or(Reason::DataCorrupt)
}

fn ascii_hex(data: &[u8]) -> Result<Vec<u8>, Reason> {
    let mut out = Vec::with_capacity(data.len() / 2 + 1);
    let mut high = None;
    for byte in data.iter().take_while(|byte| **byte != b'>') {
        if is_space(*byte) {
            continue;
        }
        let digit =
            char::from(*byte).to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(Reason::DataCorrupt)?;
        match high.take() {
            None => high = Some(digit << 4),
            Some(high) => out.push(high | digit),
        }
    }
    out.extend(high);
    Ok(out)
}

fn run_length(data: &[u8], limit: usize) -> Result<Vec<u8>, Reason> {
    let mut out = Vec::new();
    let mut rest = data;
    while let Some((length, tail)) = rest.split_first() {
        match *length {
            128 => break,
            literal @ 0..128 => {
                let (copied, tail) =
                    tail.split_at_checked(usize::from(literal) + 1).ok_or(Reason::DataCorrupt)?;
                out.extend_from_slice(copied);
                rest = tail;
            }
            repeat => {
                let (byte, tail) = tail.split_first().ok_or(Reason::DataCorrupt)?;
                out.resize(out.len() + 257 - usize::from(repeat), *byte);
                rest = tail;
            }
        }
        if out.len() > limit {
            return Err(Reason::InflatesTooFar);
        }
    }
    Ok(out)
}

/// Undoes the PNG predictors (PNG, section 9), which cross-reference streams use. The TIFF predictor is for
/// pictures only.
fn undo_predictor(data: Vec<u8>, parameters: &Dict<'_>) -> Result<Vec<u8>, Reason> {
    let get = |key: &[u8], default: usize| parameters.get::<usize>(key).unwrap_or(default);
    match get(b"Predictor", 1) {
        1 => return Ok(data),
        10..=15 => {}
        _ => return Err(Reason::Structure),
    }
    let pixel_bits = get(b"Colors", 1).checked_mul(get(b"BitsPerComponent", 8)).ok_or(Reason::Structure)?;
    let row = get(b"Columns", 1).checked_mul(pixel_bits).ok_or(Reason::Structure)?.div_ceil(8);
    let pixel = pixel_bits.div_ceil(8).max(1);
    if row == 0 || row > data.len() {
        // Nothing to undo in an empty stream; otherwise not even one row is there.
        return if data.is_empty() { Ok(data) } else { Err(Reason::DataCorrupt) };
    }
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let Some((kind, line)) = line.split_first() else { break };
        let start = out.len();
        for (i, byte) in line.iter().enumerate() {
            let at = |distance: usize| {
                start.checked_add(i)?.checked_sub(distance).and_then(|k| out.get(k)).copied()
            };
            let left = if i >= pixel { at(pixel).unwrap_or(0) } else { 0 };
            let up = at(row).unwrap_or(0);
            let corner = if i >= pixel { at(row + pixel).unwrap_or(0) } else { 0 };
            let predicted = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => return Err(Reason::DataCorrupt),
            };
            out.push(byte.wrapping_add(predicted));
        }
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |value: u8| (estimate - i16::from(value)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}

/// White space of ISO 32000-2, table 1.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn whole_cut_and_changed_zlib_data_are_told_apart() {
        let text = b"the quick brown fox jumps over the lazy dog".repeat(50);
        let packed = zlib(&text);
        assert_eq!(inflate(&packed, 1 << 20), Ok(text.clone()));
        assert_eq!(inflate(&packed[..packed.len() - 4], 1 << 20), Ok(text), "checksum left out");
        assert_eq!(inflate(&packed[..packed.len() / 2], 1 << 20), Err(Reason::DataCorrupt));
        let mut changed = packed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(inflate(&changed, 1 << 20), Err(Reason::DataCorrupt));
    }

    #[test]
    fn every_filter_stops_at_its_limit() {
        assert_eq!(inflate(&zlib(&vec![0; 1 << 20]), 1 << 16), Err(Reason::InflatesTooFar));
        assert_eq!(run_length(&[129, 0].repeat(1000), 1 << 10), Err(Reason::InflatesTooFar));
        let packed =
            weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(&vec![0; 1 << 20]);
        assert_eq!(lzw(&packed.unwrap(), true, 1 << 16), Err(Reason::InflatesTooFar));
    }

    #[test]
    fn text_filters() {
        assert_eq!(ascii85(b"87cUR\nD]i,\"Ebo80~>"), Ok(b"Hello World!".to_vec()));
        assert_eq!(ascii85(b"z!!~>"), Ok(vec![0; 5]));
        assert_eq!(ascii85(b"uuuuu"), Err(Reason::DataCorrupt));
        assert_eq!(ascii_hex(b"48 65 6C6c6F2>"), Ok(b"Hello ".to_vec()));
        assert_eq!(run_length(&[2, b'a', b'b', b'c', 254, b'x', 128, 9], 100), Ok(b"abcxxx".to_vec()));
        assert_eq!(run_length(&[5, b'a'], 100), Err(Reason::DataCorrupt));
    }
}
