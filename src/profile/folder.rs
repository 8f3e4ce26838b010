//! Reading a profile from the files of its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::{Map, Value};

use super::error::Fault;
use super::{Indicator, Kind, Media, PROFILE, Profile, ProfileError, RuleSetting, Schemas, Severity};
use crate::submission::{json, names};
use crate::text::Bilingual;

/// Largest file of a profile, in bytes; a schema is a few kilobytes.
pub const LARGEST_FILE: u64 = 4 << 20;

/// Names that a kind cannot have: other properties of an inventory.
const RESERVED: [&str; 5] = ["formatVersion", "indicator", "folder", "unit", "period"];

/// The groups of `captionFromName`.
const CAPTION_GROUPS: [&str; 6] = ["date", "place", "people", "event", "media", "url"];

impl Profile {
    /// The profile in `folder`; `name` is how the user called it.
    pub(super) fn from_folder(name: &str, folder: &Path) -> Result<Self, ProfileError> {
        let error = |file: &str, fault| ProfileError { path: folder.to_owned(), file: file.into(), fault };
        if !folder.join(PROFILE).is_file() {
            return Err(error(PROFILE, Fault::NotFound(name.to_owned())));
        }
        let entries = std::fs::read_dir(folder).map_err(|source| error("", Fault::Io(source)))?;
        let mut files = BTreeMap::new();
        for entry in entries {
            let entry = entry.map_err(|source| error("", Fault::Io(source)))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !Path::new(&name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
                continue;
            }
            let metadata = entry.metadata().map_err(|source| error(&name, Fault::Io(source)))?;
            if !metadata.is_file() {
                continue;
            }
            if metadata.len() > LARGEST_FILE {
                return Err(error(&name, Fault::TooLarge));
            }
            let bytes = std::fs::read(entry.path()).map_err(|source| error(&name, Fault::Io(source)))?;
            files.insert(name, bytes);
        }
        Self::from_files(files, folder, Some(folder.to_owned()))
    }

    /// The profile that consists of `files`; `path` is for messages.
    pub fn from_files(
        mut files: BTreeMap<String, Vec<u8>>,
        path: &Path,
        folder: Option<PathBuf>,
    ) -> Result<Self, ProfileError> {
        let error =
            |file: &str, fault: Fault| ProfileError { path: path.to_owned(), file: file.to_owned(), fault };
        let parse = |name: &str| {
            let bytes = files.get(name).ok_or_else(|| error(PROFILE, Fault::NoSchema(name.to_owned())))?;
            json::parse(bytes).map_err(|fault| error(name, Fault::Json(fault)))
        };
        let parsed = Parsed::from_json(&parse(PROFILE)?).map_err(|fault| error(PROFILE, fault))?;
        let mut documents = BTreeMap::new();
        for name in files.keys().filter(|name| *name != PROFILE) {
            match parse(name) {
                Ok(value) => {
                    documents.insert(name.clone(), value);
                }
                // A broken file that no schema uses must not stop anybody; one that is used is met below.
                Err(_) if !parsed.indicators.iter().any(|indicator| &indicator.schema == name) => {}
                Err(error) => return Err(error),
            }
        }
        let used: BTreeSet<String> =
            parsed.indicators.iter().map(|indicator| indicator.schema.clone()).collect();
        for name in &used {
            if !documents.contains_key(name) {
                return Err(error(PROFILE, Fault::NoSchema(name.clone())));
            }
        }
        let schemas = Schemas::compile(documents, &used).map_err(|(file, fault)| error(&file, fault))?;
        files.retain(|name, _| name == PROFILE || schemas.uses(name));
        let Parsed { name, version, title, kinds, caption_from_name, indicators, rules } = parsed;
        Ok(Self { name, version, title, kinds, caption_from_name, indicators, rules, schemas, files, folder })
    }
}

/// `profile.json`, read but without its schemas.
struct Parsed {
    name: String,
    version: String,
    title: Bilingual,
    kinds: Vec<Kind>,
    caption_from_name: Option<Regex>,
    indicators: Vec<Indicator>,
    rules: BTreeMap<String, RuleSetting>,
}

impl Parsed {
    fn from_json(value: &Value) -> Result<Self, Fault> {
        const FIELDS: [&str; 8] =
            ["$schema", "name", "version", "title", "kinds", "captionFromName", "indicators", "rules"];
        let object = as_object(value, "profile.json")?;
        no_others(object, &FIELDS, "")?;
        let kinds = as_object(field(object, "kinds", "")?, "kinds")?;
        let kinds = kinds.iter().map(|(name, value)| kind(name, value)).collect::<Result<Vec<_>, _>>()?;
        for name in kinds.iter().flat_map(|kind| kind.folders.iter().chain([&kind.name])) {
            usable_as_name(name)?;
        }
        let mut folders = BTreeSet::new();
        for folder in kinds.iter().flat_map(|kind| &kind.folders) {
            if !folders.insert(folder.to_lowercase()) {
                return Err(Fault::Duplicate(folder.clone()));
            }
        }
        let Value::Array(list) = field(object, "indicators", "")? else {
            return Err(Fault::Wrong { place: "indicators".into(), expected: "list" });
        };
        let indicators = list.iter().enumerate().map(indicator).collect::<Result<Vec<_>, _>>()?;
        let mut codes = BTreeSet::new();
        for indicator in &indicators {
            usable_as_name(&indicator.code)?;
            if !codes.insert(indicator.code.to_lowercase()) {
                return Err(Fault::Duplicate(indicator.code.clone()));
            }
        }
        let rules = match object.get("rules") {
            None => BTreeMap::new(),
            Some(value) => as_object(value, "rules")?
                .iter()
                .map(|(name, value)| Ok((name.clone(), rule_setting(name, value)?)))
                .collect::<Result<_, _>>()?,
        };
        Ok(Self {
            name: text(object, "name", "")?,
            version: text(object, "version", "")?,
            title: title(object, "")?,
            kinds,
            caption_from_name: caption_pattern(object.get("captionFromName"))?,
            indicators,
            rules,
        })
    }
}

