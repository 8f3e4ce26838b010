//! Test data from the field, in the folder that `SEALPACK_CORPUS` names.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

mod common;

use std::path::{Path, PathBuf};

use sealpack::facts;

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

/// The exit code of `verify` for each bag in the folder.
fn judged(parent: &Path) -> Vec<(String, i32)> {
    let code = |bag: &PathBuf| common::run(&["verify", bag.to_str().unwrap()]).0;
    folders(parent)
        .iter()
        .map(|bag| (bag.file_name().unwrap().to_string_lossy().into_owned(), code(bag)))
        .collect()
}

/// The Library of Congress's conformance suite, as far as this version goes: bags of BagIt 1.0, and the refusal
/// of bad ones of 0.97, whose good ones have MD5 manifests.
#[test]
fn bags_are_judged_as_the_conformance_suite_says() {
    let Some(suite) = corpus("bagit-conformance-suite") else { return };
    let mut count = 0;
    for (folder, expected) in
        [("v1.0/valid", 0), ("v1.0/invalid", 1), ("v0.97/invalid", 1), ("v0.97/linux-only", 1)]
    {
        for (bag, code) in judged(&suite.join(folder)) {
            assert_eq!(code, expected, "{folder}/{bag}");
            count += 1;
        }
    }
    assert!(count >= 20, "only {count} bags");
    println!("{count} bags of the conformance suite judged as it says");
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
