//! `sealpack verify FILE…`: whether archives are exactly what was sealed.

use std::path::PathBuf;

use clap::Args;

use super::check::Format;
use super::threads::with_jobs;
use super::{Context, Exit, Failure, interrupted, progress};
use crate::archive::{self, Verification};
use crate::inventory::Watch;
use crate::report::{Paint, json, terminal};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true)]
    format: Format,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long)]
    strict: bool,
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let mut verifications: Vec<Verification> = Vec::new();
    let mut failures: Vec<Failure> = Vec::new();
    for path in &arguments.files {
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        let bar = progress::bar(context, "progress-verifying", bytes);
        let watch = Watch { done: &|bytes| bar.inc(bytes), interrupted: &interrupted };
        let verified = with_jobs(arguments.jobs.map(usize::from), || archive::verify(path, watch))?;
        bar.finish_and_clear();
        match verified {
            Ok(verification) => verifications.push(verification),
            Err(archive::Error::Interrupted) => return Err(Failure::Interrupted),
            // One archive that cannot be read must not hide what is said of the others.
            Err(error) => failures.push(error.into()),
        }
    }
    let text = match arguments.format {
        Format::Json => json::verify(&verifications, context.lang),
        Format::Text => {
            let paint = if arguments.output.is_some() { Paint::plain() } else { context.output.paint() };
            terminal::verify(&verifications, context.lang, paint)
        }
    };
    context.output.deliver(&text, arguments.output.as_deref())?;
    let good = |v: &Verification| v.verified && (!arguments.strict || v.findings.is_empty());
    let verdict = if verifications.iter().all(good) { Exit::Fine } else { Exit::Findings };
    let told = failures.into_iter().fold(None, |_, failure| Some(failure.tell(context)));
    Ok(match (verdict, told) {
        // A damaged archive is the graver news than one that could not be read at all.
        (Exit::Fine, Some(could_not)) => could_not,
        (verdict, _) => verdict,
    })
}
