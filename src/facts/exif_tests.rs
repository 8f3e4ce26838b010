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
const FRACTION_ORIGINAL: u16 = 0x9291;
const FRACTION_DIGITIZED: u16 = 0x9292;
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
        impossible_date: None,
        camera: Some("HUAWEI P40".to_owned()),
        software: Some("v1".to_owned()),
        gps: Some(Gps { latitude: 33.103_428, longitude: 119.315_772 }),
        changed_at: Some(jiff::civil::date(2027, 1, 1).at(0, 0, 0, 0)),
        ..Exif::default()
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
fn a_day_that_does_not_exist_is_noted_and_a_clock_that_was_never_set_is_not() {
    for (text, expected) in [
        ("2026:13:45 09:12:33", Some("2026:13:45")),
        ("2026-02-30T09:12:33", Some("2026-02-30")),
        ("2026:02:29", Some("2026:02:29")),
        ("2026:03:05 09:12:33", None),
        ("2026:03:05 24:12:33", None),
        ("0000:00:00 00:00:00", None),
        ("0001:13:01 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("unknown date, sorry", None),
        ("拍摄于某一天", None),
    ] {
        let found = read(&block(&[], &[(ORIGINAL, Text(text.as_bytes()))], &[])).impossible_date;
        assert_eq!(found.as_deref(), expected, "{text}");
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
fn fractions_of_a_second_belong_to_their_moment() {
    let fields = |digits| [(ORIGINAL, Text(b"2026:03:05 09:12:33\0")), (FRACTION_ORIGINAL, Text(digits))];
    for (digits, expected) in [
        (&b"123\0"[..], ".123"),
        (b"5\0", ".5"),
        (b"05 \0", ".05"),
        (b"123456789\0", ".123456789"),
        (b"000\0", ""),
        (b"\0", ""),
        (b"   \0", ""),
        (b"1234567891\0", ""),
        (b"-12\0", ""),
        (b"1.2\0", ""),
    ] {
        let found = read(&block(&[], &fields(digits), &[])).taken_at.unwrap().to_string();
        assert_eq!(found, format!("2026-03-05T09:12:33{expected}"));
    }
    let digitized = [
        (DIGITIZED, Text(b"2026:03:05 09:12:33\0")),
        (FRACTION_ORIGINAL, Text(b"1\0")),
        (FRACTION_DIGITIZED, Text(b"250\0")),
    ];
    assert_eq!(read(&block(&[], &digitized, &[])).taken_at.unwrap().to_string(), "2026-03-05T09:12:33.25");
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
    // The other order than the block's.
    let text: Vec<u8> = "{\"AIGC\":\"广场\"}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little = block_in(true, &[], &[(COMMENT, Undefined(&[b"UNICODE\0", &text[..]].concat()))], &[]);
    assert_eq!(read(&little).user_comment.as_deref(), Some("{\"AIGC\":\"广场\"}"));
}

fn place(north: &[u8], latitude: &[(u32, u32)], east: &[u8], longitude: &[(u32, u32)]) -> Option<(f64, f64)> {
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

#[test]
fn a_name_that_is_none_is_no_camera() {
    let long = [b"workflow:{", &[b'x'; 200][..], b"}\0"].concat();
    let found = read(&block(&[(MAKE, Text(&long)), (MODEL, Text(b"P40\0"))], &[], &[]));
    assert_eq!((found.camera.as_deref(), found.long_names.len()), (Some("P40"), 1));
}
