//! What texts say of placeholders, years and persons: the sentences in `tests/data/text-rules.json`, and texts made
//! to be hard.

#![allow(clippy::expect_used, reason = "a test may fail anywhere")]

mod common;

use std::fmt::Write;

use sealpack::facts;
use serde_json::{Value, json};

/// The facts of a plain text, as the inventory shows them.
fn facts_of(text: &str) -> Value {
    let facts = serde_json::to_value(facts::read(text.as_bytes())).expect("JSON");
    assert!(facts["text"].is_object(), "{text} is read as a text: {facts}");
    facts["text"].clone()
}

/// Personal data as one text each: `mobile 138****8000`.
fn shown(fact: &str, found: &Value) -> Value {
    match fact {
        "personalData" => {
            let numbers = found.as_array().expect("a list").iter();
            let word = |value: &Value| value.as_str().expect("a text").to_owned();
            numbers.map(|number| json!(word(&number["kind"]) + " " + &word(&number["masked"]))).collect()
        }
        _ => found.clone(),
    }
}

/// Runs through the sentences of one fact: those with something to find, and those without.
fn run_through(fact: &str, least: usize) {
    let data = std::fs::read(common::repository().join("tests/data/text-rules.json")).expect("the sentences");
    let data: Value = serde_json::from_slice(&data).expect("they are JSON");
    let list = |name: &str| data[fact][name].as_array().expect("a list").clone();
    let (found, honest) = (list("found"), list("honest"));
    assert!(found.len() >= least && honest.len() >= least, "{fact}: {} and {}", found.len(), honest.len());
    let cases = found.iter().map(|case| (case["text"].clone(), case["expected"].clone()));
    let cases = cases.chain(honest.iter().map(|text| (text.clone(), json!([]))));
    let mut wrong = String::new();
    for (text, expected) in cases {
        let text = text.as_str().expect("a text");
        let found = shown(fact, &facts_of(text)[fact]);
        if found != expected {
            writeln!(wrong, "{text}\n  expected {expected}, found {found}").expect("a text grows");
        }
    }
    assert!(wrong.is_empty(), "{fact}\n{wrong}");
}

#[test]
fn leftovers_of_templates_are_found_and_honest_text_is_not() {
    run_through("placeholders", 60);
}

#[test]
fn years_are_the_texts_own_or_not() {
    run_through("years", 40);
}

#[test]
fn personal_data_are_found_and_other_numbers_are_not() {
    run_through("personalData", 30);
}

#[test]
fn texts_made_to_be_hard_are_read_to_their_end_with_bounded_lists() {
    let long = |part: &str| part.repeat((1 << 20) / part.len());
    for part in [
        "X月",
        "2023年",
        "2023-",
        "20  年",
        "1",
        "138 ",
        "111-",
        "1\r",
        "（",
        "（请",
        "_",
        "《",
        "某",
        "[",
        "X",
        "X ",
        "**县 ",
        "{{a",
        "一二三四五六七八九十一二三四五1\n",
        "〔20",
        "待补充",
        "2023、",
        "13800138000，",
        "11010519491231002X，",
    ] {
        let text = facts_of(&long(part));
        for fact in ["placeholders", "personalData"] {
            assert!(text[fact].as_array().expect("a list").len() <= 50, "{part}: {fact}");
        }
        let content = text["content"].as_str().expect("a text");
        assert!(!content.contains("13800138000") && !content.contains("19491231"), "{part}: all is masked");
    }
    let distinct: Vec<String> = (0..100).map(|n| format!("X月X日{n}号楼，20XX年{n}月，")).collect();
    assert!(facts_of(&distinct.concat())["placeholders"].as_array().expect("a list").len() <= 50);
}

#[test]
fn a_text_without_anything_has_three_empty_lists() {
    let text = facts_of("全县上下凝心聚力。");
    for fact in ["placeholders", "years", "personalData"] {
        assert_eq!(text[fact], json!([]), "{fact}");
    }
}

#[test]
fn masking_changes_neither_length_nor_counts() {
    let text = "联系人身份证号11010519491231002X，手机138 0013 8000，１３９１２３４５６７８。";
    let facts = facts_of(text);
    let shown = facts["content"].as_str().expect("a text");
    assert_eq!(shown, "联系人身份证号110*************2X，手机138 **** 8000，１３９＊＊＊＊５６７８。");
    let counts = sealpack::facts::text::count(shown);
    assert_eq!(json!([counts.characters, counts.words]), json!([facts["characters"], facts["words"]]));
}
