//! `unsafe-name`: names that break on Windows or macOS.

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::submission::names::{self, NameFault};
use crate::text::Message;

pub(super) struct UnsafeName;

impl Rule for UnsafeName {
    fn name(&self) -> &'static str {
        "unsafe-name"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn sees_unpacked(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for item in &subject.submission.items {
            let message = if !item.unicode {
                Message::new("finding-name-not-unicode")
            } else if let Some(fault) = names::fault(item.name()) {
                fault_message(fault).with("name", item.name())
            } else if item.path.encode_utf16().count() > names::LONGEST_PATH {
                Message::new("finding-path-too-long").with("most", names::LONGEST_PATH)
            } else if item.name().contains('%') {
                // RFC 8493, section 2.1.3, has it encoded in manifests, which `sha256sum` knows nothing of.
                let message = Message::new("finding-name-percent");
                let finding = found.at(item.indicator.as_deref(), &item.path, message);
                finding.severity = finding.severity.min(Severity::Warning);
                continue;
            } else {
                continue;
            };
            found.at(item.indicator.as_deref(), &item.path, message);
        }
    }
}

fn fault_message(fault: NameFault) -> Message {
    match fault {
        NameFault::Reserved => Message::new("finding-name-reserved"),
        NameFault::Character(c) if c.is_control() => {
            Message::new("finding-name-control").with("code", format!("U+{:04X}", u32::from(c)))
        }
        NameFault::Character(c) => Message::new("finding-name-character").with("character", c.to_string()),
        NameFault::TrailingSpaceOrDot => Message::new("finding-name-trailing"),
        NameFault::Invisible(c) => {
            Message::new("finding-name-invisible").with("code", format!("U+{:04X}", u32::from(c)))
        }
        NameFault::TooLong => Message::new("finding-name-too-long"),
    }
}
