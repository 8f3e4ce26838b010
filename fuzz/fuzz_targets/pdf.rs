//! PDF documents.
#![no_main]

use sealpack::facts::pdf;
use sealpack_fuzz::{invariants, pdf::file};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let file = file(input);
    let pdf = pdf::read(&file);
    invariants::damage(pdf.damage.as_ref(), &file);
    pdf.text.iter().chain(&pdf.title).for_each(|text| invariants::text(text));
    assert_ne!(pdf.text.as_deref().map(str::trim), Some(""));
    assert_ne!(pdf.title.as_deref().map(str::trim), Some(""));
    assert!(pdf.pages.is_some() || pdf.damage.is_some());
});
