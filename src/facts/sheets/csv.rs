//! Tables as plain text: separated by commas, semicolons or tabs (RFC 4180 and its relatives), in any encoding
//! that offices use.

use super::{MOST_ROWS, Row, Visit};
use crate::facts::damage::{Damage, Reason};
use crate::facts::text;

/// Lines by which the separator is told.
const SAMPLE: usize = 20;
/// Longest header cell of a table that is told by its look, in characters.
const LONGEST_HEADER: usize = 40;

pub(super) fn read(bytes: &[u8], visit: &mut dyn Visit) -> Result<(), Damage> {
    let text = text::decode(bytes).ok_or(Damage::whole(Reason::Structure))?;
    read_text(&text, visit)
}

/// Reads a table that is decoded already.
pub(in crate::facts) fn read_text(text: &str, visit: &mut dyn Visit) -> Result<(), Damage> {
    visit.sheet(None, false);
    let mut row = Row::default();
    let mut lines = Lines { text, at: 0, number: 1 };
    // Line breaks inside quoted cells, which make no rows.
    let mut inside = 0;
    for record in reader(text, separator(text)).into_records().take(MOST_ROWS as usize) {
        let record = record.map_err(|_| Damage::whole(Reason::Structure))?;
        let start = record.position().map_or(0, ::csv::Position::byte);
        let number = lines.number_at(usize::try_from(start).unwrap_or(usize::MAX)).saturating_sub(inside);
        for (column, cell) in record.iter().enumerate() {
            row.put(column, cell);
            inside += count_breaks(cell);
        }
        row.give(number, 1, visit);
    }
    Ok(())
}

/// Counts lines while going through a text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    number: u32,
}

impl Lines<'_> {
    /// The number of the line, from 1, in which the first text from `at` on stands. Places must ascend.
    fn number_at(&mut self, at: usize) -> u32 {
        let rest = self.text.get(at..).unwrap_or_default();
        let start = at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        self.number += count_breaks(self.text.get(self.at..start).unwrap_or_default());
        self.at = self.at.max(start);
        self.number
    }
}

fn count_breaks(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Whether a plain text is evidently a table: all its lines have the same number of cells, two or more, as
/// spreadsheet programs write them; the first is a header; and no cell begins with the space that follows a comma
/// in a sentence.
pub(in crate::facts) fn is_evident(text: &str) -> bool {
    let mut records = reader(text, separator(text)).into_records();
    let Some(Ok(header)) = records.next() else { return false };
    let named = |cell: &str| !cell.trim().is_empty() && cell.chars().count() <= LONGEST_HEADER;
    if header.len() < 2 || header.iter().filter(|cell| named(cell)).count() < 2 {
        return false;
    }
    let mut rows = 0;
    for record in records.take(1_000) {
        let Ok(record) = record else { return false };
        if record.len() != header.len() || record.iter().any(|cell| cell.starts_with(' ')) {
            return false;
        }
        rows += 1;
    }
    rows > 0
}

/// Excel writes semicolons or tabs where the region's decimal sign is a comma or the sheet was pasted.
fn separator(text: &str) -> u8 {
    let counted = |separator: u8| {
        text.lines().take(SAMPLE).flat_map(str::bytes).filter(|byte| *byte == separator).count()
    };
    [b'\t', b';', b','].into_iter().max_by_key(|separator| counted(*separator)).unwrap_or(b',')
}

fn reader(text: &str, separator: u8) -> ::csv::Reader<&[u8]> {
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::tests::all;
    use super::*;
    use crate::facts::Format;

    #[test]
    fn rows_are_numbered_as_excel_shows_them() {
        let text = "文件名,事由\r\n\r\na.jpg,\"宣传\n动员\"\r\nb.jpg,x\r\n,\r\nc.jpg,\"a,b\"";
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            encoding_rs::GB18030.encode(text).0.into_owned(),
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        ] {
            let found = all(Format::Txt, &bytes).unwrap().0;
            let [(None, false, rows)] = found.as_slice() else { panic!("{found:?}") };
            let numbers: Vec<u32> = rows.iter().map(|(number, ..)| *number).collect();
            assert_eq!(numbers, [1, 3, 4, 6]);
            assert_eq!(rows[1].2, ["a.jpg", "宣传\n动员"]);
            assert_eq!(rows[3].2, ["c.jpg", "a,b"]);
        }
    }

    #[test]
    fn separators() {
        for text in ["a\tb\n1\t2", "a;b\n1;2", "a,b\n1,2"] {
            let found = all(Format::Txt, text.as_bytes()).unwrap().0;
            assert_eq!(found[0].2[1].2, ["1", "2"], "{text}");
        }
        assert!(all(Format::Txt, &[0, 1, 2, 0xff]).is_err());
    }

    #[test]
    fn a_table_is_told_from_a_text() {
        for text in ["序号,名称\n1,人民广场\n2,公园", "a\tb\n1\t\n", "名称;数量\n甲;1\n", "a,b\n\"1,2\",3\n"]
        {
            assert!(is_evident(text), "{text}");
        }
        for text in [
            "",
            "一行",
            "今年，共办3场活动。\n第二段，也有逗号。",
            "Dear Sir,\nHello, world\n",
            "First, we did.\nThen, we rested.\n",
            "a,b",
            "a,b\n1,2,3\n",
            "名称\n甲\n乙\n",
            ",\n1,2\n",
        ] {
            assert!(!is_evident(text), "{text}");
        }
    }
}
