//! Everything that is wrong with a profile, also what stops no submission from being checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value};

use super::error::Fault;
use super::folder::{Source, is_json};
use super::parse::join;
use super::samples::{self, Sample};
use super::{Kind, PROFILE, Profile, ProfileError, Schemas, Severity, builtin, walk};
use crate::submission::json;
use crate::text::{Bilingual, Lang};

/// A profile and all that is wrong with it.
#[derive(Debug)]
pub struct Examination {
    /// The profile, as far as it could be read.
    pub profile: Profile,
    /// What is wrong: `profile.json` first, then the schemas that are used, then other files.
    pub errors: Vec<ProfileError>,
    /// The sample inventories beside it.
    pub samples: Vec<Sample>,
    /// `profile.json`; `null` where it is no JSON.
    pub document: Value,
}

/// Reads the profile `name`: a built-in one, else a folder relative to `root`. An error only where there is none.
pub fn examine(name: &str, root: &Path) -> Result<Examination, ProfileError> {
    let (source, path, folder) = if let Some(files) = builtin::files(name) {
        (Source::of_files(files), Path::new(name).to_owned(), None)
    } else {
        let folder = root.join(name);
        (Source::of_folder(name, &folder)?, folder.clone(), Some(folder))
    };
    let document = source.files.get(PROFILE).and_then(|bytes| json::parse(bytes).ok()).unwrap_or_default();
    let all: Vec<String> = source.files.keys().filter(|file| is_json(file)).cloned().collect();
    let (profile, mut errors) = source.assemble(&path, folder.clone(), true);
    let mut tell = |file: &str, at: String, fault| errors.push(ProfileError::new(&path, file, &at, fault));
    for (at, fault) in hidden(&profile, &document) {
        tell(PROFILE, at, fault);
    }
    for (file, schema) in profile.schemas.documents_used() {
        for (at, object) in walk::objects(schema) {
            for (at, fault) in own_faults(&at, object) {
                tell(file, at, fault);
            }
        }
    }
    // Of a profile that cannot be read nobody knows what it uses.
    if !profile.indicators.is_empty() {
        let unused = all.iter().filter(|file| !profile.files.contains_key(*file));
        for file in unused {
            tell(file, String::new(), Fault::Unused);
        }
    }
    let codes = profile.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
    let (samples, misplaced) = samples::collect(&path, folder.as_deref(), codes);
    errors.extend(misplaced);
    Ok(Examination { profile, errors, samples, document })
}

/// File name of the published schema of `profile.json`.
pub(crate) const FORM: &str = "profile.schema.json";

/// The published schema of `profile.json`, as the one schema of a profile without kinds: so what it refuses is told in
/// the same words as what other schemas refuse.
pub(crate) fn form() -> Profile {
    let schema = serde_json::from_str(include_str!("../../schemas/profile.schema.json")).unwrap_or_default();
    let (documents, roots) = (BTreeMap::from([(FORM.to_owned(), schema)]), BTreeSet::from([FORM.to_owned()]));
    let (schemas, _) = Schemas::compile(documents, &roots, BTreeMap::new(), false);
    Profile {
        name: FORM.to_owned(),
        version: String::new(),
        title: Bilingual::default(),
        kinds: Vec::new(),
        caption_from_name: None,
        indicators: Vec::new(),
        rules: BTreeMap::new(),
        schemas,
        files: BTreeMap::new(),
        folder: None,
    }
}

/// Names that never count, because another one does.
fn hidden(profile: &Profile, document: &Value) -> Vec<(String, Fault)> {
    let layout = profile.layout();
    let mut found = Vec::new();
    let list = document.get("indicators").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for indicator in &profile.indicators {
        let at =
            list.iter().position(|value| value.get("code").and_then(Value::as_str) == Some(&indicator.code));
        let at = at.map_or("/indicators".to_owned(), |index| format!("/indicators/{index}/code"));
        let folders = [indicator.code.clone(), indicator.folder(Lang::Zh), indicator.folder(Lang::En)];
        for folder in folders {
            let counts = layout.code_of(&folder);
            if !counts.is_some_and(|code| code.eq_ignore_ascii_case(&indicator.code)) {
                let by = counts.map(str::to_owned);
                found.push((at.clone(), Fault::Hidden { folder, by }));
                break;
            }
        }
    }
    for kind in &profile.kinds {
        // The kind's own name always counts too, so another kind must not have it for a folder.
        for folder in std::iter::once(&kind.name).chain(&kind.folders) {
            let by = layout.kind_of(folder).and_then(|by| profile.kind(by)).filter(|by| by.name != kind.name);
            let lists = |kind: &Kind| kind.folders.iter().any(|known| known.eq_ignore_ascii_case(folder));
            // That two lists have the same name was told when the profile was read.
            if let Some(by) = by.filter(|by| !(lists(by) && lists(kind))) {
                let fault = Fault::KindTaken { folder: folder.clone(), by: by.name.clone() };
                found.push((join("/kinds", &kind.name), fault));
            }
        }
    }
    found
}

/// What only we know of a schema object: its annotations, and keywords that no validator knows.
fn own_faults(at: &str, object: &Map<String, Value>) -> Vec<(String, Fault)> {
    let mut found = Vec::new();
    for (name, value) in object {
        let at = join(at, name);
        match name.as_str() {
            "x-message" => {
                let said: Option<Bilingual> = serde_json::from_value(value.clone()).ok();
                let both =
                    said.is_some_and(|said| [&said.zh, &said.en].iter().all(|text| !text.trim().is_empty()));
                if !both {
                    found.push((at, Fault::Annotation { name: "x-message", expected: "bilingual" }));
                }
            }
            "x-severity" if value.as_str().and_then(Severity::from_name).is_none() => {
                found.push((at, Fault::Annotation { name: "x-severity", expected: "severity" }));
            }
            name if !walk::is_known(name) => found.push((at, Fault::Keyword(name.to_owned()))),
            _ => {}
        }
    }
    found
}
