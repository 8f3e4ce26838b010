//! Files of a submission that are no material.

use crate::facts::captions::{Place, Row, SheetFault};
use crate::submission::Source;

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

/// Something wrong with a row of a caption sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptionProblem {
    /// The caption sheet, relative to the submission.
    pub path: String,
    /// The row.
    pub place: Place,
    /// The file that the row names, as written.
    pub file: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a row of a caption sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No file in the indicator's folder has that name.
    NoFile {
        /// A file of nearly that name.
        near: Option<String>,
    },
    /// Another row names the same file, and that one counts.
    Again {
        /// The caption sheet of the other row.
        path: String,
        /// The other row.
        place: Place,
    },
    /// The date cannot be read.
    Date {
        /// What is written there.
        written: String,
    },
}

/// A file of which only the bytes matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFile {
    /// Relative to the submission.
    pub path: String,
    /// Where its bytes are.
    pub source: Source,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256; absent where it could not be read.
    pub sha256: Option<String>,
    /// Why it could not be read.
    pub unreadable: Option<String>,
}
