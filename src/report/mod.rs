//! Findings and verifications for people and machines. Results are data; here they are put into words.

pub mod batch;
pub mod cache;
pub mod facts;
pub mod history;
pub mod html;
pub mod json;
mod paint;
mod place;
pub mod profile;
pub mod record;
mod sanitize;
pub mod sarif;
mod standing;
pub mod terminal;
mod time_left;
pub mod xlsx;

pub use history::History;
pub use paint::Paint;
pub use place::{replace, seen_from, sweep};
pub use sanitize::sanitize;

use std::collections::HashSet;

use jiff::civil::Date;

use crate::check::reuse::Pool;
use crate::check::{self, Elsewhere, Finding};
use crate::inventory::{self, Interrupted, Inventory, Survey, Thumbnails, Watch};
use crate::profile::Profile;
use crate::submission::Submission;
use crate::text::{Lang, Message};

/// All that a report on a submission shows.
#[derive(Clone, Copy)]
pub struct CheckReport<'a> {
    /// The submission.
    pub submission: &'a Submission,
    /// The profile it was checked against.
    pub profile: &'a Profile,
    /// What its files say.
    pub survey: &'a Survey,
    /// How much was checked.
    pub totals: Totals,
    /// What was found, sorted.
    pub findings: &'a [Finding],
    /// The day it was found.
    pub made: Date,
    /// The indicators that were looked at, where not all were.
    pub only: &'a [String],
    /// What became of what an earlier check found, where one was looked at.
    pub history: Option<&'a History>,
    /// The other submissions that it was compared with, where it was.
    pub elsewhere: Option<&'a Pool>,
}

impl<'a> CheckReport<'a> {
    /// A report of what was found in a submission on the day `made`.
    #[must_use]
    pub fn new(
        submission: &'a Submission,
        profile: &'a Profile,
        survey: &'a Survey,
        findings: &'a [Finding],
        made: Date,
    ) -> Self {
        let materials = || survey.inventories.iter().flat_map(Inventory::materials);
        let totals = Totals {
            indicators: check::owed(&submission.manifest, profile).count(),
            materials: materials().count(),
            bytes: materials().map(|(_, material)| material.bytes).fold(0, u64::saturating_add),
        };
        Self {
            submission,
            profile,
            survey,
            totals,
            findings,
            made,
            only: &[],
            history: None,
            elsewhere: None,
        }
    }
}

impl CheckReport<'_> {
    /// Thumbnails of these pictures. Their files are read again.
    pub fn thumbnails(&self, pictures: Pictures, watch: Watch<'_>) -> Result<Thumbnails, Interrupted> {
        match pictures {
            Pictures::None => Ok(Thumbnails::new()),
            Pictures::Problems => {
                let named =
                    self.findings.iter().flat_map(|finding| finding.path.iter().chain(&finding.related));
                let named: HashSet<&String> = named.collect();
                inventory::thumbnails(self.survey, |material| named.contains(&material.path), watch)
            }
            Pictures::All => inventory::thumbnails(self.survey, |_| true, watch),
        }
    }
}

/// Which pictures a report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// None.
    None,
    /// Those that something is wrong with.
    Problems,
    /// All.
    All,
}

/// Which other submissions it was compared with, and which could not be read, a sentence each.
fn compared_with(report: &CheckReport<'_>) -> Vec<Message> {
    let Some(pool) = report.elsewhere else { return Vec::new() };
    let number = Message::new("against-compared")
        .with("items", pool.origins().len())
        .with("materials", pool.materials());
    let skipped = pool.skipped().iter();
    let skipped = skipped
        .map(|(name, why)| Message::new("against-skipped").with("path", name).with("reason", why.clone()));
    std::iter::once(number).chain(skipped).collect()
}

/// A material of another submission, in a line.
fn in_origin(elsewhere: &Elsewhere) -> String {
    format!("{}: {}", elsewhere.origin, elsewhere.path)
}

/// A message as a sentence of its own: in English it begins with a capital.
fn sentence(message: &Message, lang: Lang) -> String {
    let text = message.in_lang(lang);
    let mut characters = text.chars();
    match characters.next() {
        Some(first) if lang == Lang::En => first.to_uppercase().chain(characters).collect(),
        _ => text,
    }
}

/// How much was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Indicators that the submission answers.
    pub indicators: usize,
    /// Materials.
    pub materials: usize,
    /// Bytes of the materials.
    pub bytes: u64,
}
