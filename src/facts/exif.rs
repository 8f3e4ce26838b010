//! What EXIF says of a picture: how to turn it, when, where and with what it was taken (CIPA DC-008, EXIF 2.32).
//!
//! Cameras, phones and editors take liberties with the standard, and a block may be broken in part. What can
//! be read is read; what is missing, impossible or plainly a placeholder is absent, never guessed.

use std::collections::HashSet;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use exif::{In, Reader, Tag, Value};
use jiff::civil::DateTime;

/// The longest block that is read. A JPEG segment holds 64 KiB; PNG's chunk may be longer.
const MOST_BYTES: usize = 4 << 20;
/// The most entries that the directories of a block may have together. Honest ones have under 300, and no
/// more than 5,461 fit into 64 KiB without overlapping.
const MOST_ENTRIES: usize = 16_384;
/// The longest text that an entry may hold: more than any JPEG segment could.
const MOST_TEXT_BYTES: usize = 64 << 10;

/// What the EXIF block of a picture says.
#[derive(Debug, Clone, PartialEq)]
pub struct Exif {
    /// How the stored picture is to be turned, 1 to 8 (4.6.4 A, Orientation). 1 when absent or invalid.
    pub orientation: u8,
    /// When the picture was taken, in the camera's local time: `DateTimeOriginal`, else `DateTimeDigitized`.
    /// `DateTime` is never used, since editing changes it.
    pub taken_at: Option<DateTime>,
    /// The offset of [`Self::taken_at`] from UTC, such as `+08:00`.
    pub taken_at_offset: Option<String>,
    /// Make and model; the make once.
    pub camera: Option<String>,
    /// The program or firmware that wrote the picture.
    pub software: Option<String>,
    /// Where the picture was taken.
    pub gps: Option<Gps>,
    /// `UserComment`, where labels of generated content are met too.
    pub user_comment: Option<String>,
}

/// A place on earth (4.6.6), in degrees rounded to six decimals.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Gps {
    /// Degrees north of the equator, -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich, -180 to 180.
    pub longitude: f64,
}

impl Default for Exif {
    fn default() -> Self {
        Self {
            orientation: 1,
            taken_at: None,
            taken_at_offset: None,
            camera: None,
            software: None,
            gps: None,
            user_comment: None,
        }
    }
}

/// Reads a block of TIFF bytes, with or without the `Exif` prefix that JPEG puts before it. What cannot be
/// read is absent.
#[must_use]
pub fn read(tiff: &[u8]) -> Exif {
    let tiff = tiff.strip_prefix(b"Exif\0\0").unwrap_or(tiff);
    if tiff.len() > MOST_BYTES || !is_modest(tiff) {
        return Exif::default();
    }
    let read = Reader::new().continue_on_error(true).read_raw(tiff.to_vec());
    let Ok(fields) = read.or_else(|error| error.distill_partial_result(|_| ())) else {
        return Exif::default();
    };
    let (taken_at, taken_at_offset) = taken(&fields);
    Exif {
        orientation: orientation(&fields).unwrap_or(1),
        taken_at,
        taken_at_offset,
        camera: camera(text(&fields, Tag::Make), text(&fields, Tag::Model)),
        software: text(&fields, Tag::Software),
        gps: gps(&fields),
        user_comment: user_comment(&fields),
    }
}

