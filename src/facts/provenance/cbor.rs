//! CBOR (RFC 8949) as JSON, within bounds: what C2PA writes its assertions in.

use minicbor::Decoder;
use minicbor::data::Type;
use serde_json::{Map, Value};

/// The longest item that is read.
const MOST_BYTES: usize = 2 << 20;
/// The most values inside of it.
const MOST_VALUES: usize = 50_000;
/// How deep they may lie inside each other.
const DEEPEST: usize = 24;

/// The first item. Numbers of names, byte strings and floating-point numbers are null: nothing here depends on them.
/// Nothing where it cannot be read to its end.
pub(super) fn read(bytes: &[u8]) -> Option<Value> {
    if bytes.len() > MOST_BYTES {
        return None;
    }
    let mut left = MOST_VALUES;
    value(&mut Decoder::new(bytes), DEEPEST, &mut left)
}

fn value(decoder: &mut Decoder<'_>, depth: usize, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    let depth = depth.checked_sub(1)?;
    Some(match decoder.datatype().ok()? {
        Type::String | Type::StringIndef => text(decoder)?.into(),
        Type::Bool => decoder.bool().ok()?.into(),
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => decoder.u64().ok()?.into(),
        Type::Array | Type::ArrayIndef => {
            let count = decoder.array().ok()?;
            let mut items = Vec::new();
            while goes_on(decoder, count, items.len())? {
                items.push(value(decoder, depth, left)?);
            }
            Value::Array(items)
        }
        Type::Map | Type::MapIndef => {
            let count = decoder.map().ok()?;
            let mut members = Map::new();
            let mut read = 0;
            while goes_on(decoder, count, read)? {
                let name = value(decoder, depth, left)?;
                let value = value(decoder, depth, left)?;
                if let Value::String(name) = name {
                    members.insert(name, value);
                }
                read += 1;
            }
            Value::Object(members)
        }
        Type::Tag => {
            decoder.tag().ok()?;
            value(decoder, depth, left)?
        }
        Type::BytesIndef => {
            for piece in decoder.bytes_iter().ok()? {
                *left = left.checked_sub(1)?;
                piece.ok()?;
            }
            Value::Null
        }
        Type::Break | Type::Unknown(_) => return None,
        _ => {
            decoder.skip().ok()?;
            Value::Null
        }
    })
}

fn text(decoder: &mut Decoder<'_>) -> Option<String> {
    let mut text = String::new();
    for piece in decoder.str_iter().ok()? {
        text.push_str(piece.ok()?);
    }
    Some(text)
}

/// Whether an array or map that announced `count` values, or an end, has a further one after those that were read.
fn goes_on(decoder: &mut Decoder<'_>, count: Option<u64>, read: usize) -> Option<bool> {
    if let Some(count) = count {
        return Some((read as u64) < count);
    }
    let ends = decoder.datatype().ok()? == Type::Break;
    if ends {
        decoder.skip().ok()?;
    }
    Some(!ends)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn items_of_every_form_are_read() {
        for (bytes, expected) in [
            (&b"\xA1\x61a\x61b"[..], json!({ "a": "b" })),
            (b"\xBF\x61a\x9F\x01\x20\xFF\xFF", json!({ "a": [1, null] })),
            (b"\x7F\x61a\x61b\xFF", json!("ab")),
            (b"\xD8\x40\x83\xF5\xF6\x42ab", json!([true, null, null])),
            (b"\x83\xF9\x3C\x00\xFB\x3F\xF0\0\0\0\0\0\0\x5F\x41a\x41b\xFF", json!([null, null, null])),
            (b"\xA2\x01\x02\x61a\x1A\0\0\0\x05", json!({ "a": 5 })),
        ] {
            assert_eq!(read(bytes), Some(expected), "{bytes:02x?}");
        }
    }

    #[test]
    fn cut_and_hostile_items_are_none() {
        let whole = b"\xBF\x61a\x9F\x01\x20\xFF\x61c\x7F\x61a\xFF\xFF";
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end]), None, "{end}");
        }
        for bytes in [
            vec![0x81; 100_000],
            vec![0x9F; 100_000],
            vec![0xC1; 100_000],
            vec![0xFF],
            b"\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01".to_vec(),
            b"\x7B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFFa".to_vec(),
            [&b"\x9F"[..], &vec![0; 60_000], b"\xFF"].concat(),
            vec![0; MOST_BYTES + 1],
        ] {
            assert_eq!(read(&bytes), None);
        }
    }
}
