//! A sheet: a head row, rows of cells, and how they look on the screen and on paper.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError,
};

use crate::report::sanitize;
use crate::text::{Lang, Message};

/// Rows of a sheet. Excel has 1,048,576 and 65,530 links, but nobody works through so many.
const MOST_ROWS: usize = 50_000;
/// Characters of a cell, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;
/// Characters of a document property.
pub(super) const LONGEST_PROPERTY: usize = 200;
/// Characters of the title on each page; Excel allows 255 for all parts of the line together.
const LONGEST_TITLE: usize = 90;
/// Height of a line and of the space around lines, in points.
const LINE: f64 = 15.6;
const SPACE: f64 = 2.0;
/// How much of a column's width lines fill. Fonts differ, and letters of some are wider than the digits in which
/// columns are measured.
const FILLED: f64 = 0.94;
/// The highest row of Excel has 409 points.
const MOST_LINES: usize = 25;
/// A4 among the paper sizes (ECMA-376 part 1, 18.3.1.63).
const A4: u8 = 9;

/// A sheet to be written.
pub(super) struct Sheet {
    /// Its name on the tab.
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A column.
pub(super) struct Column {
    pub(super) head: String,
    /// Least and most width, in digits; a Chinese character has two.
    pub(super) width: (u16, u16),
    /// What may be chosen in its cells.
    pub(super) choice: Vec<String>,
}

/// A cell.
pub(super) enum Cell {
    /// A text, a line each.
    Text(Vec<String>),
    /// A text that leads to an address.
    Link(String, String),
    /// A text in a colour.
    Marked(String, Mark),
    Number(u64),
    Date(Date),
    /// To be filled in.
    Blank,
    /// To be filled in with a date.
    BlankDate,
}

/// The colour of a cell: light enough to be read in a print without colours.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Good,
    Info,
    Warning,
    Error,
}

impl Column {
    pub(super) fn new(head: String, least: u16, most: u16) -> Self {
        Self { head, width: (least, most), choice: Vec::new() }
    }

    /// How wide it is with `cells` in it.
    fn width(&self, cells: impl Iterator<Item = usize>) -> f64 {
        // The head has the button of the filter beside it.
        let head = textwrap::core::display_width(&self.head) + 3;
        let (least, most) = (f64::from(self.width.0), f64::from(self.width.1));
        let widest = cells.max().unwrap_or(0) as f64 / FILLED + 2.0;
        widest.max((head as f64).min(most)).clamp(least, most).round()
    }
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(vec![text.into()])
    }

    /// Its lines; numbers and dates are always narrow.
    fn lines(&self) -> &[String] {
        match self {
            Self::Text(lines) => lines,
            Self::Link(text, _) | Self::Marked(text, _) => std::slice::from_ref(text),
            Self::Number(_) | Self::Date(_) | Self::Blank | Self::BlankDate => &[],
        }
    }

    /// How wide it is, in digits.
    fn width(&self) -> usize {
        let widest = self.lines().iter().map(|line| textwrap::core::display_width(line)).max();
        widest.unwrap_or(match self {
            Self::Date(_) => 10,
            _ => 0,
        })
    }

    /// How many lines it takes in a column of this width.
    fn height(&self, width: f64) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are 5 to 70")]
        let room = ((width - 1.0) * FILLED).max(4.0) as usize;
        let of_line = |line: &String| {
            // So long a text fills the highest row anyway.
            let start: String = line.chars().take(room * MOST_LINES).collect();
            textwrap::wrap(&start, room).len().max(1)
        };
        self.lines().iter().take(MOST_LINES).map(of_line).sum::<usize>().clamp(1, MOST_LINES)
    }
}

