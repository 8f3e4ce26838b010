//! `submission.json`.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use thiserror::Error;

use super::json::{self, JsonFault};
use crate::text::{Explain, Lang, Message};

/// The days that material must be from, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// Whether `date` lies in the period.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }
}

/// What `submission.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// Name of a built-in profile, or path of a profile folder relative to the submission.
    pub profile: String,
    /// The unit that submits.
    pub unit: String,
    /// What the submission is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The days that material must be from.
    pub period: Period,
    /// The moment the upload closes, as written (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// Whom to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The indicators this submission answers; all of the profile where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicators: Option<Vec<String>>,
    /// The area in which pictures should have been taken, as written: a box of four numbers (west, south, east,
    /// north), or the path of a GeoJSON file relative to the submission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Value>,
    /// The language of what is written into archives; Chinese where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
}

/// What is wrong with a `submission.json`.
#[derive(Debug, Error)]
#[error("{}", .fault.message(.path).in_lang(Lang::En))]
pub struct ManifestError {
    path: PathBuf,
    fault: Fault,
}

#[derive(Debug)]
enum Fault {
    Json(JsonFault),
    NotAnObject,
    Missing(&'static str),
    Wrong { field: &'static str, expected: &'static str },
    Unknown(String),
    BadDate { field: &'static str, value: String },
    BadDeadline(String),
    Reversed,
}

impl Fault {
    fn message(&self, path: &Path) -> Message {
        let message = match self {
            Self::Json(fault) => fault.message(),
            Self::NotAnObject => Message::new("error-manifest-not-object"),
            Self::Missing(field) => Message::new("error-manifest-missing").with("field", *field),
            Self::Wrong { field, expected } => Message::new("error-manifest-wrong")
                .with("field", *field)
                .with("expected", Message::new(format!("expected-{expected}"))),
            Self::Unknown(field) => Message::new("error-manifest-unknown").with("field", field),
            Self::BadDate { field, value } => {
                Message::new("error-manifest-date").with("field", *field).with("value", value)
            }
            Self::BadDeadline(value) => Message::new("error-manifest-deadline").with("value", value),
            Self::Reversed => Message::new("error-manifest-reversed"),
        };
        message.with("path", path.display().to_string())
    }
}

impl Explain for ManifestError {
    fn message(&self) -> Message {
        self.fault.message(&self.path)
    }
}

/// The fields there are.
pub(crate) const FIELDS: [&str; 9] =
    ["profile", "unit", "title", "period", "deadline", "contact", "indicators", "area", "lang"];

impl Manifest {
    /// Reads the bytes of a `submission.json`; `path` is for messages. A byte order mark, which Windows
    /// editors write, is accepted.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Self, ManifestError> {
        Self::from_bytes(bytes).map_err(|fault| ManifestError { path: path.to_owned(), fault })
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let value = json::parse(bytes).map_err(Fault::Json)?;
        let Value::Object(object) = value else { return Err(Fault::NotAnObject) };
        if let Some(field) = object.keys().find(|key| !FIELDS.contains(&key.as_str())) {
            return Err(Fault::Unknown(field.clone()));
        }
        let period = match object.get("period") {
            None => return Err(Fault::Missing("period")),
            Some(Value::Object(period)) => {
                if let Some(field) = period.keys().find(|key| !["from", "to"].contains(&key.as_str())) {
                    return Err(Fault::Unknown(format!("period.{field}")));
                }
                Period {
                    from: date(period.get("from"), "period.from")?,
                    to: date(period.get("to"), "period.to")?,
                }
            }
            Some(_) => return Err(Fault::Wrong { field: "period", expected: "period" }),
        };
        if period.from > period.to {
            return Err(Fault::Reversed);
        }
        let deadline = text_field(&object, "deadline")?;
        if let Some(text) = &deadline
            && text.parse::<Timestamp>().is_err()
        {
            return Err(Fault::BadDeadline(text.clone()));
        }
        Ok(Self {
            profile: text_field(&object, "profile")?.ok_or(Fault::Missing("profile"))?,
            unit: text_field(&object, "unit")?.ok_or(Fault::Missing("unit"))?,
            title: text_field(&object, "title")?,
            period,
            deadline,
            contact: text_field(&object, "contact")?,
            indicators: codes(object.get("indicators"))?,
            area: area(object.get("area"))?,
            lang: language(object.get("lang"))?,
        })
    }

    /// The deadline as a moment.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.deadline.as_ref().and_then(|text| text.parse().ok())
    }
}

