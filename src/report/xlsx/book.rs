//! A workbook of sheets, and the words that they share.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::table::{self, Cell, Column, Mark, Sheet};
use crate::profile::Severity;
use crate::report::{sanitize, sentence};
use crate::text::{Lang, Message};

/// A workbook with `sheets`, made on a day.
pub(super) fn of(sheets: &[Sheet], title: &str, made: Date, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let made = table::excel_date(made);
    with(sheets, title, made, lang)
}

/// The same, made at a moment that a workbook may be unable to name.
pub(super) fn with(
    sheets: &[Sheet],
    title: &str,
    made: Option<ExcelDateTime>,
    lang: Lang,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // What lies outside the years that a workbook can name is no time at which one was made.
    let made = made.map_or_else(|| ExcelDateTime::from_timestamp(0), Ok)?;
    let named: String = sanitize(title).chars().take(table::LONGEST_PROPERTY).collect();
    let properties = DocProperties::new().set_title(named).set_author("sealpack");
    book.set_properties(&properties.set_creation_datetime(&made));
    for sheet in sheets {
        table::write(book.add_worksheet(), sheet, title, lang)?;
    }
    book.save_to_buffer()
}

/// The texts of the tables in a language, as cells and columns want them.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) Lang);

impl Words {
    pub(super) fn of(self, key: &str) -> String {
        Message::new(key).in_lang(self.0)
    }

    pub(super) fn column(self, key: &str, least: u16, most: u16) -> Column {
        Column::new(self.of(key), least, most)
    }

    pub(super) fn severity(self, severity: Severity) -> Cell {
        let mark = match severity {
            Severity::Error => Mark::Error,
            Severity::Warning => Mark::Warning,
            Severity::Info => Mark::Info,
        };
        let word = Message::new(format!("severity-{}", severity.name()));
        Cell::Marked(sentence(&word, self.0), mark)
    }
}
