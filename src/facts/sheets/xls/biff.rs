//! The records of a workbook ([MS-XLS] 2.3 and 2.4).

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::{Row, Visit};
use super::strings::Fields;
use crate::facts::damage::{Damage, Reason};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const DATE_MODE: u16 = 0x0022;
const BOUND_SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;
const LABEL: u16 = 0x0204;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const BOOL_ERR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;

/// The version of the records since Excel 97.
const BIFF8: u16 = 0x0600;

/// What the records before the sheets say.
#[derive(Default)]
pub(super) struct Workbook {
    sheets: Vec<BoundSheet>,
    texts: Vec<String>,
    /// Number formats that show a date, of those that the file brings along.
    date_formats: Vec<u16>,
    /// The number format of each cell style.
    styles: Vec<u16>,
    since_1904: bool,
}

struct BoundSheet {
    at: usize,
    name: String,
    hidden: bool,
}

/// A record and those that continue it.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    continued: Vec<&'a [u8]>,
}

/// The records from a place in the stream on.
struct Records<'a> {
    bytes: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.raw()?;
        let mut continued = Vec::new();
        while self.bytes.starts_with(&CONTINUE.to_le_bytes()) {
            continued.push(self.raw()?.1);
        }
        Some(Record { kind, data, continued })
    }
}

impl<'a> Records<'a> {
    fn raw(&mut self) -> Option<(u16, &'a [u8])> {
        let (head, rest) = self.bytes.split_first_chunk::<4>()?;
        let [kind_low, kind_high, low, high] = *head;
        let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([low, high])))?;
        self.bytes = rest;
        Some((u16::from_le_bytes([kind_low, kind_high]), data))
    }
}

impl<'a> Record<'a> {
    fn fields(&'a self) -> Fields<'a> {
        Fields::new(self.data, &self.continued)
    }
}

impl Workbook {
    /// Gives all worksheets in the stream `Workbook`.
    pub(super) fn read(stream: &[u8], visit: &mut dyn Visit) -> Result<(), Damage> {
        let broken = || Damage::whole(Reason::Structure);
        let mut book = Self::default();
        let mut records = Records { bytes: stream };
        let first = records.next().filter(|record| record.kind == BOF).ok_or_else(broken)?;
        if first.fields().u16() != Some(BIFF8) {
            return Err(Damage::whole(Reason::RareCoding));
        }
        let mut ended = false;
        for record in records.by_ref() {
            match record.kind {
                FILE_PASS => return Err(Damage::whole(Reason::Encrypted)),
                EOF => {
                    ended = true;
                    break;
                }
                _ => book.take(&record).ok_or_else(broken)?,
            }
        }
        if !ended {
            return Err(Damage::whole(Reason::EndsEarly));
        }
        for sheet in &book.sheets {
            visit.sheet(Some(&sheet.name), sheet.hidden);
            let bytes = stream.get(sheet.at..).ok_or_else(broken)?;
            book.sheet(Records { bytes }, visit)?;
        }
        Ok(())
    }

