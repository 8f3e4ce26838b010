//! The field's words for facts, kinds and quantities.

use serde_json::Value;

use crate::profile::{Kind, Media, Profile};
use crate::text::{Arg, Message};

/// What a place in an inventory is called.
pub(super) struct Place<'a> {
    /// The kind it lies in, if it lies in one.
    pub(super) kind: Option<&'a Kind>,
    /// The index of the material in the kind's list.
    pub(super) index: Option<usize>,
    /// The names of properties below the material, or below the inventory where there is no kind.
    pub(super) fact: Vec<String>,
}

impl<'a> Place<'a> {
    /// The place that a JSON Pointer (RFC 6901) into an inventory names.
    pub(super) fn at(profile: &'a Profile, pointer: &str) -> Self {
        let mut tokens = pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
        let Some(first) = tokens.next() else { return Self { kind: None, index: None, fact: Vec::new() } };
        let Some(kind) = profile.kind(&first) else {
            return Self { kind: None, index: None, fact: std::iter::once(first).chain(tokens).collect() };
        };
        let index = tokens.next();
        Self { kind: Some(kind), index: index.and_then(|index| index.parse().ok()), fact: tokens.collect() }
    }

    /// Its name: a fact's, else the kind's title, else the indicator itself.
    pub(super) fn name(&self) -> Message {
        match (self.fact.as_slice(), self.kind) {
            ([], Some(kind)) => Message::Given(kind.title.clone()),
            ([], None) => Message::new("fact-indicator"),
            (fact, _) => fact_name(fact),
        }
    }

    /// The place of its property `name`.
    pub(super) fn property(&self, name: &str) -> Self {
        let mut fact = self.fact.clone();
        fact.push(name.to_owned());
        Self { kind: self.kind, index: self.index, fact }
    }

    /// A number of what is counted or measured here, with its unit: 3 张, 500 字, 5 MB.
    pub(super) fn quantity(&self, number: &Value) -> Message {
        if self.is_megapixels() {
            // Chinese counts pixels by the ten thousand.
            let n =
                number.as_i64().map_or_else(|| scaled(number, 1.0).unwrap_or_default().into(), Arg::Count);
            return Message::new("quantity-megapixels")
                .with("n", n)
                .with("wan", scaled(number, 100.0).unwrap_or_default());
        }
        match (self.is_bytes(), number.as_u64(), number.as_i64()) {
            (true, Some(bytes), _) => Message::Plain(file_size(bytes)),
            (_, _, Some(count)) => self.measured(Arg::Count(count)),
            _ => self.measured(Arg::Text(number.to_string())),
        }
    }

    /// From one number to another.
    pub(super) fn span(&self, least: &Value, most: &Value) -> Message {
        if self.is_bytes() {
            let (least, most) = (self.quantity(least), self.quantity(most));
            return Message::new("demand-between").with("least", least).with("most", most);
        }
        if let (false, Some(least), Some(most)) = (self.is_megapixels(), least.as_i64(), most.as_i64()) {
            return self.measured(Arg::Message(
                Message::new("quantity-span").with("least", least).with("most", most),
            ));
        }
        let span = |factor: f64| Some(format!("{}–{}", scaled(least, factor)?, scaled(most, factor)?));
        if self.is_megapixels() {
            return Message::new("quantity-megapixels")
                .with("n", span(1.0).unwrap_or_default())
                .with("wan", span(100.0).unwrap_or_default());
        }
        self.measured(Arg::Text(format!("{least}–{most}")))
    }

    fn is_bytes(&self) -> bool {
        matches!(self.fact.as_slice(), [name] if name == "bytes")
    }

    fn is_megapixels(&self) -> bool {
        matches!(self.fact.as_slice(), [image, name] if image == "image" && name == "megapixels")
    }

