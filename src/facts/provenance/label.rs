//! The implicit label of generated content: the field `AIGC` (GB 45438-2025, 6.2 and annex E).
//!
//! Its content is a JSON object. The standard names the field and not the place, so it is met under its own name, as
//! a member of another object, and inside texts.

use std::io;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::facts::kept;

/// The name of the standard.
const STANDARD: &str = "GB45438";
/// The longest text that is searched for a label.
const MOST_BYTES: usize = 256 << 10;
/// Beginnings of objects in a text that are tried.
const MOST_TRIES: usize = 8;
/// Lines of a text in which its head must end.
const MOST_LINES: usize = 100;
/// Characters of a field that are kept.
const LONGEST: usize = 200;

/// What a label says. Property names are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "camelCase")]
pub struct AiLabel {
    /// The standard that the label follows.
    #[borsh(serialize_with = "kept::put_nothing", deserialize_with = "standard")]
    pub standard: &'static str,
    /// `Label`: 1 is generated, 2 may be, 3 is suspected to be. Absent where it is none of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<u8>,
    /// `ContentProducer`: name or code of the service that generated it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub producer: Option<String>,
    /// `ProduceID`: the number that the service gave the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_id: Option<String>,
    /// `ContentPropagator`: name or code of the service that spread it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagator: Option<String>,
    /// `PropagateID`: the number that this service gave the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagation_id: Option<String>,
    /// Where in the file the field stands, such as `XMP TC260:AIGC`.
    pub places: Vec<String>,
}

/// There is one standard only, so nothing is kept of its name.
#[expect(clippy::unnecessary_wraps, reason = "the form that borsh wants")]
fn standard<R: io::Read>(_: &mut R) -> io::Result<&'static str> {
    Ok(STANDARD)
}

/// The names of the fields of a label but the first.
const FIELDS: [&str; 6] =
    ["ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"];

impl AiLabel {
    /// The label in the content of a field that is named `AIGC`. It is one even where its content cannot be read.
    #[must_use]
    pub fn of_field(content: &str, place: &str) -> Option<Self> {
        let content = content.trim_matches(['\0', ' ', '\t', '\r', '\n']);
        if content.is_empty() {
            return None;
        }
        let fields = objects(content).find_map(|value| fields(value, true, 0));
        Some(Self::new(&fields.unwrap_or_default(), place))
    }

    /// The label somewhere in a text: an object with the fields of one, or one that is a member named `AIGC`.
    #[must_use]
    pub fn within(text: &str, place: &str) -> Option<Self> {
        if !text.contains("AIGC") && !text.contains("Label") {
            return None;
        }
        let fields = objects(text).find_map(|value| fields(value, false, 0))?;
        Some(Self::new(&fields, place))
    }

    /// The label at the head of a plain text, where services that write Markdown put it: between two lines of `---`,
    /// `AIGC:` and its fields below, further in (YAML).
    #[must_use]
    pub fn at_head(text: &str) -> Option<Self> {
        const PLACE: &str = "TXT AIGC";
        let mut lines = text.trim_start_matches(['\u{FEFF}', '\n', '\r']).lines().take(MOST_LINES);
        if lines.next()?.trim_end() != "---" {
            return None;
        }
        let mut lines = lines.take_while(|line| line.trim_end() != "---");
        let inline = lines.find_map(|line| line.strip_prefix("AIGC:"))?.trim();
        if !inline.is_empty() {
            return Self::of_field(inline, PLACE);
        }
        let fields: Map<String, Value> = lines
            .take_while(|line| line.starts_with([' ', '\t']))
            .filter_map(|line| line.trim().split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().trim_matches(['"', '\'']).into()))
            .collect();
        let is_label = fields.contains_key("Label") || FIELDS.iter().any(|name| fields.contains_key(*name));
        is_label.then(|| Self::new(&fields, PLACE))
    }

    /// The label whose fields are these.
    #[must_use]
    pub fn new(fields: &Map<String, Value>, place: &str) -> Self {
        let text = |name: &str| match fields.get(name)? {
            Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(shortened),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        Self {
            standard: STANDARD,
            label: text("Label").and_then(|label| label.parse().ok()).filter(|label| (1..=3).contains(label)),
            producer: text("ContentProducer"),
            content_id: text("ProduceID"),
            propagator: text("ContentPropagator"),
            propagation_id: text("PropagateID"),
            places: vec![place.to_owned()],
        }
    }

    /// One label for the same content: what the surest says, where none of them is read twice.
    #[must_use]
    pub fn joined(labels: Vec<Self>) -> Option<Self> {
        let mut places: Vec<String> = Vec::new();
        for place in labels.iter().flat_map(|label| &label.places) {
            if !places.contains(place) {
                places.push(place.clone());
            }
        }
        // The lower its value, the surer a label; of equals the first.
        let surest = labels.into_iter().min_by_key(|label| label.label.unwrap_or(u8::MAX))?;
        Some(Self { places, ..surest })
    }
}

