//! What a fact is, in words and with its unit.

use serde_json::{Map, Value};

use crate::check::{file_size, quantity, short_name};
use crate::report::sanitize;
use crate::text::{Lang, Message};

/// Longest text that is shown whole, in characters.
const LONGEST: usize = 200;
/// Items of a list that are named.
const MOST_ITEMS: usize = 12;
/// How deep values inside values are told.
const DEEPEST: usize = 4;

/// A message in words that are safe for a terminal.
pub(super) fn said(message: &Message, lang: Lang) -> String {
    sanitize(&message.in_lang(lang))
}

/// A value of the fact to which the names `fact` lead.
pub(super) fn shown(fact: &[String], value: &Value, lang: Lang) -> String {
    match value {
        Value::Null => said(&Message::new("shown-none"), lang),
        Value::Bool(truth) => said(&Message::new(if *truth { "shown-yes" } else { "shown-no" }), lang),
        Value::Number(_) => number(fact, value, lang),
        Value::String(text) => word(fact, text, lang),
        Value::Array(items) if items.is_empty() => said(&Message::new("shown-none"), lang),
        Value::Array(items) => {
            let shown = items.iter().take(MOST_ITEMS).map(|item| shown(fact, item, lang));
            let list = Message::List(shown.map(Message::Plain).collect());
            match items.len() > MOST_ITEMS {
                true => said(&Message::new("shown-list").with("list", list).with("n", items.len()), lang),
                false => said(&list, lang),
            }
        }
        Value::Object(object) => group(fact, object, lang),
    }
}

/// A number with its unit; of bytes, rounded and exactly.
pub(super) fn number(fact: &[String], value: &Value, lang: Lang) -> String {
    let counts_bytes = fact.last().is_some_and(|name| name.to_lowercase().ends_with("bytes"));
    let message = match value.as_u64().filter(|_| counts_bytes) {
        Some(bytes) if bytes >= 1024 => {
            Message::new("shown-size").with("size", file_size(bytes)).with("bytes", bytes)
        }
        Some(bytes) => Message::new("shown-bytes").with("bytes", bytes),
        None => quantity(fact, value),
    };
    said(&message, lang)
}

/// A text, or the word for it where it is one of a fixed choice.
fn word(fact: &[String], text: &str, lang: Lang) -> String {
    let names: Vec<&str> = fact.iter().map(String::as_str).collect();
    match (names.as_slice(), text) {
        (["caption", "source"], "sheet") => said(&Message::new("shown-source-sheet"), lang),
        (["caption", "source"], "name") => said(&Message::new("shown-source-name"), lang),
        (["image", "provenance", "source"], mark) => match mark_message(mark) {
            Some(message) => said(&message, lang),
            None => sanitize(mark),
        },
        (["image", "provenance", "says"], says) => match says_message(says) {
            Some(message) => said(&message, lang),
            None => sanitize(says),
        },
        (["image", "takenAt"], moment) => sanitize(&moment.replace('T', " ")),
        _ => {
            let mut short: String = text.chars().take(LONGEST).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            sanitize(&short)
        }
    }
}

/// What sort of mark tells how a picture was made.
fn mark_message(mark: &str) -> Option<Message> {
    Some(Message::new(match mark {
        "c2pa" => "shown-mark-c2pa",
        "iptc" => "shown-mark-iptc",
        "parameters" => "shown-mark-parameters",
        "software" => "shown-mark-software",
        "photoshop" => "shown-mark-photoshop",
        "thumbnail" => "shown-mark-thumbnail",
        "changed" => "shown-mark-changed",
        _ => return None,
    }))
}

/// What such a mark says.
fn says_message(says: &str) -> Option<Message> {
    Some(Message::new(match says {
        "generated" => "shown-says-generated",
        "partly-generated" => "shown-says-partly-generated",
        "captured" => "shown-says-captured",
        "edited" => "shown-says-edited",
        "other" => "shown-says-other",
        _ => return None,
    }))
}

/// Several values in one line.
fn group(fact: &[String], object: &Map<String, Value>, lang: Lang) -> String {
    if let (Some(width), Some(height), 2) = (object.get("width"), object.get("height"), object.len()) {
        let size = format!("{width} × {height}");
        return match fact {
            [only] if only == "pageSize" => said(&Message::new("shown-millimetres").with("size", size), lang),
            _ => size,
        };
    }
    if fact.len() > DEEPEST {
        return "…".to_owned();
    }
    let parts = object.iter().map(|(name, value)| {
        let mut inner = fact.to_vec();
        inner.push(name.clone());
        let name = short_name(&inner).in_lang(lang);
        let part = Message::new("shown-part").with("name", name).with("value", shown(&inner, value, lang));
        Message::Plain(said(&part, lang))
    });
    said(&Message::List(parts.collect()), lang)
}
