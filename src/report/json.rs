//! Results for machines. The forms are published in `schemas/`.

mod difference;

pub use difference::difference;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::{CheckReport, history, sentence};
use crate::archive::diff::StatedFinding;
use crate::archive::{Seal, Verification, VerifyFinding};
use crate::check::reuse::Pool;
use crate::check::{self, Elsewhere, Finding, Known, Rule};
use crate::profile::Severity;
use crate::submission::Period;
use crate::text::{Lang, Message};

/// Version of the forms of `check`, `verify`, `diff` and `explain`.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckJson<'a> {
    format_version: u32,
    made: Date,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    only: &'a [String],
    submission: SubmissionJson<'a>,
    summary: SummaryJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<ComparedJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<AgainstJson<'a>>,
    findings: Vec<FindingJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<Vec<FindingJson<'a>>>,
}

#[derive(Serialize)]
struct AgainstJson<'a> {
    items: usize,
    materials: usize,
    skipped: Vec<SkippedJson<'a>>,
}

#[derive(Serialize)]
struct SkippedJson<'a> {
    path: &'a str,
    message: String,
}

#[derive(Serialize)]
struct ElsewhereJson<'a> {
    origin: &'a str,
    indicator: &'a str,
    units: &'a [String],
    path: &'a str,
}

#[derive(Serialize)]
struct ComparedJson {
    made: Date,
    new: usize,
    open: usize,
    fixed: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SubmissionJson<'a> {
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    profile: &'a str,
    profile_version: &'a str,
    period: Period,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<&'a str>,
}

#[derive(Serialize)]
struct SummaryJson {
    indicators: usize,
    materials: usize,
    bytes: u64,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FindingJson<'a> {
    rule: &'a str,
    severity: Severity,
    indicator: Option<&'a str>,
    path: Option<&'a str>,
    related: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    elsewhere: Vec<ElsewhereJson<'a>>,
    pointer: Option<&'a str>,
    keyword: Option<&'a str>,
    schema_pointer: Option<&'a str>,
    message: String,
    fix: Option<String>,
    responsible: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
}

impl<'a> ElsewhereJson<'a> {
    fn of(elsewhere: &'a Elsewhere) -> Self {
        Self {
            origin: &elsewhere.origin,
            indicator: &elsewhere.indicator,
            units: &elsewhere.units,
            path: &elsewhere.path,
        }
    }
}

impl<'a> AgainstJson<'a> {
    fn of(pool: &'a Pool, lang: Lang) -> Self {
        let skipped = pool.skipped().iter();
        let skipped = skipped.map(|(path, why)| SkippedJson { path, message: sentence(why, lang) });
        Self { items: pool.origins().len(), materials: pool.materials(), skipped: skipped.collect() }
    }
}

impl<'a> FindingJson<'a> {
    fn of(finding: &'a Finding, made: Date, lang: Lang) -> Self {
        let (status, since) = match finding.known {
            Known::NotCompared => (None, None),
            Known::New => (Some("new"), Some(made)),
            Known::Since(day) => (Some("open"), Some(day)),
        };
        Self {
            rule: finding.rule,
            severity: finding.severity,
            indicator: finding.indicator.as_deref(),
            path: finding.path.as_deref(),
            related: &finding.related,
            elsewhere: finding.elsewhere.iter().map(ElsewhereJson::of).collect(),
            pointer: finding.pointer.as_deref(),
            keyword: finding.keyword.as_deref(),
            schema_pointer: finding.schema_pointer.as_deref(),
            message: sentence(&finding.message, lang),
            fix: finding.fix.as_ref().and_then(|fix| fix.try_in_lang(lang)),
            responsible: &finding.responsible,
            status,
            since,
        }
    }

    fn of_stated(finding: &'a StatedFinding, lang: Lang) -> Self {
        Self {
            rule: &finding.rule,
            severity: finding.severity,
            indicator: finding.indicator.as_deref(),
            path: finding.path.as_deref(),
            related: &finding.related,
            elsewhere: Vec::new(),
            pointer: finding.pointer.as_deref(),
            keyword: finding.keyword.as_deref(),
            schema_pointer: finding.schema_pointer.as_deref(),
            message: sentence(&finding.message, lang),
            fix: finding.fix.as_ref().and_then(|fix| fix.try_in_lang(lang)),
            responsible: &finding.responsible,
            status: None,
            since: finding.since,
        }
    }

