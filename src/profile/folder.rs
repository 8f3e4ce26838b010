//! Reading a profile from the files of its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::error::Fault;
use super::parse::Parsed;
use super::{PROFILE, Profile, ProfileError, Schemas};
use crate::submission::json;

/// Largest file of a profile, in bytes; a schema is a few kilobytes.
pub const LARGEST_FILE: u64 = 4 << 20;

/// The files of a profile, by name, and what is wrong with getting at them.
#[derive(Default)]
pub(super) struct Source {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    faults: Vec<(String, Fault)>,
}

impl Source {
    /// The JSON files in `folder`; `name` is how the user called it.
    pub(super) fn of_folder(name: &str, folder: &Path) -> Result<Self, ProfileError> {
        let error = |file: &str, fault| ProfileError::new(folder, file, "", fault);
        if !folder.join(PROFILE).is_file() {
            return Err(error(PROFILE, Fault::NotFound(name.to_owned())));
        }
        let mut source = Self::default();
        for entry in std::fs::read_dir(folder).map_err(|source| error("", Fault::Io(source)))? {
            let entry = entry.map_err(|source| error("", Fault::Io(source)))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !is_json(&name) {
                continue;
            }
            match entry.metadata() {
                Ok(metadata) if !metadata.is_file() => {}
                Ok(metadata) if metadata.len() > LARGEST_FILE => source.faults.push((name, Fault::TooLarge)),
                read => match read.and_then(|_| std::fs::read(entry.path())) {
                    Ok(bytes) => {
                        source.files.insert(name, bytes);
                    }
                    Err(error) => source.faults.push((name, Fault::Io(error))),
                },
            }
        }
        source.faults.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(source)
    }

    /// The files of a built-in profile.
    pub(super) fn of_files(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { files, faults: Vec::new() }
    }

    /// The profile, as far as it can be made, and all that is wrong with it. `path` is for messages; `thorough`:
    /// also what is wrong with schemas and stops nobody.
    pub(super) fn assemble(
        mut self,
        path: &Path,
        folder: Option<PathBuf>,
        thorough: bool,
    ) -> (Profile, Vec<ProfileError>) {
        let mut errors = Vec::new();
        let mut tell = |file: &str, at: &str, fault| errors.push(ProfileError::new(path, file, at, fault));
        let (mut parsed, mut documents, mut broken) = (Parsed::default(), BTreeMap::new(), BTreeMap::new());
        let unread: BTreeSet<String> = self.faults.iter().map(|(file, _)| file.clone()).collect();
        for (file, fault) in self.faults {
            tell(&file, "", fault);
        }
        for (file, bytes) in &self.files {
            match (json::parse(bytes), file == PROFILE) {
                (Ok(value), true) => {
                    let (read, faults) = Parsed::from_json(&value);
                    parsed = read;
                    for (at, fault) in faults {
                        tell(PROFILE, &at, fault);
                    }
                }
                (Err(fault), true) => tell(PROFILE, "", Fault::Json(fault)),
                (Ok(value), false) => {
                    documents.insert(file.clone(), value);
                }
                (Err(fault), false) => {
                    broken.insert(file.clone(), fault);
                }
            }
        }
        let mut roots = BTreeSet::new();
        for (at, name) in &parsed.schemas {
            if !roots.insert(name.clone()) || documents.contains_key(name) || unread.contains(name) {
                continue;
            }
            // A broken file that no schema uses must not stop anybody; one that is used does.
            match broken.remove(name) {
                Some(fault) => tell(name, "", Fault::Json(fault)),
                None => tell(PROFILE, at, Fault::NoSchema(name.clone())),
            }
        }
        let (schemas, faults) = Schemas::compile(documents, &roots, broken, thorough);
        for (file, at, fault) in faults {
            tell(&file, &at, fault);
        }
        self.files.retain(|name, _| name == PROFILE || schemas.uses(name));
        let Parsed { name, version, title, kinds, caption_from_name, indicators, rules, .. } = parsed;
        let files = self.files;
        let profile = Profile {
            name,
            version,
            title,
            kinds,
            caption_from_name,
            indicators,
            rules,
            schemas,
            files,
            folder,
        };
        (profile, errors)
    }
}

impl Profile {
    /// The profile that consists of `files`; `path` is for messages.
    pub fn from_files(
        files: BTreeMap<String, Vec<u8>>,
        path: &Path,
        folder: Option<PathBuf>,
    ) -> Result<Self, ProfileError> {
        Self::from_source(Source::of_files(files), path, folder)
    }

    /// The profile of `source`, if nothing is wrong with it.
    pub(super) fn from_source(
        source: Source,
        path: &Path,
        folder: Option<PathBuf>,
    ) -> Result<Self, ProfileError> {
        let (profile, errors) = source.assemble(path, folder, false);
        match errors.into_iter().next() {
            None => Ok(profile),
            Some(error) => Err(error),
        }
    }
}

pub(super) fn is_json(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}
