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

/// Base of the addresses of documents without an `$id`.
const BASE: &str = "sealpack-profile:///";

/// The compiled schemas of a profile.
pub struct Schemas {
    validators: BTreeMap<String, Validator>,
    documents: Arc<Documents>,
    used: BTreeSet<String>,
}

/// The profile's documents by address.
struct Documents {
    by_name: BTreeMap<String, Value>,
    names: HashMap<String, String>,
}

impl Documents {
    fn name_of(&self, uri: &str) -> Option<&str> {
        let uri = uri.split('#').next().unwrap_or(uri);
        self.names.get(uri).map(String::as_str)
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
        match self.documents.name_of(uri.as_str()) {
            Some(name) => {
                if let Ok(mut asked) = self.asked.lock() {
                    asked.insert(name.to_owned());
                }
                Ok(self.documents.by_name[name].clone())
            }
            None => Err(Box::new(Unreachable(uri.as_str().to_owned()))),
        }
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
    /// Compiles the documents named in `roots`. An error names the file.
    pub(super) fn compile(
        by_name: BTreeMap<String, Value>,
        roots: &BTreeSet<String>,
    ) -> Result<Self, (String, Fault)> {
        let mut documents = Documents { by_name, names: HashMap::new() };
        for name in documents.by_name.keys() {
            documents.names.insert(format!("{BASE}{}", encode(name)), name.clone());
        }
        let by_id: Vec<_> =
            documents.by_name.keys().map(|name| (documents.address(name), name.clone())).collect();
        documents.names.extend(by_id);
        let documents = Arc::new(documents);
        let asked = Arc::new(Mutex::new(roots.clone()));
        let mut validators = BTreeMap::new();
        for name in roots {
            let schema = &documents.by_name[name];
            let validator = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .with_base_uri(documents.address(name))
                .should_validate_formats(true)
                .with_retriever(Shelf { documents: documents.clone(), asked: asked.clone() })
                .build(schema)
                .map_err(|error| (name.clone(), fault(&error)))?;
            validators.insert(name.clone(), validator);
        }
        let used = asked.lock().map(|asked| asked.clone()).unwrap_or_default();
        Ok(Self { validators, documents, used })
    }

    /// Whether a schema of the profile reaches the file `name`.
    pub(super) fn uses(&self, name: &str) -> bool {
        self.used.contains(name)
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
        if reference.starts_with('#') {
            return self.at(&format!("{}{reference}", self.documents.address(from)));
        }
        if self.documents.name_of(reference).is_some() {
            return self.at(reference);
        }
        let base = self.documents.address(from);
        let folder = base.rfind('/').map_or("", |end| &base[..=end]);
        let relative = reference.strip_prefix("./").unwrap_or(reference);
        self.at(&format!("{folder}{relative}"))
    }
}

impl fmt::Debug for Schemas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.used).finish()
    }
}

fn fault(error: &ValidationError<'_>) -> Fault {
    match error.kind() {
        jsonschema::error::ValidationErrorKind::Referencing(reason) => Fault::Reference(reason.to_string()),
        _ => Fault::Schema { place: error.instance_path().to_string(), reason: error.to_string() },
    }
}

/// Undoes the percent-encoding of a URI fragment.
fn decode(fragment: &str) -> String {
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

    fn compile(documents: &[(&str, Value)]) -> Result<Schemas, (String, Fault)> {
        let by_name = documents.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Schemas::compile(by_name, &BTreeSet::from(["a.json".to_owned()]))
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
            let schemas = compile(&[
                (
                    "a.json",
                    json!({"$ref": reference.replace(' ', "%20").replace("公共", "%E5%85%AC%E5%85%B1")}),
                ),
                ("common 公共.json", common),
                ("unused.json", json!({})),
            ])
            .unwrap();
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
            let (file, fault) = compile(&[("a.json", json!({"$ref": reference}))]).unwrap_err();
            assert_eq!(file, "a.json");
            assert!(matches!(fault, Fault::Reference(_)), "{reference}: {fault:?}");
        }
    }

    #[test]
    fn a_schema_that_is_none_is_named() {
        let (_, fault) = compile(&[("a.json", json!({"minItems": "three"}))]).unwrap_err();
        assert!(matches!(fault, Fault::Schema { .. }), "{fault:?}");
    }
}