    fn of_verification(finding: &'a VerifyFinding, lang: Lang) -> Self {
        Self {
            rule: finding.rule,
            severity: finding.severity,
            indicator: None,
            path: finding.path.as_deref(),
            related: &[],
            elsewhere: Vec::new(),
            pointer: None,
            keyword: None,
            schema_pointer: None,
            message: sentence(&finding.detail(), lang),
            fix: finding.message.fix().and_then(|fix| fix.try_in_lang(lang)),
            responsible: &[],
            status: None,
            since: None,
        }
    }
}

/// The result of a check (`schemas/check.schema.json`), its messages in `lang`.
#[must_use]
pub fn check(report: &CheckReport<'_>, lang: Lang) -> String {
    let [errors, warnings, infos] = check::count(report.findings);
    let manifest = &report.submission.manifest;
    let compared = report.history.map(|earlier| {
        let (new, open, _) = history::counts(report);
        ComparedJson { made: earlier.made, new, open, fixed: earlier.fixed.len() }
    });
    let fixed = report
        .history
        .map(|earlier| earlier.fixed.iter().map(|finding| FindingJson::of_stated(finding, lang)).collect());
    pretty(&CheckJson {
        format_version: FORMAT_VERSION,
        made: report.made,
        only: report.only,
        submission: SubmissionJson {
            unit: &manifest.unit,
            title: manifest.title.as_deref(),
            profile: &report.profile.name,
            profile_version: &report.profile.version,
            period: manifest.period,
            deadline: manifest.deadline.as_deref(),
        },
        summary: SummaryJson {
            indicators: report.totals.indicators,
            materials: report.totals.materials,
            bytes: report.totals.bytes,
            errors,
            warnings,
            infos,
        },
        compared,
        against: report.elsewhere.map(|pool| AgainstJson::of(pool, lang)),
        findings: report.findings.iter().map(|f| FindingJson::of(f, report.made, lang)).collect(),
        fixed,
    })
}

/// The result of verifying archives (`schemas/verify.schema.json`), its messages in `lang`.
#[must_use]
pub fn verify(verifications: &[Verification], lang: Lang) -> String {
    let archives: Vec<Value> = verifications
        .iter()
        .map(|v| {
            let findings: Vec<_> =
                v.findings.iter().map(|finding| FindingJson::of_verification(finding, lang)).collect();
            json!({
                "path": v.path.display().to_string(),
                "verified": v.verified,
                "canonical": v.canonical,
                "draft": v.draft,
                "seal": v.seal.name(),
                "signer": signer(&v.seal),
                "recheck": v.recheck.name(),
                "algorithms": v.algorithms,
                "files": v.files,
                "bytes": v.bytes,
                "findings": findings,
            })
        })
        .collect();
    pretty(&json!({ "formatVersion": FORMAT_VERSION, "archives": archives }))
}

/// Whose the seal is, where it fits its archive.
fn signer(seal: &Seal) -> Value {
    match seal {
        Seal::Fits(signer) | Seal::Valid(signer) => json!({
            "principal": signer.principal,
            "keyType": signer.key_type,
            "fingerprint": signer.fingerprint,
            "comment": signer.comment,
        }),
        Seal::None | Seal::Unchecked | Seal::Invalid => Value::Null,
    }
}

/// Rules explained (`schemas/explain.schema.json`) in `lang`: those of a check, and those of a verification.
#[must_use]
pub fn rules(checking: &[&dyn Rule], verifying: &[(&'static str, Severity)], lang: Lang) -> String {
    let explained = |name: &str, severity: Severity, of: &str, options: Option<&[&str]>| {
        let said = |key: String| Message::new(key).in_lang(lang);
        json!({
            "rule": name,
            "of": of,
            "severity": severity,
            "switchable": options.is_some(),
            "options": options.unwrap_or_default(),
            "title": said(format!("rule-{name}")),
            "what": said(format!("rule-{name}.what")),
            "why": said(format!("rule-{name}.why")),
            "remedy": said(format!("rule-{name}.remedy")),
        })
    };
    let checking = checking.iter().map(|rule| {
        let options = Some(rule.options());
        explained(rule.name(), rule.severity(), "check", options)
    });
    let verifying = verifying.iter().map(|(name, severity)| explained(name, *severity, "verify", None));
    let rules: Vec<Value> = checking.chain(verifying).collect();
    pretty(&json!({ "formatVersion": FORMAT_VERSION, "rules": rules }))
}

/// Any document, indented, with a line feed at its end.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    // Our documents have text keys and finite numbers only, so they always become JSON.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
