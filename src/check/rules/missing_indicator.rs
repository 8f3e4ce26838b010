//! `missing-indicator`: an indicator that is owed has no folder.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct MissingIndicator;

impl Rule for MissingIndicator {
    fn name(&self) -> &'static str {
        "missing-indicator"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for indicator in crate::check::owed(&subject.submission.manifest, subject.profile) {
            if !subject.submission.folders.iter().any(|folder| folder.code == indicator.code) {
                let message = Message::new("finding-missing-indicator")
                    .with("code", &indicator.code)
                    .with("title", Message::Given(indicator.title.clone()));
                found.about(Some(&indicator.code), message);
            }
        }
    }
}
