//! The strict reader: proves the structure of a ZIP file before any content is read.
//!
//! What it proves: the end record is at the true end; the central directory lies right before it and holds
//! exactly the entries it is said to hold; each entry's local header says the same as its central one; the
//! entries fill the file without gap or overlap; every name means one place below the folder of unpacking, and
//! no two names the same place on any system; nothing is a link, encrypted, or of a method other than stored
//! and deflated. So every reader that follows the format, from the front or from the back, sees the same files.
//! Memory is bounded by the central directory, which itself is bounded.

use std::io::{Read, Seek, SeekFrom};

use super::canonical::{self, Deviation, Headers};
use super::directory::Listed;
use super::fault::Refusal;
use super::{Fault, FaultKind, Method, directory, end, layout, record};
use crate::submission::names::folded;

/// A ZIP file whose structure is proved.
#[derive(Debug)]
pub struct Archive {
    /// Its files, in the order of the central directory. Entries of folders are left out.
    pub entries: Vec<Entry>,
    /// How it differs from the canonical form; none where it is as our writer would write it.
    pub deviation: Option<Deviation>,
}

/// A file in an archive.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path in the archive, `/`-separated.
    pub name: String,
    /// Size of its content, in bytes.
    pub size: u64,
    pub(super) compressed: u64,
    pub(super) crc: u32,
    pub(super) method: Method,
    /// Where its data start.
    pub(super) data: u64,
    /// Whether its sizes follow its data, so that a reader from the front must find its end by itself.
    pub(super) streamed: bool,
}

impl Archive {
    /// Reads the structure of `source`.
    pub fn open<R: Read + Seek>(source: &mut R) -> Result<Self, Refusal> {
        let len = source.seek(SeekFrom::End(0))?;
        let found = end::find(source, len)?;
        let listed = directory::read(source, &found.end)?;
        check_names(&listed)?;
        let date = listed.first().map_or(0, |entry| entry.common.date);
        let mut deviations: Vec<Option<Deviation>> = Vec::new();
        deviations.resize_with(listed.len(), || None);
        let mut starts = vec![0; listed.len()];
        layout::prove(source, &listed, found.end.offset, |index, local| {
            let Some(entry) = listed.get(index) else { return };
            let headers = Headers {
                name: &entry.name,
                common: &entry.common,
                offset: entry.offset,
                central: &entry.raw,
                local,
            };
            if let Some((deviation, start)) = deviations.get_mut(index).zip(starts.get_mut(index)) {
                *deviation = canonical::deviation(&headers, date);
                *start = entry.offset + local.len() as u64;
            }
        })?;
        let out_of_order = listed.windows(2).find_map(|pair| match pair {
            [first, second] if first.name >= second.name || first.offset >= second.offset => {
                Some(Deviation::Order(second.name.clone()))
            }
            _ => None,
        });
        let deviation = (!found.canonical)
            .then_some(Deviation::End)
            .or_else(|| deviations.into_iter().flatten().next())
            .or(out_of_order);
        let entries = listed.into_iter().zip(starts).filter(|(entry, _)| !entry.name.ends_with('/'));
        Ok(Self { entries: entries.map(|(entry, data)| Entry::new(entry, data)).collect(), deviation })
    }
}

impl Entry {
    /// Where in the archive its content lies just as it is, its size and its CRC-32. None where it is compressed, or
    /// where its end must be looked for.
    pub(in crate::archive) fn stored(&self) -> Option<(u64, u64, u32)> {
        let is_stored = self.method == Method::Stored && !self.streamed && self.compressed == self.size;
        is_stored.then_some((self.data, self.size, self.crc))
    }

    fn new(listed: Listed, data: u64) -> Self {
        Self {
            name: listed.name,
            size: listed.common.size,
            compressed: listed.common.compressed,
            crc: listed.common.crc,
            method: listed.method,
            data,
            streamed: listed.common.flags & record::FLAG_DESCRIPTOR != 0,
        }
    }
}

/// Proves that no two names mean the same place after normalisation and case folding, and no name is a file and
/// a folder at once.
fn check_names(listed: &[Listed]) -> Result<(), Fault> {
    // With NUL, which no name holds, in the place of `/`, a file would come right before what lies below it.
    let mut keys: Vec<(String, &str, u64)> = listed
        .iter()
        .map(|entry| {
            let name = entry.name.strip_suffix('/').unwrap_or(&entry.name);
            (folded(name).replace('/', "\0"), entry.name.as_str(), entry.offset)
        })
        .collect();
    keys.sort_unstable();
    for pair in keys.windows(2) {
        let [(first, first_name, first_at), (second, second_name, second_at)] = pair else { continue };
        let Some(rest) = second.strip_prefix(first.as_str()) else { continue };
        if rest.is_empty() {
            let both_files = first_name.ends_with('/') == second_name.ends_with('/');
            let kind = if both_files { FaultKind::NameTwice } else { FaultKind::FileAndFolder };
            return Err(Fault::of_entry(kind, *second_name).at(*second_at));
        }
        if rest.starts_with('\0') && !first_name.ends_with('/') {
            return Err(Fault::of_entry(FaultKind::FileAndFolder, *first_name).at(*first_at));
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
