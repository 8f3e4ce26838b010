//! Tests of [`Container`], and the ZIP writer of the tests, which can also lie.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, FlushCompress};

use super::*;

/// An entry as it is to be written, whether true or not.
#[derive(Clone)]
pub(in crate::facts) struct Raw {
    pub(in crate::facts) name: String,
    pub(in crate::facts) flags: u16,
    pub(in crate::facts) method: u16,
    pub(in crate::facts) crc: u32,
    pub(in crate::facts) size: u64,
    pub(in crate::facts) data: Vec<u8>,
}

pub(in crate::facts) fn stored(name: &str, content: &[u8]) -> Raw {
    let (crc, size) = (crc32fast::hash(content), content.len() as u64);
    Raw { name: name.to_owned(), flags: 0x800, method: 0, crc, size, data: content.to_vec() }
}

pub(in crate::facts) fn deflated(name: &str, content: &[u8]) -> Raw {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    Raw { method: 8, data: encoder.finish().unwrap(), ..stored(name, content) }
}

/// A ZIP of these entries; sizes from 4 GiB on are written as ZIP64.
pub(in crate::facts) fn zip_of(entries: &[Raw]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for Raw { name, flags, method, crc, size, data } in entries {
        let short_size = u32::try_from(*size).unwrap_or(u32::MAX);
        let extra = if short_size == u32::MAX {
            [&[1, 0, 8, 0], size.to_le_bytes().as_slice()].concat()
        } else {
            Vec::new()
        };
        let mut common = vec![45, 0];
        common.extend(flags.to_le_bytes());
        common.extend(method.to_le_bytes());
        common.extend([0, 0, 0x21, 0]);
        common.extend(crc.to_le_bytes());
        common.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        common.extend(short_size.to_le_bytes());
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        directory.extend(b"PK\x01\x02\x2D\x00");
        directory.extend(&common);
        directory.extend(u16::try_from(extra.len()).unwrap().to_le_bytes());
        directory.extend([0; 10]);
        directory.extend(u32::try_from(file.len()).unwrap().to_le_bytes());
        directory.extend(name.as_bytes());
        directory.extend(extra);
        file.extend(b"PK\x03\x04");
        file.extend(common);
        file.extend([0; 2]);
        file.extend(name.as_bytes());
        file.extend(data);
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let start = u32::try_from(file.len()).unwrap().to_le_bytes();
    let len = u32::try_from(directory.len()).unwrap().to_le_bytes();
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend([len, start].concat());
    file.extend([0; 2]);
    file
}

/// Zeros, deflated to a thousandth: `blocks` times 16 MiB.
pub(in crate::facts) fn bomb(name: &str, blocks: u64) -> Raw {
    let chunk = vec![0; 16 << 20];
    let mut block = Vec::with_capacity(1 << 20);
    // The stream is flushed at the end of a block, so that blocks can be repeated.
    Compress::new(Compression::best(), false).compress_vec(&chunk, &mut block, FlushCompress::Full).unwrap();
    let mut data = block.repeat(usize::try_from(blocks).unwrap());
    data.extend([3, 0]);
    let mut one = crc32fast::Hasher::new();
    one.update(&chunk);
    let mut crc = crc32fast::Hasher::new();
    (0..blocks).for_each(|_| crc.combine(&one));
    let (crc, size) = (crc.finalize(), blocks * chunk.len() as u64);
    Raw { name: name.to_owned(), flags: 0, method: 8, crc, size, data }
}

fn check(bytes: &[u8]) -> Result<(), Reason> {
    let whole = Container::open(bytes).and_then(|mut container| container.check_all());
    whole.map_err(|damage| damage.reason)
}

fn sample() -> Vec<Raw> {
    let noise: Vec<u8> = (0..4000u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    vec![deflated("a.xml", "文明城市 ".repeat(200).as_bytes()), stored("b.png", &noise), stored("c/", b"")]
}

#[test]
fn reads_parts_and_proves_the_rest() {
    let file = zip_of(&sample());
    let mut container = Container::open(&file).unwrap();
    assert_eq!(container.names().collect::<Vec<_>>(), ["a.xml", "b.png", "c/"]);
    assert_eq!(container.part("A.xml").unwrap().unwrap(), "文明城市 ".repeat(200).as_bytes());
    assert_eq!(container.part("none").unwrap(), None);
    container.check_all().unwrap();
}

#[test]
fn reads_what_other_writers_make() {
    // Data descriptors, ZIP64 fields and a comment.
    let options = zip::write::SimpleFileOptions::default().large_file(true);
    let mut writer = zip::ZipWriter::new_stream(Vec::new());
    writer.set_comment("made by hand").unwrap();
    writer.start_file("文件.xml", options).unwrap();
    writer.write_all(b"<a/>").unwrap();
    let file = writer.finish().unwrap().into_inner();
    assert_eq!(check(&file), Ok(()));
}

#[test]
fn a_zip64_end_record_counts() {
    let mut file = zip_of(&sample());
    let end = file.len() - END_RECORD_LEN;
    let field = |at: usize| u64::from(u32_at(&file, end + at).unwrap());
    let (len, start) = (field(12), field(16));
    let mut record = b"PK\x06\x06".to_vec();
    record.extend(44u64.to_le_bytes());
    record.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    record.extend([3u64, 3, len, start].map(u64::to_le_bytes).concat());
    record.extend(b"PK\x06\x07\0\0\0\0");
    record.extend((end as u64).to_le_bytes());
    record.extend(1u32.to_le_bytes());
    file[end + 8..end + 20].fill(0xFF);
    file.splice(end..end, record);
    assert_eq!(check(&file), Ok(()));
    // The short fields may not say something else.
    let short_count = file.len() - END_RECORD_LEN + 10;
    file[short_count..short_count + 2].copy_from_slice(&2u16.to_le_bytes());
    assert_eq!(check(&file), Err(Reason::Structure));
}

#[test]
fn every_cut_is_noticed() {
    let file = zip_of(&sample());
    for len in 0..file.len() {
        assert_eq!(check(&file[..len]), Err(Reason::EndsEarly), "cut to {len}");
    }
}

#[test]
fn a_cut_that_ends_with_an_inner_zip_is_noticed() {
    let inner = zip_of(&sample());
    let outer =
        zip_of(&[stored("first.txt", b"first"), stored("inner.docx", &inner), stored("last.txt", b"last")]);
    let inner_end = outer.windows(inner.len()).position(|window| window == inner).unwrap() + inner.len();
    assert_eq!(check(&outer), Ok(()));
    for len in [inner_end, inner_end + 1, inner_end + 30] {
        assert_eq!(check(&outer[..len]), Err(Reason::EndsEarly));
    }
}

#[test]
fn the_end_record_is_at_the_true_end() {
    let file = zip_of(&sample());
    assert_eq!(check(&[&file[..], b"\0"].concat()), Err(Reason::Structure));
    assert_eq!(check(&[b"MZ", &file[..]].concat()), Err(Reason::Structure));
    let mut commented = file.clone();
    let at = commented.len() - 2;
    commented[at] = 5;
    commented.extend(b"hello");
    assert_eq!(check(&commented), Ok(()));
    commented.pop();
    assert_eq!(check(&commented), Err(Reason::EndsEarly));
}

#[test]
fn damaged_data_is_named() {
    let with = |change: fn(&mut Raw)| {
        let mut entries = sample();
        change(&mut entries[0]);
        check(&zip_of(&entries))
    };
    assert_eq!(with(|entry| entry.crc ^= 1), Err(Reason::Checksum));
    assert_eq!(with(|entry| entry.data[0] = 0xFF), Err(Reason::DataCorrupt));
    assert_eq!(with(|entry| entry.data.truncate(20)), Err(Reason::DataCorrupt));
    assert_eq!(with(|entry| entry.data.push(0)), Err(Reason::DataCorrupt));
    assert_eq!(with(|entry| entry.size += 1), Err(Reason::DataCorrupt));
    assert_eq!(with(|entry| entry.size -= 1), Err(Reason::DataCorrupt));
    assert_eq!(with(|entry| entry.flags |= 1), Err(Reason::Encrypted));
    assert_eq!(with(|entry| entry.method = 12), Err(Reason::Structure));
    assert_eq!(with(|entry| entry.name = "B.PNG".to_owned()), Err(Reason::Structure));
    assert_eq!(with(|entry| entry.name = "b.png".to_owned()), Err(Reason::Structure));
    let mut file = zip_of(&sample());
    file[30] = b'z';
    assert_eq!(check(&file), Err(Reason::Structure), "another name in the local header");
}

#[test]
fn too_many_or_too_large_entries_are_refused() {
    let many: Vec<Raw> = (0..=MAX_ENTRIES).map(|number| stored(&number.to_string(), b"")).collect();
    assert_eq!(check(&zip_of(&many)), Err(Reason::InflatesTooFar));
    assert_eq!(check(&zip_of(&many[1..])), Ok(()));
    let file = zip_of(&[bomb("word/document.xml", 5)]);
    let mut container = Container::open(&file).unwrap();
    assert_eq!(container.part("word/document.xml").unwrap_err().reason, Reason::InflatesTooFar);
    container.check_all().unwrap();
}

#[test]
fn bombs_stop_at_the_bound() {
    let honest = bomb("word/media/image1.png", 640);
    assert_eq!(honest.size, 10 << 30);
    let claims_less = Raw { size: MAX_PART, ..honest.clone() };
    for (entry, reason) in [(honest, Reason::InflatesTooFar), (claims_less, Reason::DataCorrupt)] {
        let file = zip_of(&[entry]);
        assert_eq!(check(&file), Err(reason));
    }
}

#[test]
fn overlapping_entries_are_refused() {
    // A local header and its data, stored as the content of another entry.
    let local = zip_of(&[stored("b", b"12345678")])[..30 + 1 + 8].to_vec();
    let mut file = zip_of(&[stored("a", &local), stored("b", b"12345678")]);
    assert_eq!(check(&file), Ok(()));
    let offset = file.len() - END_RECORD_LEN - 1 - 4;
    file[offset..offset + 4].copy_from_slice(&31u32.to_le_bytes());
    assert_eq!(check(&file), Err(Reason::Structure));
}

#[test]
fn parts_have_a_bound_together() {
    let half = MAX_PARTS / 2;
    let zeros = |name: &str| {
        let bomb = bomb(name, half / (16 << 20));
        assert_eq!(bomb.size, half);
        bomb
    };
    let file = zip_of(&[zeros("a"), zeros("b"), stored("c", b"12345678")]);
    let mut container = Container::open(&file).unwrap();
    assert_eq!(container.part("a").unwrap().unwrap().len() as u64, half);
    assert_eq!(container.part("b").unwrap().unwrap().len() as u64, half);
    assert_eq!(container.part("c").unwrap_err().reason, Reason::InflatesTooFar);
    // All of it may still be whole.
    container.check_all().unwrap();
}

#[test]
fn an_entry_beyond_the_directory_is_damage_of_the_directory() {
    let mut file = zip_of(&[stored("a", b"12345678")]);
    let directory = 30 + 1 + 8;
    file[directory + 42..directory + 46].copy_from_slice(&70_000u32.to_le_bytes());
    let damage = Container::open(&file).unwrap_err();
    assert_eq!(damage, Damage::at(Reason::Structure, directory as u64));
}

#[test]
fn no_flipped_byte_panics_and_none_in_the_data_goes_unnoticed() {
    let entries = sample();
    let file = zip_of(&entries);
    // In the last byte of deflated data there may be bits that mean nothing.
    let start = 30 + entries[0].name.len();
    let data = start..start + entries[0].data.len() - 1;
    for at in 0..file.len() {
        for flip in [0x01, 0x80, 0xFF] {
            let mut flipped = file.clone();
            flipped[at] ^= flip;
            let result = check(&flipped);
            assert!(!data.contains(&at) || result.is_err(), "byte {at} ^ {flip:02x}");
        }
    }
}
