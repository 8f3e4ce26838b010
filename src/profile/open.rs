//! A submission and the profile that it names.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{Profile, ProfileError};
use crate::submission::{Submission, SubmissionError};
use crate::text::{Explain, Message};

/// Why a submission, or the profile that it names, cannot be used.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder or its `submission.json`.
    #[error(transparent)]
    Submission(#[from] SubmissionError),
    /// The profile.
    #[error(transparent)]
    Profile(#[from] ProfileError),
}

impl Explain for OpenError {
    fn message(&self) -> Message {
        match self {
            Self::Submission(error) => error.message(),
            Self::Profile(error) => error.message(),
        }
    }
}

/// The submission in `dir`, and the profile that it names. A profile that lies inside the submission is no material.
pub fn open(dir: &Path) -> Result<(Submission, Profile), OpenError> {
    let manifest = Submission::manifest(dir)?;
    let profile = Profile::named(&manifest.0.profile, dir)?;
    let skip = profile.folder.as_deref().and_then(|folder| inside(dir, folder));
    let submission = Submission::read(dir, manifest, &profile.layout(), skip.as_deref())?;
    Ok((submission, profile))
}

/// The path of `folder` below `root`, if it lies there.
fn inside(root: &Path, folder: &Path) -> Option<PathBuf> {
    let (root_path, folder) = (root.canonicalize().ok()?, folder.canonicalize().ok()?);
    let below = folder.strip_prefix(root_path).ok()?;
    (!below.as_os_str().is_empty()).then(|| root.join(below))
}
