//! The schema objects of a document (JSON Schema 2020-12, core 10 and 11): where keywords stand, and not where a
//! property happens to have the name of one.

use serde_json::{Map, Value};

use super::parse::join;

/// Keywords whose value is a schema.
const ONE: [&str; 11] = [
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords whose value is a list of schemas.
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keywords whose value holds schemas by name.
const NAMED: [&str; 5] = ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

/// The other keywords of the vocabularies of 2020-12.
const OTHERS: [&str; 39] = [
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "const",
    "contentEncoding",
    "contentMediaType",
    "default",
    "dependentRequired",
    "deprecated",
    "description",
    "enum",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxContains",
    "maximum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minContains",
    "minimum",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "x-message",
];

/// Whether validators know this keyword, or are not meant to (`x-…`).
pub(super) fn is_known(keyword: &str) -> bool {
    keyword.starts_with("x-")
        || [&ONE[..], &LIST, &NAMED, &OTHERS].iter().any(|known| known.contains(&keyword))
}

/// Every schema object of `document` with its JSON Pointer, in the order of the document.
pub(super) fn objects(document: &Value) -> Vec<(String, &Map<String, Value>)> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((at, schema)) = open.pop() {
        let Value::Object(object) = schema else { continue };
        let mut inner = Vec::new();
        for (keyword, value) in object {
            let at = join(&at, keyword);
            let name = keyword.as_str();
            match value {
                Value::Object(schemas) if NAMED.contains(&name) => {
                    inner.extend(schemas.iter().map(|(name, schema)| (join(&at, name), schema)));
                }
                Value::Array(schemas) if LIST.contains(&name) => {
                    inner.extend(
                        schemas.iter().enumerate().map(|(index, schema)| (format!("{at}/{index}"), schema)),
                    );
                }
                schema if ONE.contains(&name) => inner.push((at, schema)),
                _ => {}
            }
        }
        open.extend(inner.into_iter().rev());
        found.push((at, object));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn schemas_are_met_in_order_and_data_are_not() {
        let document = json!({
            "properties": {"not": {"items": {}}, "enum": true},
            "enum": [{"not": {}}],
            "allOf": [{"$ref": "#"}, {"if": {"const": {"not": {}}}}],
        });
        let places: Vec<String> = objects(&document).into_iter().map(|(at, _)| at).collect();
        assert_eq!(
            places,
            ["", "/properties/not", "/properties/not/items", "/allOf/0", "/allOf/1", "/allOf/1/if"]
        );
    }

    #[test]
    fn misspelt_keywords_are_not_known() {
        assert!(["minItems", "x-severity", "$ref", "properties", "then"].into_iter().all(is_known));
        assert!(!["minItem", "additionalItems", "maxitems", "require"].into_iter().any(is_known));
    }
}
