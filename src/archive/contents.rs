//! What of a submission goes into its archive.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::bag::algorithm::{Algorithm, Digest};
use super::pack::PayloadFile;
use crate::inventory::Survey;
use crate::submission::Submission;
use crate::submission::names::{fault, folded, is_forbidden};

/// The files of a submission, sorted into those that are packed and those that cannot be.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// What is packed.
    pub payload: Vec<PayloadFile>,
    /// What is left out of a draft: links, and files that could not be read or whose names no system is sure
    /// to unpack. Paths relative to the submission.
    pub left_out: Vec<String>,
}

impl Contents {
    /// Sorts the files that `survey` read of `submission`.
    #[must_use]
    pub fn of(submission: &Submission, survey: &Survey) -> Self {
        let mut contents = Self::default();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut folders = BTreeSet::new();
        for (path, ..) in survey.files() {
            *names.entry(folded(path)).or_default() += 1;
            folders.extend(path.match_indices('/').map(|(end, _)| folded(&path[..end])));
        }
        for (path, source, bytes, sha256) in survey.files() {
            let safe = path.split('/').all(|part| fault(part).is_none())
                && names.get(&folded(path)) == Some(&1)
                && !folders.contains(&folded(path));
            match sha256.and_then(digest).zip(source.disk()) {
                Some((sha256, disk)) if safe => contents.payload.push(PayloadFile {
                    path: path.to_owned(),
                    source: disk.to_owned(),
                    bytes,
                    sha256,
                }),
                _ => contents.left_out.push(path.to_owned()),
            }
        }
        let others = submission.items.iter().filter(|item| item.is_refused());
        contents.left_out.extend(others.map(|item| item.path.clone()));
        contents.left_out.sort();
        contents
    }
}

/// The name of the bag of `unit` at `date`: `示例县-20260701`, with what a file name cannot hold replaced.
#[must_use]
pub fn bag_name(unit: &str, date: Date) -> String {
    let unit: String = unit.chars().map(|c| if is_forbidden(c) { '_' } else { c }).take(80).collect();
    let unit: String =
        unicode_normalization::UnicodeNormalization::nfc(unit.trim_matches([' ', '.'])).collect();
    let unit = if unit.is_empty() || fault(&unit).is_some() { format!("_{unit}") } else { unit };
    format!("{unit}-{}", date.strftime("%Y%m%d"))
}

/// The bytes of a SHA-256 in hexadecimal.
fn digest(hex: &str) -> Option<[u8; 32]> {
    Digest::parse(Algorithm::Sha256, hex)?.sha256()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bag_names_are_safe_everywhere() {
        let date = Date::constant(2026, 7, 1);
        assert_eq!(bag_name("示例县", date), "示例县-20260701");
        assert_eq!(bag_name("../a:b", date), "_a_b-20260701");
        assert_eq!(bag_name("CON", date), "_CON-20260701");
        assert_eq!(bag_name("...", date), "_-20260701");
    }

    #[test]
    fn digests_are_read_back() {
        assert_eq!(digest(&"0f".repeat(32)), Some([15; 32]));
        assert_eq!(digest("0f"), None);
        assert_eq!(digest(&"zz".repeat(32)), None);
    }
}
