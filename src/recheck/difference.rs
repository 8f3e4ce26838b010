//! Where two JSON values differ.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::check::fact_value;
use crate::text::Message;

/// Differences of two values that are looked for.
const MOST: usize = 100;

/// A place where two values differ.
pub(super) struct Difference<'a> {
    /// The names and numbers that lead to it.
    pub(super) at: Vec<String>,
    /// What is stored there.
    pub(super) stored: Option<&'a Value>,
    /// What was read.
    pub(super) read: Option<&'a Value>,
}

/// The places where `stored` differs from what was `read`. The order of names does not count.
pub(super) fn differences<'a>(stored: &'a Value, read: &'a Value) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    compare(Some(stored), Some(read), &mut Vec::new(), &mut found);
    found
}

fn compare<'a>(
    stored: Option<&'a Value>,
    read: Option<&'a Value>,
    at: &mut Vec<String>,
    found: &mut Vec<Difference<'a>>,
) {
    if stored == read || found.len() >= MOST {
        return;
    }
    match (stored, read) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                at.push(name.clone());
                compare(a.get(name), b.get(name), at, found);
                at.pop();
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) if a.len() == b.len() => {
            for (number, (a, b)) in a.iter().zip(b).enumerate() {
                at.push(number.to_string());
                compare(Some(a), Some(b), at, found);
                at.pop();
            }
        }
        _ => found.push(Difference { at: at.clone(), stored, read }),
    }
}

impl Difference<'_> {
    /// The difference in words: the message `key` with what is stored, or read, or both, and with `fact`.
    pub(super) fn message(&self, key: &str, fact: Message) -> Message {
        let words = |value: &Value, other: Option<&Value>| match (value, other) {
            (Value::String(text), Some(Value::String(other))) => {
                Message::new("value-text").with("text", from_difference(text, other))
            }
            _ => fact_value(&self.at, value),
        };
        let message = match (self.stored, self.read) {
            (Some(_), Some(_)) | (None, None) => Message::new(key),
            (Some(_), None) => Message::new(format!("{key}-added")),
            (None, Some(_)) => Message::new(format!("{key}-missing")),
        };
        let message = message.with("fact", fact);
        let message = match self.stored {
            Some(stored) => message.with("stored", words(stored, self.read)),
            None => message,
        };
        match self.read {
            Some(read) => message.with("read", words(read, self.stored)),
            None => message,
        }
    }
}

/// The part of a text in which it first differs from another.
fn from_difference(text: &str, other: &str) -> String {
    const BEFORE: usize = 8;
    const LONGEST: usize = 40;
    let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let skipped = if text.chars().count() > LONGEST { same.saturating_sub(BEFORE) } else { 0 };
    let mut rest = text.chars().skip(skipped);
    let shown: String = rest.by_ref().take(LONGEST).collect();
    let (before, after) = (if skipped > 0 { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
    format!("{before}{shown}{after}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn places(stored: &Value, read: &Value) -> Vec<String> {
        differences(stored, read).into_iter().map(|difference| difference.at.join("/")).collect()
    }

    #[test]
    fn each_place_is_named() {
        let stored = json!({"a": 1, "b": {"c": [1, 2], "d": [1]}, "e": null});
        let read = json!({"b": {"c": [1, 3], "d": [1, 2]}, "a": 1, "f": 0});
        assert_eq!(places(&stored, &read), ["b/c/1", "b/d", "e", "f"]);
        assert_eq!(places(&stored, &stored), [""; 0]);
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let long = "一二三四五六七八九十".repeat(20);
        let other = long.replacen('三', "叁", 1);
        assert!(from_difference(&other, &long).contains('叁'));
        let late = format!("{long}完");
        assert_eq!(from_difference(&late, &long), "…三四五六七八九十完");
        assert_eq!(from_difference("短", "长"), "短");
    }
}
