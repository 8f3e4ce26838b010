//! A profile on trial: everything that is wrong with it, and whether its sample inventories come out as they should.

use std::collections::BTreeSet;
use std::path::Path;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::schema;
use crate::profile::{self, PROFILE, Profile, ProfileError, Sample, join};
use crate::text::{Explain, Message};

/// One thing wrong with a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// The file, as seen from the profile's folder.
    pub file: String,
    /// Where in it: JSON Pointer (RFC 6901); empty for the file as a whole.
    pub pointer: String,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub fix: Option<Message>,
}

/// What came out.
#[derive(Debug)]
pub struct Trial {
    /// The profile, as far as it could be read.
    pub profile: Profile,
    /// What is wrong, file by file: `profile.json` first, then schemas, then samples.
    pub mistakes: Vec<Mistake>,
    /// How many samples were tried.
    pub samples: usize,
    /// The codes of indicators for which there is no sample.
    pub without_samples: Vec<String>,
}

/// Tries the profile `name`: a built-in one, else a folder relative to `root`. An error only where there is none.
pub fn trial(name: &str, root: &Path) -> Result<Trial, ProfileError> {
    let examined = profile::examine(name, root)?;
    let (profile, samples) = (examined.profile, examined.samples);
    let mut mistakes: Vec<Mistake> = examined.errors.iter().map(Mistake::of).collect();
    mistakes.extend(super::mistakes(&profile).into_iter().map(|(pointer, mistake)| {
        let message = mistake.message();
        Mistake { file: PROFILE.to_owned(), pointer, fix: message.fix(), message }
    }));
    mistakes.extend(form(&examined.document, &mistakes));
    let tried: Vec<_> = samples.iter().map(|sample| try_sample(&profile, sample)).collect();
    mistakes.extend(tried.into_iter().flatten());
    let place =
        |mistake: &Mistake| (mistake.file != PROFILE, mistake.file.contains('/'), mistake.file.clone());
    mistakes.sort_by_cached_key(place);
    let with: BTreeSet<&str> = samples.iter().map(|sample| sample.code.as_str()).collect();
    let without = profile.indicators.iter().map(|indicator| &indicator.code);
    let without_samples = without.filter(|code| !with.contains(code.as_str())).cloned().collect();
    Ok(Trial { samples: samples.len(), without_samples, profile, mistakes })
}

impl Mistake {
    fn of(error: &ProfileError) -> Self {
        let message = error.within();
        let (file, pointer) = (error.file().to_owned(), error.pointer().to_owned());
        Self { file, pointer, fix: message.fix(), message }
    }

    fn about(file: &str, pointer: String, message: Message) -> Self {
        Self { file: file.to_owned(), pointer, fix: message.fix(), message }
    }
}

/// What the published schema refuses of `profile.json`, apart from what is `told` already.
fn form(document: &Value, told: &[Mistake]) -> Vec<Mistake> {
    if document.is_null() {
        return Vec::new();
    }
    let told: Vec<&str> = told
        .iter()
        .filter(|mistake| mistake.file == PROFILE)
        .map(|mistake| mistake.pointer.as_str())
        .collect();
    let is_new = |error: &ValidationError<'_>| {
        let place = subject(error);
        // A name that is not known is told by whoever reads the object; of rules, by whoever knows the rules.
        !matches!(error.kind(), Kind::AdditionalProperties { .. })
            && !told.iter().any(|told| {
                place.strip_prefix(told).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    };
    let refusals = schema::refusals_that(&profile::form(), profile::FORM, document, is_new);
    let mistakes = refusals.into_iter().map(|refusal| {
        let message = Message::new("error-profile-form").with("problem", refusal.message);
        Mistake::about(PROFILE, refusal.pointer, message)
    });
    mistakes.collect()
}

/// JSON Pointer to what an error is about: a property that is missing, or that has a wrong name, or the value.
fn subject(error: &ValidationError<'_>) -> String {
    let at = error.instance_path().to_string();
    let name = match error.kind() {
        Kind::Required { property } => property.as_str(),
        Kind::PropertyNames { error } => match error.instance().as_ref() {
            Value::String(name) => return join(&at, name),
            _ => None,
        },
        _ => None,
    };
    name.map_or(at.clone(), |name| join(&at, name))
}

/// What is wrong with a sample, or with the schema that it shows.
fn try_sample(profile: &Profile, sample: &Sample) -> Vec<Mistake> {
    let document = match sample.document() {
        Ok(document) => document,
        Err(error) => return vec![Mistake::of(&error)],
    };
    let Some(indicator) = profile.indicator(&sample.code) else { return Vec::new() };
    // Whose schema cannot be used has been told why.
    if !profile.schemas.compiled(&indicator.schema) {
        return Vec::new();
    }
    let refusals = schema::refusals(profile, &indicator.schema, &document);
    if sample.valid {
        let refused = refusals.into_iter().map(|refusal| {
            let message = Message::new("error-profile-sample-refused")
                .with("problem", refusal.message)
                .with("schema", refusal.schema_pointer);
            Mistake::about(&sample.file, refusal.pointer, message)
        });
        return refused.collect();
    }
    if !refusals.is_empty() {
        return Vec::new();
    }
    let message = Message::new("error-profile-sample-accepted").with("schema", &indicator.schema);
    vec![Mistake::about(&sample.file, String::new(), message)]
}
