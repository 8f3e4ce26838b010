//! The page of a batch.

use askama::Template;

use super::address;
use super::figure::Figure;
use super::frame::Frame;
use crate::check::file_size;
use crate::items::ItemKind;
use crate::report::batch::{Outcome, Reused, Share, Side, State, Summary};
use crate::report::{sanitize, sentence};
use crate::text::{Lang, Message};

const SCRIPT: &str = concat!(include_str!("filters.js"), include_str!("batch.js"));

/// Groups of materials that are shown, and materials of each; the workbook has all.
const MOST_GROUPS: usize = 200;
const MOST_SIDES: usize = 12;

#[derive(Template)]
#[template(path = "batch.html", config = "src/report/html/askama.toml")]
struct Page {
    frame: Frame,
    states: Vec<Choice>,
    rows: Vec<Row>,
    groups: Vec<Group>,
    /// How many groups are not shown.
    more_groups: Option<String>,
    tables: Vec<Table>,
}

/// Materials of several submissions that are one.
struct Group {
    severity: &'static str,
    word: String,
    rule: &'static str,
    what: String,
    message: String,
    fix: Option<String>,
    figures: Vec<Figure>,
    /// Where they are, where there is nothing to be seen.
    places: Vec<String>,
    /// How many of them are not shown.
    more: Option<String>,
}

/// A state by which items can be filtered.
struct Choice {
    value: &'static str,
    name: String,
}

/// An item.
struct Row {
    state: (&'static str, String),
    class: &'static str,
    path: String,
    /// Its page, work list and document.
    links: Option<(String, String, String)>,
    error: Option<(String, Option<String>)>,
    note: Option<String>,
    unit: String,
    /// Errors, warnings, missing indicators, files, size.
    numbers: [String; 5],
}

/// Findings by rule or unit: the name, then items, errors, warnings and infos.
struct Table {
    id: &'static str,
    name: String,
    rows: Vec<(String, [usize; 4])>,
}

/// The page of a batch, in `lang`.
#[must_use]
pub fn batch(summary: &Summary, lang: Lang) -> String {
    let totals = summary.totals();
    let mut frame = Frame::new(&Message::new("batch-title").in_lang(lang), SCRIPT, lang);
    let made = Message::new("batch-made").with("day", summary.made.to_string());
    frame.about.push(made.in_lang(lang));
    let (class, key) = match (totals.failed + totals.with_errors, totals.with_warnings) {
        (0, 0) => ("good", "batch-verdict-fine"),
        (0, _) => ("warning", "batch-verdict-warnings"),
        _ => ("error", "batch-verdict-errors"),
    };
    let bad = totals.failed + totals.with_errors;
    let verdict = Message::new(key).with("n", if bad > 0 { bad } else { totals.with_warnings });
    frame.verdict = (class, sentence(&verdict.with("items", totals.items), lang));
    let mark = |count: usize, class: &'static str| if count > 0 { class } else { "" };
    frame.card("batch-items", totals.items.to_string(), "");
    frame.card("batch-state-failed", totals.failed.to_string(), mark(totals.failed, "error"));
    frame.card("batch-state-errors", totals.with_errors.to_string(), mark(totals.with_errors, "error"));
    frame.card(
        "batch-state-warnings",
        totals.with_warnings.to_string(),
        mark(totals.with_warnings, "warning"),
    );
    frame.card("batch-state-fine", totals.fine.to_string(), mark(totals.fine, "good"));
    frame.card("xlsx-errors", totals.errors.to_string(), mark(totals.errors, "error"));
    if totals.reused > 0 {
        frame.card("batch-used-again", totals.reused.to_string(), "error");
    }
    frame.card_of_materials(totals.materials.to_string(), totals.bytes);
    let met = |state: &State| summary.outcomes.iter().any(|outcome| outcome.state == *state);
    let states = State::ALL.into_iter().filter(met);
    let states = states.map(|state| Choice { value: state.name(), name: word(state, lang) }).collect();
    let rows = summary.outcomes.iter().map(|outcome| row(outcome, lang)).collect();
    let rules = summary.rules().into_iter();
    let named = |rule: &str| format!("{} ({rule})", Message::new(format!("rule-{rule}")).in_lang(lang));
    let units = summary.units().into_iter();
    let tables = vec![
        Table {
            id: "rules",
            name: frame.say("html-rule"),
            rows: rules.map(|(rule, share)| (sanitize(&named(rule)), numbers(share))).collect(),
        },
        Table {
            id: "units",
            name: frame.say("html-unit"),
            rows: units.map(|(unit, share)| (sanitize(unit), numbers(share))).collect(),
        },
    ];
    // Writing into a string cannot fail, and the templates have no filter that does.
    let groups = summary.reused.iter().take(MOST_GROUPS).map(|reused| group(reused, lang)).collect();
    let more_groups = more(summary.reused.len(), MOST_GROUPS, lang);
    Page { frame, states, rows, groups, more_groups, tables }.render().unwrap_or_default()
}

/// What of so many is not shown, and that the workbook has it.
fn more(all: usize, shown: usize, lang: Lang) -> Option<String> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    Some(Message::new("batch-more").with("n", more).in_lang(lang))
}

