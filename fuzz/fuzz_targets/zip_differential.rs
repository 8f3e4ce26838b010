//! Whatever the strict reader lets through, another reader reads in the same way: the same names and bytes.
#![no_main]

use std::io::{Cursor, Read};

use sealpack::archive::zip::Content;
use sealpack::archive::zip::read::Archive;
use sealpack_fuzz::archive::file;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let file = file(input);
    let Ok(archive) = Archive::open(&mut Cursor::new(&file)) else { return };
    let mut other = zip::ZipArchive::new(Cursor::new(&file)).expect("another reader opens it");
    let mut names = Vec::new();
    for index in 0..other.len() {
        let entry = other.by_index_raw(index).expect("another reader finds it");
        let name = entry.name().expect("another reader reads its name").into_owned();
        if !name.ends_with('/') {
            names.push((name, index));
        }
    }
    let ours: Vec<&str> = archive.entries.iter().map(|entry| entry.name.as_str()).collect();
    let theirs: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(ours, theirs);
    for (entry, (_, index)) in archive.entries.iter().zip(names) {
        let mut content = Vec::new();
        let read =
            Content::open(Cursor::new(&file), entry).and_then(|mut source| source.read_to_end(&mut content));
        if read.is_ok() {
            let mut theirs = Vec::new();
            let mut entry = other.by_index(index).expect("another reader opens its content");
            entry.read_to_end(&mut theirs).expect("another reader reads its content");
            assert!(content == theirs);
        }
    }
});
