//! What changed between two archives or folders, for a terminal.

use serde_json::Value;

use super::{line, severity_head};
use crate::archive::diff::{
    Difference, FieldChange, FindingChanges, Form, IndicatorChanges, ProfileFileChange, State, StatedFinding,
};
use crate::check::file_size;
use crate::profile::Severity;
use crate::report::{Paint, sanitize, sentence};
use crate::text::{Lang, Message};

/// The verdict in a line; then what changed in `submission.json`, in the profile and in the files of each indicator;
/// then the findings that went and came.
#[must_use]
pub fn difference(difference: &Difference<'_>, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    line(&mut out, &paint.wrap("", &verdict(difference, lang, paint)));
    side(&mut out, "diff-old", difference.old, lang, paint);
    side(&mut out, "diff-new", difference.new, lang, paint);
    for state in [difference.old, difference.new] {
        not_compared(&mut out, state, lang, paint);
    }
    if !difference.submission.is_empty() {
        head(&mut out, "submission.json", paint);
        for change in &difference.submission {
            line(&mut out, &paint.wrap(&mark(Mark::Changed, paint), &sanitize(&field(change, lang))));
        }
    }
    profile(&mut out, difference, lang, paint);
    for changes in &difference.indicators {
        indicator(&mut out, changes, difference, lang, paint);
    }
    if let Some(FindingChanges { gone, come }) = &difference.findings {
        findings(&mut out, "diff-gone", Mark::Removed, gone, lang, paint);
        findings(&mut out, "diff-come", Mark::Added, come, lang, paint);
    }
    out
}

/// What stands before a change.
#[derive(Clone, Copy)]
enum Mark {
    Added,
    Removed,
    Changed,
    Moved,
}

fn mark(mark: Mark, paint: Paint) -> String {
    let mark = match mark {
        Mark::Added => paint.good("+"),
        Mark::Removed => paint.severity(Severity::Error, "-"),
        Mark::Changed => paint.severity(Severity::Warning, "~"),
        Mark::Moved => paint.severity(Severity::Info, ">"),
    };
    format!("  {mark} ")
}

fn head(out: &mut String, text: &str, paint: Paint) {
    out.push('\n');
    line(out, &paint.wrap("", &paint.bold(&sanitize(text))));
}

fn verdict(difference: &Difference<'_>, lang: Lang, paint: Paint) -> String {
    if difference.is_empty() {
        let same = Message::new("diff-same")
            .with("files", difference.new.files.len())
            .with("size", file_size(difference.new.bytes()));
        return paint.good(&same.in_lang(lang));
    }
    let files = &difference.files;
    let (gone, come) = match &difference.findings {
        Some(findings) => (findings.gone.len(), findings.come.len()),
        None => (0, 0),
    };
    let counts = [
        ("diff-count-added", files.added.len()),
        ("diff-count-removed", files.removed.len()),
        ("diff-count-changed", files.changed.len()),
        ("diff-count-moved", files.moved.len()),
        ("diff-count-gone", gone),
        ("diff-count-come", come),
    ];
    let mut parts: Vec<Message> = Vec::new();
    if difference.draft {
        let draft = difference.new.draft == Some(true);
        parts.push(Message::new(if draft { "diff-now-draft" } else { "diff-now-final" }));
    }
    if !difference.submission.is_empty() {
        parts.push(Message::new("diff-submission-changed"));
    }
    if difference.profile_changed() {
        parts.push(Message::new("diff-profile-changed"));
    }
    parts.extend(counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| Message::new(key).with("n", n)));
    let text = Message::new("diff-verdict").with("changes", Message::List(parts));
    paint.severity(Severity::Warning, &text.in_lang(lang))
}

fn side(out: &mut String, key: &str, state: &State, lang: Lang, paint: Paint) {
    let form = match (state.form, state.draft) {
        (Form::Submission, _) => "diff-submission",
        (Form::Archive, Some(true)) => "diff-draft-archive",
        (Form::Archive, _) => "diff-archive",
        (Form::Bag, Some(true)) => "diff-draft-bag",
        (Form::Bag, _) => "diff-bag",
    };
    let text = Message::new("diff-side")
        .with("path", state.path.display().to_string())
        .with("form", Message::new(form))
        .with("files", state.files.len())
        .with("size", file_size(state.bytes()));
    let first = format!("  {}", Message::new(key).in_lang(lang));
    line(out, &paint.wrap(&first, &sanitize(&text.in_lang(lang))));
}

/// What was not compared because nothing is known of it on this side.
fn not_compared(out: &mut String, state: &State, lang: Lang, paint: Paint) {
    let unknown = [
        (state.manifest.is_none(), "diff-what-submission"),
        (state.profile.is_none(), "diff-what-profile"),
        (state.findings.is_none(), "diff-what-findings"),
    ];
    let what: Vec<Message> =
        unknown.into_iter().filter(|(unknown, _)| *unknown).map(|(_, key)| Message::new(key)).collect();
    if !what.is_empty() {
        let text = Message::new("diff-not-compared").with("what", Message::List(what));
        let text = text.with("path", state.path.display().to_string()).in_lang(lang);
        line(out, &paint.wrap("  ", &paint.dim(&sanitize(&text))));
    }
}

