//! `sealpack pack DIR`: check, then seal.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use super::load::{Loaded, load_knowing};
use super::threads::Jobs;
use super::thumbnails;
use super::{Context, Exit, Failure, cache, clock, interrupted, key, progress};
use crate::archive::{self, Contents, Options, Plan};
use crate::check;
use crate::inventory::{Thumbnails, Watch};
use crate::report::{CheckReport, Pictures, record, terminal};
use crate::text::{Lang, Message};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long)]
    draft: bool,
    #[arg(long)]
    force: bool,
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
    #[arg(id = "passphrase-fd", long, value_name = "N", requires = "sign")]
    passphrase_fd: Option<u32>,
    #[command(flatten)]
    cache: cache::Choice,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let (lang, jobs) = (context.lang, &arguments.jobs);
    let date = match arguments.date {
        Some(date) => date,
        None => date_of_environment()?,
    };
    // Before the long work, so that a wrong passphrase costs nothing.
    let key =
        arguments.sign.as_ref().map(|path| key::open(path, arguments.passphrase_fd, context)).transpose()?;
    let cache = arguments.cache.cabinet().of_contents(&arguments.dir);
    let loaded = load_knowing(&arguments.dir, &[], cache, jobs, context)?;
    // The findings go into the archive, which depends on its date and not on the day it is made.
    let findings = loaded.findings(date, None, jobs)?;
    let report = loaded.report(&findings, date);
    let [errors, ..] = check::count(&findings);
    if errors > 0 && !arguments.draft {
        context.output.result(&terminal::check(&report, lang, context.output.paint(), clock::now()))?;
        Failure::Told(Message::new("pack-refused").with("errors", errors)).tell(context);
        return Ok(Exit::Findings);
    }
    let thumbnails = thumbnails::make(&report, Pictures::Problems, jobs)?;
    let contents = Contents::of(&loaded.submission, &loaded.survey);
    let plan = plan(&loaded, &report, &thumbnails, contents.payload, date, arguments.draft, context);
    let target = arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.zip", plan.name)));
    refuse_inside(&target, &arguments.dir)?;
    let bar = progress::bar(context, "progress-packing", plan.work());
    let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
    let options = Options { force: arguments.force, key: key.as_ref(), watch };
    let packed = jobs.run(|| archive::pack(&plan, &target, &options))?;
    bar.finish_and_clear();
    let packed = match packed {
        Err(archive::Error::Interrupted) => return Err(Failure::Interrupted),
        packed => packed?,
    };
    let paint = context.output.paint();
    context.output.result(&terminal::packed(&packed, plan.draft, &contents.left_out, lang, paint))?;
    Ok(Exit::Fine)
}

/// Everything that goes into the archive. What is written in words is in the language that the user asked for
/// or that `submission.json` names, else in Chinese: never in the machine's, on which an archive's bytes must
/// not depend.
fn plan(
    loaded: &Loaded,
    report: &CheckReport<'_>,
    thumbnails: &Thumbnails,
    payload: Vec<archive::PayloadFile>,
    date: Date,
    draft: bool,
    context: &Context,
) -> Plan {
    let manifest = &loaded.submission.manifest;
    let lang = context.asked.or(manifest.lang).unwrap_or(Lang::Zh);
    let tags = record::tags(report, thumbnails, lang);
    let info = record::info(report);
    Plan { name: archive::bag_name(&manifest.unit, date), date, payload, tags, info, draft }
}

/// The date of an archive made now: `SOURCE_DATE_EPOCH` (reproducible-builds.org), else today.
fn date_of_environment() -> Result<Date, Failure> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(clock::today()) };
    let value = value.to_string_lossy().into_owned();
    let moment = value.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    match moment {
        Some(moment) => Ok(jiff::tz::Offset::UTC.to_datetime(moment).date()),
        None => Err(Failure::Told(Message::new("error-source-date-epoch").with("value", value))),
    }
}

/// An archive inside the submission would be found misplaced by the next check.
fn refuse_inside(target: &Path, dir: &Path) -> Result<(), Failure> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), dir.canonicalize()) {
        (Ok(folder), Ok(dir)) if folder.starts_with(&dir) => {
            let path = target.display().to_string();
            Err(Failure::Told(Message::new("error-pack-inside").with("path", path)))
        }
        _ => Ok(()),
    }
}
