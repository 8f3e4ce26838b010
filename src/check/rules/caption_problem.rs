//! `caption-problem`: rows of a caption sheet that belong to no file, to one that has a caption, or have no date.

use super::{Found, Rule, Subject};
use crate::facts::captions::{Place, SheetFault};
use crate::inventory::{CaptionProblem, Fault};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct CaptionProblems;

impl Rule for CaptionProblems {
    fn name(&self) -> &'static str {
        "caption-problem"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for sheet in &subject.survey.sheets {
            if sheet.rows == Err(SheetFault::NoHeader) {
                let message = Message::new("finding-caption-no-header");
                found.at(Some(&sheet.indicator), &sheet.file.path, message);
            }
        }
        for (code, problem) in &subject.survey.caption_problems {
            found.at(Some(code), &problem.path, said(problem));
        }
    }
}

fn said(problem: &CaptionProblem) -> Message {
    let message = match &problem.fault {
        Fault::NoFile { near: None } => Message::new("finding-caption-no-file"),
        Fault::NoFile { near: Some(near) } => Message::new("finding-caption-near-file").with("near", near),
        Fault::Again { path, place } if *path == problem.path => {
            Message::new("finding-caption-again").with("first", row(place))
        }
        Fault::Again { path, place } => {
            let sheet = path.rsplit('/').next().unwrap_or(path);
            Message::new("finding-caption-again-elsewhere").with("sheet", sheet).with("first", row(place))
        }
        Fault::Date { written } => Message::new("finding-caption-date").with("written", written),
    };
    message.with("place", row(&problem.place)).with("file", &problem.file)
}

/// Where a row is, as spreadsheet programs show it.
fn row(place: &Place) -> Message {
    match &place.sheet {
        Some(sheet) => {
            Message::new("caption-row-of-sheet").with("sheet", sheet).with("row", place.row.to_string())
        }
        None => Message::new("caption-row").with("row", place.row.to_string()),
    }
}
