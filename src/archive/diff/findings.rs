//! Which findings came and went.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::Move;
use crate::check::Finding;
use crate::profile::Severity;
use crate::text::{Lang, Message};

/// Most quotation marks in a `findings.json`, which bound the strings in it and so the memory it takes. Forty
/// thousand findings have some 1.7 million.
const MOST_QUOTES: usize = 2_000_000;

/// A finding as it is stated: by a check just now, or in an archive.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatedFinding {
    /// The rule that found it.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The indicator it belongs to.
    #[serde(default)]
    pub indicator: Option<String>,
    /// The file or folder.
    #[serde(default)]
    pub path: Option<String>,
    /// Other files it has to do with.
    #[serde(default)]
    pub related: Vec<String>,
    /// JSON Pointer into the indicator's inventory.
    #[serde(default)]
    pub pointer: Option<String>,
    /// The JSON Schema keyword that refuses.
    #[serde(default)]
    pub keyword: Option<String>,
    /// Where that keyword stands.
    #[serde(default)]
    pub schema_pointer: Option<String>,
    /// What is wrong; in an archive, in the language in which it was packed.
    #[serde(deserialize_with = "words")]
    pub message: Message,
    /// What to do.
    #[serde(default, deserialize_with = "maybe_words")]
    pub fix: Option<Message>,
    /// The units that must do it.
    #[serde(default)]
    pub responsible: Vec<String>,
    /// The day since which it is known, where that was stated.
    #[serde(default)]
    pub since: Option<Date>,
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Message, D::Error> {
    String::deserialize(deserializer).map(Message::Plain)
}

fn maybe_words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Message>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(Message::Plain))
}

/// `findings.json` of an archive, as far as it is needed (`schemas/check.schema.json`).
#[derive(Deserialize)]
struct Document {
    findings: Vec<StatedFinding>,
}

impl StatedFinding {
    /// A finding of a check.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.to_owned(),
            severity: finding.severity,
            indicator: finding.indicator.clone(),
            path: finding.path.clone(),
            related: finding.related.clone(),
            pointer: finding.pointer.clone(),
            keyword: finding.keyword.clone(),
            schema_pointer: finding.schema_pointer.clone(),
            message: finding.message.clone(),
            fix: finding.fix.clone(),
            responsible: finding.responsible.clone(),
            since: None,
        }
    }

    /// The findings in the `findings.json` of an archive; none where it is not what it should be.
    pub(super) fn parse(bytes: &[u8]) -> Option<Vec<Self>> {
        if !Self::few_enough(bytes) {
            return None;
        }
        let document: Document = serde_json::from_slice(bytes).ok()?;
        document.findings.iter().all(Self::is_sound).then_some(document.findings)
    }

    /// Whether a document may be read into memory as findings.
    pub(crate) fn few_enough(bytes: &[u8]) -> bool {
        bytes.split(|byte| *byte == b'"').nth(MOST_QUOTES).is_none()
    }

    /// Whether it could be one of ours.
    pub(crate) fn is_sound(&self) -> bool {
        let is_name = |rule: &str| {
            rule.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
        };
        let says = !matches!(&self.message, Message::Plain(text) if text.is_empty());
        is_name(&self.rule) && says
    }

    /// The pointer without the number of a material: a path says better which one it is, and the number changes with
    /// every file that comes or goes before it.
    pub(crate) fn pointer(&self) -> Option<String> {
        let pointer = self.pointer.as_deref()?;
        let mut parts: Vec<&str> = pointer.split('/').collect();
        if self.path.is_some()
            && let Some(number) = parts.get_mut(2)
            && number.bytes().all(|b| b.is_ascii_digit())
        {
            *number = "-";
        }
        Some(parts.join("/"))
    }
}

/// What came and what went, in the order in which it is stated.
#[derive(Debug, Default, PartialEq)]
pub struct FindingChanges<'a> {
    /// Findings that are no longer there.
    pub gone: Vec<&'a StatedFinding>,
    /// Findings that were not there before.
    pub come: Vec<&'a StatedFinding>,
}

/// What a finding says that does not depend on a language, a version, or on what else there is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    rule: String,
    severity: Severity,
    place: Place,
    related: Vec<Place>,
    pointer: Option<String>,
    keyword: Option<String>,
    schema_pointer: Option<String>,
}

/// What a finding is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// The file that moved with this number, wherever it is.
    Moved(usize),
    /// A file or folder that is where it was, if any, of an indicator, if any.
    Path(Option<String>, Option<String>),
}

