//! Workbooks of Excel 97 to 2003 and of WPS (`.et`): BIFF8 records in a Compound File ([MS-XLS], [MS-CFB]).
//!
//! Read record by record, because the readers there are lay out the rectangle between the outermost cells, which
//! a file of a kilobyte can make larger than any memory.

mod biff;
mod strings;

use std::io::{Cursor, Read};

use self::biff::Workbook;
use super::Visit;
use crate::facts::container::MAX_PART;
use crate::facts::damage::{Damage, Reason};

/// Streams of a Compound File that are looked at.
const MOST_STREAMS: usize = 10_000;

pub(super) fn read(bytes: &[u8], visit: &mut dyn Visit) -> Result<(), Damage> {
    let broken = |_| Damage::whole(Reason::Structure);
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    let streams: Vec<_> = file
        .walk()
        .filter(cfb::Entry::is_stream)
        .take(MOST_STREAMS)
        .map(|entry| entry.path().to_owned())
        .collect();
    let mut book = None;
    for path in streams {
        let mut stream = file.open_stream(&path).map_err(broken)?;
        // Reading every stream to its end shows whether the file is whole.
        let size = stream.len();
        let is_book = path.to_str() == Some("/Workbook");
        if is_book && size > MAX_PART {
            return Err(Damage::whole(Reason::TooLarge));
        }
        let mut content = Vec::new();
        let read = if is_book {
            stream.read_to_end(&mut content).map(|count| count as u64)
        } else {
            std::io::copy(&mut stream, &mut std::io::sink())
        };
        match read {
            Ok(read) if read == size => {}
            _ => return Err(Damage::whole(Reason::EndsEarly)),
        }
        if is_book {
            book = Some(content);
        }
    }
    match book {
        Some(content) => Workbook::read(&content, visit),
        // Excel 5 and 95 keep their tables in other records.
        None => Err(Damage::whole(Reason::RareCoding)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::all;
    use crate::facts::damage::Reason;
    use crate::facts::{Format, captions, table};

    const STATISTICS: &[u8] = include_bytes!("../../../tests/data/tables/statistics.xls");
    const CAPTIONS: &[u8] = include_bytes!("../../../tests/data/tables/captions.xls");

    #[test]
    fn every_kind_of_cell() {
        let found = all(Format::Xls, STATISTICS).unwrap().0;
        let [(first, false, rows), (second, false, others), (third, true, none)] = found.as_slice() else {
            panic!("{found:?}")
        };
        let names = [first, second, third].map(|name| name.as_deref().unwrap());
        assert_eq!(names, ["志愿服务统计", "Sheet2", "草稿"]);
        assert!(none.is_empty());
        assert_eq!(rows.len(), 122);
        assert_eq!(rows[1].2, ["序号", "乡镇", "活动日期", "人次", "备注"]);
        assert_eq!(rows[2].2[2..], ["2026-01-01", "12.5"]);
        assert_eq!(rows[121].0, 122);
        assert_eq!(rows[121].2[0], "120");
        assert!(rows[121].2[1].starts_with("第120村，名称很长的村民委员会"));
        assert_eq!(rows[121].2[1].chars().count(), 66);
        assert_eq!(rows[5].2[4], "true");
        // The formula has no result: the program that wrote the file does not calculate.
        assert_eq!(others[0].2, ["a", "b"]);
        assert_eq!((others[1].0, others[1].2.len()), (65_536, 256));
    }

    #[test]
    fn facts_and_captions() {
        let table = table::read(Format::Xls, STATISTICS).unwrap();
        let sheet = &table.sheets[0];
        assert_eq!((sheet.rows, sheet.columns, sheet.empty_cells), (120, 5, 60));
        assert!(table.sheets[2].hidden);
        let rows = captions::read(CAPTIONS).unwrap();
        assert_eq!(rows[0].caption.place.as_deref(), Some("人民广场"));
        assert_eq!(rows[0].place.sheet.as_deref(), Some("图片"));
    }

    #[test]
    fn every_cut_is_noticed_and_no_change_does_harm() {
        for cut in (0..CAPTIONS.len()).step_by(37) {
            assert!(all(Format::Xls, &CAPTIONS[..cut]).is_err(), "{cut}");
        }
        let mut seed = 1_u32;
        for _ in 0..3_000 {
            let mut bytes = CAPTIONS.to_vec();
            for _ in 0..4 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = seed as usize % bytes.len();
                bytes[at] = seed.to_be_bytes()[0];
            }
            let _ = all(Format::Xls, &bytes);
        }
    }

    /// The record that says so stands right after the first one.
    #[test]
    fn a_password_is_recognised() {
        let mut bytes = CAPTIONS.to_vec();
        let start = bytes.windows(4).position(|bytes| bytes == [0x09, 0x08, 0x10, 0x00]).unwrap() + 20;
        bytes[start..start + 2].copy_from_slice(&[0x2F, 0x00]);
        assert_eq!(all(Format::Xls, &bytes).unwrap_err().reason, Reason::Encrypted);
    }
}
