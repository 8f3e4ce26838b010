//! Tables in XLSX, XLS and ODS: their facts, and captions in them.
#![no_main]

use sealpack::facts::{self, Format, captions};
use sealpack_fuzz::{captions::check, container, invariants};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let file = container::file(input);
    if matches!(facts::format::detect(&file), Some(Format::Xlsx | Format::Xls | Format::Ods)) {
        invariants::facts(&facts::read(&file), &file);
        check(&captions::read(&file), &file);
    }
});
