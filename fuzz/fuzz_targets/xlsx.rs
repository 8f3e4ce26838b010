//! Tables in XLSX, read as caption sheets.
#![no_main]

use sealpack::facts::captions;
use sealpack_fuzz::{captions::check, container};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let file = container::file(input);
    if file.starts_with(b"PK") {
        check(&captions::read(&file), &file);
    }
});
