//! `year-outside-period`: a text that speaks of years outside the period as its own.

use super::{Found, Rule, Subject, excerpts, quoted, sentence};
use crate::facts::years::Year;
use crate::profile::{Media, Severity};
use crate::submission::Period;
use crate::text::Message;

pub(super) struct YearOutsidePeriod;

impl Rule for YearOutsidePeriod {
    fn name(&self) -> &'static str {
        "year-outside-period"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn options(&self) -> &'static [&'static str] {
        &[super::KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let period = subject.submission.manifest.period;
        for (code, material, text) in subject.texts(self, &[Media::Text, Media::Any]) {
            let outside: Vec<_> = text.years.iter().filter(|year| is_outside(year.what, period)).collect();
            if outside.is_empty() {
                continue;
            }
            let years: Vec<String> = outside.iter().map(|year| year.what.year.to_string()).collect();
            let list = outside.iter().map(|year| quoted(year, text));
            let message = Message::new("finding-year-outside-period")
                .with("years", Message::List(years.into_iter().map(Message::Plain).collect()))
                .with("list", excerpts(list))
                .with("from", period.from.to_string())
                .with("to", period.to.to_string());
            found.at(Some(code), &material.path, message).excerpts =
                outside.iter().map(|year| sentence(year, text)).collect();
        }
    }
}

/// Whether a year is not one of the period's. A report is signed when the period is over, perhaps in the next year.
fn is_outside(year: Year, period: Period) -> bool {
    let last = if year.signed_only { period.to.year().saturating_add(1) } else { period.to.year() };
    !(period.from.year()..=last).contains(&year.year)
}
