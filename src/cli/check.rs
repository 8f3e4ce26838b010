//! `sealpack check DIR`: findings.

use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::load::load;
use super::shared::Jobs;
use super::thumbnails::{self, Wanted};
use super::{Context, Exit, Failure, clock};
use crate::check::{self, Finding};
use crate::profile::Severity;
use crate::report::html::{self, Extras};
use crate::report::{Paint, json, terminal};
use crate::text::Message;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long, value_enum, value_name = "WHICH")]
    thumbnails: Option<Wanted>,
    #[arg(long)]
    strict: bool,
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    only: Vec<String>,
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[command(flatten)]
    jobs: Jobs,
}

/// The forms of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the terminal.
    Text,
    /// For programs.
    Json,
    /// For the browser.
    Html,
}

impl Format {
    /// The form that a file of this name is expected to have.
    fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let loaded = load(&arguments.dir, &arguments.only, arguments.jobs.count(), context)?;
    let findings = check::check(&loaded.subject(arguments.today.unwrap_or_else(clock::today)))?;
    let report = loaded.report(&findings);
    let lang = context.lang;
    let now = arguments.today.and_then(clock::beginning_of).unwrap_or_else(clock::now);
    let output = arguments.output.as_deref().filter(|path| path.as_os_str() != "-");
    let result = match arguments.format.or(output.and_then(Format::of_name)).unwrap_or(Format::Text) {
        Format::Text => {
            let paint = if output.is_some() { Paint::plain() } else { context.output.paint() };
            terminal::check(&report, lang, paint, now)
        }
        Format::Json => json::check(&report, lang),
        Format::Html if output.is_none() && context.output.is_terminal() => {
            return Err(Failure::Told(Message::new("error-not-for-terminal").with("example", "report.html")));
        }
        Format::Html => {
            let wanted = arguments.thumbnails.unwrap_or(Wanted::Problems);
            let thumbnails = thumbnails::make(&report, wanted, arguments.jobs.count())?;
            let files = output.and_then(|output| seen_from(output, &arguments.dir));
            let all_pictures = wanted == Wanted::All;
            let extras =
                Extras { thumbnails: &thumbnails, all_pictures, files: files.as_deref(), now: Some(now) };
            html::check(&report, &extras, lang)
        }
    };
    context.output.deliver(result.as_bytes(), output)?;
    Ok(verdict(&findings, arguments.strict))
}

/// The address of `dir` on a page in the file `page`: a relative one, since the two travel together.
fn seen_from(page: &Path, dir: &Path) -> Option<String> {
    let folder = page.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let relative = pathdiff::diff_paths(dir.canonicalize().ok()?, folder.canonicalize().ok()?)?;
    let parts: Option<Vec<String>> =
        relative.components().map(|part| Some(html::address(part.as_os_str().to_str()?))).collect();
    // A path on another drive is not relative, and the first part of one of ours is never a scheme.
    let parts = parts.filter(|_| relative.is_relative())?;
    Some(format!("./{}", parts.join("/")).trim_end_matches('/').to_owned())
}

/// The exit code that findings lead to; warnings count where `strict`.
pub(super) fn verdict(findings: &[Finding], strict: bool) -> Exit {
    let least = if strict { Severity::Warning } else { Severity::Error };
    if findings.iter().any(|finding| finding.severity >= least) { Exit::Findings } else { Exit::Fine }
}
