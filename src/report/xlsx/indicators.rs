//! How each indicator stands: what each kind of its material must have, and what is there.

use std::collections::HashMap;

use super::List;
use super::table::{Cell, Mark, Sheet};
use crate::check::{self, Finding, Requirement};
use crate::inventory::Inventory;
use crate::profile::{Indicator, Kind, Severity};
use crate::report::sentence;
use crate::report::standing::{Standing, State};
use crate::text::Message;

/// The kinds of all materials by path.
type Kinds<'a> = HashMap<&'a str, &'a str>;

pub(super) fn sheet(list: &List<'_>) -> Sheet {
    let columns = vec![
        list.column("xlsx-code", 6, 12),
        list.column("xlsx-indicator", 14, 30),
        list.column("xlsx-units", 12, 36),
        list.column("xlsx-kind", 10, 18),
        list.column("xlsx-required", 16, 50),
        list.column("xlsx-present", 8, 10),
        list.column("xlsx-errors", 8, 10),
        list.column("xlsx-warnings", 8, 10),
        list.column("xlsx-state", 12, 20),
    ];
    let materials = list.report.survey.inventories.iter().flat_map(Inventory::materials);
    let kinds = materials.map(|(kind, material)| (material.path.as_str(), kind)).collect();
    let rows = list.indicators().flat_map(|indicator| rows(list, indicator, &kinds)).collect();
    Sheet { name: list.word("xlsx-sheet-indicators"), columns, rows }
}

/// A row for each kind that is wanted or there, and one for what belongs to no kind.
fn rows(list: &List<'_>, indicator: &Indicator, kinds: &Kinds<'_>) -> Vec<Vec<Cell>> {
    let report = list.report;
    let standing = Standing::of(report, &indicator.code);
    let requirements = check::requirements(report.profile, indicator);
    let inventory = report.survey.inventories.iter().find(|i| i.indicator == indicator.code);
    let findings: Vec<(Option<&str>, &Finding)> = report
        .findings
        .iter()
        .filter(|finding| finding.indicator.as_ref() == Some(&indicator.code))
        .map(|finding| (kind_of(list, finding, kinds), finding))
        .collect();
    let row = |kind: Option<&Kind>, present: Option<usize>| {
        let count = |severity| {
            let mine = |(of, finding): &&(Option<&str>, &Finding)| {
                *of == kind.map(|kind| kind.name.as_str()) && finding.severity == severity
            };
            Cell::Number(findings.iter().filter(mine).count() as u64)
        };
        vec![
            Cell::text(&indicator.code),
            Cell::text(indicator.title.in_lang(list.lang)),
            Cell::text(list.units(&indicator.responsible)),
            Cell::text(kind.map_or_else(
                || list.word("xlsx-whole-indicator"),
                |kind| kind.title.in_lang(list.lang).to_owned(),
            )),
            Cell::text(kind.map(|kind| required(list, kind, &requirements)).unwrap_or_default()),
            present.map_or(Cell::Blank, |present| Cell::Number(present as u64)),
            count(Severity::Error),
            count(Severity::Warning),
            state(list, standing),
        ]
    };
    let mut rows = Vec::new();
    if findings.iter().any(|(kind, _)| kind.is_none()) {
        rows.push(row(None, None));
    }
    for kind in &report.profile.kinds {
        let lists = inventory.map_or(&[][..], |inventory| &inventory.kinds);
        let present = lists.iter().find(|(name, _)| *name == kind.name).map_or(0, |(_, list)| list.len());
        let wanted = requirements.iter().any(|r| r.kind.as_ref() == Some(&kind.name));
        if wanted || present > 0 {
            rows.push(row(Some(kind), Some(present)));
        }
    }
    if rows.is_empty() {
        rows.push(row(None, None));
    }
    rows
}

/// How many files of `kind` there must be.
fn required(list: &List<'_>, kind: &Kind, requirements: &[Requirement]) -> String {
    let counts = requirements.iter().filter(|r| r.kind.as_ref() == Some(&kind.name) && r.about_count);
    let said: Vec<String> = counts
        .map(|requirement| {
            let text = sentence(&requirement.message, list.lang);
            match requirement.recommended {
                true => list.say(&Message::new("note-recommended").with("text", text)),
                false => text,
            }
        })
        .collect();
    said.join(&list.word("note-separator"))
}

/// The kind that a finding is about.
fn kind_of<'a>(list: &List<'_>, finding: &'a Finding, kinds: &Kinds<'a>) -> Option<&'a str> {
    let of_pointer = || {
        let name = finding.pointer.as_deref()?.split('/').nth(1)?;
        list.report.profile.kind(name).map(|_| name)
    };
    let of_path = || kinds.get(finding.path.as_deref()?).copied();
    of_path().or_else(of_pointer)
}

fn state(list: &List<'_>, standing: Standing) -> Cell {
    let mark = match standing.state {
        State::Done => Mark::Good,
        State::Warnings => Mark::Warning,
        State::Errors | State::Missing => Mark::Error,
    };
    Cell::Marked(sentence(&standing.message(), list.lang), mark)
}
