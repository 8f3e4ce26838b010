//! `link`: symbolic links and special files, which are never followed.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::submission::Role;
use crate::text::Message;

pub(super) struct Link;

impl Rule for Link {
    fn name(&self) -> &'static str {
        "link"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn sees_unpacked(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for item in &subject.submission.items {
            let message = match item.role {
                Role::Link => Message::new("finding-link"),
                Role::Special => Message::new("finding-special-file"),
                _ => continue,
            };
            found.at(item.indicator.as_deref(), &item.path, message);
        }
    }
}
