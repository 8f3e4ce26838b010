//! What is there, in a folder on disk: the listing that [`super::roles`] are given to.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use walkdir::WalkDir;

use super::Source;
use super::layout::is_junk;
use super::listing::{Entry, What};

/// All entries below `root`, each after the folder it lies in. Nothing is followed; `skip` and what lies in junk
/// are left out.
pub(super) fn list(root: &Path, skip: &[&Path]) -> Vec<Entry> {
    let mut walk = Walk { root, folders: HashMap::new(), entries: Vec::new() };
    let walker = WalkDir::new(root).min_depth(1).follow_links(false);
    let mut found = walker.sort_by(|a, b| by_name(a.file_name(), b.file_name())).into_iter();
    while let Some(entry) = found.next() {
        match entry {
            Ok(entry) => {
                let is_folder = entry.file_type().is_dir();
                let skipped = skip.contains(&entry.path());
                let enter = !skipped && walk.take(&entry);
                if is_folder && !enter {
                    found.skip_current_dir();
                }
            }
            Err(error) => walk.unreadable(&error),
        }
    }
    walk.entries
}

/// Names in the order that they have in an archive, where all are composed.
fn by_name(a: &OsStr, b: &OsStr) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { composed(a).cmp(&composed(b)).then_with(|| a.cmp(b)) }
}

/// A name in NFC, which nearly all are in already.
fn composed(name: &OsStr) -> Cow<'_, str> {
    let name = name.to_string_lossy();
    match is_nfc_quick(name.chars()) {
        IsNormalized::Yes => name,
        _ => Cow::Owned(name.nfc().collect()),
    }
}

struct Walk<'a> {
    root: &'a Path,
    /// The numbers of the folders that were entered.
    folders: HashMap<PathBuf, usize>,
    entries: Vec<Entry>,
}

impl Walk<'_> {
    /// Notes one entry. Returns whether a folder is to be entered.
    fn take(&mut self, entry: &walkdir::DirEntry) -> bool {
        let kind = entry.file_type();
        let what = if kind.is_dir() {
            What::Folder
        } else if kind.is_symlink() {
            What::Link
        } else if !kind.is_file() {
            What::Special
        } else {
            match entry.metadata() {
                Ok(metadata) => What::File(metadata.len()),
                Err(error) => What::Unreadable(error.to_string()),
            }
        };
        let enter = kind.is_dir() && !entry.file_name().to_str().is_some_and(is_junk);
        if enter {
            self.folders.insert(entry.path().to_owned(), self.entries.len());
        }
        let parent = entry.path().parent().and_then(|parent| self.folders.get(parent)).copied();
        self.push(entry.path(), parent, what);
        enter
    }

    /// Notes what could not be looked at; a folder that cannot be entered was noted as a folder before.
    fn unreadable(&mut self, error: &walkdir::Error) {
        let disk = error.path().unwrap_or(self.root).to_owned();
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        let within = self.folders.get(&disk).or_else(|| disk.parent().and_then(|p| self.folders.get(p)));
        self.push(&disk, within.copied(), What::Unreadable(reason));
    }

    fn push(&mut self, disk: &Path, parent: Option<usize>, what: What) {
        let (path, unicode) = self.path_of(disk);
        self.entries.push(Entry { path, unicode, parent, what, source: Source::Disk(disk.to_owned()) });
    }

    fn path_of(&self, disk: &Path) -> (String, bool) {
        let relative = disk.strip_prefix(self.root).unwrap_or(disk);
        let mut unicode = true;
        let parts: Vec<String> = relative
            .components()
            .map(|part| {
                let name = part.as_os_str();
                unicode &= name.to_str().is_some();
                composed(name).into_owned()
            })
            .collect();
        (parts.join("/"), unicode)
    }
}
