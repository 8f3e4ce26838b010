//! `sealpack batch PATH…`: many submissions and archives.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::live::Live;
use super::shared::size;
use super::threads::Jobs;
use super::thumbnails::Wanted;
use super::{Context, Exit, Failure, cache, clock};
use crate::against::AgainstError;
use crate::archive::{AllowedSigners, Trust};
use crate::batch::{self, BatchError, Options};
use crate::facts::text;
use crate::profile::{Profile, Severity};
use crate::report::batch::{State, terminal};
use crate::report::{Pictures, sanitize};
use crate::text::Message;

/// Largest list of paths that is read, in bytes.
const LARGEST_LIST: u64 = 64 << 20;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "PATH", required_unless_present = "list")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    #[arg(long, value_name = "PATH", num_args = 1..)]
    against: Vec<PathBuf>,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    fresh: bool,
    #[arg(long, value_enum, value_name = "WHICH")]
    thumbnails: Option<Wanted>,
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
    #[arg(long)]
    recheck: bool,
    #[arg(long, value_name = "PROFILE", requires = "recheck")]
    profile: Option<String>,
    #[arg(long, id = "max-size", value_name = "SIZE", value_parser = size)]
    max_size: Option<u64>,
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[command(flatten)]
    cache: cache::Choice,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.list {
        paths.extend(read_list(list)?);
    }
    if paths.is_empty() {
        return Err(Failure::Told(Message::new("error-batch-empty")));
    }
    let signers = arguments.signers.as_deref().map(AllowedSigners::read).transpose()?;
    let depends = arguments.signers.as_deref().map(read).transpose()?.unwrap_or_default();
    let profile = arguments.profile.as_deref().map(|name| Profile::named(name, Path::new(""))).transpose()?;
    let now = arguments.today.and_then(clock::beginning_of).unwrap_or_else(clock::now);
    let options = Options {
        out: &arguments.out,
        lang: context.lang,
        today: arguments.today.unwrap_or_else(clock::today),
        now,
        pictures: arguments.thumbnails.map_or(Pictures::Problems, Pictures::from),
        trust: Trust { signers: signers.as_ref(), seal: None, now: clock::now() },
        largest: arguments.max_size,
        recheck: arguments.recheck.then_some(profile.as_ref()),
        against: &arguments.against,
        cache: &arguments.cache.cabinet(),
        fresh: arguments.fresh,
        depends: &depends,
    };
    let live = Live::new(context);
    let done = arguments.jobs.run(|| batch::run(&paths, &options, &live))?;
    live.end();
    let summary = match done {
        Err(BatchError::Interrupted | BatchError::Against(AgainstError::Interrupted)) => {
            context.output.note(&Message::new("batch-interrupted").in_lang(context.lang));
            return Err(Failure::Interrupted);
        }
        done => done?,
    };
    context.output.result(&terminal::summary(&summary, context.lang, context.output.paint()))?;
    let page = arguments.out.join("summary.html").display().to_string();
    let written = Message::new("batch-written").with("path", page);
    context.output.note(&sanitize(&written.in_lang(context.lang)));
    let least = if arguments.strict { State::Warnings } else { State::Errors };
    let weight = if arguments.strict { Severity::Warning } else { Severity::Error };
    let bad = summary.outcomes.iter().any(|outcome| outcome.state >= least)
        || summary.reused.iter().any(|reused| reused.severity >= weight);
    Ok(if bad { Exit::Findings } else { Exit::Fine })
}

/// The paths of a list, a line each; of standard input where it is `-`.
fn read_list(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    let bytes = match list.as_os_str() == "-" {
        true => limited(std::io::stdin().lock(), list)?,
        false => read(list)?,
    };
    // Programs of Windows write UTF-8 with a mark, or GB18030.
    let text = text::decode(&bytes).ok_or_else(|| {
        Failure::Told(Message::new("error-batch-list").with("path", list.display().to_string()))
    })?;
    let lines =
        text.lines().map(|line| line.trim_matches(['\r', '\0'])).filter(|line| !line.trim().is_empty());
    Ok(lines.map(PathBuf::from).collect())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    limited(std::fs::File::open(path).map_err(|error| Failure::cannot_read(path, &error))?, path)
}

fn limited(source: impl Read, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    source.take(LARGEST_LIST).read_to_end(&mut bytes).map_err(|error| Failure::cannot_read(path, &error))?;
    Ok(bytes)
}
