//! Results for a terminal, readable at 80 columns.

mod difference;

pub use difference::difference;

use std::fmt::Write;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::time_left::time_left;
use super::{CheckReport, History, Paint, compared_with, history, in_origin, sanitize, sentence};
use crate::archive::seal::Sealed;
use crate::archive::{Packed, Recheck, Seal, Signer, Unpacked, Verification};
use crate::check::{self, Finding, Requirement, Rule, file_size};
use crate::profile::{Indicator, Profile, Severity};
use crate::submission::Manifest;
use crate::text::{Lang, Message};

/// The findings grouped by indicator and file, and a closing count.
#[must_use]
pub fn check(report: &CheckReport<'_>, lang: Lang, paint: Paint, now: Timestamp) -> String {
    let mut out = String::new();
    line(&mut out, &head(&report.submission.manifest, report.profile, lang, paint));
    let mut rest = report.findings;
    while let Some(first) = rest.first() {
        let end = rest.iter().position(|finding| finding.indicator != first.indicator).unwrap_or(rest.len());
        let (group, after) = rest.split_at(end);
        rest = after;
        let indicator = first.indicator.as_deref().and_then(|code| report.profile.indicator(code));
        out.push('\n');
        line(&mut out, &group_head(indicator, lang, paint));
        findings(&mut out, group, indicator, report.made, (lang, paint));
    }
    if let Some(history) = report.history {
        fixed(&mut out, history, report, lang, paint);
    }
    out.push('\n');
    if let Some(compared) = history::summary(report) {
        line(&mut out, &paint.wrap("", &compared.in_lang(lang)));
    }
    for compared in compared_with(report) {
        line(&mut out, &paint.wrap("", &sanitize(&compared.in_lang(lang))));
    }
    line(&mut out, &closing(report, lang, paint, now));
    out
}

/// What an earlier check found and this one does not.
fn fixed(out: &mut String, history: &History, report: &CheckReport<'_>, lang: Lang, paint: Paint) {
    if history.fixed.is_empty() {
        return;
    }
    out.push('\n');
    line(out, &paint.bold(&Message::new("since-fixed").in_lang(lang)));
    for finding in &history.fixed {
        let indicator = finding.indicator.as_deref().and_then(|code| report.profile.indicator(code));
        let place = match (&finding.path, indicator) {
            (Some(path), _) => path.clone(),
            (None, Some(indicator)) => format!("{} {}", indicator.code, indicator.title.in_lang(lang)),
            (None, None) => Message::new("check-whole").in_lang(lang),
        };
        line(out, &paint.wrap("  ", &sanitize(&place)));
        let said = sanitize(&sentence(&finding.message, lang));
        line(out, &paint.wrap(&format!("    [{}] ", sanitize(&finding.rule)), &said));
    }
}

/// Whose submission to what it is.
pub(super) fn head(manifest: &Manifest, profile: &Profile, lang: Lang, paint: Paint) -> String {
    let head = Message::new("check-head")
        .with("unit", &manifest.unit)
        .with("from", manifest.period.from.to_string())
        .with("to", manifest.period.to.to_string())
        .with("profile", format!("{} {}", profile.name, profile.version));
    paint.bold(&sanitize(&head.in_lang(lang)))
}

/// Which indicator, and who is responsible.
pub(super) fn group_head(indicator: Option<&Indicator>, lang: Lang, paint: Paint) -> String {
    let Some(indicator) = indicator else {
        return paint.bold(&Message::new("check-whole").in_lang(lang));
    };
    let title = format!("{} {}", indicator.code, indicator.title.in_lang(lang));
    let units = Message::List(indicator.responsible.iter().cloned().map(Message::Plain).collect());
    let units = sanitize(&units.in_lang(lang));
    if units.is_empty() {
        return paint.bold(&sanitize(&title));
    }
    paint.wrap(&format!("{}  ", paint.bold(&sanitize(&title))), &paint.dim(&units))
}

