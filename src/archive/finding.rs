//! What verification finds.

use super::zip::{Deviation, Fault};
use crate::profile::Severity;
use crate::text::Message;

/// What verification can find, with the severity of each; explained like the rules of a check.
pub const RULES: &[(&str, Severity)] = &[
    ("archive-structure", Severity::Error),
    ("not-canonical", Severity::Warning),
    ("not-a-bag", Severity::Error),
    ("bag-declaration", Severity::Error),
    ("bag-version", Severity::Warning),
    ("bag-info", Severity::Warning),
    ("bag-manifest", Severity::Error),
    ("missing-file", Severity::Error),
    ("extra-file", Severity::Error),
    ("digest-mismatch", Severity::Error),
    ("payload-oxum", Severity::Error),
    ("incomplete-bag", Severity::Error),
    ("bag-fetch", Severity::Error),
    ("weak-digest", Severity::Info),
    ("unsupported-digest", Severity::Error),
];

/// One thing that is wrong with an archive or bag.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifyFinding {
    /// Name of the rule, in kebab-case.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The file in the bag, or in the archive where there is no bag; none where the whole is meant.
    pub path: Option<String>,
    /// What is wrong; its `.fix` says what to do.
    pub message: Message,
}

impl VerifyFinding {
    pub(super) fn error(rule: &'static str, message: Message) -> Self {
        Self { rule, severity: Severity::Error, path: None, message }
    }

    pub(super) fn warning(rule: &'static str, message: Message) -> Self {
        Self { rule, severity: Severity::Warning, path: None, message }
    }

    pub(super) fn info(rule: &'static str, message: Message) -> Self {
        Self { rule, severity: Severity::Info, path: None, message }
    }

    /// The same finding, about a file, which the message names as `path`.
    pub(super) fn of(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self.message = self.message.with("path", path);
        self
    }

    /// A ZIP file, or content of one, that is refused.
    pub(super) fn fault(fault: &Fault) -> Self {
        let path = fault.entry.clone();
        Self { rule: "archive-structure", severity: Severity::Error, path, message: fault.message() }
    }

    /// A ZIP file that is not as our writer writes it: an error where the bag says that we wrote it.
    pub(super) fn deviation(deviation: &Deviation, ours: bool) -> Self {
        if ours {
            let message = Message::new("verify-altered").with("problem", deviation.message());
            Self::error("archive-structure", message)
        } else {
            let message = Message::new("verify-not-canonical").with("problem", deviation.message());
            Self::warning("not-canonical", message)
        }
    }
}
