//! What EXIF says of a picture: how to turn it, when, where and with what it was taken (CIPA DC-008, EXIF 2.32).
//!
//! Cameras, phones and editors take liberties with the standard, and a block may be broken in part. What can
//! be read is read; what is missing, impossible or plainly a placeholder is absent, never guessed.

use std::collections::HashSet;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use exif::{In, Reader, Tag, Value};
use jiff::civil::{Date, DateTime};

/// The longest block that is read. A JPEG segment holds 64 KiB; PNG's chunk may be longer.
const MOST_BYTES: usize = 4 << 20;
/// The longest TIFF file that is read, its pixels and all: twice a picture of 12 megapixels without compression.
const MOST_FILE_BYTES: usize = 72 << 20;
/// The most entries that the directories of a block may have together. Honest ones have under 300, and no
/// more than 5,461 fit into 64 KiB without overlapping.
const MOST_ENTRIES: usize = 16_384;
/// The longest text that an entry may hold: more than any JPEG segment could.
const MOST_TEXT_BYTES: usize = 64 << 10;

/// The longest name of a maker or model, in characters.
const MOST_NAME: usize = 100;
/// Of no standard, but as old as EXIF itself.
const PROCESSING_SOFTWARE: Tag = Tag(exif::Context::Tiff, 11);

/// What the EXIF block of a picture says.
#[derive(Debug, Clone, PartialEq)]
pub struct Exif {
    /// How the stored picture is to be turned, 1 to 8 (4.6.4 A, Orientation). 1 when absent or invalid.
    pub orientation: u8,
    /// When the picture was taken, in the camera's local time: `DateTimeOriginal`, else `DateTimeDigitized`, with
    /// the fraction of a second that belongs to it. `DateTime` is never used, since editing changes it.
    pub taken_at: Option<DateTime>,
    /// The offset of [`Self::taken_at`] from UTC, such as `+08:00`.
    pub taken_at_offset: Option<String>,
    /// A day of being taken that the block writes and that does not exist, as written: `2026:13:45`.
    pub impossible_date: Option<String>,
    /// Make and model; the make once.
    pub camera: Option<String>,
    /// The program or firmware that wrote the picture.
    pub software: Option<String>,
    /// Where the picture was taken.
    pub gps: Option<Gps>,
    /// `UserComment`, where labels of generated content are met too.
    pub user_comment: Option<String>,
    /// `ImageDescription`.
    pub description: Option<String>,
    /// `Make` and `Model` where they are too long for names: `ComfyUI` writes its parameters there.
    pub long_names: Vec<String>,
    /// The program that processed the picture after it was taken (`ProcessingSoftware`, tag 11, of EXIF writers).
    pub processing_software: Option<String>,
    /// The JPEG of the thumbnail (4.5.8), which cameras make of the picture as they take it.
    pub thumbnail: Option<Vec<u8>>,
    /// When the file was last changed, by the clock of the machine that did it (4.6.4 D, `DateTime`).
    pub changed_at: Option<DateTime>,
}

/// A place on earth (4.6.6), in degrees rounded to six decimals.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, borsh::BorshSerialize, borsh::BorshDeserialize)]
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
            impossible_date: None,
            camera: None,
            software: None,
            gps: None,
            user_comment: None,
            description: None,
            long_names: Vec::new(),
            processing_software: None,
            thumbnail: None,
            changed_at: None,
        }
    }
}

/// Reads a block of TIFF bytes, with or without the `Exif` prefix that JPEG puts before it. What cannot be
/// read is absent.
#[must_use]
pub fn read(tiff: &[u8]) -> Exif {
    read_up_to(MOST_BYTES, tiff.strip_prefix(b"Exif\0\0").unwrap_or(tiff))
}

/// Reads what EXIF says in a TIFF file.
#[must_use]
pub fn read_file(tiff: &[u8]) -> Exif {
    read_up_to(MOST_FILE_BYTES, tiff)
}

