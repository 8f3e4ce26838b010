//! Test data from the field, in the folder that `SEALPACK_CORPUS` names.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

mod common;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use sealpack::archive::zip::write::ZipWriter;
use sealpack::facts::pdq::{self, Hash};
use sealpack::facts::{self, pixels};
use serde_json::Value;

fn corpus(folder: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("SEALPACK_CORPUS") else {
        eprintln!("NOT TESTED: SEALPACK_CORPUS names no test data");
        return None;
    };
    let folder = Path::new(&root).join(folder);
    assert!(folder.is_dir(), "{} is missing", folder.display());
    Some(folder)
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).unwrap_or_else(|error| panic!("{}: {error}", parent.display()));
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What `verify` says of a bag: the exit code, and whether it warns.
fn judge(bag: &Path) -> (i32, bool) {
    let (code, out, err) = common::run(&["verify", "--format", "json", bag.to_str().unwrap()]);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{}: {err}", bag.display()));
    let findings = result["archives"][0]["findings"].as_array().unwrap();
    (code, findings.iter().any(|finding| finding["severity"] == "warning"))
}

/// A bag as our writer zips it, in a folder of its own; none where a name cannot be in an archive.
fn zipped(bag: &Path, into: &Path) -> Option<PathBuf> {
    let name = bag.file_name().unwrap().to_string_lossy().into_owned();
    let target = into.join(format!("{name}.zip"));
    let date = "2026-07-01".parse().unwrap();
    let mut writer = ZipWriter::new(File::create(&target).unwrap(), date).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(bag)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(bag).unwrap().to_str().unwrap().to_owned();
            (format!("{name}/{below}"), std::fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    for (path, content) in files {
        let mut entry = writer.start(&path, content.len() as u64).ok()?;
        entry.write(&content).unwrap();
        entry.finish().unwrap();
    }
    writer.finish().unwrap();
    Some(target)
}

/// The Library of Congress's conformance suite: every bag of 0.97 and 1.0, as a folder and zipped by us.
#[test]
fn bags_are_judged_as_the_conformance_suite_says() {
    let Some(suite) = corpus("bagit-conformance-suite") else { return };
    let dir = tempfile::tempdir().unwrap();
    let (mut count, mut archives) = (0, 0);
    for (version, verdict, code) in [
        ("v0.97", "valid", 0),
        ("v0.97", "warning", 0),
        ("v0.97", "invalid", 1),
        ("v0.97", "linux-only", 1),
        ("v0.97", "windows-only", 1),
        ("v1.0", "valid", 0),
        ("v1.0", "invalid", 1),
    ] {
        for bag in folders(&suite.join(version).join(verdict)) {
            let judged = judge(&bag);
            assert_eq!(judged.0, code, "{}", bag.display());
            assert!(verdict != "warning" || judged.1, "no warning: {}", bag.display());
            count += 1;
            let Some(archive) = zipped(&bag, dir.path()) else { continue };
            // A bag that no longer has its declaration is no bag to be found in an archive.
            assert_eq!(judge(&archive).0, code, "zipped: {}", bag.display());
            archives += 1;
        }
    }
    assert_eq!((count, archives), (46, 46), "bags of the suite, and of these zipped");
    println!("{count} bags of BagIt 0.97 and 1.0 judged as the suite says, {archives} of them again zipped");
}

/// Versions before 0.97 are read, and each is said to be old.
#[test]
fn bags_of_older_versions_are_told_apart() {
    let Some(suite) = corpus("bagit-conformance-suite") else { return };
    let mut count = 0;
    for version in ["v0.93", "v0.94", "v0.95", "v0.96"] {
        for bag in folders(&suite.join(version).join("valid")) {
            let (code, out, _) = common::run(&["verify", "--lang", "en", bag.to_str().unwrap()]);
            assert_eq!(code, 0, "{}", bag.display());
            assert!(out.contains("warning[bag-version]"), "{out}");
            assert!(out.contains(version.trim_start_matches('v')), "{out}");
            count += 1;
        }
    }
    println!("{count} bags of older versions read, each with a warning");
    assert_eq!(count, 14);
}

#[test]
fn honest_pictures_are_intact() {
    let Some(pictures) = corpus("pdq") else { return };
    let mut count = 0;
    for entry in walkdir::WalkDir::new(pictures).into_iter().map(|entry| entry.unwrap()) {
        if entry.path().extension().is_some_and(|extension| extension == "jpg") {
            let facts = facts::read(&std::fs::read(entry.path()).unwrap());
            assert_eq!((facts.intact, facts.damage), (Some(true), None), "{}", entry.path().display());
            count += 1;
        }
    }
    assert!(count >= 20, "only {count} pictures");
}

/// The hash and the quality that the reference implementation gives the pictures of the corpus, by path.
fn hashed_by_the_reference() -> Option<Vec<(PathBuf, Hash, u64)>> {
    let pictures = corpus("pdq")?;
    let expected = std::fs::read(pictures.join("expected.json")).unwrap();
    let expected: BTreeMap<String, Value> = serde_json::from_slice(&expected).unwrap();
    let of = |(path, value): (String, Value)| {
        let hash = value["pdq"].as_str().unwrap().parse().unwrap();
        (pictures.join(path), hash, value["quality"].as_u64().unwrap())
    };
    Some(expected.into_iter().map(of).collect())
}

/// The reference project's own bar for an implementation: 10 bits, for pictures with a quality of at least 80.
/// Its own numbers come from the whole picture; ours from as little of it as facts are made of.
#[test]
fn hashes_are_those_of_the_reference_implementation() {
    let Some(expected) = hashed_by_the_reference() else { return };
    assert!(expected.len() >= 20, "only {} pictures", expected.len());
    for (side, most) in [(u32::MAX, 0), (pdq::SIDE, 4)] {
        let mut sum = 0;
        for (path, hash, quality) in &expected {
            let grey = pixels::grey(&std::fs::read(path).unwrap(), side).unwrap();
            let found = pdq::pdq(&grey).unwrap();
            let distance = found.turns[0].distance(hash);
            assert!(distance <= most, "{}: {distance} bits", path.display());
            assert!(u64::from(found.quality).abs_diff(*quality) <= 2, "{}", path.display());
            sum += distance;
        }
        println!("{} pictures, {sum} bits away in all, {most} at most", expected.len());
    }
}

/// The same picture turned and mirrored by another program, as its EXIF orientation numbers these.
#[test]
fn hashes_of_the_eight_turns_are_those_of_the_turned_pictures() {
    let Some(expected) = hashed_by_the_reference() else { return };
    let hash = |name: &str| expected.iter().find(|(path, ..)| path.ends_with(format!("dih/{name}.jpg")));
    let (original, ..) = hash("bridge-1-original").unwrap();
    let grey = pixels::grey(&std::fs::read(original).unwrap(), pdq::SIDE).unwrap();
    let turns = pdq::pdq(&grey).unwrap().turns;
    for (orientation, name) in [
        (1, "bridge-1-original"),
        (2, "bridge-6-flipy"),
        (3, "bridge-3-rotate-180"),
        (4, "bridge-5-flipx"),
        (5, "bridge-7-flip-plus-1"),
        (6, "bridge-4-rotate-270"),
        (7, "bridge-8-flip-minus-1"),
        (8, "bridge-2-rotate-90"),
    ] {
        let distances = turns.map(|turn| turn.distance(&hash(name).unwrap().1));
        let nearest = distances.iter().min().copied();
        assert_eq!(distances.get(orientation - 1).copied(), nearest, "{name}: {distances:?}");
        assert!(nearest.is_some_and(|distance| distance <= 10), "{name}: {distances:?}");
    }
}
