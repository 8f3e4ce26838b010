//! A profile as far as a comparison needs it, read also where this version could not check with it.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::profile::PROFILE;
use crate::submission::json;
use crate::text::Bilingual;

/// Most indicators of a profile; with more it is taken for none. The profile of a whole country has some hundreds.
const MOST_INDICATORS: usize = 1000;

/// What a profile says of itself, and its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedProfile {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its indicators, in its order.
    pub indicators: Vec<StatedIndicator>,
    /// The SHA-256 of its files, by name.
    pub files: BTreeMap<String, [u8; 32]>,
}

/// An indicator of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedIndicator {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Option<Bilingual>,
}

impl StatedProfile {
    /// The profile that consists of `files`; none where `profile.json` is not what it should be.
    pub(super) fn of_files(files: &BTreeMap<String, Vec<u8>>) -> Option<Self> {
        let sums = files.iter().map(|(name, bytes)| (name.clone(), Sha256::digest(bytes).into())).collect();
        Self::of(files.get(PROFILE)?, sums)
    }

    /// The profile of a `profile.json`, whose files have these SHA-256.
    pub(super) fn of(profile: &[u8], files: BTreeMap<String, [u8; 32]>) -> Option<Self> {
        let document = json::parse(profile).ok()?;
        let text = |name: &str| document.get(name)?.as_str().map(str::to_owned);
        let listed = document.get("indicators")?.as_array()?;
        let indicators: Option<Vec<_>> = listed.iter().map(indicator).collect();
        let few = listed.len() <= MOST_INDICATORS;
        let indicators = indicators.filter(|_| few)?;
        Some(Self { name: text("name")?, version: text("version")?, indicators, files })
    }
}

fn indicator(value: &Value) -> Option<StatedIndicator> {
    let title = value.get("title").and_then(|title| serde_json::from_value(title.clone()).ok());
    Some(StatedIndicator { code: value.get("code")?.as_str()?.to_owned(), title })
}
