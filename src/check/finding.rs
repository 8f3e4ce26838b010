//! One thing wrong.

use std::path::Path;

use jiff::civil::Date;

use super::reuse::{Area, Pool, Trace};
use crate::facts::mention::Excerpt;
use crate::facts::sketch::Sketch;
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
    /// Materials of other submissions that it has to do with.
    pub elsewhere: Vec<Elsewhere>,
    /// Where the picture differs from the first of the others, if that is to be seen.
    pub marks: Option<Marks>,
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

/// A material of another submission.
#[derive(Debug, Clone, PartialEq)]
pub struct Elsewhere {
    /// The other submission or archive, as the user names it: its path.
    pub origin: String,
    /// The code of its indicator there.
    pub indicator: String,
    /// The units that answer for it there, or the one that submitted it.
    pub units: Vec<String>,
    /// Its path in its submission.
    pub path: String,
    /// What it shows, where it is a picture.
    pub sketch: Option<Sketch>,
}

impl Elsewhere {
    /// The material at a place of a pool, which is this one.
    #[must_use]
    pub fn of(pool: &Pool, at: usize, trace: Trace) -> Self {
        let origin = pool.origins().get(pool.origin(at));
        let unit = || origin.and_then(|origin| origin.unit.clone()).into_iter().collect();
        Self {
            origin: origin.map(|origin| origin.name.clone()).unwrap_or_default(),
            indicator: trace.indicator,
            units: if trace.units.is_empty() { unit() } else { trace.units },
            path: trace.path,
            sketch: trace.picture.map(|picture| picture.sketch),
        }
    }

    /// A message that gets `origin` and `place`: where this is, and who answers for it there.
    #[must_use]
    pub fn named_in(&self, message: Message) -> Message {
        let units = self.units.iter().cloned().map(Message::Plain).collect();
        let place =
            Message::new("place-elsewhere").with("code", &self.indicator).with("units", Message::List(units));
        // Where it lies is told beside the message.
        let name = Path::new(&self.origin).file_name().map(|name| name.to_string_lossy().into_owned());
        message.with("origin", name.as_deref().unwrap_or(&self.origin)).with("place", place)
    }
}

/// Where two pictures differ: what one shows of the other, and what was laid over them.
#[derive(Debug, Clone, PartialEq)]
pub struct Marks {
    /// Areas of the picture of the finding.
    pub this: Vec<Area>,
    /// Areas of the other one.
    pub other: Vec<Area>,
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
            elsewhere: Vec::new(),
            marks: None,
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
