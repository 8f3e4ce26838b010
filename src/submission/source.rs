//! Where the bytes of a file are.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the bytes of a file are. What reads them need not know whether it is a file on disk or one that lies in
/// an archive.
#[derive(Clone, Default)]
pub enum Source {
    /// It has none: a folder.
    #[default]
    Nowhere,
    /// A file on disk.
    Disk(PathBuf),
    /// A file that something else holds.
    Held {
        /// What holds it.
        holder: Arc<dyn Holder>,
        /// Its number there.
        at: usize,
    },
}

/// Something that holds files, such as an archive.
pub trait Holder: Send + Sync {
    /// Opens the file with this number: its content, and how many bytes that has.
    fn open(&self, at: usize) -> io::Result<(Box<dyn Read>, u64)>;
}

impl Source {
    /// Opens it: its content, and how many bytes that has at this moment.
    pub fn open(&self) -> io::Result<(Box<dyn Read>, u64)> {
        match self {
            Self::Nowhere => Err(io::ErrorKind::NotFound.into()),
            Self::Disk(path) => {
                let file = File::open(path)?;
                let bytes = file.metadata()?.len();
                Ok((Box::new(file), bytes))
            }
            Self::Held { holder, at } => holder.open(*at),
        }
    }

    /// Its path, where it is on disk.
    #[must_use]
    pub fn disk(&self) -> Option<&Path> {
        match self {
            Self::Disk(path) => Some(path),
            Self::Nowhere | Self::Held { .. } => None,
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => f.write_str("Nowhere"),
            Self::Disk(path) => f.debug_tuple("Disk").field(path).finish(),
            Self::Held { at, .. } => f.debug_struct("Held").field("at", at).finish_non_exhaustive(),
        }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nowhere, Self::Nowhere) => true,
            (Self::Disk(a), Self::Disk(b)) => a == b,
            (Self::Held { holder: a, at: i }, Self::Held { holder: b, at: j }) => Arc::ptr_eq(a, b) && i == j,
            _ => false,
        }
    }
}

impl Eq for Source {}
