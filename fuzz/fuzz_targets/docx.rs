//! Word documents.
#![no_main]

use sealpack::facts::docx;
use sealpack_fuzz::{container, invariants};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let file = container::file(input);
    let docx = docx::read(&file);
    invariants::damage(docx.damage.as_ref(), &file);
    docx.text.iter().chain(&docx.title).for_each(|text| invariants::text(text));
    assert_ne!(docx.title.as_deref().map(str::trim), Some(""));
    assert_ne!(docx.pages, Some(0));
    assert!(docx.text.is_some() || docx.damage.is_some());
});
