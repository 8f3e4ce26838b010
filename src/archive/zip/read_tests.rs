use std::io;

use std::io::{Cursor, Write};

use jiff::civil::date;
use proptest::prelude::*;

use super::super::write::ZipWriter;
use super::super::{Content, UnsafeName, record};
use super::*;

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()), date(2026, 7, 1)).unwrap();
    for (name, content) in entries {
        let mut entry = zip.start(name, content.len() as u64).unwrap();
        entry.write(content).unwrap();
        entry.finish().unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Result<Archive, Refusal> {
    Archive::open(&mut Cursor::new(bytes))
}

fn fault(bytes: &[u8]) -> FaultKind {
    match open(bytes) {
        Err(Refusal::Fault(fault)) => fault.kind,
        other => panic!("{other:?}"),
    }
}

fn contents(bytes: &[u8]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let archive = open(bytes).map_err(|refusal| io::Error::other(format!("{refusal:?}")))?;
    let mut found = Vec::new();
    for entry in &archive.entries {
        let mut content = Vec::new();
        Content::open(Cursor::new(bytes), entry)?.read_to_end(&mut content)?;
        found.push((entry.name.clone(), content));
    }
    Ok(found)
}

/// Where the `count`th record with a signature starts.
fn find(bytes: &[u8], signature: u32, count: usize) -> usize {
    let mut places = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(&signature.to_le_bytes()));
    places.nth(count).unwrap()
}

/// Overwrites bytes of the same field in an entry's local and central header.
fn patch_both(bytes: &mut [u8], entry: usize, local_offset: usize, new: &[u8]) {
    let local = find(bytes, record::LOCAL, entry) + local_offset;
    let central = find(bytes, record::CENTRAL, entry) + local_offset + 2;
    bytes[local..local + new.len()].copy_from_slice(new);
    bytes[central..central + new.len()].copy_from_slice(new);
}

fn rename(bytes: &mut [u8], entry: usize, new: &[u8]) {
    let local = find(bytes, record::LOCAL, entry) + record::LOCAL_LEN;
    let central = find(bytes, record::CENTRAL, entry) + record::CENTRAL_LEN;
    bytes[local..local + new.len()].copy_from_slice(new);
    bytes[central..central + new.len()].copy_from_slice(new);
}

const TWO: &[(&str, &[u8])] = &[("a.jpg", b"stored"), ("b.txt", b"deflated deflated deflated")];

#[test]
fn what_we_write_is_canonical() {
    for entries in [TWO, &[], &[("\u{516c}\u{56ed}/\u{4e00}.txt", b"")]] {
        let bytes = archive(entries);
        assert_eq!(open(&bytes).unwrap().deviation, None);
        let found = contents(&bytes).unwrap();
        assert!(found.iter().zip(entries).all(|((n, c), (name, content))| n == name && c == content));
        assert_eq!(found.len(), entries.len());
    }
}

#[test]
fn the_end_must_be_the_true_end() {
    let bytes = archive(TWO);
    assert_eq!(fault(&[&bytes[..], b"x"].concat()), FaultKind::AfterEnd);
    assert_eq!(fault(&[b"x", &bytes[..]].concat()), FaultKind::DirectoryPlace);
    assert_eq!(fault(&bytes[..bytes.len() - 1]), FaultKind::NoEnd);
    assert_eq!(fault(&bytes[..bytes.len() / 2]), FaultKind::NoEnd);
    for bytes in [b"".as_slice(), b"PK", b"no archive", &vec![0; 100_000]] {
        assert!(matches!(open(bytes), Err(Refusal::NotZip)));
    }
}

/// A stored document that is a ZIP itself, cut off so that its end is the end of the file.
#[test]
fn an_inner_archive_is_not_taken_for_the_outer() {
    let inner = archive(TWO);
    let outer = archive(&[("a.docx", &inner), ("b.jpg", b"x")]);
    let end = record::LOCAL_LEN + "a.docx".len() + inner.len();
    assert_eq!(fault(&outer[..end]), FaultKind::DirectoryPlace);
    assert_eq!(open(&outer).unwrap().deviation, None);
}

