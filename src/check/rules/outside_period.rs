//! `outside-period`: a dated material outside the period.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct OutsidePeriod;

impl Rule for OutsidePeriod {
    fn name(&self) -> &'static str {
        "outside-period"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let period = subject.submission.manifest.period;
        for (code, _, material) in subject.materials() {
            let (Some(date), Some(source), Some(false)) =
                (material.date, material.date_source, material.in_period)
            else {
                continue;
            };
            let key = if date < period.from { "finding-before-period" } else { "finding-after-period" };
            let message = Message::new(key)
                .with("date", date.to_string())
                .with("source", source.message())
                .with("from", period.from.to_string())
                .with("to", period.to.to_string());
            found.at(Some(code), &material.path, message);
        }
    }
}
