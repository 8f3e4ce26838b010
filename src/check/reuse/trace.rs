//! What one material is recognised by, wherever it is met again.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::facts::Format;
use crate::facts::sketch::Sketch;
use crate::inventory::Material;

/// Pictures in which there is less to see, of 100, are not compared: blank pages are all alike.
pub const LEAST_QUALITY: u8 = 10;

/// What one material is recognised by, wherever it is met again (`schemas/batch-trace.schema.json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// The code of its indicator.
    pub indicator: String,
    /// The units that answer for it, as far as they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// Its path in its submission.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Its content, where it is a picture with anything to see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Its content, where it is a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What a picture is recognised by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Its format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// What it shows.
    #[serde(deserialize_with = "sketch")]
    pub sketch: Sketch,
}

/// Reads a sketch from its text.
pub(crate) fn sketch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sketch, D::Error> {
    let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
    Sketch::read(&text).ok_or_else(|| D::Error::custom("no sketch"))
}

impl Trace {
    /// Of a material for whose indicator these units answer.
    #[must_use]
    pub fn of(indicator: &str, units: &[String], material: &Material) -> Self {
        Self {
            indicator: indicator.to_owned(),
            units: units.to_vec(),
            path: material.path.clone(),
            bytes: material.bytes,
            sha256: material.sha256.clone(),
            picture: Picture::of(material),
            text: material.facts.text.as_ref().map(|text| text.content.clone()),
        }
    }
}

impl Picture {
    /// How many pixels it has.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Of a material that is a picture with anything to see.
    #[must_use]
    pub fn of(material: &Material) -> Option<Self> {
        let image = material.facts.image.as_ref()?;
        image.pdq.as_ref().filter(|pdq| pdq.quality >= LEAST_QUALITY)?;
        Some(Self {
            width: image.width,
            height: image.height,
            format: material.facts.format,
            sketch: image.sketch.clone()?,
        })
    }
}
