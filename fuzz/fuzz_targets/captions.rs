//! Captions in CSV and in file names, with the dates in both.
#![no_main]

use std::sync::LazyLock;

use regex::Regex;
use sealpack::facts::{captions, dates};
use sealpack_fuzz::captions::check;

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?<date>\d{4}-\d{2}-\d{2})_(?<place>[^_]+)_(?<event>[^_]+)(?:_\d+)?$";
    Regex::new(pattern).expect("a pattern")
});

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    check(&captions::read(input), input);
    for name in String::from_utf8_lossy(input).lines() {
        let _ = captions::from_name(&PATTERN, name);
        let _ = dates::in_name(name);
        let _ = dates::parse(name);
    }
});
