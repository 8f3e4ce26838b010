//! Generated submissions with known faults. `SEALPACK_PLANTED` names folders, separated as in `PATH`, each with
//! `submission/` and a `truth.json` that lists every planted fault as `{"rule", "variant", "paths",
//! "indicator"}`; where it lists none, the submission is clean.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

mod common;

use std::path::Path;

use serde_json::Value;

/// Whether a finding of `rule` is about `path`.
fn is_about(finding: &Value, rule: &str, path: &str) -> bool {
    let related = finding["related"].as_array().is_some_and(|paths| paths.iter().any(|p| p == path));
    finding["rule"] == rule && (finding["path"] == path || related)
}

fn findings(folder: &Path) -> Vec<Value> {
    let submission = folder.join("submission");
    let output = common::sealpack("en")
        .args(["check", "--format", "json"])
        .arg(submission)
        .output()
        .expect("the binary runs");
    let (_, out, err) = common::outcome(&output);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    result["findings"].as_array().expect("findings").clone()
}

#[test]
fn every_planted_fault_is_found_and_nothing_else_is_an_error() {
    let Some(folders) = std::env::var_os("SEALPACK_PLANTED") else {
        eprintln!("NOT TESTED: SEALPACK_PLANTED names no generated submissions");
        return;
    };
    for folder in std::env::split_paths(&folders) {
        let truth = std::fs::read(folder.join("truth.json")).expect("truth.json");
        let truth: Value = serde_json::from_slice(&truth).expect("truth.json is JSON");
        let faults = truth["faults"].as_array().expect("faults");
        let findings = findings(&folder);
        let (mut looked_for, mut later) = (0, 0);
        for fault in faults {
            let rule = fault["rule"].as_str().expect("a rule");
            if sealpack::check::rules::by_name(rule).is_none() {
                later += 1;
                continue;
            }
            looked_for += 1;
            let paths = fault["paths"].as_array().expect("paths");
            let in_indicator =
                findings.iter().any(|f| f["rule"] == rule && f["indicator"] == fault["indicator"]);
            let at_paths = paths.iter().all(|path| {
                // Names are reported in NFC and as they are otherwise.
                findings.iter().any(|finding| is_about(finding, rule, path.as_str().unwrap_or_default()))
            });
            assert!(if paths.is_empty() { in_indicator } else { at_paths }, "not found: {fault}");
        }
        let unexpected: Vec<&Value> = findings
            .iter()
            .filter(|finding| match EXACT.contains(&finding["rule"].as_str().unwrap_or_default()) {
                // Of these, not even a warning may be about anything else.
                true => !faults.iter().any(|fault| is_this(finding, fault)),
                false => finding["severity"] == "error" && !is_caused(finding, faults),
            })
            .collect();
        assert!(unexpected.is_empty(), "{}: {unexpected:#?}", folder.display());
        let exact: Vec<String> = EXACT.iter().map(|rule| of_rule(rule, faults, &findings)).collect();
        println!("{}: {looked_for} planted faults found, {later} of rules to come", folder.display());
        println!("  {}", exact.join(", "));
    }
}

/// Rules that may find what was planted and nothing else.
const EXACT: [&str; 4] = ["duplicate-file", "reused-image", "edited-image", "ai-generated"];

/// Whether a finding is of this very fault.
fn is_this(finding: &Value, fault: &Value) -> bool {
    let mut paths = fault["paths"].as_array().into_iter().flatten().filter_map(Value::as_str);
    fault["rule"].as_str().is_some_and(|rule| paths.any(|path| is_about(finding, rule, path)))
}

/// How many faults of a rule were planted, and how many findings it has.
fn of_rule(rule: &str, faults: &[Value], findings: &[Value]) -> String {
    let count = |list: &[Value]| list.iter().filter(|one| one["rule"] == rule).count();
    format!("{rule}: {} planted, {} findings", count(faults), count(findings))
}

/// Whether an error goes back to a planted fault: it lies at a path of one, or counts what lies in the
/// indicator of one.
fn is_caused(finding: &Value, faults: &[Value]) -> bool {
    let path = finding["path"].as_str();
    let code = finding["indicator"].as_str().unwrap_or_default();
    faults.iter().any(|fault| {
        let paths = fault["paths"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut paths = paths.iter().filter_map(Value::as_str);
        match path {
            Some(path) => paths.any(|planted| planted == path),
            None => {
                fault["indicator"] == code || paths.any(|planted| planted.starts_with(&format!("{code}-")))
            }
        }
    })
}
