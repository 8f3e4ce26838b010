//! The schemas of a profile: compiled, and open to be read by those who put their demands into words.
//!
//! References (`$ref`) reach the profile's own documents only: by file name, or by the `$id` a document
//! declares. Nothing is ever fetched.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex};

use jsonschema::{Draft, Retrieve, Uri, ValidationError, Validator};
use serde_json::Value;

use super::error::Fault;
use super::references;
use crate::submission::json::JsonFault;

/// Base of the addresses of documents without an `$id`.
const BASE: &str = "sealpack-profile:///";

/// The compiled schemas of a profile.
pub struct Schemas {
    validators: BTreeMap<String, Validator>,
    documents: Arc<Documents>,
    used: BTreeSet<String>,
}

/// The profile's documents by address.
pub(super) struct Documents {
    pub(super) by_name: BTreeMap<String, Value>,
    names: HashMap<String, String>,
}

impl Documents {
    /// All files of the profile; those of `broken` are known by name only.
    fn new(by_name: BTreeMap<String, Value>, broken: &BTreeMap<String, JsonFault>) -> Self {
        let mut documents = Self { by_name, names: HashMap::new() };
        for name in documents.by_name.keys().chain(broken.keys()) {
            documents.names.insert(format!("{BASE}{}", encode(name)), name.clone());
        }
        let by_id: Vec<_> =
            documents.by_name.keys().map(|name| (documents.address(name), name.clone())).collect();
        documents.names.extend(by_id);
        documents
    }

    pub(super) fn name_of(&self, uri: &str) -> Option<&str> {
        let uri = uri.split('#').next().unwrap_or(uri);
        self.names.get(uri).map(String::as_str)
    }

    /// The absolute address that a reference in the file `from` means.
    pub(super) fn absolute(&self, from: &str, reference: &str) -> String {
        if reference.starts_with('#') {
            return format!("{}{reference}", self.address(from));
        }
        if self.name_of(reference).is_some() {
            return reference.to_owned();
        }
        let base = self.address(from);
        let folder = base.rfind('/').map_or("", |end| &base[..=end]);
        let relative = reference.strip_prefix("./").unwrap_or(reference);
        format!("{folder}{relative}")
    }

    fn address(&self, name: &str) -> String {
        let id = self.by_name.get(name).and_then(|document| document.get("$id")).and_then(Value::as_str);
        match id {
            Some(id) if id.contains(':') => id.trim_end_matches('#').to_owned(),
            _ => format!("{BASE}{}", encode(name)),
        }
    }
}

/// Percent-encodes what a URI path cannot hold (RFC 3986, section 3.3).
fn encode(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Hands out the profile's documents and notes which were asked for.
struct Shelf {
    documents: Arc<Documents>,
    asked: Arc<Mutex<BTreeSet<String>>>,
}

impl Retrieve for Shelf {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let document =
            self.documents.name_of(uri.as_str()).and_then(|name| self.documents.by_name.get_key_value(name));
        let Some((name, document)) = document else {
            return Err(Box::new(Unreachable(uri.as_str().to_owned())));
        };
        if let Ok(mut asked) = self.asked.lock() {
            asked.insert(name.clone());
        }
        Ok(document.clone())
    }
}

#[derive(Debug)]
struct Unreachable(String);

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreachable {}

impl Schemas {
    /// Compiles the documents named in `roots`, and says what is wrong with them and what they refer to: file,
    /// JSON Pointer and fault. Files of `broken` are no JSON. `thorough`: also what stops nobody.
    pub(super) fn compile(
        by_name: BTreeMap<String, Value>,
        roots: &BTreeSet<String>,
        mut broken: BTreeMap<String, JsonFault>,
        thorough: bool,
    ) -> (Self, Vec<(String, String, Fault)>) {
        let documents = Arc::new(Documents::new(by_name, &broken));
        let asked = Arc::new(Mutex::new(roots.clone()));
        let mut validators = BTreeMap::new();
        let mut failed = Vec::new();
        for name in roots {
            let Some(schema) = documents.by_name.get(name) else { continue };
            let validator = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .with_base_uri(documents.address(name))
                .should_validate_formats(true)
                .with_retriever(Shelf { documents: documents.clone(), asked: asked.clone() })
                .build(schema);
            match validator {
                Ok(validator) => {
                    validators.insert(name.clone(), validator);
                }
                Err(error) => failed.push((name.clone(), error.instance_path().to_string(), fault(&error))),
            }
        }
        let mut faults = Vec::new();
        let used = if failed.is_empty() && !thorough {
            asked.lock().map(|asked| asked.clone()).unwrap_or_default()
        } else {
            // The compiler stops at the first fault of a document, and does not say in which file it is.
            let (met, found) = references::examine(&documents, roots, &mut broken);
            faults = found;
            met
        };
        if faults.is_empty() {
            faults = failed;
        }
        (Self { validators, documents, used }, faults)
    }

    /// The documents that are used, by name.
    pub(super) fn documents_used(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.documents
            .by_name
            .iter()
            .filter(|(name, _)| self.used.contains(*name))
            .map(|(name, document)| (name.as_str(), document))
    }

