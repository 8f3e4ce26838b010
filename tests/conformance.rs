//! Any JSON Schema validator says what sealpack says: valid or not, for real inventories and altered ones.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{example, outcome, repository, sealpack, tool};
use sealpack::inventory::{Survey, Watch};
use sealpack::profile::Profile;
use sealpack::submission::Submission;
use serde_json::{Value, json};

const EXAMPLES: [&str; 2] = ["demo-county", "demo-county-faulty"];

/// The schemas as files, for a validator that knows nothing of us.
fn schema_file(name: &str) -> PathBuf {
    repository().join("schemas/profiles/civilized-city").join(name)
}

/// Which of `files` the validator finds valid against the schema in the file `schema`.
fn valid_elsewhere(tool: &Path, schema: &Path, files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let run = Command::new(tool)
        .args(["--output-format", "json", "--no-cache", "--schemafile"])
        .arg(schema)
        .args(files)
        .output()
        .expect("check-jsonschema runs");
    let (_, out, err) = outcome(&run);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    assert!(result["parse_errors"].as_array().is_none_or(Vec::is_empty), "{result}");
    let errors = result["errors"].as_array().expect("errors");
    let failed: BTreeSet<PathBuf> =
        errors.iter().map(|error| PathBuf::from(error["filename"].as_str().expect("a file"))).collect();
    assert_eq!(result["status"] == "ok", failed.is_empty(), "{result}");
    files.iter().filter(|file| !failed.contains(*file)).cloned().collect()
}

/// The inventories of both examples with their schemas' names.
fn inventories() -> (Profile, Vec<(String, Value)>) {
    let mut all = Vec::new();
    let profile = Profile::named("civilized-city", Path::new(".")).expect("the profile");
    for name in EXAMPLES {
        let manifest = Submission::manifest(&example(name)).expect("the example");
        let submission =
            Submission::read(&example(name), manifest, &profile.layout(), None).expect("its files");
        let survey = Survey::take(&submission, &profile, Watch::nobody()).expect("its inventories");
        for inventory in &survey.inventories {
            let indicator = profile.indicator(&inventory.indicator).expect("its indicator");
            all.push((indicator.schema.clone(), inventory.document()));
        }
    }
    assert!(all.len() >= 8, "both examples answer four indicators or more");
    (profile, all)
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).expect("a small number")
    }
}

/// The JSON pointers of everything in `value`.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| {
            places(value, &format!("{here}/{}", name.replace('~', "~0").replace('/', "~1")), all);
        }),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| places(value, &format!("{here}/{index}"), all));
        }
        _ => {}
    }
}

/// Changes one thing in an inventory.
fn alter(document: &mut Value, dice: &mut Dice) {
    let mut all = Vec::new();
    places(document, "", &mut all);
    let pointer = &all[1 + dice.roll(all.len() - 1)];
    let (parent, name) = pointer.rsplit_once('/').expect("not the root");
    if dice.roll(3) == 0 {
        match document.pointer_mut(parent) {
            Some(Value::Object(object)) => {
                object.remove(name);
            }
            Some(Value::Array(list)) => {
                list.remove(name.parse().expect("an index"));
            }
            _ => unreachable!("a parent is an object or a list"),
        }
        return;
    }
    let value = document.pointer_mut(pointer).expect("it is there");
    let altered = match value {
        Value::Number(number) => {
            let number = number.as_f64().expect("a number");
            [
                json!(0),
                json!(1),
                json!(number * 2.0),
                json!((number / 2.0).floor()),
                json!(-1),
                json!(1e12),
                json!(900),
            ][dice.roll(7)]
            .clone()
        }
        Value::String(text) => [
            json!(""),
            json!(format!("{text}{text}")),
            json!("png"),
            json!("2026-02-30"),
            json!("整治前"),
            json!("https://example.org/新闻?a=1"),
            json!("\u{1f600}"),
        ][dice.roll(7)]
        .clone(),
        Value::Array(list) => {
            let mut list = list.clone();
            match (list.first().cloned(), dice.roll(4)) {
                (_, 0) => list.clear(),
                (Some(first), 1) => list.extend(std::iter::repeat_n(first, 20)),
                (Some(first), _) => list.push(first),
                (None, _) => list.push(json!({"path": "new", "bytes": 10, "format": "jpeg"})),
            }
            Value::Array(list)
        }
        Value::Bool(truth) => json!(!*truth),
        _ => [json!(null), json!([]), json!({}), json!("x"), json!(false)][dice.roll(5)].clone(),
    };
    *value = if dice.roll(12) == 0 { json!(null) } else { altered };
}

