//! Caption sheets.

use sealpack::facts::captions::{Row, SheetFault};

/// What must hold of a sheet that was read.
pub fn check(sheet: &Result<Vec<Row>, SheetFault>, file: &[u8]) {
    match sheet {
        Ok(rows) => {
            for row in rows {
                assert_ne!(row.file.trim(), "", "a row names a file");
                serde_json::to_string(&row.caption).expect("captions become JSON");
            }
        }
        Err(SheetFault::Damaged(damage)) => super::invariants::damage(Some(damage), file),
        Err(SheetFault::NoHeader) => {}
    }
}
