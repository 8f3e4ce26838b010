//! The widths of the glyphs of composite fonts (ISO 32000-2, 9.7.4.3).

use std::collections::{BTreeMap, HashMap};

use hayro_syntax::object::{Array, Dict, Number, Object};

use super::decode::Budget;
use crate::facts::damage::Reason;

/// Ranges that are kept.
const MAX_RANGES: usize = 4096;
/// The largest CID (ISO 32000-1, annex C).
const MAX_CID: u32 = 65_535;
/// What a width costs for each of its bytes in the file, since it takes more in memory.
const WEIGHT: usize = 8;

/// `/DW` and `/W`: runs of single widths and ranges of one width.
#[derive(Default)]
pub(super) struct CidWidths {
    default: Option<f64>,
    single: HashMap<u32, f64>,
    /// Last and width, by first.
    ranges: BTreeMap<u32, (u32, f64)>,
}

impl CidWidths {
    pub(super) fn read(descendant: &Dict<'_>, budget: &mut Budget) -> Result<Self, Reason> {
        let default = descendant.get::<Number>(b"DW").map(|width| width.as_f64());
        let mut widths = Self { default, ..Self::default() };
        let Some(array) = descendant.get::<Array<'_>>(b"W") else { return Ok(widths) };
        budget.spend(array.data().len())?;
        let mut items = array.iter::<Object<'_>>();
        let cid = |item: Option<Object<'_>>| match item {
            Some(Object::Number(number)) => u32::try_from(number.as_i64()).ok(),
            _ => None,
        };
        while let Some(first) = cid(items.next()) {
            match items.next() {
                Some(Object::Array(run)) => {
                    budget.spend(run.data().len().saturating_mul(WEIGHT))?;
                    let run = run.iter::<Number>().map(|width| width.as_f64());
                    widths.single.extend((first..=MAX_CID).zip(run));
                }
                last => {
                    let (Some(last), Some(Object::Number(width))) = (cid(last), items.next()) else { break };
                    if widths.ranges.len() < MAX_RANGES {
                        widths.ranges.insert(first, (last, width.as_f64()));
                    }
                }
            }
        }
        Ok(widths)
    }

    /// Thousandths of the font size.
    pub(super) fn of(&self, cid: u32) -> f64 {
        let range = || self.ranges.range(..=cid).next_back().filter(|(_, (last, _))| cid <= *last);
        let known = self.single.get(&cid).copied().or_else(|| range().map(|(_, (_, width))| *width));
        known.or(self.default).unwrap_or(1000.0)
    }
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::FromBytes;

    use super::*;

    #[test]
    fn runs_and_ranges() {
        let font = Dict::from_bytes(b"<</DW 500/W[10 19 300 20 20 400 12[600 601]]>>").unwrap();
        let widths = CidWidths::read(&font, &mut Budget::new(1 << 10)).unwrap();
        let found = [9, 10, 12, 13, 14, 19, 20, 21].map(|cid| widths.of(cid).to_string());
        assert_eq!(found, ["500", "300", "600", "601", "300", "300", "400", "500"]);
    }
}
