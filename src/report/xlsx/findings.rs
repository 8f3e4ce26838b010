//! The list of findings, with columns for those who work through it.

use super::table::{Cell, Column, Mark, Sheet};
use super::{List, Whose};
use crate::check::{Finding, Known};
use crate::report::{history, in_origin, sentence};
use crate::text::Message;

/// Other files that are named beside a finding; Excel shows some 250 lines of a cell.
const MOST_RELATED: usize = 50;

pub(super) fn sheet(list: &List<'_>) -> Sheet {
    let yes_or_no = vec![list.word("shown-yes"), list.word("shown-no")];
    let mut columns = vec![list.column("xlsx-number", 5, 8), list.column("xlsx-severity", 7, 9)];
    if list.report.history.is_some() {
        columns.push(list.column("xlsx-status", 7, 8));
        columns.push(list.column("xlsx-since", 10, 10));
        columns.push(list.column("xlsx-days", 6, 7));
    }
    columns.extend([
        list.column("xlsx-code", 6, 10),
        list.column("xlsx-indicator", 10, 12),
        list.column("xlsx-units", 10, 14),
        list.column("xlsx-folder", 12, 16),
        list.column("xlsx-file", 14, 27),
        list.column("xlsx-problem", 24, 30),
        list.column("xlsx-fix", 24, 28),
        list.column("xlsx-rule", 11, 13),
        list.column("xlsx-person", 8, 8),
        list.column("xlsx-due", 10, 10),
        Column { choice: yes_or_no, ..list.column("xlsx-done", 8, 8) },
    ]);
    let mut rows: Vec<Vec<Cell>> =
        (1..).zip(list.findings()).map(|(number, finding)| row(list, number, finding)).collect();
    if rows.is_empty() {
        let place = columns.len() / 2;
        let clean = Cell::Marked(sentence(&Message::new("check-clean"), list.lang), Mark::Good);
        let mut row: Vec<Cell> = std::iter::repeat_with(|| Cell::Blank).take(place).collect();
        row.push(clean);
        rows.push(row);
    }
    let key = if list.extras.whose == Whose::All { "xlsx-sheet-findings" } else { "xlsx-sheet-own" };
    Sheet { name: list.word(key), columns, rows }
}

fn row(list: &List<'_>, number: u64, finding: &Finding) -> Vec<Cell> {
    let fix = finding.fix.as_ref().and_then(|fix| fix.try_in_lang(list.lang));
    let mut cells = vec![Cell::Number(number), list.severity(finding.severity)];
    let made = list.report.made;
    match finding.known {
        Known::NotCompared => {}
        Known::New => {
            cells.extend([
                Cell::Marked(list.word("since-new"), Mark::Info),
                Cell::Date(made),
                Cell::Number(0),
            ]);
        }
        Known::Since(day) => {
            let days = Cell::Number(history::days(day, made));
            cells.extend([Cell::text(list.word("since-open")), Cell::Date(day), days]);
        }
    }
    cells.extend([
        Cell::text(finding.indicator.clone().unwrap_or_default()),
        Cell::text(list.indicator(finding.indicator.as_deref())),
        Cell::text(list.units(&finding.responsible)),
    ]);
    cells.extend(list.place(finding.path.as_deref(), true));
    cells.extend([
        problem(list, finding),
        Cell::text(fix.unwrap_or_default()),
        Cell::text(finding.rule),
        Cell::Blank,
        Cell::BlankDate,
        Cell::Blank,
    ]);
    cells
}

/// What is wrong, and the other files that it has to do with.
fn problem(list: &List<'_>, finding: &Finding) -> Cell {
    let mut lines = vec![sentence(&finding.message, list.lang)];
    let related = finding.related.iter().cloned();
    let related = related.chain(finding.elsewhere.iter().map(in_origin));
    lines.extend(related.take(MOST_RELATED).map(|path| format!("= {path}")));
    let count = finding.related.len() + finding.elsewhere.len();
    if let Some(more) = count.checked_sub(MOST_RELATED).filter(|more| *more > 0) {
        lines.push(list.say(&Message::new("shown-more-items").with("n", more)));
    }
    Cell::Text(lines)
}
