//! What else says what a submission is: the fields of `submission.json`, the files of the profile.

use std::collections::BTreeSet;

use serde_json::Value;

use super::StatedProfile;
use crate::submission::Manifest;
use crate::submission::manifest::FIELDS;

/// A field of `submission.json` that says something else.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// What it said; none where it was not there.
    pub old: Option<Value>,
    /// What it says; none where it is not there.
    pub new: Option<Value>,
}

/// A file of the profile that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileFile {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub change: ProfileFileChange,
}

/// What became of a file of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileFileChange {
    /// It is new.
    Added,
    /// It is no longer there.
    Removed,
    /// Its content is another one.
    Changed,
}

impl ProfileFileChange {
    /// Its name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// The fields that differ, in the order in which they are described. How the file is written does not count.
pub(super) fn fields(old: &Manifest, new: &Manifest) -> Vec<FieldChange> {
    // A manifest has text keys only, so it always becomes JSON.
    let document = |manifest: &Manifest| serde_json::to_value(manifest).unwrap_or_default();
    let (old, new) = (document(old), document(new));
    let change = |field| FieldChange { field, old: old.get(field).cloned(), new: new.get(field).cloned() };
    FIELDS.into_iter().map(change).filter(|change| change.old != change.new).collect()
}

/// The files that differ, by name.
pub(super) fn profile_files(old: &StatedProfile, new: &StatedProfile) -> Vec<ProfileFile> {
    let names: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
    let changed = names.into_iter().filter_map(|name| {
        let change = match (old.files.get(name), new.files.get(name)) {
            (None, _) => ProfileFileChange::Added,
            (_, None) => ProfileFileChange::Removed,
            (old, new) if old != new => ProfileFileChange::Changed,
            _ => return None,
        };
        Some(ProfileFile { name: name.clone(), change })
    });
    changed.collect()
}
