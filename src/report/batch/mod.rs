//! The results of many submissions and archives: of each what became of it, and of all the numbers.

mod outcome;
mod reused;
mod summary;
pub mod terminal;

pub use outcome::{ArchiveOutcome, Files, Outcome, RuleCount, State, Told, UnitCount};
pub use reused::{Reused, Side};
pub(crate) use summary::{FORMAT_VERSION, Share};
pub use summary::{Summary, Totals};
