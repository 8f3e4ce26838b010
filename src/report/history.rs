//! What became of what an earlier check found: what is new, what is fixed, what is still open and for how long.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::CheckReport;
use crate::archive::diff::{Same, StatedFinding};
use crate::check::{Finding, Known};
use crate::text::{Explain, Message, write_english};

/// Largest earlier result that is read, in bytes: some forty thousand findings.
pub const LARGEST: u64 = 32 << 20;

/// An earlier result of `check --format json` (`schemas/check.schema.json`), as far as it is needed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Earlier {
    format_version: u32,
    made: Date,
    #[serde(default)]
    only: Vec<String>,
    submission: EarlierSubmission,
    findings: Vec<StatedFinding>,
    #[serde(skip)]
    path: PathBuf,
}

#[derive(Debug, Deserialize)]
struct EarlierSubmission {
    unit: String,
    profile: String,
    period: EarlierPeriod,
}

#[derive(Debug, Deserialize)]
struct EarlierPeriod {
    from: Date,
    to: Date,
}

/// Why an earlier result cannot be compared with.
#[derive(Debug, thiserror::Error)]
pub enum Incomparable {
    /// It is no result of a check.
    NoResult(PathBuf),
    /// It is larger than is read.
    TooLarge(PathBuf),
    /// It is a result of another submission.
    Other {
        /// The earlier result.
        path: PathBuf,
        /// In what they differ: its key in the message tables.
        what: &'static str,
        /// The earlier value.
        theirs: String,
        /// The value now.
        ours: String,
    },
    /// It is from a later day.
    Later {
        /// The earlier result.
        path: PathBuf,
        /// Its day.
        made: Date,
        /// The day of the check now.
        now: Date,
    },
    /// Only some of the indicators were looked at.
    Part {
        /// The earlier result.
        path: PathBuf,
        /// Which ones.
        only: String,
    },
}

impl std::fmt::Display for Incomparable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_english(&self.message(), f)
    }
}

impl Explain for Incomparable {
    fn message(&self) -> Message {
        let about = |key: &str, path: &Path| Message::new(key).with("path", path.display().to_string());
        match self {
            Self::NoResult(path) => about("error-since-no-result", path),
            Self::TooLarge(path) => about("error-since-too-large", path),
            Self::Other { path, what, theirs, ours } => about("error-since-other", path)
                .with("what", Message::new(*what))
                .with("theirs", theirs)
                .with("ours", ours),
            Self::Later { path, made, now } => {
                about("error-since-later", path).with("made", made.to_string()).with("now", now.to_string())
            }
            Self::Part { path, only } => about("error-since-part", path).with("only", only),
        }
    }
}

