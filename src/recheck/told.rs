//! What is told of the differences, and how much of it.

use std::collections::BTreeMap;

use crate::archive::VerifyFinding;
use crate::profile::Severity;
use crate::text::Message;

/// Findings of one rule that are told one by one. Somebody who writes an inventory anew can make any number.
const MOST: usize = 500;

/// The findings so far.
#[derive(Default)]
pub(super) struct Told {
    findings: Vec<VerifyFinding>,
    counts: BTreeMap<&'static str, usize>,
    /// The version that wrote the archive, where it is another than this one.
    other_version: Option<String>,
}

impl Told {
    /// Nothing yet, about an archive that this version of sealpack wrote.
    pub(super) fn of_version(version: &str) -> Self {
        let other = version != env!("CARGO_PKG_VERSION");
        Self { other_version: other.then(|| version.to_owned()), ..Self::default() }
    }

    /// Whether another version wrote the archive.
    pub(super) fn of_other_version(&self) -> bool {
        self.other_version.is_some()
    }

    /// Adds an error, about a file in the bag where `path` is given; its message names it as `path`.
    pub(super) fn tell(&mut self, rule: &'static str, path: Option<&str>, message: Message) {
        self.add(rule, path, message, VerifyFinding::error);
    }

    /// Adds a warning in the same way.
    pub(super) fn warn(&mut self, rule: &'static str, path: Option<&str>, message: Message) {
        self.add(rule, path, message, VerifyFinding::warning);
    }

    /// Adds an info about the whole.
    pub(super) fn note(&mut self, rule: &'static str, message: Message) {
        self.findings.push(VerifyFinding::info(rule, message));
    }

    fn add(
        &mut self,
        rule: &'static str,
        path: Option<&str>,
        message: Message,
        finding: fn(&'static str, Message) -> VerifyFinding,
    ) {
        let count = self.counts.entry(rule).or_default();
        *count += 1;
        if *count > MOST {
            return;
        }
        let mut finding = finding(rule, message);
        if let Some(path) = path {
            finding = finding.of(&short(path));
        }
        finding.message = said(finding.message, self.other_version.as_deref());
        self.findings.push(finding);
    }

    /// How often a rule found something.
    pub(super) fn count(&self, rule: &str) -> usize {
        self.counts.get(rule).copied().unwrap_or_default()
    }

    /// Whether anything found so far is an error.
    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// All findings, and how many more there are than are told.
    pub(super) fn findings(mut self) -> Vec<VerifyFinding> {
        for (rule, count) in &self.counts {
            if let Some(more) = count.checked_sub(MOST).filter(|more| *more > 0) {
                let message = Message::new("recheck-more").with("n", more);
                self.findings.push(VerifyFinding::error(rule, message));
            }
        }
        self.findings
    }
}

/// A text from an archive, no longer than somebody wants to read. Paths that can be real are not cut.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 1000;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A difference from what another version found may be honest, so that is said.
fn said(problem: Message, other_version: Option<&str>) -> Message {
    match other_version {
        None => problem,
        Some(theirs) => Message::new("recheck-other-version")
            .with("problem", problem)
            .with("theirs", theirs)
            .with("ours", env!("CARGO_PKG_VERSION")),
    }
}
