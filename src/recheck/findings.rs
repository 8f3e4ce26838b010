//! Whether the stored findings are those that are found again.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::beyond::{Beyond, Placed};
use super::difference::differences;
use super::stored::{Stored, written_alike};
use super::told::{Told, short};
use super::{Read, in_bag};
use crate::check::{Finding, fact_name};
use crate::profile::Severity;
use crate::report::json;
use crate::text::{Lang, Message};

const RULE: &str = "recheck-findings";

/// The findings of a document.
pub(super) fn list(document: &Value) -> &[Value] {
    document.get("findings").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Tells where the stored findings differ from those that were found. Gives the language that they are in.
pub(super) fn compare(stored: &Stored, read: &Read<'_>, beyond: &Beyond, told: &mut Told) -> Lang {
    // An archive is in Chinese unless somebody wished otherwise; it does not say what was wished.
    let usual = read.submission.manifest.lang.unwrap_or(Lang::Zh);
    let other = if usual == Lang::Zh { Lang::En } else { Lang::Zh };
    let [ours, others] = [usual, other].map(|lang| json::check(&read.report, lang));
    if let Some((lang, _)) = [(usual, &ours), (other, &others)].into_iter().find(|(_, ours)| stored.is(ours))
    {
        return lang;
    }
    let Some(document) = stored.told(RULE, told) else { return usual };
    let before = told.count(RULE);
    // They were made from JSON just now.
    let [ours, others] = [ours, others].map(|text| serde_json::from_str::<Value>(&text).unwrap_or_default());
    let theirs = list(&document.value);
    let (lang, ours) = if matching(theirs, list(&others)) > matching(theirs, list(&ours)) {
        (other, others)
    } else {
        (usual, ours)
    };
    let compared = Compared { path: stored.path, read, beyond };
    compared.lists(theirs, list(&ours), told);
    let ours = compared.expected(ours, theirs);
    let theirs = with_findings(document.value.clone(), |number, _| !beyond.has(number));
    let [their_head, our_head] =
        [&theirs, &ours].map(|document| with_findings(document.clone(), |_, _| false));
    for difference in differences(&their_head, &our_head) {
        let message = difference.message("recheck-field", fact_name(&difference.at));
        told.tell(RULE, Some(stored.path), message);
    }
    // Then it may still be written in another order, or with names that stand twice.
    let alike = document.in_form && written_alike(&theirs, &ours);
    if !alike && told.count(RULE) == before {
        told.tell(RULE, Some(stored.path), Message::new("recheck-form"));
    }
    lang
}

/// A document with those of its findings that are to be kept.
fn with_findings(mut document: Value, keep: impl Fn(usize, &Value) -> bool) -> Value {
    if let Some(findings) = document.get_mut("findings").and_then(Value::as_array_mut) {
        let mut number = 0;
        findings.retain(|finding| {
            number += 1;
            keep(number - 1, finding)
        });
    }
    document
}

/// How many findings of one list the other has too.
fn matching(a: &[Value], b: &[Value]) -> usize {
    let mut counts = counted(b);
    a.iter().filter(|finding| take(&mut counts, finding).is_some()).count()
}

/// The numbers of the findings in a list, by what they say, last first.
fn counted(list: &[Value]) -> HashMap<String, Vec<usize>> {
    let mut counts: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, finding) in list.iter().enumerate().rev() {
        counts.entry(finding.to_string()).or_default().push(number);
    }
    counts
}

fn take(counts: &mut HashMap<String, Vec<usize>>, finding: &Value) -> Option<usize> {
    counts.get_mut(&finding.to_string())?.pop()
}

struct Compared<'a> {
    path: &'a str,
    read: &'a Read<'a>,
    beyond: &'a Beyond,
}

