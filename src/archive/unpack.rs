//! Takes a verified archive apart, into a folder of its own.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::bag::place::{self, Place, PlacedFile, Top};
use super::verify::{self, Verification};
use super::watch::Counter;
use super::{Error, part};
use crate::inventory::Watch;

/// Bytes written at a time.
const BUFFER: usize = 256 << 10;

/// What became of an archive that was to be unpacked.
#[derive(Debug)]
pub struct Unpacked {
    /// What verification said. Where it is not `verified`, nothing was unpacked.
    pub verification: Verification,
    /// The new folder: the bag.
    pub folder: PathBuf,
    /// Files written, those about the material included.
    pub files: u64,
    /// Their bytes altogether.
    pub bytes: u64,
}

/// Verifies `archive` and, if it is whole, writes the bag in it to the new folder `target`. Where its files have
/// more than `largest` bytes altogether, nothing is written. The folder appears
/// with everything in it or not at all. Nothing is ever written elsewhere: names were proved to lead down, links
/// and special files are refused, and no file that exists is opened for writing.
pub fn unpack(
    archive: &Path,
    target: &Path,
    largest: Option<u64>,
    watch: Watch<'_>,
) -> Result<Unpacked, Error> {
    let counter = Counter::new(watch);
    part::check_free(target, false)?;
    let metadata = fs::metadata(archive).map_err(|error| Error::read(archive, error))?;
    if !metadata.is_file() {
        return Err(Error::NotAnArchive { path: archive.to_owned() });
    }
    let file = Arc::new(File::open(archive).map_err(|error| Error::read(archive, error))?);
    let verification = verify::zip_within(archive, Arc::clone(&file), largest, &counter)?;
    let mut unpacked = Unpacked { verification, folder: target.to_owned(), files: 0, bytes: 0 };
    if !unpacked.verification.verified {
        return Ok(unpacked);
    }
    // The same open file, and its structure is proved again: what was verified is what is unpacked.
    let not_an_archive = |_| Error::NotAnArchive { path: archive.to_owned() };
    let (place, files, _) = Place::zip(file).map_err(not_an_archive)?;
    let top = match place::top(&files) {
        Top::Folder(top) => top,
        Top::Root | Top::NoBag => String::new(),
    };
    let beside = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = tempfile::Builder::new()
        .prefix(".sealpack-unpack-")
        .tempdir_in(beside)
        .map_err(|error| Error::write(target, error))?;
    let to = temporary.path().to_owned();
    let write = |buffer: &mut Vec<u8>, file: &PlacedFile| {
        let below = file.path.strip_prefix(&top).unwrap_or(&file.path);
        let path = below.split('/').fold(to.clone(), |to, part| to.join(part));
        // The temporary folder is gone when somebody reads this.
        write(&place, file, &path, buffer, &counter).map_err(|error| error.about(archive, target, below))
    };
    let done = files
        .par_iter()
        .try_for_each_init(|| vec![0; BUFFER], write)
        .and_then(|()| put_in_place(&to, target));
    match done {
        // It is no longer where its guard would remove it.
        Ok(()) | Err(Error::Unconfirmed { .. }) => drop(temporary.keep()),
        Err(_) => drop(temporary),
    }
    done.map_err(|error| match fs::symlink_metadata(&to) {
        Ok(_) => Error::LeftBehind { path: to, error: Box::new(error) },
        Err(_) => error,
    })?;
    unpacked.files = files.len() as u64;
    unpacked.bytes = files.iter().map(|file| file.bytes).fold(0, u64::saturating_add);
    Ok(unpacked)
}

/// Lets a whole folder take its place, with all names in it on the disk.
fn put_in_place(from: &Path, target: &Path) -> Result<(), Error> {
    for entry in WalkDir::new(from).into_iter().filter_entry(|entry| entry.file_type().is_dir()) {
        let entry = entry.map_err(|error| Error::write(target, error.into()))?;
        part::sync(entry.path()).map_err(|error| Error::write(target, error))?;
    }
    part::check_free(target, false)?;
    fs::rename(from, target).map_err(|error| Error::write(target, error))?;
    part::sync_folder(target).map_err(|source| Error::Unconfirmed { path: target.to_owned(), source })
}

/// Why a file was not written.
enum Failed {
    Read(io::Error),
    Write(io::Error),
    Stopped(Error),
}

impl Failed {
    fn about(self, archive: &Path, target: &Path, path: &str) -> Error {
        match self {
            Self::Read(error) => Error::read(&archive.join(path), error),
            Self::Write(error) => Error::write(&target.join(path), error),
            Self::Stopped(error) => error,
        }
    }
}

fn write(
    place: &Place,
    file: &PlacedFile,
    to: &Path,
    buffer: &mut [u8],
    counter: &Counter<'_>,
) -> Result<(), Failed> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Failed::Write)?;
    }
    let mut source = place.open(file).map_err(Failed::Read)?;
    let mut out = OpenOptions::new().write(true).create_new(true).open(to).map_err(Failed::Write)?;
    loop {
        let count = match source.read(buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Failed::Read(error)),
        };
        out.write_all(buffer.get(..count).unwrap_or_default()).map_err(Failed::Write)?;
        counter.add(count).map_err(Failed::Stopped)?;
    }
    out.sync_all().map_err(Failed::Write)
}
