//! `empty-file`: files without content.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct EmptyFile;

impl Rule for EmptyFile {
    fn name(&self) -> &'static str {
        "empty-file"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for item in subject.submission.items.iter().filter(|item| item.is_content() && item.bytes == 0) {
            found.at(item.indicator.as_deref(), &item.path, Message::new("finding-empty-file"));
        }
    }
}