impl Compared<'_> {
    fn lists(&self, stored: &[Value], found: &[Value], told: &mut Told) {
        let mut counts = counted(found);
        let mut added: Vec<(usize, &Value)> = Vec::new();
        for (number, finding) in stored.iter().enumerate() {
            if take(&mut counts, finding).is_none() {
                added.push((number, finding));
            }
        }
        let mut missing: Vec<usize> = counts.into_values().flatten().collect();
        missing.sort_unstable();
        added.retain(|(number, _)| !self.beyond.has(*number));
        missing.retain(|number| found.get(*number).is_some_and(|f| !self.beyond.excuses(&Placed::of(f))));
        // What is about the same is one finding that says something else, not two.
        let mut about: HashMap<String, Vec<usize>> = HashMap::new();
        for number in missing.iter().rev() {
            about.entry(found.get(*number).map(identity).unwrap_or_default()).or_default().push(*number);
        }
        let mut met = HashSet::new();
        for (_, stored) in added {
            let same = about.get_mut(&identity(stored)).and_then(Vec::pop);
            match same.and_then(|number| Some((number, found.get(number)?))) {
                Some((number, found)) => {
                    met.insert(number);
                    self.changed(stored, found, told);
                }
                None => self.added(stored, told),
            }
        }
        for number in missing.into_iter().filter(|number| !met.contains(number)) {
            if let Some(finding) = self.read.findings.get(number) {
                self.missing(finding, told);
            }
        }
    }

    fn changed(&self, stored: &Value, found: &Value, told: &mut Told) {
        let placed = Placed::of(found);
        for difference in differences(stored, found) {
            let field = Message::Plain(difference.at.join("."));
            let message = difference.message("recheck-finding", field).with("rule", placed.rule);
            told.tell(RULE, Some(&self.about(found)), message);
        }
    }

    fn added(&self, stored: &Value, told: &mut Told) {
        let text = |name: &str| stored.get(name).and_then(Value::as_str).unwrap_or("?");
        let message = Message::new("recheck-finding-not-found")
            .with("rule", short(text("rule")))
            .with("said", short(text("message")));
        told.tell(RULE, Some(&self.about(stored)), message);
    }

    fn missing(&self, found: &Finding, told: &mut Told) {
        let message = Message::new("recheck-finding-not-stored")
            .with("severity", Message::new(format!("severity-{}", found.severity.name())))
            .with("rule", found.rule)
            .with("said", found.message.clone());
        let path = match (&found.path, &found.indicator) {
            (Some(path), _) => in_bag(path),
            (None, Some(code)) => self.folder(code),
            (None, None) => self.path.to_owned(),
        };
        told.tell(RULE, Some(&path), message);
    }

    /// The file or folder in the bag that a finding is about.
    fn about(&self, finding: &Value) -> String {
        let text = |name: &str| finding.get(name).and_then(Value::as_str);
        match (text("path"), text("indicator")) {
            (Some(path), _) => in_bag(path),
            (None, Some(code)) => self.folder(code),
            (None, None) => self.path.to_owned(),
        }
    }

    fn folder(&self, code: &str) -> String {
        let folder = self.read.submission.folders.iter().find(|folder| folder.code == code);
        folder.map_or_else(|| self.path.to_owned(), |folder| in_bag(&folder.path))
    }

    /// The document that should be stored, as far as it can be compared. Its counts are those of the stored findings,
    /// which are compared one by one, and include what was left out of a draft.
    fn expected(&self, ours: Value, stored: &[Value]) -> Value {
        let mut ours = with_findings(ours, |_, finding| !self.beyond.excuses(&Placed::of(finding)));
        let Some(summary) = ours.get_mut("summary").and_then(Value::as_object_mut) else { return ours };
        for (name, severity) in
            [("errors", Severity::Error), ("warnings", Severity::Warning), ("infos", Severity::Info)]
        {
            let of =
                |finding: &&Value| finding.get("severity").and_then(Value::as_str) == Some(severity.name());
            summary.insert(name.to_owned(), stored.iter().filter(of).count().into());
        }
        let (files, bytes) = self.beyond.materials();
        for (name, more) in [("materials", files), ("bytes", bytes)] {
            let there = summary.get(name).and_then(Value::as_u64).unwrap_or_default();
            summary.insert(name.to_owned(), there.saturating_add(more).into());
        }
        ours
    }
}

/// What a finding is about, whatever it says.
fn identity(finding: &Value) -> String {
    let part = |name: &str| finding.get(name).cloned().unwrap_or_default();
    json!([part("rule"), part("indicator"), part("path"), part("pointer"), part("keyword")]).to_string()
}
