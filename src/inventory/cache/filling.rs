//! Filling a new drawer, which takes the place of the old one when it is whole.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::drawer::{Drawer, Key, Known, LARGEST_CONTENT, Slot, Table};

/// How the names of drawers begin that are being filled.
pub(super) const NEW: &str = "new-";
/// Largest drawer, in bytes: without what was not used for longest.
const LARGEST_DRAWER: u64 = 256 << 20;
/// Bytes that are copied at once, but for a content that is longer.
const LONGEST_RUN: u64 = 1 << 20;
/// Days after which what was not used is forgotten.
const MOST_DAYS: u32 = 30;

/// A drawer that is being filled.
#[derive(Default)]
pub(super) struct Filling {
    /// Made when there is something to put into it.
    file: Option<BufWriter<NamedTempFile>>,
    end: u64,
    contents: HashMap<Key, Slot>,
    files: HashMap<Vec<u8>, Known>,
    /// It could not be written; then nothing more is tried.
    failed: bool,
}

impl Filling {
    /// Whether there is anything in it.
    pub(super) fn is_empty(&self) -> bool {
        self.contents.is_empty() && self.files.is_empty()
    }

    /// Puts in a content.
    pub(super) fn put(&mut self, folder: &Path, key: Key, bytes: &[u8], used: u32) {
        if self.failed || self.contents.contains_key(&key) || bytes.len() > LARGEST_CONTENT {
            return;
        }
        match self.append(folder, bytes) {
            Ok((offset, length)) => {
                let slot = Slot { offset, length, check: crc32fast::hash(bytes), used };
                self.contents.insert(key, slot);
            }
            Err(_) => self.failed = true,
        }
    }

    /// Notes in which state a file is.
    pub(super) fn note(&mut self, path: Vec<u8>, known: Known) {
        self.files.insert(path, known);
    }

    fn append(&mut self, folder: &Path, bytes: &[u8]) -> io::Result<(u64, u32)> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                self.file.insert(BufWriter::new(tempfile::Builder::new().prefix(NEW).tempfile_in(folder)?))
            }
        };
        let offset = self.end;
        file.write_all(bytes)?;
        self.end += u64::from(length);
        Ok((offset, length))
    }

    /// Adds what `old` holds besides, and puts the drawer in its place at `path`. What is open cannot be replaced on
    /// Windows, so `old` is closed.
    pub(super) fn finish(
        mut self,
        folder: &Path,
        path: &Path,
        old: Option<Drawer>,
        today: u32,
    ) -> io::Result<()> {
        if self.failed {
            return Err(io::ErrorKind::Other.into());
        }
        if let Some(old) = old {
            self.keep(folder, &old, today)?;
        }
        let (contents, files) = (self.contents.into_iter().collect(), self.files.into_iter().collect());
        let written = Table { contents, files }.written(self.end)?;
        let mut file = match self.file.take() {
            Some(file) => file,
            None => BufWriter::new(tempfile::Builder::new().prefix(NEW).tempfile_in(folder)?),
        };
        file.write_all(&written)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        // Where a rename replaces a file, some file systems (ext4) first start to write all that is new to the disk,
        // which takes longer than all the rest. Whoever comes just now finds no drawer, and needs none.
        let _ = fs::remove_file(path);
        file.persist(path).map(|_: File| ()).map_err(|error| error.error)
    }

    /// Copies what `old` holds and nobody has put in anew, what was used last first.
    fn keep(&mut self, folder: &Path, old: &Drawer, today: u32) -> io::Result<()> {
        let is_young = |used: u32| used.saturating_add(MOST_DAYS) >= today;
        let Table { mut contents, files } = old.table();
        let is_ours = |slot: &Slot| slot.length as usize <= LARGEST_CONTENT;
        contents
            .retain(|(key, slot)| is_young(slot.used) && is_ours(slot) && !self.contents.contains_key(key));
        contents.sort_unstable_by_key(|(_, slot)| (std::cmp::Reverse(slot.used), slot.offset));
        let mut room = LARGEST_DRAWER.saturating_sub(self.end);
        let fits = |(_, slot): &(Key, Slot)| {
            let left = room.checked_sub(slot.length.into());
            room = left.unwrap_or(room);
            left.is_some()
        };
        let mut contents: Vec<(Key, Slot)> = contents.into_iter().take_while(fits).collect();
        contents.sort_unstable_by_key(|(_, slot)| slot.offset);
        let mut next = contents.as_slice();
        while !next.is_empty() {
            let (run, rest) = next.split_at(run(next));
            next = rest;
            // What cannot be read any more is not kept.
            let Some(bytes) = old.run(run) else { continue };
            let (start, _) = self.append(folder, &bytes)?;
            let first = run.first().map_or(0, |(_, slot)| slot.offset);
            let moved = |slot: &Slot| Slot { offset: start + (slot.offset - first), ..*slot };
            self.contents.extend(run.iter().map(|(key, slot)| (*key, moved(slot))));
        }
        for (path, known) in files.into_iter().filter(|(_, known)| is_young(known.used)) {
            self.files.entry(path).or_insert(known);
        }
        Ok(())
    }
}

/// How many of the first of these contents lie next to each other, and are not too long to be copied at once.
fn run(contents: &[(Key, Slot)]) -> usize {
    let start = contents.first().map_or(0, |(_, slot)| slot.offset);
    let joins = |pair: &[(Key, Slot)]| match pair {
        [(_, one), (_, next)] => one.end() == next.offset && next.end() - start <= LONGEST_RUN,
        _ => false,
    };
    1 + contents.windows(2).take_while(|pair| joins(pair)).count()
}