fn text_field(object: &Map<String, Value>, field: &'static str) -> Result<Option<String>, Fault> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
        Some(_) => Err(Fault::Wrong { field, expected: "text" }),
    }
}

fn date(value: Option<&Value>, field: &'static str) -> Result<Date, Fault> {
    match value {
        None => Err(Fault::Missing(field)),
        Some(Value::String(text)) => {
            text.trim().parse().map_err(|_| Fault::BadDate { field, value: text.clone() })
        }
        Some(other) => Err(Fault::BadDate { field, value: other.to_string() }),
    }
}

fn codes(value: Option<&Value>) -> Result<Option<Vec<String>>, Fault> {
    let wrong = Fault::Wrong { field: "indicators", expected: "codes" };
    let list = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) if !list.is_empty() => list,
        Some(_) => return Err(wrong),
    };
    let codes: Option<Vec<String>> = list.iter().map(|code| code.as_str().map(str::to_owned)).collect();
    codes.map(Some).ok_or(wrong)
}

fn area(value: Option<&Value>) -> Result<Option<Value>, Fault> {
    let fine = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(path)) => !path.trim().is_empty(),
        Some(Value::Array(sides)) => sides.len() == 4 && sides.iter().all(Value::is_number),
        Some(_) => false,
    };
    let wrong = Fault::Wrong { field: "area", expected: "area" };
    if fine { Ok(value.cloned()) } else { Err(wrong) }
}

fn language(value: Option<&Value>) -> Result<Option<Lang>, Fault> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(tag)) if tag == "zh" => Ok(Some(Lang::Zh)),
        Some(Value::String(tag)) if tag == "en" => Ok(Some(Lang::En)),
        Some(_) => Err(Fault::Wrong { field: "lang", expected: "lang" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Result<Manifest, String> {
        Manifest::parse(json.as_bytes(), Path::new("submission.json")).map_err(|error| error.to_string())
    }

    const GOOD: &str =
        r#"{"profile":"civilized-city","unit":"示例县","period":{"from":"2025-07-01","to":"2026-06-30"}}"#;

    #[test]
    fn reads_what_is_needed_and_accepts_a_byte_order_mark() {
        let manifest = parse(&format!("\u{feff}{GOOD}")).unwrap();
        assert_eq!(manifest.unit, "示例县");
        assert!(manifest.period.contains("2026-06-30".parse().unwrap()));
        assert!(!manifest.period.contains("2026-07-01".parse().unwrap()));
    }

    #[test]
    fn each_mistake_is_named() {
        for (json, part) in [
            ("{", "line 1"),
            ("[]", "object"),
            (r#"{"profile":"p"}"#, "period"),
            (&GOOD.replace("unit", "unti"), "unti"),
            (&GOOD.replace("2025-07-01", "2025-13-01"), "2025-13-01"),
            (&GOOD.replace("2025-07-01", "2027-07-01"), "period"),
            (&GOOD.replace("{\"profile\"", "{\"deadline\":\"tomorrow\",\"profile\""), "tomorrow"),
            (&GOOD.replace("{\"profile\"", "{\"indicators\":[1],\"profile\""), "indicators"),
            (&GOOD.replace("\"示例县\"", "\" \""), "unit"),
            (&GOOD.replace("{\"profile\"", "{\"area\":[1,2,3],\"profile\""), "area"),
            (&GOOD.replace("{\"profile\"", "{\"area\":\"\",\"profile\""), "area"),
        ] {
            let error = parse(json).unwrap_err();
            assert!(error.contains(part), "{json}: {error}");
        }
    }
}
