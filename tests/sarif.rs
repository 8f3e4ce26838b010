//! `check --format sarif`: SARIF 2.1.0 that viewers can show.

#![allow(clippy::expect_used)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use common::{Folder, example, outcome, png, repository, sealpack, tool};
use serde_json::{Value, json};

/// The result for the faulty example, run in the folder around it.
fn faulty(lang: &str, args: &[&str]) -> Value {
    let mut command = sealpack(lang);
    command.current_dir(repository().join("examples"));
    command.args(["check", "demo-county-faulty", "--today", "2026-07-01", "--format", "sarif"]).args(args);
    let (code, out, err) = outcome(&command.output().expect("the binary runs"));
    assert_eq!((code, err.as_str()), (1, ""));
    serde_json::from_str(&out).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// A percent-encoded address as the bytes it stands for.
fn decoded(uri: &str) -> String {
    assert!(uri.is_ascii() && !uri.contains([' ', '#', '?', '\\', '"', ':']), "{uri}");
    assert!(!uri.starts_with('/') && !uri.contains("//"), "{uri} is relative");
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_finding_is_a_result_with_a_place_that_exists() {
    for lang in ["zh", "en"] {
        let log = faulty(lang, &[]);
        assert_eq!((&log["version"], list(&log["runs"]).len()), (&json!("2.1.0"), 1));
        let run = &log["runs"][0];
        let rules = list(&run["tool"]["driver"]["rules"]);
        let ids: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
        assert_eq!(ids.len(), rules.len(), "each rule once");
        for rule in rules {
            for text in ["shortDescription", "fullDescription", "help"] {
                let text = rule[text]["text"].as_str().expect("a text");
                assert!(text.chars().count() > 1 && !text.contains("rule-"), "{text}");
            }
        }
        let check = sealpack("zh")
            .args(["check", "--format", "json", "--today", "2026-07-01"])
            .arg(example("demo-county-faulty"))
            .output();
        let check: Value = serde_json::from_str(&outcome(&check.expect("a run")).1).expect("JSON");
        let findings = list(&check["findings"]);
        let results = list(&run["results"]);
        assert_eq!(results.len(), findings.len());
        let mut prints = BTreeSet::new();
        for (result, finding) in results.iter().zip(findings) {
            assert_eq!(result["ruleId"], finding["rule"]);
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let level = match finding["severity"].as_str().expect("a severity") {
                "info" => "note",
                severity => severity,
            };
            assert_eq!(result["level"], level);
            assert!(!result["message"]["text"].as_str().expect("a text").is_empty());
            assert_eq!(result["properties"]["responsible"], finding["responsible"]);
            let locations = list(&result["locations"]).iter();
            let related = result.get("relatedLocations").map(list).unwrap_or_default();
            assert_eq!(related.len(), list(&finding["related"]).len());
            for location in locations.chain(related) {
                let place = &location["physicalLocation"]["artifactLocation"];
                let base = place["uriBaseId"].as_str().expect("a base");
                assert!(run["originalUriBaseIds"].get(base).is_some(), "{base}");
                let path = decoded(place["uri"].as_str().expect("an address"));
                assert!(repository().join("examples").join(&path).exists(), "{path}");
                if let Some(stated) = finding["path"].as_str().filter(|_| !related.contains(location)) {
                    assert_eq!(path, format!("demo-county-faulty/{stated}"));
                }
            }
            let print = result["partialFingerprints"]["sealpackFinding/v1"].as_str().expect("a print");
            assert!(print.len() == 64 && prints.insert(print.to_owned()), "{print}");
        }
    }
}

#[test]
fn a_finding_keeps_its_fingerprint_in_another_language_and_when_others_come() {
    let prints = |log: &Value| -> BTreeSet<String> {
        let print = |result: &Value| result["partialFingerprints"]["sealpackFinding/v1"].to_string();
        list(&log["runs"][0]["results"]).iter().map(print).collect()
    };
    assert_eq!(prints(&faulty("zh", &[])), prints(&faulty("en", &[])));
    let folder = Folder::new(&json!({"properties": {"photos": {
        "items": {"properties": {"image": {"properties": {"width": {"minimum": 100}}}}},
    }}}));
    let log = || {
        let run = sealpack("en").args(["check", "--format", "sarif"]).arg(&folder.root).output();
        serde_json::from_str::<Value>(&outcome(&run.expect("a run")).1).expect("JSON")
    };
    folder.write("A1-公益广告/实景图片/m.png", &png(20, 10, 1));
    let before = prints(&log());
    folder.write("A1-公益广告/实景图片/a.png", &png(30, 10, 2));
    let after = prints(&log());
    assert_eq!((before.len(), after.len()), (1, 2));
    assert!(before.is_subset(&after));
}

#[test]
fn hostile_names_become_addresses_and_texts() {
    let folder = Folder::new(&json!({}));
    for name in ["<script>alert(1)<", "a b#c?d%20", "javascript:alert(1)", "\"quote\"", "back\\slash"] {
        folder.write(&format!("A1-公益广告/实景图片/{name}.png"), b"");
    }
    let path = folder.temp.path().join("log.sarif.json");
    let run = sealpack("en").arg("check").arg(&folder.root).arg("-o").arg(&path).output();
    assert_eq!(outcome(&run.expect("the binary runs")).0, 1);
    let log: Value = serde_json::from_slice(&fs::read(&path).expect("the log")).expect("JSON");
    let results = list(&log["runs"][0]["results"]);
    assert!(results.len() >= 5);
    for result in results {
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let path = decoded(uri.as_str().expect("an address"));
        assert!(folder.root.join(&path).exists(), "relative to the submission, which lies elsewhere: {path}");
    }
}

#[test]
fn a_comparison_says_what_is_new() {
    let folder = Folder::new(&json!({}));
    folder.write("A1-公益广告/实景图片/a.png", b"");
    let earlier = folder.temp.path().join("earlier.json");
    let run = |args: &[&str]| {
        outcome(&sealpack("en").arg("check").args(args).arg(&folder.root).output().expect("a run"))
    };
    run(&["-o", earlier.to_str().expect("a path")]);
    folder.write("A1-公益广告/实景图片/b.png", b"");
    let (_, log, err) = run(&["--format", "sarif", "--since", earlier.to_str().expect("a path")]);
    let log: Value = serde_json::from_str(&log).unwrap_or_else(|error| panic!("{error}: {err}"));
    let results = list(&log["runs"][0]["results"]);
    let states: Vec<&str> = results.iter().filter_map(|result| result["baselineState"].as_str()).collect();
    assert_eq!(states.len(), results.len());
    assert!(states.contains(&"unchanged") && states.contains(&"new"), "{states:?}");
}

#[test]
fn an_independent_reader_counts_the_same() {
    let Some(sarif) = tool("sarif") else { return };
    let log = faulty("en", &[]);
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("log.sarif");
    fs::write(&path, log.to_string()).expect("written");
    let summary = Command::new(sarif).arg("summary").arg(&path).output().expect("the tool runs");
    let (code, out, err) = outcome(&summary);
    assert_eq!(code, 0, "{err}");
    let results = list(&log["runs"][0]["results"]);
    for level in ["error", "warning", "note"] {
        let count = results.iter().filter(|result| result["level"] == level).count();
        assert!(out.lines().any(|line| line.trim() == format!("{level}: {count}")), "{level} {count}: {out}");
    }
}