#[test]
fn altered_inventories_are_judged_alike() {
    const EACH: usize = 60;
    let (profile, originals) = inventories();
    let mut dice = Dice(20_260_701);
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let mut tried = BTreeSet::new();
    for _ in 0..20_000 {
        let (schema, document) = &originals[dice.roll(originals.len())];
        let mut document = document.clone();
        for _ in 0..=dice.roll(3) {
            alter(&mut document, &mut dice);
        }
        if !tried.insert(document.to_string()) {
            continue;
        }
        let side = if profile.schemas.errors(schema, &document).is_empty() { &mut good } else { &mut bad };
        if side.len() < EACH {
            side.push((schema.clone(), document));
        }
        if good.len() == EACH && bad.len() == EACH {
            break;
        }
    }
    assert_eq!((good.len(), bad.len()), (EACH, EACH), "half of them pass, half fail");
    let Some(tool) = tool("check-jsonschema") else { return };
    let temp = tempfile::tempdir().expect("a folder");
    let mut batches: BTreeMap<String, Vec<(PathBuf, bool)>> = BTreeMap::new();
    let all = good.iter().map(|one| (one, true)).chain(bad.iter().map(|one| (one, false)));
    for (number, ((schema, document), valid)) in all.enumerate() {
        let path = temp.path().join(format!("{number}.json"));
        fs::write(&path, document.to_string()).expect("written");
        batches.entry(schema.clone()).or_default().push((path, valid));
    }
    for (schema, batch) in batches {
        let files: Vec<PathBuf> = batch.iter().map(|(path, _)| path.clone()).collect();
        let elsewhere = valid_elsewhere(&tool, &schema_file(&schema), &files);
        for (path, valid) in batch {
            let document = fs::read_to_string(&path).expect("the inventory");
            assert_eq!(
                valid,
                elsewhere.contains(&path),
                "{schema}: ours {valid}, theirs differs: {document}"
            );
        }
    }
}

#[test]
fn what_inventory_prints_is_judged_alike_for_every_indicator_of_the_examples() {
    let Some(tool) = tool("check-jsonschema") else { return };
    let profile = Profile::named("civilized-city", Path::new(".")).expect("the profile");
    let temp = tempfile::tempdir().expect("a folder");
    let (mut valid, mut invalid) = (0, 0);
    for name in EXAMPLES {
        let root = example(name);
        let run = sealpack("en").args(["check", "--strict", "--format", "json"]).arg(&root).output().unwrap();
        let result: Value = serde_json::from_str(&outcome(&run).1).expect("findings");
        let run = sealpack("en").arg("inventory").arg(&root).output().expect("the binary runs");
        let all: Value = serde_json::from_str(&outcome(&run).1).expect("inventories");
        for inventory in all["inventories"].as_array().expect("inventories") {
            let code = inventory["indicator"].as_str().expect("a code");
            let file = temp.path().join(format!("{name}-{code}.json"));
            let run = sealpack("en").args(["inventory", "--only", code, "-o"]).arg(&file).arg(&root).output();
            assert_eq!(outcome(&run.expect("the binary runs")).0, 0);
            let findings = result["findings"].as_array().expect("findings");
            let ours = !findings.iter().any(|f| f["rule"] == "schema" && f["indicator"] == code);
            let schema = schema_file(&profile.indicator(code).expect("the indicator").schema);
            let theirs = valid_elsewhere(&tool, &schema, std::slice::from_ref(&file)).contains(&file);
            assert_eq!(ours, theirs, "{name}, {code}");
            if ours { valid += 1 } else { invalid += 1 }
        }
    }
    assert!(valid >= 4 && invalid >= 1, "{valid} valid, {invalid} not");
}

