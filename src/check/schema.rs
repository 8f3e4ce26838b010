//! What a schema refuses, in the field's words.
//!
//! Every keyword of the JSON Schema 2020-12 vocabularies has its message: what is demanded, and what there is
//! instead. A schema's own `x-message` replaces it, `x-severity` lowers the severity; both stand in the schema
//! object of the keyword that refuses.

use std::collections::BTreeSet;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::requirements::{at_least, at_most, demand_of};
use super::terms::{Place, fact_name, fact_value, format_name, one_of, short_name};
use crate::profile::{Media, Profile, Severity};
use crate::text::{Bilingual, Message};

/// One refusal.
pub(super) struct Refusal {
    /// The material's path, where the refusal is about one.
    pub(super) path: Option<String>,
    /// JSON Pointer into the inventory.
    pub(super) pointer: String,
    /// The keyword that refuses.
    pub(super) keyword: String,
    /// Where it stands.
    pub(super) schema_pointer: String,
    /// Severity of the schema's own `x-severity`.
    pub(super) severity: Option<Severity>,
    /// What is wrong.
    pub(super) message: Message,
    /// What to do.
    pub(super) fix: Message,
}

/// What the schema in the file `schema` refuses of the inventory `document`.
pub(super) fn refusals(profile: &Profile, schema: &str, document: &Value) -> Vec<Refusal> {
    refusals_that(profile, schema, document, |_| true)
}

/// The same, of the errors that `count` only.
pub(super) fn refusals_that(
    profile: &Profile,
    schema: &str,
    document: &Value,
    count: impl Fn(&ValidationError<'_>) -> bool,
) -> Vec<Refusal> {
    let mut refusals: Vec<Refusal> = Vec::new();
    let mut missing: Vec<Missing> = Vec::new();
    for error in profile.schemas.errors(schema, document).into_iter().filter(count) {
        let site = Site::of(profile, &error, document);
        match error.kind() {
            Kind::Required { property } => note_missing(&mut missing, site, property),
            _ => refusals.push(site.refusal(&error)),
        }
    }
    refusals.extend(missing.into_iter().map(Missing::refusal));
    let mut told = BTreeSet::new();
    refusals.retain(|refusal| {
        let message = refusal.message.in_lang(crate::text::Lang::Zh);
        told.insert((refusal.path.clone(), message, refusal.path.is_none().then(|| refusal.pointer.clone())))
    });
    refusals
}

/// Where an error stands: in the inventory and in the schema.
struct Site<'a> {
    place: Place<'a>,
    path: Option<String>,
    pointer: String,
    keyword: String,
    schema_pointer: String,
    /// The schema's own words.
    given: Option<Bilingual>,
    severity: Option<Severity>,
    /// The file and object of the schema that the keyword stands in.
    schema: Option<(&'a str, &'a Value)>,
    profile: &'a Profile,
}

impl<'a> Site<'a> {
    fn of(profile: &'a Profile, error: &ValidationError<'_>, document: &Value) -> Self {
        let pointer = error.instance_path().to_string();
        let place = Place::at(profile, &pointer);
        let path = place.kind.zip(place.index).and_then(|(kind, index)| {
            let path = document.get(&kind.name)?.get(index)?.get("path")?;
            path.as_str().map(str::to_owned)
        });
        let address = error.absolute_keyword_location().map(|address| address.as_str().to_owned());
        let located = address.as_deref().and_then(|address| profile.schemas.locate(address));
        let (file, mut pointer_there) = located.unwrap_or_default();
        let (mut object, mut keyword) = pointer_there.rsplit_once('/').unwrap_or_default();
        if object.ends_with("/dependentRequired") {
            // The validator adds the number of the dependency, which is no part of a pointer.
            (object, keyword) = object.rsplit_once('/').unwrap_or_default();
        }
        let schema =
            profile.schemas.document(file).and_then(|document| Some((file, document.pointer(object)?)));
        // A schema that is `false` has no keyword: it stands itself where it is pointed at. Where it is the value
        // of a keyword that has no names below it, that one says more.
        let applies = ["items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties"];
        let bare = matches!(error.kind(), Kind::FalseSchema) && !applies.contains(&keyword);
        let (schema, keyword) = if bare { (None, "false".to_owned()) } else { (schema, keyword.to_owned()) };
        if !bare {
            pointer_there = format!("{object}/{keyword}");
        }
        let annotation = |name: &str| schema.and_then(|(_, object)| object.get(name));
        Self {
            place,
            path,
            pointer,
            schema_pointer: format!("{file}#{pointer_there}"),
            given: annotation("x-message").and_then(|given| serde_json::from_value(given.clone()).ok()),
            severity: annotation("x-severity").and_then(Value::as_str).and_then(Severity::from_name),
            schema,
            keyword,
            profile,
        }
    }

    fn refusal(self, error: &ValidationError<'_>) -> Refusal {
        let message = match &self.given {
            Some(given) => Message::Given(given.clone()),
            None => self.message(error),
        };
        self.with(message, None)
    }

