//! Seals material into an archive.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use jiff::civil::Date;
use unicode_normalization::is_nfc;

use super::bag::algorithm::{Algorithm, Digest, Hasher};
use super::bag::manifest::line;
use super::bag::{DECLARATION, INFO, OWN_TAGS, PAYLOAD, declaration, info};
use super::finding::VerifyFinding;
use super::open::Shared;
use super::part::{self, Aside, Part};
use super::proofs::Proofs;
use super::seal::{self, Sealed, SealingKey};
use super::sum::Running;
use super::verify::Verification;
use super::watch::Counter;
use super::write::{Content, Entry, Flush, Flushing, Job};
use super::zip::form::dos_date;
use super::zip::{MOST_ENTRIES, UnsafeName, check_name};
use super::{Change, Error, sum, verify};
use crate::inventory::Watch;

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

    /// Why what was read back is not what was to be sealed: a file that was another one when it was written than when
    /// it was checked, or the disk.
    fn accuse(&self, target: &Path, verification: Verification) -> Error {
        // What is only not the content that its manifest promises came back just as it was written: its checksum
        // was computed on the way to the archive.
        let changed = |finding: &VerifyFinding| {
            let path = finding.path.as_deref()?.strip_prefix(PAYLOAD)?;
            let payload = self.payload.iter().find(|payload| payload.path == path)?;
            (finding.rule == "digest-mismatch").then(|| payload.source.clone())
        };
        let sources: Option<Vec<PathBuf>> = verification.findings.iter().map(changed).collect();
        if let Some(path) = sources.and_then(|sources| sources.into_iter().next()) {
            return Error::Changed { path, change: Change::Content };
        }
        let problem = verification.findings.into_iter().next().map(|finding| finding.message);
        Error::ReadBack { path: target.to_owned(), problem }
    }

    /// All entries of the archive, in its order.
    fn entries(&self) -> Result<Vec<Entry<'_>>, Error> {
        let owned = |path: &'static str, text: String| Entry {
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
        entries.extend(self.tags.iter().map(|tag| Entry {
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
        entries.extend(payload.into_iter().map(|file| Entry {
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
    let (digest, sha512) = write(plan, &entries, target, part.file(), options.key.is_some(), &counter)?;
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

/// Writes the archive to `file` and to the disk below it, and verifies it. Gives its SHA-256, and its SHA-512 where
/// it is sealed.
fn write(
    plan: &Plan,
    entries: &[Entry<'_>],
    target: &Path,
    file: &Arc<File>,
    sealed: bool,
    counter: &Counter<'_>,
) -> Result<(Digest, Option<Digest>), Error> {
    let date = dos_date(plan.date).ok_or(Error::Date { date: plan.date })?;
    let running = |algorithm| Mutex::new(Running::new(Shared::new(Arc::clone(file)), algorithm));
    let mut sums = vec![running(Algorithm::Sha256)];
    if sealed {
        sums.push(running(Algorithm::Sha512));
    }
    let flush = Flush::default();
    thread::scope(|scope| {
        let flushing = Flushing::start(scope, &flush, file);
        let (top, sums_so_far, flush) = (plan.name.as_str(), sums.as_slice(), &flush);
        let job = Job { top, date, entries, target, file, sums: sums_so_far, flush, counter };
        let proofs = job.write()?;
        // The disk is slower than reading back, so both are done at once.
        flush.whole();
        let read_back = read_back(plan, target, file, sums, proofs, counter);
        let flushed = flushing.end().map_err(|error| Error::write(target, error));
        flushed.and(read_back)
    })
}

/// Verifies what is in `file` as if it came from a stranger, but for what was read of it while it was written, and
/// finishes its digests.
fn read_back(
    plan: &Plan,
    target: &Path,
    file: &Arc<File>,
    sums: Vec<Mutex<Running<Shared>>>,
    proofs: Proofs,
    counter: &Counter<'_>,
) -> Result<(Digest, Option<Digest>), Error> {
    let mut sums = sums.into_iter().map(|sum| sum.into_inner().unwrap_or_else(PoisonError::into_inner));
    let (sha256, sha512) = (sums.next(), sums.next());
    let finish = |sum: Option<Running<_>>| sum.map(|sum| sum.finish(target, counter)).transpose();
    let (verification, (sha256, sha512)) = rayon::join(
        || verify::zip_knowing(target, Arc::clone(file), proofs, counter),
        || rayon::join(|| finish(sha256), || finish(sha512)),
    );
    let (verification, sha256, sha512) = (verification?, sha256?, sha512?);
    let whole = verification.verified
        && verification.canonical
        && verification.draft == plan.draft
        && verification.files == plan.payload.len() as u64
        && verification.bytes == plan.payload_bytes();
    match sha256 {
        Some(sha256) if whole => Ok((sha256, sha512)),
        _ => Err(plan.accuse(target, verification)),
    }
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
