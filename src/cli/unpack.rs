//! `sealpack unpack ARCHIVE DIR`: verify, then take apart.

use std::path::PathBuf;

use clap::Args;

use super::shared::size;
use super::threads::Jobs;
use super::{Context, Exit, Failure, interrupted, progress};
use crate::archive;
use crate::inventory::Watch;
use crate::report::terminal;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, id = "max-size", value_name = "SIZE", value_parser = size)]
    max_size: Option<u64>,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let (archive, dir) = (&arguments.archive, &arguments.dir);
    // Every byte is read twice: to verify it and to write it.
    let bytes = std::fs::metadata(archive).map_or(0, |metadata| metadata.len()).saturating_mul(2);
    let bar = progress::bar(context, "progress-unpacking", bytes);
    let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
    let unpacked = arguments.jobs.run(|| archive::unpack(archive, dir, arguments.max_size, watch))?;
    bar.finish_and_clear();
    let unpacked = match unpacked {
        Err(archive::Error::Interrupted) => return Err(Failure::Interrupted),
        unpacked => unpacked?,
    };
    context.output.result(&terminal::unpacked(&unpacked, context.lang, context.output.paint()))?;
    Ok(if unpacked.verification.verified { Exit::Fine } else { Exit::Findings })
}
