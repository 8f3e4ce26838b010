//! Whether the stored inventory says what the files say.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::beyond::Beyond;
use super::difference::differences;
use super::stored::{Stored, written_alike};
use super::told::Told;
use super::{Read, in_bag};
use crate::check::fact_name;
use crate::inventory::Documents;
use crate::report::json;
use crate::submission::Layout;
use crate::text::Message;

const RULE: &str = "recheck-inventory";

/// The folders of indicators that the stored inventory knows. Where nothing that lies in one was packed, it is not
/// in the archive, and yet the indicator was not missing.
pub(super) fn folders(stored: &Stored, layout: &Layout) -> Vec<String> {
    let known = |inventory: &Value| {
        let code = inventory.get("indicator")?.as_str()?;
        let folder = inventory.get("folder")?.as_str()?;
        (!folder.contains('/') && layout.code_of(folder) == Some(code)).then(|| folder.to_owned())
    };
    stored.value().map(inventories).unwrap_or_default().iter().filter_map(known).collect()
}

/// The materials of a document of inventories, each with the code of its indicator.
pub(super) fn materials(document: &Value) -> Vec<(&str, &Value)> {
    let mut all = Vec::new();
    for inventory in inventories(document) {
        let code = inventory.get("indicator").and_then(Value::as_str).unwrap_or_default();
        let lists = inventory.as_object().into_iter().flat_map(|object| object.values());
        all.extend(lists.filter_map(Value::as_array).flatten().map(|material| (code, material)));
    }
    all
}

fn inventories(document: &Value) -> &[Value] {
    document.get("inventories").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Tells where the stored inventory differs from what was read.
pub(super) fn compare(stored: &Stored, read: &Read<'_>, beyond: &Beyond, told: &mut Told) {
    let ours = Documents::of(&read.survey.inventories);
    if stored.is(&json::pretty(&ours)) {
        return;
    }
    // As in `Inventory::document`, nothing can fail.
    let ours = serde_json::to_value(ours).unwrap_or_default();
    let Some(document) = stored.told(RULE, told) else { return };
    let before = told.count(RULE);
    let theirs = without_left_out(&document.value, beyond);
    let compared = Compared { path: stored.path, read };
    for (number, (a, b)) in pairs(inventories(&theirs), inventories(&ours), "indicator") {
        match (a, b) {
            (Some(a), Some(b)) => compared.inventory(a, b, told),
            (Some(a), None) => compared.whole(a, number, "recheck-indicator-added", told),
            (None, Some(b)) => compared.whole(b, number, "recheck-indicator-missing", told),
            (None, None) => {}
        }
    }
    let alike = document.in_form && written_alike(&theirs, &ours);
    if !alike && told.count(RULE) == before {
        told.tell(RULE, Some(stored.path), Message::new("recheck-form"));
    }
}

/// The document without the materials that were left out of a draft.
fn without_left_out<'a>(document: &'a Value, beyond: &Beyond) -> Cow<'a, Value> {
    if beyond.materials().0 == 0 {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    let inventories = document.get_mut("inventories").and_then(Value::as_array_mut);
    for inventory in inventories.into_iter().flatten().filter_map(Value::as_object_mut) {
        for list in inventory.values_mut().filter_map(Value::as_array_mut) {
            list.retain(|material| {
                !material.get("path").and_then(Value::as_str).is_some_and(|path| beyond.is_left_out(path))
            });
        }
    }
    Cow::Owned(document)
}

/// What two lists say of the same: those of the first in their order, then those of the second that the first
/// lacks. The same is what has the same text under `name`; a second time it is something else.
fn pairs<'a>(
    a: &'a [Value],
    b: &'a [Value],
    name: &str,
) -> impl Iterator<Item = (usize, (Option<&'a Value>, Option<&'a Value>))> {
    let text = |value: &'a Value| value.get(name).and_then(Value::as_str);
    let mut rest: HashMap<&str, usize> = HashMap::new();
    for (number, value) in b.iter().enumerate() {
        if let Some(text) = text(value) {
            rest.entry(text).or_insert(number);
        }
    }
    let mut met = vec![false; b.len()];
    let mut pairs = Vec::with_capacity(a.len());
    for (number, value) in a.iter().enumerate() {
        let other = text(value).and_then(|text| rest.remove(text));
        if let Some(met) = other.and_then(|other| met.get_mut(other)) {
            *met = true;
        }
        pairs.push((number, (Some(value), other.and_then(|other| b.get(other)))));
    }
    let missed = b.iter().zip(met).enumerate().filter(|(_, (_, met))| !met);
    pairs.extend(missed.map(|(number, (value, _))| (number, (None, Some(value)))));
    pairs.into_iter()
}

struct Compared<'a> {
    path: &'a str,
    read: &'a Read<'a>,
}

impl Compared<'_> {
    /// Tells of an indicator that only one side has.
    fn whole(&self, inventory: &Value, number: usize, key: &str, told: &mut Told) {
        let code = inventory.get("indicator").and_then(Value::as_str);
        let code = code.map_or_else(|| (number + 1).to_string(), str::to_owned);
        told.tell(RULE, Some(self.path), Message::new(key).with("code", code));
    }

    fn inventory(&self, stored: &Value, read: &Value, told: &mut Told) {
        let code = read.get("indicator").and_then(Value::as_str).unwrap_or_default();
        let names = read.as_object().into_iter().chain(stored.as_object()).flat_map(|object| object.keys());
        let names: BTreeSet<&String> = names.collect();
        for name in names {
            let (a, b) = (stored.get(name), read.get(name));
            if let (Some(Value::Array(a)), Some(Value::Array(b))) = (a, b) {
                for (_, pair) in pairs(a, b, "path") {
                    self.material(pair, told);
                }
                continue;
            }
            let one = |value: Option<&Value>| {
                let object = value.map(|value| (name.clone(), value.clone())).into_iter().collect();
                Value::Object(object)
            };
            let (a, b) = (one(a), one(b));
            for difference in differences(&a, &b) {
                let kind = difference.at.first().and_then(|name| self.read.profile.kind(name));
                let fact = match kind {
                    Some(kind) => Message::Given(kind.title.clone()),
                    None => fact_name(&difference.at),
                };
                let message = difference.message("recheck-indicator", fact).with("code", code);
                told.tell(RULE, Some(self.path), message);
            }
        }
    }

    fn material(&self, pair: (Option<&Value>, Option<&Value>), told: &mut Told) {
        let path = |value: &Value| value.get("path").and_then(Value::as_str).map(in_bag);
        match pair {
            (Some(stored), Some(read)) => {
                for difference in differences(stored, read) {
                    let message = difference.message("recheck-fact", fact_name(&difference.at));
                    told.tell(RULE, path(read).as_deref(), message);
                }
            }
            (Some(stored), None) => match path(stored) {
                Some(path) => told.tell(RULE, Some(&path), Message::new("recheck-material-added")),
                None => told.tell(RULE, Some(self.path), Message::new("recheck-malformed")),
            },
            (None, Some(read)) => {
                told.tell(RULE, path(read).as_deref(), Message::new("recheck-material-missing"));
            }
            (None, None) => {}
        }
    }
}
