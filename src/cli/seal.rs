//! `sealpack seal FILE`: seals an archive made earlier.

use std::path::PathBuf;

use clap::Args;

use super::threads::Jobs;
use super::{Context, Exit, Failure, interrupted, key, progress};
use crate::archive;
use crate::archive::seal::{Outcome, SealingOptions, seal};
use crate::inventory::Watch;
use crate::report::terminal;
use crate::text::Message;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "KEY")]
    key: PathBuf,
    #[arg(id = "passphrase-fd", long, value_name = "N")]
    passphrase_fd: Option<u32>,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long)]
    draft: bool,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let (lang, paint) = (context.lang, context.output.paint());
    let key = key::open(&arguments.key, arguments.passphrase_fd, context)?;
    let bytes = std::fs::metadata(&arguments.file).map_or(0, |metadata| metadata.len());
    let bar = progress::bar(context, "progress-verifying", bytes);
    let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
    let options = SealingOptions {
        place: arguments.output.as_deref(),
        draft: arguments.draft,
        force: arguments.force,
        watch,
    };
    let sealed = arguments.jobs.run(|| seal(&arguments.file, &key, &options))?;
    bar.finish_and_clear();
    let refused = match sealed {
        Ok(Outcome::Sealed(sealed)) => {
            context.output.result(&terminal::sealed(&sealed, lang, paint))?;
            return Ok(Exit::Fine);
        }
        Ok(Outcome::Refused(verification)) => verification,
        Err(archive::Error::Interrupted) => return Err(Failure::Interrupted),
        Err(error) => return Err(error.into()),
    };
    let draft = refused.verified;
    context.output.result(&terminal::verify(&[*refused], lang, paint))?;
    let key = if draft { "error-seal-draft" } else { "error-seal-unverified" };
    let path = arguments.file.display().to_string();
    Failure::Told(Message::new(key).with("path", path)).tell(context);
    Ok(Exit::Findings)
}
