//! Plain texts, and what the text rules find in them.
#![no_main]

use sealpack::facts;
use sealpack_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    invariants::facts(&facts::read(input), input);
    let text = String::from_utf8_lossy(input);
    invariants::facts(&facts::read(text.as_bytes()), text.as_bytes());
});
