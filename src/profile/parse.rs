//! `profile.json`: everything that can be read of it, and everything that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde_json::{Map, Value};

use super::error::Fault;
use super::{Indicator, Kind, Media, RuleSetting, Severity};
use crate::submission::names;
use crate::text::Bilingual;

/// Names that a kind cannot have: other properties of an inventory.
const RESERVED: [&str; 5] = ["formatVersion", "indicator", "folder", "unit", "period"];

/// The groups of `captionFromName`.
const CAPTION_GROUPS: [&str; 6] = ["date", "place", "people", "event", "media", "url"];

/// `profile.json`, read but without its schemas.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) title: Bilingual,
    pub(super) kinds: Vec<Kind>,
    pub(super) caption_from_name: Option<Regex>,
    pub(super) indicators: Vec<Indicator>,
    pub(super) rules: BTreeMap<String, RuleSetting>,
    /// The schemas that are named, with the places where they are.
    pub(super) schemas: Vec<(String, String)>,
}

impl Parsed {
    /// What `value` says, and what is wrong with it: JSON Pointer (RFC 6901) and fault. An indicator or a kind
    /// that something is wrong with is left out.
    pub(super) fn from_json(value: &Value) -> (Self, Vec<(String, Fault)>) {
        let mut reader = Reader { faults: Vec::new(), schemas: Vec::new() };
        let parsed = reader.profile(value).unwrap_or_default();
        (Self { schemas: reader.schemas, ..parsed }, reader.faults)
    }
}

