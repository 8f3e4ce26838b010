//! Seals material into an archive.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use unicode_normalization::is_nfc;

use super::bag::algorithm::{Algorithm, Digest, Hasher};
use super::bag::manifest::line;
use super::bag::{DECLARATION, INFO, OWN_TAGS, PAYLOAD, declaration, info};
use super::open::{self, Shared};
use super::part::{self, Aside, Part};
use super::seal::{self, Sealed, SealingKey};
use super::watch::Counter;
use super::zip::write::{ZipWriter, dos_date};
use super::zip::{MOST_ENTRIES, UnsafeName, check_name};
use super::{Change, Error, sum, verify};
use crate::inventory::Watch;

/// Bytes of a file read at a time.
const BUFFER: usize = 1 << 20;
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// What goes into an archive.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Name of the bag: the one folder at the top of the archive.
    pub name: String,
    /// The archive's date: the bagging date, and the date of every entry.
    pub date: Date,
    /// The material.
    pub payload: Vec<PayloadFile>,
    /// What is said about it.
    pub tags: Vec<TagFile>,
    /// Fields of `bag-info.txt`, in their order. `Payload-Oxum`, `Bagging-Date`, `Bag-Software-Agent` and, in a
    /// draft, `Sealpack-Draft` follow them.
    pub info: Vec<(String, String)>,
    /// Whether the archive is marked as a draft.
    pub draft: bool,
}

/// A file of the material.
#[derive(Debug, Clone)]
pub struct PayloadFile {
    /// Its path below `data/`, `/`-separated and in NFC.
    pub path: String,
    /// Where it is on disk.
    pub source: PathBuf,
    /// Its size when it was checked, in bytes.
    pub bytes: u64,
    /// Its SHA-256 when it was checked.
    pub sha256: [u8; 32],
}

/// A file about the material.
#[derive(Debug, Clone)]
pub struct TagFile {
    /// Its path in the bag: `sealpack/…`, `/`-separated and in NFC.
    pub path: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// How to pack.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Whether an archive that is already there is replaced.
    pub force: bool,
    /// The key that seals the archive, if it is sealed.
    pub key: Option<&'a SealingKey>,
    /// Who watches the work; its progress goes up to [`Plan::work`].
    pub watch: Watch<'a>,
}

/// An archive that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Where it is.
    pub path: PathBuf,
    /// Its size, in bytes.
    pub bytes: u64,
    /// Its SHA-256, as hexadecimal digits.
    pub sha256: String,
    /// Number of payload files.
    pub files: u64,
    /// Their size altogether, in bytes.
    pub payload_bytes: u64,
    /// Its seal.
    pub seal: Option<Sealed>,
}

/// An entry that is still to be written.
struct Planned<'a> {
    path: Cow<'a, str>,
    content: Content<'a>,
}

