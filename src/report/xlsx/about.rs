//! What the list is about.

use super::table::{Cell, Sheet};
use super::{List, Whose};
use crate::report::{compared_with, history};

pub(super) fn sheet(list: &List<'_>) -> Sheet {
    let columns = vec![list.column("xlsx-about-name", 16, 24), list.column("xlsx-about-value", 30, 70)];
    let report = list.report;
    let (manifest, profile) = (&report.submission.manifest, report.profile);
    let mut rows = vec![("fact-unit", Cell::text(&manifest.unit))];
    rows.extend(manifest.title.as_ref().map(|title| ("fact-text-title", Cell::text(title))));
    rows.push(("xlsx-from", Cell::Date(manifest.period.from)));
    rows.push(("xlsx-to", Cell::Date(manifest.period.to)));
    // As it is written, which is the time of the place where the deadline holds.
    let deadline = manifest.deadline.as_ref().map(|deadline| deadline.replacen(['T', 't'], " ", 1));
    rows.extend(deadline.map(|deadline| ("xlsx-deadline", Cell::text(deadline))));
    rows.extend(manifest.contact.as_ref().map(|contact| ("xlsx-contact", Cell::text(contact))));
    let profile = format!("{} ({} {})", profile.title.in_lang(list.lang), profile.name, profile.version);
    rows.push(("xlsx-profile", Cell::text(profile)));
    rows.push(("xlsx-made", Cell::Date(report.made)));
    if let Some(earlier) = report.history {
        rows.push(("xlsx-compared", Cell::Date(earlier.made)));
        // It counts the findings of all.
        let summary = history::summary(report).filter(|_| list.extras.whose == Whose::All);
        let words = summary.map(|summary| list.say(&summary));
        rows.extend(words.map(|words| ("xlsx-comparison", Cell::text(words))));
    }
    let compared = compared_with(report);
    if !compared.is_empty() {
        let lines = compared.iter().map(|message| list.say(message)).collect();
        rows.push(("xlsx-against", Cell::Text(lines)));
    }
    rows.push(("xlsx-program", Cell::text(format!("sealpack {}", env!("CARGO_PKG_VERSION")))));
    let rows = rows.into_iter().map(|(name, value)| vec![Cell::text(list.word(name)), value]).collect();
    Sheet { name: list.word("xlsx-sheet-about"), columns, rows }
}