#[test]
fn comments() {
    let with_comment = |comment: &[u8]| {
        let mut bytes = archive(TWO);
        let at = bytes.len() - 2;
        bytes[at..].copy_from_slice(&u16::try_from(comment.len()).unwrap().to_le_bytes());
        [&bytes[..], comment].concat()
    };
    assert_eq!(open(&with_comment(b"a plain comment")).unwrap().deviation, Some(Deviation::End));
    assert_eq!(fault(&with_comment(b"see PK\x03\x04")), FaultKind::HiddenRecord);
    assert_eq!(fault(&with_comment(&archive(&[]))), FaultKind::SeveralEnds);
}

#[test]
fn end_record_and_directory_must_agree() {
    let original = archive(TWO);
    let end = original.len() - record::END_LEN;
    for (offset, kind) in [
        (4, FaultKind::Split),
        (6, FaultKind::Split),
        (8, FaultKind::Split),
        (12, FaultKind::DirectoryPlace),
        (16, FaultKind::DirectoryPlace),
    ] {
        let mut bytes = original.clone();
        bytes[end + offset] ^= 1;
        assert_eq!(fault(&bytes), kind, "{offset}");
    }
    for count in [1_u8, 3] {
        let mut bytes = original.clone();
        (bytes[end + 8], bytes[end + 10]) = (count, count);
        assert!(matches!(fault(&bytes), FaultKind::DirectoryCount | FaultKind::CentralHeader));
    }
}

#[test]
fn local_headers_must_agree() {
    let original = archive(TWO);
    let local = find(&original, record::LOCAL, 1);
    for (offset, kind) in [
        (0, FaultKind::LocalHeader),
        (6, FaultKind::OtherFields),
        (8, FaultKind::OtherFields),
        (10, FaultKind::OtherFields),
        (14, FaultKind::OtherFields),
        (18, FaultKind::OtherFields),
        (22, FaultKind::OtherFields),
        (26, FaultKind::OtherName),
        (30, FaultKind::OtherName),
    ] {
        let mut bytes = original.clone();
        bytes[local + offset] ^= 2;
        assert_eq!(fault(&bytes), kind, "{offset}");
    }
    let mut bytes = original.clone();
    bytes[local + 4] ^= 2;
    assert_eq!(open(&bytes).unwrap().deviation, Some(Deviation::Header("b.txt".to_owned())));
}

#[test]
fn entries_fill_the_file() {
    let original = archive(TWO);
    let directory = find(&original, record::CENTRAL, 0);
    let end = original.len() - record::END_LEN;
    // One byte more before the directory, and the end record told so.
    let mut gap = original.clone();
    gap.insert(directory, 0);
    gap[end + 1 + 16] += 1;
    assert_eq!(fault(&gap), FaultKind::Gap);
    // Both entries at the same place.
    let mut overlap = original;
    let second = find(&overlap, record::CENTRAL, 1) + 42;
    overlap[second] = 0;
    assert!(matches!(fault(&overlap), FaultKind::Gap | FaultKind::Overlap | FaultKind::LocalHeader));
}

/// Entries that follow each other without a gap, but behind the end of the file.
#[test]
fn entries_lie_before_the_directory() {
    let original = archive(&[("a.jpg", b"one"), ("b.jpg", b"two"), ("c.jpg", b"three")]);
    let far = u32::try_from(original.len() + 1000).unwrap();
    let mut bytes = original.clone();
    let size = far - u32::try_from(record::LOCAL_LEN + "a.jpg".len()).unwrap();
    patch_both(&mut bytes, 0, 18, &[size.to_le_bytes(), size.to_le_bytes()].concat());
    for (entry, offset) in [(1, far), (2, far + 1000)] {
        let place = find(&bytes, record::CENTRAL, entry) + 42;
        bytes[place..place + 4].copy_from_slice(&offset.to_le_bytes());
    }
    let at = find(&bytes, record::CENTRAL, 1) as u64;
    match open(&bytes) {
        Err(Refusal::Fault(fault)) => {
            assert_eq!(fault, Fault::of_entry(FaultKind::LocalHeader, "b.jpg").at(at));
        }
        other => panic!("{other:?}"),
    }
    // In the directory itself, and as far as a number goes.
    for offset in [at, at - 1, u32::MAX.into(), u64::from(u32::MAX) - 1] {
        let mut bytes = original.clone();
        let place = find(&bytes, record::CENTRAL, 2) + 42;
        bytes[place..place + 4].copy_from_slice(&u32::try_from(offset).unwrap().to_le_bytes());
        assert!(matches!(fault(&bytes), FaultKind::LocalHeader | FaultKind::Extra), "{offset}");
    }
}

