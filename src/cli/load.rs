//! What check, inventory and pack have in common: the submission, its profile, and all that its files say.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::threads::Jobs;
use super::{Context, Failure, interrupted, progress};
use crate::against::AgainstError;
use crate::check::reuse::Pool;
use crate::check::{self, Finding, Subject};
use crate::inventory::cache::Cache;
use crate::inventory::{Interrupted, Material, Survey, Watch};
use crate::profile::{self, Indicator, Kind, Profile};
use crate::report::CheckReport;
use crate::submission::{MANIFEST, Submission};
use crate::text::Message;

/// A submission that was read.
pub(super) struct Loaded {
    pub(super) submission: Submission,
    pub(super) profile: Profile,
    pub(super) survey: Survey,
    /// The indicators that it was narrowed to, where it was.
    only: Vec<String>,
}

impl Loaded {
    /// All findings about it on the day `today`, with what is there `elsewhere`, found on `jobs` threads.
    pub(super) fn findings(
        &self,
        today: Date,
        elsewhere: Option<&Pool>,
        jobs: &Jobs,
    ) -> Result<Vec<Finding>, Failure> {
        let subject = Subject {
            submission: &self.submission,
            profile: &self.profile,
            survey: &self.survey,
            today,
            elsewhere,
        };
        let findings = jobs.run(|| check::check(&subject))??;
        match elsewhere.and_then(Pool::trouble) {
            Some(error) => Err(AgainstError::memory(error).into()),
            None => Ok(findings),
        }
    }

    /// A report of `findings`, made on the day `made`.
    pub(super) fn report<'a>(&'a self, findings: &'a [Finding], made: Date) -> CheckReport<'a> {
        let report = CheckReport::new(&self.submission, &self.profile, &self.survey, findings, made);
        CheckReport { only: &self.only, ..report }
    }
}

/// Reads every byte of the submission in `dir`; only the indicators `only` where any are named.
pub(super) fn load(dir: &Path, only: &[String], jobs: &Jobs, context: &Context) -> Result<Loaded, Failure> {
    load_knowing(dir, only, Cache::none(), jobs, context)
}

/// The same, but for what `cache` knows from before.
pub(super) fn load_knowing(
    dir: &Path,
    only: &[String],
    cache: Cache,
    jobs: &Jobs,
    context: &Context,
) -> Result<Loaded, Failure> {
    let (mut submission, profile) = profile::open(dir)?;
    refuse_unknown(&profile, only)?;
    if !only.is_empty() {
        submission.narrow(only);
    }
    let bytes = submission.items.iter().map(|item| item.bytes).sum();
    let bar = progress::bar(context, "progress-reading", bytes);
    let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
    let survey = jobs.run(|| Survey::take_knowing(&submission, &profile, cache, watch))?;
    bar.finish_and_clear();
    Ok(Loaded { submission, profile, survey: survey?, only: only.to_vec() })
}

/// One file that was read.
pub(super) struct One {
    pub(super) material: Material,
    /// As what it is handed in, where it is a material of a submission.
    pub(super) place: Option<(Indicator, Kind)>,
}

/// Reads the file at `path`; where it is a material of a submission, with its caption and its place.
pub(super) fn load_one(path: &Path, jobs: &Jobs) -> Result<One, Failure> {
    let watch = Watch { done: &|_| {}, interrupted: &interrupted };
    let one = jobs.run(|| match one_of_submission(path, watch)? {
        Some(one) => Ok(one),
        None => Material::alone(path, watch).map(|material| One { material, place: None }),
    })?;
    one.map_err(|Interrupted| Failure::Interrupted)
}

/// The file at `path` as a material of the submission around it. Where there is none, or one that cannot be
/// read, there is nothing to say of it here: `check` says what is wrong with it.
fn one_of_submission(path: &Path, watch: Watch<'_>) -> Result<Option<One>, Interrupted> {
    let Some((submission, profile, disk)) = submission_around(path) else { return Ok(None) };
    let survey = Survey::take(&submission, &profile, watch)?;
    let found = survey.inventories.iter().find_map(|inventory| {
        let (kind, material) =
            inventory.materials().find(|(_, material)| material.source.disk() == Some(&disk))?;
        let place = (profile.indicator(&inventory.indicator)?.clone(), profile.kind(kind)?.clone());
        Some(One { material: material.clone(), place: Some(place) })
    });
    Ok(found)
}

/// The submission around the file at `path`, narrowed to what is known of that file, its profile, and the
/// file's place in it.
fn submission_around(path: &Path) -> Option<(Submission, Profile, PathBuf)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok()?;
    let root = folder.ancestors().find(|folder| folder.join(MANIFEST).is_file())?;
    let (mut submission, profile) = profile::open(root).ok()?;
    let disk = folder.join(path.file_name()?);
    submission.narrow_to(&disk);
    Some((submission, profile, disk))
}

/// Refuses codes that the profile does not have.
pub(super) fn refuse_unknown(profile: &Profile, codes: &[String]) -> Result<(), Failure> {
    let Some(code) = codes.iter().find(|code| profile.indicator(code).is_none()) else { return Ok(()) };
    let known: Vec<_> = profile.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
    let message = Message::new("error-unknown-indicator").with("code", code).with("known", known.join(", "));
    Err(Failure::Told(message))
}
