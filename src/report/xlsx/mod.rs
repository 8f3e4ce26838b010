//! The work list of a check as a workbook (OOXML, ECMA-376): findings to be worked through and ticked off, how each
//! indicator and each unit stands.
//!
//! Texts come from strangers. They are always written as strings, never as what they look like, so no name or
//! caption becomes a formula; a cell keeps them text even when somebody edits it. Links lead to the files of the
//! submission only, relative to the workbook. The same input gives the same bytes.

mod about;
mod batch;
mod book;
mod findings;
mod fixed;
mod indicators;
mod link;
mod table;
mod units;
mod verification;

pub use batch::batch;
pub use units::units;
pub use verification::verification;

use jiff::Timestamp;
use rust_xlsxwriter::{ExcelDateTime, XlsxError};

use book::Words;
use table::{Cell, Column};

use super::CheckReport;
use crate::check::{self, Finding};
use crate::profile::{Indicator, Severity};
use crate::text::{Lang, Message};

/// What a work list depends on besides the findings.
#[derive(Clone, Copy)]
pub struct Extras<'a> {
    /// Where the submission lies as seen from the workbook: `../data`, not encoded. Without it nothing links to its
    /// files.
    pub files: Option<&'a str>,
    /// The moment at which it is made.
    pub now: Timestamp,
    /// Whose work it lists.
    pub whose: Whose<'a>,
}

/// Whose work is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// That of all.
    All,
    /// That of one responsible unit.
    Unit(&'a str),
    /// That for which no unit is responsible.
    Nobody,
}

impl Whose<'_> {
    /// Whether the work of the units `responsible` is listed.
    #[must_use]
    pub fn has(self, responsible: &[String]) -> bool {
        match self {
            Self::All => true,
            Self::Unit(unit) => responsible.iter().any(|responsible| responsible == unit),
            Self::Nobody => responsible.is_empty(),
        }
    }
}

/// The work list of a check, in `lang`.
pub fn check(report: &CheckReport<'_>, extras: &Extras<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let list = List { report, extras, lang };
    let mut sheets = vec![findings::sheet(&list)];
    sheets.extend(report.history.map(|history| fixed::sheet(&list, history)));
    sheets.extend([indicators::sheet(&list), units::sheet(&list), about::sheet(&list)]);
    let made = ExcelDateTime::from_timestamp(extras.now.as_second()).ok();
    book::with(&sheets, &list.title(), made, lang)
}

/// Puts a report into cells.
struct List<'a> {
    report: &'a CheckReport<'a>,
    extras: &'a Extras<'a>,
    lang: Lang,
}

impl<'a> List<'a> {
    fn say(&self, message: &Message) -> String {
        message.in_lang(self.lang)
    }

    fn word(&self, key: &str) -> String {
        Words(self.lang).of(key)
    }

    /// The findings that are listed.
    fn findings(&self) -> impl Iterator<Item = &'a Finding> {
        let whose = self.extras.whose;
        self.report.findings.iter().filter(move |finding| whose.has(&finding.responsible))
    }

    /// The indicators that the submission answers and that are listed.
    fn indicators(&self) -> impl Iterator<Item = &'a Indicator> {
        let whose = self.extras.whose;
        let owed = check::owed(&self.report.submission.manifest, self.report.profile);
        owed.filter(move |indicator| whose.has(&indicator.responsible))
    }

    fn column(&self, key: &str, least: u16, most: u16) -> Column {
        Words(self.lang).column(key, least, most)
    }

    /// The title of an indicator, or the name of the submission as a whole.
    fn indicator(&self, code: Option<&str>) -> String {
        match code.and_then(|code| self.report.profile.indicator(code)) {
            Some(indicator) => indicator.title.in_lang(self.lang).to_owned(),
            None => self.word("check-whole"),
        }
    }

    fn severity(&self, severity: Severity) -> Cell {
        Words(self.lang).severity(severity)
    }

    /// The folder and the name of a file, which leads there where `linked`. Some programs break no line of a link,
    /// so it has the name only.
    fn place(&self, path: Option<&str>, linked: bool) -> [Cell; 2] {
        let Some(path) = path else { return [Cell::Blank, Cell::Blank] };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let files = self.extras.files.filter(|_| linked);
        let file = match files.and_then(|files| link::target(files, path)) {
            Some(target) => Cell::Link(name.to_owned(), target),
            None => Cell::text(name),
        };
        [Cell::text(folder), file]
    }

    fn units(&self, units: &[String]) -> String {
        self.say(&Message::List(units.iter().cloned().map(Message::Plain).collect()))
    }

    fn title(&self) -> String {
        let manifest = &self.report.submission.manifest;
        let title = match &manifest.title {
            Some(title) => Message::new("xlsx-title-of").with("unit", &manifest.unit).with("title", title),
            None => Message::new("xlsx-title").with("unit", &manifest.unit),
        };
        match self.extras.whose {
            Whose::All => self.say(&title),
            Whose::Unit(unit) => {
                self.say(&Message::new("xlsx-title-for").with("title", title).with("for", unit))
            }
            Whose::Nobody => {
                let nobody = Message::new("html-nobody");
                self.say(&Message::new("xlsx-title-for").with("title", title).with("for", nobody))
            }
        }
    }
}