#[test]
fn names() {
    for (name, kind) in [
        (b"../..", FaultKind::Name(UnsafeName::Dots)),
        (b"/a.jp", FaultKind::Name(UnsafeName::Absolute)),
        (b"c:jpg", FaultKind::Name(UnsafeName::Absolute)),
        (b"a\\jpg", FaultKind::Name(UnsafeName::Backslash)),
        (b"a\0jpg", FaultKind::Name(UnsafeName::Control)),
        (b"\xb9\xab\xd4\xb0a", FaultKind::NameEncoding),
        (b"b.txt", FaultKind::NameTwice),
        (b"B.Txt", FaultKind::NameTwice),
        (b"a.jp/", FaultKind::Special),
    ] {
        let mut bytes = archive(TWO);
        rename(&mut bytes, 0, name);
        assert_eq!(fault(&bytes), kind, "{name:?}");
    }
    let mut folder = archive(TWO);
    rename(&mut folder, 0, b"a.jp/");
    let external = find(&folder, record::CENTRAL, 0) + 38;
    folder[external..external + 4].copy_from_slice(&0x41ED_0010_u32.to_le_bytes());
    assert_eq!(fault(&folder), FaultKind::FolderContent);
    assert_eq!(fault(&archive(&[("a", b""), ("a.b", b""), ("a/b", b"")])), FaultKind::FileAndFolder);
    let mut decomposed = archive(&[("caf\u{e0}_", b""), ("caf\u{e9}", b"")]);
    rename(&mut decomposed, 0, "cafe\u{301}".as_bytes());
    assert_eq!(fault(&decomposed), FaultKind::NameTwice);
}

/// As macOS writes names: nobody reads them differently, but our writer writes them composed.
#[test]
fn names_that_are_not_composed_are_not_canonical() {
    for (composed, other) in [("a/caf\u{e0}_.txt", "a/cafe\u{301}.txt"), ("\u{e9}_/a", "e\u{301}/a")] {
        let mut bytes = archive(&[(composed, b"x")]);
        rename(&mut bytes, 0, other.as_bytes());
        assert_eq!(open(&bytes).unwrap().deviation, Some(Deviation::Name(other.to_owned())));
    }
    // A Chinese character that Unicode has twice.
    let mut bytes = archive(&[("\u{4e00}", b"x")]);
    rename(&mut bytes, 0, "\u{f900}".as_bytes());
    assert_eq!(open(&bytes).unwrap().deviation, Some(Deviation::Name("\u{f900}".to_owned())));
}

#[test]
fn the_date_of_a_canonical_archive_is_one() {
    let with_date = |day: u16| {
        let mut bytes = archive(TWO);
        (0..2).for_each(|entry| patch_both(&mut bytes, entry, 12, &day.to_le_bytes()));
        open(&bytes).unwrap().deviation
    };
    // 1980-01-01, 2028-02-29, 2107-12-31.
    for day in [0x0021, 0x605D, 0xFF9F] {
        assert_eq!(with_date(day), None, "{day:#06x}");
    }
    // No month, no day, 2026-02-29, the 13th month.
    for day in [0, 0x0001, 0x0020, 0x5C5D, 0x5DA1] {
        assert_eq!(with_date(day), Some(Deviation::Time("a.jpg".to_owned())), "{day:#06x}");
    }
}

#[test]
fn kinds_flags_and_methods() {
    let central = |offset: usize, new: &[u8]| {
        let mut bytes = archive(TWO);
        let at = find(&bytes, record::CENTRAL, 0) + offset;
        bytes[at..at + new.len()].copy_from_slice(new);
        bytes
    };
    assert_eq!(fault(&central(38, &0xA1FF_0000_u32.to_le_bytes())), FaultKind::Special);
    assert_eq!(fault(&central(38, &0x10_u32.to_le_bytes())), FaultKind::Special);
    assert_eq!(fault(&central(34, &[1])), FaultKind::Split);
    let mode = central(38, &0x81ED_0000_u32.to_le_bytes());
    assert_eq!(open(&mode).unwrap().deviation, Some(Deviation::Header("a.jpg".to_owned())));
    for (offset, new, kind) in [
        (6, &[1, 0][..], FaultKind::Encrypted),
        (6, &[0x41, 0], FaultKind::Encrypted),
        (6, &[0x20, 0], FaultKind::Flags),
        (8, &[12, 0], FaultKind::Method),
        (22, &[7, 0, 0, 0], FaultKind::Sizes),
    ] {
        let mut bytes = archive(TWO);
        patch_both(&mut bytes, 0, offset, new);
        assert_eq!(fault(&bytes), kind, "{offset} {new:?}");
    }
}

