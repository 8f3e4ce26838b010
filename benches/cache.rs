//! Looking up what is known of files: `cargo bench --bench cache`.

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::path::Path;

use divan::Bencher;
use sealpack::facts::digest::hex;
use sealpack::facts::{self, Facts};
use sealpack::inventory::cache::{Cabinet, Cache, Topic};
use sealpack::inventory::{Survey, Watch};
use sealpack::profile;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

const SUBMISSION: &str = "examples/demo-county";

fn main() {
    divan::main();
}

/// A cache that knows the example, and a picture's facts under so many digests.
fn known(folder: &Path, pictures: usize) -> Vec<String> {
    let of = Cabinet::new(folder.to_owned()).of(Path::new(SUBMISSION));
    let (submission, profile) = profile::open(Path::new(SUBMISSION)).unwrap();
    Survey::take_knowing(&submission, &profile, of.clone(), Watch::nobody()).unwrap();
    let files = WalkDir::new(SUBMISSION).into_iter().map(|entry| entry.unwrap().into_path());
    let photo = files.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "jpg"));
    let facts = facts::read(&std::fs::read(photo.unwrap()).unwrap());
    let digests = (0..pictures).map(|number| hex(&Sha256::digest(number.to_le_bytes())));
    let digests: Vec<String> = digests.collect();
    for digest in &digests {
        of.recall(Topic::Facts, digest, || facts.clone());
    }
    digests
}

fn open(folder: &Path) -> Cache {
    Cabinet::new(folder.to_owned()).of(Path::new(SUBMISSION))
}

/// Opening what is known of a submission with so many pictures.
#[divan::bench(args = [500, 20_000])]
fn opened(bencher: Bencher<'_, '_>, pictures: usize) {
    let folder = tempfile::tempdir().unwrap();
    known(folder.path(), pictures);
    bencher.bench_local(|| open(folder.path()));
}

/// The facts of 500 pictures.
#[divan::bench]
fn facts_of_500(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let digests = known(folder.path(), 500);
    let of = open(folder.path());
    bencher.bench_local(|| {
        for digest in &digests {
            divan::black_box(of.recall(Topic::Facts, digest, Facts::default));
        }
    });
}

/// The example, of which everything is known.
#[divan::bench]
fn survey(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    known(folder.path(), 0);
    let (submission, profile) = profile::open(Path::new(SUBMISSION)).unwrap();
    bencher.bench_local(|| {
        Survey::take_knowing(&submission, &profile, open(folder.path()), Watch::nobody()).unwrap()
    });
}