/// What a field of `submission.json` said and says.
fn field(change: &FieldChange, lang: Lang) -> String {
    let name = Message::new(format!("diff-field-{}", change.field));
    let shown = |value: &Option<Value>| match value {
        Some(value) => Message::Plain(shown(value, lang)),
        None => Message::new("diff-no-value"),
    };
    let text = Message::new("diff-field").with("field", name);
    text.with("old", shown(&change.old)).with("new", shown(&change.new)).in_lang(lang)
}

fn shown(value: &Value, lang: Lang) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items = items.iter().map(|item| Message::Plain(shown(item, lang))).collect();
            Message::List(items).in_lang(lang)
        }
        Value::Object(period) => {
            let day = |name: &str| period.get(name).map(|day| shown(day, lang)).unwrap_or_default();
            Message::new("diff-period").with("from", day("from")).with("to", day("to")).in_lang(lang)
        }
        other => other.to_string(),
    }
}

fn profile(out: &mut String, difference: &Difference<'_>, lang: Lang, paint: Paint) {
    let (Some(old), Some(new)) = (&difference.old.profile, &difference.new.profile) else { return };
    if !difference.profile_changed() {
        return;
    }
    head(out, &Message::new("diff-profile").in_lang(lang), paint);
    if difference.profile_renamed {
        let text = format!("{} {} → {} {}", old.name, old.version, new.name, new.version);
        line(out, &paint.wrap(&mark(Mark::Changed, paint), &sanitize(&text)));
    }
    for file in &difference.profile_files {
        let change = match file.change {
            ProfileFileChange::Added => Mark::Added,
            ProfileFileChange::Removed => Mark::Removed,
            ProfileFileChange::Changed => Mark::Changed,
        };
        line(out, &paint.wrap(&mark(change, paint), &sanitize(&file.name)));
    }
}

fn indicator(
    out: &mut String,
    changes: &IndicatorChanges<'_>,
    difference: &Difference<'_>,
    lang: Lang,
    paint: Paint,
) {
    let title = match (changes.code, changes.title) {
        (Some(code), Some(title)) => format!("{code} {}", title.in_lang(lang)),
        (Some(code), None) => code.to_owned(),
        (None, _) => Message::new("diff-no-indicator").in_lang(lang),
    };
    head(out, &title, paint);
    let (old, new) = (&difference.old.files, &difference.new.files);
    let size = |bytes: Option<u64>| bytes.map(file_size).unwrap_or_default();
    let was = |path: &str| size(old.get(path).map(|file| file.bytes));
    let is = |path: &str| size(new.get(path).map(|file| file.bytes));
    let mut entry = |sort, path: &str, size: &str| {
        line(out, &with_size(&mark(sort, paint), path, size, paint));
    };
    for path in &changes.files.added {
        entry(Mark::Added, path, &is(path));
    }
    for path in &changes.files.removed {
        entry(Mark::Removed, path, &was(path));
    }
    for path in &changes.files.changed {
        let same = old.get(*path).map(|file| file.bytes) == new.get(*path).map(|file| file.bytes);
        let size = if same { is(path) } else { format!("{} → {}", was(path), is(path)) };
        entry(Mark::Changed, path, &size);
    }
    for moved in &changes.files.moved {
        line(out, &paint.wrap(&mark(Mark::Moved, paint), &sanitize(moved.from)));
        line(out, &with_size("    → ", moved.to, &is(moved.to), paint));
    }
}

/// A path and then a size, which is not broken.
fn with_size(first: &str, path: &str, size: &str, paint: Paint) -> String {
    let text = paint.wrap(first, &sanitize(path));
    let used = textwrap::core::display_width(text.rsplit('\n').next().unwrap_or(&text));
    if used + 2 + textwrap::core::display_width(size) <= paint.width {
        return format!("{text}  {size}");
    }
    let indent = " ".repeat(textwrap::core::display_width(first));
    format!("{text}\n{indent}{size}")
}

fn findings(out: &mut String, key: &str, sort: Mark, findings: &[&StatedFinding], lang: Lang, paint: Paint) {
    if findings.is_empty() {
        return;
    }
    head(out, &Message::new(key).in_lang(lang), paint);
    let mut before = None;
    for finding in findings {
        let place = match (&finding.path, &finding.indicator) {
            (Some(path), _) => path.clone(),
            (None, Some(code)) => Message::new("diff-indicator").with("code", code).in_lang(lang),
            (None, None) => Message::new("check-whole").in_lang(lang),
        };
        if before.as_ref() != Some(&place) {
            line(out, &paint.wrap(&mark(sort, paint), &sanitize(&place)));
        }
        before = Some(place);
        let first = format!("    {}", severity_head(finding.severity, Some(&finding.rule), lang, paint));
        line(out, &paint.wrap(&first, &sanitize(&sentence(&finding.message, lang))));
        for related in &finding.related {
            line(out, &paint.wrap("      = ", &sanitize(related)));
        }
        let fix = finding.fix.as_ref().filter(|_| matches!(sort, Mark::Added));
        if let Some(fix) = fix.and_then(|fix| fix.try_in_lang(lang)) {
            line(out, &paint.wrap("      → ", &sanitize(&fix)));
        }
    }
}