    /// Takes a record that says something of the whole workbook; nothing where it cannot be read.
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.fields();
        match record.kind {
            DATE_MODE => self.since_1904 = fields.u16()? != 0,
            BOUND_SHEET => {
                let at = usize::try_from(fields.u32()?).ok()?;
                let (state, kind) = (fields.u8()?, fields.u8()?);
                let count = fields.u8()?;
                let wide = fields.u8()? & 1 != 0;
                let name = fields.characters(count.into(), wide)?;
                // Charts and macros are sheets of other kinds.
                if kind == 0 {
                    self.sheets.push(BoundSheet { at, name, hidden: state & 3 != 0 });
                }
            }
            FORMAT => {
                let number = fields.u16()?;
                if is_date_format(&fields.text()?) {
                    self.date_formats.push(number);
                }
            }
            XF => {
                fields.u16()?;
                self.styles.push(fields.u16()?);
            }
            SST => {
                fields.u32()?;
                for _ in 0..fields.u32()? {
                    self.texts.push(fields.rich_text()?);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn sheet(&self, mut records: Records<'_>, visit: &mut dyn Visit) -> Result<(), Damage> {
        let broken = || Damage::whole(Reason::Structure);
        records.next().filter(|record| record.kind == BOF).ok_or_else(broken)?;
        let (mut row, mut number) = (Row::default(), 1);
        // Charts lie within a sheet as streams of their own.
        let mut depth = 1;
        // Where the text of a formula's result goes, which comes in the next record.
        let mut awaited = None;
        for record in records {
            match record.kind {
                BOF => depth += 1,
                EOF => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                row.give(number, 1, visit);
                return Ok(());
            }
            if depth > 1 {
                continue;
            }
            if record.kind == STRING {
                let text = record.fields().text().ok_or_else(broken)?;
                if let Some(column) = awaited.take() {
                    row.put(column, &text);
                }
                continue;
            }
            if !Cells::KINDS.contains(&record.kind) {
                continue;
            }
            let cells = Cells::read(&record).ok_or_else(broken)?;
            let at = u32::from(cells.row) + 1;
            if at != number {
                row.give(number, 1, visit);
                number = at;
            }
            awaited = None;
            for (column, style, value) in cells.values {
                match value {
                    Value::Shared(index) => {
                        let text = usize::try_from(index).ok().and_then(|index| self.texts.get(index));
                        row.put(column.into(), text.ok_or_else(broken)?);
                    }
                    Value::Text(text) => row.put(column.into(), &text),
                    Value::Number(n) => row.put(column.into(), &self.number(n, style)),
                    Value::Awaited => awaited = Some(column.into()),
                }
            }
        }
        Err(Damage::whole(Reason::EndsEarly))
    }

    /// A number as its cell's style shows it, where that is a date.
    fn number(&self, number: f64, style: u16) -> String {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or_default();
        let built_in = matches!(format, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58);
        let date = (built_in || self.date_formats.contains(&format)).then(|| self.date(number)).flatten();
        date.map_or_else(|| number.to_string(), |date| date.to_string())
    }

    /// The date of a serial number: days since 1899-12-30, or since 1904-01-01 ([MS-XLS] 2.4.77).
    fn date(&self, days: f64) -> Option<Date> {
        if !(1.0..=2_958_465.0).contains(&days) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked above")]
        let days = days as i64;
        let first = if self.since_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
        first.checked_add(days.days()).ok()
    }
}

/// The cells that a record holds.
struct Cells {
    row: u16,
    /// Column, style and value.
    values: Vec<(u16, u16, Value)>,
}

enum Value {
    Number(f64),
    Text(String),
    /// The number of a text in the table of shared ones.
    Shared(u32),
    /// A text that comes in the next record.
    Awaited,
}

impl Cells {
    const KINDS: [u16; 7] = [LABEL_SST, LABEL, NUMBER, RK, MUL_RK, BOOL_ERR, FORMULA];

    /// Reads a record of one of these kinds.
    fn read(record: &Record<'_>) -> Option<Self> {
        let mut fields = record.fields();
        let (row, column) = (fields.u16()?, fields.u16()?);
        if record.kind == MUL_RK {
            let count = record.data.len().checked_sub(6)? / 6;
            let mut values = Vec::with_capacity(count);
            for offset in 0..count {
                let style = fields.u16()?;
                let column = column.checked_add(u16::try_from(offset).ok()?)?;
                values.push((column, style, Value::Number(of_rk(fields.u32()?))));
            }
            return Some(Self { row, values });
        }
        let style = fields.u16()?;
        let value = match record.kind {
            LABEL_SST => Value::Shared(fields.u32()?),
            LABEL => Value::Text(fields.text()?),
            NUMBER => Value::Number(fields.f64()?),
            RK => Value::Number(of_rk(fields.u32()?)),
            BOOL_ERR => of_bool(fields.u8()?, fields.u8()? != 0),
            _ => of_formula(*record.data.get(6..)?.first_chunk()?),
        };
        Some(Self { row, values: vec![(column, style, value)] })
    }
}

/// A number in 30 bits ([MS-XLS] 2.5.217).
fn of_rk(rk: u32) -> f64 {
    let number =
        if rk & 2 != 0 { f64::from(rk.cast_signed() >> 2) } else { f64::from_bits(u64::from(rk & !3) << 32) };
    if rk & 1 != 0 { number / 100.0 } else { number }
}

fn of_bool(value: u8, is_error: bool) -> Value {
    Value::Text(match (is_error, value) {
        (true, _) => "#ERR".to_owned(),
        (false, value) => (value != 0).to_string(),
    })
}

/// The result of a formula ([MS-XLS] 2.5.133).
fn of_formula(result: [u8; 8]) -> Value {
    match result {
        [0, .., 0xFF, 0xFF] => Value::Awaited,
        [1, _, value, .., 0xFF, 0xFF] => of_bool(value, false),
        [2, _, value, .., 0xFF, 0xFF] => of_bool(value, true),
        [_, .., 0xFF, 0xFF] => Value::Text(String::new()),
        bytes => Value::Number(f64::from_le_bytes(bytes)),
    }
}

/// Whether a number format shows a day: it has a year or a day outside quotes and brackets.
fn is_date_format(format: &str) -> bool {
    let mut quoted = false;
    let mut bracketed = false;
    let mut escaped = false;
    for c in format.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            'y' | 'Y' | 'd' | 'D' if !quoted && !bracketed => return true,
            _ => {}
        }
    }
    false
}
