//! `sealpack diff OLD NEW`: what changed between two archives or folders.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::load::load;
use super::shared::Delivery;
use super::threads::Jobs;
use super::{Context, Exit, Failure, clock, interrupted, progress};
use crate::archive;
use crate::archive::bag::DECLARATION;
use crate::archive::diff::{Difference, State};
use crate::inventory::Watch;
use crate::report::{json, terminal};
use crate::submission::MANIFEST;
use crate::text::Message;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "OLD")]
    old: PathBuf,
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[command(flatten)]
    delivery: Delivery,
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    // A path that is wrong is told before the long work on the other one.
    let (old, new) = (Side::of(&arguments.old)?, Side::of(&arguments.new)?);
    let (old, new) = (old.state(arguments, context)?, new.state(arguments, context)?);
    let difference = Difference::between(&old, &new);
    let lang = context.lang;
    arguments.delivery.deliver(
        context,
        |paint| terminal::difference(&difference, lang, paint),
        || json::difference(&difference, lang),
    )?;
    Ok(if difference.is_empty() { Exit::Fine } else { Exit::Findings })
}

/// What is to be compared.
enum Side<'a> {
    Submission(&'a Path),
    Bag(&'a Path),
}

impl<'a> Side<'a> {
    fn of(path: &'a Path) -> Result<Self, Failure> {
        let about = |key: &str| Message::new(key).with("path", path.display().to_string());
        match std::fs::metadata(path) {
            Ok(metadata) if !metadata.is_dir() => Ok(Self::Bag(path)),
            Ok(_) if path.join(MANIFEST).exists() => Ok(Self::Submission(path)),
            Ok(_) if path.join(DECLARATION).exists() => Ok(Self::Bag(path)),
            Ok(_) => Err(Failure::Told(about("error-diff-folder"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Failure::Told(about("error-archive-not-found")))
            }
            Err(error) => Err(Failure::Told(about("error-archive-read").with("reason", error.to_string()))),
        }
    }

    fn state(&self, arguments: &Arguments, context: &Context) -> Result<State, Failure> {
        let jobs = &arguments.jobs;
        match self {
            Self::Submission(path) => {
                let loaded = load(path, &[], jobs, context)?;
                let findings = loaded.findings(arguments.today.unwrap_or_else(clock::today), None, jobs)?;
                Ok(State::of_submission(path, &loaded.submission, &loaded.profile, &loaded.survey, &findings))
            }
            Self::Bag(path) => {
                let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
                let bar = progress::bar(context, "progress-verifying", bytes);
                let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
                let state = jobs.run(|| State::of_bag(path, watch))?;
                bar.finish_and_clear();
                match state {
                    Err(archive::Error::Interrupted) => Err(Failure::Interrupted),
                    state => Ok(state?),
                }
            }
        }
    }
}
