//! The results of many submissions and archives: of each what became of it, and of all the numbers.

mod outcome;
mod summary;
pub mod terminal;

pub use outcome::{ArchiveOutcome, Files, ItemKind, Outcome, RuleCount, State, Told, UnitCount};
pub(crate) use summary::{FORMAT_VERSION, Share};
pub use summary::{Summary, Totals};
