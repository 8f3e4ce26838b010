//! `schema`: what the indicator's schema refuses.

use rayon::prelude::*;

use super::{Found, Rule, Subject};
use crate::check::schema;
use crate::inventory::Inventory;
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
        let refused = |inventory: &Inventory| {
            let indicator = subject.profile.indicator(&inventory.indicator)?;
            Some((indicator, schema::refusals(subject.profile, &indicator.schema, &inventory.document())))
        };
        let refused: Vec<_> = subject.survey.inventories.par_iter().filter_map(refused).collect();
        for (indicator, refusals) in refused {
            for refusal in refusals {
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
