//! `damaged`: truncated, corrupt or encrypted files.

use super::{Found, Rule, Subject};
use crate::facts::captions::SheetFault;
use crate::profile::Severity;

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
            let Err(SheetFault::Damaged(damage)) = &sheet.rows else { continue };
            found.at(Some(&sheet.indicator), &sheet.file.path, damage.message());
        }
    }
}
