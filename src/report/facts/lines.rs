//! The facts of a file as lines.

use serde_json::{Map, Value};

use super::values::{number, said, shown};
use crate::check::rules::{conversion, mismatch};
use crate::check::{fact_name, short_name};
use crate::facts::{self, Format};
use crate::inventory::Material;
use crate::profile::Media;
use crate::report::{sanitize, sentence};
use crate::text::{Lang, Message};

/// Lines of a text that are shown.
const MOST_LINES: usize = 5;
/// Characters of a text that are shown.
const MOST_CHARACTERS: usize = 240;

/// What stands in a line. All texts are safe for a terminal.
pub(super) enum Line {
    /// A fact, inside so many groups.
    Fact {
        /// Its name.
        name: String,
        /// Number of groups it is in.
        depth: usize,
        /// What it is.
        value: String,
    },
    /// More about the fact before.
    More(String),
    /// What to do about it.
    Fix(String),
    /// The name of what follows, inside so many groups.
    Head(usize, String),
    /// A paragraph of the file's text.
    Text(String),
    /// What is not shown of it.
    Rest(String),
}

/// Facts that other lines say.
const SAID_ELSEWHERE: [&str; 7] = ["path", "format", "bytes", "sha256", "intact", "damage", "dateSource"];

pub(super) fn lines(material: &Material, lang: Lang) -> Vec<Line> {
    let mut list = Lines { list: Vec::new(), lang };
    list.format(material);
    list.fact(&["bytes"], 0, number(&["bytes".into()], &material.bytes.into(), lang));
    list.wholeness(material);
    if let Some(digest) = &material.sha256 {
        list.fact(&["sha256"], 0, sanitize(digest));
    }
    let Value::Object(document) = material.json() else { return list.list };
    let rest = || document.iter().filter(|(name, _)| !SAID_ELSEWHERE.contains(&name.as_str()));
    for (name, value) in rest().filter(|(_, value)| !is_group(value)) {
        list.plain(name, value, material);
    }
    for (name, value) in rest().filter(|(_, value)| is_group(value)) {
        if let Value::Object(object) = value {
            list.group(name, object);
        }
    }
    list.list
}

/// Whether a value has lines of its own. A size is one fact with two numbers.
fn is_group(value: &Value) -> bool {
    let Value::Object(object) = value else { return false };
    object.len() > 2 || !object.values().all(Value::is_number)
}

struct Lines {
    list: Vec<Line>,
    lang: Lang,
}

impl Lines {
    fn said(&self, message: &Message) -> String {
        sanitize(&message.in_lang(self.lang))
    }

    fn fact(&mut self, fact: &[&str], depth: usize, value: String) {
        let fact: Vec<String> = fact.iter().map(ToString::to_string).collect();
        let name = if depth == 0 { fact_name(&fact) } else { short_name(&fact) };
        self.list.push(Line::Fact { name: sentence(&name, self.lang), depth, value });
    }

    /// A sentence about the fact before, and what to do.
    fn remark(&mut self, message: &Message) {
        self.list.push(Line::More(sanitize(&sentence(message, self.lang))));
        self.fix(message);
    }

    fn fix(&mut self, message: &Message) {
        if let Some(fix) = message.fix().and_then(|fix| fix.try_in_lang(self.lang)) {
            self.list.push(Line::Fix(sanitize(&fix)));
        }
    }

    /// The format, what is read of it, and what to do where that is not enough.
    fn format(&mut self, material: &Material) {
        let Some(format) = material.facts.format else {
            if material.bytes > 0 && material.sha256.is_some() {
                let unknown = Message::new("shown-format-unknown");
                self.fact(&["format"], 0, self.said(&unknown));
                match mismatch(material) {
                    Some(message) => self.remark(&message),
                    None => self.fix(&unknown),
                }
            }
            return;
        };
        let name = format.name().to_uppercase();
        let read = read_as(format);
        let convert = conversion(format).filter(|_| read.is_empty());
        let value = match (read.is_empty(), &convert) {
            (false, _) => Message::new("shown-format").with("format", name).with("read", Message::List(read)),
            (true, None) => Message::new("shown-format-not-read").with("format", name),
            (true, Some(_)) => Message::Plain(name),
        };
        self.fact(&["format"], 0, self.said(&value));
        self.remarks(convert);
        self.remarks(mismatch(material));
    }

