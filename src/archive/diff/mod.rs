//! What changed between two states of a submission: folders and archives, in any mix.
//!
//! Each side is first brought to one form, a [`State`]: a folder by [`State::of_submission`] from what `check` made
//! of it, an archive or bag by [`State::of_bag`], which proves it whole before it believes a word of it.
//! [`Difference::between`] then compares two states and reads nothing more.
//!
//! The difference of a state and itself is empty, and going back is the mirror of going: what was added is removed,
//! what came is gone.

mod bag;
mod files;
mod findings;
mod labels;
mod profile;
mod state;

use std::collections::{BTreeMap, HashMap};

pub use files::{FileChanges, Move};
pub(crate) use findings::Same;
pub use findings::{FindingChanges, StatedFinding};
pub use labels::{FieldChange, ProfileFile, ProfileFileChange};
pub use profile::{StatedIndicator, StatedProfile};
pub use state::{FileState, Form, State};

use crate::submission::Layout;
use crate::text::Bilingual;

/// What changed.
#[derive(Debug)]
pub struct Difference<'a> {
    /// How it was.
    pub old: &'a State,
    /// How it is.
    pub new: &'a State,
    /// The fields of `submission.json` that say something else. None where one side has no such file.
    pub submission: Vec<FieldChange>,
    /// Whether name or version of the profile is another one. Not known, and so no change, where one side has no
    /// profile.
    pub profile_renamed: bool,
    /// The files of the profile that changed, by name.
    pub profile_files: Vec<ProfileFile>,
    /// Whether one is a draft and the other is not.
    pub draft: bool,
    /// All changes of files.
    pub files: FileChanges<'a>,
    /// The same changes by indicator: first what belongs to none, then in the profile's order. A file that moved from
    /// one indicator to another is in both.
    pub indicators: Vec<IndicatorChanges<'a>>,
    /// The findings that came and went; none where those of one side are not known.
    pub findings: Option<FindingChanges<'a>>,
}

/// What changed in the files of one indicator.
#[derive(Debug)]
pub struct IndicatorChanges<'a> {
    /// Its code; none for files that belong to no indicator.
    pub code: Option<&'a str>,
    /// Its title.
    pub title: Option<&'a Bilingual>,
    /// Its files.
    pub files: FileChanges<'a>,
}

impl<'a> Difference<'a> {
    /// Compares two states.
    #[must_use]
    pub fn between(old: &'a State, new: &'a State) -> Self {
        let files = FileChanges::between(&old.files, &new.files);
        let findings = match (&old.findings, &new.findings) {
            (Some(gone), Some(come)) => Some(FindingChanges::between(gone, come, &files.moved)),
            _ => None,
        };
        let (profile_renamed, profile_files) = match (&old.profile, &new.profile) {
            (Some(old), Some(new)) => {
                ((&old.name, &old.version) != (&new.name, &new.version), labels::profile_files(old, new))
            }
            _ => (false, Vec::new()),
        };
        let submission = match (&old.manifest, &new.manifest) {
            (Some(old), Some(new)) => labels::fields(old, new),
            _ => Vec::new(),
        };
        Self {
            old,
            new,
            submission,
            profile_renamed,
            profile_files,
            draft: matches!((old.draft, new.draft), (Some(old), Some(new)) if old != new),
            indicators: by_indicator(old, new, &files),
            files,
            findings,
        }
    }

    /// Whether nothing changed, as far as it is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
            && self.submission.is_empty()
            && !self.profile_changed()
            && !self.draft
            && self.findings.as_ref().is_none_or(FindingChanges::is_empty)
    }

    /// Whether the profile changed.
    #[must_use]
    pub fn profile_changed(&self) -> bool {
        self.profile_renamed || !self.profile_files.is_empty()
    }
}

/// Sorts changes by the indicators of the files. Both sides take their indicators from both profiles: a bag of
/// another program has none of its own.
fn by_indicator<'a>(old: &'a State, new: &'a State, files: &FileChanges<'a>) -> Vec<IndicatorChanges<'a>> {
    let mut known: Vec<&StatedIndicator> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for indicator in
        [new, old].into_iter().filter_map(|side| side.profile.as_ref()).flat_map(|p| &p.indicators)
    {
        numbers.entry(&indicator.code).or_insert_with(|| {
            known.push(indicator);
            known.len()
        });
    }
    let codes = known.iter().map(|indicator| indicator.code.clone()).collect();
    let layout = Layout { codes, kinds: Vec::new() };
    let mut folders: HashMap<&'a str, usize> = HashMap::new();
    // The number of an indicator counts from 1; 0 is none.
    let mut number = |path: &'a str| {
        let Some((folder, _)) = path.split_once('/') else { return 0 };
        let look_up = || layout.code_of(folder).and_then(|code| numbers.get(code)).copied().unwrap_or(0);
        *folders.entry(folder).or_insert_with(look_up)
    };
    let mut sorted: BTreeMap<usize, FileChanges<'a>> = BTreeMap::new();
    for path in &files.added {
        sorted.entry(number(path)).or_default().added.push(path);
    }
    for path in &files.removed {
        sorted.entry(number(path)).or_default().removed.push(path);
    }
    for path in &files.changed {
        sorted.entry(number(path)).or_default().changed.push(path);
    }
    for moved in &files.moved {
        let (from, to) = (number(moved.from), number(moved.to));
        sorted.entry(from).or_default().moved.push(*moved);
        if to != from {
            sorted.entry(to).or_default().moved.push(*moved);
        }
    }
    let indicator = |number: usize| number.checked_sub(1).and_then(|index| known.get(index).copied());
    sorted
        .into_iter()
        .map(|(number, files)| IndicatorChanges {
            code: indicator(number).map(|indicator| indicator.code.as_str()),
            title: indicator(number).and_then(|indicator| indicator.title.as_ref()),
            files,
        })
        .collect()
}

#[cfg(test)]
mod tests;
