//! Captions: what people wrote about a file, in a caption sheet (a table of any format) or in the file's name.

use borsh::{BorshDeserialize, BorshSerialize};
use jiff::civil::Date;
use regex::Regex;
use serde::Serialize;

use super::kept;
use super::mention::Mention;
use super::personal::{self, PersonalNumber};
use super::sheets::{self, Visit};
use super::{Damage, Format, Reason, dates, format};

/// What people wrote about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Caption {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "kept::put_day", deserialize_with = "kept::day")]
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
    /// Personal data in it, masked; absent where there are none.
    #[serde(rename = "personalData", skip_serializing_if = "Vec::is_empty")]
    pub personal_data: Vec<Mention<PersonalNumber>>,
    /// Where it was written.
    pub source: Source,
}

/// Where a caption was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// In a row of a caption sheet.
    Sheet,
    /// In the file's name.
    Name,
}

/// A row of a caption sheet.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Row {
    /// The file it speaks of, as written.
    pub file: String,
    /// What it says.
    pub caption: Caption,
    /// Where it stands.
    pub place: Place,
    /// What is written in the place of the date, where that is none.
    pub unreadable_date: Option<String>,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Place {
    /// The worksheet; a CSV has none.
    pub sheet: Option<String>,
    /// The row's number as spreadsheet programs show it, from 1.
    pub row: u32,
}

/// Why a caption sheet could not be read.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum SheetFault {
    /// The file itself is damaged.
    Damaged(Damage),
    /// No worksheet has a row with a header for the file's name.
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
/// Most rows that are kept of all worksheets together.
const MOST_ROWS: usize = 100_000;
/// Longest text that is kept, in characters; a caption is a sentence.
const LONGEST_TEXT: usize = 2_000;

/// The headers of an empty caption sheet in the language: Chinese, else English.
#[must_use]
pub fn headers(chinese: bool) -> Vec<String> {
    COLUMNS.iter().map(|(_, names)| names[usize::from(!chinese)].to_owned()).collect()
}

/// Reads a caption sheet; what it is its content tells. Every worksheet that has a header is read: people keep
/// photos on one and screenshots on another.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, SheetFault> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let damaged = |reason| SheetFault::Damaged(Damage::whole(reason));
    let format = match format::detect(bytes) {
        _ if format::is_encrypted_office(bytes) => return Err(damaged(Reason::Encrypted)),
        Some(format @ (Format::Xlsx | Format::Xls | Format::Ods | Format::Txt)) => format,
        _ => return Err(damaged(Reason::Structure)),
    };
    let mut reader = Reader::default();
    sheets::read(format, bytes, &mut reader).map_err(SheetFault::Damaged)?;
    if reader.has_text && !reader.has_header { Err(SheetFault::NoHeader) } else { Ok(reader.rows) }
}

/// Takes the captions out of worksheets.
#[derive(Default)]
struct Reader {
    rows: Vec<Row>,
    sheet: Option<String>,
    /// The meaning of the current worksheet's columns, once its header was met.
    columns: Option<Vec<Option<Column>>>,
    /// Rows above the header so far.
    above: usize,
    has_text: bool,
    has_header: bool,
}

impl Visit for Reader {
    fn sheet(&mut self, name: Option<&str>, _hidden: bool) {
        self.sheet = name.map(str::to_owned);
        self.columns = None;
        self.above = 0;
    }

    fn row(&mut self, number: u32, _times: u32, cells: &[String]) {
        self.has_text = true;
        if let Some(columns) = &self.columns {
            let place = Place { sheet: self.sheet.clone(), row: number };
            self.rows.extend(row(columns, cells, place).filter(|_| self.rows.len() < MOST_ROWS));
            return;
        }
        let columns = columns(cells);
        if self.above < TITLE_ROWS && columns.contains(&Some(Column::File)) {
            self.columns = Some(columns);
            self.has_header = true;
        }
        self.above += 1;
    }
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
        personal_data: Vec::new(),
        source: Source::Name,
    };
    caption.says_something().then(|| caption.masked())
}

impl Caption {
    /// The same caption with its personal data masked.
    fn masked(mut self) -> Self {
        for text in [&mut self.place, &mut self.people, &mut self.event, &mut self.media, &mut self.url] {
            for number in text.iter_mut().flat_map(personal::mask) {
                match self.personal_data.iter_mut().find(|known| known.what == number.what) {
                    Some(known) => known.count += number.count,
                    None => self.personal_data.push(number),
                }
            }
        }
        self
    }

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

fn row(columns: &[Option<Column>], cells: &[String], place: Place) -> Option<Row> {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted))?;
        tidy(cells.get(at)?)
    };
    let written = cell(Column::Date);
    let date = written.as_deref().and_then(dates::parse);
    Some(Row {
        file: cell(Column::File)?,
        caption: Caption {
            date,
            place: cell(Column::Place),
            people: cell(Column::People),
            event: cell(Column::Event),
            media: cell(Column::Media),
            url: cell(Column::Url),
            personal_data: Vec::new(),
            source: Source::Sheet,
        }
        .masked(),
        place,
        unreadable_date: written.filter(|_| date.is_none()),
    })
}

fn tidy(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().take(LONGEST_TEXT).collect())
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
    fn every_worksheet_with_a_header_counts() {
        let mut book = Workbook::new();
        for (name, file) in [("照片", Some("a.jpg")), ("说明", None), ("截图", Some("b.png"))] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            sheet.write_string(0, 0, "填表说明").unwrap();
            if let Some(file) = file {
                sheet.write_string(2, 0, "文件名").unwrap();
                sheet.write_string(2, 1, "时间").unwrap();
                sheet.write_string(3, 0, file).unwrap();
                sheet.write_string(3, 1, "3月5日").unwrap();
            }
        }
        let rows = read(&book.save_to_buffer().unwrap()).unwrap();
        let found: Vec<_> =
            rows.iter().map(|row| (row.file.as_str(), row.place.sheet.as_deref(), row.place.row)).collect();
        assert_eq!(found, [("a.jpg", Some("照片"), 4), ("b.png", Some("截图"), 4)]);
        assert_eq!(rows[0].caption.date, None);
        assert_eq!(rows[0].unreadable_date.as_deref(), Some("3月5日"));
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
