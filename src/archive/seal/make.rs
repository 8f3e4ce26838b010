//! Sealing, and putting a seal into its place.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ARMOUR, SealingKey, Signer, path_beside};
use crate::archive::bag::algorithm::{Algorithm, Digest};
use crate::archive::open::Shared;
use crate::archive::part::{self, Part};
use crate::archive::watch::Counter;
use crate::archive::{Error, Verification, sum, verify};
use crate::inventory::Watch;

/// How to seal an archive made earlier.
#[derive(Clone, Copy)]
pub struct SealingOptions<'a> {
    /// Where the seal goes; none for `NAME.sig` beside the archive.
    pub place: Option<&'a Path>,
    /// Whether a draft is sealed too.
    pub draft: bool,
    /// Whether a seal that is already there is replaced.
    pub force: bool,
    /// Who watches the work; its progress goes up to the archive's size.
    pub watch: Watch<'a>,
}

/// What came of sealing.
#[derive(Debug)]
pub enum Outcome {
    /// There is a seal.
    Sealed(Sealed),
    /// Nothing was sealed: the archive does not verify, or is a draft.
    Refused(Box<Verification>),
}

/// A seal that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Where it is.
    pub path: PathBuf,
    /// Whose it is.
    pub signer: Signer,
}

/// Verifies an archive, and seals it where nothing is wrong with it.
pub fn seal(archive: &Path, key: &SealingKey, options: &SealingOptions<'_>) -> Result<Outcome, Error> {
    let counter = Counter::new(options.watch);
    let place = options.place.map_or_else(|| path_beside(archive), Path::to_owned);
    check_place(&place, options.force).inspect_err(|_| part::sweep(&place))?;
    let read = |error| Error::read(archive, error);
    // A folder has no bytes of its own, and opening a pipe might never end.
    if !fs::metadata(archive).map_err(read)?.is_file() {
        return Err(Error::NotAnArchive { path: archive.to_owned() });
    }
    let file = Arc::new(File::open(archive).map_err(read)?);
    let (verification, digest) = rayon::join(
        || verify::zip(archive, Arc::clone(&file), &counter),
        || sum::of(Shared::new(Arc::clone(&file)), Algorithm::Sha512, archive, &counter),
    );
    let (verification, digest) = (verification?, digest?);
    if !verification.verified || (verification.draft && !options.draft) {
        return Ok(Outcome::Refused(Box::new(verification)));
    }
    write(&place, key, &digest)
        .and_then(|part| part.publish(options.force))
        .map_err(|error| part::left_behind(error, &[&place]))?;
    Ok(Outcome::Sealed(Sealed { path: place, signer: key.signer() }))
}

/// Writes the seal of what has this SHA-512 beside its place, which it has yet to take.
pub(in crate::archive) fn write(place: &Path, key: &SealingKey, sha512: &Digest) -> Result<Part, Error> {
    let text = key.sign(sha512)?;
    let part = Part::create(place)?;
    let mut file = part.file().as_ref();
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| Error::write(place, error))?;
    Ok(part)
}

/// Refuses a place where a seal cannot go. `force` replaces a seal, and nothing else: an archive, a key or another
/// program's signature is not overwritten by a slip of the hand.
pub(in crate::archive) fn check_place(place: &Path, force: bool) -> Result<(), Error> {
    part::check_free(place, force)?;
    let mut begins = Vec::new();
    match File::open(place).and_then(|file| file.take(ARMOUR.len() as u64).read_to_end(&mut begins)) {
        Ok(_) if begins == ARMOUR => Ok(()),
        Ok(_) => Err(Error::NotASeal { path: place.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::read(place, error)),
    }
}

/// Refuses an archive that would be put beside somebody else's seal.
pub(in crate::archive) fn check_absent(place: &Path, force: bool) -> Result<(), Error> {
    match part::check_free(place, false) {
        Err(Error::Exists { path }) if force => Err(Error::OldSeal { path }),
        result => result,
    }
}
