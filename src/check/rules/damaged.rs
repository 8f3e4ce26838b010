//! `damaged`: truncated, corrupt or encrypted files.

use super::{Found, Rule, Subject};
use crate::facts::captions::SheetFault;
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct Damaged;

impl Rule for Damaged {
    fn name(&self) -> &'static str {
        "damaged"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, _, material) in subject.materials() {
            if let Some(damage) = &material.facts.damage {
                found.at(Some(code), &material.path, damage.message());
            }
        }
        for sheet in &subject.survey.sheets {
            let message = match &sheet.rows {
                Err(SheetFault::Damaged(damage)) => damage.message(),
                Err(SheetFault::NoHeader) => Message::new("finding-sheet-no-header"),
                Ok(_) => continue,
            };
            found.at(Some(&sheet.indicator), &sheet.file.path, message);
        }
    }
}
