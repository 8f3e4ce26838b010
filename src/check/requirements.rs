//! What a schema demands, in words: for the notes that `init` hands out, and inside messages.

use serde_json::{Map, Value};

use super::terms::{Place, fact_value, one_of, short_name};
use crate::profile::{Indicator, Profile, Severity};
use crate::text::Message;

/// How deep references and nested schemas are followed; what is deeper is not said. Schemas may refer to
/// themselves, so these bounds are what ends the reading of some.
const DEEPEST: usize = 24;
/// How deep alternatives are told inside alternatives.
const DEEPEST_CHOICE: usize = 3;
/// Schema objects that are read for one message or note.
const MOST_READ: usize = 2_000;

/// Keywords that make demands through further schemas.
const COMBINING: [&str; 4] = ["contains", "not", "anyOf", "oneOf"];

/// One demand of a schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// The name of the kind it belongs to; none for the indicator as a whole.
    pub kind: Option<String>,
    /// Whether it is about the number of files of the kind, not about each of them.
    pub about_count: bool,
    /// What is demanded.
    pub message: Message,
    /// Whether it is only recommended (`x-severity` below `error`).
    pub recommended: bool,
}

/// What the schema of `indicator` demands, in the order of the schema.
#[must_use]
pub fn requirements(profile: &Profile, indicator: &Indicator) -> Vec<Requirement> {
    let mut reader = Reader::new(profile, 0);
    if let Some(schema) = profile.schemas.document(&indicator.schema) {
        let root = Place { kind: None, index: None, fact: Vec::new() };
        reader.read(&indicator.schema, schema, &root, false, 0);
    }
    let mut told: Vec<Requirement> = Vec::new();
    for requirement in reader.found {
        if !told.contains(&requirement) {
            told.push(requirement);
        }
    }
    told
}

/// What `schema` of the file `file` demands of `place`, as one message.
pub(super) fn demand_of(profile: &Profile, file: &str, schema: &Value, place: &Place<'_>) -> Message {
    demand_within(profile, file, schema, place, 0)
}

/// The same, inside `choices` alternatives.
fn demand_within(
    profile: &Profile,
    file: &str,
    schema: &Value,
    place: &Place<'_>,
    choices: usize,
) -> Message {
    if choices > DEEPEST_CHOICE {
        return Message::new("demand-unspoken");
    }
    let branches = match schema {
        Value::Array(branches) => branches.iter().collect(),
        schema => vec![schema],
    };
    let mut demands: Vec<Message> = Vec::new();
    for branch in branches {
        let mut reader = Reader::new(profile, choices);
        let index = place.kind.and(place.index.or(Some(0)));
        let choice = Place { kind: place.kind, index, fact: place.fact.clone() };
        reader.read(file, branch, &choice, false, 0);
        let mut parts: Vec<Message> = Vec::new();
        for requirement in reader.found {
            // Outside of the kinds' own lists it must be said which kind is meant.
            let kind =
                requirement.kind.filter(|_| choice.kind.is_none()).and_then(|name| profile.kind(&name));
            let message = match kind {
                Some(kind) => Message::new("requirement")
                    .with("subject", Message::Given(kind.title.clone()))
                    .with("demand", requirement.message),
                None => requirement.message,
            };
            if !parts.contains(&message) {
                parts.push(message);
            }
        }
        if !parts.is_empty() {
            demands.push(Message::List(parts));
        }
    }
    if demands.is_empty() {
        Message::new("demand-unspoken")
    } else {
        Message::new("demands").with("list", joined(demands))
    }
}

/// Alternatives, joined by "or".
fn joined(demands: Vec<Message>) -> Message {
    let mut demands = demands.into_iter();
    let first = demands.next().unwrap_or(Message::Plain(String::new()));
    demands.fold(first, |left, right| Message::new("either-or").with("left", left).with("right", right))
}

pub(super) fn at_least(n: Message) -> Message {
    Message::new("demand-at-least").with("n", n)
}

pub(super) fn at_most(n: Message) -> Message {
    Message::new("demand-at-most").with("n", n)
}

struct Reader<'a> {
    profile: &'a Profile,
    /// How many alternatives this is inside of.
    choices: usize,
    read: usize,
    found: Vec<Requirement>,
}

impl<'a> Reader<'a> {
    fn new(profile: &'a Profile, choices: usize) -> Self {
        Self { profile, choices, read: 0, found: Vec::new() }
    }

