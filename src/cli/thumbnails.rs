//! Thumbnails for reports.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use rayon::prelude::*;

use super::threads::with_jobs;
use super::{Failure, interrupted};
use crate::facts::digest;
use crate::facts::thumbnail::{Thumbnail, thumbnail};
use crate::inventory::{Inventory, Material};
use crate::report::CheckReport;

/// Which pictures a report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Thumbnails {
    /// None.
    None,
    /// Those that something is wrong with.
    Problems,
    /// All.
    All,
}

/// The thumbnails that are wanted for a report, by path, made on `jobs` threads.
pub(super) fn make(
    report: &CheckReport<'_>,
    wanted: Thumbnails,
    jobs: Option<usize>,
) -> Result<BTreeMap<String, Thumbnail>, Failure> {
    let paths = || report.findings.iter().flat_map(|finding| finding.path.iter().chain(&finding.related));
    let of_problems: BTreeSet<&String> = paths().collect();
    let pictures: Vec<&Material> = report
        .survey
        .inventories
        .iter()
        .flat_map(Inventory::materials)
        .map(|(_, material)| material)
        .filter(|material| material.facts.image.is_some())
        .filter(|material| match wanted {
            Thumbnails::None => false,
            Thumbnails::Problems => of_problems.contains(&material.path),
            Thumbnails::All => true,
        })
        .collect();
    let one = |material: &&Material| {
        if interrupted() {
            return Err(Failure::Interrupted);
        }
        let made = digest::read_once(&material.source, &interrupted, |bytes| bytes.and_then(thumbnail));
        // A file that is gone by now is shown without its picture.
        Ok(made.ok().and_then(|(_, made)| made).map(|made| (material.path.clone(), made)))
    };
    let made: Vec<_> = with_jobs(jobs, || pictures.par_iter().map(one).collect::<Result<_, _>>())??;
    Ok(made.into_iter().flatten().collect())
}
