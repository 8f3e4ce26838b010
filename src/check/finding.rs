//! One thing wrong.

use jiff::civil::Date;

use crate::facts::mention::Excerpt;
use crate::profile::Severity;
use crate::text::Message;

/// One thing wrong: rule, severity, place, message, who must fix it, how.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The indicator it belongs to; none for the submission as a whole.
    pub indicator: Option<String>,
    /// The file or folder, relative to the submission.
    pub path: Option<String>,
    /// Other files it has to do with.
    pub related: Vec<String>,
    /// JSON Pointer into the indicator's inventory (RFC 6901), of `schema` findings.
    pub pointer: Option<String>,
    /// The JSON Schema keyword that refuses, of `schema` findings.
    pub keyword: Option<String>,
    /// Where that keyword stands: `file#/json/pointer`, of `schema` findings.
    pub schema_pointer: Option<String>,
    /// What is wrong.
    pub message: Message,
    /// The places of a text that the message is about, with more words around them than a message has room for.
    pub excerpts: Vec<Excerpt>,
    /// What to do.
    pub fix: Option<Message>,
    /// The units that must do it.
    pub responsible: Vec<String>,
    /// Whether an earlier check found it too.
    pub known: Known,
}

/// Whether an earlier check found the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// No earlier check was looked at.
    NotCompared,
    /// It did not.
    New,
    /// It did: the day since which it is known.
    Since(Date),
}

impl Finding {
    /// A finding of `rule` that says `message`; its place is added by the `at_…` methods. How to fix it is the
    /// message's own `.fix`.
    #[must_use]
    pub fn new(rule: &'static str, severity: Severity, message: Message) -> Self {
        Self {
            rule,
            severity,
            indicator: None,
            path: None,
            related: Vec::new(),
            pointer: None,
            keyword: None,
            schema_pointer: None,
            excerpts: Vec::new(),
            fix: message.fix(),
            message,
            responsible: Vec::new(),
            known: Known::NotCompared,
        }
    }
}
