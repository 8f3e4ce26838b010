//! What became of one submission or archive of many.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::archive::Verification;
use crate::archive::bag::info;
use crate::check::{self, Finding};
use crate::items::ItemKind;
use crate::profile::Severity;
use crate::report::standing::Standing;
use crate::report::{CheckReport, standing};
use crate::text::{Lang, Message};

/// What became of one item of a batch (`schemas/batch-result.schema.json`). Words are in the language of the batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The item, as the user named it or as it was found.
    pub path: String,
    /// What it is.
    pub kind: ItemKind,
    /// How it stands.
    pub state: State,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The profile, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// When the upload closes, as `submission.json` says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// The day it was looked at.
    pub made: Date,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Indicators that it answers; of a submission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicators: Option<usize>,
    /// How many of them are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<usize>,
    /// Materials of a submission, payload files of an archive.
    pub materials: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// What verifying says, of an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<ArchiveOutcome>,
    /// Why it could not be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Told>,
    /// The findings by rule, in the order of the alphabet.
    pub rules: Vec<RuleCount>,
    /// The findings by responsible unit, in the order of the profile.
    pub units: Vec<UnitCount>,
    /// The files with its own results, relative to the folder of the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Files>,
}

/// How an item stands, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing of severity error or warning.
    Fine,
    /// Warnings only.
    Warnings,
    /// Findings of severity error; an archive that is not verified.
    Errors,
    /// Could not be looked at.
    Failed,
}

impl State {
    /// All, the worst first.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Errors, Self::Warnings, Self::Fine];

    /// Its name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Warnings => "warnings",
            Self::Errors => "errors",
            Self::Failed => "failed",
        }
    }
}

/// What verifying an archive says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveOutcome {
    /// Whether it is whole.
    pub verified: bool,
    /// Whether it is in the canonical form.
    pub canonical: bool,
    /// Whether it says that it is a draft.
    pub draft: bool,
    /// `none`, `unchecked`, `valid` or `invalid`.
    pub seal: String,
    /// What checking its content again said: `none`, `agrees`, `differs` or `impossible`.
    pub recheck: String,
}

/// Something that is said to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: Option<String>,
}

/// How many findings a rule has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// The rule.
    pub rule: String,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
}

/// How many findings a responsible unit has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCount {
    /// The unit.
    pub unit: String,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
}

/// Files with the results of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// For programs.
    pub json: String,
    /// For the browser.
    pub html: String,
    /// For a spreadsheet.
    pub xlsx: String,
}

impl Outcome {
    /// Of a submission that was checked.
    #[must_use]
    pub fn checked(path: &str, report: &CheckReport<'_>) -> Self {
        let counts = check::count(report.findings);
        let manifest = &report.submission.manifest;
        let owed = check::owed(manifest, report.profile);
        let missing = owed
            .filter(|indicator| Standing::of(report, &indicator.code).state == standing::State::Missing)
            .count();
        Self {
            unit: Some(manifest.unit.clone()),
            title: manifest.title.clone(),
            profile: Some(format!("{} {}", report.profile.name, report.profile.version)),
            deadline: manifest.deadline.clone(),
            indicators: Some(report.totals.indicators),
            missing: Some(missing),
            materials: report.totals.materials as u64,
            bytes: report.totals.bytes,
            rules: of_rules(report.findings.iter().map(|finding| (finding.rule, finding.severity))),
            units: of_units(report.findings),
            ..Self::counted(path, ItemKind::Submission, report.made, counts)
        }
    }

    /// Of an archive that was verified on the day `made`.
    #[must_use]
    pub fn verified(path: &str, verification: &Verification, made: Date) -> Self {
        let of = |severity| verification.findings.iter().filter(|f| f.severity == severity).count();
        let counts = [of(Severity::Error), of(Severity::Warning), of(Severity::Info)];
        let field = |name| info::value(&verification.info, name).map(ToOwned::to_owned);
        Self {
            unit: field(info::SOURCE_ORGANIZATION),
            title: field(info::EXTERNAL_DESCRIPTION),
            profile: field(info::PROFILE),
            materials: verification.files,
            bytes: verification.bytes,
            archive: Some(ArchiveOutcome {
                verified: verification.verified,
                canonical: verification.canonical,
                draft: verification.draft,
                seal: verification.seal.name().to_owned(),
                recheck: verification.recheck.name().to_owned(),
            }),
            rules: of_rules(verification.findings.iter().map(|finding| (finding.rule, finding.severity))),
            ..Self::counted(path, ItemKind::Archive, made, counts)
        }
    }

    /// Of something that could not be looked at on the day `made`, and why.
    #[must_use]
    pub fn failed(path: &str, kind: ItemKind, made: Date, why: &Message, lang: Lang) -> Self {
        let fix = why.fix().and_then(|fix| fix.try_in_lang(lang));
        Self {
            state: State::Failed,
            error: Some(Told { message: why.in_lang(lang), fix }),
            ..Self::counted(path, kind, made, [0; 3])
        }
    }

    fn counted(path: &str, kind: ItemKind, made: Date, [errors, warnings, infos]: [usize; 3]) -> Self {
        let state = match (errors, warnings) {
            (0, 0) => State::Fine,
            (0, _) => State::Warnings,
            _ => State::Errors,
        };
        Self {
            path: path.to_owned(),
            kind,
            state,
            unit: None,
            title: None,
            profile: None,
            deadline: None,
            made,
            errors,
            warnings,
            infos,
            indicators: None,
            missing: None,
            materials: 0,
            bytes: 0,
            archive: None,
            error: None,
            rules: Vec::new(),
            units: Vec::new(),
            files: None,
        }
    }
}

fn of_rules<'a>(findings: impl Iterator<Item = (&'a str, Severity)>) -> Vec<RuleCount> {
    let mut rules: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (rule, severity) in findings {
        add(rules.entry(rule).or_default(), severity);
    }
    let count = |(rule, [errors, warnings, infos]): (&str, [usize; 3])| RuleCount {
        rule: rule.to_owned(),
        errors,
        warnings,
        infos,
    };
    rules.into_iter().map(count).collect()
}

fn of_units(findings: &[Finding]) -> Vec<UnitCount> {
    let mut units: Vec<(&str, [usize; 3])> = Vec::new();
    for finding in findings {
        for unit in &finding.responsible {
            if let Some((_, counts)) = units.iter_mut().find(|(known, _)| known == unit) {
                add(counts, finding.severity);
            } else {
                let mut counts = [0; 3];
                add(&mut counts, finding.severity);
                units.push((unit, counts));
            }
        }
    }
    let count = |(unit, [errors, warnings, infos]): (&str, [usize; 3])| UnitCount {
        unit: unit.to_owned(),
        errors,
        warnings,
        infos,
    };
    units.into_iter().map(count).collect()
}

fn add(counts: &mut [usize; 3], severity: Severity) {
    let [errors, warnings, infos] = counts;
    *match severity {
        Severity::Error => errors,
        Severity::Warning => warnings,
        Severity::Info => infos,
    } += 1;
}
