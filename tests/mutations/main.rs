//! Files of every format that is read, made on the spot, then cut and changed at random: no reader fails, takes
//! long or needs much memory, and what is cut is never taken for whole.
//!
//! A further format is one function that makes a file, and one test that names it.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may fail, and says what it skips")]

mod documents;
mod pdf;
mod pictures;
mod provenance;
mod random;

use std::time::{Duration, Instant};

use rayon::prelude::*;
use sealpack::facts::{self, Facts, Reason};

use random::Random;

/// Files of each format.
const FILES: u64 = 100;
/// Cuts of each file, and changes of each file.
const TIMES: usize = 10;
/// A guard against input that makes a reader hang: nearly all files take some milliseconds. This is the only
/// test that knows of time, since how long a file may hold up a submission is promised.
const LONGEST: Duration = Duration::from_secs(2);
/// Memory that the whole process may have needed, in kibibytes: 300 MB.
const MOST_MEMORY: u64 = 300_000_000 / 1024;

#[test]
fn jpeg() {
    survives("jpeg", pictures::jpeg, 3);
}

#[test]
fn png() {
    survives("png", pictures::png, 8);
}

#[test]
fn jpeg_that_tells_how_it_was_made() {
    survives("jpeg", provenance::jpeg, 3);
}

#[test]
fn png_that_tells_how_it_was_made() {
    survives("png", provenance::png, 8);
}

#[test]
fn docx() {
    survives("docx", documents::docx, 4);
}

#[test]
fn xlsx() {
    survives("xlsx", documents::xlsx, 4);
}

#[test]
fn pdf_files() {
    survives("pdf", pdf::pdf, 5);
}

/// Makes whole files, then cuts and changes them. Cuts leave the first bytes, `signature` in number, without
/// which content does not tell the format.
fn survives(name: &str, make: fn(&mut Random) -> Vec<u8>, signature: usize) {
    (0..FILES).into_par_iter().for_each(|number| {
        let mut random = Random::new(number);
        let file = make(&mut random);
        let whole = read(name, number, "whole", &file);
        assert_eq!(whole.format.map(facts::Format::name), Some(name));
        assert_eq!((whole.intact, whole.damage), (Some(true), None), "{name} {number}");
        let anywhere: Vec<usize> =
            (0..TIMES).map(|_| signature + random.below(file.len() - signature)).collect();
        for length in anywhere.into_iter().chain([file.len() - 1]) {
            let facts = read(name, number, "cut", &file[..length]);
            assert_eq!(facts.intact, Some(false), "{name} {number} cut to {length} of {} bytes", file.len());
        }
        for changes in 1..=TIMES {
            let mut changed = file.clone();
            for _ in 0..changes {
                let at = random.below(changed.len());
                changed[at] = random.byte();
            }
            read(name, number, "changed", &changed);
        }
    });
    check_memory();
}

fn read(name: &str, number: u64, what: &str, file: &[u8]) -> Facts {
    let start = Instant::now();
    let facts = facts::read(file);
    let taken = start.elapsed();
    assert!(taken < LONGEST, "{name} {number}, {what}: {taken:?}");
    // Readers that panic are caught and say this.
    let failed = facts.damage.as_ref().is_some_and(|damage| damage.reason == Reason::ReaderFailed);
    assert!(!failed, "{name} {number}, {what}: the reader failed");
    assert_eq!(facts.intact == Some(false), facts.damage.is_some(), "{name} {number}, {what}");
    serde_json::to_string(&facts).unwrap();
    facts
}

/// The most memory that this process, with all tests at once, has needed so far.
fn check_memory() {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        eprintln!("NOT TESTED: how much memory was needed, which this system does not tell");
        return;
    };
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak < MOST_MEMORY, "{peak} KiB");
}
