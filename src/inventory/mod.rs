//! The inventory: the JSON document of one indicator, which its schema is applied to.
//!
//! `schemas/inventory.schema.json` describes every fact with its unit and source. A fact that could not be
//! known is absent, never guessed.

pub mod cache;
mod dating;
mod labels;
mod sheet;
mod single;
mod survey;
mod thumbnails;
mod watch;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

pub use sheet::{CaptionProblem, Fault, OtherFile, Sheet};
pub use survey::{Interrupted, Survey};
pub use thumbnails::{Thumbnails, thumbnails};
pub use watch::Watch;

use crate::facts::captions::Caption;
use crate::facts::dates::NameDate;
use crate::facts::{Facts, Format};
use crate::submission::{Period, Source};
use crate::text::Message;

/// Version of the inventory's form.
pub const FORMAT_VERSION: u32 = 1;

/// All that the files of one indicator say.
#[derive(Debug, Clone, PartialEq)]
pub struct Inventory {
    /// The indicator's code.
    pub indicator: String,
    /// Its folder in the submission.
    pub folder: String,
    /// The unit that submits.
    pub unit: String,
    /// The days that material must be from.
    pub period: Period,
    /// The materials of each kind of the profile, in the profile's order, sorted by path.
    pub kinds: Vec<(String, Vec<Material>)>,
}

/// One file and what it says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Material {
    /// Relative to the submission, `/`-separated, NFC.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal; absent where the file could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The best known date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<jiff::civil::Date>,
    /// Where the date is from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_source: Option<DateSource>,
    /// The date in its name; of pictures only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_date: Option<NameDate>,
    /// Days that its name or its EXIF writes and that do not exist, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub impossible_dates: Vec<String>,
    /// Whether the date lies in the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_period: Option<bool>,
    /// What people wrote about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Caption>,
    /// What its content says.
    #[serde(flatten)]
    pub facts: Facts,
    /// Where its bytes are.
    #[serde(skip)]
    pub source: Source,
    /// Why it could not be read, in the system's words.
    #[serde(skip)]
    pub unreadable: Option<String>,
}

impl Material {
    /// Whether the format is beyond doubt. Of a damaged ZIP nobody can say which document it was, and of one that
    /// could not be read nothing at all.
    #[must_use]
    pub fn format_is_certain(&self) -> bool {
        let doubtful = matches!(self.facts.format, None | Some(Format::Zip)) && self.facts.damage.is_some();
        self.sha256.is_some() && !doubtful
    }
}

/// Where a date is from, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// The camera.
    Exif,
    /// A caption sheet.
    Caption,
    /// The file's name.
    Name,
}

impl DateSource {
    /// What people call it.
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Exif => "date-source-exif",
            Self::Caption => "date-source-caption",
            Self::Name => "date-source-name",
        })
    }
}

impl Serialize for Inventory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5 + self.kinds.len()))?;
        map.serialize_entry("formatVersion", &FORMAT_VERSION)?;
        map.serialize_entry("indicator", &self.indicator)?;
        map.serialize_entry("folder", &self.folder)?;
        map.serialize_entry("unit", &self.unit)?;
        map.serialize_entry("period", &self.period)?;
        for (kind, materials) in &self.kinds {
            map.serialize_entry(kind, materials)?;
        }
        map.end()
    }
}

impl Inventory {
    /// The document that the indicator's schema is applied to.
    #[must_use]
    pub fn document(&self) -> Value {
        // Nothing in an inventory can fail to become JSON: all its keys are text and its numbers finite.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// All materials with the name of their kind.
    pub fn materials(&self) -> impl Iterator<Item = (&str, &Material)> {
        self.kinds.iter().flat_map(|(kind, list)| list.iter().map(move |material| (kind.as_str(), material)))
    }
}

/// Several inventories as one document (`schemas/inventories.schema.json`).
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Documents<'a> {
    format_version: u32,
    inventories: &'a [Inventory],
}

impl<'a> Documents<'a> {
    /// The document of `inventories`.
    #[must_use]
    pub fn of(inventories: &'a [Inventory]) -> Self {
        Self { format_version: FORMAT_VERSION, inventories }
    }
}
