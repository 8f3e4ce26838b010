//! Bounded reading of office documents that are ZIP files (OOXML, `OpenDocument`, OFD).
//!
//! The `zip` crate reads the central directory. What it accepts for the sake of convenience is refused here:
//! an end record that is not at the end, data in front of the archive, entries that overlap. Entries are
//! inflated here as well, because proving a document whole needs to tell a wrong checksum from data that does
//! not inflate, and to see whether the compressed data ends where its entry ends.

use std::collections::HashSet;
use std::io::Cursor;
use std::ops::Range;

use zip::read::{ArchiveOffset, Config};
use zip::{CompressionMethod, ZipArchive};

use super::damage::{Damage, Reason};
use super::inflate::Inflate;

/// The most entries a document may have. A report with hundreds of pictures has fewer than a thousand.
pub const MAX_ENTRIES: u64 = 10_000;
/// The most bytes all entries together may inflate to.
pub const MAX_TOTAL: u64 = 512 << 20;
/// The most bytes a part that is kept in memory may inflate to.
pub const MAX_PART: u64 = 48 << 20;
/// The most bytes that all parts that are asked for may inflate to, so that no document makes us read for long.
pub const MAX_PARTS: u64 = 64 << 20;

/// Signature of a local file header (APPNOTE 4.3.7).
const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
/// Length of a local file header without its name and extra field.
const LOCAL_HEADER_LEN: usize = 30;
/// Signature of the end of central directory record (APPNOTE 4.3.16).
const END_RECORD: &[u8] = b"PK\x05\x06";
/// Length of the end of central directory record without its comment.
const END_RECORD_LEN: usize = 22;
/// Signature and length of the ZIP64 end record's locator, which directly precedes the end record
/// (APPNOTE 4.3.15).
const LOCATOR64: (&[u8], usize) = (b"PK\x06\x07", 20);
/// Signature of the ZIP64 end of central directory record (APPNOTE 4.3.14).
const END_RECORD64: &[u8] = b"PK\x06\x06";
/// Data is inflated through a buffer of this size.
const BUFFER: usize = 32 << 10;

/// An office document in a ZIP file: its entries, each found and bounded, not yet inflated.
#[derive(Debug)]
pub struct Container<'a> {
    entries: Vec<Entry<'a>>,
    /// Bytes that parts may still inflate to.
    left: u64,
}

#[derive(Debug)]
struct Entry<'a> {
    name: String,
    /// Offset of the local header in the file.
    start: u64,
    /// Offset of the end of its data.
    end: u64,
    deflated: bool,
    data: &'a [u8],
    size: u64,
    crc: u32,
    /// Inflated to its end once, with the right size and checksum.
    proven: bool,
}