fn findings(
    out: &mut String,
    group: &[Finding],
    indicator: Option<&Indicator>,
    made: Date,
    (lang, paint): (Lang, Paint),
) {
    let mut path: Option<&str> = None;
    for finding in group {
        if finding.path.as_deref() != path
            && let Some(path) = &finding.path
        {
            line(out, &paint.wrap("  ", &sanitize(path)));
        }
        path = finding.path.as_deref();
        let indent = if finding.path.is_some() { "    " } else { "  " };
        let first = format!("{indent}{}", severity_head(finding.severity, Some(finding.rule), lang, paint));
        let mut said = sanitize(&sentence(&finding.message, lang));
        if let Some(status) = history::status(finding.known, made) {
            let message = Message::new("since-said").with("said", said).with("status", status);
            said = message.in_lang(lang);
        }
        line(out, &paint.wrap(&first, &said));
        for related in &finding.related {
            line(out, &paint.wrap(&format!("{indent}  = "), &sanitize(related)));
        }
        for other in &finding.elsewhere {
            line(out, &paint.wrap(&format!("{indent}  = "), &sanitize(&in_origin(other))));
        }
        if let Some(fix) = finding.fix.as_ref().and_then(|fix| fix.try_in_lang(lang)) {
            line(out, &paint.wrap(&format!("{indent}  → "), &sanitize(&fix)));
        }
        let units = &finding.responsible;
        if indicator.is_some_and(|indicator| indicator.responsible != *units) && !units.is_empty() {
            let units = Message::List(units.iter().cloned().map(Message::Plain).collect());
            let said = Message::new("check-responsible").with("units", units).in_lang(lang);
            line(out, &paint.wrap(&format!("{indent}    "), &paint.dim(&sanitize(&said))));
        }
    }
}

fn closing(report: &CheckReport<'_>, lang: Lang, paint: Paint, now: Timestamp) -> String {
    let verdict = counts(check::count(report.findings), lang, paint);
    let totals = Message::new("check-totals")
        .with("indicators", report.totals.indicators)
        .with("materials", report.totals.materials)
        .with("size", file_size(report.totals.bytes))
        .in_lang(lang);
    let mut text = format!("{verdict} · {totals}");
    if let Some(deadline) = report.submission.manifest.deadline() {
        let _ = write!(text, " · {}", time_left(deadline, now).in_lang(lang));
    }
    paint.wrap("", &text)
}

/// How many findings of each severity there are, in words.
pub(super) fn counts([errors, warnings, infos]: [usize; 3], lang: Lang, paint: Paint) -> String {
    let mut counts = Vec::new();
    for (severity, count) in
        [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Info, infos)]
    {
        if count > 0 {
            let words = Message::new(format!("count-{}", severity.name())).with("n", count).in_lang(lang);
            counts.push(paint.severity(severity, &words));
        }
    }
    match counts.is_empty() {
        true => paint.good(&Message::new("check-clean").in_lang(lang)),
        false => counts.join(&Message::new("list-separator").in_lang(lang)),
    }
}

/// A work list that was written to `path`, with the numbers of its findings: a line that is not broken.
#[must_use]
pub fn written(path: &Path, findings: [usize; 3], lang: Lang, paint: Paint) -> String {
    format!("{}  {}\n", sanitize(&path.display().to_string()), counts(findings, lang, paint))
}

/// What was verified of each archive, or each thing that is wrong with it.
#[must_use]
pub fn verify(verifications: &[Verification], lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    for (index, verification) in verifications.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        one_verification(&mut out, verification, lang, paint);
    }
    out
}

fn one_verification(out: &mut String, v: &Verification, lang: Lang, paint: Paint) {
    let path = sanitize(&v.path.display().to_string());
    let verdict = Message::new(if v.verified { "verify-good" } else { "verify-bad" }).in_lang(lang);
    let verdict = if v.verified { paint.good(&verdict) } else { paint.severity(Severity::Error, &verdict) };
    line(out, &paint.wrap("", &format!("{}  {verdict}", paint.bold(&path))));
    // Of what is no bag there is nothing to count.
    if !v.algorithms.is_empty() {
        let facts = Message::new("verify-facts")
            .with("files", v.files)
            .with("size", file_size(v.bytes))
            .with("algorithms", v.algorithms.join(", "))
            .in_lang(lang);
        line(out, &paint.wrap("  ", &facts));
    }
    seal(out, &v.seal, lang, paint);
    let mut notes = Vec::new();
    if v.draft {
        notes.push(Message::new("verify-draft"));
    }
    match v.recheck {
        Recheck::Agrees => notes.push(Message::new("recheck-agrees")),
        Recheck::Differs => notes.push(Message::new("recheck-differs")),
        Recheck::None | Recheck::Impossible => {}
    }
    for note in notes {
        line(out, &paint.wrap("  ", &paint.dim(&note.in_lang(lang))));
    }
    for finding in &v.findings {
        let first = format!("  {}", severity_head(finding.severity, Some(finding.rule), lang, paint));
        line(out, &paint.wrap(&first, &sanitize(&sentence(&finding.detail(), lang))));
        if let Some(fix) = finding.message.fix().and_then(|fix| fix.try_in_lang(lang)) {
            line(out, &paint.wrap("    → ", &sanitize(&fix)));
        }
    }
}

