//! OFD documents.
#![no_main]

use sealpack::facts;
use sealpack_fuzz::{container, invariants};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let file = container::file(input);
    invariants::facts(&facts::read(&file), &file);
});
