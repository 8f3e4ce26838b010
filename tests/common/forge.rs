//! ZIP files put together record by record, so that each can say what the others do not. Numbers in brackets are
//! sections of PKWARE's APPNOTE.TXT.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

pub const STORED: u16 = 0;
pub const DEFLATED: u16 = 8;
pub const ENCRYPTED: u16 = 1;
pub const STREAMED: u16 = 1 << 3;
pub const UTF8: u16 = 1 << 11;
pub const NO_VALUE: u32 = u32::MAX;

/// What a header says of an entry.
#[derive(Debug, Clone)]
pub struct Header {
    pub made_by: u16,
    pub needed: u16,
    pub flags: u16,
    pub method: u16,
    pub crc: u32,
    pub compressed: u32,
    pub size: u32,
    pub name: Vec<u8>,
    pub extra: Vec<u8>,
    pub comment: Vec<u8>,
    pub disk: u16,
    pub external: u32,
}

/// An entry: both its headers, and the bytes between them.
#[derive(Debug, Clone)]
pub struct Entry {
    pub local: Header,
    pub central: Header,
    pub data: Vec<u8>,
    /// What follows the data.
    pub descriptor: Vec<u8>,
    /// Added to the offset that the central header gives.
    pub shift: i64,
}

impl Entry {
    /// A stored file, or a folder where the name ends like one.
    pub fn stored(name: &str, content: &[u8]) -> Self {
        let header = Header {
            made_by: 3 * 256 + 20,
            needed: 20,
            flags: if name.is_ascii() { 0 } else { UTF8 },
            method: STORED,
            crc: crc32fast::hash(content),
            compressed: u32::try_from(content.len()).expect("a small file"),
            size: u32::try_from(content.len()).expect("a small file"),
            name: name.as_bytes().to_vec(),
            extra: Vec::new(),
            comment: Vec::new(),
            disk: 0,
            external: if name.ends_with('/') { 0x41ED_0010 } else { 0x81A4_0000 },
        };
        Self {
            local: header.clone(),
            central: header,
            data: content.to_vec(),
            descriptor: Vec::new(),
            shift: 0,
        }
    }

    /// A deflated file.
    pub fn deflated(name: &str, content: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).expect("memory");
        let data = encoder.finish().expect("memory");
        let mut entry = Self::stored(name, content);
        entry.both(|header| {
            header.method = DEFLATED;
            header.compressed = u32::try_from(data.len()).expect("a small file");
        });
        Self { data, ..entry }
    }

    /// The same with a data descriptor instead of sizes in front (4.3.9).
    pub fn streamed(mut self) -> Self {
        self.both(|header| header.flags |= STREAMED);
        let Header { crc, compressed, size, .. } = self.central;
        self.descriptor = [0x0807_4b50, crc, compressed, size].iter().flat_map(|n| n.to_le_bytes()).collect();
        (self.local.crc, self.local.compressed, self.local.size) = (0, 0, 0);
        self
    }

    /// Changes both headers in the same way.
    pub fn both(&mut self, mut change: impl FnMut(&mut Header)) {
        change(&mut self.local);
        change(&mut self.central);
    }

    /// The same with the change made.
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub fn local_bytes(&self) -> Vec<u8> {
        let mut bytes = 0x0403_4b50_u32.to_le_bytes().to_vec();
        self.local.common(&mut bytes);
        bytes.extend(&self.local.name);
        bytes.extend(&self.local.extra);
        bytes.extend(&self.data);
        bytes.extend(&self.descriptor);
        bytes
    }

    pub fn central_bytes(&self, offset: u32) -> Vec<u8> {
        let header = &self.central;
        let mut bytes = 0x0201_4b50_u32.to_le_bytes().to_vec();
        bytes.extend(header.made_by.to_le_bytes());
        header.common(&mut bytes);
        bytes.extend(length(&header.comment));
        bytes.extend(header.disk.to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(header.external.to_le_bytes());
        let offset = u32::try_from(i64::from(offset) + self.shift).expect("an offset");
        bytes.extend(offset.to_le_bytes());
        for part in [&header.name, &header.extra, &header.comment] {
            bytes.extend(part);
        }
        bytes
    }
}

