//! What EXIF says of a picture is what exiftool says it says.

#![allow(clippy::expect_used)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{jpeg, outcome, repository, sealpack, tool};
use serde_json::Value;

/// A field of an EXIF directory: tag, type, number of values, the values in big-endian order.
type Field = (u16, u16, u32, Vec<u8>);

const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;

fn text(tag: u16, text: &str) -> Field {
    let bytes = [text.as_bytes(), b"\0"].concat();
    (tag, ASCII, u32::try_from(bytes.len()).expect("short"), bytes)
}

fn rationals(tag: u16, values: &[(u32, u32)]) -> Field {
    let bytes = values.iter().flat_map(|(n, d)| [n.to_be_bytes(), d.to_be_bytes()].concat()).collect();
    (tag, RATIONAL, u32::try_from(values.len()).expect("few"), bytes)
}

fn long(tag: u16, value: u32) -> Field {
    (tag, LONG, 1, value.to_be_bytes().to_vec())
}

/// A directory at `offset` of the block, with its values behind it.
fn directory(mut fields: Vec<Field>, offset: usize) -> Vec<u8> {
    fields.sort_by_key(|field| field.0);
    let values_at = offset + 2 + 12 * fields.len() + 4;
    let (mut head, mut values) =
        (u16::try_from(fields.len()).expect("few").to_be_bytes().to_vec(), Vec::new());
    for (tag, kind, count, mut bytes) in fields {
        head.extend([tag.to_be_bytes(), kind.to_be_bytes()].concat());
        head.extend(count.to_be_bytes());
        if bytes.len() <= 4 {
            bytes.resize(4, 0);
            head.extend(bytes);
        } else {
            head.extend(u32::try_from(values_at + values.len()).expect("short").to_be_bytes());
            values.extend(bytes);
        }
    }
    head.extend([0; 4]);
    [head, values].concat()
}

/// A block with the main directory, and those of EXIF and GPS that it points to.
fn block(main: &[Field], exif: &[Field], gps: &[Field]) -> Vec<u8> {
    let pointed = |exif_at: u32, gps_at: u32| {
        let pointers = [long(0x8769, exif_at), long(0x8825, gps_at)];
        main.iter().cloned().chain(pointers).collect::<Vec<_>>()
    };
    let exif_at = 8 + directory(pointed(0, 0), 8).len();
    let exif = directory(exif.to_vec(), exif_at);
    let gps_at = exif_at + exif.len();
    let offset = |at: usize| u32::try_from(at).expect("short");
    let main = directory(pointed(offset(exif_at), offset(gps_at)), 8);
    [b"MM\0\x2a\0\0\0\x08".to_vec(), main, exif, directory(gps.to_vec(), gps_at)].concat()
}

/// A JPEG of 40 × 24 pixels with this EXIF block.
fn picture(block: &[u8]) -> Vec<u8> {
    let plain = jpeg(40, 24, 5);
    let content = [b"Exif\0\0", block].concat();
    let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &content, &plain[2..]].concat()
}