impl<'a> Container<'a> {
    /// Finds all entries and holds them against the bounds. Nothing is inflated yet.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Damage> {
        let end = end_record(bytes)?;
        if end.entries > MAX_ENTRIES {
            return Err(Damage::at(Reason::InflatesTooFar, end.at));
        }
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let unreadable = |_| Damage::at(Reason::Structure, end.directory);
        let archive = ZipArchive::with_config(config, Cursor::new(bytes)).map_err(unreadable)?;
        // The crate looks for the directory by itself: it must have found the same one. Of entries with the same
        // name it keeps only one.
        let same = archive.central_directory_start() == end.directory && archive.len() as u64 == end.entries;
        if !same {
            return Err(Damage::at(Reason::Structure, end.directory));
        }
        let mut entries = Vec::with_capacity(archive.len());
        let mut total = 0u64;
        for index in 0..archive.len() {
            let listed = archive.by_index_data(index).map_err(unreadable)?;
            let start = listed.header_start();
            if start > end.directory {
                return Err(Damage::at(Reason::Structure, end.directory));
            }
            let damage = |reason| Damage::at(reason, start);
            if listed.encrypted() {
                return Err(damage(Reason::Encrypted));
            }
            let deflated = match listed.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                _ => return Err(damage(Reason::Structure)),
            };
            total = total.saturating_add(listed.size());
            if total > MAX_TOTAL {
                return Err(damage(Reason::InflatesTooFar));
            }
            let method = if deflated { 8 } else { 0 };
            let range = local_data(bytes, start, listed.name_raw(), method, listed.compressed_size())
                .ok_or_else(|| damage(Reason::Structure))?;
            let data = bytes.get(range.clone()).ok_or_else(|| damage(Reason::Structure))?;
            entries.push(Entry {
                name: listed.name().map_err(unreadable)?.into_owned(),
                start,
                end: range.end as u64,
                deflated,
                data,
                size: listed.size(),
                crc: listed.crc32(),
                proven: false,
            });
        }
        check_no_overlap(&entries, end.directory)?;
        let names: HashSet<String> = entries.iter().map(|entry| entry.name.to_ascii_lowercase()).collect();
        if names.len() < entries.len() {
            return Err(Damage::at(Reason::Structure, end.directory));
        }
        Ok(Self { entries, left: MAX_PARTS })
    }

    /// The names of all entries, in the order of the central directory.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The size that a part inflates to, in bytes, if there is such a part.
    #[must_use]
    pub fn size(&self, name: &str) -> Option<u64> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).map(|entry| entry.size)
    }

    /// The content of a part, proven whole, or nothing where there is no such part. Names are compared without
    /// regard to ASCII case, as the Open Packaging Conventions ask (ECMA-376-2).
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Damage> {
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let left = self.left.checked_sub(entry.size).filter(|_| entry.size <= MAX_PART);
        self.left = left.ok_or(Damage::at(Reason::InflatesTooFar, entry.start))?;
        let mut content = Vec::with_capacity(usize::try_from(entry.size).unwrap_or_default());
        entry.prove(|piece| content.extend_from_slice(piece))?;
        Ok(Some(content))
    }

    /// Proves every entry whole that was not read by [`Container::part`] before.
    pub fn check_all(&mut self) -> Result<(), Damage> {
        for entry in self.entries.iter_mut().filter(|entry| !entry.proven) {
            entry.prove(|_| ())?;
        }
        Ok(())
    }
}

impl Entry<'_> {
    fn prove(&mut self, keep: impl FnMut(&[u8])) -> Result<(), Damage> {
        let crc = if self.deflated {
            inflate(self.data, self.size, keep)
        } else {
            copy(self.data, self.size, keep)
        };
        let reason = match crc {
            None => Reason::DataCorrupt,
            Some(crc) if crc != self.crc => Reason::Checksum,
            Some(_) => {
                self.proven = true;
                return Ok(());
            }
        };
        Err(Damage::at(reason, self.start))
    }
}

/// The CRC-32 of stored data, if it has the size it should have.
fn copy(data: &[u8], size: u64, mut keep: impl FnMut(&[u8])) -> Option<u32> {
    if data.len() as u64 != size {
        return None;
    }
    keep(data);
    Some(crc32fast::hash(data))
}

/// The CRC-32 of what `data` inflates to, if that is exactly `size` bytes and uses up `data`. Stops as soon
/// as it is more.
fn inflate(data: &[u8], size: u64, mut keep: impl FnMut(&[u8])) -> Option<u32> {
    let mut inflater = Inflate::new();
    let mut hasher = crc32fast::Hasher::new();
    let mut buffer = vec![0; BUFFER];
    let (mut rest, mut given) = (data, 0);
    loop {
        let step = inflater.step(rest, &mut buffer).ok()?;
        rest = rest.get(step.read..)?;
        given += step.written as u64;
        if given > size {
            return None;
        }
        let piece = buffer.get(..step.written)?;
        hasher.update(piece);
        keep(piece);
        if step.ended {
            let whole = given == size && rest.is_empty();
            return whole.then(|| hasher.finalize());
        }
        if step.read == 0 && step.written == 0 {
            return None;
        }
    }
}

/// What the end of the file says about the central directory.
struct End {
    /// Offset of the end record.
    at: u64,
    entries: u64,
    /// Offset of the central directory.
    directory: u64,
}

