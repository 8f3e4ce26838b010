//! The strict reader of ZIP files: what it lets through can be read, within its bounds.
#![no_main]

use std::io::{Cursor, Read};

use jiff::civil::date;
use sealpack::archive::zip::read::Archive;
use sealpack::archive::zip::write::ZipWriter;
use sealpack::archive::zip::{Content, Fault, Method, Refusal, check_name, padding_is_clear};
use sealpack_fuzz::archive::file;

/// Most that deflate makes of one byte.
const MOST_INFLATION: u64 = 1032;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let file = file(input);
    let archive = match Archive::open(&mut Cursor::new(&file)) {
        Ok(archive) => archive,
        Err(Refusal::Read(error)) => panic!("reading memory failed: {error}"),
        Err(Refusal::NotZip) => return,
        Err(Refusal::Fault(fault)) => {
            assert!(!fault.to_string().is_empty());
            assert!(fault.at.is_none_or(|at| at <= file.len() as u64), "{fault:?}");
            return;
        }
    };
    let mut whole = true;
    let mut contents = Vec::new();
    for entry in &archive.entries {
        check_name(&entry.name).expect("a safe name");
        assert!(entry.size <= (file.len() as u64).saturating_mul(MOST_INFLATION));
        let mut content = Vec::new();
        let read =
            Content::open(Cursor::new(&file), entry).and_then(|mut source| source.read_to_end(&mut content));
        assert!(content.len() as u64 <= entry.size);
        match read {
            Ok(count) => {
                assert_eq!(count as u64, entry.size);
                whole &= padding_is_clear(Cursor::new(&file), entry).expect("read before");
            }
            Err(error) => {
                Fault::from_read(error).expect("a fault of the archive");
                whole = false;
            }
        }
        contents.push(content);
    }
    // Where nothing is deflated, there is one way only to write the same files.
    let stored = archive.entries.iter().all(|entry| Method::of(&entry.name) == Method::Stored);
    if whole && stored && archive.deviation.is_none() {
        let day = file
            .get(12..14)
            .filter(|_| !contents.is_empty())
            .map_or(0x5CE1, |day| u16::from_le_bytes([day[0], day[1]]));
        let number = |shift: u16, bits: u16| (day >> shift) % (1 << bits);
        let part = |number: u16| i8::try_from(number).expect("few bits");
        let year = i16::try_from(1980 + number(9, 7)).expect("few bits");
        let mut zip =
            ZipWriter::new(Cursor::new(Vec::new()), date(year, part(number(5, 4)), part(number(0, 5))))
                .expect("a date of ours");
        for (entry, content) in archive.entries.iter().zip(&contents) {
            let mut writer = zip.start(&entry.name, entry.size).expect("our order");
            writer.write(content).expect("memory");
            writer.finish().expect("its size");
        }
        assert!(zip.finish().expect("memory").into_inner() == file, "canonical, and not what we write");
    }
});
