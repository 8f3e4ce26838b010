//! What changed between two archives or folders, for machines.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::{FORMAT_VERSION, FindingJson, pretty};
use crate::archive::bag::algorithm::Digest;
use crate::archive::diff::{Difference, FileChanges, FileState, FindingChanges, IndicatorChanges, State};
use crate::text::Lang;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DifferenceJson<'a> {
    format_version: u32,
    same: bool,
    old: Value,
    new: Value,
    summary: SummaryJson,
    submission: Vec<Value>,
    profile_files: Vec<Value>,
    indicators: Vec<Value>,
    findings: Option<FindingsJson<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SummaryJson {
    added: usize,
    removed: usize,
    changed: usize,
    moved: usize,
    findings_gone: Option<usize>,
    findings_new: Option<usize>,
}

#[derive(Serialize)]
struct FindingsJson<'a> {
    gone: Vec<FindingJson<'a>>,
    new: Vec<FindingJson<'a>>,
}

/// What changed (`schemas/diff.schema.json`). Titles, and the messages of findings that were just made, are in
/// `lang`; those of an archive are in the language in which it was packed.
#[must_use]
pub fn difference(difference: &Difference<'_>, lang: Lang) -> String {
    let Difference { old, new, files, findings, .. } = difference;
    let counted = |of: fn(&FindingChanges<'_>) -> usize| findings.as_ref().map(of);
    pretty(&DifferenceJson {
        format_version: FORMAT_VERSION,
        same: difference.is_empty(),
        old: side(old),
        new: side(new),
        summary: SummaryJson {
            added: files.added.len(),
            removed: files.removed.len(),
            changed: files.changed.len(),
            moved: files.moved.len(),
            findings_gone: counted(|findings| findings.gone.len()),
            findings_new: counted(|findings| findings.come.len()),
        },
        submission: difference
            .submission
            .iter()
            .map(|change| json!({ "field": change.field, "old": change.old, "new": change.new }))
            .collect(),
        profile_files: difference
            .profile_files
            .iter()
            .map(|file| json!({ "name": file.name, "change": file.change.name() }))
            .collect(),
        indicators: difference.indicators.iter().map(|of| indicator(of, old, new, lang)).collect(),
        findings: findings.as_ref().map(|FindingChanges { gone, come }| FindingsJson {
            gone: gone.iter().map(|finding| FindingJson::of_stated(finding, lang)).collect(),
            new: come.iter().map(|finding| FindingJson::of_stated(finding, lang)).collect(),
        }),
    })
}

fn side(state: &State) -> Value {
    let manifest = state.manifest.as_ref();
    let profile = state.profile.as_ref();
    json!({
        "path": state.path.display().to_string(),
        "form": state.form.name(),
        "draft": state.draft,
        "unit": manifest.map(|manifest| &manifest.unit),
        "period": manifest.map(|manifest| manifest.period),
        "profile": profile.map(|profile| &profile.name),
        "profileVersion": profile.map(|profile| &profile.version),
        "files": state.files.len(),
        "bytes": state.bytes(),
        "findings": state.findings.as_ref().map(Vec::len),
    })
}

fn indicator(of: &IndicatorChanges<'_>, old: &State, new: &State, lang: Lang) -> Value {
    let FileChanges { added, removed, changed, moved } = &of.files;
    let one = |files: &BTreeMap<String, FileState>, path: &str| {
        let mut value = content(files, path);
        if let Value::Object(value) = &mut value {
            value.shift_insert(0, "path".to_owned(), path.into());
        }
        value
    };
    let all = |files, paths: &[&str]| paths.iter().map(|path| one(files, path)).collect::<Vec<_>>();
    let moved = moved.iter().map(|moved| {
        let mut value = content(&new.files, moved.to);
        if let Value::Object(value) = &mut value {
            value.shift_insert(0, "from".to_owned(), moved.from.into());
            value.shift_insert(1, "to".to_owned(), moved.to.into());
        }
        value
    });
    let changed = changed.iter().map(
        |path| json!({ "path": path, "old": content(&old.files, path), "new": content(&new.files, path) }),
    );
    json!({
        "indicator": of.code,
        "title": of.title.map(|title| title.in_lang(lang)),
        "added": all(&new.files, added),
        "removed": all(&old.files, removed),
        "changed": changed.collect::<Vec<_>>(),
        "moved": moved.collect::<Vec<_>>(),
    })
}

/// Size and hash of a file.
fn content(files: &BTreeMap<String, FileState>, path: &str) -> Value {
    let Some(file) = files.get(path) else { return Value::Null };
    json!({ "bytes": file.bytes, "sha256": Digest::from(file.sha256).to_string() })
}
