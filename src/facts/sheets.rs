//! The cells of worksheets, whatever program wrote them: for tables and for captions alike.
//!
//! Cells are given row by row and never held all at once: a sheet of a few kilobytes may claim billions.

mod csv;
mod ods;
mod xls;
mod xlsx;

use super::damage::Damage;
use super::format::Format;

pub(super) use csv::{is_evident as is_evident_csv, read_text as read_csv};

/// Most columns of a row that are given: as many as Excel has.
const MOST_COLUMNS: usize = 16_384;
/// Most rows of a sheet: as many as Excel has.
const MOST_ROWS: u32 = 1_048_576;
/// Longest cell that is given, in characters.
const LONGEST_CELL: usize = 2_000;

/// Takes what is in a workbook.
pub(super) trait Visit {
    /// A worksheet begins. A CSV is one without a name.
    fn sheet(&mut self, name: Option<&str>, hidden: bool);
    /// A row that has any text: its number as spreadsheet programs show it, from 1, and how many rows alike there
    /// are from there on. Rows without any text are not given.
    fn row(&mut self, number: u32, times: u32, cells: &[String]);
}

/// Reads all worksheets in their order. Of other formats than tables there is nothing to give.
pub(super) fn read(format: Format, bytes: &[u8], visit: &mut dyn Visit) -> Result<(), Damage> {
    match format {
        Format::Xlsx => xlsx::read(bytes, visit),
        Format::Xls => xls::read(bytes, visit),
        Format::Ods => ods::read(bytes, visit),
        Format::Txt => csv::read(bytes, visit),
        _ => Ok(()),
    }
}

/// A row while its cells come one by one.
#[derive(Default)]
struct Row {
    cells: Vec<String>,
}

impl Row {
    /// Puts a text into a column, counted from 0. Columns beyond all bounds are dropped.
    fn put(&mut self, column: usize, text: &str) {
        if text.trim().is_empty() || column >= MOST_COLUMNS {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = text.chars().take(LONGEST_CELL).collect();
        }
    }

    /// Gives the row, if it has any text, and begins the next one.
    fn give(&mut self, number: u32, times: u32, visit: &mut dyn Visit) {
        if !self.cells.is_empty() && (1..=MOST_ROWS).contains(&number) {
            visit.row(number, times.clamp(1, MOST_ROWS), &self.cells);
        }
        self.cells.clear();
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Name, whether hidden, and rows with number and times.
    type Given = (Option<String>, bool, Vec<(u32, u32, Vec<String>)>);

    /// All sheets.
    #[derive(Default, Debug, PartialEq)]
    pub(in crate::facts) struct All(pub(in crate::facts) Vec<Given>);

    impl Visit for All {
        fn sheet(&mut self, name: Option<&str>, hidden: bool) {
            self.0.push((name.map(str::to_owned), hidden, Vec::new()));
        }

        fn row(&mut self, number: u32, times: u32, cells: &[String]) {
            self.0.last_mut().unwrap().2.push((number, times, cells.to_vec()));
        }
    }

    pub(in crate::facts) fn all(format: Format, bytes: &[u8]) -> Result<All, Damage> {
        let mut all = All::default();
        read(format, bytes, &mut all).map(|()| all)
    }
}
