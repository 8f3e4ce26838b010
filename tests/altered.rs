//! Whatever is done to the bytes of a canonical archive, it verifies no more.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{Folder, bag, jpeg, outcome, png, sealpack};
use rayon::prelude::*;
use sealpack::archive::{Error, verify};
use sealpack::inventory::Watch;
use serde_json::json;

/// Length of an end record without a comment.
const END: usize = 22;

/// Numbers that look random and are always the same: splitmix64 (Steele, Lea and Flood 2014).
fn random(number: usize) -> usize {
    let mut mixed = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap()
}

/// The archive of a small submission, with entries of both methods.
fn archive() -> Vec<u8> {
    let folder = Folder::new(&json!({}));
    folder.write("A1-公益广告/实景图片/2026-03-05_人民广场_公益广告牌.png", &png(40, 30, 1));
    folder.write("B1-文明交通/实景图片/2026-03-06_路口_文明劝导.jpg", &jpeg(48, 32, 2));
    let rows: Vec<String> = (0..200).map(|number| format!("{number},示例县第{number}处\n")).collect();
    folder.write("B1-文明交通/统计表格/点位 100%.csv", rows.concat().as_bytes());
    let path = folder.temp.path().join("a.zip");
    let mut command = sealpack("en");
    command.arg("pack").arg(&folder.root).args(["--date", "2026-07-01", "-o"]).arg(&path);
    let (code, out, err) = outcome(&command.output().unwrap());
    assert_eq!(code, 0, "{out}{err}");
    let methods = |method| {
        let mut zip = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
        (0..zip.len()).filter(|&entry| zip.by_index(entry).unwrap().compression() == method).count()
    };
    assert_eq!(methods(zip::CompressionMethod::Stored), 2);
    assert!(methods(zip::CompressionMethod::Deflated) > 5);
    fs::read(path).unwrap()
}

/// What verification says: the rule of the first finding that is an error, `not an archive`, or nothing where it
/// is satisfied.
fn verdict(path: &Path) -> Option<&'static str> {
    match verify(path, Watch::nobody()) {
        Ok(verification) if verification.verified => None,
        Ok(verification) => {
            let errors = |finding: &&sealpack::archive::VerifyFinding| {
                finding.severity == sealpack::profile::Severity::Error
            };
            Some(verification.findings.iter().find(errors).expect("an error").rule)
        }
        Err(Error::NotAnArchive { .. }) => Some("not an archive"),
        Err(error) => panic!("{error}"),
    }
}

/// Verifies `count` alterations on all cores, each made from its number: how many met each verdict. None may pass.
fn all_refused(
    count: usize,
    alter: impl Fn(usize) -> (Vec<u8>, String) + Sync,
) -> BTreeMap<&'static str, usize> {
    let folder = tempfile::tempdir().unwrap();
    let judge = |number| {
        let path = folder.path().join(format!("{number}.zip"));
        let (bytes, what) = alter(number);
        fs::write(&path, bytes).unwrap();
        let verdict = verdict(&path).unwrap_or_else(|| panic!("{what} verifies"));
        fs::remove_file(&path).unwrap();
        verdict
    };
    let verdicts: Vec<&str> = (0..count).into_par_iter().map(judge).collect();
    verdicts.into_iter().fold(BTreeMap::new(), |mut counts, verdict| {
        *counts.entry(verdict).or_default() += 1;
        counts
    })
}

#[test]
fn the_archive_itself_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    fs::write(&path, archive()).unwrap();
    let verification = verify(&path, Watch::nobody()).unwrap();
    assert!(verification.verified && verification.canonical, "{:?}", verification.findings);
}

#[test]
fn no_byte_can_be_changed() {
    let original = archive();
    let counts = all_refused(2_000, |number| {
        let at = random(2 * number) % original.len();
        let change = u8::try_from(random(2 * number + 1) % 255 + 1).unwrap();
        let mut bytes = original.clone();
        bytes[at] ^= change;
        (bytes, format!("byte {at} ^ {change:#04x}"))
    });
    println!("{counts:?}");
    assert!(counts.len() > 10, "{counts:?}");
    // An archive with one byte changed is still one: it is refused, not called something else.
    assert_eq!(counts.get("not an archive"), None);
}

