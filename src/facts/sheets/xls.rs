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

