//! What lies on disk, or in an archive: `submission.json` and every entry of the folder, each with its role.
//!
//! Nothing here reads a material; that is the business of [`crate::facts`], which gets to know where its bytes are
//! as a [`Source`]. What a folder name means comes from the profile as a [`Layout`], so that this room knows nothing
//! of profiles.

mod area;
pub(crate) mod json;
pub mod layout;
mod listing;
pub mod manifest;
pub mod names;
mod roles;
pub mod scaffold;
mod source;
mod walk;

use std::path::{Path, PathBuf};

use thiserror::Error;

pub use area::{Area, AreaError, LARGEST_AREA};
pub use layout::Layout;
pub use listing::{Given, TooDeep};
pub use manifest::{Manifest, ManifestError, Period};
pub use source::{Holder, Source};

use crate::text::{Explain, Message, write_english};

/// Name of the file that makes a folder a submission.
pub const MANIFEST: &str = "submission.json";

/// Largest `submission.json` that is read, in bytes.
const LARGEST_MANIFEST: u64 = 1 << 20;

/// A submission folder: its manifest and all that lies in it.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The folder, as the user named it.
    pub root: PathBuf,
    /// What `submission.json` says.
    pub manifest: Manifest,
    /// The bytes of `submission.json`, as they are on disk.
    pub manifest_bytes: Vec<u8>,
    /// Where its pictures should have been taken, where it says so.
    pub area: Option<Area>,
    /// The indicators' folders, in the order of the layout's codes.
    pub folders: Vec<IndicatorFolder>,
    /// Everything in the folder, sorted by path.
    pub items: Vec<Item>,
}

/// The folder of one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorFolder {
    /// The indicator's code.
    pub code: String,
    /// The folder's path in the submission.
    pub path: String,
}

/// One entry of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Path relative to the submission, `/`-separated, NFC. Bytes that are no text show as U+FFFD.
    pub path: String,
    /// Where its bytes are.
    pub source: Source,
    /// Size in bytes; 0 for all but files.
    pub bytes: u64,
    /// The indicator in whose folder it lies.
    pub indicator: Option<String>,
    /// What it is for the submission.
    pub role: Role,
    /// Whether its name on disk is Unicode text.
    pub unicode: bool,
}

impl Item {
    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether this is something that cannot be packed whatever it is for.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self.role, Role::Link | Role::Special | Role::Unreadable(_))
    }

    /// Whether this is a file whose content belongs to the submission and goes into an archive.
    #[must_use]
    pub fn is_content(&self) -> bool {
        matches!(
            self.role,
            Role::Material { .. } | Role::CaptionSheet | Role::Misplaced(Misplaced::File | Misplaced::Inside)
        )
    }
}

/// What an entry is for the submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// `submission.json` itself.
    Manifest,
    /// The note on what is needed that `init` writes.
    Note,
    /// A material of this kind.
    Material {
        /// The kind's name in the profile.
        kind: String,
    },
    /// A table of captions.
    CaptionSheet,
    /// A folder in its place.
    Folder,
    /// Something where nothing belongs.
    Misplaced(Misplaced),
    /// A folder at the top that stands for no indicator.
    UnknownIndicator(Unknown),
    /// What programs leave behind: `Thumbs.db`, `~$report.docx`.
    Junk,
    /// A symbolic link or junction; never followed.
    Link,
    /// A device, socket or pipe.
    Special,
    /// Could not be looked at, for this reason.
    Unreadable(String),
}

/// How something is misplaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misplaced {
    /// A file outside the folders of kinds.
    File,
    /// A file inside a folder that is misplaced itself.
    Inside,
    /// A folder inside an indicator that is no kind's, with this many files.
    Folder(usize),
    /// A second folder for an indicator that has one already: that one's path.
    SecondFolder(String),
}

/// Why a folder stands for no indicator of the submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// No code of the profile begins its name.
    NoSuchCode,
    /// The code exists, but this submission does not answer it.
    NotOwed(String),
}

/// Why a folder could not be read as a submission.
#[derive(Debug, Error)]
pub enum SubmissionError {
    /// The folder does not exist or is no folder.
    NoFolder(PathBuf),
    /// `submission.json` is a link, no file, or too large to be one.
    NotAFile(PathBuf),
    /// There is no `submission.json` in it.
    NoManifest(PathBuf),
    /// A file could not be read.
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// `submission.json` is wrong.
    Manifest(#[from] ManifestError),
    /// The area that it names cannot be used.
    Area(#[from] AreaError),
}

impl std::fmt::Display for SubmissionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_english(&self.message(), f)
    }
}

