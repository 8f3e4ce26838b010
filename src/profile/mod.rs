//! Profiles: which indicators exist, who is responsible, what each must hold.
//!
//! A profile is a folder with `profile.json` and the schemas (JSON Schema 2020-12) that it names. Requirements
//! are data: a new indicator or a new kind of submission is a new profile, not a new release.

mod builtin;
mod error;
mod examine;
mod folder;
mod open;
mod parse;
mod references;
mod samples;
mod schemas;
mod severity;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use folder::Source;
use regex::Regex;
use serde_json::Value;

pub use builtin::names as builtin_names;
pub use error::ProfileError;
pub use examine::{Examination, examine};
pub(crate) use examine::{FORM, form};
pub use folder::LARGEST_FILE;
pub use open::{OpenError, open};
pub(crate) use parse::join;
pub use samples::Sample;
pub use schemas::Schemas;
pub use severity::Severity;

use crate::submission::layout::KindFolders;
use crate::submission::{Layout, names};
use crate::text::{Bilingual, Lang};

/// Characters of a title that become part of a folder's name.
const LONGEST_TITLE: usize = 60;

/// Name of the file that makes a folder a profile.
pub const PROFILE: &str = "profile.json";

/// A profile, whole and valid.
#[derive(Debug)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: Bilingual,
    /// The kinds of material, in the profile's order.
    pub kinds: Vec<Kind>,
    /// Reads a caption from a file name without its extension; groups `date`, `place`, `people`, `event`,
    /// `media`, `url`.
    pub caption_from_name: Option<Regex>,
    /// The indicators, in the profile's order.
    pub indicators: Vec<Indicator>,
    /// What the profile says of rules, by rule.
    pub rules: BTreeMap<String, RuleSetting>,
    /// The compiled schemas.
    pub schemas: Schemas,
    /// The files the profile consists of, by name, byte for byte: `profile.json` and the schemas it uses.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The folder it was read from; none for a built-in one.
    pub folder: Option<PathBuf>,
}

/// A kind of material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name: the property of the inventory that holds its materials.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// Which facts are read.
    pub media: Media,
    /// Names of the formats that are taken, where they are others than those that go with the media.
    pub formats: Option<Vec<String>>,
    /// The folder names that stand for it.
    pub folders: Vec<String>,
}

impl Kind {
    /// The folder name to suggest in a language: the first alias that is written in it.
    #[must_use]
    pub fn folder(&self, lang: Lang) -> &str {
        let fits = |folder: &&String| folder.is_ascii() == (lang == Lang::En);
        self.folders.iter().find(fits).or(self.folders.first()).unwrap_or(&self.name)
    }
}

/// Which facts are read from the materials of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// Text documents.
    Text,
    /// Pictures.
    Image,
    /// Tables.
    Table,
    /// Whatever the content is.
    Any,
}

/// One row of the evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Bilingual,
    /// The units that owe its material.
    pub responsible: Vec<String>,
    /// File name of its schema.
    pub schema: String,
}

/// What a profile says of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleSetting {
    /// The rule is not applied.
    Off,
    /// The rule is applied with these changes.
    On {
        /// Severity instead of the rule's own.
        severity: Option<Severity>,
        /// Further options of the rule.
        options: serde_json::Map<String, Value>,
    },
}

impl Indicator {
    /// The code and the title as a folder name that every system takes.
    #[must_use]
    pub fn folder(&self, lang: Lang) -> String {
        let title: String = self
            .title
            .in_lang(lang)
            .chars()
            .map(|c| if names::is_forbidden(c) { ' ' } else { c })
            .take(LONGEST_TITLE)
            .collect();
        format!("{}-{}", self.code, title.trim().trim_end_matches('.'))
    }
}

impl Profile {
    /// The profile that a `submission.json` in `root` names: a built-in one, else a folder relative to `root`.
    pub fn named(name: &str, root: &Path) -> Result<Self, ProfileError> {
        if let Some(files) = builtin::files(name) {
            return Self::from_source(Source::of_files(files), Path::new(name), None);
        }
        let folder = root.join(name);
        Self::from_source(Source::of_folder(name, &folder)?, &folder, Some(folder.clone()))
    }

    /// The indicator with this code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The units that answer for the indicator with this code.
    #[must_use]
    pub fn responsible(&self, code: &str) -> &[String] {
        self.indicator(code).map_or(&[], |indicator| &indicator.responsible)
    }

    /// The kind with this name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// The folder names of this profile.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout {
            codes: self.indicators.iter().map(|indicator| indicator.code.clone()).collect(),
            kinds: self
                .kinds
                .iter()
                .map(|kind| KindFolders { name: kind.name.clone(), folders: kind.folders.clone() })
                .collect(),
        }
    }
}