enum Content<'a> {
    Bytes(Cow<'a, [u8]>),
    File(&'a PayloadFile),
}

impl Plan {
    /// Bytes that are read while the archive is made and read back, at least: the payload and the tag files,
    /// twice.
    #[must_use]
    pub fn work(&self) -> u64 {
        let tags = self.tags.iter().map(|tag| tag.content.len() as u64);
        let bytes = tags.chain(self.payload.iter().map(|file| file.bytes)).fold(0, u64::saturating_add);
        bytes.saturating_mul(2)
    }

    fn payload_bytes(&self) -> u64 {
        self.payload.iter().map(|file| file.bytes).fold(0, u64::saturating_add)
    }

    /// Checks everything that is known before the work.
    fn check(&self) -> Result<(), Error> {
        let bad = |path: &str, problem| Error::BadName { path: path.to_owned(), problem: Some(problem) };
        if dos_date(self.date).is_none() {
            return Err(Error::Date { date: self.date });
        }
        // Besides the payload and the tags: the declaration, the metadata and two manifests.
        let count = (self.payload.len() + self.tags.len()) as u64 + 4;
        if count > MOST_ENTRIES {
            return Err(Error::TooManyFiles { count });
        }
        if self.name.contains('/') {
            return Err(bad(&self.name, UnsafeName::Absolute));
        }
        if let Some(tag) = self.tags.iter().find(|tag| !tag.path.starts_with(OWN_TAGS)) {
            return Err(bad(&tag.path, UnsafeName::Absolute));
        }
        let paths = self.payload.iter().map(|file| format!("{}/{PAYLOAD}{}", self.name, file.path));
        let tags = self.tags.iter().map(|tag| format!("{}/{}", self.name, tag.path));
        for path in paths.chain(tags) {
            check_name(&path).map_err(|problem| bad(&path, problem))?;
            if !is_nfc(&path) {
                return Err(bad(&path, UnsafeName::Decomposed));
            }
        }
        Ok(())
    }

    fn info_text(&self) -> String {
        let field = |label: &str, value: String| (label.to_owned(), value);
        let mut fields = self.info.clone();
        fields.push(field(info::PAYLOAD_OXUM, format!("{}.{}", self.payload_bytes(), self.payload.len())));
        fields.push(field(info::BAGGING_DATE, self.date.to_string()));
        fields.push(field(info::SOFTWARE_AGENT, format!("sealpack {}", env!("CARGO_PKG_VERSION"))));
        if self.draft {
            fields.push(field(info::DRAFT, "true".to_owned()));
        }
        info::write(&fields)
    }

    /// All entries of the archive, in its order.
    fn entries(&self) -> Result<Vec<Planned<'_>>, Error> {
        let owned = |path: &'static str, text: String| Planned {
            path: path.into(),
            content: Content::Bytes(text.into_bytes().into()),
        };
        let mut payload: Vec<&PayloadFile> = self.payload.iter().collect();
        payload.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let manifest =
            payload.iter().map(|file| line(&Digest::from(file.sha256), &format!("{PAYLOAD}{}", file.path)));
        let mut entries = vec![
            owned(DECLARATION, declaration::TEXT.to_owned()),
            owned(INFO, self.info_text()),
            owned(MANIFEST, manifest.collect()),
        ];
        entries.extend(self.tags.iter().map(|tag| Planned {
            path: tag.path.as_str().into(),
            content: Content::Bytes(tag.content.as_slice().into()),
        }));
        entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let tag_manifest = entries.iter().map(|entry| match &entry.content {
            Content::Bytes(bytes) => {
                let mut hasher = Hasher::new(Algorithm::Sha256);
                hasher.update(bytes);
                line(&hasher.finish(), &entry.path)
            }
            Content::File(_) => String::new(),
        });
        let tag_manifest = tag_manifest.collect();
        entries.push(owned(TAG_MANIFEST, tag_manifest));
        entries.extend(payload.into_iter().map(|file| Planned {
            path: format!("{PAYLOAD}{}", file.path).into(),
            content: Content::File(file),
        }));
        entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        for pair in entries.windows(2) {
            if let [first, second] = pair
                && first.path == second.path
            {
                return Err(Error::BadName { path: first.path.to_string(), problem: None });
            }
        }
        Ok(entries)
    }
}

/// Makes the archive `target`, and beside it `target` with `.sha256` added, and with `.sig` where it is sealed. The
/// target then holds the whole, verified archive; after any failure it holds what it held before. With
/// [`Error::Unconfirmed`] and [`Error::Beside`] it holds the new archive all the same.
pub fn pack(plan: &Plan, target: &Path, options: &Options<'_>) -> Result<Packed, Error> {
    plan.check()?;
    let beside = (sum::path_beside(target), seal::path_beside(target));
    make(plan, target, &beside, options)
        .map_err(|error| part::left_behind(error, &[target, &beside.0, &beside.1]))
}

/// Makes the archive, its sum and its seal.
fn make(
    plan: &Plan,
    target: &Path,
    (sum_path, seal_path): &(PathBuf, PathBuf),
    options: &Options<'_>,
) -> Result<Packed, Error> {
    let entries = plan.entries()?;
    let check_seal_path = || match options.key {
        Some(_) => seal::check_place(seal_path, options.force),
        None => seal::check_absent(seal_path, options.force),
    };
    part::check_free(target, options.force)
        .and_then(|()| part::check_free(sum_path, options.force))
        .and_then(|()| check_seal_path())
        .inspect_err(|_| [target, sum_path, seal_path].into_iter().for_each(part::sweep))?;
    part::sweep(seal_path);
    let counter = Counter::new(options.watch);
    let part = Part::create(target)?;
    write(plan, &entries, target, part.file(), &counter)?;
    let (digest, sha512) = read_back(plan, target, part.file(), options.key.is_some(), &counter)?;
    let bytes = part.file().metadata().map_err(|error| Error::read(target, error))?.len();
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let sum = write_sum(sum_path, &sum::line(&digest, &name))?;
    let seal = match options.key.zip(sha512) {
        Some((key, sha512)) => Some((seal::write(seal_path, key, &sha512)?, key.signer())),
        None => None,
    };
    // The sum and the seal of an older archive must never stand beside the new one. Packing took its time, in
    // which somebody may have sealed the older one.
    check_seal_path()?;
    let places = [sum_path.as_path(), seal_path];
    let aside = Aside::put(&places)?;
    // Once the archive is in its place, what belongs to it follows even if the disk confirms nothing.
    let confirmed = match part.publish(options.force) {
        Err(error @ Error::Unconfirmed { .. }) => Err(error),
        result => Ok(result?),
    };
    let beside = aside.discard(&places).and(sum.publish(options.force));
    let sealed = match seal {
        Some((part, signer)) => part.publish(options.force).map(|()| {
            let path = seal_path.clone();
            Some(Sealed { path, signer })
        }),
        None => Ok(None),
    };
    confirmed?;
    let seal = beside
        .and(sealed)
        .map_err(|error| Error::Beside { path: target.to_owned(), error: Box::new(error) })?;
    Ok(Packed {
        path: target.to_owned(),
        bytes,
        sha256: digest.to_string(),
        files: plan.payload.len() as u64,
        payload_bytes: plan.payload_bytes(),
        seal,
    })
}

