//! ZIP files around mutated fields.
//!
//! Bytes that change at random hardly ever leave a ZIP file whose records still agree. So an input that does not
//! begin as a ZIP file is a list of choices: entries, their two headers, what lies between them, and single bytes.

use std::io::Cursor;

use jiff::civil::date;
use sealpack::archive::zip::write::ZipWriter;

use crate::forge::{self, Entry, Header, Parts};

/// The input as it is where it begins with a record of a ZIP file, else a file built from its choices.
#[must_use]
pub fn file(input: &[u8]) -> Vec<u8> {
    if input.starts_with(b"PK") { input.to_vec() } else { Choices(input).file() }
}

/// Takes decisions from the front of an input; an input that is used up gives zeros.
struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.byte()) % limit.max(1)
    }

    fn u16(&mut self) -> u16 {
        u16::from_le_bytes([self.byte(), self.byte()])
    }

    /// A number with many digits, or one next to a border.
    fn u32(&mut self) -> u32 {
        match self.byte() {
            0..=127 => u32::from(self.u16()) | u32::from(self.u16()) << 16,
            128..=191 => u32::from(self.byte()),
            _ => u32::MAX - u32::from(self.byte() % 2),
        }
    }

    fn bytes(&mut self) -> &'a [u8] {
        let count = usize::from(self.byte()).min(self.0.len());
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }

    fn file(&mut self) -> Vec<u8> {
        let mut bytes = match self.byte() % 4 {
            0 => self.canonical(),
            _ => self.honest(),
        };
        while !self.0.is_empty() {
            self.change(&mut bytes);
        }
        bytes
    }

    /// A name among few, so that some are equal, lie in each other, or differ in case or normal form.
    fn name(&mut self) -> Vec<u8> {
        const PARTS: [&str; 12] = [
            "a",
            "A",
            "b.txt",
            "b.jpg",
            "材料",
            "caf\u{e9}",
            "cafe\u{301}",
            "\u{df}",
            "SS",
            "..",
            "con",
            "x/y",
        ];
        let mut name = Vec::new();
        for part in 0..=self.below(3) {
            if part > 0 {
                name.push(b'/');
            }
            name.extend(match self.below(PARTS.len() + 1) {
                12 => self.bytes(),
                known => PARTS[known].as_bytes(),
            });
        }
        if self.byte() % 16 == 15 {
            name.push(b'/');
        }
        name
    }

    /// An archive as our writer writes it; what it refuses is left out.
    fn canonical(&mut self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()), date(2026, 7, 1)).expect("memory");
        let mut entries: Vec<_> = (0..self.below(6)).map(|_| (self.name(), self.bytes())).collect();
        entries.sort();
        for (name, content) in entries {
            let Ok(name) = std::str::from_utf8(&name) else { continue };
            if let Ok(mut entry) = zip.start(name, content.len() as u64) {
                entry.write(content).expect("memory");
                entry.finish().expect("the announced size");
            }
        }
        zip.finish().expect("memory").into_inner()
    }

    /// An archive as other programs write it, with single fields changed.
    fn honest(&mut self) -> Vec<u8> {
        let entries: Vec<Entry> = (0..self.below(6)).map(|_| self.entry()).collect();
        let mut parts = Parts::of(&entries);
        let choice = self.byte();
        if choice & 1 != 0 {
            let (count, size, offset) = (entries.len() as u64, parts.directory.len(), parts.locals.len());
            parts = parts.zip64(count, size as u64, offset as u64);
        }
        if choice & 2 != 0 {
            parts.comment = self.bytes().to_vec();
        }
        if choice & 4 != 0 {
            parts.locals.extend(self.bytes());
        }
        if choice & 8 != 0 {
            parts.before_end.extend(self.bytes());
        }
        if choice & 16 == 0 {
            parts = parts.placed();
        }
        if choice & 32 != 0 {
            match self.below(4) {
                0 => parts.end.entries = self.u16(),
                1 => parts.end.size = self.u32(),
                2 => parts.end.offset = self.u32(),
                _ => (parts.end.size, parts.end.offset) = (u32::MAX, u32::MAX),
            }
        }
        parts.bytes()
    }

    fn entry(&mut self) -> Entry {
        let name = self.name();
        let content = self.bytes();
        let choice = self.byte();
        let mut entry =
            if choice & 1 == 0 { Entry::stored("x", content) } else { Entry::deflated("x", content) };
        let utf8 = if name.is_ascii() { 0 } else { forge::UTF8 };
        let external = if name.ends_with(b"/") { 0x41ED_0010 } else { 0x81A4_0000 };
        entry.both(|header| {
            header.flags |= utf8;
            header.external = external;
            header.name.clone_from(&name);
        });
        if choice & 2 != 0 {
            entry = entry.streamed();
            if choice & 64 != 0 {
                // Without its signature (4.3.9.3).
                entry.descriptor.drain(..4);
            }
        }
        if choice & 4 != 0 {
            let sizes = [entry.central.size, entry.central.compressed].map(u64::from);
            let field = forge::extra(1, &sizes.map(u64::to_le_bytes).concat());
            entry.both(|header| {
                (header.size, header.compressed) = (u32::MAX, u32::MAX);
                header.extra.extend(&field);
            });
        }
        if choice & 8 != 0 {
            let (id, data) = ([0x5455, 0x7075, 1, 0x9901][self.below(4)], self.bytes());
            entry.both(|header| header.extra.extend(forge::extra(id, data)));
        }
        if choice & 16 != 0 {
            entry.data = self.bytes().to_vec();
        }
        for _ in 0..if choice & 32 == 0 { 0 } else { 1 + self.below(3) } {
            let (which, field, value) = (self.below(3), self.byte(), self.u32());
            match which {
                0 => set(&mut entry.local, field, value),
                1 => set(&mut entry.central, field, value),
                _ => entry.both(|header| set(header, field, value)),
            }
        }
        entry
    }

    /// Changes, adds or takes away bytes anywhere.
    fn change(&mut self, file: &mut Vec<u8>) {
        let (what, place) = (self.byte(), usize::from(self.u16()));
        // Half of all changes are near the end, where the directory is.
        let place = if what & 1 == 0 { place } else { file.len().saturating_sub(place % 256) };
        let place = place.min(file.len());
        match what >> 1 & 3 {
            0 | 1 => {
                if let Some(byte) = file.get_mut(place) {
                    *byte ^= self.byte();
                }
            }
            2 => {
                let added = self.bytes().to_vec();
                file.splice(place..place, added);
            }
            _ => {
                let end = (place + self.below(64)).min(file.len());
                file.drain(place..end);
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "any value is good")]
fn set(header: &mut Header, field: u8, value: u32) {
    match field % 10 {
        0 => header.made_by = value as u16,
        1 => header.needed = value as u16,
        2 => header.flags = value as u16,
        3 => header.method = value as u16,
        4 => header.crc = value,
        5 => header.compressed = value,
        6 => header.size = value,
        7 => header.disk = value as u16,
        8 => header.external = value,
        _ => header.comment = value.to_le_bytes().to_vec(),
    }
}