/// What no reader needs is not in doubt either: every bit of every header, of the directory and of the end.
#[test]
fn no_bit_of_the_structure_can_be_changed() {
    let original = archive();
    let directory = u32::from_le_bytes(original[original.len() - 6..][..4].try_into().unwrap()) as usize;
    let structure = original.len() - directory;
    all_refused(structure * 8, |number| {
        let mut bytes = original.clone();
        bytes[directory + number / 8] ^= 1 << (number % 8);
        (bytes, format!("bit {} of byte {}", number % 8, directory + number / 8))
    });
}

#[test]
fn nothing_can_be_cut_off() {
    let original = archive();
    let counts = all_refused(500, |number| {
        // Every length near both ends, and random ones between.
        let len = match number {
            0..100 => number,
            100..200 => original.len() - (number - 99),
            _ => random(number) % original.len(),
        };
        (original[..len].to_vec(), format!("cut to {len} bytes"))
    });
    println!("{counts:?}");
    // Of fewer than four bytes nobody can tell what they were.
    let (known, unknown) = (counts.get("zip-no-end"), counts.get("not an archive"));
    assert!(
        unknown.is_some_and(|count| *count >= 4) && known.is_some_and(|count| *count >= 490),
        "{counts:?}"
    );
}

/// The original with something at one end.
fn extended(original: &[u8], what: &[u8], in_front: bool) -> Vec<u8> {
    if in_front { [what, original].concat() } else { [original, what].concat() }
}

#[test]
fn no_byte_can_be_added_at_either_end() {
    let original = archive();
    all_refused(2 * 256, |number| {
        let byte = u8::try_from(number / 2).unwrap();
        let in_front = number % 2 == 0;
        (extended(&original, &[byte], in_front), format!("{byte:#04x} added, in front: {in_front}"))
    });
}

/// Whole structures, with which one reader would see this archive and another that one.
fn attachments(original: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let end = original[original.len() - END..].to_vec();
    let empty = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    let honest = bag::zip_of(&bag::foreign());
    vec![
        ("a copy of the end record", end),
        ("an empty archive", empty),
        ("one zero", vec![0]),
        ("zeros as long as an end record", vec![0; END]),
        ("zeros as long as the longest comment", vec![0; 65_535]),
        ("zeros beyond the longest comment", vec![0; 65_536 + END]),
        ("another archive", honest),
        ("the archive itself", original.to_vec()),
        ("a local header", original[..30].to_vec()),
        ("a line", b"\n".to_vec()),
        ("a script", b"#!/bin/sh\nexit 0\n".to_vec()),
    ]
}

#[test]
fn no_structure_can_be_added_at_either_end() {
    let original = archive();
    let attachments = attachments(&original);
    let counts = all_refused(2 * attachments.len(), |number| {
        let (name, bytes) = &attachments[number / 2];
        let in_front = number % 2 == 0;
        (extended(&original, bytes, in_front), format!("{name} added, in front: {in_front}"))
    });
    println!("{counts:?}");
}

/// A comment takes up what is behind the end record, if the end record is told its length.
#[test]
fn no_comment_can_be_added() {
    let original = archive();
    for len in [1_u16, 22, 65_535] {
        all_refused(1, |_| {
            let mut bytes = extended(&original, &vec![b'x'; len.into()], false);
            bytes[original.len() - 2..original.len()].copy_from_slice(&len.to_le_bytes());
            (bytes, format!("a comment of {len} bytes"))
        });
    }
}

#[test]
fn the_exit_code_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let original = archive();
    let mut cases: Vec<(String, Vec<u8>, i32)> = Vec::new();
    for (name, bytes) in attachments(&original) {
        cases.push((format!("{name} behind"), extended(&original, &bytes, false), 1));
        cases.push((format!("{name} in front"), extended(&original, &bytes, true), 1));
    }
    for len in [0, 1, 3] {
        cases.push((format!("cut to {len}"), original[..len].to_vec(), 2));
    }
    // Without the beginning and the end of an archive it is none.
    cases.push(("cut at both ends".to_owned(), original[1..original.len() - 1].to_vec(), 2));
    for (number, (name, bytes, expected)) in cases.into_iter().enumerate() {
        let path = folder.path().join(format!("{number}.zip"));
        fs::write(&path, bytes).unwrap();
        let (code, out, err) = outcome(&sealpack("en").arg("verify").arg(&path).output().unwrap());
        assert_eq!(code, expected, "{name}: {out}{err}");
    }
}