/// How cells look.
struct Formats {
    head: Format,
    text: Format,
    link: Format,
    number: Format,
    date: Format,
    good: Format,
    info: Format,
    warning: Format,
    error: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = Format::new()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00A6_A6A6))
            .set_align(FormatAlign::Top);
        // The prefix keeps a text one when it is edited and begins like a formula.
        let text = cell.clone().set_text_wrap().set_quote_prefix();
        let mark = |back: u32, fore: u32| {
            text.clone().set_bold().set_background_color(Color::RGB(back)).set_font_color(Color::RGB(fore))
        };
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_quote_prefix()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin)
                .set_background_color(Color::RGB(0x00DD_E6F0)),
            link: text.clone().set_hyperlink(),
            number: cell.clone().set_num_format("0").set_align(FormatAlign::Center),
            date: cell.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            good: mark(0x00E4_F2E4, 0x001B_5E20),
            info: mark(0x00E3_EDF8, 0x0017_3F6B),
            warning: mark(0x00FF_F3D6, 0x006B_4700),
            error: mark(0x00FB_E3E1, 0x008C_1D18),
            text,
        }
    }

    fn mark(&self, mark: Mark) -> &Format {
        match mark {
            Mark::Good => &self.good,
            Mark::Info => &self.info,
            Mark::Warning => &self.warning,
            Mark::Error => &self.error,
        }
    }
}

/// Writes `data` to `sheet`, with `title` above each printed page.
pub(super) fn write(sheet: &mut Worksheet, data: &Sheet, title: &str, lang: Lang) -> Result<(), XlsxError> {
    let formats = Formats::new();
    sheet.set_name(&data.name)?;
    let mut widths = Vec::new();
    for (place, column) in (0..).zip(&data.columns) {
        let cells = data.rows.iter().take(MOST_ROWS).filter_map(|row| row.get(usize::from(place)));
        let width = column.width(cells.map(Cell::width));
        widths.push(width);
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, text(&column.head), &formats.head)?;
    }
    let heads = data.columns.iter().zip(&widths);
    let lines = heads.map(|(column, width)| Cell::text(&column.head).height(*width)).max().unwrap_or(1);
    sheet.set_row_height(0, lines as f64 * LINE + SPACE)?;
    let mut last = 0;
    for (row, cells) in (1..).zip(data.rows.iter().take(MOST_ROWS)) {
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (row, column), cell, &formats)?;
        }
        // Not every program finds out by itself how high a row must be.
        let lines = cells.iter().zip(&widths).map(|(cell, width)| cell.height(*width)).max().unwrap_or(1);
        sheet.set_row_height(row, lines as f64 * LINE + SPACE)?;
        last = row;
    }
    if let Some(more) = data.rows.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let more = Message::new("xlsx-more").with("n", more).in_lang(lang);
        sheet.write_string_with_format(last + 1, 0, text(&more), &formats.mark(Mark::Warning).clone())?;
    }
    let last_column = u16::try_from(data.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (place, column) in (0..).zip(&data.columns).filter(|(_, column)| !column.choice.is_empty()) {
        let choice = DataValidation::new().allow_list_strings(&column.choice)?;
        sheet.add_data_validation(1, place, last.max(1), place, &choice)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, last_column)?;
    on_paper(sheet, title, lang)?;
    Ok(())
}

fn on_paper(sheet: &mut Worksheet, title: &str, lang: Lang) -> Result<(), XlsxError> {
    let page = Message::new("xlsx-page").with("page", "&P").with("pages", "&N").in_lang(lang);
    let title: String = sanitize(title).chars().take(LONGEST_TITLE).collect();
    // An ampersand begins a command of these lines. Digits after `&L` would be the size of its letters.
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3)
        .set_header(format!("&L {}&R&A", title.replace('&', "&&")))
        .set_footer(format!("&C{page}"))
        .set_repeat_rows(0, 0)?;
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let mut put_text = |words: &str, format: &Format| match words {
        "" => sheet.write_blank(row, column, format).map(|_| ()),
        words => sheet.write_string_with_format(row, column, words, format).map(|_| ()),
    };
    match cell {
        Cell::Text(lines) => put_text(&lines_of(lines), &formats.text),
        Cell::Marked(words, mark) => put_text(&text(words), formats.mark(*mark)),
        Cell::Link(words, target) => {
            let url = Url::new(target).set_text(text(words));
            sheet.write_url_with_format(row, column, url, &formats.link).map(|_| ())
        }
        // Counts of files and findings are far below the numbers that an f64 cannot hold.
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &formats.number).map(|_| ())
        }
        Cell::Date(date) => match excel_date(*date) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, &formats.date).map(|_| ()),
            None => put_text(&date.to_string(), &formats.text),
        },
        Cell::Blank => sheet.write_blank(row, column, &formats.text).map(|_| ()),
        Cell::BlankDate => sheet.write_blank(row, column, &formats.date).map(|_| ()),
    }
}

