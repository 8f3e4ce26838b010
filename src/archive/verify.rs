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
use super::opened::OpenBag;
use super::proofs::Proofs;
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
    /// What checking its content again said.
    pub recheck: Recheck,
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

/// What checking the content of an archive again said: `recheck` in the result of a verification.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Recheck {
    /// It was not checked again.
    #[default]
    None,
    /// The archive says of its content what we find in it.
    Agrees,
    /// It says something else.
    Differs,
    /// It cannot be checked again.
    Impossible,
}

impl Recheck {
    /// Its name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::Impossible => "impossible",
        }
    }
}

/// Verifies a ZIP file or a bag folder, where nobody's seal is demanded.
pub fn verify(path: &Path, watch: Watch<'_>) -> Result<Verification, Error> {
    verify_open(path, &Trust::nobody(), None, watch).map(|(verification, _)| verification)
}

/// Verifies a ZIP file and its seal, or a bag folder. Where its files have more than `largest` bytes altogether,
/// none of them is read. Damage is reported completely, as findings; an error means that it could not be examined
/// at all. Where the bag is whole, whatever its seal, it comes open for reading: the very files that were proved.
pub fn verify_open(
    path: &Path,
    trust: &Trust<'_>,
    largest: Option<u64>,
    watch: Watch<'_>,
) -> Result<(Verification, Option<OpenBag>), Error> {
    let counter = Counter::new(watch);
    let metadata = fs::metadata(path).map_err(|error| Error::read(path, error))?;
    let ((mut verification, bag), (seal, finding)) = if metadata.is_dir() {
        (folder(path, largest, &counter)?, seal::check_folder(trust))
    } else if !metadata.is_file() {
        // Opening a pipe might never end.
        return Err(Error::NotAnArchive { path: path.to_owned() });
    } else {
        let file = Arc::new(File::open(path).map_err(|error| Error::read(path, error))?);
        let (verified, seal) = rayon::join(
            || open_zip(path, Arc::clone(&file), largest, Proofs::default(), &counter),
            || seal::check(path, &file, trust, &counter),
        );
        (verified?, seal?)
    };
    verification.seal = seal;
    verification.findings.extend(finding);
    Ok((verification.finished(), bag))
}

/// Verifies an open ZIP file by itself, without what lies beside it.
pub(super) fn zip(path: &Path, file: Arc<File>, counter: &Counter<'_>) -> Result<Verification, Error> {
    zip_within(path, file, None, counter)
}

/// The same, of which this was read before: just that is not read again.
pub(super) fn zip_knowing(
    path: &Path,
    file: Arc<File>,
    proofs: Proofs,
    counter: &Counter<'_>,
) -> Result<Verification, Error> {
    open_zip(path, file, None, proofs, counter).map(|(verification, _)| verification)
}

/// The same, where its files have no more than `largest` bytes altogether.
pub(super) fn zip_within(
    path: &Path,
    file: Arc<File>,
    largest: Option<u64>,
    counter: &Counter<'_>,
) -> Result<Verification, Error> {
    open_zip(path, file, largest, Proofs::default(), counter).map(|(verification, _)| verification)
}