/// Writes the archive to `file` and to the disk below it.
fn write(
    plan: &Plan,
    entries: &[Planned<'_>],
    target: &Path,
    file: &Arc<File>,
    counter: &Counter<'_>,
) -> Result<(), Error> {
    let failed = |error| Error::write(target, error);
    let mut zip = ZipWriter::new(file.as_ref(), plan.date).map_err(failed)?;
    let mut buffer = vec![0; BUFFER];
    for entry in entries {
        let name = format!("{}/{}", plan.name, entry.path);
        match &entry.content {
            Content::Bytes(bytes) => {
                let mut writer = zip.start(&name, bytes.len() as u64).map_err(failed)?;
                for piece in bytes.chunks(BUFFER) {
                    writer.write(piece).map_err(failed)?;
                    counter.add(piece.len())?;
                }
                writer.finish().map_err(failed)?;
            }
            Content::File(payload) => {
                let mut writer = zip.start(&name, payload.bytes).map_err(failed)?;
                stream(payload, &mut buffer, |piece| {
                    counter.add(piece.len())?;
                    writer.write(piece).map_err(failed)
                })?;
                writer.finish().map_err(failed)?;
            }
        }
    }
    zip.finish().map_err(failed)?;
    file.sync_all().map_err(failed)
}

/// Reads a file of the material once, and proves that it is what it was when it was checked.
fn stream(
    payload: &PayloadFile,
    buffer: &mut [u8],
    mut take: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let changed = |change| Error::Changed { path: payload.source.clone(), change };
    let size = |bytes: u64| match bytes.cmp(&payload.bytes) {
        std::cmp::Ordering::Less => Err(changed(Change::Shrank)),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(changed(Change::Grew)),
    };
    let (mut file, bytes) = open::regular(&payload.source).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => changed(Change::Vanished),
        io::ErrorKind::InvalidInput => changed(Change::Replaced),
        _ => Error::read(&payload.source, error),
    })?;
    size(bytes)?;
    let mut hasher = Hasher::new(Algorithm::Sha256);
    let mut taken = 0_u64;
    loop {
        let count = fill(&mut file, buffer).map_err(|error| Error::read(&payload.source, error))?;
        let piece = buffer.get(..count).unwrap_or_default();
        if piece.is_empty() {
            break;
        }
        taken += count as u64;
        if taken > payload.bytes {
            return Err(changed(Change::Grew));
        }
        hasher.update(piece);
        take(piece)?;
    }
    size(taken)?;
    if hasher.finish() == Digest::from(payload.sha256) { Ok(()) } else { Err(changed(Change::Content)) }
}

/// Reads until the buffer is full or the file ends, so that the pieces of a file are always the same.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(space) = buffer.get_mut(filled..).filter(|space| !space.is_empty()) {
        match file.read(space) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Verifies what is in `file` as if it came from a stranger. Gives its SHA-256, and its SHA-512 where it is sealed.
fn read_back(
    plan: &Plan,
    target: &Path,
    file: &Arc<File>,
    sealed: bool,
    counter: &Counter<'_>,
) -> Result<(Digest, Option<Digest>), Error> {
    let sum = |algorithm| sum::of(Shared::new(Arc::clone(file)), algorithm, target, counter);
    let (verification, (sha256, sha512)) = rayon::join(
        || verify::zip(target, Arc::clone(file), counter),
        || rayon::join(|| sum(Algorithm::Sha256), || sealed.then(|| sum(Algorithm::Sha512)).transpose()),
    );
    let (verification, sha256, sha512) = (verification?, sha256?, sha512?);
    let whole = verification.verified
        && verification.canonical
        && verification.draft == plan.draft
        && verification.files == plan.payload.len() as u64
        && verification.bytes == plan.payload_bytes();
    if whole {
        return Ok((sha256, sha512));
    }
    let problem = verification.findings.into_iter().next().map(|finding| finding.message);
    Err(Error::ReadBack { path: target.to_owned(), problem })
}

fn write_sum(path: &Path, line: &str) -> Result<Part, Error> {
    let part = Part::create(path)?;
    let mut file = part.file().as_ref();
    io::Write::write_all(&mut file, line.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| Error::write(path, error))?;
    Ok(part)
}

#[cfg(test)]
#[path = "pack_tests.rs"]
mod tests;
