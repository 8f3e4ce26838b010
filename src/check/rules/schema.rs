//! `schema`: what the indicator's schema refuses.

use super::{Found, Rule, Subject};
use crate::check::schema;
use crate::profile::Severity;

pub(super) struct Schema;

impl Rule for Schema {
    fn name(&self) -> &'static str {
        "schema"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for inventory in &subject.survey.inventories {
            let Some(indicator) = subject.profile.indicator(&inventory.indicator) else { continue };
            let document = inventory.document();
            for refusal in schema::refusals(subject.profile, &indicator.schema, &document) {
                let message = refusal.message;
                let finding = found.about(Some(&indicator.code), message);
                finding.path = refusal.path;
                finding.fix = Some(refusal.fix);
                finding.pointer = Some(refusal.pointer);
                finding.keyword = Some(refusal.keyword);
                finding.schema_pointer = Some(refusal.schema_pointer);
                if let Some(severity) = refusal.severity {
                    finding.severity = finding.severity.min(severity);
                }
            }
        }
    }
}
