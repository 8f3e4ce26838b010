//! How much work the schemas of a stranger's profile are.
//!
//! Two references to what refers twice to what refers twice…: thirty lines of JSON can keep a validator busy for
//! years. So references are followed before anything is validated, and counted.

use std::collections::HashMap;

use serde_json::Value;

use super::Files;

/// Most places of schemas that one schema may have with all that it refers to. The largest of the built-in profile
/// has some hundred.
const MOST: u64 = 100_000;

/// How many references may follow one another.
const DEEPEST: usize = 24;

/// Whether applying any of these schemas is a bounded amount of work. References in a circle, and those by names that
/// are no path, are not.
pub(super) fn is_bounded(files: &Files) -> bool {
    let documents = files.iter().filter_map(|(name, bytes)| {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Some((name.as_str(), serde_json::from_slice(bytes).ok()?))
    });
    let documents: HashMap<&str, Value> = documents.collect();
    let mut counted = Counted { documents: &documents, targets: HashMap::new(), depth: 0 };
    documents.iter().all(|(name, document)| counted.of(name, document).is_some())
}

struct Counted<'a> {
    documents: &'a HashMap<&'a str, Value>,
    /// The places that each target of a reference has; none while it is counted.
    targets: HashMap<(&'a str, &'a str), Option<u64>>,
    depth: usize,
}

impl<'a> Counted<'a> {
    /// The places of a schema in the file `name`; none where they are too many.
    fn of(&mut self, name: &'a str, value: &'a Value) -> Option<u64> {
        let mut sum = 1_u64;
        match value {
            Value::Array(items) => {
                for item in items {
                    sum = sum.saturating_add(self.of(name, item)?);
                }
            }
            Value::Object(object) => {
                for (key, item) in object {
                    let places = match (key.as_str(), item) {
                        ("$ref", Value::String(reference)) => self.target(name, reference)?,
                        ("$dynamicRef" | "$recursiveRef", Value::String(_)) => return None,
                        _ => self.of(name, item)?,
                    };
                    sum = sum.saturating_add(places);
                }
            }
            _ => {}
        }
        (sum <= MOST).then_some(sum)
    }

    fn target(&mut self, name: &'a str, reference: &'a str) -> Option<u64> {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() { name } else { file.strip_prefix("./").unwrap_or(file) };
        let known = self.targets.get(&(file, pointer)).copied();
        if let Some(places) = known {
            return places;
        }
        if self.depth == DEEPEST || pointer.contains('%') {
            return None;
        }
        let documents = self.documents;
        let (file, document) = documents.get_key_value(file)?;
        let target = document.pointer(pointer)?;
        self.targets.insert((file, pointer), None);
        self.depth += 1;
        let places = self.of(file, target)?;
        self.depth -= 1;
        self.targets.insert((file, pointer), Some(places));
        Some(places)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;
    use crate::profile::{Profile, builtin_names};

    fn bounded(schema: &Value) -> bool {
        is_bounded(&Files::from([("a.schema.json".to_owned(), schema.to_string().into_bytes())]))
    }

    #[test]
    fn built_in_profiles_are_bounded() {
        for name in builtin_names() {
            assert!(is_bounded(&Profile::named(&name, Path::new("")).unwrap().files), "{name}");
        }
    }

    #[test]
    fn references_that_double_are_not() {
        let doubling = |levels: usize| {
            let level = |n: usize| {
                let next = json!({"$ref": format!("#/$defs/{}", n + 1)});
                (n.to_string(), json!({"allOf": [next, next]}))
            };
            let mut defs: serde_json::Map<String, Value> = (0..levels).map(level).collect();
            defs.insert(levels.to_string(), json!(true));
            json!({"$defs": defs, "$ref": "#/$defs/0"})
        };
        assert!(bounded(&doubling(8)));
        assert!(!bounded(&doubling(20)));
        assert!(!bounded(&doubling(1000)));
        assert!(!bounded(&json!({"$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}})));
        assert!(!bounded(&json!({"properties": {"a": {"$ref": "#"}}})));
        assert!(!bounded(&json!({"$ref": "#anchor", "$anchor": "anchor"})));
        assert!(bounded(&json!({"properties": {"$ref": {"type": "string"}}})));
    }
}