#[test]
fn damaged_content_is_noticed_while_reading() {
    let second = find(&archive(TWO), record::LOCAL, 1) + record::LOCAL_LEN + "b.txt".len();
    let reading = |bytes: &[u8]| Fault::from_read(contents(bytes).unwrap_err()).unwrap();
    let damaged = Fault::of_entry(FaultKind::Data, "b.txt").at(second as u64);
    let mut bytes = archive(TWO);
    bytes[36] ^= 1;
    assert_eq!(reading(&bytes), Fault::of_entry(FaultKind::Checksum, "a.jpg").at(35));
    // The deflated entry claims to be one byte longer, then shorter than it is.
    for size in [27, 25] {
        let mut bytes = archive(TWO);
        patch_both(&mut bytes, 1, 22, &[size]);
        assert_eq!(reading(&bytes), damaged);
    }
    // Its data are something else.
    let mut bytes = archive(TWO);
    let data = find(&bytes, record::LOCAL, 1) + record::LOCAL_LEN + 5;
    bytes[data] = 0xFF;
    assert_eq!(reading(&bytes), damaged);
}

/// Bytes after the end of the deflated data, inside the entry, which another reader might show.
#[test]
fn nothing_follows_the_deflated_data() {
    let mut bytes = archive(TWO);
    let directory = find(&bytes, record::CENTRAL, 0);
    let end = bytes.len() - record::END_LEN;
    bytes[end + 16] += 1;
    let compressed = bytes[find(&bytes, record::LOCAL, 1) + 18] + 1;
    patch_both(&mut bytes, 1, 18, &[compressed]);
    bytes.insert(directory, 0);
    assert!(open(&bytes).is_ok());
    let fault = Fault::from_read(contents(&bytes).unwrap_err()).unwrap();
    assert_eq!((fault.kind, fault.entry.as_deref()), (FaultKind::Data, Some("b.txt")));
}

/// Bits that no reader looks at.
#[test]
fn bits_that_mean_nothing() {
    for length in 0..40 {
        let content = "示例县 公益广告 ".repeat(length) + &length.to_string();
        let bytes = archive(&[("b.txt", content.as_bytes())]);
        let entry = open(&bytes).unwrap().entries.remove(0);
        let clear = |bytes: &[u8]| super::super::padding_is_clear(Cursor::new(bytes), &entry).unwrap();
        assert!(clear(&bytes), "{length}");
        let data = usize::try_from(entry.data).unwrap();
        for bit in data * 8..(data + usize::try_from(entry.compressed).unwrap()) * 8 {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let noticed = contents(&bytes).is_err() || !clear(&bytes);
            assert!(noticed, "{length}: {bit}");
        }
    }
}

/// Codes of all lengths, stored blocks, and more data than are read at a time.
#[test]
fn bits_that_mean_nothing_behind_many_blocks() {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state
    };
    for spread in [0, 3, 20] {
        // The rarer a byte, the longer its code; with no spread, nothing to deflate.
        let skewed = |value: u32| match spread {
            0 => value.to_be_bytes()[0],
            _ => u8::try_from((value.leading_zeros() * spread + (value & 3)) % 256).unwrap(),
        };
        let content: Vec<u8> = (0..700_001).map(|_| skewed(next())).collect();
        let bytes = archive(&[("b.txt", &content)]);
        let entry = open(&bytes).unwrap().entries.remove(0);
        let clear = |bytes: &[u8]| super::super::padding_is_clear(Cursor::new(bytes), &entry).unwrap();
        assert!(clear(&bytes), "{spread}");
        let end = usize::try_from(entry.data + entry.compressed).unwrap();
        // The highest bits of the last byte, until one that means something.
        let mut noticed = 0;
        for bit in (0..8).rev() {
            let mut bytes = bytes.clone();
            bytes[end - 1] ^= 1 << bit;
            if contents(&bytes).is_err() {
                break;
            }
            assert!(!clear(&bytes), "{spread}: {bit}");
            noticed += 1;
        }
        assert!(noticed < 8);
    }
}