/// Old and new findings, and pairs of those that say the same.
#[derive(Default)]
pub(crate) struct Same<'a> {
    /// Old ones that no new one is the same as.
    pub(crate) old: Vec<Numbered<'a>>,
    /// New ones that no old one is the same as.
    pub(crate) new: Vec<Numbered<'a>>,
    /// An old and a new one each.
    pub(crate) both: Vec<(Numbered<'a>, Numbered<'a>)>,
}

/// A finding with its place in its list.
type Numbered<'a> = (usize, &'a StatedFinding);

impl<'a> FindingChanges<'a> {
    /// Compares the findings of two states between which files `moved`: a finding follows its file.
    #[must_use]
    pub fn between(old: &'a [StatedFinding], new: &'a [StatedFinding], moved: &[Move<'_>]) -> Self {
        let from = moved.iter().enumerate().map(|(number, moved)| (moved.from, number)).collect();
        let to = moved.iter().enumerate().map(|(number, moved)| (moved.to, number)).collect();
        let Same { old: gone, new: come, .. } =
            Same::sorted_out(old, new, |finding| identity(finding, &from), |finding| identity(finding, &to));
        let in_order = |mut list: Vec<Numbered<'a>>| {
            list.sort_unstable_by_key(|(number, _)| *number);
            list.into_iter().map(|(_, finding)| finding).collect()
        };
        Self { gone: in_order(gone), come: in_order(come) }
    }

    /// Whether none came and none went.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.come.is_empty()
    }
}

fn identity(finding: &StatedFinding, moved: &HashMap<&str, usize>) -> Identity {
    let place = |path: Option<&String>, indicator: Option<&String>| match path
        .and_then(|path| moved.get(path.as_str()))
    {
        Some(number) => Place::Moved(*number),
        None => Place::Path(path.cloned(), indicator.cloned()),
    };
    let mut related: Vec<Place> = finding.related.iter().map(|path| place(Some(path), None)).collect();
    related.sort_unstable();
    Identity {
        rule: finding.rule.clone(),
        severity: finding.severity,
        place: place(finding.path.as_ref(), finding.indicator.as_ref()),
        related,
        pointer: finding.pointer(),
        keyword: finding.keyword.clone(),
        schema_pointer: finding.schema_pointer.clone(),
    }
}

impl<'a> Same<'a> {
    /// Finds pairs among findings that are about the same, which the keys tell.
    pub(crate) fn sorted_out<K: Ord>(
        old: &'a [StatedFinding],
        new: &'a [StatedFinding],
        old_key: impl Fn(&StatedFinding) -> K,
        new_key: impl Fn(&StatedFinding) -> K,
    ) -> Self {
        let mut about_the_same: BTreeMap<K, Self> = BTreeMap::new();
        for (number, finding) in old.iter().enumerate() {
            about_the_same.entry(old_key(finding)).or_default().old.push((number, finding));
        }
        for (number, finding) in new.iter().enumerate() {
            about_the_same.entry(new_key(finding)).or_default().new.push((number, finding));
        }
        let mut all = Self::default();
        for mut same in about_the_same.into_values() {
            same.pair();
            all.append(same);
        }
        all
    }

    fn append(&mut self, mut other: Self) {
        self.old.append(&mut other.old);
        self.new.append(&mut other.new);
        self.both.append(&mut other.both);
    }

    /// Takes out as many as there are on both sides. Words only decide which ones: first those that say the same in
    /// one of the languages, then the others in the order of their words.
    fn pair(&mut self) {
        for lang in [Lang::Zh, Lang::En] {
            let both = self.old.len().min(self.new.len());
            if both == 0 || self.old.len() == self.new.len() {
                break;
            }
            let mut by_words: BTreeMap<String, Self> = BTreeMap::new();
            for finding in std::mem::take(&mut self.old) {
                by_words.entry(finding.1.message.in_lang(lang)).or_default().old.push(finding);
            }
            for finding in std::mem::take(&mut self.new) {
                by_words.entry(finding.1.message.in_lang(lang)).or_default().new.push(finding);
            }
            for mut same in by_words.into_values() {
                same.take_pairs();
                self.append(same);
            }
        }
        self.take_pairs();
    }

    fn take_pairs(&mut self) {
        let both = self.old.len().min(self.new.len());
        self.both.extend(self.old.drain(..both).zip(self.new.drain(..both)));
    }
}