    fn measured(&self, number: Arg) -> Message {
        let fact: Vec<&str> = self.fact.iter().map(String::as_str).collect();
        let unit = match (fact.as_slice(), self.kind.map(|kind| kind.media)) {
            ([], Some(Media::Image)) => "images",
            ([], Some(_)) => "files",
            (["image", "width" | "height"], _) => "pixels",
            (["table", "rows"] | ["table", "sheets", "rows"], _) => "rows",
            (["table", "sheets", "columns"], _) => "columns",
            (["table", "sheets", "emptyCells"], _) => "cells",
            (["table", "sheets"], _) => "sheets",
            (["text", "characters"], _) => "characters",
            (["text", "words"], _) => "words",
            (["pages"] | ["text", "pages"], _) => "pages",
            _ => "none",
        };
        Message::new(format!("quantity-{unit}")).with("n", number)
    }
}

/// A number of what the fact counts or measures, with its unit.
#[must_use]
pub fn quantity(fact: &[String], number: &Value) -> Message {
    Place { kind: None, index: None, fact: fact.to_vec() }.quantity(number)
}

/// A number times a factor, rounded to at most two decimals.
fn scaled(number: &Value, factor: f64) -> Option<String> {
    Some(((number.as_f64()? * factor * 100.0).round() / 100.0).to_string())
}

/// A size in bytes as Windows shows it: in powers of 1024, rounded to at most one decimal.
#[must_use]
pub fn file_size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut size = bytes as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1023.95 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{} {}", (size * 10.0).round() / 10.0, UNITS[unit])
}

/// What a fact is called, by the names of properties that lead to it.
#[must_use]
pub fn fact_name(fact: &[String]) -> Message {
    let known = |fact: &[String]| {
        let key: String = fact
            .join("-")
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' })
            .collect();
        let message = Message::new(format!("fact-{key}"));
        message.try_in_lang(crate::text::Lang::En).map(|_| message)
    };
    // The place in a list is no part of the name.
    let in_list = |name: &&String| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let names: Vec<String> = fact.iter().filter(|name| !in_list(name)).cloned().collect();
    known(&names).unwrap_or_else(|| Message::Plain(fact.join(".")))
}

/// What a fact is called where what it belongs to was named already: "place" rather than "caption's place".
#[must_use]
pub fn short_name(fact: &[String]) -> Message {
    match fact_name(fact) {
        Message::Keyed { key, args } => {
            let short = Message::Keyed { key: format!("{key}.short"), args: args.clone() };
            let known = short.try_in_lang(crate::text::Lang::En).is_some();
            if known { short } else { Message::Keyed { key, args } }
        }
        _ => Message::Plain(fact.last().cloned().unwrap_or_default()),
    }
}

/// What a format of JSON Schema is called.
pub(super) fn format_name(format: &str) -> Message {
    let message = Message::new(format!("format-{format}"));
    match message.try_in_lang(crate::text::Lang::En) {
        Some(_) => message,
        None => Message::Plain(format.to_owned()),
    }
}

/// The demand to be one of `options`.
pub(super) fn one_of(fact: &[String], options: &Value) -> Message {
    match options.as_array().map(Vec::as_slice).unwrap_or_default() {
        [only] => Message::new("demand-const").with("value", fact_value(fact, only)),
        options => {
            let options = options.iter().map(|option| fact_value(fact, option)).collect();
            Message::new("demand-enum").with("options", Message::List(options))
        }
    }
}

/// A value of a schema or an inventory as people read it.
#[must_use]
pub fn fact_value(fact: &[String], value: &Value) -> Message {
    match value {
        Value::Bool(truth) => Message::new(if *truth { "value-true" } else { "value-false" }),
        Value::Null => Message::new("value-null"),
        Value::String(text) if fact.last().is_some_and(|name| name == "format") => {
            Message::Plain(text.to_uppercase())
        }
        Value::String(text) => Message::new("value-text").with("text", shorten(text)),
        Value::Number(number) => Message::Plain(number.to_string()),
        Value::Array(items) => Message::new("value-list").with("n", items.len()),
        Value::Object(_) => Message::new("value-object"),
    }
}

/// A text short enough for a message.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::file_size;

    #[test]
    fn sizes_as_windows_shows_them() {
        for (bytes, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KB"),
            (1536, "1.5 KB"),
            (1_048_575, "1 MB"),
            (5_242_880, "5 MB"),
            (8_388_608, "8 MB"),
            (u64::MAX, "16777216 TB"),
        ] {
            assert_eq!(file_size(bytes), text);
        }
    }
}