fn read_up_to(most_bytes: usize, tiff: &[u8]) -> Exif {
    if tiff.len() > most_bytes || !is_modest(tiff) {
        return Exif::default();
    }
    let read = Reader::new().continue_on_error(true).read_raw(tiff.to_vec());
    let Ok(fields) = read.or_else(|error| error.distill_partial_result(|_| ())) else {
        return Exif::default();
    };
    let (taken_at, taken_at_offset) = taken(&fields);
    let is_name = |name: &String| name.chars().count() <= MOST_NAME;
    let [make, model] = [Tag::Make, Tag::Model].map(|tag| text(&fields, tag));
    let long_names = [&make, &model].into_iter().flatten().filter(|name| !is_name(name)).cloned().collect();
    Exif {
        orientation: orientation(&fields).unwrap_or(1),
        taken_at,
        taken_at_offset,
        impossible_date: impossible(&fields),
        camera: camera(make.filter(is_name), model.filter(is_name)),
        software: text(&fields, Tag::Software),
        gps: gps(&fields),
        user_comment: user_comment(&fields),
        description: text(&fields, Tag::ImageDescription),
        long_names,
        processing_software: text(&fields, PROCESSING_SOFTWARE),
        thumbnail: thumbnail(&fields),
        changed_at: text(&fields, Tag::DateTime).and_then(|text| parse_moment(&text)),
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
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    match str::from_utf8(bytes) {
        Ok(text) => trimmed(text),
        Err(_) => trimmed(&GB18030.decode_without_bom_handling_and_without_replacement(bytes)?),
    }
}

fn trimmed(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    (!text.is_empty()).then(|| text.to_owned())
}

fn thumbnail(fields: &exif::Exif) -> Option<Vec<u8>> {
    let number = |tag| {
        let number = fields.get_field(tag, In::THUMBNAIL)?.value.get_uint(0)?;
        usize::try_from(number).ok()
    };
    let start = number(Tag::JPEGInterchangeFormat)?;
    let end = start
        .checked_add(number(Tag::JPEGInterchangeFormatLength).filter(|&length| length <= MOST_BYTES)?)?;
    fields.buf().get(start..end).map(<[u8]>::to_vec)
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

/// The moment and its offset. Fraction and offset count with the moment that they belong to only.
fn taken(fields: &exif::Exif) -> (Option<DateTime>, Option<String>) {
    let original = [Tag::DateTimeOriginal, Tag::SubSecTimeOriginal, Tag::OffsetTimeOriginal];
    let digitized = [Tag::DateTimeDigitized, Tag::SubSecTimeDigitized, Tag::OffsetTimeDigitized];
    for [moment, fraction, offset] in [original, digitized] {
        if let Some(moment) = text(fields, moment).and_then(|text| parse_moment(&text)) {
            let nanoseconds = text(fields, fraction).and_then(|text| parse_fraction(&text)).unwrap_or(0);
            let exact = moment.with().subsec_nanosecond(nanoseconds).build().unwrap_or(moment);
            return (Some(exact), text(fields, offset).and_then(|text| parse_offset(&text)));
        }
    }
    (None, None)
}

/// The digits after the decimal point of a second (4.6.6, `SubSecTime`), as nanoseconds.
fn parse_fraction(digits: &str) -> Option<i32> {
    let right = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    format!("{digits:0<9}").parse().ok().filter(|_| right)
}

/// A day that is written in the form of one and does not exist. Clocks that were never set write a year before
/// 1900.
fn impossible(fields: &exif::Exif) -> Option<String> {
    let moments = [Tag::DateTimeOriginal, Tag::DateTimeDigitized].into_iter();
    moments.filter_map(|tag| text(fields, tag)).find_map(|text| {
        let date = text.get(..10)?;
        let [year, month, day] = numbers(date, [':', '-', '/', '.'], [4, 2, 2])?;
        let exists = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).is_ok();
        (year >= 1900 && !exists).then(|| date.to_owned())
    })
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
            let orders = [UTF_16LE, UTF_16BE];
            let [own, other] = if fields.little_endian() { orders } else { [UTF_16BE, UTF_16LE] };
            // Some programs always write one order, whatever the block's. In the wrong one Latin letters and
            // digits, which all that programs write has, are Chinese characters.
            let latin = |text: &str| text.chars().filter(char::is_ascii_graphic).count();
            let (own, other) = (own.decode(text).0, other.decode(text).0);
            trimmed(if latin(&other) > latin(&own) { &other } else { &own })
        }
        Some((b"JIS\0\0\0\0\0", _)) => None,
        Some((b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0", text)) => decoded(text),
        _ => decoded(bytes),
    }
}

#[cfg(test)]
#[path = "exif_tests.rs"]
mod tests;
