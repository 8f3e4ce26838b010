//! What verification finds.

use super::zip::{Deviation, Fault};
use crate::profile::Severity;
use crate::text::Message;

/// What verification can find, with the severity of each; explained like the rules of a check.
pub const RULES: &[(&str, Severity)] = &[
    ("zip-no-end", Severity::Error),
    ("zip-after-end", Severity::Error),
    ("zip-several-ends", Severity::Error),
    ("zip-hidden-record", Severity::Error),
    ("zip-split", Severity::Error),
    ("zip-zip64", Severity::Error),
    ("zip-directory-place", Severity::Error),
    ("zip-directory-count", Severity::Error),
    ("zip-too-large", Severity::Error),
    ("zip-central-header", Severity::Error),
    ("zip-local-header", Severity::Error),
    ("zip-other-name", Severity::Error),
    ("zip-other-fields", Severity::Error),
    ("zip-gap", Severity::Error),
    ("zip-overlap", Severity::Error),
    ("zip-descriptor", Severity::Error),
    ("zip-false-end", Severity::Error),
    ("zip-name-encoding", Severity::Error),
    ("zip-unsafe-name", Severity::Error),
    ("zip-same-name", Severity::Error),
    ("zip-file-and-folder", Severity::Error),
    ("zip-special-file", Severity::Error),
    ("zip-encrypted", Severity::Error),
    ("zip-flags", Severity::Error),
    ("zip-method", Severity::Error),
    ("zip-extra-field", Severity::Error),
    ("zip-folder-content", Severity::Error),
    ("zip-impossible-size", Severity::Error),
    ("zip-damaged-data", Severity::Error),
    ("zip-checksum", Severity::Error),
    ("larger-than-allowed", Severity::Error),
    ("altered-archive", Severity::Error),
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
    ("bag-link", Severity::Error),
    ("bag-name-encoding", Severity::Error),
    ("unsupported-digest", Severity::Error),
    ("seal-missing", Severity::Error),
    ("seal-malformed", Severity::Error),
    ("seal-unsupported", Severity::Error),
    ("seal-namespace", Severity::Error),
    ("seal-invalid", Severity::Error),
    ("seal-untrusted", Severity::Error),
    ("recheck-inventory", Severity::Error),
    ("recheck-findings", Severity::Error),
    ("recheck-errors", Severity::Error),
    ("recheck-profile", Severity::Error),
    ("recheck-info", Severity::Error),
    ("recheck-report", Severity::Error),
    ("recheck-payload", Severity::Error),
    ("recheck-impossible", Severity::Error),
    ("recheck-beyond", Severity::Info),
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
    /// Where it was noticed in the structure of a ZIP file: offset in bytes.
    pub at: Option<u64>,
    /// What is wrong; its `.fix` says what to do.
    pub message: Message,
}

impl VerifyFinding {
    /// An error of `rule` that says `message`, about the whole.
    #[must_use]
    pub fn error(rule: &'static str, message: Message) -> Self {
        Self { rule, severity: Severity::Error, path: None, at: None, message }
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(rule: &'static str, message: Message) -> Self {
        Self { rule, severity: Severity::Warning, path: None, at: None, message }
    }

    /// The same as an info.
    #[must_use]
    pub fn info(rule: &'static str, message: Message) -> Self {
        Self { rule, severity: Severity::Info, path: None, at: None, message }
    }

    /// The same finding, about a file, which the message names as `path`.
    #[must_use]
    pub fn of(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self.message = self.message.with("path", path);
        self
    }

    /// A ZIP file, or content of one, that is refused.
    pub(super) fn fault(fault: &Fault) -> Self {
        let finding = Self::error(fault.kind.rule(), fault.message());
        Self { path: fault.entry.clone(), at: fault.at, ..finding }
    }

    /// What is wrong in full: with what could be hidden that way and where, if it is the structure of a ZIP file.
    #[must_use]
    pub fn detail(&self) -> Message {
        if !self.rule.starts_with("zip-") {
            return self.message.clone();
        }
        let key = if self.at.is_some() { "fault-with-place" } else { "fault-without-place" };
        let message = Message::new(key)
            .with("fault", self.message.clone())
            .with("risk", Message::new(format!("rule-{}.why", self.rule)));
        match self.at {
            // As text: an offset is looked up in a hex editor, which groups no digits.
            Some(offset) => message.with("offset", offset.to_string()),
            None => message,
        }
    }

    /// A ZIP file that is not as our writer writes it: an error where the bag says that we wrote it.
    pub(super) fn deviation(deviation: &Deviation, ours: bool) -> Self {
        if ours {
            let message = Message::new("verify-altered").with("problem", deviation.message());
            Self::error("altered-archive", message)
        } else {
            let message = Message::new("verify-not-canonical").with("problem", deviation.message());
            Self::warning("not-canonical", message)
        }
    }
}