    fn remarks(&mut self, message: Option<Message>) {
        if let Some(message) = message {
            self.remark(&message);
        }
    }

    /// Whether it was read to its end, and if not, why.
    fn wholeness(&mut self, material: &Material) {
        if let Some(reason) = &material.unreadable {
            self.remark(&Message::new("finding-unreadable").with("reason", reason));
        } else if material.bytes == 0 {
            self.remark(&Message::new("finding-empty-file"));
        }
        if let Some(intact) = material.facts.intact {
            self.fact(&["intact"], 0, shown(&["intact".into()], &intact.into(), self.lang));
        }
        if let Some(damage) = &material.facts.damage {
            let message = damage.message();
            let value = match damage.at {
                Some(at) => Message::new("shown-damage-at").with("damage", message.clone()).with("at", at),
                None => message.clone(),
            };
            self.fact(&["damage"], 0, sanitize(&sentence(&value, self.lang)));
            self.fix(&message);
        }
    }

    fn plain(&mut self, name: &str, value: &Value, material: &Material) {
        let source = material.date_source.filter(|_| name == "date");
        let value = shown(&[name.to_owned()], value, self.lang);
        let value = match source {
            Some(source) => {
                let dated = Message::new("shown-date").with("date", value).with("source", source.message());
                said(&dated, self.lang)
            }
            None => value,
        };
        self.fact(&[name], 0, value);
    }

    fn group(&mut self, group: &str, object: &Map<String, Value>) {
        self.list.push(Line::Head(0, sanitize(&sentence(&fact_name(&[group.to_owned()]), self.lang))));
        for (name, value) in object {
            let fact = [group.to_owned(), name.clone()];
            match (group, name.as_str(), value) {
                // The same as the material's own.
                ("text", "pages", _) => {}
                ("text", "content", Value::String(text)) => self.text(text),
                (_, _, Value::Array(items)) if items.iter().any(Value::is_object) => self.table(&fact, items),
                _ => self.fact(&[group, name], 1, shown(&fact, value, self.lang)),
            }
        }
    }

    /// Several things of the same sort, each in a line.
    fn table(&mut self, fact: &[String; 2], items: &[Value]) {
        const MOST: usize = 20;
        for (index, item) in items.iter().take(MOST).enumerate() {
            let value = shown(fact, item, self.lang);
            match index {
                0 => self.fact(&[&fact[0], &fact[1]], 1, value),
                _ => self.list.push(Line::More(value)),
            }
        }
        if items.len() > MOST {
            let rest = Message::new("shown-more-items").with("n", items.len() - MOST);
            self.list.push(Line::More(said(&rest, self.lang)));
        }
    }

    /// The beginning of a text.
    fn text(&mut self, text: &str) {
        let mut left = MOST_CHARACTERS;
        let mut seen = 0;
        let mut lines = Vec::new();
        for paragraph in text.split('\n').filter(|line| !line.trim().is_empty()).take(MOST_LINES) {
            let beginning: String = paragraph.chars().take(left).collect();
            let count = beginning.chars().count();
            left -= count;
            let whole = count == paragraph.chars().count();
            seen += beginning.chars().filter(|c| !c.is_whitespace()).count();
            lines.push(sanitize(beginning.trim()) + if whole { "" } else { "…" });
            if left == 0 {
                break;
            }
        }
        let all = text.chars().filter(|c| !c.is_whitespace()).count();
        if !lines.is_empty() {
            let name = short_name(&["text".into(), "content".into()]);
            self.list.push(Line::Head(1, sentence(&name, self.lang)));
        }
        self.list.extend(lines.into_iter().map(Line::Text));
        if all > seen {
            let rest = Message::new("shown-rest").with("n", all - seen);
            self.list.push(Line::Rest(said(&rest, self.lang)));
        }
    }
}

/// What is read of a format: the words for text, pictures, tables.
fn read_as(format: Format) -> Vec<Message> {
    [(Media::Text, "media-text"), (Media::Image, "media-image"), (Media::Table, "media-table")]
        .into_iter()
        .filter(|(media, _)| facts::supported(*media).contains(&format))
        .map(|(_, key)| Message::new(key))
        .collect()
}