    fn read(&mut self, file: &str, schema: &Value, place: &Place<'a>, recommended: bool, depth: usize) {
        let Value::Object(object) = schema else { return };
        self.read += 1;
        if depth > DEEPEST || self.read > MOST_READ {
            return;
        }
        let recommended = recommended
            || object
                .get("x-severity")
                .and_then(Value::as_str)
                .and_then(Severity::from_name)
                .is_some_and(|severity| severity < Severity::Error);
        for demand in self.own_demands(object, place) {
            self.push(place, demand, recommended);
        }
        // A schema's own words say what is wrong; what it wants they say better than we only where it is
        // more than a number or a name.
        let given = object.get("x-message").and_then(|given| serde_json::from_value(given.clone()).ok());
        match given {
            Some(given) if COMBINING.iter().any(|keyword| object.contains_key(*keyword)) => {
                self.push(place, Message::Given(given), recommended);
            }
            _ => self.combined(file, object, place, recommended),
        }
        let profile = self.profile;
        if let Some(Value::String(reference)) = object.get("$ref")
            && let Some((file, target)) = profile.schemas.resolve(file, reference)
        {
            self.read(file, target, place, recommended, depth + 1);
        }
        for schema in object.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.read(file, schema, place, recommended, depth + 1);
        }
        // What is demanded under a condition is demanded of whoever wants to be sure.
        if let Some(then) = object.get("then") {
            self.read(file, then, place, recommended, depth + 1);
        }
        for (name, schema) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let inner = match (place.kind, place.fact.is_empty(), profile.kind(name)) {
                (None, true, Some(kind)) => Place { kind: Some(kind), index: None, fact: Vec::new() },
                _ => place.property(name),
            };
            self.read(file, schema, &inner, recommended, depth + 1);
        }
        if let (Some(items), Some(kind), None) = (object.get("items"), place.kind, place.index) {
            let item = Place { kind: Some(kind), index: Some(0), fact: Vec::new() };
            self.read(file, items, &item, recommended, depth + 1);
        }
    }

    fn push(&mut self, place: &Place<'a>, message: Message, recommended: bool) {
        let kind = place.kind.map(|kind| kind.name.clone());
        let about_count = place.kind.is_some() && place.index.is_none();
        self.found.push(Requirement { kind, about_count, message, recommended });
    }

    /// The demands of the keywords that stand in `object` itself.
    fn own_demands(&self, object: &Map<String, Value>, place: &Place<'a>) -> Vec<Message> {
        let mut demands = Vec::new();
        let subject = |demand: Message| {
            if place.kind.is_some() && place.index.is_none() && place.fact.is_empty() {
                demand
            } else {
                Message::new("requirement").with("subject", place.name()).with("demand", demand)
            }
        };
        let number = |name: &str| object.get(name).filter(|limit| limit.is_number());
        let quantity = |name: &str| number(name).map(|n| place.quantity(n));
        for (least, most) in [("minItems", "maxItems"), ("minimum", "maximum")] {
            demands.extend(range(place, number(least), number(most)).map(subject));
        }
        let letters = |name: &str| Some(Message::new("quantity-letters").with("n", number(name)?.as_u64()?));
        demands.extend(letters("minLength").map(|n| subject(at_least(n))));
        demands.extend(letters("maxLength").map(|n| subject(at_most(n))));
        let simple = [("exclusiveMinimum", "demand-more-than"), ("exclusiveMaximum", "demand-less-than")];
        for (keyword, key) in simple {
            demands.extend(quantity(keyword).map(|n| subject(Message::new(key).with("n", n))));
        }
        demands.extend(object.get("enum").map(|options| subject(one_of(&place.fact, options))));
        if let Some(constant) = object.get("const") {
            demands
                .push(subject(Message::new("demand-const").with("value", fact_value(&place.fact, constant))));
        }
        if let Some(pattern) = object.get("pattern").and_then(Value::as_str) {
            demands.push(subject(Message::new("demand-pattern").with("pattern", pattern)));
        }
        if object.get("uniqueItems") == Some(&Value::Bool(true)) {
            demands.push(subject(Message::new("demand-unique")));
        }
        demands.extend(self.required(object, place));
        demands
    }

    /// Properties that must be there. What every inventory has anyway is not worth a word.
    fn required(&self, object: &Map<String, Value>, place: &Place<'a>) -> Option<Message> {
        const ALWAYS: [&str; 4] = ["path", "bytes", "sha256", "format"];
        let names = object.get("required")?.as_array()?.iter().filter_map(Value::as_str);
        let root = place.kind.is_none() && place.fact.is_empty();
        let names: Vec<Message> = names
            .filter(|name| !(root && self.profile.kind(name).is_some()))
            .filter(|name| !(place.fact.is_empty() && ALWAYS.contains(name)))
            .map(|name| short_name(&place.property(name).fact))
            .collect();
        if names.is_empty() {
            return None;
        }
        let needed = Message::new("demand-required").with("names", Message::List(names));
        Some(match place.fact.is_empty() {
            true => needed,
            false => Message::new("requirement").with("subject", place.name()).with("demand", needed),
        })
    }

    /// Demands made of sub-schemas: `contains`, `not`, `anyOf`, `oneOf`.
    fn combined(&mut self, file: &str, object: &Map<String, Value>, place: &Place<'a>, recommended: bool) {
        let within = |sub| demand_within(self.profile, file, sub, place, self.choices + 1);
        let sub = |keyword: &str| object.get(keyword).map(within);
        let mut demands = Vec::new();
        if let Some(demand) = sub("contains") {
            let least = object.get("minContains").cloned().unwrap_or(Value::from(1));
            let message = Message::new("demand-contains").with("n", place.quantity(&least));
            demands.push(message.with("demand", demand));
        }
        for (keyword, key) in [("not", "demand-not"), ("anyOf", "demand-any-of"), ("oneOf", "demand-one-of")]
        {
            demands.extend(sub(keyword).map(|demand| Message::new(key).with("demand", demand)));
        }
        for demand in demands {
            self.push(place, demand, recommended);
        }
    }
}

fn range(place: &Place<'_>, least: Option<&Value>, most: Option<&Value>) -> Option<Message> {
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => {
            Message::new("demand-exactly").with("n", place.quantity(least))
        }
        (Some(least), Some(most)) => place.span(least, most),
        (Some(least), None) => at_least(place.quantity(least)),
        (None, Some(most)) => at_most(place.quantity(most)),
        (None, None) => return None,
    })
}
