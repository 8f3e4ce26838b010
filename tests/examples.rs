//! The examples are what they are said to be: one clean, the other with exactly the findings that
//! `examples/README.md` lists.

#![allow(clippy::unwrap_used, reason = "what fails here is a failed test")]

mod common;

use common::{example, outcome, sealpack};
use serde_json::Value;

fn findings(name: &str) -> (i32, Vec<[String; 4]>) {
    let output = sealpack("zh").args(["check", "--format", "json"]).arg(example(name)).output().unwrap();
    let (code, out, _) = outcome(&output);
    let result: Value = serde_json::from_str(&out).unwrap();
    let row = |finding: &Value| {
        ["rule", "severity", "indicator", "path"]
            .map(|field| finding[field].as_str().unwrap_or_default().to_owned())
    };
    (code, result["findings"].as_array().unwrap().iter().map(row).collect())
}

#[test]
fn the_clean_example_has_no_finding() {
    assert_eq!(findings("demo-county"), (0, Vec::new()));
}

#[test]
fn the_faulty_example_has_the_findings_that_its_readme_lists() {
    let readme = std::fs::read_to_string(example("README.md")).unwrap();
    let table = readme.split("<!-- findings -->").nth(1).unwrap().split("<!-- /findings -->").next().unwrap();
    let listed: Vec<[String; 4]> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let mut cells = line.split('|').skip(1).map(|cell| cell.trim().trim_matches('`').to_owned());
            std::array::from_fn(|_| cells.next().unwrap())
        })
        .collect();
    assert!(listed.len() > 15, "the table was read: {}", listed.len());
    assert_eq!(findings("demo-county-faulty"), (1, listed));
}

#[test]
fn every_rule_is_shown_by_the_faulty_example_or_named_as_one_that_cannot_be_kept_in_a_repository() {
    let shown: Vec<String> = findings("demo-county-faulty").1.into_iter().map(|[rule, ..]| rule).collect();
    let readme = std::fs::read_to_string(example("README.md")).unwrap();
    for rule in sealpack::check::rules::ALL {
        let name = rule.name();
        assert!(shown.iter().any(|rule| rule == name) || readme.contains(&format!("`{name}`")), "{name}");
    }
}
