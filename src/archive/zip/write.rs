//! Writing one entry after the other to anything that can seek, in the canonical form.

use std::io::{self, Seek, SeekFrom, Write};

use jiff::civil::Date;

use super::deflate::Deflate;
use super::form::{self, Form, Written, dos_date, misuse};
use super::{LARGEST_DIRECTORY, MOST_ENTRIES, Method};

/// Bytes gathered before they are written to the file.
const PENDING: usize = 1 << 20;

/// Writes an archive entry by entry: the same entries and date always give the same bytes.
///
/// Errors of kind `InvalidInput` mean that the caller broke the order, a name or an announced size; all others
/// come from the output.
pub struct ZipWriter<W> {
    out: Buffered<W>,
    deflate: Deflate,
    date: u16,
    directory: Vec<u8>,
    entries: u64,
    last_name: String,
    entry_open: bool,
}

/// An output, and what was not written to it yet.
struct Buffered<W> {
    out: W,
    /// Bytes written to `out`; `pending` follows them.
    written: u64,
    pending: Vec<u8>,
}

impl<W: Write + Seek> ZipWriter<W> {
    /// Starts an archive at the start of `out`, with `date` as the date of every entry.
    pub fn new(out: W, date: Date) -> io::Result<Self> {
        Ok(Self {
            out: Buffered { out, written: 0, pending: Vec::new() },
            deflate: Deflate::new(),
            date: dos_date(date).ok_or_else(|| misuse("date outside 1980 to 2107"))?,
            directory: Vec::new(),
            entries: 0,
            last_name: String::new(),
            entry_open: false,
        })
    }

    /// Starts the next entry, whose content will be exactly `size` bytes.
    pub fn start<'a>(&'a mut self, name: &str, size: u64) -> io::Result<EntryWriter<'a, W>> {
        let form = Form::new(name, size, self.date)?;
        if self.entry_open {
            return Err(misuse("the entry before is not finished"));
        }
        if name.as_bytes() <= self.last_name.as_bytes() {
            return Err(misuse("names out of order"));
        }
        if self.entries >= MOST_ENTRIES {
            return Err(misuse("too many entries"));
        }
        let offset = self.out.position();
        let header_len = form.header_len(name);
        self.out.put(&vec![0; header_len])?;
        name.clone_into(&mut self.last_name);
        self.entry_open = true;
        self.deflate.restart();
        let crc = crc32fast::Hasher::new();
        Ok(EntryWriter { zip: self, form, offset, header_len, size, crc, taken: 0 })
    }

    /// Writes the central directory and the end records, and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        if self.entry_open {
            return Err(misuse("the last entry is not finished"));
        }
        let end = form::end(self.entries, self.directory.len() as u64, self.out.position());
        self.out.put(&self.directory)?;
        self.out.put(&end)?;
        self.out.write_pending()?;
        self.out.out.flush()?;
        Ok(self.out.out)
    }
}

impl<W: Write + Seek> Buffered<W> {
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
}

/// Takes the content of one entry.
pub struct EntryWriter<'a, W> {
    zip: &'a mut ZipWriter<W>,
    form: Form,
    offset: u64,
    header_len: usize,
    size: u64,
    crc: crc32fast::Hasher,
    taken: u64,
}

impl<W: Write + Seek> EntryWriter<'_, W> {
    /// Takes the next bytes of the content.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.taken += bytes.len() as u64;
        if self.taken > self.size {
            return Err(misuse("more content than announced"));
        }
        self.crc.update(bytes);
        let ZipWriter { out, deflate, .. } = &mut *self.zip;
        match self.form.method {
            Method::Stored => out.put(bytes),
            Method::Deflated => deflate.add(bytes, |bytes| out.put(bytes)),
        }
    }

    /// Ends the entry: its checksum and sizes go into its headers.
    pub fn finish(self) -> io::Result<()> {
        if self.taken != self.size {
            return Err(misuse("less content than announced"));
        }
        let ZipWriter { out, deflate, directory, last_name: name, .. } = &mut *self.zip;
        if self.form.method == Method::Deflated {
            deflate.end(|bytes| out.put(bytes))?;
        }
        let compressed = out.position() - self.offset - self.header_len as u64;
        let written = Written { crc: self.crc.finalize(), compressed };
        out.put_back(self.offset, &self.form.local(name, self.offset, written))?;
        self.form.central(name, self.offset, written, directory);
        if directory.len() as u64 > LARGEST_DIRECTORY {
            return Err(misuse("names too long altogether"));
        }
        self.zip.entries += 1;
        self.zip.entry_open = false;
        Ok(())
    }
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
}
