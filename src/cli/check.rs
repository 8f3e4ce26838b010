//! `sealpack check DIR`: findings.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::load::load;
use super::{Context, Exit, Failure};
use crate::check::{self, Finding};
use crate::profile::Severity;
use crate::report::{CheckReport, Paint, json, terminal};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true)]
    format: Format,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long)]
    strict: bool,
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    only: Vec<String>,
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

/// The forms of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let loaded = load(&arguments.dir, &arguments.only, arguments.jobs.map(usize::from), context)?;
    let findings = check::check(&loaded.subject())?;
    let report = CheckReport {
        submission: &loaded.submission,
        profile: &loaded.profile,
        totals: loaded.totals(),
        findings: &findings,
    };
    let text = match arguments.format {
        Format::Json => json::check(&report, context.lang),
        Format::Text => {
            let paint = if arguments.output.is_some() { Paint::plain() } else { context.output.paint() };
            terminal::check(&report, context.lang, paint, now(arguments.today))
        }
    };
    context.output.deliver(&text, arguments.output.as_deref())?;
    Ok(verdict(&findings, arguments.strict))
}

/// The exit code that findings lead to; warnings count where `strict`.
pub(super) fn verdict(findings: &[Finding], strict: bool) -> Exit {
    let least = if strict { Severity::Warning } else { Severity::Error };
    if findings.iter().any(|finding| finding.severity >= least) { Exit::Findings } else { Exit::Fine }
}

/// The moment the time to a deadline is counted from: midnight of `today` in China (UTC+8), else now.
fn now(today: Option<Date>) -> Timestamp {
    let midnight = |date: Date| jiff::tz::offset(8).to_timestamp(date.at(0, 0, 0, 0)).ok();
    today.and_then(midnight).unwrap_or_else(Timestamp::now)
}
