//! `sealpack check DIR`: findings.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::against;
use super::load::load_knowing;
use super::threads::Jobs;
use super::thumbnails::{self, Wanted};
use super::watch::watch;
use super::worklists;
use super::{Context, Exit, Failure, cache, clock};
use crate::check::Finding;
use crate::profile::Severity;
use crate::report::history::{self, Earlier};
use crate::report::html::{self, Extras};
use crate::report::xlsx::{self, Whose};
use crate::report::{CheckReport, Paint, Pictures, json, sarif, seen_from, terminal};
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
    #[arg(id = "per-unit", long, value_name = "FOLDER")]
    per_unit: Option<PathBuf>,
    #[arg(long, value_name = "EARLIER")]
    since: Option<PathBuf>,
    #[arg(long, value_name = "PATH", num_args = 1..)]
    against: Vec<PathBuf>,
    #[arg(long)]
    strict: bool,
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = NonEmptyStringValueParser::new())]
    only: Vec<String>,
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    cache: cache::Choice,
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
    /// For a spreadsheet: the work list.
    Xlsx,
    /// For viewers of findings: SARIF.
    Sarif,
}

impl Format {
    /// The form that a file of this name is expected to have.
    fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            // The longer one of the two that the standard names (3.2).
            "json" if Self::of_name(Path::new(path.file_stem()?)) == Some(Self::Sarif) => Some(Self::Sarif),
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            "xlsx" => Some(Self::Xlsx),
            "sarif" => Some(Self::Sarif),
            _ => None,
        }
    }

    /// The name of a file for a result that a screen cannot show.
    fn file(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Json | Self::Sarif => None,
            Self::Html => Some("report.html"),
            Self::Xlsx => Some("worklist.xlsx"),
        }
    }
}

impl Arguments {
    /// The file to which the result goes.
    fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    fn form(&self) -> Format {
        self.format.or_else(|| Format::of_name(self.output()?)).unwrap_or(Format::Text)
    }

    /// The moment that counts as now.
    fn now(&self) -> Timestamp {
        self.today.and_then(clock::beginning_of).unwrap_or_else(clock::now)
    }
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    if arguments.watch {
        return watch(&arguments.dir, arguments.output(), context, || once(arguments, context));
    }
    once(arguments, context).map(|(exit, _)| exit)
}

/// Checks once.
fn once(arguments: &Arguments, context: &Context) -> Result<(Exit, Vec<Finding>), Failure> {
    let output = arguments.output();
    if let (Some(example), None, true) = (arguments.form().file(), output, context.output.is_terminal()) {
        return Err(Failure::Told(Message::new("error-not-for-terminal").with("example", example)));
    }
    let lists = arguments.per_unit.as_deref().map(|folder| worklists::prepare(folder, &arguments.dir));
    let lists = lists.transpose()?;
    let earlier = arguments.since.as_deref().map(earlier).transpose()?;
    let jobs = &arguments.jobs;
    let cabinet = arguments.cache.cabinet();
    let loaded = load_knowing(&arguments.dir, &arguments.only, cabinet.of(&arguments.dir), jobs, context)?;
    let today = arguments.today.unwrap_or_else(clock::today);
    let elsewhere = against::load(&arguments.against, &arguments.dir, &cabinet, jobs, context)?;
    let mut findings = loaded.findings(today, elsewhere.as_ref(), jobs)?;
    let history = match earlier {
        Some(earlier) => Some(earlier.compare(&loaded.report(&[], today), &mut findings)?),
        None => None,
    };
    let report = CheckReport {
        history: history.as_ref(),
        elsewhere: elsewhere.as_ref(),
        ..loaded.report(&findings, today)
    };
    // Who wants the work lists only gets them only.
    if lists.is_none() || arguments.format.is_some() || arguments.output.is_some() {
        let result = result(arguments, &report, context)?;
        context.output.deliver(&result, output)?;
    }
    if let Some(folder) = lists {
        let told = worklists::write(&folder, &arguments.dir, &report, arguments.now(), context)?;
        match arguments.format.is_some() && output.is_none() {
            // The result is on standard output already.
            true => context.output.note(told.trim_end()),
            false => context.output.result(&told)?,
        }
    }
    Ok((verdict(&findings, arguments.strict), findings))
}

/// Reads an earlier result.
fn earlier(path: &Path) -> Result<Earlier, Failure> {
    let failed = |error: io::Error| Failure::cannot_read(path, &error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(history::LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Earlier::parse(&bytes, path)?)
}

/// The result in the form that is wanted.
fn result(arguments: &Arguments, report: &CheckReport<'_>, context: &Context) -> Result<Vec<u8>, Failure> {
    let (lang, now, output) = (context.lang, arguments.now(), arguments.output());
    let files = output.and_then(|output| seen_from(output, &arguments.dir));
    Ok(match arguments.form() {
        Format::Text => {
            let paint = if output.is_some() { Paint::plain() } else { context.output.paint() };
            terminal::check(report, lang, paint, now).into_bytes()
        }
        Format::Json => json::check(report, lang).into_bytes(),
        Format::Sarif => {
            // The folder of the command line is the root of what a viewer shows, where the submission lies in it.
            let folder = seen_from(Path::new(""), &arguments.dir).unwrap_or_default();
            let below = |folder: &&str| *folder != ".." && !folder.starts_with("../");
            let folder = folder.strip_prefix("./").filter(below).unwrap_or_default();
            sarif::check(report, folder, lang).into_bytes()
        }
        Format::Html => {
            let pictures = arguments.thumbnails.map_or(Pictures::Problems, Pictures::from);
            let thumbnails = thumbnails::make(report, pictures, &arguments.jobs)?;
            let files = files.map(|files| html::address(&files));
            let all_pictures = pictures == Pictures::All;
            let extras =
                Extras { thumbnails: &thumbnails, all_pictures, files: files.as_deref(), now: Some(now) };
            html::check(report, &extras, lang).into_bytes()
        }
        Format::Xlsx => {
            let extras = xlsx::Extras { files: files.as_deref(), now, whose: Whose::All };
            let path = output.unwrap_or(Path::new("stdout"));
            worklists::workbook(report, &extras, lang, path)?
        }
    })
}

/// The exit code that findings lead to; warnings count where `strict`.
pub(super) fn verdict(findings: &[Finding], strict: bool) -> Exit {
    let least = if strict { Severity::Warning } else { Severity::Error };
    if findings.iter().any(|finding| finding.severity >= least) { Exit::Findings } else { Exit::Fine }
}
