//! The list of findings, with columns for those who work through it.

use super::link::target;
use super::table::{Cell, Column, Mark, Sheet};
use super::{List, Whose};
use crate::check::Finding;
use crate::profile::Severity;
use crate::report::sentence;
use crate::text::Message;

/// Other files that are named beside a finding; Excel shows some 250 lines of a cell.
const MOST_RELATED: usize = 50;

pub(super) fn sheet(list: &List<'_>) -> Sheet {
    let column = |key: &str, least, most| Column::new(list.word(key), least, most);
    let yes_or_no = vec![list.word("shown-yes"), list.word("shown-no")];
    let columns = vec![
        column("xlsx-number", 5, 8),
        column("xlsx-severity", 8, 9),
        column("xlsx-code", 6, 10),
        column("xlsx-indicator", 10, 13),
        column("xlsx-units", 10, 16),
        column("xlsx-folder", 12, 20),
        column("xlsx-file", 14, 31),
        column("xlsx-problem", 24, 33),
        column("xlsx-fix", 24, 31),
        column("xlsx-rule", 11, 14),
        column("xlsx-person", 9, 9),
        column("xlsx-due", 11, 11),
        Column { choice: yes_or_no, ..column("xlsx-done", 9, 9) },
    ];
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
    let indicator = finding.indicator.as_deref().and_then(|code| list.report.profile.indicator(code));
    let title = match indicator {
        Some(indicator) => indicator.title.in_lang(list.lang).to_owned(),
        None => list.word("check-whole"),
    };
    let (folder, file) = place(list, finding.path.as_deref());
    let fix = finding.fix.as_ref().and_then(|fix| fix.try_in_lang(list.lang));
    vec![
        Cell::Number(number),
        severity(list, finding.severity),
        Cell::text(finding.indicator.clone().unwrap_or_default()),
        Cell::text(title),
        Cell::text(list.units(&finding.responsible)),
        Cell::text(folder),
        file,
        problem(list, finding),
        Cell::text(fix.unwrap_or_default()),
        Cell::text(finding.rule),
        Cell::Blank,
        Cell::BlankDate,
        Cell::Blank,
    ]
}

fn severity(list: &List<'_>, severity: Severity) -> Cell {
    let mark = match severity {
        Severity::Error => Mark::Error,
        Severity::Warning => Mark::Warning,
        Severity::Info => Mark::Info,
    };
    let word = Message::new(format!("severity-{}", severity.name()));
    Cell::Marked(sentence(&word, list.lang), mark)
}

/// The folder and the name of a file. Some programs break no line of a link, so it has the name only.
fn place(list: &List<'_>, path: Option<&str>) -> (String, Cell) {
    let Some(path) = path else { return (String::new(), Cell::Blank) };
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let file = match list.extras.files.and_then(|files| target(files, path)) {
        Some(target) => Cell::Link(name.to_owned(), target),
        None => Cell::text(name),
    };
    (folder.to_owned(), file)
}

/// What is wrong, and the other files that it has to do with.
fn problem(list: &List<'_>, finding: &Finding) -> Cell {
    let mut lines = vec![sentence(&finding.message, list.lang)];
    lines.extend(finding.related.iter().take(MOST_RELATED).map(|path| format!("= {path}")));
    if let Some(more) = finding.related.len().checked_sub(MOST_RELATED).filter(|more| *more > 0) {
        lines.push(list.say(&Message::new("shown-more-items").with("n", more)));
    }
    Cell::Text(lines)
}
