//! `sealpack check DIR`: findings.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::Timestamp;
use jiff::civil::Date;

use super::load::load;
use super::shared::{Delivery, Jobs};
use super::{Context, Exit, Failure};
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
    let findings = check::check(&loaded.subject())?;
    let report = loaded.report(&findings);
    let lang = context.lang;
    arguments.delivery.deliver(
        context,
        |paint| terminal::check(&report, lang, paint, now(arguments.today)),
        || json::check(&report, lang),
    )?;
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
