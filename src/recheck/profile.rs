//! The profile in an archive, and whether it is the one that it should be.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::told::Told;
use super::{Files, Stop, cost};
use crate::archive::OpenBag;
use crate::profile::{LARGEST_FILE, Profile, builtin_names};
use crate::report::record::PROFILE as FOLDER;
use crate::text::{Explain, Message};

/// Most bytes of all files of a profile that are read.
const LARGEST_PROFILE: u64 = 8 << 20;

/// The files of the stored profile by name. One that is too large is left out, and so is missed.
pub(super) fn files(bag: &OpenBag) -> io::Result<Files> {
    let mut files = Files::new();
    let mut left = LARGEST_PROFILE;
    for (path, bytes) in bag.tags() {
        let Some(name) = path.strip_prefix(FOLDER) else { continue };
        if let Some(content) = bag.read(path, LARGEST_FILE.min(left))? {
            left = left.saturating_sub(bytes);
            files.insert(name.to_owned(), content);
        }
    }
    Ok(files)
}

/// The stored profile.
pub(super) fn stored(files: Files) -> Result<Profile, Stop> {
    if files.is_empty() {
        return Err(Stop::Impossible(Message::new("recheck-no-profile")));
    }
    if !cost::is_bounded(&files) {
        return Err(Stop::Impossible(Message::new("recheck-profile-too-hard")));
    }
    let path = FOLDER.trim_end_matches('/');
    Profile::from_files(files, Path::new(path), None).map_err(|error| Stop::unusable(path, error.message()))
}

/// Tells which files of the stored profile are not those of the profile that was `given`.
pub(super) fn compare(stored: &Files, given: &Files, told: &mut Told) {
    for name in differing(stored, given) {
        let path = format!("{FOLDER}{name}");
        let key = match (stored.contains_key(name), given.contains_key(name)) {
            (true, true) => "recheck-profile-other",
            (true, false) => "recheck-profile-added",
            _ => "recheck-profile-missing",
        };
        told.tell("recheck-profile", Some(&path), Message::new(key));
    }
}

/// Tells it where the submission names a built-in profile and another is stored. Another version of sealpack may
/// have had another one.
pub(super) fn compare_built_in(stored: &Files, named: &str, told: &mut Told) {
    if !builtin_names().iter().any(|known| known == named) {
        return;
    }
    let Ok(built_in) = Profile::named(named, Path::new("")) else { return };
    for name in differing(stored, &built_in.files) {
        let path = format!("{FOLDER}{name}");
        let message = Message::new("recheck-profile-built-in").with("profile", named);
        if told.of_other_version() {
            told.warn("recheck-profile", Some(&path), message);
        } else {
            told.tell("recheck-profile", Some(&path), message);
        }
    }
}

fn differing<'a>(a: &'a Files, b: &'a Files) -> impl Iterator<Item = &'a String> {
    let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    names.into_iter().filter(|name| a.get(*name) != b.get(*name))
}