/// The JSON Pointer to `name` in what stands at `at`.
pub(crate) fn join(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Reads on after a fault, and keeps it.
struct Reader {
    faults: Vec<(String, Fault)>,
    schemas: Vec<(String, String)>,
}

impl Reader {
    fn profile(&mut self, value: &Value) -> Option<Parsed> {
        const FIELDS: [&str; 8] =
            ["$schema", "name", "version", "title", "kinds", "captionFromName", "indicators", "rules"];
        let object = self.object(value, "")?;
        self.no_others(object, &FIELDS, "");
        Some(Parsed {
            name: self.text(object, "name", "").unwrap_or_default(),
            version: self.text(object, "version", "").unwrap_or_default(),
            title: self.title(object, "").unwrap_or_default(),
            kinds: self.kinds(object),
            caption_from_name: object.get("captionFromName").and_then(|value| self.caption_pattern(value)),
            indicators: self.indicators(object),
            rules: object.get("rules").map(|rules| self.rules(rules)).unwrap_or_default(),
            schemas: Vec::new(),
        })
    }

    fn kinds(&mut self, object: &Map<String, Value>) -> Vec<Kind> {
        let list = self.field(object, "kinds", "").and_then(|kinds| self.object(kinds, "/kinds"));
        let list = list.into_iter().flatten();
        let kinds: Vec<Kind> = list.filter_map(|(name, value)| self.kind(name, value)).collect();
        let mut taken = BTreeSet::new();
        for kind in &kinds {
            let at = join("/kinds", &kind.name);
            self.usable_as_name(&kind.name, &at);
            for (index, folder) in kind.folders.iter().enumerate() {
                let at = format!("{at}/folders/{index}");
                self.usable_as_name(folder, &at);
                if !taken.insert(folder.to_lowercase()) {
                    self.fault(at, Fault::Duplicate(folder.clone()));
                }
            }
        }
        kinds
    }

    fn kind(&mut self, name: &str, value: &Value) -> Option<Kind> {
        let at = join("/kinds", name);
        if RESERVED.contains(&name) || name.is_empty() {
            self.fault(&at, Fault::Reserved(name.to_owned()));
        }
        let object = self.object(value, &at)?;
        self.no_others(object, &["title", "media", "formats", "folders"], &at);
        let title = self.title(object, &at);
        let media = match self.text(object, "media", &at).as_deref() {
            None => None,
            Some("text") => Some(Media::Text),
            Some("image") => Some(Media::Image),
            Some("table") => Some(Media::Table),
            Some("any") => Some(Media::Any),
            Some(_) => self.wrong(join(&at, "media"), "media"),
        };
        let folders = match object.get("folders") {
            None => Some(vec![name.to_owned()]),
            Some(value) => self.texts(value, &join(&at, "folders")),
        };
        let formats = object.get("formats").map(|value| self.texts(value, &join(&at, "formats")));
        let formats = match formats {
            None => None,
            Some(formats) => Some(formats?),
        };
        Some(Kind { name: name.to_owned(), title: title?, media: media?, formats, folders: folders? })
    }

    fn indicators(&mut self, object: &Map<String, Value>) -> Vec<Indicator> {
        let Some(value) = self.field(object, "indicators", "") else { return Vec::new() };
        let Value::Array(list) = value else {
            return self.wrong("/indicators".to_owned(), "list").unwrap_or_default();
        };
        let mut codes = BTreeSet::new();
        let mut indicators = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let at = format!("/indicators/{index}");
            let Some(indicator) = self.indicator(value, &at) else { continue };
            let at = join(&at, "code");
            self.usable_as_name(&indicator.code, &at);
            if !codes.insert(indicator.code.to_lowercase()) {
                self.fault(at, Fault::Duplicate(indicator.code.clone()));
            }
            indicators.push(indicator);
        }
        indicators
    }

    fn indicator(&mut self, value: &Value, at: &str) -> Option<Indicator> {
        let object = self.object(value, at)?;
        self.no_others(object, &["code", "title", "responsible", "schema"], at);
        let code = self.text(object, "code", at);
        let title = self.title(object, at);
        let responsible = match object.get("responsible") {
            None => Some(Vec::new()),
            Some(value) => self.texts(value, &join(at, "responsible")),
        };
        let schema = self.text(object, "schema", at);
        self.schemas.extend(schema.iter().map(|name| (join(at, "schema"), name.clone())));
        Some(Indicator { code: code?, title: title?, responsible: responsible?, schema: schema? })
    }

    fn rules(&mut self, value: &Value) -> BTreeMap<String, RuleSetting> {
        let list = self.object(value, "/rules").into_iter().flatten();
        let settings = list.filter_map(|(name, value)| match rule_setting(value) {
            Some(setting) => Some((name.clone(), setting)),
            None => self.wrong(join("/rules", name), "rule-setting"),
        });
        settings.collect()
    }

    fn caption_pattern(&mut self, value: &Value) -> Option<Regex> {
        let at = "/captionFromName";
        let Some(pattern) = value.as_str() else { return self.wrong(at.to_owned(), "text") };
        let fault = |reason: String| Fault::Pattern { pattern: pattern.to_owned(), reason };
        let regex = match Regex::new(pattern) {
            Ok(regex) => regex,
            Err(error) => {
                self.fault(at, fault(error.to_string()));
                return None;
            }
        };
        for group in regex.capture_names().flatten().filter(|name| !CAPTION_GROUPS.contains(name)) {
            self.fault(at, fault(format!("(?<{group}>…)")));
        }
        Some(regex)
    }

    /// Codes and kinds become names of folders, which must lead nowhere else.
    fn usable_as_name(&mut self, name: &str, at: &str) {
        if name.is_empty() || name.trim() != name || names::fault(name).is_some() {
            self.fault(at, Fault::BadName(name.to_owned()));
        }
    }

    fn fault(&mut self, at: impl Into<String>, fault: Fault) {
        self.faults.push((at.into(), fault));
    }

    /// Nothing, because what stands at `at` is not what is expected.
    fn wrong<T>(&mut self, at: String, expected: &'static str) -> Option<T> {
        self.fault(at, Fault::Wrong { expected });
        None
    }

    fn object<'v>(&mut self, value: &'v Value, at: &str) -> Option<&'v Map<String, Value>> {
        value.as_object().or_else(|| self.wrong(at.to_owned(), "object"))
    }

    fn no_others(&mut self, object: &Map<String, Value>, known: &[&str], at: &str) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.fault(join(at, key), Fault::Unknown);
        }
    }

    fn field<'v>(&mut self, object: &'v Map<String, Value>, name: &str, at: &str) -> Option<&'v Value> {
        let value = object.get(name);
        if value.is_none() {
            self.fault(join(at, name), Fault::Missing);
        }
        value
    }

    fn text(&mut self, object: &Map<String, Value>, name: &str, at: &str) -> Option<String> {
        match self.field(object, name, at)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            _ => self.wrong(join(at, name), "text"),
        }
    }

    fn texts(&mut self, value: &Value, at: &str) -> Option<Vec<String>> {
        let texts = value
            .as_array()
            .and_then(|list| list.iter().map(|item| item.as_str().map(str::to_owned)).collect());
        texts.or_else(|| self.wrong(at.to_owned(), "texts"))
    }

    fn title(&mut self, object: &Map<String, Value>, at: &str) -> Option<Bilingual> {
        let value = self.field(object, "title", at)?;
        let title = serde_json::from_value(value.clone()).ok();
        title.or_else(|| self.wrong(join(at, "title"), "bilingual"))
    }
}

fn rule_setting(value: &Value) -> Option<RuleSetting> {
    let off = |word: &Value| word.as_str() == Some("off");
    let severity = |word: &Value| word.as_str().and_then(Severity::from_name);
    match value {
        word if off(word) => Some(RuleSetting::Off),
        Value::Object(object) => {
            let mut options = object.clone();
            match options.remove("severity") {
                None => Some(RuleSetting::On { severity: None, options }),
                Some(word) if off(&word) => Some(RuleSetting::Off),
                Some(word) => Some(RuleSetting::On { severity: Some(severity(&word)?), options }),
            }
        }
        word => Some(RuleSetting::On { severity: Some(severity(word)?), options: Map::new() }),
    }
}
