//! Captions: what people wrote about a file, in a caption sheet (XLSX or CSV) or in the file's name.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use jiff::ToSpan;
use jiff::civil::Date;
use regex::Regex;
use serde::Serialize;

use super::container::Container;
use super::{Damage, Reason, dates, text};

/// What people wrote about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Caption {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// Theme or reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Newspaper, site or station.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where it was written.
    pub source: Source,
}

/// Where a caption was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// In a row of a caption sheet.
    Sheet,
    /// In the file's name.
    Name,
}

/// A row of a caption sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The file it speaks of, as written.
    pub file: String,
    /// What it says.
    pub caption: Caption,
}

/// Why a caption sheet could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetFault {
    /// The file itself is damaged.
    Damaged(Damage),
    /// No row has a header for the file's name.
    NoHeader,
}

/// The columns of a caption sheet, in the order in which `init` writes them, with all names they go by.
const COLUMNS: [(Column, &[&str]); 7] = [
    (Column::File, &["文件名", "file", "filename", "file name", "文件", "图片名称", "照片名称"]),
    (Column::Date, &["时间", "date", "日期", "拍摄时间", "刊播日期", "time"]),
    (Column::Place, &["地点", "place", "拍摄地点", "location"]),
    (Column::People, &["人物", "people", "参与人员"]),
    (Column::Event, &["事由", "event", "主题", "内容", "活动", "theme"]),
    (Column::Media, &["媒体", "media", "媒体名称"]),
    (Column::Url, &["链接", "url", "网址", "link"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    File,
    Date,
    Place,
    People,
    Event,
    Media,
    Url,
}

/// Rows above the header that a title may take.
const TITLE_ROWS: usize = 10;
/// Largest sheet that is read, in rows.
const MOST_ROWS: usize = 100_000;
/// Columns that are looked at.
const MOST_COLUMNS: u32 = 64;
/// Longest cell that is kept, in characters; a caption is a sentence.
const LONGEST_CELL: usize = 2_000;

/// The headers of an empty caption sheet in the language: Chinese, else English.
#[must_use]
pub fn headers(chinese: bool) -> Vec<String> {
    COLUMNS.iter().map(|(_, names)| names[usize::from(!chinese)].to_owned()).collect()
}

/// Reads a caption sheet; whether it is XLSX or CSV its content tells.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, SheetFault> {
    let cells =
        if bytes.starts_with(b"PK") { xlsx(bytes) } else { csv(bytes) }.map_err(SheetFault::Damaged)?;
    if cells.iter().all(|row| row.iter().all(String::is_empty)) {
        return Ok(Vec::new());
    }
    let header = cells.iter().take(TITLE_ROWS).position(|row| columns(row).contains(&Some(Column::File)));
    let Some(header) = header else { return Err(SheetFault::NoHeader) };
    let columns = columns(&cells[header]);
    Ok(cells[header + 1..].iter().filter_map(|cells| row(&columns, cells)).collect())
}

/// The caption that `pattern` reads from a file name without its extension, if it reads anything.
#[must_use]
pub fn from_name(pattern: &Regex, stem: &str) -> Option<Caption> {
    let found = pattern.captures(stem)?;
    let group = |name| found.name(name).and_then(|group| tidy(group.as_str()));
    let caption = Caption {
        date: group("date").and_then(|date| dates::parse(&date)),
        place: group("place"),
        people: group("people"),
        event: group("event"),
        media: group("media"),
        url: group("url"),
        source: Source::Name,
    };
    caption.says_something().then_some(caption)
}

impl Caption {
    fn says_something(&self) -> bool {
        self.date.is_some()
            || [&self.place, &self.people, &self.event, &self.media, &self.url]
                .iter()
                .any(|text| text.is_some())
    }
}

fn columns(row: &[String]) -> Vec<Option<Column>> {
    row.iter()
        .map(|cell| {
            let cell = cell.trim().trim_end_matches(['*', '：', ':']).to_lowercase();
            COLUMNS.iter().find(|(_, names)| names.contains(&cell.as_str())).map(|(column, _)| *column)
        })
        .collect()
}

fn row(columns: &[Option<Column>], cells: &[String]) -> Option<Row> {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted))?;
        tidy(cells.get(at)?)
    };
    Some(Row {
        file: cell(Column::File)?,
        caption: Caption {
            date: cell(Column::Date).and_then(|date| dates::parse(&date)),
            place: cell(Column::Place),
            people: cell(Column::People),
            event: cell(Column::Event),
            media: cell(Column::Media),
            url: cell(Column::Url),
            source: Source::Sheet,
        },
    })
}

fn tidy(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().take(LONGEST_CELL).collect())
}