/// A day as a workbook counts it; it knows those from 1900 on.
pub(super) fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let part = |part: i8| u8::try_from(part).ok();
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, part(date.month())?, part(date.day())?).ok()
}

/// A text as a cell can hold it.
fn text(raw: &str) -> String {
    clipped(sanitize(raw))
}

fn lines_of(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| sanitize(line)).collect();
    clipped(lines.join("\n"))
}

fn clipped(mut text: String) -> String {
    if text.encode_utf16().count() > LONGEST_CELL {
        let mut left = LONGEST_CELL - 1;
        let fits = |c: &char| {
            let width = c.len_utf16();
            let fits = width <= left;
            left = left.saturating_sub(width);
            fits
        };
        text = text.chars().take_while(fits).chain(['…']).collect();
    }
    // `rust_xlsxwriter` takes such a text for its own markup and would write it as it is.
    if text.starts_with("<r>") && text.ends_with("</r>") {
        text.push(' ');
        if text.encode_utf16().count() > LONGEST_CELL {
            text.remove(0);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_it_can_and_no_markup() {
        assert_eq!(text("<r><t>x</t></r>"), "<r><t>x</t></r> ");
        assert_eq!(text("a\u{1}b\u{ffff}"), "a<U+0001>b<U+FFFF>");
        let long = text(&"😀".repeat(20_000));
        assert!(long.encode_utf16().count() <= LONGEST_CELL);
        assert!(long.ends_with("😀…"));
        let markup = format!("<r>{}</r>", "x".repeat(LONGEST_CELL - 7));
        let markup = text(&markup);
        assert!(markup.encode_utf16().count() <= LONGEST_CELL);
        assert!(!(markup.starts_with("<r>") && markup.ends_with("</r>")));
    }

    #[test]
    fn days_that_a_workbook_cannot_count_are_text() {
        assert!(excel_date(jiff::civil::date(2026, 7, 1)).is_some());
        assert!(excel_date(jiff::civil::date(1899, 12, 31)).is_none());
        assert!(excel_date(jiff::civil::date(-1, 1, 1)).is_none());
    }

    #[test]
    fn a_text_that_a_column_was_made_for_takes_one_line() {
        for text in ["县发展和改革委员会、县市场监督管理局", "a word or two", "x"] {
            let cell = Cell::text(text);
            let width = Column::new(String::new(), 5, 60).width(std::iter::once(cell.width()));
            assert_eq!(cell.height(width), 1, "{text}");
        }
        assert_eq!(Cell::text("县".repeat(50)).height(21.0), 6);
        assert_eq!(Cell::Text(vec!["a".to_owned(), "b".to_owned()]).height(21.0), 2);
        assert_eq!(Cell::text("县".repeat(9999)).height(21.0), MOST_LINES);
    }

    #[test]
    fn a_chinese_character_is_two_wide() {
        let column = Column::new("名称".to_owned(), 6, 40);
        let width = |text: &str| column.width(std::iter::once(Cell::text(text).width()));
        assert!((width("一二三四五六七八") - 19.0).abs() < 0.1);
        assert!((width("abcdefgh") - 11.0).abs() < 0.1);
        assert!((width("") - 7.0).abs() < 0.1, "the head and the button of its filter");
        assert!((width(&"长".repeat(99)) - 40.0).abs() < 0.1);
    }
}
