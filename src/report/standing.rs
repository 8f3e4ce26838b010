//! How an indicator stands.

use super::CheckReport;
use crate::check::Finding;
use crate::profile::Severity;
use crate::text::Message;

/// How an indicator stands, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Done,
    Warnings,
    Errors,
    Missing,
}

/// How an indicator stands, in numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) state: State,
    errors: usize,
    warnings: usize,
}

impl Standing {
    /// How the indicator `code` stands.
    pub(super) fn of(report: &CheckReport<'_>, code: &str) -> Self {
        let mut standing = Self { state: State::Done, errors: 0, warnings: 0 };
        for finding in report.findings.iter().filter(|finding| finding.indicator.as_deref() == Some(code)) {
            standing.count(finding);
        }
        standing
    }

    fn count(&mut self, finding: &Finding) {
        let state = match finding.severity {
            Severity::Error => {
                self.errors += 1;
                if finding.rule == "missing-indicator" { State::Missing } else { State::Errors }
            }
            Severity::Warning => {
                self.warnings += 1;
                State::Warnings
            }
            Severity::Info => State::Done,
        };
        self.state = self.state.max(state);
    }

    /// The same in words.
    pub(super) fn message(&self) -> Message {
        match self.state {
            State::Done => Message::new("state-done"),
            State::Warnings => Message::new("count-warning").with("n", self.warnings),
            State::Errors => Message::new("count-error").with("n", self.errors),
            State::Missing => Message::new("state-missing"),
        }
    }
}
