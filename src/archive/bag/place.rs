//! Where a bag lies: a folder, or a ZIP file.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::WalkDir;

use super::super::open::{self, Shared};
use super::super::proofs::{Proof, Proofs};
use super::super::zip::Refusal;
use super::super::zip::read::{Archive, Entry};
use super::super::zip::{Content, Deviation};
use super::DECLARATION;
use crate::submission::names::folded;

/// A place that holds files, perhaps a bag.
pub(crate) enum Place {
    /// A folder.
    Folder {
        /// Where it is.
        root: PathBuf,
    },
    /// A ZIP file whose structure is proved.
    Zip {
        /// The open file.
        file: Shared,
        /// Its files.
        entries: Vec<Entry>,
        /// What was read of them before.
        proofs: Proofs,
    },
}

/// A file of a place.
#[derive(Debug, Clone)]
pub(crate) struct PlacedFile {
    /// Its path, `/`-separated; of a bag, relative to the bag.
    pub(crate) path: String,
    /// Its size, in bytes.
    pub(crate) bytes: u64,
    /// Its number in the place.
    at: usize,
}

/// The files of a place by path.
pub(crate) struct Files {
    /// In ascending order of their paths.
    pub(crate) list: Vec<PlacedFile>,
    by_path: HashMap<String, usize>,
    /// By path without regard to case; made where somebody asks.
    by_folded: OnceLock<HashMap<String, usize>>,
}

/// What is in a folder that is neither a file nor a folder, or has no name we could compare.
pub(crate) enum Oddity {
    /// A link or special file.
    Link(String),
    /// A name that is not Unicode, as far as it can be shown.
    NotUnicode(String),
}

impl Place {
    /// The files below `root`, and what else is there. Nothing is followed.
    pub(crate) fn folder(root: &Path) -> io::Result<(Self, Vec<PlacedFile>, Vec<Oddity>)> {
        let mut files = Vec::new();
        let mut oddities = Vec::new();
        for entry in WalkDir::new(root).min_depth(1).follow_links(false) {
            let entry = entry?;
            if entry.file_type().is_dir() {
                continue;
            }
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
            let Some(parts) = parts else {
                oddities.push(Oddity::NotUnicode(relative.to_string_lossy().into_owned()));
                continue;
            };
            let path = parts.join("/");
            if entry.file_type().is_file() {
                let bytes = fs::symlink_metadata(entry.path())?.len();
                files.push(PlacedFile { path, bytes, at: files.len() });
            } else {
                oddities.push(Oddity::Link(path));
            }
        }
        Ok((Self::Folder { root: root.to_owned() }, files, oddities))
    }

    /// The files of a ZIP file, and how it differs from the canonical form.
    pub(crate) fn zip(file: Arc<fs::File>) -> Result<(Self, Vec<PlacedFile>, Option<Deviation>), Refusal> {
        let mut file = Shared::new(file);
        let archive = Archive::open(&mut file)?;
        let files = archive.entries.iter().enumerate();
        let files = files.map(|(at, entry)| PlacedFile { path: entry.name.clone(), bytes: entry.size, at });
        let files = files.collect();
        let place = Self::Zip { file, entries: archive.entries, proofs: Proofs::default() };
        Ok((place, files, archive.deviation))
    }

    /// The same, of which this was read before, as far as its headers say so too.
    pub(crate) fn with(self, proofs: Proofs) -> Self {
        match self {
            Self::Zip { file, entries, .. } => Self::Zip { file, entries, proofs },
            folder @ Self::Folder { .. } => folder,
        }
    }

    /// What was read of one of its files before.
    pub(crate) fn proof(&self, file: &PlacedFile) -> Option<&Proof> {
        let Self::Zip { entries, proofs, .. } = self else { return None };
        let (data, bytes, crc) = entries.get(file.at)?.stored()?;
        proofs.find(data, bytes, crc)
    }

    /// Opens one of its files.
    pub(crate) fn open(&self, file: &PlacedFile) -> io::Result<Box<dyn Read>> {
        match self {
            Self::Folder { root } => {
                let path = file.path.split('/').fold(root.clone(), |path, part| path.join(part));
                Ok(Box::new(open::regular(&path)?.0))
            }
            Self::Zip { file: source, entries, .. } => {
                let entry = entries.get(file.at).ok_or(io::ErrorKind::NotFound)?;
                Ok(Box::new(Content::open(source.clone(), entry)?))
            }
        }
    }
}

/// What lies at the top of a ZIP file.
pub(crate) enum Top {
    /// The bag is in this folder, given with its slash.
    Folder(String),
    /// The bag's files are at the top themselves.
    Root,
    /// There is no bag, or more than one.
    NoBag,
}

/// Finds the bag in a ZIP file.
pub(crate) fn top(files: &[PlacedFile]) -> Top {
    if files.iter().any(|file| file.path == DECLARATION) {
        return Top::Root;
    }
    let mut folders = files.iter().filter_map(|file| {
        let folder = file.path.strip_suffix(DECLARATION)?;
        (folder.find('/') == Some(folder.len() - 1)).then_some(folder)
    });
    match (folders.next(), folders.next()) {
        (Some(folder), None) => Top::Folder(folder.to_owned()),
        _ => Top::NoBag,
    }
}

impl Files {
    pub(crate) fn new(mut list: Vec<PlacedFile>) -> Self {
        list.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let mut by_path = HashMap::with_capacity(list.len());
        for (index, file) in list.iter().enumerate() {
            // macOS gives names back decomposed; a manifest that was written elsewhere has them composed.
            if !is_nfc(&file.path) {
                by_path.entry(file.path.nfc().collect()).or_insert(index);
            }
        }
        by_path.extend(list.iter().enumerate().map(|(index, file)| (file.path.clone(), index)));
        Self { list, by_path, by_folded: OnceLock::new() }
    }

    /// The number of a file whose path differs in case and normalisation only.
    pub(crate) fn find_folded(&self, path: &str) -> Option<usize> {
        let by_folded = self.by_folded.get_or_init(|| {
            self.list.iter().enumerate().map(|(index, file)| (folded(&file.path), index)).collect()
        });
        by_folded.get(&folded(path)).copied()
    }

    /// The number of the file with a path, if need be after normalisation.
    pub(crate) fn find(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).or_else(|| self.by_path.get(&path.nfc().collect::<String>())).copied()
    }
}
