//! What other submissions and archives hold, read for a command.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::threads::Jobs;
use super::{Context, Failure, interrupted, progress};
use crate::against::{self, AgainstError, View};
use crate::check::reuse::Pool;
use crate::inventory::Watch;
use crate::inventory::cache::Cabinet;

struct Bar(ProgressBar);

impl View for Bar {
    fn planned(&self, items: usize) {
        self.0.set_length(items as u64);
    }

    fn done(&self) {
        self.0.inc(1);
    }
}

/// Reads what `paths` hold, `own` aside, on `jobs` threads. Nothing where none are named.
pub(super) fn load(
    paths: &[PathBuf],
    own: &Path,
    cabinet: &Cabinet,
    jobs: &Jobs,
    context: &Context,
) -> Result<Option<Pool>, Failure> {
    if paths.is_empty() {
        return Ok(None);
    }
    let bar = Bar(progress::items(context, "progress-against"));
    let watch = Watch { done: &|_| {}, interrupted: &interrupted };
    let pool = jobs.run(|| against::read(paths, Some(own), cabinet, &bar, watch))?;
    bar.0.finish_and_clear();
    match pool {
        Err(AgainstError::Interrupted) => Err(Failure::Interrupted),
        pool => Ok(Some(pool?)),
    }
}
