//! The findings of a check in SARIF 2.1.0 (OASIS Standard, errata 01), for code hosting and CI viewers.
//!
//! Section numbers are those of the standard.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::html::address;
use super::json::pretty;
use super::{CheckReport, history, sentence};
use crate::archive::diff::StatedFinding;
use crate::check::{Finding, Known, rules};
use crate::profile::Severity;
use crate::submission::MANIFEST;
use crate::text::{Lang, Message};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The folder to which the addresses are relative, by the name that viewers know it by (3.4.4).
const ROOT: &str = "%SRCROOT%";
/// What the fingerprints are made of, with a version (3.27.17).
const FINGERPRINT: &str = "sealpackFinding/v1";

/// The findings in SARIF. `folder` is where the submission lies below the folder that viewers take for the root:
/// empty where it is that folder itself.
#[must_use]
pub fn check(report: &CheckReport<'_>, folder: &str, lang: Lang) -> String {
    let writer = Writer { report, folder, lang };
    let mut met: HashMap<String, u64> = HashMap::new();
    let results: Vec<Value> =
        report.findings.iter().map(|finding| writer.result(finding, &mut met)).collect();
    let described: Vec<Value> =
        rules::ALL.iter().map(|rule| writer.rule(rule.name(), rule.severity())).collect();
    let version = env!("CARGO_PKG_VERSION");
    let tag = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en-US",
    };
    pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sealpack",
                "version": version,
                "semanticVersion": version,
                "language": tag,
                "rules": described,
            } },
            "language": tag,
            "originalUriBaseIds": { ROOT: { "description": { "text": writer.say("sarif-root") } } },
            "results": results,
        }],
    }))
}

/// The level of a severity (3.27.10).
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

struct Writer<'a> {
    report: &'a CheckReport<'a>,
    folder: &'a str,
    lang: Lang,
}

impl Writer<'_> {
    fn say(&self, key: &str) -> String {
        Message::new(key).in_lang(self.lang)
    }

    /// A rule (3.49).
    fn rule(&self, name: &str, severity: Severity) -> Value {
        let [what, why, remedy] =
            ["what", "why", "remedy"].map(|part| self.say(&format!("rule-{name}.{part}")));
        json!({
            "id": name,
            "shortDescription": { "text": self.say(&format!("rule-{name}")) },
            "fullDescription": { "text": what },
            "help": { "text": format!("{what}\n\n{why}\n\n{remedy}") },
            "defaultConfiguration": { "level": level(severity) },
        })
    }

    /// A finding (3.27). `met` counts those that only their words tell apart.
    fn result(&self, finding: &Finding, met: &mut HashMap<String, u64>) -> Value {
        let text = sentence(&finding.message, self.lang);
        let fix = finding.fix.as_ref().and_then(|fix| fix.try_in_lang(self.lang));
        let text = fix.map_or(text.clone(), |fix| format!("{text}\n→ {fix}"));
        let mut result = Map::new();
        result.insert("ruleId".into(), finding.rule.into());
        let place = rules::ALL.iter().position(|rule| rule.name() == finding.rule);
        result.extend(place.map(|place| ("ruleIndex".to_owned(), json!(place))));
        result.insert("level".into(), level(finding.severity).into());
        result.insert("message".into(), json!({ "text": text }));
        result.insert("locations".into(), json!([self.location(finding)]));
        if !finding.related.is_empty() {
            let related = (1..)
                .zip(&finding.related)
                .map(|(id, path): (u64, _)| json!({ "id": id, "physicalLocation": self.physical(path) }));
            result.insert("relatedLocations".into(), related.collect());
        }
        let key = history::key(&StatedFinding::of(finding));
        let key = serde_json::to_string(&key).unwrap_or_default();
        let again = met.entry(key.clone()).or_default();
        let fingerprint = HEXLOWER.encode(&Sha256::digest(format!("{key}{again}")));
        *again += 1;
        result.insert("partialFingerprints".into(), json!({ FINGERPRINT: fingerprint }));
        let baseline = match finding.known {
            Known::NotCompared => None,
            Known::New => Some("new"),
            Known::Since(_) => Some("unchanged"),
        };
        result.extend(baseline.map(|state| ("baselineState".to_owned(), state.into())));
        result.insert("properties".into(), properties(finding));
        Value::Object(result)
    }

    /// Where it is (3.28): the file or folder; where it is about none, the folder of its indicator; else
    /// `submission.json`. Viewers show nothing that has no place.
    fn location(&self, finding: &Finding) -> Value {
        let code = finding.indicator.as_deref();
        let folders = &self.report.submission.folders;
        let folder = || folders.iter().find(|folder| Some(folder.code.as_str()) == code);
        let path = finding.path.as_deref().or_else(|| Some(folder()?.path.as_str())).unwrap_or(MANIFEST);
        let mut location = json!({ "physicalLocation": self.physical(path) });
        if let Some(indicator) = code.and_then(|code| self.report.profile.indicator(code)) {
            let title = format!("{} {}", indicator.code, indicator.title.in_lang(self.lang));
            location["logicalLocations"] = json!([{ "name": indicator.code, "fullyQualifiedName": title }]);
        }
        location
    }

    /// The address of a file (3.4), percent-encoded (RFC 3986).
    fn physical(&self, path: &str) -> Value {
        let path = if self.folder.is_empty() { path.to_owned() } else { format!("{}/{path}", self.folder) };
        json!({ "artifactLocation": { "uri": address(&path), "uriBaseId": ROOT } })
    }
}

/// What the standard has no place for (3.8).
fn properties(finding: &Finding) -> Value {
    let mut properties = Map::new();
    let texts = [
        ("indicator", &finding.indicator),
        ("pointer", &finding.pointer),
        ("keyword", &finding.keyword),
        ("schemaPointer", &finding.schema_pointer),
    ];
    for (name, text) in texts {
        properties.extend(text.as_deref().map(|text| (name.to_owned(), text.into())));
    }
    properties.insert("responsible".into(), json!(finding.responsible));
    Value::Object(properties)
}
