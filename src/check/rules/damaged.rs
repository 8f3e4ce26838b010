//! `damaged`: truncated, corrupt or encrypted files.

use super::unsupported_format::is_refused;
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
        for (code, kind, material) in subject.materials() {
            // What must be replaced by a file of another format anyway needs one finding only.
            let refused = subject.profile.kind(kind).is_some_and(|kind| is_refused(kind, material));
            if let Some(damage) = material.facts.damage.as_ref().filter(|_| !refused) {
                found.at(Some(code), &material.path, damage.message());
            }
        }
        for sheet in &subject.survey.sheets {
            let Err(SheetFault::Damaged(damage)) = &sheet.rows else { continue };
            found.at(Some(&sheet.indicator), &sheet.file.path, damage.message());
        }
    }
}