fn kind(name: &str, value: &Value) -> Result<Kind, Fault> {
    let place = format!("kinds.{name}");
    if RESERVED.contains(&name) || name.is_empty() {
        return Err(Fault::Reserved(name.to_owned()));
    }
    let object = as_object(value, &place)?;
    no_others(object, &["title", "media", "formats", "folders"], &place)?;
    let media = match text(object, "media", &place)?.as_str() {
        "text" => Media::Text,
        "image" => Media::Image,
        "table" => Media::Table,
        "any" => Media::Any,
        _ => return Err(Fault::Wrong { place: format!("{place}.media"), expected: "media" }),
    };
    let folders = match object.get("folders") {
        None => vec![name.to_owned()],
        Some(value) => texts(value, &format!("{place}.folders"))?,
    };
    let formats = object.get("formats").map(|value| texts(value, &format!("{place}.formats"))).transpose()?;
    Ok(Kind { name: name.to_owned(), title: title(object, &place)?, media, formats, folders })
}

fn indicator((index, value): (usize, &Value)) -> Result<Indicator, Fault> {
    let place = format!("indicators[{index}]");
    let object = as_object(value, &place)?;
    no_others(object, &["code", "title", "responsible", "schema"], &place)?;
    Ok(Indicator {
        code: text(object, "code", &place)?,
        title: title(object, &place)?,
        responsible: match object.get("responsible") {
            None => Vec::new(),
            Some(value) => texts(value, &format!("{place}.responsible"))?,
        },
        schema: text(object, "schema", &place)?,
    })
}

/// Codes and kinds become names of folders, which must lead nowhere else.
fn usable_as_name(name: &str) -> Result<(), Fault> {
    if name.is_empty() || name.trim() != name || names::fault(name).is_some() {
        return Err(Fault::BadName(name.to_owned()));
    }
    Ok(())
}

fn rule_setting(name: &str, value: &Value) -> Result<RuleSetting, Fault> {
    let wrong = || Fault::Wrong { place: format!("rules.{name}"), expected: "rule-setting" };
    let severity = |name: &str| Severity::from_name(name).ok_or_else(wrong);
    match value {
        Value::String(word) if word == "off" => Ok(RuleSetting::Off),
        Value::String(word) => Ok(RuleSetting::On { severity: Some(severity(word)?), options: Map::new() }),
        Value::Object(object) => {
            let mut options = object.clone();
            let severity = match options.remove("severity") {
                None => None,
                Some(Value::String(word)) if word == "off" => return Ok(RuleSetting::Off),
                Some(Value::String(word)) => Some(severity(&word)?),
                Some(_) => return Err(wrong()),
            };
            Ok(RuleSetting::On { severity, options })
        }
        _ => Err(wrong()),
    }
}

fn caption_pattern(value: Option<&Value>) -> Result<Option<Regex>, Fault> {
    let Some(value) = value else { return Ok(None) };
    let Some(pattern) = value.as_str() else {
        return Err(Fault::Wrong { place: "captionFromName".into(), expected: "text" });
    };
    let fault = |reason: String| Fault::Pattern { pattern: pattern.to_owned(), reason };
    let regex = Regex::new(pattern).map_err(|error| fault(error.to_string()))?;
    match regex.capture_names().flatten().find(|name| !CAPTION_GROUPS.contains(name)) {
        Some(group) => Err(fault(format!("(?<{group}>…)"))),
        None => Ok(Some(regex)),
    }
}

fn as_object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>, Fault> {
    value.as_object().ok_or_else(|| Fault::Wrong { place: place.to_owned(), expected: "object" })
}

fn no_others(object: &Map<String, Value>, known: &[&str], place: &str) -> Result<(), Fault> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(Fault::Unknown(join(place, key))),
        None => Ok(()),
    }
}

fn field<'a>(object: &'a Map<String, Value>, name: &str, place: &str) -> Result<&'a Value, Fault> {
    object.get(name).ok_or_else(|| Fault::Missing(join(place, name)))
}

fn text(object: &Map<String, Value>, name: &str, place: &str) -> Result<String, Fault> {
    match field(object, name, place)? {
        Value::String(text) if !text.is_empty() => Ok(text.clone()),
        _ => Err(Fault::Wrong { place: join(place, name), expected: "text" }),
    }
}

fn texts(value: &Value, place: &str) -> Result<Vec<String>, Fault> {
    let list =
        value.as_array().map(|list| list.iter().map(|item| item.as_str().map(str::to_owned)).collect());
    match list {
        Some(Some(texts)) => Ok(texts),
        _ => Err(Fault::Wrong { place: place.to_owned(), expected: "texts" }),
    }
}

fn title(object: &Map<String, Value>, place: &str) -> Result<Bilingual, Fault> {
    let place = join(place, "title");
    let value = field(object, "title", place.trim_end_matches("title").trim_end_matches('.'))?;
    serde_json::from_value(value.clone()).map_err(|_| Fault::Wrong { place, expected: "bilingual" })
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}
