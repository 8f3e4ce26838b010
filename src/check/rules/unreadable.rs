//! `unreadable`: files and folders that could not be read.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::submission::Role;
use crate::text::Message;

pub(super) struct Unreadable;

impl Rule for Unreadable {
    fn name(&self) -> &'static str {
        "unreadable"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn sees_unpacked(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for item in &subject.submission.items {
            if let Role::Unreadable(reason) = &item.role {
                let message = Message::new("finding-unreadable").with("reason", reason);
                found.at(item.indicator.as_deref(), &item.path, message);
            }
        }
        let materials = subject.materials().filter_map(|(code, _, material)| {
            Some((Some(code), &material.path, material.unreadable.as_ref()?))
        });
        let sheets = subject.survey.sheets.iter().map(|sheet| (Some(sheet.indicator.as_str()), &sheet.file));
        let others = subject.survey.others.iter().map(|file| (None, file));
        let files = sheets
            .chain(others)
            .filter_map(|(code, file)| Some((code, &file.path, file.unreadable.as_ref()?)));
        for (code, path, reason) in materials.chain(files) {
            found.at(code, path, Message::new("finding-unreadable").with("reason", reason));
        }
    }
}
