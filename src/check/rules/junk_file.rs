//! `junk-file`: what programs and systems leave behind; never packed.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::submission::Role;
use crate::text::Message;

pub(super) struct JunkFile;

impl Rule for JunkFile {
    fn name(&self) -> &'static str {
        "junk-file"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn sees_unpacked(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for item in subject.submission.items.iter().filter(|item| item.role == Role::Junk) {
            found.at(item.indicator.as_deref(), &item.path, Message::new("finding-junk-file"));
        }
    }
}