impl Explain for SubmissionError {
    fn message(&self) -> Message {
        match self {
            Self::NoFolder(path) => Message::new("error-no-folder").with("path", path.display().to_string()),
            Self::NotAFile(path) => {
                Message::new("error-manifest-not-a-file").with("path", path.display().to_string())
            }
            Self::NoManifest(path) => {
                Message::new("error-no-manifest").with("path", path.display().to_string())
            }
            Self::Io { path, source } => Message::new("error-io")
                .with("path", path.display().to_string())
                .with("reason", source.to_string()),
            Self::Manifest(error) => error.message(),
            Self::Area(error) => error.message(),
        }
    }
}

impl Submission {
    /// Reads `submission.json` of the folder `root`; the first step, since it names the profile.
    pub fn manifest(root: &Path) -> Result<(Manifest, Vec<u8>), SubmissionError> {
        if !root.is_dir() {
            return Err(SubmissionError::NoFolder(root.to_owned()));
        }
        let path = root.join(MANIFEST);
        // Links are not followed, and reading a pipe might never end.
        match std::fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() && metadata.len() <= LARGEST_MANIFEST => {}
            Ok(_) => return Err(SubmissionError::NotAFile(path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(SubmissionError::NoManifest(root.to_owned()));
            }
            Err(source) => return Err(SubmissionError::Io { path, source }),
        }
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(source) => return Err(SubmissionError::Io { path, source }),
        };
        Ok((Manifest::parse(&bytes, &path)?, bytes))
    }

    /// Reads the whole folder, whose [`manifest`](Self::manifest) was read already, with the codes and kinds of
    /// `layout`. Links are not followed; `skip` is left out (a profile that lies inside the submission).
    pub fn read(
        root: &Path,
        (manifest, manifest_bytes): (Manifest, Vec<u8>),
        layout: &Layout,
        skip: Option<&Path>,
    ) -> Result<Self, SubmissionError> {
        let area = Area::read(&manifest, root)?;
        let file = Area::file_of(&manifest, root);
        let skip: Vec<&Path> = skip.into_iter().chain(file.as_deref()).collect();
        let owed = manifest.indicators.as_deref();
        let (folders, items) = roles::assign(walk::list(root, &skip), layout, owed);
        Ok(Self { root: root.to_owned(), manifest, manifest_bytes, area, folders, items })
    }

    /// The submission whose `files` lie in no folder on disk but in `root`, an archive, say; with the same roles as
    /// they would have in a folder. `folders` are known to be there whatever lies in them. `submission.json`, which
    /// was read already, is none of the files, and neither is that of its `area`.
    pub fn of_files(
        root: &Path,
        (manifest, manifest_bytes): (Manifest, Vec<u8>),
        layout: &Layout,
        area: Option<Area>,
        mut files: Vec<Given>,
        folders: &[String],
    ) -> Result<Self, TooDeep> {
        let bytes = manifest_bytes.len() as u64;
        files.push(Given { path: MANIFEST.to_owned(), bytes, source: Source::Nowhere });
        let entries = listing::list(files, folders)?;
        let (folders, items) = roles::assign(entries, layout, manifest.indicators.as_deref());
        Ok(Self { root: root.to_owned(), manifest, manifest_bytes, area, folders, items })
    }

    /// Leaves only the file at `disk` and the caption sheets that may speak of it.
    pub fn narrow_to(&mut self, disk: &Path) {
        let it = |item: &Item| item.source.disk() == Some(disk);
        let own = self.items.iter().find(|item| it(item)).and_then(|item| item.indicator.clone());
        let speaks = |item: &Item| item.role == Role::CaptionSheet && item.indicator == own;
        self.items.retain(|item| it(item) || speaks(item));
    }

    /// Leaves only what belongs to the indicators `codes`.
    pub fn narrow(&mut self, codes: &[String]) {
        self.items.retain(|item| item.indicator.as_ref().is_some_and(|code| codes.contains(code)));
        self.folders.retain(|folder| codes.contains(&folder.code));
        self.manifest.indicators = Some(codes.to_vec());
    }
}
