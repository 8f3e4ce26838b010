//! Bags in ZIP files, around mutated tag files.

use std::io::Cursor;

use jiff::civil::date;
use sealpack::archive::zip::write::ZipWriter;
use sha2::{Digest, Sha256};

/// The files that an input lists, by ascending path and each once. In files about the payload, `<PATH>` stands for
/// the SHA-256 of the file at that path.
#[must_use]
pub fn files(input: &[u8]) -> Vec<(String, Vec<u8>)> {
    let parts = super::parts(input).unwrap_or_default();
    let digests: Vec<(Vec<u8>, String)> =
        parts.iter().map(|(name, content)| ([b"<", *name, b">"].concat(), sha256(content))).collect();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, content) in parts {
        let Ok(name) = std::str::from_utf8(name) else { continue };
        let content = if name.contains("manifest-") { filled(content, &digests) } else { content.to_vec() };
        files.push((name.to_owned(), content));
    }
    files.sort();
    files.dedup_by(|second, first| second.0 == first.0);
    files
}

/// The SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn filled(content: &[u8], digests: &[(Vec<u8>, String)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some(first) = rest.first() {
        match digests.iter().find(|(mark, _)| rest.starts_with(mark)) {
            Some((mark, digest)) => {
                out.extend(digest.as_bytes());
                rest = &rest[mark.len()..];
            }
            None => {
                out.push(*first);
                rest = &rest[1..];
            }
        }
    }
    out
}

/// A canonical archive of the files, below the folder `bag`, and the files in it: without those whose names the
/// writer refuses.
#[must_use]
pub fn zip(mut files: Vec<(String, Vec<u8>)>) -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()), date(2026, 7, 1)).expect("memory");
    files.retain(|(name, content)| {
        let Ok(mut entry) = zip.start(&format!("bag/{name}"), content.len() as u64) else { return false };
        entry.write(content).expect("memory");
        entry.finish().expect("the announced size");
        true
    });
    (zip.finish().expect("memory").into_inner(), files)
}
