//! The header and the directories of a TIFF (TIFF 6.0, section 2), and their larger sisters of `BigTIFF`.

use crate::facts::damage::Reason;

/// The most entries of a directory that are read; honest ones have under 100.
const MOST_ENTRIES: u64 = 4096;

/// A TIFF file and how its numbers are written.
pub(super) struct File<'a> {
    pub(super) bytes: &'a [u8],
    little_endian: bool,
    /// Offsets and counts have eight bytes and not four.
    big: bool,
    /// Offset of the first directory.
    pub(super) first: u64,
}

/// A directory, whose values all lie in the file.
pub(super) struct Directory {
    entries: Vec<Entry>,
    /// Offset of the next directory; 0 after the last.
    pub(super) next: u64,
}

struct Entry {
    tag: u16,
    kind: u16,
    count: u64,
    /// Offset of the value.
    at: u64,
}

impl<'a> File<'a> {
    /// Reads the header.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Reason> {
        let little_endian = bytes.starts_with(b"II");
        let mut file = Self { bytes, little_endian, big: false, first: 0 };
        let number = |at, size| file.number(at, size).ok_or(Reason::EndsEarly);
        let (big, first) = match number(2, 2)? {
            42 => (false, number(4, 4)?),
            43 if number(4, 4)? == if little_endian { 8 } else { 8 << 16 } => (true, number(8, 8)?),
            _ => return Err(Reason::Structure),
        };
        (file.big, file.first) = (big, first);
        Ok(file)
    }

    /// The number of so many bytes at this offset.
    fn number(&self, at: u64, size: u64) -> Option<u64> {
        let bytes = self.slice(at, size)?;
        let joined = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(match self.little_endian {
            true => bytes.iter().rev().fold(0, joined),
            false => bytes.iter().fold(0, joined),
        })
    }

    /// So many bytes at this offset, if they are in the file.
    pub(super) fn slice(&self, at: u64, length: u64) -> Option<&'a [u8]> {
        let (at, length) = (usize::try_from(at).ok()?, usize::try_from(length).ok()?);
        self.bytes.get(at..at.checked_add(length)?)
    }

    /// Reads the directory at this offset. All that it points to must be in the file.
    pub(super) fn directory(&self, at: u64) -> Result<Directory, Reason> {
        let (count_size, entry_size, offset_size) = if self.big { (8, 20, 8) } else { (2, 12, 4) };
        let count = self.number(at, count_size).ok_or(Reason::EndsEarly)?;
        if count == 0 || count > MOST_ENTRIES {
            return Err(Reason::Structure);
        }
        let start = at.saturating_add(count_size);
        let mut entries = Vec::new();
        for entry in (0..count).map(|index| start.saturating_add(index * entry_size)) {
            let number = |at: u64, size| self.number(entry.saturating_add(at), size).ok_or(Reason::EndsEarly);
            let (tag, kind, count) = (number(0, 2)?, number(2, 2)?, number(4, offset_size)?);
            let value = entry.saturating_add(4 + offset_size);
            let (Ok(tag), Ok(kind)) = (u16::try_from(tag), u16::try_from(kind)) else { continue };
            // Readers pass over types that they do not know.
            let Some(size) = size_of(kind) else { continue };
            let length = count.saturating_mul(size);
            let at = if length <= offset_size { value } else { number(4 + offset_size, offset_size)? };
            self.slice(at, length).ok_or(Reason::EndsEarly)?;
            entries.push(Entry { tag, kind, count, at });
        }
        let end = start.saturating_add(count * entry_size);
        Ok(Directory { entries, next: self.number(end, offset_size).ok_or(Reason::EndsEarly)? })
    }
}

/// Bytes of a value of this type (section 2, types; LONG8, SLONG8 and IFD8 of `BigTIFF`).
fn size_of(kind: u16) -> Option<u64> {
    match kind {
        1 | 2 | 6 | 7 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | 13 => Some(4),
        5 | 10 | 12 | 16..=18 => Some(8),
        _ => None,
    }
}

impl Directory {
    /// The whole numbers of an entry; nothing where there is none, or where they are no such numbers.
    pub(super) fn numbers(&self, file: &File<'_>, tag: u16) -> Option<Vec<u64>> {
        let entry = self.entries.iter().find(|entry| entry.tag == tag)?;
        let size = match entry.kind {
            1 | 3 | 4 | 13 | 16 | 18 => size_of(entry.kind)?,
            _ => return None,
        };
        (0..entry.count).map(|index| file.number(entry.at.checked_add(index * size)?, size)).collect()
    }

    /// The first whole number of an entry.
    pub(super) fn number(&self, file: &File<'_>, tag: u16) -> Option<u64> {
        let entry = self.entries.iter().find(|entry| entry.tag == tag && entry.count > 0)?;
        match entry.kind {
            1 | 3 | 4 | 13 | 16 | 18 => file.number(entry.at, size_of(entry.kind)?),
            _ => None,
        }
    }

    /// The bytes of an entry.
    pub(super) fn bytes<'a>(&self, file: &File<'a>, tag: u16) -> Option<&'a [u8]> {
        let entry = self.entries.iter().find(|entry| entry.tag == tag)?;
        file.slice(entry.at, entry.count.checked_mul(size_of(entry.kind)?)?)
    }
}