/// Whether the directories are few and small enough to be read.
///
/// Directories may overlap, so a block of 64 KiB can make a reader that follows every pointer collect
/// millions of entries. This walk follows the same pointers, in each role that they have, and stops at a limit.
fn is_modest(tiff: &[u8]) -> bool {
    let little_endian = tiff.starts_with(b"II");
    let bytes = |at: usize, count: usize| tiff.get(at..at.checked_add(count)?);
    let short = |at: usize| {
        let bytes = bytes(at, 2)?.first_chunk().copied()?;
        Some(if little_endian { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = bytes(at, 4)?.first_chunk().copied()?;
        Some(if little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    // The first integer of an entry's value: in the entry itself if it fits there, else where that points.
    let pointer = |at: usize, kind: u16, count: u32| {
        let size = match kind {
            1 => 1,
            3 => 2,
            4 => 4,
            _ => return None,
        };
        let fits = count.checked_mul(size)? <= 4;
        let value = if fits { at + 8 } else { usize::try_from(long(at + 8)?).ok()? };
        match kind {
            1 => tiff.get(value).copied().map(u32::from),
            3 => short(value).map(u32::from),
            _ => long(value),
        }
    };

    let mut entries = 0;
    let mut seen = HashSet::new();
    // The next directory of the main chain; zero ends it.
    let next = |at: usize| long(at).filter(|&to| to != 0).map(|to| (to, Directory::Main));
    let mut waiting: Vec<_> = next(4).into_iter().collect();
    while let Some((offset, directory)) = waiting.pop() {
        let Ok(start) = usize::try_from(offset) else { continue };
        let Some(count) = short(start).map(usize::from) else { continue };
        if !seen.insert((offset, directory)) {
            continue;
        }
        let place = |index: usize| start + 2 + 12 * index;
        for at in (0..count).map(place) {
            let (Some(tag), Some(kind), Some(values)) = (short(at), short(at + 2), long(at + 4)) else {
                break;
            };
            entries += 1;
            let is_long_text = kind == 2
                && usize::try_from(values).is_ok_and(|bytes| bytes > MOST_TEXT_BYTES && bytes <= tiff.len());
            if entries > MOST_ENTRIES || is_long_text {
                return false;
            }
            if let Some(child) = directory.child(tag) {
                waiting.extend(pointer(at, kind, values).map(|to| (to, child)));
            }
        }
        if directory == Directory::Main {
            waiting.extend(next(place(count)));
        }
    }
    true
}

/// The kinds of directory, as far as they may point to others (4.6.3).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Directory {
    Main,
    Exif,
    Leaf,
}

impl Directory {
    fn child(self, tag: u16) -> Option<Self> {
        match (self, tag) {
            (Self::Main, 0x8769) => Some(Self::Exif),
            (Self::Main, 0x8825) | (Self::Exif, 0xa005) => Some(Self::Leaf),
            _ => None,
        }
    }
}

fn value(fields: &exif::Exif, tag: Tag) -> Option<&Value> {
    fields.get_field(tag, In::PRIMARY).map(|field| &field.value)
}

/// The bytes of a text: up to the first NUL that something stands before.
fn bytes(fields: &exif::Exif, tag: Tag) -> Option<&[u8]> {
    match value(fields, tag)? {
        Value::Ascii(texts) => texts.iter().find(|text| !text.is_empty()).map(Vec::as_slice),
        Value::Byte(bytes) | Value::Undefined(bytes, _) => {
            bytes.split(|&byte| byte == 0).find(|text| !text.is_empty())
        }
        _ => None,
    }
}

fn text(fields: &exif::Exif, tag: Tag) -> Option<String> {
    decoded(bytes(fields, tag)?)
}

/// UTF-8, else GB18030, as Chinese phones and office programs write either into fields meant for ASCII.
fn decoded(bytes: &[u8]) -> Option<String> {
    match str::from_utf8(bytes) {
        Ok(text) => trimmed(text),
        Err(_) => trimmed(&GB18030.decode_without_bom_handling_and_without_replacement(bytes)?),
    }
}

fn trimmed(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    (!text.is_empty()).then(|| text.to_owned())
}

fn orientation(fields: &exif::Exif) -> Option<u8> {
    let number = value(fields, Tag::Orientation)?.get_uint(0)?;
    u8::try_from(number).ok().filter(|number| (1..=8).contains(number))
}

fn camera(make: Option<String>, model: Option<String>) -> Option<String> {
    let (Some(make), Some(model)) = (&make, &model) else { return make.or(model) };
    let repeats = model.get(..make.len()).is_some_and(|start| start.eq_ignore_ascii_case(make));
    Some(if repeats { model.clone() } else { format!("{make} {model}") })
}

/// The moment and its offset, which belong together.
fn taken(fields: &exif::Exif) -> (Option<DateTime>, Option<String>) {
    for (moment, offset) in
        [(Tag::DateTimeOriginal, Tag::OffsetTimeOriginal), (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized)]
    {
        if let Some(moment) = text(fields, moment).and_then(|text| parse_moment(&text)) {
            return (Some(moment), text(fields, offset).and_then(|text| parse_offset(&text)));
        }
    }
    (None, None)
}

/// `2026:03:05 09:12:33`, with `-`, `/` or `.` for the date's colons, and `T` for the space, too.
fn parse_moment(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_at_checked(10)?;
    let time = time.strip_prefix([' ', 'T'])?;
    let [year, month, day] = numbers(date, [':', '-', '/', '.'], [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, [':'; 4], [2, 2, 2])?;
    let small = |number: i16| i8::try_from(number).ok();
    let moment =
        DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0)
            .ok()?;
    // Clocks that were never set begin in the year 0 or 1.
    (moment.year() >= 1900).then_some(moment)
}

/// Three numbers of so many digits, with the same separator between them.
fn numbers(text: &str, separators: [char; 4], digits: [usize; 3]) -> Option<[i16; 3]> {
    let separator = text.chars().find(|c| separators.contains(c))?;
    let mut parts = text.split(separator);
    let mut found = [0; 3];
    for (number, digits) in found.iter_mut().zip(digits) {
        let part = parts.next()?;
        let right = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| right)?;
    }
    parts.next().is_none().then_some(found)
}

/// `+08:00`, `+0800` or `Z`, as `+08:00`. No place on earth is more than 14 hours from UTC.
fn parse_offset(text: &str) -> Option<String> {
    if text == "Z" {
        return Some("+00:00".to_owned());
    }
    let sign = text.chars().next().filter(|c| "+-".contains(*c))?;
    let digits = text.strip_prefix(sign)?;
    let (hours, minutes) = digits.split_once(':').or_else(|| digits.split_at_checked(2))?;
    let number = |part: &str| {
        let right = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| right)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= 14 * 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

fn gps(fields: &exif::Exif) -> Option<Gps> {
    let latitude = degrees(fields, Tag::GPSLatitude, Tag::GPSLatitudeRef, *b"NS", 90.0)?;
    let longitude = degrees(fields, Tag::GPSLongitude, Tag::GPSLongitudeRef, *b"EW", 180.0)?;
    // Cameras without a fix write zeros.
    (latitude != 0.0 || longitude != 0.0).then_some(Gps { latitude, longitude })
}

/// Degrees, with minutes and seconds where they are given; any of them may have a fraction. Only the four
/// basic operations, so that every processor finds the same number.
fn degrees(fields: &exif::Exif, tag: Tag, reference: Tag, signs: [u8; 2], most: f64) -> Option<f64> {
    let direction = bytes(fields, reference)?.first()?.to_ascii_uppercase();
    let [positive, negative] = signs;
    let sign = match direction {
        _ if direction == positive => 1.0,
        _ if direction == negative => -1.0,
        _ => return None,
    };
    let parts: Vec<(f64, f64)> = match value(fields, tag)? {
        Value::Rational(parts) => {
            parts.iter().take(3).map(|part| (part.num.into(), part.denom.into())).collect()
        }
        Value::SRational(parts) => {
            parts.iter().take(3).map(|part| (part.num.into(), part.denom.into())).collect()
        }
        _ => return None,
    };
    let whole = quotient(*parts.first()?)?;
    // Minutes or seconds of 0/0 are how some programs say that there are none.
    let finer = |index: usize| match parts.get(index) {
        None | Some((0.0, 0.0)) => Some(0.0),
        Some(part) => quotient(*part).filter(|number| *number <= 60.0),
    };
    let degrees = whole + (finer(1)? + finer(2)? / 60.0) / 60.0;
    if degrees > most {
        return None;
    }
    // Adding zero turns the negative zero of 0° S into a plain one.
    Some(sign * (degrees * 1e6).round() / 1e6 + 0.0)
}

fn quotient((above, below): (f64, f64)) -> Option<f64> {
    (above >= 0.0 && below > 0.0).then(|| above / below)
}

/// The text after the eight bytes that name its character code (4.6.5, `UserComment`). Programs that do not
/// know of these begin with the text.
fn user_comment(fields: &exif::Exif) -> Option<String> {
    let Value::Undefined(bytes, _) = value(fields, Tag::UserComment)? else {
        return text(fields, Tag::UserComment);
    };
    match bytes.split_first_chunk::<8>() {
        Some((b"UNICODE\0", text)) => {
            let order = if fields.little_endian() { UTF_16LE } else { UTF_16BE };
            trimmed(&order.decode(text).0)
        }
        Some((b"JIS\0\0\0\0\0", _)) => None,
        Some((b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0", text)) => decoded(text),
        _ => decoded(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Value of a field that a test writes.
    #[derive(Clone)]
    enum Field<'a> {
        Text(&'a [u8]),
        Short(u16),
        Long(u32),
        Ratios(&'a [(u32, u32)]),
        Undefined(&'a [u8]),
    }
    use Field::{Long, Ratios, Short, Text, Undefined};

    type Fields<'a> = &'a [(u16, Field<'a>)];

    fn bytes_of(field: &Field<'_>, little: bool) -> (u16, u32, Vec<u8>) {
        let long = |number: u32| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let short = |number: u16| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap();
        match field {
            Text(text) => (2, length(text), text.to_vec()),
            Short(number) => (3, 1, short(*number).to_vec()),
            Long(number) => (4, 1, long(*number).to_vec()),
            Ratios(ratios) => {
                let bytes = ratios.iter().flat_map(|&(above, below)| [long(above), long(below)]).flatten();
                (5, u32::try_from(ratios.len()).unwrap(), bytes.collect())
            }
            Undefined(bytes) => (7, length(bytes), bytes.to_vec()),
        }
    }

    fn directory(fields: Fields<'_>, start: usize, little: bool) -> Vec<u8> {
        let long = |number: u32| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let short = |number: u16| if little { number.to_le_bytes() } else { number.to_be_bytes() };
        let mut entries = short(u16::try_from(fields.len()).unwrap()).to_vec();
        let mut values = Vec::new();
        for (tag, field) in fields {
            let (kind, count, mut bytes) = bytes_of(field, little);
            entries.extend([short(*tag), short(kind)].concat());
            entries.extend(long(count));
            if bytes.len() <= 4 {
                bytes.resize(4, 0);
                entries.extend(bytes);
            } else {
                let place = start + 2 + 12 * fields.len() + 4 + values.len();
                entries.extend(long(u32::try_from(place).unwrap()));
                values.extend(bytes);
            }
        }
        entries.extend([0; 4]);
        [entries, values].concat()
    }

    fn block_in(little: bool, main: Fields<'_>, exif: Fields<'_>, gps: Fields<'_>) -> Vec<u8> {
        let mut block = if little { b"II*\0\x08\0\0\0".to_vec() } else { b"MM\0*\0\0\0\x08".to_vec() };
        let pointers = |exif: usize, gps: usize| {
            let [exif, gps] = [exif, gps].map(|place| Long(u32::try_from(place).unwrap()));
            [main, &[(0x8769, exif), (0x8825, gps)]].concat()
        };
        let exif_start = 8 + directory(&pointers(0, 0), 8, little).len();
        let exif = directory(exif, exif_start, little);
        let gps_start = exif_start + exif.len();
        block.extend(directory(&pointers(exif_start, gps_start), 8, little));
        block.extend(exif);
        block.extend(directory(gps, gps_start, little));
        block
    }

    fn block(main: Fields<'_>, exif: Fields<'_>, gps: Fields<'_>) -> Vec<u8> {
        block_in(false, main, exif, gps)
    }

    const ORIENTATION: u16 = 0x112;
    const MAKE: u16 = 0x10f;
    const MODEL: u16 = 0x110;
    const SOFTWARE: u16 = 0x131;
    const CHANGED: u16 = 0x132;
    const ORIGINAL: u16 = 0x9003;
    const DIGITIZED: u16 = 0x9004;
    const OFFSET_ORIGINAL: u16 = 0x9011;
    const OFFSET_DIGITIZED: u16 = 0x9012;
    const COMMENT: u16 = 0x9286;

    fn typical(little: bool) -> Vec<u8> {
        let latitude = [(33, 1), (6, 1), (1234, 100)];
        let longitude = [(119, 1), (18, 1), (5678, 100)];
        block_in(
            little,
            &[
                (MAKE, Text(b"HUAWEI\0")),
                (MODEL, Text(b"HUAWEI P40\0")),
                (ORIENTATION, Short(6)),
                (SOFTWARE, Text(b"v1\0")),
                (CHANGED, Text(b"2027:01:01 00:00:00\0")),
            ],
            &[(ORIGINAL, Text(b"2026:03:05 09:12:33\0")), (OFFSET_ORIGINAL, Text(b"+08:00\0"))],
            &[(1, Text(b"N\0")), (2, Ratios(&latitude)), (3, Text(b"E\0")), (4, Ratios(&longitude))],
        )
    }

    #[test]
    fn reads_what_a_phone_writes() {
        let expected = Exif {
            orientation: 6,
            taken_at: Some(jiff::civil::date(2026, 3, 5).at(9, 12, 33, 0)),
            taken_at_offset: Some("+08:00".to_owned()),
            camera: Some("HUAWEI P40".to_owned()),
            software: Some("v1".to_owned()),
            gps: Some(Gps { latitude: 33.103_428, longitude: 119.315_772 }),
            user_comment: None,
        };
        assert_eq!(read(&typical(true)), expected);
        assert_eq!(read(&typical(false)), expected);
        assert_eq!(read(&[b"Exif\0\0", &typical(true)[..]].concat()), expected);
    }

    #[test]
    fn orientation_outside_of_the_eight_is_upright() {
        for number in 0..=9 {
            let expected = if number == 0 || number == 9 { 1 } else { u8::try_from(number).unwrap() };
            assert_eq!(read(&block(&[(ORIENTATION, Short(number))], &[], &[])).orientation, expected);
        }
        assert_eq!(read(&block(&[(ORIENTATION, Long(6))], &[], &[])).orientation, 6);
        assert_eq!(read(&block(&[(ORIENTATION, Text(b"6\0"))], &[], &[])).orientation, 1);
        assert_eq!(read(&block(&[], &[], &[])), Exif::default());
    }

    #[test]
    fn moments() {
        for (text, expected) in [
            ("2026:03:05 09:12:33", true),
            ("2026:03:05 09:12:33\0", true),
            ("2026:03:05 09:12:33 \0\0", true),
            ("2026-03-05 09:12:33", true),
            ("2026/03/05 09:12:33", true),
            ("2026-03-05T09:12:33", true),
            ("", false),
            ("                   ", false),
            ("    :  :     :  :  ", false),
            ("0000:00:00 00:00:00", false),
            ("0001:01:01 00:00:00", false),
            ("2026:13:05 09:12:33", false),
            ("2026:02:29 09:12:33", false),
            ("2026:03:05 24:12:33", false),
            ("2026:03:05 09:60:33", false),
            ("2026:03:05", false),
            ("2026:03:05 09:12", false),
            ("2026:03-05 09:12:33", false),
            ("2026:03:05 09:12:33x", false),
            ("2026:+3:05 09:12:33", false),
            ("2026年3月5日", false),
        ] {
            let found = read(&block(&[], &[(ORIGINAL, Text(text.as_bytes()))], &[])).taken_at;
            assert_eq!(found.is_some(), expected, "{text}");
        }
    }

    #[test]
    fn the_moment_of_digitizing_stands_in_with_its_own_offset() {
        let fields = [
            (ORIGINAL, Text(b"0000:00:00 00:00:00\0")),
            (DIGITIZED, Text(b"2026:03:05 09:12:33\0")),
            (OFFSET_ORIGINAL, Text(b"+01:00\0")),
            (OFFSET_DIGITIZED, Text(b"+0800\0")),
        ];
        let found = read(&block(&[(CHANGED, Text(b"2027:01:01 00:00:00\0"))], &fields, &[]));
        assert_eq!(found.taken_at.unwrap().to_string(), "2026-03-05T09:12:33");
        assert_eq!(found.taken_at_offset.as_deref(), Some("+08:00"));
        let found = read(&block(&[(CHANGED, Text(b"2027:01:01 00:00:00\0"))], &fields[2..], &[]));
        assert_eq!((found.taken_at, found.taken_at_offset), (None, None));
    }

    #[test]
    fn offsets() {
        for (text, expected) in [
            ("+08:00", Some("+08:00")),
            ("-03:30", Some("-03:30")),
            ("+0800", Some("+08:00")),
            ("Z", Some("+00:00")),
            ("+14:00", Some("+14:00")),
            ("+14:01", None),
            ("+08:60", None),
            ("+8:00", None),
            ("08:00", None),
            ("+08", None),
            ("+08:0x", None),
            ("   :  ", None),
            ("中国", None),
        ] {
            assert_eq!(parse_offset(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn cameras_and_texts() {
        for (make, model, expected) in [
            ("Xiaomi\0", "M2102K1C\0", Some("Xiaomi M2102K1C")),
            ("Canon", "Canon EOS 5D", Some("Canon EOS 5D")),
            ("vivo", "VIVO X90", Some("VIVO X90")),
            ("NIKON CORPORATION", "NIKON D850", Some("NIKON CORPORATION NIKON D850")),
            ("  Apple \0\0\0", "\0", Some("Apple")),
            ("", " iPhone 15 ", Some("iPhone 15")),
            ("华为", "华为 P40", Some("华为 P40")),
            ("华为", "P", Some("华为 P")),
            (" \0", "", None),
        ] {
            let main = [(MAKE, Text(make.as_bytes())), (MODEL, Text(model.as_bytes()))];
            assert_eq!(read(&block(&main, &[], &[])).camera.as_deref(), expected, "{make} {model}");
        }
        for (bytes, expected) in [
            (&b"\xc3\xc0\xcd\xbc\xd0\xe3\xd0\xe3\0"[..], Some("美图秀秀")),
            ("美图秀秀\0".as_bytes(), Some("美图秀秀")),
            (b"\0\0later\0", Some("later")),
            (b"\xff\xff\xff\0", None),
        ] {
            assert_eq!(read(&block(&[(SOFTWARE, Text(bytes))], &[], &[])).software.as_deref(), expected);
        }
    }

    #[test]
    fn user_comments() {
        for (bytes, expected) in [
            (&b"ASCII\0\0\0{\"AIGC\":1}\0"[..], Some("{\"AIGC\":1}")),
            (b"\0\0\0\0\0\0\0\0\xb9\xe3\xb3\xa1", Some("广场")),
            (b"UNICODE\0\x5e\x7f\x57\x3a\0\0", Some("广场")),
            (b"{\"AIGC\":1}", Some("{\"AIGC\":1}")),
            (b"JIS\0\0\0\0\0x", None),
            (b"ASCII\0\0\0   ", None),
            (b"", None),
        ] {
            let found = read(&block(&[], &[(COMMENT, Undefined(bytes))], &[])).user_comment;
            assert_eq!(found.as_deref(), expected, "{bytes:?}");
        }
        let little = block_in(true, &[], &[(COMMENT, Undefined(b"UNICODE\0\x7f\x5e\x3a\x57"))], &[]);
        assert_eq!(read(&little).user_comment.as_deref(), Some("广场"));
    }

    fn place(
        north: &[u8],
        latitude: &[(u32, u32)],
        east: &[u8],
        longitude: &[(u32, u32)],
    ) -> Option<(f64, f64)> {
        let gps = [(1, Text(north)), (2, Ratios(latitude)), (3, Text(east)), (4, Ratios(longitude))];
        read(&block(&[], &[], &gps)).gps.map(|gps| (gps.latitude, gps.longitude))
    }

    #[test]
    fn places() {
        let east = [(119, 1), (18, 1), (0, 1)];
        for (latitude, expected) in [
            (&[(33, 1), (6, 1), (0, 1)][..], Some(33.1)),
            (&[(33, 1), (6, 1), (36, 1)], Some(33.11)),
            (&[(33, 1), (66_000, 10_000), (0, 1)], Some(33.11)),
            (&[(33, 1), (66_000, 10_000), (0, 0)], Some(33.11)),
            (&[(33, 1), (66_000, 10_000)], Some(33.11)),
            (&[(3311, 100), (0, 1), (0, 1)], Some(33.11)),
            (&[(3311, 100)], Some(33.11)),
            (&[(3311, 100), (0, 0), (0, 0)], Some(33.11)),
            (&[(331_234_567, 10_000_000)], Some(33.123_457)),
            (&[(90, 1)], Some(90.0)),
            (&[(0, 1), (0, 1), (0, 1)], Some(0.0)),
            (&[(90, 1), (0, 1), (1, 1)], None),
            (&[(33, 0), (6, 1), (0, 1)], None),
            (&[(0, 0), (0, 0), (0, 0)], None),
            (&[(33, 1), (6, 0), (0, 1)], None),
            (&[(33, 1), (6, 1), (7, 0)], None),
            (&[(33, 1), (61, 1), (0, 1)], None),
            (&[], None),
        ] {
            assert_eq!(
                place(b"N\0", latitude, b"E\0", &east),
                expected.map(|north| (north, 119.3)),
                "{latitude:?}"
            );
        }
        let [south, west] = [[(33, 1), (6, 1), (0, 1)], [(70, 1), (30, 1), (0, 1)]];
        assert_eq!(place(b"S\0", &south, b"W\0", &west), Some((-33.1, -70.5)));
        assert_eq!(place(b"s\0", &south, b"w\0", &west), Some((-33.1, -70.5)));
        assert_eq!(place(b"\0", &south, b"W\0", &west), None);
        assert_eq!(place(b"S\0", &south, b"X\0", &west), None);
        assert_eq!(place(b"E\0", &south, b"N\0", &west), None);
        assert_eq!(place(b"N\0", &south, b"E\0", &[(180, 1), (0, 1), (1, 1)]), None);
        assert_eq!(place(b"N\0", &[(0, 1); 3], b"E\0", &[(0, 1); 3]), None);
        let zero = place(b"S\0", &[(0, 1); 3], b"E\0", &east).unwrap().0;
        assert!(zero.is_sign_positive());
        let no_reference = block(&[], &[], &[(2, Ratios(&south)), (4, Ratios(&west))]);
        assert_eq!(read(&no_reference).gps, None);
    }

    #[test]
    fn a_broken_block_gives_what_it_has() {
        let whole = typical(false);
        let facts = |exif: &Exif| (exif.orientation, exif.camera.clone(), exif.taken_at, exif.gps);
        let (known, all) = (facts(&read(&whole)), whole.len());
        for length in 0..all {
            let found = read(&whole[..length]);
            assert!(found.orientation == 1 || found.orientation == known.0, "{length}");
            assert!(
                found.camera.is_none() || "HUAWEI P40".starts_with(found.camera.as_deref().unwrap()),
                "{length}"
            );
            assert!(found.taken_at.is_none() || found.taken_at == known.2, "{length}");
            assert!(found.gps.is_none() || found.gps == known.3, "{length}");
        }
        // Only the last number of the place is missing.
        let found = read(&whole[..all - 1]);
        assert_eq!(facts(&found), (known.0, known.1, known.2, None));
    }

    #[test]
    fn changed_bytes_never_panic() {
        let whole = typical(true);
        for (at, value) in (0..whole.len()).flat_map(|at| (0..=255).map(move |value| (at, value))) {
            let mut changed = whole.clone();
            changed[at] = value;
            let _ = read(&changed);
        }
    }

    /// Entries that are all pointers, each to another of them, where the bytes read as large counts.
    fn bomb(length: usize, tags: [u16; 2]) -> Vec<u8> {
        let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
        bytes.extend(u16::try_from(length / 12).unwrap_or(u16::MAX).to_be_bytes());
        for index in 0.. {
            if bytes.len() + 12 > length {
                break;
            }
            bytes.extend(tags[index % 2].to_be_bytes());
            bytes.extend([0, 4, 0, 0, 0, 1]);
            bytes.extend(u32::try_from(10 + 12 * index).unwrap().to_be_bytes());
        }
        bytes
    }

    #[test]
    fn directories_in_circles_and_overlapping_ones_cost_nothing() {
        for tags in [[0x8769, 0x8769], [0x8769, 0xa005], [0x8825, 0x8769]] {
            for length in [65_000, MOST_BYTES] {
                assert!(!is_modest(&bomb(length, tags)), "{tags:?}");
                assert_eq!(read(&bomb(length, tags)), Exif::default());
            }
        }
        // The first directory is its own successor, and its own child.
        let circle = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08";
        assert_eq!(read(circle).orientation, 6);
        assert_eq!(read(&vec![b'M'; MOST_BYTES + 1]), Exif::default());
    }

    #[test]
    fn huge_counts_cost_nothing() {
        let huge = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x31\0\x02\xff\xff\xff\xff\0\0\0\0\0\0\0\0";
        assert_eq!(read(huge), Exif { orientation: 6, ..Exif::default() });
        let long = b"a\0".repeat(MOST_TEXT_BYTES);
        assert_eq!(read(&block(&[(SOFTWARE, Text(&long))], &[], &[])), Exif::default());
    }
}
