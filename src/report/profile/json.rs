//! Profiles for machines: `schemas/profile-list.schema.json`, `profile-show.schema.json` and
//! `profile-test.schema.json`.

use serde_json::{Value, json};

use crate::check::{Requirement, Trial};
use crate::profile::{Indicator, Kind, Media, Profile, RuleSetting};
use crate::report::json::pretty;
use crate::report::sentence;
use crate::text::Lang;

/// Version of these forms.
const FORMAT_VERSION: u32 = 1;

/// The profiles there are.
#[must_use]
pub fn list(profiles: &[Profile]) -> String {
    let profiles: Vec<Value> = profiles
        .iter()
        .map(|profile| {
            json!({
                "name": profile.name,
                "version": profile.version,
                "title": profile.title,
                "kinds": profile.kinds.len(),
                "indicators": profile.indicators.len(),
            })
        })
        .collect();
    pretty(&json!({ "formatVersion": FORMAT_VERSION, "profiles": profiles }))
}

/// A profile as a whole.
#[must_use]
pub fn show(profile: &Profile) -> String {
    let mut document = head(profile);
    document["kinds"] = profile.kinds.iter().map(kind).collect();
    document["captionFromName"] = profile.caption_from_name.as_ref().map(regex::Regex::as_str).into();
    document["indicators"] = profile.indicators.iter().map(row).collect();
    let rules = profile.rules.iter().map(|(name, setting)| (name.clone(), rule(setting)));
    document["rules"] = Value::Object(rules.collect());
    pretty(&document)
}

/// One indicator of a profile and what it demands, in the words of `lang`.
#[must_use]
pub fn indicator(
    profile: &Profile,
    indicator: &Indicator,
    requirements: &[Requirement],
    lang: Lang,
) -> String {
    let mut document = head(profile);
    document["indicator"] = row(indicator);
    let demand = |requirement: &Requirement| {
        json!({
            "kind": requirement.kind,
            "aboutCount": requirement.about_count,
            "recommended": requirement.recommended,
            "message": sentence(&requirement.message, lang),
        })
    };
    document["requirements"] = requirements.iter().map(demand).collect();
    pretty(&document)
}

/// What is wrong with a profile.
#[must_use]
pub fn trial(trial: &Trial, lang: Lang) -> String {
    let profile = &trial.profile;
    let mistakes: Vec<Value> = trial
        .mistakes
        .iter()
        .map(|mistake| {
            json!({
                "file": mistake.file,
                "pointer": mistake.pointer,
                "message": mistake.message.in_lang(lang),
                "fix": mistake.fix.as_ref().and_then(|fix| fix.try_in_lang(lang)),
            })
        })
        .collect();
    pretty(&json!({
        "formatVersion": FORMAT_VERSION,
        "name": profile.name,
        "version": profile.version,
        "valid": mistakes.is_empty(),
        "summary": {
            "indicators": profile.indicators.len(),
            "schemas": profile.files.len().saturating_sub(1),
            "samples": trial.samples,
            "mistakes": mistakes.len(),
        },
        "mistakes": mistakes,
        "withoutSamples": trial.without_samples,
    }))
}

fn head(profile: &Profile) -> Value {
    json!({
        "formatVersion": FORMAT_VERSION,
        "name": profile.name,
        "version": profile.version,
        "title": profile.title,
    })
}

fn kind(kind: &Kind) -> Value {
    let media = match kind.media {
        Media::Text => "text",
        Media::Image => "image",
        Media::Table => "table",
        Media::Any => "any",
    };
    let mut object =
        json!({ "name": kind.name, "title": kind.title, "media": media, "folders": kind.folders });
    if let Some(formats) = &kind.formats {
        object["formats"] = formats.clone().into();
    }
    object
}

fn row(indicator: &Indicator) -> Value {
    json!({
        "code": indicator.code,
        "title": indicator.title,
        "responsible": indicator.responsible,
        "schema": indicator.schema,
    })
}

/// What the profile says of a rule; the severity is absent where it is the rule's own.
fn rule(setting: &RuleSetting) -> Value {
    match setting {
        RuleSetting::Off => json!({ "severity": "off" }),
        RuleSetting::On { severity, options } => {
            let mut object = options.clone();
            if let Some(severity) = severity {
                object.insert("severity".to_owned(), severity.name().into());
            }
            Value::Object(object)
        }
    }
}
