//! The canonical writer: the same entries and date always give the same bytes.
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

use std::io::{self, Seek, SeekFrom, Write};

use jiff::civil::Date;
use miniz_oxide::deflate::CompressionLevel;
use miniz_oxide::deflate::core::CompressorOxide;
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};
use unicode_normalization::is_nfc;

use super::record::{self, Common, End};
use super::{LARGEST_DIRECTORY, MOST_ENTRIES, Method, check_name, has_large_sizes};

/// Level of compression, 6; part of the form of an archive.
const LEVEL: CompressionLevel = CompressionLevel::DefaultLevel;

/// Bytes gathered before they are written to the file.
const PENDING: usize = 1 << 20;
/// Bytes that deflate gives at a time.
const DEFLATED: usize = 64 << 10;

/// Writes an archive entry by entry.
///
/// Errors of kind `InvalidInput` mean that the caller broke the order, a name or an announced size; all others
/// come from the output.
pub struct ZipWriter<W> {
    out: W,
    /// Bytes written to `out`; `pending` follows them.
    written: u64,
    pending: Vec<u8>,
    deflated: Vec<u8>,
    compress: Box<CompressorOxide>,
    date: u16,
    directory: Vec<u8>,
    entries: u64,
    last_name: String,
    entry_open: bool,
}

impl<W: Write + Seek> ZipWriter<W> {
    /// Starts an archive at the start of `out`, with `date` as the date of every entry.
    pub fn new(out: W, date: Date) -> io::Result<Self> {
        Ok(Self {
            out,
            written: 0,
            pending: Vec::with_capacity(PENDING + DEFLATED),
            deflated: vec![0; DEFLATED],
            compress: Box::new(CompressorOxide::with_format_and_level(DataFormat::Raw, LEVEL)),
            date: dos_date(date).ok_or_else(|| misuse("date outside 1980 to 2107"))?,
            directory: Vec::new(),
            entries: 0,
            last_name: String::new(),
            entry_open: false,
        })
    }

    /// Starts the next entry, whose content will be exactly `size` bytes.
    pub fn start<'a>(&'a mut self, name: &str, size: u64) -> io::Result<EntryWriter<'a, W>> {
        check_name(name).map_err(|_| misuse("unsafe name"))?;
        if !is_nfc(name) {
            return Err(misuse("decomposed name"));
        }
        if self.entry_open {
            return Err(misuse("the entry before is not finished"));
        }
        if name.as_bytes() <= self.last_name.as_bytes() {
            return Err(misuse("names out of order"));
        }
        if self.entries >= MOST_ENTRIES {
            return Err(misuse("too many entries"));
        }
        let method = Method::of(name);
        let offset = self.position();
        let large = has_large_sizes(size, method);
        let far = offset >= record::NO_VALUE_32;
        let common = Common {
            needed: if large || far { record::NEEDED_64 } else { record::NEEDED },
            flags: if name.is_ascii() { 0 } else { record::FLAG_UTF8 },
            method: method.code(),
            time: 0,
            date: self.date,
            crc: 0,
            compressed: 0,
            size,
        };
        self.put(&record::local_header(&common, large, name.as_bytes()))?;
        name.clone_into(&mut self.last_name);
        self.entry_open = true;
        self.compress.reset();
        Ok(EntryWriter { zip: self, method, large, offset, common, crc: crc32fast::Hasher::new(), taken: 0 })
    }

    /// Writes the central directory and the end records, and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        if self.entry_open {
            return Err(misuse("the last entry is not finished"));
        }
        let end = End { entries: self.entries, size: self.directory.len() as u64, offset: self.position() };
        let directory = std::mem::take(&mut self.directory);
        self.put(&directory)?;
        self.put(&end.write())?;
        self.write_pending()?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn position(&self) -> u64 {
        self.written + self.pending.len() as u64
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.pending.len() + bytes.len() > PENDING {
            self.write_pending()?;
        }
        if bytes.len() >= PENDING {
            self.out.write_all(bytes)?;
            self.written += bytes.len() as u64;
        } else {
            self.pending.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn write_pending(&mut self) -> io::Result<()> {
        self.out.write_all(&self.pending)?;
        self.written += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }

    /// Replaces bytes that were put before.
    fn put_back(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if let Some(start) = offset.checked_sub(self.written)
            && let Some(place) = usize::try_from(start).ok().and_then(|at| self.pending.get_mut(at..))
            && let Some(place) = place.get_mut(..bytes.len())
        {
            place.copy_from_slice(bytes);
            return Ok(());
        }
        self.write_pending()?;
        self.out.seek(SeekFrom::Start(offset))?;
        self.out.write_all(bytes)?;
        self.out.seek(SeekFrom::Start(self.written))?;
        Ok(())
    }

    fn deflate(&mut self, mut input: &[u8], flush: MZFlush) -> io::Result<()> {
        loop {
            let result = deflate(&mut self.compress, input, &mut self.deflated, flush);
            let ended = match result.status {
                Ok(status) => status == MZStatus::StreamEnd,
                Err(MZError::Buf) => false,
                Err(error) => return Err(io::Error::other(format!("{error:?}"))),
            };
            let given = result.bytes_written;
            input = input.get(result.bytes_consumed..).unwrap_or_default();
            let deflated = std::mem::take(&mut self.deflated);
            let put = deflated.get(..given).map_or(Ok(()), |bytes| self.put(bytes));
            self.deflated = deflated;
            put?;
            let done = match flush {
                MZFlush::Finish => ended,
                _ => input.is_empty() && given < self.deflated.len(),
            };
            if done {
                return Ok(());
            }
        }
    }
}

/// Takes the content of one entry.
pub struct EntryWriter<'a, W> {
    zip: &'a mut ZipWriter<W>,
    method: Method,
    large: bool,
    offset: u64,
    common: Common,
    crc: crc32fast::Hasher,
    taken: u64,
}