impl Header {
    /// From the version needed to the lengths of name and extra field, in 2026 at midnight.
    fn common(&self, bytes: &mut Vec<u8>) {
        for value in [self.needed, self.flags, self.method, 0, 0x5CE1] {
            bytes.extend(value.to_le_bytes());
        }
        for value in [self.crc, self.compressed, self.size] {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(length(&self.name));
        bytes.extend(length(&self.extra));
    }
}

fn length(bytes: &[u8]) -> [u8; 2] {
    u16::try_from(bytes.len()).expect("a short field").to_le_bytes()
}

/// An extra field (4.5).
pub fn extra(header: u16, data: &[u8]) -> Vec<u8> {
    [&header.to_le_bytes(), &length(data), data].concat()
}

/// A Unicode path extra field (4.6.9) for a header's name.
pub fn unicode_path(of: &[u8], name: &str) -> Vec<u8> {
    extra(0x7075, &[&[1], &crc32fast::hash(of).to_le_bytes()[..], name.as_bytes()].concat())
}

/// An end record and what it says (4.3.16).
#[derive(Debug, Clone, Copy, Default)]
pub struct End {
    pub disk: u16,
    pub directory_disk: u16,
    pub entries_here: u16,
    pub entries: u16,
    pub size: u32,
    pub offset: u32,
}

impl End {
    pub fn bytes(&self, comment: &[u8]) -> Vec<u8> {
        let mut bytes = 0x0605_4b50_u32.to_le_bytes().to_vec();
        for value in [self.disk, self.directory_disk, self.entries_here, self.entries] {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(self.size.to_le_bytes());
        bytes.extend(self.offset.to_le_bytes());
        bytes.extend(length(comment));
        bytes.extend(comment);
        bytes
    }
}

/// A ZIP file in its parts, which may be changed before they are put together.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    pub locals: Vec<u8>,
    pub directory: Vec<u8>,
    /// Between the central directory and the end record.
    pub before_end: Vec<u8>,
    pub end: End,
    pub comment: Vec<u8>,
}

impl Parts {
    pub fn of(entries: &[Entry]) -> Self {
        let mut parts = Self::default();
        for entry in entries {
            let offset = u32::try_from(parts.locals.len()).expect("a small archive");
            parts.locals.extend(entry.local_bytes());
            parts.directory.extend(entry.central_bytes(offset));
        }
        let count = u16::try_from(entries.len()).expect("a few");
        parts.end = End { entries_here: count, entries: count, ..End::default() };
        parts.placed()
    }

    /// With the end record saying where the directory is.
    pub fn placed(mut self) -> Self {
        self.end.size = u32::try_from(self.directory.len()).expect("a small archive");
        self.end.offset = u32::try_from(self.locals.len()).expect("a small archive");
        self
    }

    /// The same with the change made.
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// Adds the records of ZIP64 (4.3.14, 4.3.15), which say `entries`, `size`, `offset`.
    pub fn zip64(mut self, entries: u64, size: u64, offset: u64) -> Self {
        let at = (self.locals.len() + self.directory.len()) as u64;
        let mut record = 0x0606_4b50_u32.to_le_bytes().to_vec();
        record.extend(44_u64.to_le_bytes());
        record.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for value in [entries, entries, size, offset] {
            record.extend(value.to_le_bytes());
        }
        record.extend(0x0706_4b50_u32.to_le_bytes());
        record.extend(0_u32.to_le_bytes());
        record.extend(at.to_le_bytes());
        record.extend(1_u32.to_le_bytes());
        self.before_end = record;
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        [&self.locals[..], &self.directory, &self.before_end, &self.end.bytes(&self.comment)].concat()
    }
}

/// A whole, ordinary ZIP file.
pub fn zip(entries: &[Entry]) -> Vec<u8> {
    Parts::of(entries).bytes()
}