impl Earlier {
    /// Reads the bytes of an earlier result; `path` is for messages.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Self, Incomparable> {
        let no_result = || Incomparable::NoResult(path.to_owned());
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.len() as u64 > LARGEST || !StatedFinding::few_enough(bytes) {
            return Err(Incomparable::TooLarge(path.to_owned()));
        }
        let earlier: Self = serde_json::from_slice(bytes).map_err(|_| no_result())?;
        let sound = earlier.format_version == 1 && earlier.findings.iter().all(StatedFinding::is_sound);
        if sound { Ok(Self { path: path.to_owned(), ..earlier }) } else { Err(no_result()) }
    }

    /// Whether `report` is about the same submission.
    fn comparable(&self, report: &CheckReport<'_>) -> Result<(), Incomparable> {
        let (manifest, theirs) = (&report.submission.manifest, &self.submission);
        let period = |from: Date, to: Date| format!("{from}/{to}");
        let fields = [
            ("fact-unit", theirs.unit.clone(), manifest.unit.clone()),
            ("since-profile", theirs.profile.clone(), report.profile.name.clone()),
            (
                "fact-period",
                period(theirs.period.from, theirs.period.to),
                period(manifest.period.from, manifest.period.to),
            ),
        ];
        let path = || self.path.clone();
        if let Some((key, theirs, ours)) = fields.into_iter().find(|(_, theirs, ours)| theirs != ours) {
            return Err(Incomparable::Other { path: path(), what: key, theirs, ours });
        }
        if self.made > report.made {
            return Err(Incomparable::Later { path: path(), made: self.made, now: report.made });
        }
        let covered = !report.only.is_empty() && report.only.iter().all(|code| self.only.contains(code));
        if !self.only.is_empty() && !covered {
            return Err(Incomparable::Part { path: path(), only: self.only.join(", ") });
        }
        Ok(())
    }

    /// Compares with `findings`, those of `report`: says of each whether it was known, and what is fixed.
    pub fn compare(
        mut self,
        report: &CheckReport<'_>,
        findings: &mut [Finding],
    ) -> Result<History, Incomparable> {
        self.comparable(report)?;
        if !report.only.is_empty() {
            // What was not looked at is not fixed.
            let looked_at = |code: &String| report.only.contains(code);
            self.findings.retain(|finding| finding.indicator.as_ref().is_some_and(looked_at));
        }
        for finding in &mut self.findings {
            finding.since = Some(finding.since.unwrap_or(self.made).min(self.made));
        }
        let stated: Vec<StatedFinding> = findings.iter().map(StatedFinding::of).collect();
        let same = Same::sorted_out(&self.findings, &stated, key, key);
        for finding in &mut *findings {
            finding.known = Known::New;
        }
        for ((_, old), (number, _)) in &same.both {
            if let Some(finding) = findings.get_mut(*number) {
                finding.known = Known::Since(old.since.unwrap_or(self.made));
            }
        }
        let mut gone = same.old;
        gone.sort_unstable_by_key(|(number, _)| *number);
        let fixed = gone.into_iter().map(|(_, finding)| finding.clone()).collect();
        Ok(History { made: self.made, fixed })
    }
}

/// What makes two findings the same one, whatever the words, the severity and the profile's version: rule, indicator,
/// path, pointer and keyword.
pub(super) type Key = (String, Option<String>, Option<String>, Option<String>, Option<String>);

/// The key of a finding.
pub(super) fn key(finding: &StatedFinding) -> Key {
    let StatedFinding { rule, indicator, path, keyword, .. } = finding.clone();
    (rule, indicator, path, finding.pointer(), keyword)
}

/// What became of what an earlier check found. What is still open is said by [`Finding::known`].
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The day of the earlier check.
    pub made: Date,
    /// What is no longer found, in the words of the earlier check.
    pub fixed: Vec<StatedFinding>,
}

/// Days from one day to another, none back.
pub(super) fn days(from: Date, to: Date) -> u64 {
    let days = (to - from).get_days();
    u64::try_from(days).unwrap_or(0)
}

/// Whether a finding was known on the day `made`, in words; nothing where it was not compared.
pub(super) fn status(known: Known, made: Date) -> Option<Message> {
    match known {
        Known::NotCompared => None,
        Known::New => Some(Message::new("since-new")),
        Known::Since(day) => Some(Message::new("since-days").with("days", days(day, made))),
    }
}

/// How many findings are new and how many still open, and for how many days the oldest is.
pub(super) fn counts(report: &CheckReport<'_>) -> (usize, usize, Option<u64>) {
    let new = report.findings.iter().filter(|finding| finding.known == Known::New).count();
    let open = report.findings.iter().filter_map(|finding| match finding.known {
        Known::Since(day) => Some(days(day, report.made)),
        Known::New | Known::NotCompared => None,
    });
    (new, open.clone().count(), open.max())
}

/// The comparison in a sentence, where there was one.
pub(super) fn summary(report: &CheckReport<'_>) -> Option<Message> {
    let history = report.history?;
    let (new, open, oldest) = counts(report);
    let compared = Message::new("since-compared")
        .with("made", history.made.to_string())
        .with("new", new)
        .with("open", open)
        .with("fixed", history.fixed.len());
    Some(match oldest {
        Some(days) if days > 0 => Message::new("since-oldest").with("compared", compared).with("days", days),
        _ => compared,
    })
}