    /// `missing`: the property that is not there, where that is what is wrong.
    fn with(self, message: Message, missing: Option<&str>) -> Refusal {
        let fact = self.place.fact.first().map(String::as_str).or(missing);
        let fix = match (&self.path, self.keyword.as_str()) {
            (None, "minItems") => "fix-schema-add",
            (None, "contains" | "minContains") => "fix-schema-contains",
            (None, "maxItems" | "maxContains") => "fix-schema-remove",
            (None, _) => "fix-schema-indicator",
            (Some(_), _) => match fact {
                Some("caption") => "fix-schema-caption",
                Some("text" | "image") if missing.is_some() => "fix-schema-unreadable",
                Some("text") => "fix-schema-text",
                Some("image") => "fix-schema-image",
                Some("bytes") => "fix-schema-bytes",
                Some("format") => match self.place.kind.map(|kind| kind.media) {
                    Some(Media::Image) => "fix-schema-picture-format",
                    _ => "fix-schema-format",
                },
                _ => "fix-schema-file",
            },
        };
        Refusal {
            path: self.path,
            pointer: self.pointer,
            keyword: self.keyword,
            schema_pointer: self.schema_pointer,
            severity: self.severity,
            message,
            fix: Message::new(fix),
        }
    }

    /// What is demanded of a sub-schema of the object that the keyword stands in, in words.
    fn sub_demand(&self, keyword: &str) -> Message {
        let sub = self.schema.and_then(|(file, object)| Some((file, object.get(keyword)?)));
        match sub {
            Some((file, sub)) => demand_of(self.profile, file, sub, &self.place),
            None => Message::new("demand-unspoken"),
        }
    }

    fn limit(&self, keyword: &str) -> Value {
        self.schema.and_then(|(_, object)| object.get(keyword)).cloned().unwrap_or(Value::Null)
    }

    /// The property that makes `missing` ones required (`dependentRequired`).
    fn given_property(&self, missing: &[String]) -> String {
        let dependencies = self.schema.and_then(|(_, object)| object.get("dependentRequired"));
        let demands = |list: &Value| {
            let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
            missing.iter().all(|name| list.iter().any(|required| required == name))
        };
        let mut given = dependencies.and_then(Value::as_object).into_iter().flatten();
        given.find(|(_, list)| demands(list)).map(|(name, _)| name.clone()).unwrap_or_default()
    }

