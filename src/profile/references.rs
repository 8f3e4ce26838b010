//! What is wrong with schemas: all of it, in every file that an indicator's schema reaches.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value, json};

use super::error::Fault;
use super::schemas::{Documents, decode, fault};
use super::walk;
use crate::submission::json::JsonFault;

/// Keywords that refer to other schemas.
const REFERENCES: [&str; 2] = ["$ref", "$dynamicRef"];

/// Keywords that give a place a name to refer to.
const ANCHORS: [&str; 2] = ["$anchor", "$dynamicAnchor"];

/// The files that are reached from `roots`, and their faults: file, JSON Pointer and fault. What is told of a file
/// of `broken`, which is no JSON, is taken out of it.
pub(super) fn examine(
    documents: &Documents,
    roots: &BTreeSet<String>,
    broken: &mut BTreeMap<String, JsonFault>,
) -> (BTreeSet<String>, Vec<(String, String, Fault)>) {
    let mut met = roots.clone();
    let mut faults = Vec::new();
    let mut anchors = Anchors::new();
    let mut open: VecDeque<String> = roots.iter().cloned().collect();
    while let Some(file) = open.pop_front() {
        let Some(document) = documents.by_name.get(&file) else { continue };
        let objects = walk::objects(document);
        let mut found: Vec<(String, Fault)> = Vec::new();
        let meta = jsonschema::draft202012::meta::validator();
        found.extend(
            meta.iter_errors(document).map(|error| (error.instance_path().to_string(), fault(&error))),
        );
        // An address of its own inside a file changes what its references mean; the compiler knows, we do not.
        let plain = objects.iter().skip(1).all(|(_, object)| !object.contains_key("$id"));
        for (at, object) in &objects {
            found.extend(patterns(at, object));
            for (keyword, reference) in references(object) {
                let address = documents.absolute(&file, reference);
                match documents.name_of(&address) {
                    Some(name) if broken.contains_key(name) => {
                        let fault = broken.remove(name).map(Fault::Json);
                        faults.extend(fault.map(|fault| (name.to_owned(), String::new(), fault)));
                        met.insert(name.to_owned());
                    }
                    Some(name) if met.insert(name.to_owned()) => open.push_back(name.to_owned()),
                    _ => {}
                }
                if plain && !leads_somewhere(documents, &address, &mut anchors) {
                    found.push((format!("{at}/{keyword}"), Fault::Reference(reference.to_owned())));
                }
            }
        }
        faults.extend(found.into_iter().map(|(at, fault)| (file.clone(), at, fault)));
    }
    (met, faults)
}

fn references(object: &Map<String, Value>) -> impl Iterator<Item = (&str, &str)> {
    REFERENCES.iter().filter_map(|keyword| Some((*keyword, object.get(*keyword)?.as_str()?)))
}

/// The anchors of documents, by the documents' names.
type Anchors<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Whether an absolute address names a schema: a whole document, a place in it, or an anchor.
fn leads_somewhere<'a>(documents: &'a Documents, address: &str, anchors: &mut Anchors<'a>) -> bool {
    let (_, fragment) = address.split_once('#').unwrap_or((address, ""));
    let Some(name) = documents.name_of(address) else { return false };
    // A file that is no JSON is told by itself.
    let Some(document) = documents.by_name.get(name) else { return true };
    let fragment = decode(fragment);
    if fragment.is_empty() || fragment.starts_with('/') {
        return document.pointer(&fragment).is_some();
    }
    let known = anchors.entry(name).or_insert_with(|| {
        let objects = walk::objects(document).into_iter().map(|(_, object)| object);
        let own =
            |object: &'a Map<String, Value>| ANCHORS.map(|name| object.get(name).and_then(Value::as_str));
        objects.flat_map(own).flatten().collect()
    });
    known.contains(fragment.as_str())
}

/// Regular expressions that the validator cannot use.
fn patterns(at: &str, object: &Map<String, Value>) -> Vec<(String, Fault)> {
    let own = object.get("pattern").and_then(Value::as_str).map(|pattern| (format!("{at}/pattern"), pattern));
    let named = object.get("patternProperties").and_then(Value::as_object);
    let named =
        named.into_iter().flatten().map(|(pattern, _)| (format!("{at}/patternProperties"), pattern.as_str()));
    let wrong = own.into_iter().chain(named).filter_map(|(at, pattern)| {
        let error = jsonschema::draft202012::new(&json!({ "pattern": pattern })).err()?;
        Some((at, fault(&error)))
    });
    wrong.collect()
}
