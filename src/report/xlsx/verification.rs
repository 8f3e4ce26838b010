//! What is wrong with an archive, as a work list.

use jiff::civil::Date;
use rust_xlsxwriter::XlsxError;

use super::book::{self, Words};
use super::table::{Cell, Column, Mark, Sheet};
use crate::archive::Verification;
use crate::report::sentence;
use crate::text::{Lang, Message};

/// The work list of an archive that was verified on the day `made`, in `lang`.
pub fn verification(verification: &Verification, made: Date, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let name = verification.path.file_name().unwrap_or(verification.path.as_os_str()).to_string_lossy();
    let sheets = [findings(verification, Words(lang)), about(verification, made, Words(lang))];
    book::of(&sheets, &name, made, lang)
}

fn findings(verification: &Verification, words: Words) -> Sheet {
    let yes_or_no = vec![words.of("shown-yes"), words.of("shown-no")];
    let columns = vec![
        words.column("xlsx-number", 5, 8),
        words.column("xlsx-severity", 7, 9),
        words.column("xlsx-file", 14, 40),
        words.column("xlsx-problem", 24, 40),
        words.column("xlsx-fix", 24, 40),
        words.column("xlsx-rule", 11, 16),
        words.column("xlsx-person", 8, 8),
        words.column("xlsx-due", 10, 10),
        Column { choice: yes_or_no, ..words.column("xlsx-done", 8, 8) },
    ];
    let mut rows: Vec<Vec<Cell>> = (1..)
        .zip(&verification.findings)
        .map(|(number, finding)| {
            let fix = finding.message.fix().and_then(|fix| fix.try_in_lang(words.0));
            vec![
                Cell::Number(number),
                words.severity(finding.severity),
                Cell::text(finding.path.clone().unwrap_or_default()),
                Cell::text(sentence(&finding.detail(), words.0)),
                Cell::text(fix.unwrap_or_default()),
                Cell::text(finding.rule),
                Cell::Blank,
                Cell::BlankDate,
                Cell::Blank,
            ]
        })
        .collect();
    if rows.is_empty() {
        let clean = sentence(&Message::new("verify-good"), words.0);
        rows.push(vec![Cell::Blank, Cell::Blank, Cell::Blank, Cell::Marked(clean, Mark::Good)]);
    }
    Sheet { name: words.of("xlsx-sheet-findings"), columns, rows }
}

fn about(verification: &Verification, made: Date, words: Words) -> Sheet {
    let columns = vec![words.column("xlsx-about-name", 16, 30), words.column("xlsx-about-value", 30, 70)];
    let yes_or_no = |yes: bool| Cell::text(words.of(if yes { "shown-yes" } else { "shown-no" }));
    let seal = format!("seal-state-{}", verification.seal.name());
    let recheck = format!("recheck-state-{}", verification.recheck.name());
    let known = [
        ("batch-item", Cell::text(verification.path.display().to_string())),
        ("verification-verified", yes_or_no(verification.verified)),
        ("verification-canonical", yes_or_no(verification.canonical)),
        ("verification-draft", yes_or_no(verification.draft)),
        ("verification-seal", Cell::text(words.of(&seal))),
        ("verification-recheck", Cell::text(words.of(&recheck))),
        ("batch-files", Cell::Number(verification.files)),
        ("xlsx-made", Cell::Date(made)),
    ];
    let mut rows: Vec<Vec<Cell>> =
        known.into_iter().map(|(name, value)| vec![Cell::text(words.of(name)), value]).collect();
    rows.extend(verification.info.iter().map(|(label, value)| vec![Cell::text(label), Cell::text(value)]));
    Sheet { name: words.of("xlsx-sheet-about"), columns, rows }
}
