//! Proves that an archive or a bag folder is whole.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Error;
use super::bag::check::Bag;
use super::bag::info;
use super::bag::place::{self, Files, Oddity, Place, PlacedFile, Top};
use super::finding::VerifyFinding;
use super::seal::{self, Seal, Trust};
use super::watch::Counter;
use super::zip::{Deviation, Refusal, padding_is_clear};
use crate::inventory::Watch;
use crate::profile::Severity;
use crate::text::Message;

/// What verification says about an archive or bag folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// The file or folder.
    pub path: PathBuf,
    /// Whether everything is there, unchanged and nothing else: no finding is an error.
    pub verified: bool,
    /// Whether it is a ZIP file in the one form in which we write it. A folder never is.
    pub canonical: bool,
    /// Whether it says that it is a draft.
    pub draft: bool,
    /// Its seal.
    pub seal: Seal,
    /// The algorithms of its payload manifests: `sha256`, `sha512`.
    pub algorithms: Vec<&'static str>,
    /// Number of payload files that are there.
    pub files: u64,
    /// Their size altogether, in bytes.
    pub bytes: u64,
    /// The fields of `bag-info.txt`, in their order.
    pub info: Vec<(String, String)>,
    /// What is wrong, by path, then rule.
    pub findings: Vec<VerifyFinding>,
}

/// Verifies a ZIP file or a bag folder, where nobody's seal is demanded.
pub fn verify(path: &Path, watch: Watch<'_>) -> Result<Verification, Error> {
    verify_sealed(path, &Trust::nobody(), watch)
}

/// Verifies a ZIP file and its seal, or a bag folder. Damage is reported completely, as findings; an error means
/// that it could not be examined at all.
pub fn verify_sealed(path: &Path, trust: &Trust<'_>, watch: Watch<'_>) -> Result<Verification, Error> {
    let counter = Counter::new(watch);
    let metadata = fs::metadata(path).map_err(|error| Error::read(path, error))?;
    let (mut verification, (seal, finding)) = if metadata.is_dir() {
        (folder(path, &counter)?, seal::check_folder(trust))
    } else if !metadata.is_file() {
        // Opening a pipe might never end.
        return Err(Error::NotAnArchive { path: path.to_owned() });
    } else {
        let file = Arc::new(File::open(path).map_err(|error| Error::read(path, error))?);
        let (verification, seal) = rayon::join(
            || zip(path, Arc::clone(&file), &counter),
            || seal::check(path, &file, trust, &counter),
        );
        (verification?, seal?)
    };
    verification.seal = seal;
    verification.findings.extend(finding);
    Ok(verification.finished())
}

/// Verifies an open ZIP file by itself, without what lies beside it.
pub(super) fn zip(path: &Path, file: Arc<File>, counter: &Counter<'_>) -> Result<Verification, Error> {
    let mut verification = Verification::new(path);
    let (place, files, deviation) = match Place::zip(file) {
        Ok(found) => found,
        Err(Refusal::Read(error)) => return Err(Error::read(path, error)),
        Err(Refusal::NotZip) => return Err(Error::NotAnArchive { path: path.to_owned() }),
        Err(Refusal::Fault(fault)) => {
            verification.findings.push(VerifyFinding::fault(&fault));
            return Ok(verification.finished());
        }
    };
    let (files, outside, misplaced) = match place::top(&files) {
        Top::Folder(top) => {
            let (files, outside) = below(files, &top);
            (files, outside, None)
        }
        Top::Root => (files, Vec::new(), Some(Deviation::TopFolder)),
        Top::NoBag => {
            verification.findings.push(VerifyFinding::error("not-a-bag", Message::new("verify-not-a-bag")));
            return Ok(verification.finished());
        }
    };
    verification.findings.extend(
        outside.iter().map(|file| {
            VerifyFinding::error("extra-file", Message::new("verify-extra-outside")).of(&file.path)
        }),
    );
    let ours = verification.examine(&place, files, counter)?;
    let deviation = match deviation.or(misplaced) {
        None if verification.is_sound() => padding(path, &place, counter)?,
        known => known,
    };
    verification.canonical = deviation.is_none() && outside.is_empty();
    verification.findings.extend(deviation.map(|deviation| VerifyFinding::deviation(&deviation, ours)));
    Ok(verification.finished())
}

/// The first entry with bits in its data that mean nothing and are not 0.
fn padding(path: &Path, place: &Place, counter: &Counter<'_>) -> Result<Option<Deviation>, Error> {
    let Place::Zip { file, entries } = place else { return Ok(None) };
    let clear = |entry| {
        counter.add(0)?;
        padding_is_clear(file.clone(), entry).map_err(|error| Error::read(path, error))
    };
    let clear: Vec<bool> = entries.par_iter().map(clear).collect::<Result<_, Error>>()?;
    let first = entries.iter().zip(clear).find(|(_, clear)| !clear);
    Ok(first.map(|(entry, _)| Deviation::Padding(entry.name.clone())))
}

fn folder(path: &Path, counter: &Counter<'_>) -> Result<Verification, Error> {
    let mut verification = Verification::new(path);
    let (place, files, oddities) = Place::folder(path).map_err(|error| Error::read(path, error))?;
    verification.findings.extend(oddities.into_iter().map(|oddity| match oddity {
        Oddity::Link(name) => VerifyFinding::error("bag-link", Message::new("verify-link")).of(&name),
        Oddity::NotUnicode(name) => {
            VerifyFinding::error("bag-name-encoding", Message::new("verify-name-not-unicode")).of(&name)
        }
    }));
    verification.examine(&place, files, counter)?;
    Ok(verification)
}

/// The files below `top`, relative to it, and the others.
fn below(files: Vec<PlacedFile>, top: &str) -> (Vec<PlacedFile>, Vec<PlacedFile>) {
    let (mut inside, outside): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| file.path.starts_with(top));
    for file in &mut inside {
        file.path.drain(..top.len());
    }
    (inside, outside)
}

impl Verification {
    fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            verified: false,
            canonical: false,
            draft: false,
            seal: Seal::None,
            algorithms: Vec::new(),
            files: 0,
            bytes: 0,
            info: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Checks the bag whose files are given. Whether it says that we made it.
    fn examine(
        &mut self,
        place: &Place,
        files: Vec<PlacedFile>,
        counter: &Counter<'_>,
    ) -> Result<bool, Error> {
        let path = self.path.clone();
        let files = Files::new(files);
        let bag = Bag { path: &path, place, files: &files };
        let checked = bag.check()?;
        self.findings.extend(checked.findings);
        self.findings.extend(bag.digests(&checked.expected, counter)?);
        (self.files, self.bytes) = bag.payload();
        self.draft =
            info::value(&checked.info, info::DRAFT).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        self.algorithms = checked.algorithms.iter().map(|algorithm| algorithm.name()).collect();
        self.info = checked.info;
        Ok(checked.ours)
    }

    /// Whether nothing is wrong so far.
    fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }

    /// With the findings in order, each once, and the verdict.
    fn finished(mut self) -> Self {
        self.findings.sort_by(|a, b| (&a.path, a.rule).cmp(&(&b.path, b.rule)));
        self.findings.dedup();
        self.verified = self.is_sound();
        self
    }
}
