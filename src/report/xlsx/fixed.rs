//! What an earlier check found and this one does not.

use super::List;
use super::table::{Cell, Sheet};
use crate::archive::diff::StatedFinding;
use crate::report::{History, history, sentence};

pub(super) fn sheet(list: &List<'_>, history: &History) -> Sheet {
    let columns = vec![
        list.column("xlsx-number", 5, 8),
        list.column("xlsx-severity", 8, 10),
        list.column("xlsx-since", 11, 11),
        list.column("xlsx-days", 7, 8),
        list.column("xlsx-code", 6, 10),
        list.column("xlsx-indicator", 10, 16),
        list.column("xlsx-units", 10, 24),
        list.column("xlsx-folder", 12, 24),
        list.column("xlsx-file", 14, 31),
        list.column("xlsx-problem", 24, 44),
        list.column("xlsx-rule", 11, 20),
    ];
    let fixed = history.fixed.iter().filter(|finding| list.extras.whose.has(&finding.responsible));
    let rows = (1..).zip(fixed).map(|(number, finding)| row(list, history, number, finding)).collect();
    Sheet { name: list.word("since-fixed"), columns, rows }
}

fn row(list: &List<'_>, history: &History, number: u64, finding: &StatedFinding) -> Vec<Cell> {
    let since = finding.since.unwrap_or(history.made);
    let mut cells = vec![
        Cell::Number(number),
        list.severity(finding.severity),
        Cell::Date(since),
        Cell::Number(history::days(since, list.report.made)),
        Cell::text(finding.indicator.clone().unwrap_or_default()),
        Cell::text(list.indicator(finding.indicator.as_deref())),
        Cell::text(list.units(&finding.responsible)),
    ];
    // What is fixed is often a file that is gone.
    cells.extend(list.place(finding.path.as_deref(), false));
    cells.extend([Cell::text(sentence(&finding.message, list.lang)), Cell::text(&finding.rule)]);
    cells
}
