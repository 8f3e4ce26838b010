//! How each responsible unit stands.

use std::collections::BTreeSet;

use super::table::{Cell, Sheet};
use super::{List, Whose};
use crate::check;
use crate::profile::Severity;
use crate::report::CheckReport;

pub(super) fn sheet(list: &List<'_>) -> Sheet {
    let columns = vec![
        list.column("xlsx-unit", 20, 50),
        list.column("xlsx-indicators", 10, 14),
        list.column("xlsx-errors", 10, 14),
        list.column("xlsx-warnings", 10, 14),
        list.column("xlsx-infos", 10, 14),
        list.column("xlsx-files", 10, 16),
    ];
    let known = units(list.report);
    let all = known.iter().map(|unit| Whose::Unit(unit)).chain([Whose::Nobody]);
    let whose = list.extras.whose;
    let rows =
        all.filter(|one| whose == Whose::All || whose == *one).filter_map(|one| row(list, one)).collect();
    Sheet { name: list.word("xlsx-sheet-units"), columns, rows }
}

/// Every unit that answers for an indicator or a finding, in the order of the profile.
#[must_use]
pub fn units<'a>(report: &CheckReport<'a>) -> Vec<&'a str> {
    let owed = check::owed(&report.submission.manifest, report.profile);
    let of_indicators = owed.flat_map(|indicator| &indicator.responsible);
    let of_findings = report.findings.iter().flat_map(|finding| &finding.responsible);
    let mut met = BTreeSet::new();
    of_indicators.chain(of_findings).map(String::as_str).filter(|unit| met.insert(*unit)).collect()
}

/// A row; none for nobody who has nothing to do.
fn row(list: &List<'_>, whose: Whose<'_>) -> Option<Vec<Cell>> {
    let findings = || list.report.findings.iter().filter(|finding| whose.has(&finding.responsible));
    let count = |severity| findings().filter(|finding| finding.severity == severity).count() as u64;
    let files: BTreeSet<&String> = findings().filter_map(|finding| finding.path.as_ref()).collect();
    let indicators = list.indicators().filter(|indicator| whose.has(&indicator.responsible)).count();
    let name = match whose {
        Whose::Unit(unit) => unit.to_owned(),
        Whose::Nobody if indicators > 0 || findings().next().is_some() => list.word("html-nobody"),
        Whose::Nobody | Whose::All => return None,
    };
    Some(vec![
        Cell::text(name),
        Cell::Number(indicators as u64),
        Cell::Number(count(Severity::Error)),
        Cell::Number(count(Severity::Warning)),
        Cell::Number(count(Severity::Info)),
        Cell::Number(files.len() as u64),
    ])
}