fn csv(bytes: &[u8]) -> Result<Vec<Vec<String>>, Damage> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let text = text::decode(bytes).ok_or(Damage::whole(Reason::Structure))?;
    // Excel writes semicolons or tabs where the region's decimal sign is a comma or the sheet was pasted.
    let counted = |delimiter: u8| {
        text.lines().take(TITLE_ROWS).flat_map(str::bytes).filter(|byte| *byte == delimiter).count()
    };
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|delimiter| counted(*delimiter));
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes())
        .records()
        .take(MOST_ROWS)
        .map(|record| match record {
            Ok(record) => Ok(record.iter().take(MOST_COLUMNS as usize).map(str::to_owned).collect()),
            Err(_) => Err(Damage::whole(Reason::Structure)),
        })
        .collect()
}

/// The cells of the first sheet that has any. Cells are streamed: a sheet may claim billions.
fn xlsx(bytes: &[u8]) -> Result<Vec<Vec<String>>, Damage> {
    let broken = |_| Damage::whole(Reason::Structure);
    Container::open(bytes)?.check_all()?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    for name in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let Ok(row) = usize::try_from(row) else { continue };
            let text = cell_text(cell.get_value());
            if row >= MOST_ROWS || column >= MOST_COLUMNS || text.is_empty() {
                continue;
            }
            let column = column as usize;
            if rows.len() <= row {
                rows.resize(row + 1, Vec::new());
            }
            if rows[row].len() <= column {
                rows[row].resize(column + 1, String::new());
            }
            rows[row][column] = text;
        }
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Ok(Vec::new())
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => {
            serial_date(moment.as_f64()).map(|date| date.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The date of a spreadsheet's serial number: days since 1899-12-30 (ECMA-376 part 1, section 18.17.4.1).
fn serial_date(days: f64) -> Option<Date> {
    if !(1.0..=2_958_465.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked above")]
    let days = days as i64;
    Date::constant(1899, 12, 30).checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    const CSV: &str =
        "文件名,时间,地点,人物,事由,媒体,链接\r\na.jpg,2026年3月5日,人民广场,志愿者,\"宣传,动员\",,\r\n";

    fn check(rows: &[Row]) {
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].file, "a.jpg");
        assert_eq!(rows[0].caption.date, Some("2026-03-05".parse().unwrap()));
        assert_eq!(rows[0].caption.event.as_deref(), Some("宣传,动员"));
        assert_eq!(rows[0].caption.media, None);
    }

    #[test]
    fn csv_in_every_encoding_of_an_office() {
        check(&read(CSV.as_bytes()).unwrap());
        check(&read(format!("\u{feff}{CSV}").as_bytes()).unwrap());
        check(&read(&encoding_rs::GB18030.encode(CSV).0).unwrap());
        let tabs = "文件名\t时间\t事由\na.jpg\t2026-3-5\t宣传,动员\n";
        check(&read(tabs.as_bytes()).unwrap());
    }

    #[test]
    fn columns_in_any_order_below_a_title() {
        let csv = "2026年图片说明\nEvent,FILE,date\n\"宣传,动员\",a.jpg,2026/3/5\n,,\n,,2026-01-01\n";
        check(&read(csv.as_bytes()).unwrap());
    }

    #[test]
    fn xlsx_with_a_real_date() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, header) in (0u16..).zip(["主题", "文件名", "日期"]) {
            sheet.write_string(0, column, header).unwrap();
        }
        sheet.write_string(1, 0, "宣传,动员").unwrap();
        sheet.write_string(1, 1, " a.jpg ").unwrap();
        let date = ExcelDateTime::from_ymd(2026, 3, 5).unwrap();
        sheet.write_datetime_with_format(1, 2, &date, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        // A far cell must not make anybody allocate what lies between.
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
        check(&read(&book.save_to_buffer().unwrap()).unwrap());
    }

    #[test]
    fn what_is_no_sheet_says_so() {
        assert_eq!(read("a,b\n1,2\n".as_bytes()), Err(SheetFault::NoHeader));
        assert!(matches!(read(b"PK\x03\x04 not a zip"), Err(SheetFault::Damaged(_))));
        assert!(matches!(read(&[0, 1, 2, 0xff]), Err(SheetFault::Damaged(_))));
        assert_eq!(read(b""), Ok(Vec::new()));
    }

    #[test]
    fn captions_from_names() {
        let pattern = Regex::new("^(?<date>\\d{4}-\\d{2}-\\d{2})_(?<place>[^_]+)_(?<event>.+)$").unwrap();
        let caption = from_name(&pattern, "2026-03-05_人民广场_公益广告牌").unwrap();
        assert_eq!(caption.place.as_deref(), Some("人民广场"));
        assert_eq!(caption.source, Source::Name);
        assert_eq!(from_name(&pattern, "IMG_0001"), None);
    }
}
