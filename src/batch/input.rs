//! Whether the input of an item has changed.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::Options;
use crate::items::ItemKind;
use crate::profile::{Profile, builtin_names};
use crate::report::Pictures;
use crate::submission::{Area, Submission};

/// What the results of all items depend on, but for the day, which not all of them do.
pub(super) fn common(options: &Options<'_>) -> Vec<u8> {
    let mut sha256 = Sha256::new();
    let mut add = |bytes: &[u8]| part(&mut sha256, bytes);
    add(env!("CARGO_PKG_VERSION").as_bytes());
    add(options.lang.tag().as_bytes());
    add(match options.pictures {
        Pictures::None => b"none",
        Pictures::Problems => b"problems",
        Pictures::All => b"all",
    });
    add(&options.largest.map_or([0; 8], u64::to_le_bytes));
    add(&[u8::from(options.recheck.is_some()), u8::from(options.trust.signers.is_some())]);
    for (name, bytes) in options.recheck.flatten().iter().flat_map(|profile: &&Profile| &profile.files) {
        add(name.as_bytes());
        add(bytes);
    }
    add(options.depends);
    sha256.finalize().to_vec()
}

/// A digest of the state in which an item's files are, and their bytes altogether. It tells names, sizes and times,
/// not contents: what is read is the item's own business.
pub(super) fn of(path: &Path, kind: ItemKind, common: &[u8]) -> (String, u64) {
    let mut sha256 = Sha256::new();
    part(&mut sha256, common);
    let mut bytes = 0_u64;
    let others = match kind {
        ItemKind::Submission => named(path),
        ItemKind::Archive => vec![seal(path)],
        ItemKind::Unknown => Vec::new(),
    };
    let roots = std::iter::once(path).chain(others.iter().map(PathBuf::as_path));
    for (number, root) in roots.enumerate() {
        for entry in WalkDir::new(root).sort_by_file_name() {
            match entry {
                Ok(entry) => {
                    let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    part(&mut sha256, inside.as_os_str().as_encoded_bytes());
                    match entry.metadata() {
                        Ok(metadata) => {
                            stamp(&mut sha256, &metadata);
                            let counts = number == 0 && metadata.is_file();
                            bytes = bytes.saturating_add(if counts { metadata.len() } else { 0 });
                        }
                        Err(error) => part(&mut sha256, error.to_string().as_bytes()),
                    }
                }
                Err(error) => part(&mut sha256, error.to_string().as_bytes()),
            }
        }
    }
    (HEXLOWER.encode(&sha256.finalize()), bytes)
}

/// The seal that lies beside an archive.
fn seal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

/// What a submission names: the folder of its profile, where that is none of the built-in ones, and its area.
fn named(dir: &Path) -> Vec<PathBuf> {
    let Ok((manifest, _)) = Submission::manifest(dir) else { return Vec::new() };
    let profile = (!builtin_names().contains(&manifest.profile)).then(|| dir.join(&manifest.profile));
    profile.into_iter().chain(Area::file_of(&manifest, dir)).collect()
}

/// A time that was put back does not hide a change where the system tells when a file's record changed.
fn stamp(sha256: &mut Sha256, metadata: &Metadata) {
    let time = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let time = time.map_or(0, |time| time.as_nanos());
    let kind = u8::from(metadata.is_file()) + 2 * u8::from(metadata.is_dir());
    part(sha256, &[kind]);
    part(sha256, &metadata.len().to_le_bytes());
    part(sha256, &time.to_le_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        part(sha256, &metadata.ctime().to_le_bytes());
        part(sha256, &metadata.ctime_nsec().to_le_bytes());
        part(sha256, &metadata.ino().to_le_bytes());
    }
}

/// Adds a part with its length, so that no two lists of parts are the same.
fn part(sha256: &mut Sha256, bytes: &[u8]) {
    sha256.update((bytes.len() as u64).to_le_bytes());
    sha256.update(bytes);
}
