//! Why a batch could not run.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::against::AgainstError;
use crate::text::{Explain, Message, write_english};

/// Why a batch could not run. What is wrong with an item is no error of the batch.
#[derive(Debug, Error)]
pub enum BatchError {
    /// The user interrupted.
    Interrupted,
    /// A file could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another batch writes into the folder.
    Busy(PathBuf),
    /// The folder holds other things than a batch's.
    Foreign(PathBuf),
    /// What the items are compared with cannot be read.
    Against(#[from] AgainstError),
    /// The folder for results lies in this submission.
    Inside(PathBuf),
}

impl std::fmt::Display for BatchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_english(&self.message(), f)
    }
}

impl Explain for BatchError {
    fn message(&self) -> Message {
        let about = |key: &str, path: &PathBuf| Message::new(key).with("path", path.display().to_string());
        match self {
            Self::Interrupted => Message::new("interrupted"),
            Self::Write { path, source } => {
                about("error-cannot-write", path).with("reason", source.to_string())
            }
            Self::Read { path, source } => {
                about("error-cannot-read", path).with("reason", source.to_string())
            }
            Self::Against(error) => error.message(),
            Self::Busy(path) => about("error-batch-busy", path),
            Self::Foreign(path) => about("error-batch-foreign", path),
            Self::Inside(path) => about("error-batch-inside", path),
        }
    }
}
