//! `unknown-indicator`: a folder or a listed code that stands for no indicator.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::submission::{MANIFEST, Role, Unknown};
use crate::text::Message;

pub(super) struct UnknownIndicator;

impl Rule for UnknownIndicator {
    fn name(&self) -> &'static str {
        "unknown-indicator"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn sees_unpacked(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for item in &subject.submission.items {
            if let Role::UnknownIndicator(unknown) = &item.role {
                let message = match unknown {
                    Unknown::NoSuchCode => Message::new("finding-unknown-indicator"),
                    Unknown::NotOwed(code) => Message::new("finding-indicator-not-owed").with("code", code),
                };
                found.at(None, &item.path, message.with("profile", &subject.profile.name));
            }
        }
        for code in subject.submission.manifest.indicators.iter().flatten() {
            if subject.profile.indicator(code).is_none() {
                let message = Message::new("finding-unknown-code")
                    .with("code", code)
                    .with("profile", &subject.profile.name);
                found.at(None, MANIFEST, message);
            }
        }
    }
}
