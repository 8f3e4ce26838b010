//! What keeps an archive from being made or examined.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::seal::KeyError;
use super::zip::UnsafeName;
use crate::text::{Explain, Message, write_english};

/// Why an archive could not be made, or not be examined at all.
#[derive(Debug)]
pub enum Error {
    /// The work was stopped by the user.
    Interrupted,
    /// A file or folder could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file was written and is in its place, but the disk did not confirm it.
    Unconfirmed {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The archive is whole and in its place, but something beside it went wrong.
    Beside {
        /// The archive.
        path: PathBuf,
        /// What went wrong.
        error: Box<Error>,
    },
    /// After another error, a temporary file could not be removed.
    LeftBehind {
        /// The temporary file or folder.
        path: PathBuf,
        /// The error.
        error: Box<Error>,
    },
    /// There is already something in the place of the archive.
    Exists {
        /// The place.
        path: PathBuf,
    },
    /// Another run is writing the same archive.
    Busy {
        /// The archive.
        path: PathBuf,
    },
    /// A file of the material is not what it was when it was checked.
    Changed {
        /// The file.
        path: PathBuf,
        /// What happened to it.
        change: Change,
    },
    /// A path in the archive that would not be the same on every system, or is there twice.
    BadName {
        /// The path.
        path: String,
        /// What is wrong with it; none where it is there twice.
        problem: Option<UnsafeName>,
    },
    /// The archive's date cannot be written in a ZIP file: only 1980 to 2107 can.
    Date {
        /// The date.
        date: jiff::civil::Date,
    },
    /// More files than an archive may have.
    TooManyFiles {
        /// How many.
        count: u64,
    },
    /// What was written is not what was read back.
    ReadBack {
        /// The archive.
        path: PathBuf,
        /// What is wrong with it.
        problem: Option<Message>,
    },
    /// The seal of an older archive is in the way: it would stand beside an archive that it does not fit.
    OldSeal {
        /// The seal.
        path: PathBuf,
    },
    /// What would be replaced by a seal is none.
    NotASeal {
        /// The file.
        path: PathBuf,
    },
    /// The key cannot seal.
    Key(KeyError),
    /// Something is wrong with an archive or bag that must be whole.
    NotVerified {
        /// The file or folder.
        path: PathBuf,
    },
    /// The file is no ZIP file at all.
    NotAnArchive {
        /// The file.
        path: PathBuf,
    },
}

/// How a file is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Longer.
    Grew,
    /// Shorter.
    Shrank,
    /// As long, with other content.
    Content,
    /// No longer there.
    Vanished,
    /// A link, folder or device in the place of the file.
    Replaced,
}

impl Error {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }
}

impl From<KeyError> for Error {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl Explain for Error {
    fn message(&self) -> Message {
        match self {
            Self::Interrupted => Message::new("error-archive-interrupted"),
            Self::Read { path, source } => {
                about(read_key(source.kind()), path).with("reason", source.to_string())
            }
            Self::Write { path, source } => {
                about(write_key(source.kind()), path).with("reason", source.to_string())
            }
            Self::Unconfirmed { path, source } => {
                about("error-archive-unconfirmed", path).with("reason", source.to_string())
            }
            Self::Beside { path, error } => {
                about("error-archive-beside", path).with("error", error.message())
            }
            Self::LeftBehind { path, error } => {
                let message = error.message();
                let fix = message.fix().unwrap_or(Message::Plain(String::new()));
                about("error-archive-left-behind", path).with("error", message).with("fix", fix)
            }
            Self::Exists { path } => about("error-archive-exists", path),
            Self::Busy { path } => about("error-archive-busy", path),
            Self::Changed { path, change } => about(change.key(), path),
            Self::BadName { path, problem: Some(problem) } => {
                Message::new("error-archive-name").with("path", path).with("problem", problem.message())
            }
            Self::BadName { path, problem: None } => {
                Message::new("error-archive-name-twice").with("path", path)
            }
            Self::Date { date } => Message::new("error-archive-date").with("date", date.to_string()),
            Self::TooManyFiles { count } => {
                Message::new("error-archive-too-many-files").with("count", *count)
            }
            Self::ReadBack { path, problem } => {
                let problem =
                    problem.clone().unwrap_or_else(|| Message::new("archive-problem-other-content"));
                about("error-archive-read-back", path).with("problem", problem)
            }
            Self::OldSeal { path } => about("error-archive-old-seal", path),
            Self::NotASeal { path } => about("error-archive-not-a-seal", path),
            Self::Key(error) => error.message(),
            Self::NotVerified { path } => about("error-archive-not-verified", path),
            Self::NotAnArchive { path } => about("error-archive-not-an-archive", path),
        }
    }
}

impl Change {
    fn key(self) -> &'static str {
        match self {
            Self::Grew => "error-archive-grew",
            Self::Shrank => "error-archive-shrank",
            Self::Content => "error-archive-changed",
            Self::Vanished => "error-archive-vanished",
            Self::Replaced => "error-archive-replaced",
        }
    }
}

fn read_key(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "error-archive-not-found",
        io::ErrorKind::PermissionDenied => "error-archive-read-denied",
        // What `open` says of links, devices and pipes.
        io::ErrorKind::InvalidInput => "error-archive-special",
        _ => "error-archive-read",
    }
}

fn write_key(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "error-archive-full",
        io::ErrorKind::FileTooLarge => "error-archive-file-too-large",
        io::ErrorKind::NotFound => "error-archive-no-folder",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "error-archive-write-denied",
        _ => "error-archive-write",
    }
}

fn about(key: &str, path: &Path) -> Message {
    Message::new(key).with("path", path.to_string_lossy().into_owned())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_english(&self.message(), f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } | Self::Unconfirmed { source, .. } => {
                Some(source)
            }
            Self::Beside { error, .. } | Self::LeftBehind { error, .. } => Some(error),
            Self::Key(error) => Some(error),
            _ => None,
        }
    }
}
