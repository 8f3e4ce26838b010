//! The end of a ZIP file: the records that say where its central directory is (4.3.14 to 4.3.16).

use std::io::{Read, Seek, SeekFrom};

use super::fault::Refusal;
use super::record::{self, End, Fields};
use super::{Fault, FaultKind, LARGEST_DIRECTORY, MOST_ENTRIES};

/// The end records that were found and proved.
pub(super) struct Found {
    pub(super) end: End,
    /// Whether they are written as the canonical writer writes them.
    pub(super) canonical: bool,
}

/// Finds the end record at the true end of a file of `len` bytes, and proves that the central directory it
/// names lies right before the end records.
pub(super) fn find<R: Read + Seek>(source: &mut R, len: u64) -> Result<Found, Refusal> {
    let tail_start = len.saturating_sub((record::END_LEN + usize::from(u16::MAX)) as u64);
    let tail = read_at(source, tail_start, usize::try_from(len - tail_start).unwrap_or(0))?;
    let mut ends = (0..tail.len()).filter(|&at| reaches_end(&tail, at));
    let Some(at) = ends.next() else { return Err(no_end(source, &tail, tail_start)?) };
    if let Some(second) = ends.next() {
        return Err(Fault::of_file(FaultKind::SeveralEnds).at(tail_start + second as u64).into());
    }
    let position = tail_start + at as u64;
    let fault = |kind| Fault::of_file(kind).at(position);
    let record = tail.get(at..).unwrap_or_default();
    if record.get(record::END_LEN..).is_some_and(record::holds_signature) {
        return Err(fault(FaultKind::HiddenRecord).into());
    }
    let short = ShortEnd::parse(record).ok_or(Fault::of_file(FaultKind::NoEnd))?;
    let (end, directory_end) = match long_end(source, position)? {
        Some((long, start)) if short.agrees_with(&long) => (long, start),
        Some(_) => return Err(fault(FaultKind::Zip64).into()),
        None => (short.end, position),
    };
    if !short.one_disk {
        return Err(fault(FaultKind::Split).into());
    }
    if end.offset.checked_add(end.size) != Some(directory_end) {
        return Err(fault(FaultKind::DirectoryPlace).into());
    }
    if end.entries > MOST_ENTRIES || end.size > LARGEST_DIRECTORY {
        return Err(fault(FaultKind::TooLarge).into());
    }
    let records = read_at(source, directory_end, usize::try_from(len - directory_end).unwrap_or(0))?;
    Ok(Found { canonical: records == end.write(), end })
}

/// Whether an end record starts at `at` whose comment ends with the file.
fn reaches_end(tail: &[u8], at: usize) -> bool {
    let Some(record) = tail.get(at..).filter(|record| record.starts_with(&record::END.to_le_bytes())) else {
        return false;
    };
    ShortEnd::parse(record).is_some_and(|short| record.len() == record::END_LEN + short.comment_len)
}

/// What a file without an end record at its end is.
fn no_end<R: Read + Seek>(source: &mut R, tail: &[u8], tail_start: u64) -> Result<Refusal, Refusal> {
    let start = read_at(source, 0, tail.len().min(4))?;
    if start != record::LOCAL.to_le_bytes() && start != record::END.to_le_bytes() {
        return Ok(Refusal::NotZip);
    }
    let followed = (0..tail.len()).any(|at| {
        tail.get(at..)
            .and_then(ShortEnd::parse)
            .is_some_and(|short| short.end.offset.checked_add(short.end.size) == Some(tail_start + at as u64))
    });
    Ok(Fault::of_file(if followed { FaultKind::AfterEnd } else { FaultKind::NoEnd }).into())
}

/// The end record without its comment (4.3.16).
struct ShortEnd {
    end: End,
    one_disk: bool,
    comment_len: usize,
}

impl ShortEnd {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields(bytes);
        (fields.u32()? == record::END).then_some(())?;
        let disks = (fields.u16()?, fields.u16()?);
        let entries = (fields.u16()?, fields.u16()?);
        Some(Self {
            end: End { entries: entries.1.into(), size: fields.u32()?.into(), offset: fields.u32()?.into() },
            one_disk: disks == (0, 0) && entries.0 == entries.1,
            comment_len: fields.u16()?.into(),
        })
    }

    /// Whether each value is either the one of the ZIP64 record or the mark that points there.
    fn agrees_with(&self, long: &End) -> bool {
        (self.end.entries == long.entries || self.end.entries == record::NO_VALUE_16)
            && (self.end.size == long.size || self.end.size == record::NO_VALUE_32)
            && (self.end.offset == long.offset || self.end.offset == record::NO_VALUE_32)
    }
}

/// The ZIP64 end record before an end record at `position`, if there is one, and where it starts.
fn long_end<R: Read + Seek>(source: &mut R, position: u64) -> Result<Option<(End, u64)>, Refusal> {
    let Some(locator_at) = position.checked_sub(record::LOCATOR_64_LEN as u64) else { return Ok(None) };
    let locator = read_at(source, locator_at, record::LOCATOR_64_LEN)?;
    if !locator.starts_with(&record::LOCATOR_64.to_le_bytes()) {
        return Ok(None);
    }
    let found = locator_at.checked_sub(record::END_64_LEN as u64).and_then(|start| {
        let mut fields = Fields(locator.get(4..)?);
        // The disk of the record, its offset, the number of disks.
        let place = (fields.u32()?, fields.u64()?, fields.u32()?);
        (place == (0, start, 1)).then_some(start)
    });
    let fault = || Refusal::from(Fault::of_file(FaultKind::Zip64).at(locator_at));
    let start = found.ok_or_else(fault)?;
    let record = read_at(source, start, record::END_64_LEN)?;
    let end = parse_long(&record).ok_or_else(fault)?;
    Ok(Some((end, start)))
}

/// Reads a ZIP64 end record of the length without extensible data (4.3.14).
fn parse_long(bytes: &[u8]) -> Option<End> {
    let mut fields = Fields(bytes);
    let start = (fields.u32()?, fields.u64()?);
    let _versions = (fields.u16()?, fields.u16()?);
    let disks = (fields.u32()?, fields.u32()?);
    let entries = (fields.u64()?, fields.u64()?);
    let sound = start == (record::END_64, record::END_64_LEN as u64 - 12)
        && disks == (0, 0)
        && entries.0 == entries.1;
    sound.then_some(End { entries: entries.1, size: fields.u64()?, offset: fields.u64()? })
}

/// Reads `len` bytes at `offset`; callers bound `len`.
fn read_at<R: Read + Seek>(source: &mut R, offset: u64, len: usize) -> Result<Vec<u8>, Refusal> {
    source.seek(SeekFrom::Start(offset))?;
    let mut bytes = vec![0; len];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}
