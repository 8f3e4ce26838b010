//! The numbers of a whole batch.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Outcome, Reused, State};
use crate::report::json;

/// Version of the forms of `batch`.
pub(crate) const FORMAT_VERSION: u32 = 1;

/// What became of all items of a batch, the worst first.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The day of the batch.
    pub made: Date,
    /// The items.
    pub outcomes: Vec<Outcome>,
    /// What is used in more than one of them, or in what they were compared with.
    pub reused: Vec<Reused>,
}

/// The numbers of all items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Items.
    pub items: usize,
    /// Items without a finding of severity error or warning.
    pub fine: usize,
    /// Items with warnings only.
    #[serde(rename = "withWarnings")]
    pub with_warnings: usize,
    /// Items with errors.
    #[serde(rename = "withErrors")]
    pub with_errors: usize,
    /// Items that could not be looked at.
    pub failed: usize,
    /// Materials of all.
    pub materials: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Materials that are used in more than one item.
    pub reused: usize,
}

/// Findings of one rule or unit in all items, and in how many items they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Share {
    pub(crate) items: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
}

impl Share {
    fn add(&mut self, errors: usize, warnings: usize, infos: usize) {
        self.items += 1;
        self.errors += errors;
        self.warnings += warnings;
        self.infos += infos;
    }
}

impl Summary {
    /// A summary made on the day `made`.
    #[must_use]
    pub fn new(made: Date, mut outcomes: Vec<Outcome>, reused: Vec<Reused>) -> Self {
        outcomes.sort_by(|a, b| {
            let rank = |o: &Outcome| Reverse((o.state, o.errors, o.warnings, o.missing));
            rank(a).cmp(&rank(b)).then_with(|| a.path.cmp(&b.path))
        });
        Self { made, outcomes, reused }
    }

    /// The numbers.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals =
            Totals { items: self.outcomes.len(), reused: self.reused.len(), ..Totals::default() };
        for outcome in &self.outcomes {
            *match outcome.state {
                State::Fine => &mut totals.fine,
                State::Warnings => &mut totals.with_warnings,
                State::Errors => &mut totals.with_errors,
                State::Failed => &mut totals.failed,
            } += 1;
            totals.materials = totals.materials.saturating_add(outcome.materials);
            totals.bytes = totals.bytes.saturating_add(outcome.bytes);
            totals.errors += outcome.errors;
            totals.warnings += outcome.warnings;
            totals.infos += outcome.infos;
        }
        totals
    }

    /// The findings of all items by rule, those with most errors first.
    pub(crate) fn rules(&self) -> Vec<(&str, Share)> {
        let all = self.outcomes.iter().flat_map(|outcome| &outcome.rules);
        ranked(all.map(|count| (count.rule.as_str(), [count.errors, count.warnings, count.infos])))
    }

    /// The findings of all items by responsible unit, those with most errors first.
    pub(crate) fn units(&self) -> Vec<(&str, Share)> {
        let all = self.outcomes.iter().flat_map(|outcome| &outcome.units);
        ranked(all.map(|count| (count.unit.as_str(), [count.errors, count.warnings, count.infos])))
    }

    /// For programs (`schemas/batch.schema.json`).
    #[must_use]
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Rule<'a> {
            rule: &'a str,
            #[serde(flatten)]
            share: Share,
        }
        #[derive(Serialize)]
        struct Unit<'a> {
            unit: &'a str,
            #[serde(flatten)]
            share: Share,
        }
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct SummaryJson<'a> {
            format_version: u32,
            made: Date,
            summary: Totals,
            items: &'a [Outcome],
            rules: Vec<Rule<'a>>,
            units: Vec<Unit<'a>>,
            reused: &'a [Reused],
        }
        json::pretty(&SummaryJson {
            format_version: FORMAT_VERSION,
            made: self.made,
            summary: self.totals(),
            items: &self.outcomes,
            rules: self.rules().into_iter().map(|(rule, share)| Rule { rule, share }).collect(),
            units: self.units().into_iter().map(|(unit, share)| Unit { unit, share }).collect(),
            reused: &self.reused,
        })
    }
}

fn ranked<'a>(counts: impl Iterator<Item = (&'a str, [usize; 3])>) -> Vec<(&'a str, Share)> {
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for (name, [errors, warnings, infos]) in counts {
        shares.entry(name).or_default().add(errors, warnings, infos);
    }
    let mut ranked: Vec<_> = shares.into_iter().collect();
    ranked.sort_by_key(|(name, share)| (Reverse((share.errors, share.warnings, share.infos)), *name));
    ranked
}
