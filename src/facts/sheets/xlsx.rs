//! Workbooks in OOXML (ECMA-376 part 1, section 18).

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use jiff::civil::Date;

use super::{MOST_ROWS, Row, Visit};
use crate::facts::container::{Container, MAX_PART};
use crate::facts::damage::{Damage, Reason};

/// Cells are streamed, but the texts they share and the list of sheets are read whole.
const READ_WHOLE: [&str; 3] = ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];

pub(super) fn read(bytes: &[u8], visit: &mut dyn Visit) -> Result<(), Damage> {
    let broken = |_| Damage::whole(Reason::Structure);
    let mut container = Container::open(bytes)?;
    container.check_all()?;
    if READ_WHOLE.iter().any(|part| container.size(part).is_some_and(|size| size > MAX_PART)) {
        return Err(Damage::whole(Reason::InflatesTooFar));
    }
    drop(container);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        visit.sheet(Some(&sheet.name), sheet.visible != SheetVisible::Visible);
        let mut reader = book.worksheet_cells_reader(&sheet.name).map_err(broken)?;
        let (mut row, mut number) = (Row::default(), 1);
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (at, column) = cell.get_position();
            let at = at.saturating_add(1);
            if at != number {
                row.give(number, 1, visit);
                number = at;
            }
            if at > MOST_ROWS {
                break;
            }
            row.put(usize::try_from(column).unwrap_or(usize::MAX), &text(cell.get_value()));
        }
        row.give(number, 1, visit);
    }
    Ok(())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            date(year, month, day).unwrap_or_else(|| moment.as_f64().to_string())
        }
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
        _ => String::new(),
    }
}

fn date(year: u16, month: u8, day: u8) -> Option<String> {
    let year = i16::try_from(year).ok()?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};

    use super::super::tests::all;
    use crate::facts::Format;

    #[test]
    fn every_sheet_row_by_row() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("照片").unwrap();
        sheet.write_string(2, 1, "文件名").unwrap();
        sheet.write_number(3, 0, 12.5).unwrap();
        sheet.write_boolean(3, 2, true).unwrap();
        let style = Style::new().set_num_format("yyyy-mm-dd");
        let date = ExcelDateTime::from_ymd(2026, 3, 5).unwrap();
        sheet.write_datetime_with_format(3, 3, &date, &style).unwrap();
        // A far cell must not make anybody allocate what lies between.
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
        book.add_worksheet().set_name("空").unwrap().set_hidden(true);
        let found = all(Format::Xlsx, &book.save_to_buffer().unwrap()).unwrap().0;
        let [(first, false, rows), (second, true, none)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((first.as_deref(), second.as_deref()), (Some("照片"), Some("空")));
        assert!(none.is_empty());
        assert_eq!(rows[0], (3, 1, vec![String::new(), "文件名".into()]));
        assert_eq!(rows[1].2, ["12.5", "", "true", "2026-03-05"]);
        assert_eq!((rows[2].0, rows[2].2.len()), (1_048_576, 16_384));
    }

    #[test]
    fn what_is_no_workbook_is_damaged() {
        assert!(all(Format::Xlsx, b"PK\x03\x04 not a zip").is_err());
    }
}
