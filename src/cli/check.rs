//! `sealpack check DIR`: findings.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use super::load::load;
use super::shared::{Delivery, Jobs};
use super::{Context, Exit, Failure, clock};
use crate::check::{self, Finding};
use crate::profile::Severity;
use crate::report::{json, terminal};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    delivery: Delivery,
    #[arg(long)]
    strict: bool,
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    only: Vec<String>,
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let loaded = load(&arguments.dir, &arguments.only, arguments.jobs.count(), context)?;
    let findings = check::check(&loaded.subject(arguments.today.unwrap_or_else(clock::today)))?;
    let report = loaded.report(&findings);
    let lang = context.lang;
    let now = arguments.today.and_then(clock::beginning_of).unwrap_or_else(clock::now);
    arguments.delivery.deliver(
        context,
        |paint| terminal::check(&report, lang, paint, now),
        || json::check(&report, lang),
    )?;
    Ok(verdict(&findings, arguments.strict))
}

/// The exit code that findings lead to; warnings count where `strict`.
pub(super) fn verdict(findings: &[Finding], strict: bool) -> Exit {
    let least = if strict { Severity::Warning } else { Severity::Error };
    if findings.iter().any(|finding| finding.severity >= least) { Exit::Findings } else { Exit::Fine }
}
