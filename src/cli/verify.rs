//! `sealpack verify FILE…`: whether archives are exactly what was sealed.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;

use super::shared::{Delivery, size};
use super::threads::Jobs;
use super::{Context, Exit, Failure, interrupted, progress};
use crate::archive::{self, AllowedSigners, OpenBag, Trust, Verification};
use crate::inventory::Watch;
use crate::profile::{Profile, Severity};
use crate::recheck::recheck;
use crate::report::{json, terminal};
use crate::text::Message;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    seal: Option<PathBuf>,
    #[arg(long)]
    recheck: bool,
    #[arg(long, value_name = "PROFILE", requires = "recheck")]
    profile: Option<String>,
    #[command(flatten)]
    delivery: Delivery,
    #[arg(long)]
    strict: bool,
    #[arg(long, id = "max-size", value_name = "SIZE", value_parser = size)]
    max_size: Option<u64>,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    if arguments.seal.is_some() && arguments.files.len() > 1 {
        return Err(Failure::Told(Message::new("error-one-seal")));
    }
    let signers = arguments.signers.as_deref().map(AllowedSigners::read).transpose()?;
    let profile = arguments.profile.as_deref().map(|name| Profile::named(name, Path::new(""))).transpose()?;
    let trust = Trust { signers: signers.as_ref(), seal: arguments.seal.as_deref(), now: Timestamp::now() };
    let mut verifications: Vec<Verification> = Vec::new();
    let mut failures: Vec<Failure> = Vec::new();
    for path in &arguments.files {
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        let bar = progress::bar(context, "progress-verifying", bytes);
        let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
        let verified =
            arguments.jobs.run(|| archive::verify_open(path, &trust, arguments.max_size, watch))?;
        bar.finish_and_clear();
        let verified = match verified {
            Ok((verification, bag)) if arguments.recheck => {
                again(verification, bag.as_ref(), profile.as_ref(), arguments, context)?
            }
            verified => verified.map(|(verification, _)| verification),
        };
        match verified {
            Ok(verification) => verifications.push(verification),
            Err(archive::Error::Interrupted) => return Err(Failure::Interrupted),
            // One archive that cannot be read must not hide what is said of the others.
            Err(error) => failures.push(error.into()),
        }
    }
    let lang = context.lang;
    arguments.delivery.deliver(
        context,
        |paint| terminal::verify(&verifications, lang, paint),
        || json::verify(&verifications, lang),
    )?;
    let least = if arguments.strict { Severity::Warning } else { Severity::Error };
    let good = |v: &Verification| v.findings.iter().all(|finding| finding.severity < least);
    let verdict = if verifications.iter().all(good) { Exit::Fine } else { Exit::Findings };
    let told = failures.into_iter().fold(None, |_, failure| Some(failure.tell(context)));
    Ok(match (verdict, told) {
        // A damaged archive is the graver news than one that could not be read at all.
        (Exit::Fine, Some(could_not)) => could_not,
        (verdict, _) => verdict,
    })
}

/// Checks the content again of what was verified.
fn again(
    verification: Verification,
    bag: Option<&OpenBag>,
    profile: Option<&Profile>,
    arguments: &Arguments,
    context: &Context,
) -> Result<Result<Verification, archive::Error>, Failure> {
    let bar = progress::bar(context, "progress-rechecking", verification.bytes);
    let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
    let checked = arguments.jobs.run(|| recheck(verification, bag, profile, watch));
    bar.finish_and_clear();
    checked
}
