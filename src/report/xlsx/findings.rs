//! The list of findings, with columns for those who work through it.

use std::collections::HashMap;

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
    let places = places(list);
    let mut rows: Vec<Vec<Cell>> = (1..)
        .zip(list.findings())
        .flat_map(|(number, finding)| {
            sides(list, finding, &places).into_iter().map(move |side| row(list, number, finding, &side))
        })
        .collect();
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

/// Where a finding is to be worked on, and by whom.
struct Side<'a> {
    indicator: Option<&'a str>,
    path: Option<&'a str>,
    units: &'a [String],
}

/// The indicator of each material.
fn places<'a>(list: &List<'a>) -> HashMap<&'a str, &'a str> {
    let inventories = list.report.survey.inventories.iter();
    let materials = inventories.flat_map(|inventory| {
        inventory.materials().map(|(_, material)| (material.path.as_str(), inventory.indicator.as_str()))
    });
    materials.collect()
}

/// The sides of a finding: where it also has to do with materials of other indicators, those who answer for them
/// have a row of their own. A unit's own list has its own side.
fn sides<'a>(list: &List<'a>, finding: &'a Finding, places: &HashMap<&'a str, &'a str>) -> Vec<Side<'a>> {
    let own = finding.indicator.as_deref();
    let mut sides: Vec<Side<'a>> = Vec::new();
    for path in &finding.related {
        let Some(&code) = places.get(path.as_str()) else { continue };
        if Some(code) != own && !sides.iter().any(|side| side.indicator == Some(code)) {
            let units = list.report.profile.responsible(code);
            sides.push(Side { indicator: Some(code), path: Some(path), units });
        }
    }
    let units = match own {
        Some(code) if !sides.is_empty() => list.report.profile.responsible(code),
        _ => &finding.responsible,
    };
    sides.insert(0, Side { indicator: own, path: finding.path.as_deref(), units });
    let whose = list.extras.whose;
    if sides.iter().any(|side| whose.has(side.units)) {
        sides.retain(|side| whose.has(side.units));
    }
    sides
}

fn row(list: &List<'_>, number: u64, finding: &Finding, side: &Side<'_>) -> Vec<Cell> {
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
        Cell::text(side.indicator.unwrap_or_default()),
        Cell::text(list.indicator(side.indicator)),
        Cell::text(list.units(side.units)),
    ]);
    cells.extend(list.place(side.path, true));
    cells.extend([
        problem(list, finding, side),
        Cell::text(fix.unwrap_or_default()),
        Cell::text(finding.rule),
        Cell::Blank,
        Cell::BlankDate,
        Cell::Blank,
    ]);
    cells
}

/// What is wrong, and the other files that it has to do with.
fn problem(list: &List<'_>, finding: &Finding, side: &Side<'_>) -> Cell {
    let said = sentence(&finding.message, list.lang);
    let said = match &finding.path {
        // The message is about the other one.
        Some(path) if side.path != Some(path) => {
            list.say(&Message::new("xlsx-other-side").with("path", path).with("message", said))
        }
        _ => said,
    };
    let related = finding.related.iter().filter(|path| Some(path.as_str()) != side.path).cloned();
    let related: Vec<String> = related.chain(finding.elsewhere.iter().map(in_origin)).collect();
    let shown = related.iter().take(MOST_RELATED).map(|path| format!("= {path}"));
    let mut lines: Vec<String> = std::iter::once(said).chain(shown).collect();
    if let Some(more) = related.len().checked_sub(MOST_RELATED).filter(|more| *more > 0) {
        lines.push(list.say(&Message::new("shown-more-items").with("n", more)));
    }
    Cell::Text(lines)
}