/// What was unpacked, or why nothing was.
#[must_use]
pub fn unpacked(unpacked: &Unpacked, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    one_verification(&mut out, &unpacked.verification, lang, paint);
    let message = if unpacked.verification.verified {
        Message::new("unpack-done")
            .with("path", sanitize(&unpacked.folder.display().to_string()))
            .with("files", unpacked.files)
            .with("size", file_size(unpacked.bytes))
    } else {
        Message::new("unpack-refused")
    };
    line(&mut out, &paint.wrap("", &message.in_lang(lang)));
    out
}

/// What is known about the seal, unless a finding says it.
fn seal(out: &mut String, seal: &Seal, lang: Lang, paint: Paint) {
    let (text, by) = match seal {
        Seal::None => (Message::new("seal-none"), None),
        Seal::Unchecked => (Message::new("seal-unchecked"), None),
        Seal::Fits(by) => (Message::new("seal-fits"), Some(by)),
        Seal::Valid(by) => {
            let principal = by.principal.as_deref().unwrap_or_default();
            let text = Message::new("seal-valid").with("principal", principal);
            (with_comment(text, by), Some(by))
        }
        Seal::Invalid => return,
    };
    let text = paint.wrap("  ", &sanitize(&text.in_lang(lang)));
    line(out, &if matches!(seal, Seal::Valid(_)) { text } else { paint.dim(&text) });
    if let Some(by) = by {
        line(out, &paint.dim(&key("  ", by)));
    }
}

/// The seal that was made.
#[must_use]
pub fn sealed(sealed: &Sealed, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    let text = Message::new("seal-done").with("path", sealed.path.display().to_string());
    let text = with_comment(text, &sealed.signer).in_lang(lang);
    line(&mut out, &paint.wrap("", &paint.good(&sanitize(&text))));
    line(&mut out, &key("", &sealed.signer));
    out
}

/// A key in a line that is not broken, so that it can be compared.
fn key(indent: &str, signer: &Signer) -> String {
    format!("{indent}{}  {}", sanitize(&signer.key_type), signer.fingerprint)
}

fn with_comment(text: Message, signer: &Signer) -> Message {
    match &signer.comment {
        Some(comment) if signer.principal.as_ref() != Some(comment) => {
            Message::new("seal-comment").with("text", text).with("comment", comment)
        }
        _ => text,
    }
}

/// Why a command could not run, and what to do next.
#[must_use]
pub fn problem(message: &Message, fix: Option<&Message>, lang: Lang, paint: Paint) -> String {
    let first = severity_head(Severity::Error, None, lang, paint);
    let mut text = paint.wrap(&first, &sanitize(&message.in_lang(lang)));
    if let Some(fix) = fix.and_then(|fix| fix.try_in_lang(lang)) {
        text.push('\n');
        text.push_str(&paint.wrap("  → ", &sanitize(&fix)));
    }
    text
}

/// `error[rule]: `, in the colour of the severity.
fn severity_head(severity: Severity, rule: Option<&str>, lang: Lang, paint: Paint) -> String {
    let word = Message::new(format!("severity-{}", severity.name())).in_lang(lang);
    let word = rule.map_or(word.clone(), |rule| format!("{word}[{rule}]"));
    Message::new("severity-head").with("severity", paint.severity(severity, &word)).in_lang(lang)
}

/// What was packed, and how to check it without us.
#[must_use]
pub fn packed(packed: &Packed, draft: bool, left_out: &[String], lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    let name = sanitize(&packed.path.display().to_string());
    let key = if draft { "pack-done-draft" } else { "pack-done" };
    let done = Message::new(key)
        .with("path", name)
        .with("files", packed.files)
        .with("size", file_size(packed.bytes))
        .in_lang(lang);
    line(&mut out, &paint.wrap("", &paint.good(&done)));
    line(&mut out, &format!("SHA-256  {}", packed.sha256));
    if let Some(seal) = &packed.seal {
        out.push_str(&sealed(seal, lang, paint));
    }
    for path in left_out {
        let said = Message::new("pack-left-out").with("path", path).in_lang(lang);
        line(&mut out, &paint.wrap("  ", &sanitize(&said)));
    }
    out
}

