//! One file by itself, whether it lies in a submission or not.

use std::path::Path;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::cache::Cache;
use super::{FORMAT_VERSION, Interrupted, Material, Watch, dating, survey};
use crate::profile::Media;
use crate::submission::Source;

impl Material {
    /// What the file at `disk` says by itself: without a kind, a caption, or a period. Its path is the one given.
    pub fn alone(disk: &Path, watch: Watch<'_>) -> Result<Self, Interrupted> {
        let path = disk.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/").nfc().collect();
        let mut material = survey::read(
            Self { path, source: Source::Disk(disk.to_owned()), ..Self::default() },
            &Cache::none(),
            watch,
        )?;
        // No folder says what it is meant for: what was read as a picture is one.
        let media = if material.facts.image.is_some() { Media::Image } else { Media::Any };
        dating::date_name(&mut material, media, None);
        dating::date(&mut material, None);
        Ok(material)
    }

    /// The document of this file alone (`schemas/file.schema.json`), with the indicator's code and the kind it
    /// lies in, where it lies in a submission.
    #[must_use]
    pub fn document(&self, place: Option<(&str, &str)>) -> Value {
        let mut document = json!({ "formatVersion": FORMAT_VERSION });
        if let Some((indicator, kind)) = place {
            document["indicator"] = indicator.into();
            document["kind"] = kind.into();
        }
        document["file"] = self.json();
        document
    }

    /// All that is known of it, as in an inventory.
    #[must_use]
    pub fn json(&self) -> Value {
        // All its keys are text and its numbers finite, so it always becomes JSON.
        serde_json::to_value(self).unwrap_or_default()
    }
}
