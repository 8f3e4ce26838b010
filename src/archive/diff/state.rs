//! One side of a comparison: what is known of a submission, wherever it lies.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::Contents;
use super::{StatedFinding, StatedProfile};
use crate::check::Finding;
use crate::inventory::Survey;
use crate::profile::Profile;
use crate::submission::{Manifest, Submission};

/// What is known of a submission. What is not known is absent.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Where it lies, as it was named.
    pub path: PathBuf,
    /// As what it lies there.
    pub form: Form,
    /// Whether it is a draft; known of archives and bags of ours.
    pub draft: Option<bool>,
    /// What its `submission.json` says.
    pub manifest: Option<Manifest>,
    /// The profile it keeps to.
    pub profile: Option<StatedProfile>,
    /// Its material by path: relative to the submission or to `data/` of the bag, `/`-separated, in NFC.
    pub files: BTreeMap<String, FileState>,
    /// What is wrong with it.
    pub findings: Option<Vec<StatedFinding>>,
}

/// As what a submission lies on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A folder to be packed.
    Submission,
    /// A ZIP file.
    Archive,
    /// A bag in a folder.
    Bag,
}

impl Form {
    /// Its name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Archive => "archive",
            Self::Bag => "bag",
        }
    }
}

/// A file's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileState {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
}

impl State {
    /// The state of the submission folder `path`: what would be packed now, and what was found.
    #[must_use]
    pub fn of_submission(
        path: &Path,
        submission: &Submission,
        profile: &Profile,
        survey: &Survey,
        findings: &[Finding],
    ) -> Self {
        let payload = Contents::of(submission, survey).payload;
        let state = |bytes, sha256| FileState { bytes, sha256 };
        Self {
            path: path.to_owned(),
            form: Form::Submission,
            draft: None,
            manifest: Some(submission.manifest.clone()),
            profile: StatedProfile::of_files(&profile.files),
            files: payload.into_iter().map(|file| (file.path, state(file.bytes, file.sha256))).collect(),
            findings: Some(findings.iter().map(StatedFinding::of).collect()),
        }
    }

    /// The size of its material altogether, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.bytes).fold(0, u64::saturating_add)
    }
}
