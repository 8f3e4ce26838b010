//! The state of an archive or of a bag in a folder, after it was proved whole.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::super::bag::algorithm::{Algorithm, Digest};
use super::super::bag::check::Bag;
use super::super::bag::place::{self, Files, Place, PlacedFile, Top};
use super::super::bag::{OWN_TAGS, PAYLOAD};
use super::super::seal::{self, Trust};
use super::super::watch::Counter;
use super::super::{Error, Verification, verify};
use super::{FileState, Form, State, StatedFinding, StatedProfile};
use crate::inventory::Watch;
use crate::profile::{PROFILE, Severity};
use crate::submission::{MANIFEST, Manifest};

/// Largest `findings.json` that is read, in bytes: some forty thousand findings.
const LARGEST_FINDINGS: u64 = 32 << 20;
/// Largest `profile.json` that is read, in bytes.
const LARGEST_PROFILE: u64 = 4 << 20;
/// Largest `submission.json` that is read, in bytes.
const LARGEST_MANIFEST: u64 = 1 << 20;
/// Bytes of a file read at a time.
const BUFFER: usize = 256 << 10;

impl State {
    /// The state of an archive or of a bag in a folder. It is verified first, as [`verify`](verify()) does without
    /// anybody's seal demanded, and refused where anything is wrong with it.
    pub fn of_bag(path: &Path, watch: Watch<'_>) -> Result<Self, Error> {
        let counter = Counter::new(watch);
        let metadata = fs::metadata(path).map_err(|error| Error::read(path, error))?;
        let (form, verification, place, files) = if metadata.is_dir() {
            let verification = proved(path, verify::verify(path, watch)?)?;
            let (place, files, _) = Place::folder(path).map_err(|error| Error::read(path, error))?;
            (Form::Bag, verification, place, files)
        } else if metadata.is_file() {
            let file = Arc::new(File::open(path).map_err(|error| Error::read(path, error))?);
            let verification = proved(path, verified(path, &file, &counter)?)?;
            // The same open file, and its structure is proved again: what was verified is what is compared.
            let broken = |_| Error::NotVerified { path: path.to_owned() };
            let (place, files, _) = Place::zip(file).map_err(broken)?;
            (Form::Archive, verification, place, below_top(files))
        } else {
            // Opening a pipe might never end.
            return Err(Error::NotAnArchive { path: path.to_owned() });
        };
        let files = Files::new(files);
        let bag = Bag { path, place: &place, files: &files };
        let expected = bag.check()?.expected;
        let sums = Sums { bag: &bag, expected: &expected, counter: &counter };
        let manifest =
            sums.tag(MANIFEST, LARGEST_MANIFEST)?.and_then(|bytes| Manifest::parse(&bytes, path).ok());
        Ok(Self {
            path: path.to_owned(),
            form,
            draft: manifest.is_some().then_some(verification.draft),
            manifest,
            profile: sums.profile()?,
            files: composed(sums.below(PAYLOAD)?),
            findings: sums
                .tag("findings.json", LARGEST_FINDINGS)?
                .and_then(|bytes| StatedFinding::parse(&bytes)),
        })
    }
}

/// Verifies an open archive and, where a seal lies beside it, whether that fits.
fn verified(path: &Path, file: &Arc<File>, counter: &Counter<'_>) -> Result<Verification, Error> {
    let (verification, seal) = rayon::join(
        || verify::zip(path, Arc::clone(file), counter),
        || seal::check(path, file, &Trust::nobody(), counter),
    );
    let (mut verification, (_, finding)) = (verification?, seal?);
    verification.verified &= finding.is_none_or(|finding| finding.severity < Severity::Error);
    Ok(verification)
}

fn proved(path: &Path, verification: Verification) -> Result<Verification, Error> {
    match verification.verified {
        true => Ok(verification),
        false => Err(Error::NotVerified { path: path.to_owned() }),
    }
}

/// The files of the bag in a ZIP file that was verified, relative to the bag.
fn below_top(mut files: Vec<PlacedFile>) -> Vec<PlacedFile> {
    if let Top::Folder(top) = place::top(&files) {
        files.retain(|file| file.path.starts_with(&top));
        for file in &mut files {
            file.path.drain(..top.len());
        }
    }
    files
}

/// The files with their names composed, as they are in a submission; macOS decomposes names in folders. Two files
/// whose names would then be one keep theirs.
fn composed(files: Vec<(String, FileState)>) -> BTreeMap<String, FileState> {
    let mut count: HashMap<String, usize> = HashMap::new();
    for (path, _) in &files {
        *count.entry(path.nfc().collect()).or_default() += 1;
    }
    let name = |path: String| {
        let composed: String = path.nfc().collect();
        if count.get(&composed) == Some(&1) { composed } else { path }
    };
    files.into_iter().map(|(path, file)| (name(path), file)).collect()
}

/// Reads what a bag that was proved whole holds.
struct Sums<'a> {
    bag: &'a Bag<'a>,
    /// The digests in its manifests, in the order of its files.
    expected: &'a [Vec<(Algorithm, Digest)>],
    counter: &'a Counter<'a>,
}

impl Sums<'_> {
    /// The files below a folder of the bag, relative to it.
    fn below(&self, folder: &str) -> Result<Vec<(String, FileState)>, Error> {
        let files = self.bag.files.list.par_iter().zip(self.expected);
        let files = files.filter_map(|(file, expected)| {
            let path = file.path.strip_prefix(folder)?;
            let mut stated = expected.iter().filter(|(algorithm, _)| *algorithm == Algorithm::Sha256);
            let stated = stated.find_map(|(_, digest)| digest.sha256());
            // Other people's bags may have other digests.
            let sha256 = stated.map_or_else(|| self.sum(file), Ok);
            Some(sha256.map(|sha256| (path.to_owned(), FileState { bytes: file.bytes, sha256 })))
        });
        files.collect()
    }

    fn profile(&self) -> Result<Option<StatedProfile>, Error> {
        let files = self.below(&format!("{OWN_TAGS}profile/"))?;
        let files = files.into_iter().map(|(name, file)| (name, file.sha256)).collect();
        let profile = self.tag(&format!("profile/{PROFILE}"), LARGEST_PROFILE)?;
        Ok(profile.and_then(|profile| StatedProfile::of(&profile, files)))
    }

    /// The content of one of our tag files; none where it is not there or has more than `most` bytes.
    fn tag(&self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Error> {
        let files = self.bag.files;
        let Some(file) = files.find(&format!("{OWN_TAGS}{name}")).and_then(|at| files.list.get(at)) else {
            return Ok(None);
        };
        if file.bytes > most {
            return Ok(None);
        }
        let mut content = Vec::new();
        let read = self.bag.place.open(file).and_then(|file| file.take(most).read_to_end(&mut content));
        read.map_err(|error| self.failed(file, error))?;
        Ok(Some(content))
    }

    /// Computes the SHA-256 of a file.
    fn sum(&self, file: &PlacedFile) -> Result<[u8; 32], Error> {
        let mut source = self.bag.place.open(file).map_err(|error| self.failed(file, error))?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; BUFFER];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return Ok(hasher.finalize().into()),
                Ok(count) => {
                    hasher.update(buffer.get(..count).unwrap_or_default());
                    self.counter.add(count)?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(file, error)),
            }
        }
    }

    fn failed(&self, file: &PlacedFile, error: io::Error) -> Error {
        Error::read(&self.bag.path.join(&file.path), error)
    }
}