/// What Java, Go and macOS write: values after the data, with or without signature, of 32 or 64 bits.
#[test]
fn data_descriptors() {
    let crc = crc32fast::hash(b"abc");
    let build = |descriptor: &[u8]| {
        let common = record::Common {
            needed: 20,
            flags: record::FLAG_DESCRIPTOR,
            method: 0,
            time: 0,
            date: 33,
            crc,
            compressed: 3,
            size: 3,
        };
        let empty = record::Common { crc: 0, compressed: 0, size: 0, ..common };
        let mut bytes = record::local_header(&empty, false, b"a.jpg");
        bytes.extend(b"abc");
        bytes.extend(descriptor);
        let offset = bytes.len() as u64;
        record::central_header(&common, false, 0, b"a.jpg", &mut bytes);
        let end = record::End { entries: 1, size: bytes.len() as u64 - offset, offset };
        bytes.extend(end.write());
        bytes
    };
    let crc = crc.to_le_bytes();
    let (short, long) = ([3_u8, 0, 0, 0], [3_u8, 0, 0, 0, 0, 0, 0, 0]);
    let signature = record::DESCRIPTOR.to_le_bytes();
    for descriptor in [
        [&crc[..], &short, &short].concat(),
        [&signature[..], &crc, &short, &short].concat(),
        [&crc[..], &long, &long].concat(),
        [&signature[..], &crc, &long, &long].concat(),
    ] {
        let bytes = build(&descriptor);
        assert_eq!(open(&bytes).unwrap().deviation, Some(Deviation::Descriptor("a.jpg".to_owned())));
        assert_eq!(contents(&bytes).unwrap(), [("a.jpg".to_owned(), b"abc".to_vec())]);
        let mut wrong = descriptor.clone();
        wrong[5] ^= 1;
        assert_eq!(fault(&build(&wrong)), FaultKind::Descriptor);
    }
    assert_eq!(fault(&build(b"")), FaultKind::Descriptor);
}

/// More entries than the end record can count by itself.
#[test]
fn many_entries_need_zip64() {
    for (count, large) in [(65_534, false), (65_535, true), (70_000, true)] {
        let names: Vec<String> = (0..count).map(|n| format!("{n:06}.jpg")).collect();
        let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
        let bytes = archive(&entries);
        let found = open(&bytes).unwrap();
        assert_eq!((found.entries.len(), found.deviation), (count, None));
        let locator = bytes.len() - record::END_LEN - record::LOCATOR_64_LEN;
        assert_eq!(bytes[locator..].starts_with(&record::LOCATOR_64.to_le_bytes()), large);
        if large {
            for at in [locator + 8, locator + 16, locator - 52, locator - 32, locator - 8] {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1;
                assert!(open(&bytes).is_err(), "{at}");
            }
        }
    }
}