/// Reads the end record, which must be at the true end: a ZIP that was cut off inside a stored ZIP also ends
/// with an end record, but with one whose offsets are those of the inner file.
fn end_record(bytes: &[u8]) -> Result<End, Damage> {
    let file_end = bytes.len() as u64;
    let cut = Damage::at(Reason::EndsEarly, file_end);
    let reach = bytes.len().saturating_sub(END_RECORD_LEN + usize::from(u16::MAX));
    let tail = bytes.get(reach..).unwrap_or_default();
    let found = tail.windows(END_RECORD.len()).rposition(|window| window == END_RECORD);
    let Some(at) = found.map(|found| found + reach) else {
        return Err(cut);
    };
    let Some(comment) = u16_at(bytes, at + 20) else {
        return Err(cut);
    };
    let damage = |reason| Damage::at(reason, at as u64);
    let (end, directory_len, directory_end) =
        directory(bytes, at).ok_or_else(|| damage(Reason::Structure))?;
    if end.directory.checked_add(directory_len) != Some(directory_end) {
        // Not this file's own end record. Where the file begins like a ZIP, its own one is missing.
        return Err(if bytes.starts_with(LOCAL_HEADER) { cut } else { damage(Reason::Structure) });
    }
    match (at + END_RECORD_LEN + usize::from(comment)).cmp(&bytes.len()) {
        std::cmp::Ordering::Less => Err(damage(Reason::Structure)),
        std::cmp::Ordering::Equal => Ok(end),
        std::cmp::Ordering::Greater => Err(cut),
    }
}

/// What the end record at `at` says, the length of the directory, and where the directory must end; from the
/// ZIP64 end record if there is one.
fn directory(bytes: &[u8], at: usize) -> Option<(End, u64, u64)> {
    let entries = u64::from(u16_at(bytes, at + 10)?);
    let len = u64::from(u32_at(bytes, at + 12)?);
    let start = u64::from(u32_at(bytes, at + 16)?);
    let locator = at.checked_sub(LOCATOR64.1).filter(|&locator| starts_with_at(bytes, locator, LOCATOR64.0));
    let Some(locator) = locator else {
        return Some((End { at: at as u64, entries, directory: start }, len, at as u64));
    };
    let at64 = usize::try_from(u64_at(bytes, locator + 8)?).ok()?;
    if !starts_with_at(bytes, at64, END_RECORD64) {
        return None;
    }
    let entries64 = u64_at(bytes, at64.checked_add(32)?)?;
    let len64 = u64_at(bytes, at64.checked_add(40)?)?;
    let start64 = u64_at(bytes, at64.checked_add(48)?)?;
    // The short fields either agree or say that the long ones count.
    let agree = |short: u64, long: u64, saturated: u64| short == long || short == saturated;
    let max32 = u64::from(u32::MAX);
    let same = agree(entries, entries64, u64::from(u16::MAX))
        && agree(len, len64, max32)
        && agree(start, start64, max32);
    same.then_some((End { at: at as u64, entries: entries64, directory: start64 }, len64, at64 as u64))
}

/// Where the compressed data is of the entry whose local header is at `start`, if that header names the same
/// entry and method as the central directory does.
fn local_data(bytes: &[u8], start: u64, name: &[u8], method: u16, len: u64) -> Option<Range<usize>> {
    let start = usize::try_from(start).ok()?;
    let header = bytes.get(start..)?;
    let name_len = usize::from(u16_at(header, 26)?);
    let extra_len = usize::from(u16_at(header, 28)?);
    let local_name = header.get(LOCAL_HEADER_LEN..LOCAL_HEADER_LEN + name_len)?;
    if !header.starts_with(LOCAL_HEADER) || u16_at(header, 8)? != method || local_name != name {
        return None;
    }
    let data = start.checked_add(LOCAL_HEADER_LEN + name_len + extra_len)?;
    Some(data..data.checked_add(usize::try_from(len).ok()?)?)
}

/// Overlapping entries let a small file inflate to a large one, and never occur in an honest file.
fn check_no_overlap(entries: &[Entry], directory: u64) -> Result<(), Damage> {
    let mut ranges: Vec<(u64, u64)> = entries.iter().map(|entry| (entry.start, entry.end)).collect();
    ranges.sort_unstable();
    ranges.push((directory, directory));
    for pair in ranges.windows(2) {
        if let [(_, end), (next, _)] = pair
            && end > next
        {
            return Err(Damage::at(Reason::Structure, *next));
        }
    }
    Ok(())
}

fn starts_with_at(bytes: &[u8], at: usize, signature: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(signature))
}

fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array_at(bytes, at).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array_at(bytes, at).map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array_at(bytes, at).map(u64::from_le_bytes)
}

#[cfg(test)]
#[path = "container_tests.rs"]
pub(super) mod tests;
