//! Profiles for people and machines.

pub mod json;

use super::terminal::{demands, group_head, line};
use super::{Paint, sanitize};
use crate::check::{Requirement, Trial, rules};
use crate::profile::{Indicator, Kind, Media, Profile, RuleSetting, Severity};
use crate::text::{Lang, Message};

/// The profiles there are, each with its title and what it has.
#[must_use]
pub fn list(profiles: &[Profile], lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    for profile in profiles {
        head(&mut out, profile, lang, paint);
        let counts = Message::new("profile-counts")
            .with("indicators", profile.indicators.len())
            .with("kinds", profile.kinds.len());
        line(&mut out, &paint.wrap("  ", &paint.dim(&counts.in_lang(lang))));
    }
    out.push('\n');
    line(&mut out, &paint.wrap("", &Message::new("profile-list-more").in_lang(lang)));
    out
}

/// The kinds, the indicators with who is responsible, and the rules that differ from their defaults.
#[must_use]
pub fn show(profile: &Profile, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    head(&mut out, profile, lang, paint);
    section(&mut out, "profile-kinds", lang, paint);
    let width = profile.kinds.iter().map(|kind| columns(&kind.name)).max().unwrap_or_default();
    for kind in &profile.kinds {
        let first = format!("  {}  ", padded(&sanitize(&kind.name), width));
        line(&mut out, &paint.wrap(&first, &sanitize(&describe(kind, lang))));
    }
    section(&mut out, "profile-indicators", lang, paint);
    let width = profile.indicators.iter().map(|indicator| columns(&indicator.code)).max().unwrap_or_default();
    for indicator in &profile.indicators {
        let first = format!("  {}  ", padded(&sanitize(&indicator.code), width));
        let units = Message::List(indicator.responsible.iter().cloned().map(Message::Plain).collect());
        let said = format!("{}  {}", indicator.title.in_lang(lang), units.in_lang(lang));
        line(&mut out, &paint.wrap(&first, sanitize(&said).trim_end()));
    }
    if let Some(pattern) = &profile.caption_from_name {
        section(&mut out, "profile-caption-from-name", lang, paint);
        // A pattern that is broken in two cannot be copied.
        line(&mut out, &format!("  {}", sanitize(pattern.as_str())));
    }
    if !profile.rules.is_empty() {
        section(&mut out, "profile-rules", lang, paint);
    }
    for (name, setting) in &profile.rules {
        line(
            &mut out,
            &paint.wrap(&format!("  {}  ", sanitize(name)), &sanitize(&switched(name, setting, lang))),
        );
    }
    out.push('\n');
    line(&mut out, &paint.wrap("", &Message::new("profile-show-more").in_lang(lang)));
    out
}

/// What one indicator demands.
#[must_use]
pub fn indicator(
    profile: &Profile,
    indicator: &Indicator,
    requirements: &[Requirement],
    lang: Lang,
    paint: Paint,
) -> String {
    let mut out = String::new();
    line(&mut out, &group_head(Some(indicator), lang, paint));
    for text in demands(profile, requirements, lang) {
        match text.strip_prefix("- ") {
            Some(text) => line(&mut out, &paint.wrap("- ", &sanitize(text))),
            None => line(&mut out, &paint.wrap("", &sanitize(&text))),
        }
    }
    out
}

/// What is wrong with the profile that the user calls `name`, or that nothing is.
#[must_use]
pub fn trial(name: &str, trial: &Trial, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    let profile = &trial.profile;
    let called = format!("{} {}", profile.name, profile.version);
    let called = if called.trim().is_empty() { name } else { called.as_str() };
    line(&mut out, &paint.wrap("", &paint.bold(&sanitize(called))));
    for mistake in &trial.mistakes {
        out.push('\n');
        let place = match mistake.pointer.as_str() {
            "" => mistake.file.clone(),
            pointer => format!("{}#{pointer}", mistake.file),
        };
        line(&mut out, &paint.bold(&sanitize(&place)));
        let word = paint.severity(Severity::Error, &Message::new("severity-error").in_lang(lang));
        let first = format!("  {}", Message::new("severity-head").with("severity", word).in_lang(lang));
        line(&mut out, &paint.wrap(&first, &sanitize(&mistake.message.in_lang(lang))));
        if let Some(fix) = mistake.fix.as_ref().and_then(|fix| fix.try_in_lang(lang)) {
            line(&mut out, &paint.wrap("  → ", &sanitize(&fix)));
        }
    }
    out.push('\n');
    let verdict = match trial.mistakes.len() {
        0 => paint.good(&Message::new("profile-test-good").in_lang(lang)),
        n => paint.severity(Severity::Error, &Message::new("profile-test-bad").with("n", n).in_lang(lang)),
    };
    let totals = Message::new("profile-test-totals")
        .with("indicators", profile.indicators.len())
        .with("schemas", profile.files.len().saturating_sub(1))
        .with("samples", trial.samples)
        .in_lang(lang);
    line(&mut out, &paint.wrap("", &format!("{verdict} · {totals}")));
    if !trial.without_samples.is_empty() {
        let codes = trial.without_samples.iter().cloned().map(Message::Plain).collect();
        let said = Message::new("profile-test-without").with("codes", Message::List(codes)).in_lang(lang);
        line(&mut out, &paint.wrap("", &paint.dim(&sanitize(&said))));
    }
    out
}

fn head(out: &mut String, profile: &Profile, lang: Lang, paint: Paint) {
    let name = paint.bold(&sanitize(&format!("{} {}", profile.name, profile.version)));
    line(out, &paint.wrap(&format!("{name}  "), &sanitize(profile.title.in_lang(lang))));
}

fn section(out: &mut String, key: &str, lang: Lang, paint: Paint) {
    out.push('\n');
    line(out, &paint.bold(&Message::new(key).in_lang(lang)));
}

fn describe(kind: &Kind, lang: Lang) -> String {
    let media = Message::new(match kind.media {
        Media::Text => "media-text",
        Media::Image => "media-image",
        Media::Table => "media-table",
        Media::Any => "media-any",
    });
    // Where formats are named, they say more than the media.
    let formats = kind.formats.as_ref().map(|formats| formats.iter().map(|name| name.to_uppercase()));
    let media = formats.map_or(media, |formats| Message::List(formats.map(Message::Plain).collect()));
    let folders = kind.folders.iter().cloned().map(Message::Plain).collect();
    Message::new("profile-kind")
        .with("title", Message::Given(kind.title.clone()))
        .with("media", media)
        .with("folders", Message::List(folders))
        .in_lang(lang)
}

/// How a profile switches a rule: its severity, and further options as they are written.
fn switched(name: &str, setting: &RuleSetting, lang: Lang) -> String {
    let RuleSetting::On { severity, options } = setting else {
        return Message::new("profile-rule-off").in_lang(lang);
    };
    let severity = severity.or(rules::by_name(name).map(crate::check::Rule::severity));
    let word = severity.map(|severity| Message::new(format!("severity-{}", severity.name())).in_lang(lang));
    let options = options.iter().map(|(name, value)| format!("{name} {value}"));
    word.into_iter().chain(options).collect::<Vec<_>>().join("  ")
}

fn columns(text: &str) -> usize {
    textwrap::core::display_width(&sanitize(text))
}

/// `text` with spaces up to a number of columns.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(textwrap::core::display_width(text))))
}
