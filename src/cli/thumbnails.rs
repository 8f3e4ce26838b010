//! Which pictures a report shows.

use clap::ValueEnum;

use super::threads::with_jobs;
use super::{Failure, interrupted};
use crate::inventory::{self, Thumbnails, Watch};
use crate::report::CheckReport;

/// Which pictures a report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Wanted {
    /// None.
    None,
    /// Those that something is wrong with.
    Problems,
    /// All.
    All,
}

/// The thumbnails that are wanted for a report, made on `jobs` threads.
pub(super) fn make(
    report: &CheckReport<'_>,
    wanted: Wanted,
    jobs: Option<usize>,
) -> Result<Thumbnails, Failure> {
    let watch = Watch { done: &|_| {}, interrupted: &interrupted };
    let made = with_jobs(jobs, || match wanted {
        Wanted::None => Ok(Thumbnails::new()),
        Wanted::Problems => report.thumbnails(watch),
        Wanted::All => inventory::thumbnails(report.survey, |_| true, watch),
    })?;
    made.map_err(|_| Failure::Interrupted)
}
