//! Pictures and their EXIF.
#![no_main]

use sealpack::facts::{self, exif};
use sealpack_fuzz::{invariants, png};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"II") || input.starts_with(b"MM") {
        let exif = exif::read(input);
        assert!((1..=8).contains(&exif.orientation));
        assert!(exif.taken_at.is_some() || exif.taken_at_offset.is_none());
        [exif.camera, exif.software, exif.user_comment]
            .iter()
            .flatten()
            .for_each(|text| invariants::text(text));
    }
    invariants::facts(&facts::read(input), input);
    if input.starts_with(b"\x89PNG") {
        let fixed = png::with_right_checksums(input);
        invariants::facts(&facts::read(&fixed), &fixed);
    }
});
