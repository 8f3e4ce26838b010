//! `sealpack explain`: every rule is listed and explained in both languages.

#![allow(clippy::expect_used)]

mod common;

use common::{outcome, refused_by, sealpack};
use sealpack::archive;
use sealpack::check::rules;
use sealpack::profile::Severity;
use unicode_width::UnicodeWidthStr;

fn explain(lang: &str, rule: &[&str]) -> (i32, String, String) {
    outcome(&sealpack(lang).arg("explain").args(rule).output().expect("the binary runs"))
}

/// Every rule, its severity, and whether a profile can switch it.
fn all() -> Vec<(&'static str, Severity, bool)> {
    let checking = rules::ALL.iter().map(|rule| (rule.name(), rule.severity(), true));
    checking.chain(archive::RULES.iter().map(|(name, severity)| (*name, *severity, false))).collect()
}

#[test]
fn the_rules_of_the_design_exist_with_their_severities() {
    let warnings = ["junk-file", "year-outside-period", "personal-data"];
    for name in [
        "schema",
        "missing-indicator",
        "unknown-indicator",
        "misplaced-file",
        "junk-file",
        "unsafe-name",
        "name-collision",
        "link",
        "empty-file",
        "unreadable",
        "format-mismatch",
        "unsupported-format",
        "damaged",
        "outside-period",
        "duplicate-file",
        "placeholder-text",
        "year-outside-period",
        "personal-data",
    ] {
        let rule = rules::by_name(name).unwrap_or_else(|| panic!("there is no rule {name}"));
        let expected = if warnings.contains(&name) { Severity::Warning } else { Severity::Error };
        assert_eq!(rule.severity(), expected, "{name}");
    }
}

#[test]
fn no_two_rules_have_the_same_name() {
    let mut names: Vec<_> = all().iter().map(|rule| rule.0).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn every_rule_is_listed_once_with_its_severity() {
    for (lang, words) in [("zh", ["提示", "警告", "错误"]), ("en", ["info", "warning", "error"])] {
        let (code, out, err) = explain(lang, &[]);
        assert_eq!((code, err.as_str()), (0, ""));
        for (name, severity, _) in all() {
            let lines: Vec<_> =
                out.lines().filter(|line| line.split_whitespace().next() == Some(name)).collect();
            assert_eq!(lines.len(), 1, "{name}: {out}");
            let severity = words[severity as usize];
            assert_eq!(lines[0].split_whitespace().nth(1), Some(severity), "{}", lines[0]);
            assert!(lines[0].split_whitespace().nth(2).is_some(), "it has a title: {}", lines[0]);
        }
        assert!(out.contains("sealpack explain"), "it says how to learn more");
    }
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    for (lang, heads, switch) in [
        ("zh", ["查什么", "为什么重要", "怎么改"], "怎么调整"),
        ("en", ["What it finds", "Why it matters", "How to fix it"], "How to switch it"),
    ] {
        for (name, _, switchable) in all() {
            let (code, out, err) = explain(lang, &[name]);
            assert_eq!((code, err.as_str()), (0, ""), "{name}");
            let lines: Vec<&str> = out.lines().collect();
            assert!(lines[0].starts_with(name), "{out}");
            for head in heads {
                let at =
                    lines.iter().position(|line| *line == head).unwrap_or_else(|| panic!("{head}: {out}"));
                assert!(lines[at + 1].starts_with("  ") && lines[at + 1].len() > 8, "{name}, {head}: {out}");
            }
            assert_eq!(lines.contains(&switch), switchable, "{out}");
            if switchable {
                let text: String = out.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(text.contains(&format!(r#"{{ "{name}": "off" }}"#)), "{text}");
            }
            assert!(!out.contains("rule-") && !out.contains("explain-"), "a key instead of words: {out}");
            assert!(!out.contains('\u{1b}'));
        }
    }
}

#[test]
fn explanations_fit_80_columns() {
    for lang in ["zh", "en"] {
        let mut texts = vec![explain(lang, &[]).1];
        texts.extend(all().iter().map(|(name, ..)| explain(lang, &[name]).1));
        for line in texts.iter().flat_map(|text| text.lines()) {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn an_unknown_rule_is_an_error_that_lists_the_known_ones() {
    for lang in ["zh", "en"] {
        for wrong in ["no-such-rule", "", "Schema", "schema\u{1b}[31m"] {
            let (code, out, err) = explain(lang, &[wrong]);
            assert_eq!((code, out.as_str()), (2, ""), "{wrong}");
            let flat: String = err.split_whitespace().collect();
            for (name, ..) in all() {
                assert!(flat.contains(name), "{name} is not named: {err}");
            }
            assert!(!err.contains('\u{1b}'), "{err:?}");
        }
    }
}

#[test]
fn all_rules_and_each_by_itself_as_json() {
    let json_of = |lang: &str, rule: &[&str]| -> serde_json::Value {
        let (code, out, err) = explain(lang, &[rule, &["--format", "json"]].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        let value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
        assert_eq!(refused_by("explain.schema.json", &value), Vec::<String>::new());
        value
    };
    for lang in ["zh", "en"] {
        let rules = json_of(lang, &[])["rules"].as_array().expect("rules").clone();
        assert_eq!(rules.len(), all().len());
        for (said, (name, severity, switchable)) in rules.iter().zip(all()) {
            assert_eq!((&said["rule"], &said["severity"]), (&name.into(), &severity.name().into()));
            assert_eq!(said["switchable"], switchable);
            let chinese = said["what"].as_str().expect("text").chars().any(|c| c >= '\u{4e00}');
            assert_eq!(chinese, lang == "zh", "{said}");
        }
        for name in ["personal-data", "zip-gap"] {
            let one = json_of(lang, &[name]);
            assert_eq!(one["rules"].as_array().expect("rules").len(), 1);
            assert!(rules.contains(&one["rules"][0]), "{one}");
        }
    }
}
