//! What pictures tell of how they were made. The first byte of an input says where the rest stands: in a segment of a
//! JPEG or in a chunk of a PNG, around which there is no picture.
#![no_main]

use sealpack::facts;
use sealpack_fuzz::{invariants, png};

/// Beginnings of segments: their codes and the names before their content.
const SEGMENTS: [(u8, &[u8]); 6] = [
    (0xE1, b"http://ns.adobe.com/xap/1.0/\0"),
    (0xE1, b"Exif\0\0"),
    (0xEB, b"JP\0\x01\0\0\0\x01"),
    (0xED, b"Photoshop 3.0\0"),
    (0xFE, b""),
    (0xE1, b"http://ns.adobe.com/xmp/extension/\0"),
];
/// Types of chunks.
const CHUNKS: [&[u8; 4]; 4] = [b"tEXt", b"zTXt", b"iTXt", b"caBX"];
/// The most content of a segment.
const MOST_BYTES: usize = 65_000;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, content)) = input.split_first() else { return };
    let choice = usize::from(*choice) % (SEGMENTS.len() + CHUNKS.len());
    let content = &content[..content.len().min(MOST_BYTES)];
    let file = match SEGMENTS.get(choice) {
        Some((code, name)) => jpeg(*code, &[name, content].concat()),
        None => png::with_right_checksums(&chunks(CHUNKS[choice - SEGMENTS.len()], content)),
    };
    let facts = facts::read(&file);
    invariants::facts(&facts, &file);
    let image = facts.image.expect("the size is told before anything is wrong");
    for evidence in &image.provenance {
        for text in [&evidence.program, &evidence.value].into_iter().flatten() {
            assert!(!text.is_empty() && text.chars().count() <= 201, "{text}");
        }
    }
});

/// A header for 8 × 8 grey pixels, then this segment, and no pixels.
fn jpeg(code: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
    let frame = [0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0];
    [&[0xFF, 0xD8][..], &frame, &[0xFF, code], &length, content, &[0xFF, 0xD9]].concat()
}

/// The same as a PNG, its checksums still to be put right.
fn chunks(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes();
        [&length[..], kind, body, &[0; 4]].concat()
    };
    let header = [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0];
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &header)[..], &chunk(kind, content), &chunk(b"IEND", b"")].concat()
}