    /// Whether a schema of the profile reaches the file `name`.
    pub(super) fn uses(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// Whether the schema in the file `name` can be used.
    #[must_use]
    pub fn compiled(&self, name: &str) -> bool {
        self.validators.contains_key(name)
    }

    /// The errors of `instance` against the schema in the file `schema`.
    #[must_use]
    pub fn errors<'a>(&'a self, schema: &str, instance: &'a Value) -> Vec<ValidationError<'a>> {
        self.validators
            .get(schema)
            .map(|validator| validator.iter_errors(instance).collect())
            .unwrap_or_default()
    }

    /// The document in the file `name`.
    #[must_use]
    pub fn document(&self, name: &str) -> Option<&Value> {
        self.documents.by_name.get(name)
    }

    /// The file and the JSON Pointer (RFC 6901) in it that an absolute address `document#/json/pointer` names.
    #[must_use]
    pub fn locate(&self, address: &str) -> Option<(&str, String)> {
        let (document, fragment) = address.split_once('#').unwrap_or((address, ""));
        Some((self.documents.name_of(document)?, decode(fragment)))
    }

    /// What stands at an absolute address: the file's name and the value.
    #[must_use]
    pub fn at(&self, address: &str) -> Option<(&str, &Value)> {
        let (name, pointer) = self.locate(address)?;
        Some((name, self.document(name)?.pointer(&pointer)?))
    }

    /// What a reference in the file `from` stands for: the file's name and the value.
    #[must_use]
    pub fn resolve(&self, from: &str, reference: &str) -> Option<(&str, &Value)> {
        self.at(&self.documents.absolute(from, reference))
    }
}

impl fmt::Debug for Schemas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.used).finish()
    }
}

pub(super) fn fault(error: &ValidationError<'_>) -> Fault {
    match error.kind() {
        jsonschema::error::ValidationErrorKind::Referencing(reason) => Fault::Reference(reason.to_string()),
        _ => Fault::Schema { reason: error.to_string() },
    }
}

/// Undoes the percent-encoding of a URI fragment.
pub(super) fn decode(fragment: &str) -> String {
    let bytes = fragment.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], code.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn compile(documents: &[(&str, Value)]) -> (Schemas, Vec<(String, String, Fault)>) {
        let by_name = documents.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Schemas::compile(by_name, &BTreeSet::from(["a.json".to_owned()]), BTreeMap::new(), false)
    }

    fn faults(documents: &[(&str, Value)]) -> Vec<(String, String, Fault)> {
        compile(documents).1
    }

    #[test]
    fn references_reach_the_profile_by_name_and_by_id() {
        for (common, reference) in [
            (json!({"$defs": {"n": {"type": "integer"}}}), "common 公共.json#/$defs/n"),
            (
                json!({"$id": "https://example.org/c", "$defs": {"n": {"type": "integer"}}}),
                "https://example.org/c#/$defs/n",
            ),
        ] {
            let (schemas, faults) = compile(&[
                (
                    "a.json",
                    json!({"$ref": reference.replace(' ', "%20").replace("公共", "%E5%85%AC%E5%85%B1")}),
                ),
                ("common 公共.json", common),
                ("unused.json", json!({})),
            ]);
            assert!(faults.is_empty(), "{faults:?}");
            let instance = json!("x");
            let errors = schemas.errors("a.json", &instance);
            assert_eq!(errors.len(), 1);
            let place = errors[0].absolute_keyword_location().unwrap().as_str();
            assert_eq!(schemas.at(place).unwrap().1, &json!("integer"), "{place}");
            assert!(schemas.uses("common 公共.json") && !schemas.uses("unused.json"));
        }
    }

    #[test]
    fn references_never_leave_the_profile() {
        for reference in
            ["../secret.json", "file:///etc/passwd", "https://example.org/x.json", "missing.json"]
        {
            let found = faults(&[("a.json", json!({"not": {"$ref": reference}}))]);
            let [(file, pointer, Fault::Reference(_))] = found.as_slice() else {
                panic!("{reference}: {found:?}");
            };
            assert_eq!((file.as_str(), pointer.as_str()), ("a.json", "/not/$ref"));
        }
    }

    #[test]
    fn every_fault_is_told_with_its_file_and_place() {
        let found = faults(&[
            (
                "a.json",
                json!({"minItems": "three", "items": {"pattern": "(", "$ref": "common.json#/$defs/x"}}),
            ),
            ("common.json", json!({"$defs": {"x": {"type": "text", "$ref": "#/$defs/none"}}})),
        ]);
        let places: Vec<_> = found.iter().map(|(file, at, _)| (file.as_str(), at.as_str())).collect();
        let expected = [
            ("a.json", "/minItems"),
            ("a.json", "/items/pattern"),
            ("common.json", "/$defs/x/type"),
            ("common.json", "/$defs/x/$ref"),
        ];
        assert_eq!(places, expected, "{found:?}");
    }
}
