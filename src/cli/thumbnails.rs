//! Which pictures a report shows.

use clap::ValueEnum;

use super::threads::Jobs;
use super::{Failure, interrupted};
use crate::inventory::{Thumbnails, Watch};
use crate::report::{CheckReport, Pictures};

/// Which pictures a report shows, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Wanted {
    /// None.
    None,
    /// Those that something is wrong with.
    Problems,
    /// All.
    All,
}

impl From<Wanted> for Pictures {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::None => Self::None,
            Wanted::Problems => Self::Problems,
            Wanted::All => Self::All,
        }
    }
}

/// The thumbnails of these pictures for a report, made on `jobs` threads.
pub(super) fn make(report: &CheckReport<'_>, pictures: Pictures, jobs: &Jobs) -> Result<Thumbnails, Failure> {
    let watch = Watch { done: &|_| {}, interrupted: &interrupted };
    jobs.run(|| report.thumbnails(pictures, watch))?.map_err(|_| Failure::Interrupted)
}