/// Degrees, minutes and seconds of latitude and longitude.
type Way = (&'static str, [(u32, u32); 3], [(u32, u32); 3]);

/// What we say of the picture.
fn ours(path: &Path) -> Value {
    let run =
        sealpack("en").args(["inventory", "--format", "json"]).arg(path).output().expect("the binary runs");
    let (_, out, err) = outcome(&run);
    let document: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    document["file"].clone()
}

/// Compares each picture with what exiftool says of it.
fn agree(exiftool: &Path, pictures: &[PathBuf]) {
    let run = Command::new(exiftool)
        .args(["-json", "-n", "-G", "-charset", "filename=utf8"])
        .args(pictures)
        .output()
        .expect("exiftool runs");
    let all: Vec<Value> = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(all.len(), pictures.len());
    for (path, theirs) in pictures.iter().zip(&all) {
        let said = ours(path);
        let image = &said["image"];
        let name = path.display();
        // exiftool writes numbers where a text looks like one.
        let text = |key: &str| match &theirs[key] {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let lies = theirs["EXIF:Orientation"].as_u64().is_some_and(|turn| (5..=8).contains(&turn));
        let (width, height) = (&theirs["File:ImageWidth"], &theirs["File:ImageHeight"]);
        let (width, height) = if lies { (height, width) } else { (width, height) };
        assert_eq!((&image["width"], &image["height"]), (width, height), "{name}");

        let (moment, fraction, offset) = match text("EXIF:DateTimeOriginal") {
            Some(moment) => (Some(moment), "EXIF:SubSecTimeOriginal", "EXIF:OffsetTimeOriginal"),
            None => (text("EXIF:CreateDate"), "EXIF:SubSecTimeDigitized", "EXIF:OffsetTimeDigitized"),
        };
        let moment = moment.map(|moment| {
            let (day, time) = moment.split_once(' ').expect("a day and a time");
            let fraction = text(fraction).map_or_else(String::new, |digits| format!(".{digits}"));
            let fraction = if fraction.bytes().all(|c| b".0".contains(&c)) { "" } else { &fraction };
            format!("{}T{time}{}", day.replace(':', "-"), fraction.trim_end_matches('0'))
        });
        assert_eq!(image["takenAt"].as_str(), moment.as_deref(), "{name}");
        let offset = moment.and_then(|_| text(offset));
        assert_eq!(image["takenAtOffset"].as_str(), offset.as_deref(), "{name}");

        let camera = match (text("EXIF:Make"), text("EXIF:Model")) {
            (Some(make), Some(model)) if model.to_lowercase().starts_with(&make.to_lowercase()) => {
                Some(model)
            }
            (Some(make), Some(model)) => Some(format!("{make} {model}")),
            (make, model) => model.or(make),
        };
        assert_eq!(image["camera"].as_str(), camera.as_deref(), "{name}");
        assert_eq!(image["software"].as_str(), text("EXIF:Software").as_deref(), "{name}");

        let place = (theirs["Composite:GPSLatitude"].as_f64(), theirs["Composite:GPSLongitude"].as_f64());
        // Cameras that do not know where they are write zeros; we take them for no place.
        let place = if place == (Some(0.0), Some(0.0)) { (None, None) } else { place };
        let found = (image["gps"]["latitude"].as_f64(), image["gps"]["longitude"].as_f64());
        match (place, found) {
            ((Some(latitude), Some(longitude)), (Some(y), Some(x))) => {
                assert!(
                    (latitude - y).abs() < 1e-6 && (longitude - x).abs() < 1e-6,
                    "{name}: {theirs} {image}"
                );
            }
            ((Some(_), Some(_)), _) | (_, (Some(_), _) | (_, Some(_))) => panic!("{name}: {theirs} {image}"),
            _ => {}
        }
    }
}

#[test]
fn of_the_examples() {
    let Some(exiftool) = tool("exiftool") else { return };
    let pictures: Vec<PathBuf> = walkdir::WalkDir::new(repository().join("examples"))
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jpg"))
        .filter(|path| std::fs::read(path).expect("a file").starts_with(b"\xff\xd8"))
        .collect();
    assert!(pictures.len() >= 20, "{}", pictures.len());
    agree(&exiftool, &pictures);
}

#[test]
fn of_pictures_turned_dated_and_placed_in_every_way() {
    let Some(exiftool) = tool("exiftool") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut pictures = Vec::new();
    let mut write = |name: &str, block: &[u8]| {
        let path = folder.path().join(format!("{name}.jpg"));
        std::fs::write(&path, picture(block)).expect("written");
        pictures.push(path);
    };
    for orientation in 1..=8_u16 {
        let turn = (0x112, SHORT, 1, orientation.to_be_bytes().to_vec());
        write(&format!("turned-{orientation}"), &block(&[turn], &[], &[]));
    }
    let cameras = [("HUAWEI", "HUAWEI P40"), ("Apple", "iPhone 15"), ("NIKON CORPORATION", "NIKON D750")];
    for (number, (make, model)) in cameras.into_iter().enumerate() {
        let main = [text(0x10f, make), text(0x110, model), text(0x131, "版本 1.0 ")];
        write(&format!("camera-{number}"), &block(&main, &[], &[]));
    }
    write("model-only", &block(&[text(0x110, "EOS R5")], &[], &[]));
    let moment = "2026:03:05 09:12:33";
    let dates: [(&str, Vec<Field>); 7] = [
        ("original", vec![text(0x9003, moment)]),
        ("digitized", vec![text(0x9004, moment), text(0x9292, "25"), text(0x9012, "+08:00")]),
        ("both", vec![text(0x9003, moment), text(0x9004, "2026:03:06 10:00:00")]),
        ("fraction", vec![text(0x9003, moment), text(0x9291, "123")]),
        ("fraction-with-zeros", vec![text(0x9003, moment), text(0x9291, "050 ")]),
        ("offset", vec![text(0x9003, moment), text(0x9011, "+08:00")]),
        ("west", vec![text(0x9003, moment), text(0x9011, "-05:30"), text(0x9291, "000")]),
    ];
    for (name, fields) in dates {
        write(name, &block(&[text(0x132, "2026:04:01 00:00:00")], &fields, &[]));
    }
    let ways: [Way; 5] = [
        ("seconds", [(33, 1), (6, 1), (5412, 100)], [(119, 1), (18, 1), (3_599_999, 100_000)]),
        ("minutes", [(33, 1), (6_902, 1000), (0, 1)], [(119, 1), (183_456, 10_000), (0, 1)]),
        ("degrees", [(33_115_033, 1_000_000), (0, 1), (0, 1)], [(119_305, 1000), (0, 1), (0, 1)]),
        ("zero", [(0, 1), (0, 1), (0, 1)], [(0, 1), (0, 1), (0, 1)]),
        ("pole", [(90, 1), (0, 1), (0, 1)], [(180, 1), (0, 1), (0, 1)]),
    ];
    for (name, latitude, longitude) in ways {
        for (south, west) in [("N", "E"), ("S", "W")] {
            let gps = [text(1, south), rationals(2, &latitude), text(3, west), rationals(4, &longitude)];
            write(&format!("{name}-{south}{west}"), &block(&[], &[], &gps));
        }
    }
    let place = [(33, 1), (6, 1), (0, 1)];
    write("without-directions", &block(&[], &[], &[rationals(2, &place), rationals(4, &place)]));
    write("half", &block(&[], &[], &[text(1, "N"), rationals(2, &place)]));
    agree(&exiftool, &pictures);
}
