//! What C2PA manifests say of how a picture was made (C2PA Technical Specification 2.1, sections 8, 10 and 18).
//!
//! A store holds one manifest for each time that a program kept account of what it did, the last one being of the
//! picture itself. Signatures are not verified: what a manifest says is what somebody wrote.

use serde_json::Value;

use super::label::shortened;
use super::{Evidence, Says, Source, cbor, jumbf, source_type};

/// The most bytes of all claims and assertions together.
const MOST_READ: usize = 8 << 20;
/// The most manifests that are told of.
const MOST_MANIFESTS: usize = 50;
/// How deep inside of an assertion a source type may stand.
const DEEPEST: usize = 12;
/// Actions that change what a picture shows (18.15.2).
const EDITS: [&str; 8] = [
    "c2pa.edited",
    "c2pa.cropped",
    "c2pa.color_adjustments",
    "c2pa.drawing",
    "c2pa.filtered",
    "c2pa.placed",
    "c2pa.removed",
    "c2pa.adjustedColor",
];

/// What one manifest says.
#[derive(Default)]
struct Manifest {
    label: String,
    /// Name of the program that made the claim.
    generator: Option<String>,
    /// Words of source types, with the assertion that says them and the program that it names.
    sources: Vec<(String, Says, String, Option<String>)>,
    /// Actions that changed the picture, each once.
    edits: Vec<&'static str>,
}

/// The evidence of a manifest store, that of the picture's own manifest first.
pub(super) fn read(store: &[u8]) -> Vec<Evidence> {
    let mut manifests: Vec<Manifest> = Vec::new();
    let mut left = MOST_READ;
    let store = if store.len() > jumbf::MOST_BYTES { &[] } else { store };
    jumbf::walk(store, &mut |labels, kind, content| {
        let ["c2pa", manifest, inner @ ..] = labels else { return };
        if manifests.last().is_none_or(|last| last.label != *manifest) {
            if manifests.len() >= MOST_MANIFESTS {
                return;
            }
            manifests.push(Manifest { label: (*manifest).to_owned(), ..Manifest::default() });
        }
        let Some(manifest) = manifests.last_mut() else { return };
        let is_read = matches!(&kind, b"cbor" | b"json");
        let Some(fewer) = left.checked_sub(content.len()).filter(|_| is_read) else { return };
        left = fewer;
        let value = match &kind {
            b"cbor" => cbor::read(content),
            _ => serde_json::from_slice(content).ok(),
        };
        match (inner, value) {
            ([claim], Some(value)) if claim.starts_with("c2pa.claim") => {
                manifest.generator = generator(&value);
            }
            (["c2pa.assertions", assertion], Some(value)) => manifest.assertion(assertion, &value),
            _ => {}
        }
    });
    manifests.iter().rev().flat_map(Manifest::evidence).collect()
}

/// The name of the program that made a claim (10.2.2; before version 2, `claim_generator` is like a user agent).
fn generator(claim: &Value) -> Option<String> {
    let info = match claim.get("claim_generator_info") {
        Some(Value::Array(list)) => list.first(),
        info => info,
    };
    let named = info.and_then(agent);
    named
        .or_else(|| Some(claim.get("claim_generator")?.as_str()?.trim().to_owned()))
        .filter(|name| !name.is_empty())
}

/// A program: a name, or an object with name and version.
fn agent(value: &Value) -> Option<String> {
    let text = |value: &Value| Some(value.as_str()?.trim().to_owned()).filter(|text| !text.is_empty());
    match value {
        Value::Object(agent) => {
            let name = text(agent.get("name")?)?;
            let version = agent.get("version").and_then(text);
            Some(version.map_or(name.clone(), |version| format!("{name} {version}")))
        }
        value => text(value),
    }
}

impl Manifest {
    fn assertion(&mut self, label: &str, value: &Value) {
        self.source_types(label, value, None, DEEPEST);
        if !label.starts_with("c2pa.actions") {
            return;
        }
        for action in value.get("actions").and_then(Value::as_array).into_iter().flatten() {
            let name = action.get("action").and_then(Value::as_str).unwrap_or_default();
            if let Some(edit) = EDITS.iter().find(|edit| **edit == name)
                && !self.edits.contains(edit)
            {
                self.edits.push(edit);
            }
        }
    }

    /// Notes the source types that stand anywhere in an assertion, with the program of the nearest object around.
    fn source_types(&mut self, label: &str, value: &Value, program: Option<&str>, depth: usize) {
        const MOST: usize = 20;
        let Some(depth) = depth.checked_sub(1) else { return };
        match value {
            Value::Array(list) => list.iter().for_each(|item| self.source_types(label, item, program, depth)),
            Value::Object(object) => {
                let own = object.get("softwareAgent").and_then(agent);
                let program = own.as_deref().or(program);
                for (name, value) in object {
                    let is_type = name
                        .rsplit(':')
                        .next()
                        .is_some_and(|name| name.eq_ignore_ascii_case("digitalSourceType"));
                    match (is_type, value.as_str().and_then(source_type::read)) {
                        (true, Some((word, says))) if self.sources.len() < MOST => {
                            let known = (word.to_owned(), says, label.to_owned(), program.map(str::to_owned));
                            if !self.sources.contains(&known) {
                                self.sources.push(known);
                            }
                        }
                        _ => self.source_types(label, value, program, depth),
                    }
                }
            }
            _ => {}
        }
    }

    fn evidence(&self) -> Vec<Evidence> {
        let evidence = |says, place: &str, program: Option<&str>, value: Option<String>| Evidence {
            source: Source::C2pa,
            place: format!("C2PA {place}").trim_end().to_owned(),
            says,
            program: program.or(self.generator.as_deref()).map(shortened),
            value,
        };
        let mut found: Vec<Evidence> = self
            .sources
            .iter()
            .map(|(word, says, label, program)| {
                evidence(*says, label, program.as_deref(), Some(word.clone()))
            })
            .collect();
        let is_generated = found.iter().any(|evidence| evidence.says.is_generated());
        if !self.edits.is_empty() && !is_generated {
            found.push(evidence(Says::Edited, "c2pa.actions", None, Some(self.edits.join(", "))));
        }
        if found.is_empty() {
            found.push(evidence(Says::Other, "", None, None));
        }
        found
    }
}

#[cfg(test)]
#[path = "c2pa_tests.rs"]
pub(super) mod tests;
