//! What a table says: its worksheets, their headers, how many rows they have, and what is left empty.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::damage::Damage;
use super::format::Format;
use super::sheets::{self, Visit};

/// Facts of a table. Property names are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, BorshSerialize, BorshDeserialize)]
pub struct Table {
    /// Rows below the headers of all sheets.
    pub rows: u64,
    /// The worksheets, in their order.
    pub sheets: Vec<Sheet>,
}

/// Facts of a worksheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sheet {
    /// Its name; a CSV has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is hidden.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Rows below the header that have any text; all such rows where there is no header.
    pub rows: u64,
    /// Columns that have any text in the header or below.
    pub columns: u64,
    /// The texts of the header row, without empty ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Vec<String>>,
    /// Cells without text in these rows and columns.
    pub empty_cells: u64,
}

/// Rows among which the header is looked for: above it may stand a title, a unit of measure, a date.
const TOP: usize = 10;
/// Most texts of a header that are kept.
const MOST_HEADERS: usize = 256;
/// Most worksheets that are told of.
const MOST_SHEETS: usize = 1_000;

/// Reads the facts of a table.
pub(super) fn read(format: Format, bytes: &[u8]) -> Result<Table, Damage> {
    let mut reader = Reader::default();
    sheets::read(format, bytes, &mut reader)?;
    reader.close();
    Ok(reader.table)
}

/// The facts of a plain text that is evidently a table.
pub(super) fn of_text(text: &str) -> Option<Table> {
    if !sheets::is_evident_csv(text) {
        return None;
    }
    let mut reader = Reader::default();
    sheets::read_csv(text, &mut reader).ok()?;
    reader.close();
    Some(reader.table)
}

#[derive(Default)]
struct Reader {
    table: Table,
    sheet: Option<Open>,
}

/// A worksheet while its rows come.
#[derive(Default)]
struct Open {
    facts: Sheet,
    /// The first rows, until it is known which is the header.
    top: Vec<(u32, Vec<String>)>,
    is_header_known: bool,
    /// For each column, how many rows have text there, and whether the header has.
    filled: Vec<u64>,
    named: Vec<bool>,
}

impl Visit for Reader {
    fn sheet(&mut self, name: Option<&str>, hidden: bool) {
        self.close();
        let facts = Sheet { name: name.map(str::to_owned), hidden, ..Sheet::default() };
        self.sheet = Some(Open { facts, ..Open::default() });
    }

    fn row(&mut self, _number: u32, times: u32, cells: &[String]) {
        let Some(sheet) = &mut self.sheet else { return };
        if sheet.is_header_known {
            sheet.count(times, cells);
        } else {
            sheet.top.push((times, cells.to_vec()));
            if sheet.top.len() == TOP {
                sheet.find_header();
            }
        }
    }
}

impl Reader {
    fn close(&mut self) {
        let Some(mut sheet) = self.sheet.take() else { return };
        sheet.find_header();
        let facts = sheet.finished();
        self.table.rows = self.table.rows.saturating_add(facts.rows);
        if self.table.sheets.len() < MOST_SHEETS {
            self.table.sheets.push(facts);
        }
    }
}

impl Open {
    /// Takes the header out of the first rows. It is the first row that fills nearly as many cells as the fullest
    /// of them, two at least, mostly with words: a title fills one, a line with unit and date fills few, and data
    /// are mostly numbers. Where no row is like that there is no header, and all rows are data.
    fn find_header(&mut self) {
        if std::mem::replace(&mut self.is_header_known, true) {
            return;
        }
        let top = std::mem::take(&mut self.top);
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let most = top.iter().map(|(_, cells)| filled(cells)).max().unwrap_or_default();
        let is_header = |cells: &[String]| {
            let count = filled(cells);
            let words = cells.iter().filter(|cell| is_word(cell)).count();
            count >= 2 && count * 10 >= most * 6 && words * 2 > count
        };
        let header = top.iter().position(|(_, cells)| is_header(cells));
        if let Some((_, cells)) = header.and_then(|at| top.get(at)) {
            self.named = cells.iter().map(|cell| !cell.trim().is_empty()).collect();
            let texts = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
            self.facts.header = Some(texts.take(MOST_HEADERS).map(str::to_owned).collect());
        }
        for (times, cells) in top.iter().skip(header.map_or(0, |at| at + 1)) {
            self.count(*times, cells);
        }
    }

    fn count(&mut self, times: u32, cells: &[String]) {
        self.facts.rows += u64::from(times);
        if self.filled.len() < cells.len() {
            self.filled.resize(cells.len(), 0);
        }
        for (filled, cell) in self.filled.iter_mut().zip(cells) {
            if !cell.trim().is_empty() {
                *filled += u64::from(times);
            }
        }
    }

    fn finished(mut self) -> Sheet {
        let columns = self.filled.len().max(self.named.len());
        for column in 0..columns {
            let filled = self.filled.get(column).copied().unwrap_or_default();
            if filled > 0 || self.named.get(column) == Some(&true) {
                self.facts.columns += 1;
                self.facts.empty_cells += self.facts.rows.saturating_sub(filled);
            }
        }
        self.facts
    }
}

/// Whether a cell says something other than a number, a share or a date.
fn is_word(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(text: &str) -> Sheet {
        let mut table = read(Format::Txt, text.as_bytes()).unwrap();
        assert_eq!(table.sheets.len(), 1);
        assert_eq!(table.rows, table.sheets[0].rows);
        table.sheets.remove(0)
    }

    #[test]
    fn rows_below_a_header() {
        let sheet = csv("序号,名称,数量\n1,人民广场,3\n2,,5\n3,公园,\n");
        assert_eq!((sheet.rows, sheet.columns, sheet.empty_cells), (3, 3, 2));
        assert_eq!(sheet.header.unwrap(), ["序号", "名称", "数量"]);
    }

    #[test]
    fn a_title_and_a_unit_stand_above_the_header() {
        let sheet = csv(
            "2026年志愿服务统计表,,,\n填报单位：示例县,,,日期：2026-03\n序号,乡镇,队伍,人次\n1,河口镇,3,40\n",
        );
        assert_eq!((sheet.rows, sheet.columns, sheet.empty_cells), (1, 4, 0));
        assert_eq!(sheet.header.unwrap(), ["序号", "乡镇", "队伍", "人次"]);
    }

    #[test]
    fn columns_that_nobody_uses_do_not_count() {
        let sheet = csv("a,,b,\nx,,y,\nz,,,\n");
        assert_eq!((sheet.rows, sheet.columns, sheet.empty_cells), (2, 2, 1));
    }

    #[test]
    fn numbers_alone_have_no_header() {
        let sheet = csv("1,2\n3,4\n");
        assert_eq!((sheet.rows, sheet.columns, sheet.header), (2, 2, None));
    }

    #[test]
    fn a_header_alone_has_no_rows() {
        let sheet = csv("序号,名称\n,\n");
        assert_eq!((sheet.rows, sheet.columns, sheet.empty_cells), (0, 2, 0));
    }

    #[test]
    fn as_many_rows_as_there_are() {
        let text = "序号,名称\n".to_owned() + &"1,x\n".repeat(5_000);
        assert_eq!(csv(&text).rows, 5_000);
    }
}