/// The values next to the borders of ZIP64, each in the field that it is in (4.4.1.4).
#[test]
fn zip64_begins_where_a_value_does_not_fit() {
    use super::super::has_large_sizes;
    const BORDER: u64 = record::NO_VALUE_32;
    for (size, stored, deflated) in [
        (BORDER - (16 << 20) - 1, false, false),
        (BORDER - (16 << 20), false, true),
        (BORDER - 1, false, true),
        (BORDER, true, true),
        (u64::MAX, true, true),
    ] {
        let large = [Method::Stored, Method::Deflated].map(|method| has_large_sizes(size, method));
        assert_eq!(large, [stored, deflated], "{size}");
    }
    let common = record::Common {
        needed: 20,
        flags: 0,
        method: 0,
        time: 0,
        date: 0x5CE1,
        crc: 0,
        compressed: 0,
        size: 0,
    };
    let central = |large, offset| {
        let mut bytes = Vec::new();
        record::central_header(&common, large, offset, b"a", &mut bytes);
        (bytes[30], bytes[42..46].to_vec(), bytes[record::CENTRAL_LEN + 1..].to_vec())
    };
    assert_eq!(central(false, BORDER - 1), (0, vec![0xFE, 0xFF, 0xFF, 0xFF], vec![]));
    let (len, offset, extra) = central(false, BORDER);
    assert_eq!((len, offset), (12, vec![0xFF; 4]));
    assert_eq!(extra, [1, 0, 8, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
    assert_eq!((central(true, 0).0, central(true, BORDER).0), (20, 28));
    assert_eq!(record::local_header(&common, true, b"a").len(), record::LOCAL_LEN + 1 + 20);
    for (entries, size, offset, large) in [
        (65_534, BORDER - 1, BORDER - 1, false),
        (65_535, 0, 0, true),
        (0, BORDER, 0, true),
        (0, 0, BORDER, true),
    ] {
        let bytes = record::End { entries, size, offset }.write();
        assert_eq!(bytes.len(), if large { 56 + 20 + 22 } else { 22 }, "{entries} {size} {offset}");
        // Each value gives way to its mark by itself.
        let fields = &bytes[bytes.len() - 14..];
        let low = |value: u64| u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes();
        assert_eq!(fields[..2], u16::try_from(entries).unwrap().to_le_bytes());
        assert_eq!((&fields[4..8], &fields[8..12]), (&low(size)[..], &low(offset)[..]));
    }
}

/// A file of many gigabytes, of which only the blocks that are not all zeros are kept.
#[derive(Default)]
struct Sparse {
    blocks: std::collections::BTreeMap<u64, Vec<u8>>,
    position: u64,
    len: u64,
}

const BLOCK: usize = 1 << 20;
static ZEROS: [u8; BLOCK] = [0; BLOCK];

impl Write for Sparse {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (block, at) = (self.position / BLOCK as u64, usize::try_from(self.position).unwrap() % BLOCK);
        let count = bytes.len().min(BLOCK - at);
        if bytes[..count] != ZEROS[..count] || self.blocks.contains_key(&block) {
            let content = self.blocks.entry(block).or_insert_with(|| ZEROS.to_vec());
            content[at..at + count].copy_from_slice(&bytes[..count]);
        }
        self.position += count as u64;
        self.len = self.len.max(self.position);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Sparse {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let (block, at) = (self.position / BLOCK as u64, usize::try_from(self.position).unwrap() % BLOCK);
        let left = usize::try_from(self.len.saturating_sub(self.position)).unwrap();
        let count = out.len().min(BLOCK - at).min(left);
        let content = self.blocks.get(&block).map_or(&ZEROS[..], |block| block);
        out[..count].copy_from_slice(&content[at..at + count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = match to {
            SeekFrom::Start(offset) => offset,
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset).unwrap(),
            SeekFrom::End(offset) => self.len.checked_add_signed(offset).unwrap(),
        };
        Ok(self.position)
    }
}

/// Sizes and offsets at and beyond 4 GiB - 1.
#[test]
fn large_files_need_zip64() {
    for (size, needs_64) in [(record::NO_VALUE_32 - 1, false), (record::NO_VALUE_32, true)] {
        let mut zip = ZipWriter::new(Sparse::default(), date(2026, 7, 1)).unwrap();
        let mut entry = zip.start("a.mp4", size).unwrap();
        let mut left = size;
        while left > 0 {
            let count = left.min(BLOCK as u64);
            entry.write(&ZEROS[..usize::try_from(count).unwrap()]).unwrap();
            left -= count;
        }
        entry.finish().unwrap();
        let mut entry = zip.start("b.txt", 5).unwrap();
        entry.write(b"after").unwrap();
        entry.finish().unwrap();
        let mut file = zip.finish().unwrap();
        let mut version = [0; 2];
        file.seek(SeekFrom::Start(4)).unwrap();
        file.read_exact(&mut version).unwrap();
        assert_eq!(version == [45, 0], needs_64);
        let found = Archive::open(&mut file).unwrap();
        assert_eq!(found.deviation, None);
        let sizes: Vec<u64> = found.entries.iter().map(|entry| entry.size).collect();
        assert_eq!(sizes, [size, 5]);
        let mut content = String::new();
        Content::open(&mut file, &found.entries[1]).unwrap().read_to_string(&mut content).unwrap();
        assert_eq!(content, "after");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_and_bytes_come_back(
        files in prop::collection::btree_map(
            "[a-c公园]{1,3}/[a-z一二]{1,8}\\.(jpg|txt|json)",
            prop::collection::vec(any::<u8>(), 0..3000),
            0..8,
        )
    ) {
        let entries: Vec<(&str, &[u8])> =
            files.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        let bytes = archive(&entries);
        prop_assert_eq!(open(&bytes).unwrap().deviation, None);
        let expected: Vec<(String, Vec<u8>)> = files.into_iter().collect();
        prop_assert_eq!(contents(&bytes).unwrap(), expected);
    }

    #[test]
    fn no_bytes_make_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = archive(TWO);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = contents(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        prop_assert!(contents(&bytes).is_err());
    }
}
