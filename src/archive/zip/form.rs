//! The canonical form: the one way in which an entry is written.
//!
//! Every field of an entry, the same in its local (4.3.7) and its central header (4.3.12):
//!
//! | field | value |
//! |---|---|
//! | version made by (4.4.2) | 2.0, host 3 (Unix), whatever system it is made on |
//! | version needed (4.4.3) | 20; 45 where the entry uses ZIP64 |
//! | flags (4.4.4) | bit 11 exactly when the name is not ASCII; no other, so no data descriptor |
//! | method (4.4.5) | 0 (stored) for names of [`super::COMPRESSED_FORMATS`], else 8 (deflated, level 6) |
//! | time, date (4.4.6) | 00:00:00 on the archive's date |
//! | CRC-32, sizes (4.4.7 to 4.4.9) | true ones; 0xFFFFFFFF where a ZIP64 extra field holds them |
//! | extra field (4.4.28) | none but ZIP64 (4.5.3), and that only for sizes or offsets that need it |
//! | comment, disk, internal attributes (4.4.12 to 4.4.14) | empty, 0, 0 |
//! | external attributes (4.4.15) | a regular file with mode 0644 |
//!
//! Entries come in strictly ascending order of the bytes of their names, one right after the other from the
//! start of the file, then the central directory in the same order, then the end record without a comment
//! (4.3.16). The ZIP64 end records (4.3.14, 4.3.15) are there exactly when a value needs them. There are no
//! entries for folders.

use std::io;

use jiff::civil::Date;
use unicode_normalization::is_nfc;

use super::record::{self, Common, End};
use super::{Method, check_name, has_large_sizes};

/// The headers of an entry, of which only the name, the date and the size of the content are known.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct Form {
    /// How its content is kept.
    pub(in crate::archive) method: Method,
    size: u64,
    date: u16,
    large: bool,
}

/// What became of an entry's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::archive) struct Written {
    /// CRC-32 of the content.
    pub(in crate::archive) crc: u32,
    /// Size of the content as it is kept, in bytes.
    pub(in crate::archive) compressed: u64,
}

impl Form {
    /// The form of an entry with `size` bytes of content on the day `date`, as MS-DOS writes it.
    pub(in crate::archive) fn new(name: &str, size: u64, date: u16) -> io::Result<Self> {
        check_name(name).map_err(|_| misuse("unsafe name"))?;
        if !is_nfc(name) {
            return Err(misuse("decomposed name"));
        }
        let method = Method::of(name);
        Ok(Self { method, size, date, large: has_large_sizes(size, method) })
    }

    /// Bytes of the local header, which do not depend on the content or the place.
    pub(in crate::archive) fn header_len(&self, name: &str) -> usize {
        record::local_header_len(self.large, name.as_bytes())
    }

    /// The local header of the entry at `offset`.
    pub(in crate::archive) fn local(&self, name: &str, offset: u64, written: Written) -> Vec<u8> {
        record::local_header(&self.common(name, offset, written), self.large, name.as_bytes())
    }

    /// Adds the central header of the entry at `offset`.
    pub(in crate::archive) fn central(&self, name: &str, offset: u64, written: Written, out: &mut Vec<u8>) {
        let common = self.common(name, offset, written);
        record::central_header(&common, self.large, offset, name.as_bytes(), out);
    }

    fn common(&self, name: &str, offset: u64, written: Written) -> Common {
        let fields = Common {
            needed: 0,
            flags: 0,
            method: self.method.code(),
            time: 0,
            date: self.date,
            crc: written.crc,
            compressed: written.compressed,
            size: self.size,
        };
        canonical(&fields, name, offset, self.large)
    }
}

/// The same fields with those that follow from the others as the canonical form has them.
pub(super) fn canonical(fields: &Common, name: &str, offset: u64, large: bool) -> Common {
    let far = offset >= record::NO_VALUE_32;
    Common {
        needed: if large || far { record::NEEDED_64 } else { record::NEEDED },
        flags: if name.is_ascii() { 0 } else { record::FLAG_UTF8 },
        ..*fields
    }
}

/// The end records of an archive whose directory of `entries` entries has `size` bytes and begins at `offset`.
pub(in crate::archive) fn end(entries: u64, size: u64, offset: u64) -> Vec<u8> {
    End { entries, size, offset }.write()
}

/// A date as MS-DOS writes it (4.4.6): years since 1980 in 7 bits, month in 4, day in 5.
pub(in crate::archive) fn dos_date(date: Date) -> Option<u16> {
    let year = u16::try_from(date.year()).ok()?.checked_sub(1980).filter(|year| *year < 128)?;
    let month = u16::try_from(date.month()).ok()?;
    let day = u16::try_from(date.day()).ok()?;
    Some(year << 9 | month << 5 | day)
}

/// The date that MS-DOS writes so; none where there is no such day.
pub(super) fn from_dos(date: u16) -> Option<Date> {
    let bits = |shift: u16, count: u16| i8::try_from(date >> shift & ((1 << count) - 1)).ok();
    Date::new(1980 + i16::from(bits(9, 7)?), bits(5, 4)?, bits(0, 5)?).ok()
}

/// The caller broke the order, a name or an announced size.
pub(in crate::archive) fn misuse(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates() {
        assert_eq!(dos_date(date(1980, 1, 1)), Some(0x0021));
        assert_eq!(dos_date(date(2107, 12, 31)), Some(0xFF9F));
        assert_eq!(dos_date(date(2108, 1, 1)), None);
        assert_eq!(dos_date(date(-1, 1, 1)), None);
        let day = date(2028, 2, 29);
        assert_eq!(from_dos(dos_date(day).unwrap()), Some(day));
        assert_eq!((from_dos(0), from_dos(0x5C5D)), (None, None));
    }

    #[test]
    fn the_length_of_a_header_is_known_before_its_content() {
        for (name, size) in [("a.jpg", 3), ("公园.txt", 0), ("a.mp4", 1 << 32), ("b.txt", (1 << 32) - 1)] {
            let form = Form::new(name, size, 0x21).unwrap();
            for (offset, compressed) in [(0, 0), (1 << 33, 1 << 33)] {
                let header = form.local(name, offset, Written { crc: 1, compressed });
                assert_eq!(header.len(), form.header_len(name), "{name} {size}");
            }
        }
    }
}