fn group(reused: &Reused, lang: Lang) -> Group {
    let (seen, unseen): (Vec<&Side>, Vec<&Side>) =
        reused.sides.iter().take(MOST_SIDES).partition(|side| side.sketch.is_some());
    let severity = reused.severity.name();
    let what = Message::new(format!("rule-{}", reused.rule)).in_lang(lang);
    Group {
        severity,
        word: sentence(&Message::new(format!("severity-{severity}")), lang),
        rule: reused.rule,
        what: sanitize(&what),
        message: sanitize(&reused.message),
        fix: reused.fix.as_deref().map(sanitize),
        figures: seen.into_iter().map(|side| Figure::side(side, lang)).collect(),
        places: unseen.into_iter().map(|side| sanitize(&place(side, lang))).collect(),
        more: more(reused.sides.len(), MOST_SIDES, lang),
    }
}

/// Where a material is, and whose it is.
fn place(side: &Side, lang: Lang) -> String {
    let units = Message::List(side.responsible.iter().cloned().map(Message::Plain).collect()).in_lang(lang);
    let path = side.path.as_ref().map(|path| format!(": {path}")).unwrap_or_default();
    let code = side.indicator.as_ref().map(|code| format!(" · {code}")).unwrap_or_default();
    let units = if units.is_empty() { units } else { format!(" · {units}") };
    let changes = side.changes.as_ref().map(|changes| format!(" · {changes}")).unwrap_or_default();
    format!("{}{path}{code}{units}{changes}", side.item)
}

fn word(state: State, lang: Lang) -> String {
    sentence(&Message::new(format!("batch-state-{}", state.name())), lang)
}

fn numbers(share: Share) -> [usize; 4] {
    [share.items, share.errors, share.warnings, share.infos]
}

fn row(outcome: &Outcome, lang: Lang) -> Row {
    let links = outcome.files.as_ref();
    let error = outcome.error.as_ref();
    let known = |number: String| if outcome.state == State::Failed { "–".to_owned() } else { number };
    Row {
        state: (outcome.state.name(), word(outcome.state, lang)),
        class: match outcome.state {
            State::Fine => "good",
            State::Warnings => "warning",
            State::Errors | State::Failed => "error",
        },
        path: sanitize(&outcome.path),
        links: links.map(|files| (address(&files.html), address(&files.xlsx), address(&files.json))),
        error: error.map(|error| (sanitize(&error.message), error.fix.as_deref().map(sanitize))),
        note: note(outcome, lang),
        unit: outcome.unit.as_deref().map(sanitize).unwrap_or_default(),
        numbers: [
            known(outcome.errors.to_string()),
            known(outcome.warnings.to_string()),
            outcome.missing.map_or_else(|| "–".to_owned(), |missing| missing.to_string()),
            known(outcome.materials.to_string()),
            known(file_size(outcome.bytes)),
        ],
    }
}

/// What is to be known of an item besides its numbers.
fn note(outcome: &Outcome, lang: Lang) -> Option<String> {
    let archive = outcome.archive.as_ref().filter(|_| outcome.kind == ItemKind::Archive)?;
    let verdict = Message::new(if archive.verified { "verify-good" } else { "verify-bad" });
    let seal = Message::new(format!("seal-state-{}", archive.seal));
    let said = Message::new("batch-archive").with("verdict", verdict).with("seal", seal);
    let draft = archive.draft.then(|| Message::new("verify-draft"));
    let said: Vec<Message> = std::iter::once(said).chain(draft).collect();
    Some(sentence(&Message::List(said), lang))
}
