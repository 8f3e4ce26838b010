//! Documents are as long as office software says. `tests/data/counting/make.py` makes them, `count.py` has
//! LibreOffice count them and tells what is not counted alike.

#![allow(clippy::expect_used)]

mod common;

use common::repository;
use sealpack::facts;
use serde_json::Value;

#[test]
fn words_and_characters_are_libreoffices_within_a_hundredth() {
    let expected =
        std::fs::read(repository().join("tests/data/counting/expected.json")).expect("the numbers");
    let expected: serde_json::Map<String, Value> = serde_json::from_slice(&expected).expect("JSON");
    let mut alike = 0;
    for (path, numbers) in &expected {
        let facts = facts::read(&std::fs::read(repository().join(path)).expect("a document"));
        let text = facts.text.expect("text");
        for (kind, ours) in [("words", text.words), ("characters", text.characters)] {
            let number = |value: &Value| value[kind].as_u64().expect("a number") as f64;
            let (all, beside) = (number(numbers), number(&numbers["beside"]));
            let difference = (ours as f64 - (all - beside)).abs();
            assert!(
                difference <= 0.01 * all,
                "{path}: {kind} {ours}, LibreOffice {all}, {beside} of them beside"
            );
        }
        alike += usize::from(numbers["beside"]["words"] == 0);
    }
    let examples = expected.keys().filter(|path| path.starts_with("examples/")).count();
    assert!(examples >= 5 && alike >= examples + 10, "{examples} examples, {alike} counted whole");
}

/// The example's reports may change; their numbers must then be asked for anew.
#[test]
fn every_document_of_the_examples_is_counted() {
    let expected =
        std::fs::read(repository().join("tests/data/counting/expected.json")).expect("the numbers");
    let expected: Value = serde_json::from_slice(&expected).expect("JSON");
    for entry in walkdir::WalkDir::new(repository().join("examples/demo-county")) {
        let entry = entry.expect("an entry");
        let path =
            entry.path().strip_prefix(repository()).expect("inside").to_string_lossy().replace('\\', "/");
        assert!(
            entry.path().extension().is_none_or(|end| end != "docx") || expected[&path].is_object(),
            "{path}: run count.py"
        );
    }
}
