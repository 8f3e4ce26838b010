//! Filling a new drawer, which takes the place of the old one at once or not at all.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::drawer::{Drawer, Key, Known, LARGEST_CONTENT, Slot, Table};

/// How the names of drawers begin that are being filled.
pub(super) const NEW: &str = "new-";
/// Largest drawer, in bytes: without what was not used for longest.
const LARGEST_DRAWER: u64 = 256 << 20;
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
        file.persist(path).map(|_: File| ()).map_err(|error| error.error)
    }

    /// Copies what `old` holds and nobody has put in anew, what was used last first.
    fn keep(&mut self, folder: &Path, old: &Drawer, today: u32) -> io::Result<()> {
        let is_young = |used: u32| used.saturating_add(MOST_DAYS) >= today;
        let Table { mut contents, files } = old.table();
        contents.retain(|(key, slot)| is_young(slot.used) && !self.contents.contains_key(key));
        contents.sort_unstable_by_key(|(_, slot)| (std::cmp::Reverse(slot.used), slot.offset));
        for (key, slot) in contents {
            if self.end.saturating_add(slot.length.into()) > LARGEST_DRAWER {
                break;
            }
            // What cannot be read any more is not kept.
            let Some(bytes) = old.bytes(slot) else { continue };
            let (offset, _) = self.append(folder, &bytes)?;
            self.contents.insert(key, Slot { offset, ..slot });
        }
        for (path, known) in files.into_iter().filter(|(_, known)| is_young(known.used)) {
            self.files.entry(path).or_insert(known);
        }
        Ok(())
    }
}
