//! Work lists as workbooks: one for all, or one for each responsible unit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::failure::CannotWrite;
use super::{Context, Failure, interrupted};
use crate::check;
use crate::report::xlsx::{self, Extras, Whose};
use crate::report::{CheckReport, sanitize, seen_from, terminal};
use crate::submission::names;
use crate::text::{Lang, Message};

/// Characters of a unit in the name of its file.
const LONGEST_NAME: usize = 60;

/// A work list, as the content of the file `path`.
pub(super) fn workbook(
    report: &CheckReport<'_>,
    extras: &Extras<'_>,
    lang: Lang,
    path: &Path,
) -> Result<Vec<u8>, Failure> {
    xlsx::check(report, extras, lang).map_err(|error| cannot_write(path, std::io::Error::other(error)))
}

fn cannot_write(path: &Path, source: std::io::Error) -> Failure {
    CannotWrite { path: path.to_owned(), source }.into()
}

/// Makes the folder for the lists of units, before the long work. Inside the submission the next check would find
/// them misplaced.
pub(super) fn prepare(folder: &Path, dir: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let existing = absolute.ancestors().find_map(|folder| folder.canonicalize().ok());
    if existing.zip(dir.canonicalize().ok()).is_some_and(|(folder, dir)| folder.starts_with(dir)) {
        let path = folder.display().to_string();
        return Err(Failure::Told(Message::new("error-lists-inside").with("path", path)));
    }
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    Ok(folder.to_owned())
}

/// Writes a list for each responsible unit, and one for what nobody answers for where there is such a thing. A list
/// that is there already is replaced. Says what was written.
pub(super) fn write(
    folder: &Path,
    dir: &Path,
    report: &CheckReport<'_>,
    now: Timestamp,
    context: &Context,
) -> Result<String, Failure> {
    let lang = context.lang;
    let units = xlsx::units(report);
    let whose = units.iter().map(|unit| Whose::Unit(unit));
    let orphans = report.findings.iter().any(|finding| finding.responsible.is_empty());
    let mut taken = BTreeSet::new();
    let mut told = String::new();
    for whose in whose.chain(orphans.then_some(Whose::Nobody)) {
        if interrupted() {
            return Err(Failure::Interrupted);
        }
        let unit = match whose {
            Whose::Unit(unit) => unit.to_owned(),
            Whose::Nobody | Whose::All => Message::new("html-nobody").in_lang(lang),
        };
        let name = names::free(&sanitize(&unit), LONGEST_NAME, &mut taken);
        let path = folder.join(format!("{name}.xlsx"));
        let files = seen_from(&path, dir);
        let extras = Extras { files: files.as_deref(), now, whose };
        let bytes = workbook(report, &extras, lang, &path)?;
        context.output.deliver(&bytes, Some(&path))?;
        let findings = report.findings.iter().filter(|finding| whose.has(&finding.responsible));
        let counts = check::count_of(findings);
        told.push_str(&terminal::written(&path, counts, lang, context.output.paint()));
    }
    Ok(told)
}