    /// The generated message: what is demanded and what there is.
    fn message(&self, error: &ValidationError<'_>) -> Message {
        let instance = error.instance();
        let place = &self.place;
        let fact = place.fact.as_slice();
        let is =
            |demand| finding(place, demand, Message::new("have").with("value", fact_value(fact, instance)));
        let has =
            |demand, value: Message| finding(place, demand, Message::new("have-amount").with("value", value));
        let measures = |demand| has(demand, place.quantity(instance));
        let counts = |demand, count: usize| has(demand, place.quantity(&count.into()));
        let plain = |demand| finding(place, demand, Message::Plain(String::new()));
        let items = || instance.as_array().map_or(0, Vec::len);
        let number = |limit: &Value| place.quantity(limit);
        let characters = |n: u64| Message::new("quantity-letters").with("n", n);
        let properties = |n: u64| Message::new("quantity-properties").with("n", n);
        let size = || instance.as_object().map_or(0, |object| object.len() as u64);
        let length = || instance.as_str().map_or(0, |text| text.chars().count() as u64);
        match error.kind() {
            Kind::MinItems { limit } => counts(at_least(number(&(*limit).into())), items()),
            Kind::MaxItems { limit } => counts(at_most(number(&(*limit).into())), items()),
            Kind::Minimum { limit } => measures(at_least(number(limit))),
            Kind::Maximum { limit } => measures(at_most(number(limit))),
            Kind::ExclusiveMinimum { limit } => {
                measures(Message::new("demand-more-than").with("n", number(limit)))
            }
            Kind::ExclusiveMaximum { limit } => {
                measures(Message::new("demand-less-than").with("n", number(limit)))
            }
            Kind::MultipleOf { multiple_of } => {
                measures(Message::new("demand-multiple-of").with("n", multiple_of.to_string()))
            }
            Kind::MinLength { limit } => has(at_least(characters(*limit)), characters(length())),
            Kind::MaxLength { limit } => has(at_most(characters(*limit)), characters(length())),
            Kind::MinProperties { limit } => has(at_least(properties(*limit)), properties(size())),
            Kind::MaxProperties { limit } => has(at_most(properties(*limit)), properties(size())),
            Kind::Pattern { pattern } => is(Message::new("demand-pattern").with("pattern", pattern)),
            Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
                plain(Message::new("demand-pattern-too-hard"))
            }
            Kind::Format { format } => is(Message::new("demand-format").with("format", format_name(format))),
            Kind::Enum { options } => is(one_of(fact, options)),
            Kind::Constant { expected_value } => {
                is(Message::new("demand-const").with("value", fact_value(fact, expected_value)))
            }
            Kind::Type { kind } => {
                let types = match kind {
                    TypeKind::Single(kind) => vec![kind.to_string()],
                    TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect(),
                };
                let types = types.iter().map(|kind| Message::new(format!("type-{kind}"))).collect();
                is(Message::new("demand-type").with("types", Message::List(types)))
            }
            Kind::UniqueItems => plain(Message::new("demand-unique")),
            Kind::Contains => self.contains(),
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                let names = unexpected.iter().map(|name| short_name(&place.property(name).fact)).collect();
                plain(Message::new("demand-no-others").with("names", Message::List(names)))
            }
            Kind::AdditionalItems { limit } => counts(at_most(number(&(*limit).into())), items()),
            Kind::UnevaluatedItems { .. } => plain(Message::new("demand-no-more-items")),
            Kind::FalseSchema => plain(Message::new("demand-absent")),
            Kind::PropertyNames { error } => {
                plain(Message::new("demand-names").with("name", fact_value(&[], error.instance())))
            }
            Kind::Not { .. } => plain(Message::new("demand-not").with("demand", self.sub_demand("not"))),
            Kind::AnyOf { .. } => {
                plain(Message::new("demand-any-of").with("demand", self.sub_demand("anyOf")))
            }
            Kind::OneOfNotValid { .. } => {
                plain(Message::new("demand-one-of").with("demand", self.sub_demand("oneOf")))
            }
            Kind::OneOfMultipleValid { .. } => {
                plain(Message::new("demand-only-one-of").with("demand", self.sub_demand("oneOf")))
            }
            Kind::ContentEncoding { content_encoding } => {
                plain(Message::new("demand-format").with("format", content_encoding))
            }
            Kind::ContentMediaType { content_media_type } => {
                plain(Message::new("demand-format").with("format", content_media_type))
            }
            // Told together by `Missing`; the rest is never made by a compiled schema without custom keywords.
            Kind::Required { .. } | Kind::Custom { .. } | Kind::FromUtf8 { .. } | Kind::Referencing(_) => {
                plain(Message::new("demand-unspoken"))
            }
        }
    }

    fn contains(&self) -> Message {
        let demand = self.sub_demand("contains");
        let (key, limit) = match self.keyword.as_str() {
            "maxContains" => ("demand-contains-at-most", self.limit("maxContains")),
            _ => ("demand-contains", self.limit("minContains")),
        };
        let limit = if limit.is_null() { Value::from(1) } else { limit };
        let demand = Message::new(key).with("n", self.place.quantity(&limit)).with("demand", demand);
        finding(&self.place, demand, Message::Plain(String::new()))
    }
}

/// "Photos: at least 3, now 1".
fn finding(place: &Place<'_>, demand: Message, have: Message) -> Message {
    Message::new("finding-schema").with("subject", place.name()).with("demand", demand).with("have", have)
}

/// What one schema object misses in one place: told together.
struct Missing<'a> {
    site: Site<'a>,
    properties: Vec<String>,
}

fn note_missing<'a>(missing: &mut Vec<Missing<'a>>, site: Site<'a>, property: &Value) {
    let Some(property) = property.as_str().map(str::to_owned) else { return };
    let same = |other: &&mut Missing| {
        other.site.pointer == site.pointer && other.site.schema_pointer == site.schema_pointer
    };
    match missing.iter_mut().find(same) {
        Some(other) => other.properties.push(property),
        None => missing.push(Missing { site, properties: vec![property] }),
    }
}

impl Missing<'_> {
    fn refusal(self) -> Refusal {
        let Self { site, properties } = self;
        let missing = properties.first().map(String::as_str);
        if let Some(given) = site.given.clone() {
            return site.with(Message::Given(given), missing);
        }
        let names = |prefix: &[String]| {
            let name = |property: &String| short_name(&[prefix, std::slice::from_ref(property)].concat());
            Message::List(properties.iter().map(name).collect())
        };
        let message = if site.keyword == "dependentRequired" {
            Message::new("finding-dependent-required")
                .with("subject", site.place.name())
                .with("given", short_name(&site.place.property(&site.given_property(&properties)).fact))
                .with("names", names(&site.place.fact))
        } else if site.place.fact.is_empty() && site.place.kind.is_none() {
            let kinds = properties.iter().map(|name| match site.profile.kind(name) {
                Some(kind) => Message::Given(kind.title.clone()),
                None => fact_name(std::slice::from_ref(name)),
            });
            Message::new("finding-missing").with("names", Message::List(kinds.collect()))
        } else if site.place.fact.is_empty() {
            Message::new("finding-missing").with("names", names(&[]))
        } else {
            Message::new("finding-missing-in")
                .with("subject", site.place.name())
                .with("names", names(&site.place.fact))
        };
        site.with(message, missing)
    }
}