/// Every keyword at once, in one schema with many small parts: the parts that refuse are the same.
#[test]
fn every_keyword_is_judged_alike() {
    let Some(tool) = tool("check-jsonschema") else { return };
    let parts = [
        json!({"type": ["integer", "null"]}),
        json!({"enum": [1, "a", null, [1], {"a": 1.0}]}),
        json!({"const": 1.0}),
        json!({"multipleOf": 0.5}),
        json!({"maximum": 3, "minimum": 1}),
        json!({"exclusiveMaximum": 3, "exclusiveMinimum": 1}),
        json!({"minLength": 2, "maxLength": 3}),
        json!({"pattern": "^\\p{Script=Han}+$"}),
        json!({"pattern": "(整治|改造)前"}),
        json!({"minItems": 1, "maxItems": 2, "uniqueItems": true}),
        json!({"contains": {"type": "string"}, "minContains": 1, "maxContains": 1}),
        json!({"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}),
        json!({"prefixItems": [true], "unevaluatedItems": false}),
        json!({"minProperties": 1, "maxProperties": 1}),
        json!({"required": ["a"], "dependentRequired": {"b": ["c"]}}),
        json!({"properties": {"a": {"type": "integer"}}, "patternProperties": {"^b": {"type": "string"}}, "additionalProperties": false}),
        json!({"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}),
        json!({"propertyNames": {"maxLength": 1}}),
        json!({"dependentSchemas": {"a": {"required": ["b"]}}}),
        json!({"not": {"type": "object"}}),
        json!({"anyOf": [{"type": "string"}, {"minimum": 2}]}),
        json!({"oneOf": [{"type": "number"}, {"minimum": 2}]}),
        json!({"if": {"type": "array"}, "then": {"minItems": 2}, "else": {"type": "string"}}),
        json!({"format": "date"}),
        json!(false),
        json!(true),
        json!({"$ref": "#/$defs/positive"}),
    ];
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(1.0),
        json!(1.5),
        json!(2),
        json!(3),
        json!(-1),
        json!(""),
        json!("a"),
        json!("\u{1f600}"),
        json!("整治前"),
        json!("改造前后"),
        json!("abcd"),
        json!("2026-02-28"),
        json!("2026-02-30"),
        json!([]),
        json!([1]),
        json!([1, 1.0]),
        json!(["a", 1]),
        json!(["a", "b"]),
        json!([1, 2, 3]),
        json!({}),
        json!({"a": 1}),
        json!({"b": "x"}),
        json!({"a": 1, "b": "x"}),
        json!({"b": 1, "c": 1}),
        json!({"long": 1}),
        json!({"a": "x", "d": 2}),
    ];
    let temp = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    for (number, value) in values.iter().enumerate() {
        let path = temp.path().join(format!("{number}.json"));
        fs::write(&path, json!({"reports": value}).to_string()).expect("written");
        files.push((path, json!({"reports": value})));
    }
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
    for (number, part) in parts.iter().enumerate() {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": {"reports": part},
            "$defs": {"positive": {"exclusiveMinimum": 0}},
        });
        let folder = common::Folder::new(&schema);
        let profile = Profile::named("../profile", &folder.root).expect("the profile");
        let file = temp.path().join(format!("{number}.schema.json"));
        fs::write(&file, schema.to_string()).expect("written");
        let theirs = valid_elsewhere(&tool, &file, &paths);
        for (path, document) in &files {
            let ours = profile.schemas.errors("indicator.schema.json", document).is_empty();
            assert_eq!(ours, theirs.contains(path), "{part} says {ours} to {document}");
        }
    }
}
