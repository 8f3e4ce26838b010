//! A batch as a workbook: its items, and their findings by rule and by unit.

use rust_xlsxwriter::XlsxError;

use super::book::{self, Words};
use super::link;
use super::table::{Cell, Mark, Sheet};
use crate::profile::Severity;
use crate::report::batch::{Outcome, Share, State, Summary};
use crate::report::sentence;
use crate::text::{Lang, Message};

/// The workbook of a batch, in `lang`.
pub fn batch(summary: &Summary, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let words = Words(lang);
    let rule = |name: &str| Message::new(format!("rule-{name}")).in_lang(lang);
    let rules = summary.rules().into_iter();
    let rules = rules.map(|(name, share)| (vec![Cell::text(name), Cell::text(rule(name))], share));
    let units = summary.units().into_iter().map(|(name, share)| (vec![Cell::text(name)], share));
    let sheets = [
        items(summary, words),
        shares("batch-sheet-rules", &[("xlsx-rule", 16), ("html-rule", 30)], rules, words),
        shares("xlsx-sheet-units", &[("xlsx-unit", 30)], units, words),
        of_items(summary, words),
        reused(summary, words),
    ];
    // The sheet of what is used more than once is there where there is any.
    let sheets = if summary.reused.is_empty() { &sheets[..4] } else { &sheets[..] };
    book::of(sheets, &words.of("batch-title"), summary.made, lang)
}

/// What is used in more than one submission, a row for each side.
fn reused(summary: &Summary, words: Words) -> Sheet {
    let columns = vec![
        words.column("xlsx-number", 5, 8),
        words.column("xlsx-severity", 8, 10),
        words.column("batch-item", 20, 40),
        words.column("fact-unit", 10, 20),
        words.column("xlsx-code", 8, 12),
        words.column("xlsx-unit", 16, 30),
        words.column("xlsx-file", 20, 40),
        words.column("xlsx-problem", 24, 50),
        words.column("batch-changes", 14, 30),
        words.column("xlsx-rule", 12, 20),
    ];
    let rows = (1..).zip(&summary.reused).flat_map(|(number, reused)| {
        let word = sentence(&Message::new(format!("severity-{}", reused.severity.name())), words.0);
        let mark = match reused.severity {
            Severity::Error => Mark::Error,
            Severity::Warning => Mark::Warning,
            Severity::Info => Mark::Info,
        };
        reused.sides.iter().map(move |side| {
            vec![
                Cell::Number(number),
                Cell::Marked(word.clone(), mark),
                Cell::text(&side.item),
                Cell::text(side.unit.clone().unwrap_or_default()),
                Cell::text(side.indicator.clone().unwrap_or_default()),
                Cell::Text(side.responsible.clone()),
                Cell::text(side.path.clone().unwrap_or_default()),
                Cell::text(&reused.message),
                Cell::text(side.changes.clone().unwrap_or_default()),
                Cell::text(reused.rule),
            ]
        })
    });
    Sheet { name: words.of("batch-sheet-reused"), columns, rows: rows.collect() }
}

fn items(summary: &Summary, words: Words) -> Sheet {
    let columns = vec![
        words.column("xlsx-number", 5, 8),
        words.column("html-state", 10, 14),
        words.column("batch-item", 20, 40),
        words.column("batch-report", 10, 26),
        words.column("fact-unit", 10, 20),
        words.column("xlsx-errors", 8, 10),
        words.column("xlsx-warnings", 8, 10),
        words.column("batch-missing", 8, 12),
        words.column("batch-files", 8, 10),
        words.column("batch-bytes", 10, 16),
        words.column("xlsx-deadline", 12, 26),
        words.column("batch-reason", 16, 40),
    ];
    let rows = (1..).zip(&summary.outcomes).map(|(number, outcome)| item(number, outcome, words)).collect();
    Sheet { name: words.of("batch-items"), columns, rows }
}

fn item(number: u64, outcome: &Outcome, words: Words) -> Vec<Cell> {
    let state = sentence(&Message::new(format!("batch-state-{}", outcome.state.name())), words.0);
    let mark = match outcome.state {
        State::Fine => Mark::Good,
        State::Warnings => Mark::Warning,
        State::Errors | State::Failed => Mark::Error,
    };
    let page = outcome.files.as_ref().and_then(|files| {
        let (_, name) = files.html.rsplit_once('/')?;
        Some(Cell::Link(name.to_owned(), link::target(".", &files.html)?))
    });
    let count =
        |count: usize| if outcome.state == State::Failed { Cell::Blank } else { Cell::Number(count as u64) };
    let reason = outcome
        .error
        .as_ref()
        .map(|error| Cell::Text(std::iter::once(error.message.clone()).chain(error.fix.clone()).collect()));
    vec![
        Cell::Number(number),
        Cell::Marked(state, mark),
        Cell::text(&outcome.path),
        page.unwrap_or(Cell::Blank),
        Cell::text(outcome.unit.clone().unwrap_or_default()),
        count(outcome.errors),
        count(outcome.warnings),
        outcome.missing.map_or(Cell::Blank, count),
        Cell::Number(outcome.materials),
        Cell::Number(outcome.bytes),
        Cell::text(outcome.deadline.clone().unwrap_or_default()),
        reason.unwrap_or(Cell::Blank),
    ]
}

/// Findings of all items by what stands in the first cells.
fn shares<'a>(
    name: &str,
    heads: &[(&str, u16)],
    shares: impl Iterator<Item = (Vec<Cell>, Share)> + 'a,
    words: Words,
) -> Sheet {
    let mut columns: Vec<_> = heads.iter().map(|(head, width)| words.column(head, *width, 50)).collect();
    columns.push(words.column("batch-items", 8, 12));
    columns.extend(["xlsx-errors", "xlsx-warnings", "xlsx-infos"].map(|head| words.column(head, 8, 12)));
    let number = |number: usize| Cell::Number(number as u64);
    let row = |(mut cells, share): (Vec<Cell>, Share)| {
        cells.extend([share.items, share.errors, share.warnings, share.infos].map(number));
        cells
    };
    Sheet { name: words.of(name), columns, rows: shares.map(row).collect() }
}

/// The findings of each unit in each item.
fn of_items(summary: &Summary, words: Words) -> Sheet {
    let mut columns = vec![words.column("batch-item", 20, 40), words.column("fact-unit", 10, 20)];
    columns.push(words.column("xlsx-unit", 20, 40));
    columns.extend(["xlsx-errors", "xlsx-warnings", "xlsx-infos"].map(|head| words.column(head, 8, 12)));
    let rows = summary.outcomes.iter().flat_map(|outcome| {
        outcome.units.iter().map(|count| {
            vec![
                Cell::text(&outcome.path),
                Cell::text(outcome.unit.clone().unwrap_or_default()),
                Cell::text(&count.unit),
                Cell::Number(count.errors as u64),
                Cell::Number(count.warnings as u64),
                Cell::Number(count.infos as u64),
            ]
        })
    });
    Sheet { name: words.of("batch-sheet-units"), columns, rows: rows.collect() }
}