/// A text short enough to be shown.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The JSON objects of a text, from the outside in.
fn objects(text: &str) -> impl Iterator<Item = Value> {
    let text = if text.len() > MOST_BYTES { "" } else { text };
    // Where a program escaped the text for XML once too often.
    let text = match text.contains("&quot;") {
        true => text.replace("&quot;", "\"").replace("&amp;", "&"),
        false => text.to_owned(),
    };
    let starts: Vec<usize> = text.match_indices('{').map(|(at, _)| at).take(MOST_TRIES).collect();
    starts.into_iter().filter_map(move |at| {
        let mut values = serde_json::Deserializer::from_str(text.get(at..)?).into_iter();
        values.next()?.ok()
    })
}

/// The fields of the label that a value is or holds. One that is named so needs only one of them.
fn fields(value: Value, named: bool, depth: usize) -> Option<Map<String, Value>> {
    const DEEPEST: usize = 4;
    let Value::Object(mut object) = value else { return None };
    let known = FIELDS.iter().filter(|name| object.contains_key(**name)).count();
    let has_label = object.contains_key("Label");
    if (named && (has_label || known > 0)) || (has_label && known > 0) {
        return Some(object);
    }
    match object.remove("AIGC").filter(|_| depth < DEEPEST)? {
        Value::String(text) => objects(&text).find_map(|value| fields(value, true, depth + 1)),
        value => fields(value, true, depth + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{"Label":"1","ContentProducer":"某公司","ProduceID":"A1","ReservedCode1":"","ContentPropagator":"","PropagateID":"","ReservedCode2":""}"#;

    #[test]
    fn a_label_is_read_in_every_wrapping() {
        let expected = AiLabel {
            standard: STANDARD,
            label: Some(1),
            producer: Some("某公司".into()),
            content_id: Some("A1".into()),
            propagator: None,
            propagation_id: None,
            places: vec!["x".into()],
        };
        let escaped = WHOLE.replace('"', "&quot;");
        let inside = serde_json::json!({ "AIGC": WHOLE }).to_string();
        for text in [
            WHOLE.to_owned(),
            format!(r#"{{"AIGC":{WHOLE}}}"#),
            format!(r#""AIGC":{WHOLE}"#),
            format!("AIGC{WHOLE}\0"),
            format!("made by: AIGC={WHOLE}; more"),
            format!(r#"{{"other":{{"a":1}},"AIGC":{WHOLE}}}"#),
            WHOLE.replace(r#""Label":"1""#, r#""Label":1"#),
            escaped,
            inside,
        ] {
            assert_eq!(AiLabel::within(&text, "x").as_ref(), Some(&expected), "{text}");
            assert_eq!(AiLabel::of_field(&text, "x").as_ref(), Some(&expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_labels() {
        for text in
            ["", "{", "AIGC", r#"{"Label":"1"}"#, r#"{"AIGC":true}"#, r#"{"Label":{"AIGC":{}}}"#, "{{{{{{"]
        {
            assert_eq!(AiLabel::within(text, "x"), None, "{text}");
        }
        let deep = r#"{"AIGC":"#.repeat(100_000);
        assert_eq!(AiLabel::within(&deep, "x"), None);
    }

    #[test]
    fn a_field_of_that_name_is_a_label_whatever_it_holds() {
        assert_eq!(AiLabel::of_field(" \0", "x"), None);
        for text in ["?", r#"{"Label":"AIGC","ProduceID":"0"}"#, r#"{"Label":"4"}"#, r#"{"Label":"#] {
            assert_eq!(AiLabel::of_field(text, "x").and_then(|label| label.label), None);
            assert!(AiLabel::of_field(text, "x").is_some(), "{text}");
        }
    }

    #[test]
    fn the_head_of_a_text_may_hold_a_label() {
        let head = "---\ntitle: x\nAIGC:\n    Label: \"1\"\n    ContentProducer: 某公司\n    ProduceID: 'A:1'\nother: y\n---\n# 标题\n";
        let label = AiLabel::at_head(head).unwrap();
        let said = (label.label, label.producer.as_deref(), label.content_id.as_deref());
        assert_eq!(said, (Some(1), Some("某公司"), Some("A:1")));
        assert_eq!(AiLabel::at_head(&format!("---\nAIGC: {WHOLE}\n---\n")).unwrap().label, Some(1));
        for text in
            ["", "---", "AIGC:\n  Label: 1", "---\nAIGC:\n---\nLabel: 1", "---\n---\nAIGC:\n  Label: 1\n"]
        {
            assert_eq!(AiLabel::at_head(text), None, "{text}");
        }
    }

    #[test]
    fn of_several_the_surest_counts_and_all_places_are_told() {
        let label = |value: &str, place: &str| AiLabel::of_field(&format!(r#"{{"Label":"{value}"}}"#), place);
        let all = [label("3", "a"), label("1", "b"), label("?", "c"), label("1", "b")];
        let joined = AiLabel::joined(all.into_iter().flatten().collect()).unwrap();
        assert_eq!((joined.label, joined.places), (Some(1), vec!["a".into(), "b".into(), "c".into()]));
    }
}
