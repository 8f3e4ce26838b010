//! What cannot be found again, because it is about what was never packed.
//!
//! Two things are never in the payload. First, what belongs to no submission: junk, notes, links, empty folders, what
//! could not be read. Only the rules that see such things speak of them, and what they said is not a difference
//! where it names something that is not in the archive. Second, in a draft only, files whose names no system is sure
//! to unpack, or that could not be read: their facts are in the inventory, and findings of every rule may speak of
//! them or of an indicator that lacks them now. Everything else must be found again, and nothing besides.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::inventory::materials;
use super::stored::Stored;
use super::told::Told;
use super::{Read, findings};
use crate::check::rules;
use crate::profile::Severity;
use crate::submission::names::{fault, folded};
use crate::text::Message;

/// Rules that judge an indicator's files together: without one of them, their verdict may be another.
const OF_ALL_FILES: [&str; 2] = ["schema", "caption-problem"];

/// Longest path, in bytes, that a system can have.
const LONGEST_NAME: usize = 65_535;

/// What cannot be found again.
pub(super) struct Beyond {
    /// Paths of files and folders that are there.
    known: HashSet<String>,
    /// Paths that were left out of a draft.
    left_out: BTreeSet<String>,
    /// The indicators that they belong to.
    indicators: BTreeSet<String>,
    /// The stored findings that cannot be found again, by their number.
    findings: BTreeSet<usize>,
    /// The paths that each rule names in them.
    named: BTreeMap<String, HashSet<String>>,
    errors: usize,
    /// Number and bytes of the materials of the stored inventory that were left out.
    materials: (u64, u64),
}

/// What is left of a stored finding where only its place counts.
pub(super) struct Placed<'a> {
    pub(super) rule: &'a str,
    pub(super) indicator: Option<&'a str>,
    /// Its path and the related ones.
    pub(super) names: Vec<&'a str>,
}

impl<'a> Placed<'a> {
    pub(super) fn of(finding: &'a Value) -> Self {
        let text = |name: &str| finding.get(name).and_then(Value::as_str);
        let related = finding.get("related").and_then(Value::as_array).into_iter().flatten();
        Self {
            rule: text("rule").unwrap_or_default(),
            indicator: text("indicator"),
            names: text("path").into_iter().chain(related.filter_map(Value::as_str)).collect(),
        }
    }
}

impl Beyond {
    /// What of the stored documents is about files that are not in the archive.
    pub(super) fn of(read: &Read<'_>, inventory: &Stored, stored: &Stored, draft: bool) -> Self {
        let known = read.submission.items.iter().map(|item| item.path.clone()).collect();
        let mut beyond = Self {
            known,
            left_out: BTreeSet::new(),
            indicators: BTreeSet::new(),
            findings: BTreeSet::new(),
            named: BTreeMap::new(),
            errors: 0,
            materials: (0, 0),
        };
        let list = stored.value().map(findings::list).unwrap_or_default();
        if draft {
            beyond.leave_out(inventory, list);
        }
        for (number, finding) in list.iter().enumerate() {
            let placed = Placed::of(finding);
            if !beyond.is_stored_only(&placed) {
                continue;
            }
            beyond.findings.insert(number);
            let named = beyond.named.entry(placed.rule.to_owned()).or_default();
            named.extend(placed.names.iter().map(|name| (*name).to_owned()));
            let error = finding.get("severity").and_then(Value::as_str) == Some(Severity::Error.name());
            beyond.errors += usize::from(error);
        }
        beyond
    }

