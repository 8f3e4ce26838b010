//! What comes after reading the files: `cargo bench --bench check`.

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::path::Path;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use sealpack::check::{self, Subject};
use sealpack::inventory::{Documents, Survey, Watch};
use sealpack::profile::{self, Profile};
use sealpack::submission::Submission;
use serde_json::Value;

const SUBMISSION: &str = "examples/demo-county-faulty";
/// The indicator with most material.
const INDICATOR: &str = "A2";
/// So many times the material of the example: 500 files of one kind.
const REPEATED: usize = 100;

struct Read {
    submission: Submission,
    profile: Profile,
    survey: Survey,
}

static READ: LazyLock<Read> = LazyLock::new(|| {
    let (submission, profile) = profile::open(Path::new(SUBMISSION)).unwrap();
    let survey = Survey::take(&submission, &profile, Watch::nobody()).unwrap();
    Read { submission, profile, survey }
});

/// Reading a profile and compiling its schemas.
#[divan::bench]
fn open_profile(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| profile::open(black_box(Path::new(SUBMISSION))).unwrap().1.indicators.len());
}

/// The inventory of an indicator against its schema.
#[divan::bench(args = [1, REPEATED])]
fn validate(bencher: Bencher<'_, '_>, times: usize) {
    let read = &*READ;
    let inventory =
        read.survey.inventories.iter().find(|inventory| inventory.indicator == INDICATOR).unwrap();
    let indicator = read.profile.indicators.iter().find(|indicator| indicator.code == INDICATOR).unwrap();
    let mut document = inventory.document();
    for list in document.as_object_mut().unwrap().values_mut().filter_map(Value::as_array_mut) {
        *list = std::iter::repeat_n(list.clone(), times).flatten().collect();
    }
    bencher.bench_local(|| read.profile.schemas.errors(&indicator.schema, black_box(&document)).len());
}

/// All rules, on what was read of the example.
#[divan::bench]
fn all_rules(bencher: Bencher<'_, '_>) {
    let Read { submission, profile, survey } = &*READ;
    let today = jiff::civil::date(2026, 7, 1);
    let subject = Subject { submission, profile, survey, today, elsewhere: None };
    bencher.bench_local(|| check::check(black_box(&subject)).unwrap().len());
}

/// The inventories as they are written into an archive.
#[divan::bench]
fn write_inventories(bencher: Bencher<'_, '_>) {
    let read = &*READ;
    bencher.bench_local(|| {
        serde_json::to_vec(&Documents::of(black_box(&read.survey.inventories))).unwrap().len()
    });
}

fn main() {
    divan::main();
}
