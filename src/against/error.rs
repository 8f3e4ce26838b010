//! Why another submission or archive cannot be compared with.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::archive;
use crate::profile::OpenError;
use crate::text::{Explain, Message, write_english};

/// Why another submission or archive cannot be compared with.
#[derive(Debug, Error)]
pub enum AgainstError {
    /// The user interrupted.
    Interrupted,
    /// It cannot be looked at at all.
    Because(Message),
    /// A submission, or its profile.
    Submission(#[from] OpenError),
    /// An archive.
    Archive(#[from] archive::Error),
    /// An archive that does not say what its files say.
    NoInventory(PathBuf),
    /// An archive whose inventory cannot be read.
    Inventory {
        /// The archive.
        path: PathBuf,
        /// What is wrong, in the words of the JSON reader.
        reason: String,
    },
    /// The temporary file that takes what does not fit into memory.
    Memory(String),
}

impl AgainstError {
    /// The temporary file failed so.
    #[must_use]
    pub fn memory(error: &io::Error) -> Self {
        Self::Memory(error.to_string())
    }
}

impl std::fmt::Display for AgainstError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_english(&self.message(), f)
    }
}

impl Explain for AgainstError {
    fn message(&self) -> Message {
        let about = |key: &str, path: &PathBuf| Message::new(key).with("path", path.display().to_string());
        match self {
            Self::Interrupted => Message::new("interrupted"),
            Self::Because(message) => message.clone(),
            Self::Submission(error) => error.message(),
            Self::Archive(error) => error.message(),
            Self::NoInventory(path) => about("error-against-no-inventory", path),
            Self::Inventory { path, reason } => about("error-against-inventory", path).with("reason", reason),
            Self::Memory(error) => Message::new("error-against-memory").with("reason", error),
        }
    }
}