/// The rules there are, each in a line.
#[must_use]
pub fn rules(
    rules: &[&dyn Rule],
    verifying: &[(&'static str, Severity)],
    lang: Lang,
    paint: Paint,
) -> String {
    let mut out = String::new();
    let checking: Vec<_> = rules.iter().map(|rule| (rule.name(), rule.severity())).collect();
    for (head, list) in [("explain-head-check", checking.as_slice()), ("explain-head-verify", verifying)] {
        line(&mut out, &paint.bold(&Message::new(head).in_lang(lang)));
        for (name, severity) in list {
            let word = Message::new(format!("severity-{}", severity.name())).in_lang(lang);
            let pad = " ".repeat(8usize.saturating_sub(textwrap::core::display_width(&word)));
            let first = format!("  {name:<19} {}{pad}", paint.severity(*severity, &word));
            line(&mut out, &paint.wrap(&first, &Message::new(format!("rule-{name}")).in_lang(lang)));
        }
        out.push('\n');
    }
    line(&mut out, &paint.wrap("", &Message::new("explain-more").in_lang(lang)));
    out
}

/// One rule explained. `switchable`: whether a profile can change it.
#[must_use]
pub fn rule(name: &str, severity: Severity, switchable: bool, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    let word = Message::new(format!("severity-{}", severity.name())).in_lang(lang);
    let title = Message::new(format!("rule-{name}")).in_lang(lang);
    line(&mut out, &format!("{}  {}", paint.bold(name), paint.severity(severity, &word)));
    line(&mut out, &paint.wrap("", &title));
    for part in ["what", "why", "remedy"] {
        out.push('\n');
        line(&mut out, &paint.bold(&Message::new(format!("explain-{part}")).in_lang(lang)));
        let text = Message::new(format!("rule-{name}.{part}")).in_lang(lang);
        line(&mut out, &paint.wrap("  ", &text));
    }
    if switchable {
        out.push('\n');
        line(&mut out, &paint.bold(&Message::new("explain-switch").in_lang(lang)));
        let text = Message::new("explain-switch.text").with("rule", name).in_lang(lang);
        line(&mut out, &paint.wrap("  ", &text));
    }
    out
}

/// The note on what an indicator needs, as a text file of its folder.
#[must_use]
pub fn note(profile: &Profile, indicator: &Indicator, requirements: &[Requirement], lang: Lang) -> String {
    let mut out = String::new();
    line(&mut out, &format!("{} {}", indicator.code, indicator.title.in_lang(lang)));
    if !indicator.responsible.is_empty() {
        let units = Message::List(indicator.responsible.iter().cloned().map(Message::Plain).collect());
        line(&mut out, &Message::new("check-responsible").with("units", units).in_lang(lang));
    }
    for text in demands(profile, requirements, lang) {
        line(&mut out, &text);
    }
    out.push('\n');
    line(&mut out, &Message::new("note-foot").in_lang(lang));
    // Windows editors of older offices show a text file without carriage returns as one line.
    out.replace('\n', "\r\n")
}

/// What is demanded, in lines: first of the indicator as a whole, then kind by kind, each after an empty line and a head.
pub(super) fn demands(profile: &Profile, requirements: &[Requirement], lang: Lang) -> Vec<String> {
    let said = |requirement: &Requirement| {
        let text = requirement.message.in_lang(lang);
        match requirement.recommended {
            true => Message::new("note-recommended").with("text", text).in_lang(lang),
            false => text,
        }
    };
    let mut lines: Vec<String> =
        requirements.iter().filter(|r| r.kind.is_none()).map(|r| format!("- {}", said(r))).collect();
    for kind in &profile.kinds {
        let mine = || requirements.iter().filter(|r| r.kind.as_deref() == Some(&kind.name));
        if mine().next().is_none() {
            continue;
        }
        let counts: Vec<_> = mine().filter(|r| r.about_count).map(said).collect();
        let separator = Message::new("note-separator").in_lang(lang);
        let head = Message::new("note-kind")
            .with("title", Message::Given(kind.title.clone()))
            .with("counts", counts.join(&separator));
        lines.extend([String::new(), head.in_lang(lang)]);
        lines.extend(mine().filter(|r| !r.about_count).map(|r| format!("- {}", said(r))));
    }
    lines
}

pub(super) fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
