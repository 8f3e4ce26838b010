//! A batch on a terminal.

use super::{Outcome, State, Summary};
use crate::check::file_size;
use crate::profile::Severity;
use crate::report::terminal::{counts, line};
use crate::report::{Paint, sanitize};
use crate::text::{Lang, Message};

/// A line for each item, the worst first, and the totals.
#[must_use]
pub fn summary(summary: &Summary, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    let words = State::ALL.map(|state| word(state, lang));
    let wide = words.iter().map(|word| textwrap::core::display_width(word)).max().unwrap_or_default();
    let said: Vec<String> = summary.outcomes.iter().map(|outcome| numbers(outcome, lang)).collect();
    let room = said.iter().map(|said| textwrap::core::display_width(said)).max().unwrap_or_default();
    for (outcome, said) in summary.outcomes.iter().zip(said) {
        let word = word(outcome.state, lang);
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(textwrap::core::display_width(text)));
        let (before, between) = (pad(&word, wide), pad(&said, room));
        let word = match outcome.state {
            State::Fine => paint.good(&word),
            State::Warnings => paint.severity(Severity::Warning, &word),
            State::Errors | State::Failed => paint.severity(Severity::Error, &word),
        };
        let path = sanitize(&outcome.path);
        line(&mut out, &format!("{word}{before}  {said}{between}  {path}"));
        if let Some(error) = &outcome.error {
            line(&mut out, &paint.wrap("    ", &sanitize(&error.message)));
        }
    }
    out.push('\n');
    if !summary.reused.is_empty() {
        let said = Message::new("batch-used-again-count").with("n", summary.reused.len()).in_lang(lang);
        line(&mut out, &paint.wrap("", &paint.severity(Severity::Warning, &said)));
    }
    line(&mut out, &paint.wrap("", &totals(summary, lang, paint)));
    out
}

/// An item that is done, in a line.
#[must_use]
pub fn ended(outcome: &Outcome, lang: Lang, paint: Paint) -> String {
    let said = match &outcome.error {
        Some(error) => paint.severity(Severity::Error, &sanitize(&error.message)),
        None => counts([outcome.errors, outcome.warnings, outcome.infos], lang, paint),
    };
    format!("{}  {said}", sanitize(&outcome.path))
}

fn totals(summary: &Summary, lang: Lang, paint: Paint) -> String {
    let totals = summary.totals();
    let states = [
        ("batch-count-failed", totals.failed),
        ("batch-count-errors", totals.with_errors),
        ("batch-count-warnings", totals.with_warnings),
        ("batch-count-fine", totals.fine),
    ];
    let states = states.into_iter().filter(|(_, count)| *count > 0);
    let states: Vec<Message> = states.map(|(key, count)| Message::new(key).with("n", count)).collect();
    let said = Message::new("batch-totals")
        .with("items", totals.items)
        .with("states", Message::List(states))
        .with("materials", totals.materials)
        .with("size", file_size(totals.bytes));
    let found = match (totals.errors, totals.warnings, totals.infos) {
        (0, 0, 0) => String::new(),
        (errors, warnings, infos) => format!(" · {}", counts([errors, warnings, infos], lang, paint)),
    };
    format!("{}{found}", said.in_lang(lang))
}

fn word(state: State, lang: Lang) -> String {
    Message::new(format!("batch-state-{}", state.name())).in_lang(lang)
}

/// How many errors and warnings it has, as far as it could be looked at.
fn numbers(outcome: &Outcome, lang: Lang) -> String {
    let counts = [("count-error", outcome.errors), ("count-warning", outcome.warnings)].into_iter();
    let counts = counts.filter(|(_, count)| *count > 0);
    let counts: Vec<Message> = counts.map(|(key, count)| Message::new(key).with("n", count)).collect();
    if counts.is_empty() { "–".to_owned() } else { Message::List(counts).in_lang(lang) }
}