fn open_zip(
    path: &Path,
    file: Arc<File>,
    largest: Option<u64>,
    proofs: Proofs,
    counter: &Counter<'_>,
) -> Result<(Verification, Option<OpenBag>), Error> {
    let mut verification = Verification::new(path);
    let (place, files, deviation) = match Place::zip(file) {
        Ok((place, files, deviation)) => (place.with(proofs), files, deviation),
        Err(Refusal::Read(error)) => return Err(Error::read(path, error)),
        Err(Refusal::NotZip) => return Err(Error::NotAnArchive { path: path.to_owned() }),
        Err(Refusal::Fault(fault)) => {
            verification.findings.push(VerifyFinding::fault(&fault));
            return Ok((verification.finished(), None));
        }
    };
    if verification.is_larger(&files, largest) {
        return Ok((verification.finished(), None));
    }
    let (files, outside, top) = match place::top(&files) {
        Top::Folder(top) => {
            let (files, outside) = below(files, &top);
            (files, outside, Some(top))
        }
        Top::Root => (files, Vec::new(), None),
        Top::NoBag => {
            verification.findings.push(VerifyFinding::error("not-a-bag", Message::new("verify-not-a-bag")));
            return Ok((verification.finished(), None));
        }
    };
    verification.findings.extend(
        outside.iter().map(|file| {
            VerifyFinding::error("extra-file", Message::new("verify-extra-outside")).of(&file.path)
        }),
    );
    let misplaced = top.is_none().then_some(Deviation::TopFolder);
    let known = deviation.or(misplaced);
    let (examined, padding) = rayon::join(
        || verification.examine(&place, files, counter),
        || known.is_none().then(|| padding(path, &place, counter)),
    );
    let (ours, files) = examined?;
    let deviation = match padding {
        Some(padding) if verification.is_sound() => padding?,
        _ => known,
    };
    verification.canonical = deviation.is_none() && outside.is_empty();
    verification.findings.extend(deviation.map(|deviation| VerifyFinding::deviation(&deviation, ours)));
    let bag = verification.is_sound().then(|| OpenBag::new(place, files, top.as_deref()));
    Ok((verification.finished(), bag))
}

/// The first entry with bits in its data that mean nothing and are not 0.
fn padding(path: &Path, place: &Place, counter: &Counter<'_>) -> Result<Option<Deviation>, Error> {
    let Place::Zip { file, entries, .. } = place else { return Ok(None) };
    let clear = |entry| {
        counter.add(0)?;
        padding_is_clear(file.clone(), entry).map_err(|error| Error::read(path, error))
    };
    let clear: Vec<bool> = entries.par_iter().map(clear).collect::<Result<_, Error>>()?;
    let first = entries.iter().zip(clear).find(|(_, clear)| !clear);
    Ok(first.map(|(entry, _)| Deviation::Padding(entry.name.clone())))
}

fn folder(
    path: &Path,
    largest: Option<u64>,
    counter: &Counter<'_>,
) -> Result<(Verification, Option<OpenBag>), Error> {
    let mut verification = Verification::new(path);
    let (place, files, oddities) = Place::folder(path).map_err(|error| Error::read(path, error))?;
    verification.findings.extend(oddities.into_iter().map(|oddity| match oddity {
        Oddity::Link(name) => VerifyFinding::error("bag-link", Message::new("verify-link")).of(&name),
        Oddity::NotUnicode(name) => {
            VerifyFinding::error("bag-name-encoding", Message::new("verify-name-not-unicode")).of(&name)
        }
    }));
    if verification.is_larger(&files, largest) {
        return Ok((verification, None));
    }
    let (_, files) = verification.examine(&place, files, counter)?;
    let bag = verification.is_sound().then(|| OpenBag::new(place, files, None));
    Ok((verification, bag))
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
            recheck: Recheck::None,
            algorithms: Vec::new(),
            files: 0,
            bytes: 0,
            info: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Checks the bag whose files are given. Whether it says that we made it, and its files in order.
    fn examine(
        &mut self,
        place: &Place,
        files: Vec<PlacedFile>,
        counter: &Counter<'_>,
    ) -> Result<(bool, Vec<PlacedFile>), Error> {
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
        Ok((checked.ours, files.list))
    }

    /// The version of sealpack that it says it was made with; none where it does not say that we made it.
    #[must_use]
    pub fn own_version(&self) -> Option<&str> {
        info::own_version(&self.info)
    }

    /// The same with what checking its content again said.
    #[must_use]
    pub fn rechecked(mut self, recheck: Recheck, findings: impl IntoIterator<Item = VerifyFinding>) -> Self {
        self.recheck = recheck;
        self.findings.extend(findings);
        self.finished()
    }

    /// Whether the files have more than `largest` bytes altogether, which is told.
    fn is_larger(&mut self, files: &[PlacedFile], largest: Option<u64>) -> bool {
        let bytes = files.iter().map(|file| file.bytes).fold(0, u64::saturating_add);
        let Some(largest) = largest.filter(|largest| bytes > *largest) else { return false };
        let message = Message::new("verify-larger")
            .with("size", crate::check::file_size(bytes))
            .with("largest", crate::check::file_size(largest));
        self.findings.push(VerifyFinding::error("larger-than-allowed", message));
        true
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
