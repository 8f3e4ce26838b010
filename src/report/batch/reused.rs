//! What is used in more than one submission.

use serde::Serialize;

use crate::check::reuse::Area;
use crate::facts::sketch::Sketch;
use crate::profile::Severity;

/// Materials of several submissions that are one. Words are in the language of the batch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reused {
    /// The rule that says so.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What that means.
    pub message: String,
    /// What to do.
    pub fix: Option<String>,
    /// The materials, the one that shows most first; of at least two submissions.
    pub sides: Vec<Side>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// The item of the batch, or what it was compared with, by its path.
    pub item: String,
    /// Whether it is no item of the batch, but of what the batch was compared with.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub past: bool,
    /// The unit that submitted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The code of its indicator; none where a whole submission is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The units that answer for it.
    pub responsible: Vec<String>,
    /// Its path in its submission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What was done to the first to get it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// What it shows, where it is a picture.
    #[serde(skip)]
    pub sketch: Option<Sketch>,
    /// Where it differs from the other one, of two.
    #[serde(skip)]
    pub marks: Vec<Area>,
}
