//! Files of a submission that are no material.

use std::path::PathBuf;

use crate::facts::captions::{Row, SheetFault};

/// A caption sheet as it was read.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Where it is and what its bytes are.
    pub file: OtherFile,
    /// The indicator whose files it speaks of.
    pub indicator: String,
    /// Its rows, or why there are none.
    pub rows: Result<Vec<Row>, SheetFault>,
}

/// A file of which only the bytes matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFile {
    /// Relative to the submission.
    pub path: String,
    /// Where it is on disk.
    pub disk: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256; absent where it could not be read.
    pub sha256: Option<String>,
    /// Why it could not be read.
    pub unreadable: Option<String>,
}