    /// Notes what was left out of a draft: what is not there and could not be packed, by its name, because another
    /// name is the same to some system, or because it could not be read.
    fn leave_out(&mut self, inventory: &Stored, findings: &[Value]) {
        let listed: Vec<(&str, &Value)> = inventory.value().map(materials).unwrap_or_default();
        let placed: Vec<Placed<'_>> = findings.iter().map(Placed::of).collect();
        let unreadable: HashSet<&str> = placed
            .iter()
            .filter(|placed| ["unreadable", "link"].contains(&placed.rule))
            .flat_map(|placed| placed.names.iter().copied())
            .chain(listed.iter().filter_map(|(_, material)| {
                material.get("sha256").is_none().then(|| path(material)).flatten()
            }))
            .collect();
        let mut twins: HashMap<String, usize> = HashMap::new();
        let listed_paths: Vec<&str> = listed.iter().filter_map(|(_, material)| path(material)).collect();
        let others: BTreeSet<&str> = placed.iter().flat_map(|placed| placed.names.iter().copied()).collect();
        let once: HashSet<&str> = listed_paths.iter().copied().collect();
        let more = others.into_iter().chain(self.known.iter().map(String::as_str));
        let more: BTreeSet<&str> = more.filter(|name| !once.contains(name)).collect();
        for name in listed_paths.into_iter().chain(more).filter(|name| name.len() <= LONGEST_NAME) {
            *twins.entry(folded(name)).or_default() += 1;
        }
        let left_out = |name: &str| {
            name.len() <= LONGEST_NAME
                && !self.known.contains(name)
                && (name.split('/').any(|part| fault(part).is_some())
                    || unreadable.contains(name)
                    || twins.get(&folded(name)).is_some_and(|count| *count > 1))
        };
        let of_inventory = listed.iter().filter_map(|(code, material)| Some((Some(*code), path(material)?)));
        let of_findings =
            placed.iter().flat_map(|placed| placed.names.iter().map(move |name| (placed.indicator, *name)));
        let found: Vec<(Option<String>, String)> = of_inventory
            .chain(of_findings)
            .filter(|(_, name)| left_out(name))
            .map(|(code, name)| (code.map(str::to_owned), name.to_owned()))
            .collect();
        for (code, name) in found {
            self.left_out.insert(name);
            self.indicators.extend(code);
        }
        let lost = |material: &&Value| path(material).is_some_and(|path| self.left_out.contains(path));
        for material in listed.iter().map(|(_, material)| *material).filter(lost) {
            let bytes = material.get("bytes").and_then(Value::as_u64).unwrap_or_default();
            self.materials = (self.materials.0 + 1, self.materials.1.saturating_add(bytes));
        }
    }

    /// Number and bytes of the materials that were left out of a draft, as the stored inventory has them.
    pub(super) fn materials(&self) -> (u64, u64) {
        self.materials
    }

    /// Whether a material of the stored inventory was left out of a draft.
    pub(super) fn is_left_out(&self, path: &str) -> bool {
        self.left_out.contains(path)
    }

    /// Whether any file was left out of a draft.
    pub(super) fn has_left_out(&self) -> bool {
        !self.left_out.is_empty()
    }

    /// Whether the stored finding with this number cannot be found again.
    pub(super) fn has(&self, number: usize) -> bool {
        self.findings.contains(&number)
    }

    /// Whether a finding of ours cannot be held against the stored ones.
    pub(super) fn excuses(&self, placed: &Placed<'_>) -> bool {
        let shared = |named: &HashSet<String>| placed.names.iter().any(|name| named.contains(*name));
        self.lacks_files(placed)
            || (placed.names.len() > 1 && self.named.get(placed.rule).is_some_and(shared))
    }

    fn is_stored_only(&self, placed: &Placed<'_>) -> bool {
        let mut absent = placed.names.iter().filter(|name| !self.known.contains(**name)).peekable();
        let sees_unpacked = || rules::by_name(placed.rule).is_some_and(rules::Rule::sees_unpacked);
        let speaks_of_absent =
            absent.peek().is_some() && (sees_unpacked() || absent.all(|name| self.left_out.contains(*name)));
        speaks_of_absent || self.lacks_files(placed)
    }

    /// Whether a verdict on files together lacks some of them.
    fn lacks_files(&self, placed: &Placed<'_>) -> bool {
        let in_indicator = || placed.indicator.is_some_and(|code| self.indicators.contains(code));
        let below = |folder: &str| {
            let below = format!("{folder}/");
            self.left_out.range(below.clone()..).next().is_some_and(|path| path.starts_with(&below))
        };
        (OF_ALL_FILES.contains(&placed.rule) && in_indicator())
            || (placed.rule == "misplaced-file" && placed.names.iter().any(|folder| below(folder)))
    }

    /// How many of the stored findings that cannot be found again are errors.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Says how much was not checked again.
    pub(super) fn tell(&self, told: &mut Told) {
        if !self.findings.is_empty() {
            let message = Message::new("recheck-beyond-findings").with("n", self.findings.len());
            told.note("recheck-beyond", message);
        }
        if !self.left_out.is_empty() {
            told.note("recheck-beyond", Message::new("recheck-beyond-files").with("n", self.left_out.len()));
        }
    }
}

fn path(material: &Value) -> Option<&str> {
    material.get("path").and_then(Value::as_str)
}