impl<W: Write + Seek> EntryWriter<'_, W> {
    /// Takes the next bytes of the content.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.taken += bytes.len() as u64;
        if self.taken > self.common.size {
            return Err(misuse("more content than announced"));
        }
        self.crc.update(bytes);
        match self.method {
            Method::Stored => self.zip.put(bytes),
            Method::Deflated => self.zip.deflate(bytes, MZFlush::None),
        }
    }

    /// Ends the entry: its checksum and sizes go into its headers.
    pub fn finish(mut self) -> io::Result<()> {
        if self.taken != self.common.size {
            return Err(misuse("less content than announced"));
        }
        if self.method == Method::Deflated {
            self.zip.deflate(&[], MZFlush::Finish)?;
        }
        let name = std::mem::take(&mut self.zip.last_name);
        let header_len = record::local_header(&self.common, self.large, name.as_bytes()).len() as u64;
        self.common.crc = self.crc.finalize();
        self.common.compressed = self.zip.position() - self.offset - header_len;
        let header = record::local_header(&self.common, self.large, name.as_bytes());
        self.zip.put_back(self.offset, &header)?;
        let directory = &mut self.zip.directory;
        record::central_header(&self.common, self.large, self.offset, name.as_bytes(), directory);
        if directory.len() as u64 > LARGEST_DIRECTORY {
            return Err(misuse("names too long altogether"));
        }
        self.zip.last_name = name;
        self.zip.entries += 1;
        self.zip.entry_open = false;
        Ok(())
    }
}

/// A date as MS-DOS writes it (4.4.6): years since 1980 in 7 bits, month in 4, day in 5.
pub(crate) fn dos_date(date: Date) -> Option<u16> {
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

fn misuse(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use jiff::civil::date;

    use super::*;

    fn write(entries: &[(&str, &[u8])], chunk: usize) -> io::Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()), date(2026, 7, 1))?;
        for (name, content) in entries {
            let mut entry = zip.start(name, content.len() as u64)?;
            for part in content.chunks(chunk) {
                entry.write(part)?;
            }
            entry.finish()?;
        }
        Ok(zip.finish()?.into_inner())
    }

    #[test]
    fn every_byte_of_a_small_archive() {
        let bytes = write(&[("a.jpg", b"abc"), ("\u{e9}.txt", b"")], 1).unwrap();
        let expected: &[&[u8]] = &[
            b"PK\x03\x04\x14\0\0\0\0\0\0\0\xe1\x5c\xc2\x41\x24\x35\x03\0\0\0\x03\0\0\0\x05\0\0\0a.jpgabc",
            b"PK\x03\x04\x14\0\0\x08\x08\0\0\0\xe1\x5c\0\0\0\0\x02\0\0\0\0\0\0\0\x06\0\0\0\xc3\xa9.txt\x03\0",
            b"PK\x01\x02\x14\x03\x14\0\0\0\0\0\0\0\xe1\x5c\xc2\x41\x24\x35\x03\0\0\0\x03\0\0\0\x05\0\0\0",
            b"\0\0\0\0\0\0\0\0\xa4\x81\0\0\0\0a.jpg",
            b"PK\x01\x02\x14\x03\x14\0\0\x08\x08\0\0\0\xe1\x5c\0\0\0\0\x02\0\0\0\0\0\0\0\x06\0\0\0",
            b"\0\0\0\0\0\0\0\0\xa4\x81\x26\0\0\0\xc3\xa9.txt",
            b"PK\x05\x06\0\0\0\0\x02\0\x02\0\x67\0\0\0\x4c\0\0\0\0\0",
        ];
        assert_eq!(bytes, expected.concat());
    }

    #[test]
    fn the_size_of_the_pieces_does_not_matter() {
        let text: Vec<u8> =
            (0..400_000_u32).flat_map(|n| (n.wrapping_mul(n) / 7).to_string().into_bytes()).collect();
        let entries: &[(&str, &[u8])] = &[("a.jpg", &text), ("b.txt", &text), ("c.txt", b"x")];
        let whole = write(entries, usize::MAX).unwrap();
        for chunk in [997, 65_536, 300_001] {
            assert!(write(entries, chunk).unwrap() == whole, "{chunk}");
        }
    }

    #[test]
    fn misuse_is_refused() {
        let kind = |entries: &[(&str, &[u8])]| write(entries, 1).unwrap_err().kind();
        for entries in [
            &[("b", b"".as_slice()), ("a", b"")],
            &[("a", b""), ("a", b"")],
            &[("a", b""), ("b/../c", b"")],
            &[("a", b""), ("e\u{301}", b"")],
        ] {
            assert_eq!(kind(entries), io::ErrorKind::InvalidInput);
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()), date(2026, 7, 1)).unwrap();
        let mut entry = zip.start("a", 1).unwrap();
        assert!(entry.write(b"ab").is_err());
        assert!(zip.start("b", 0).is_err());
        assert!(zip.finish().is_err());
        assert!(ZipWriter::new(Cursor::new(Vec::new()), date(1979, 12, 31)).is_err());
    }

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
}
