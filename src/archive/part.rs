//! A file that is written beside its place and takes it only when it is whole.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempPath;

use super::{Error, open};

/// The file while it is written: `.NAME.sealpack-part` in the same folder. It is locked, so two runs cannot write
/// it at once, and removed unless it takes its place. What a killed run left behind is taken over.
pub(super) struct Part {
    // Dropped in this order: the file goes before its lock does.
    temporary: TempPath,
    file: Arc<File>,
    target: PathBuf,
}

impl Part {
    /// Creates the file empty.
    pub(super) fn create(target: &Path) -> Result<Self, Error> {
        let path = part_path(target);
        let failed = |error| Error::write(target, error);
        if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(Error::Exists { path });
        }
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { path: target.to_owned() }),
            // Some network drives have no locks; then nothing tells two runs apart.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Between opening and locking, another run may have finished and renamed the very file that was opened.
        let here = fs::symlink_metadata(&path).ok().zip(file.metadata().ok());
        if !here.is_some_and(|(named, opened)| named.is_file() && open::same(&named, &opened)) {
            return Err(Error::Busy { path: target.to_owned() });
        }
        file.set_len(0).map_err(failed)?;
        let temporary = TempPath::try_from_path(&path).map_err(failed)?;
        Ok(Self { file: Arc::new(file), temporary, target: target.to_owned() })
    }

    /// The open file, at its start.
    pub(super) fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// Lets the file take its place, over what is there only with `force`. Its content must be on the disk.
    pub(super) fn publish(self, force: bool) -> Result<(), Error> {
        let Self { file, temporary, target } = self;
        let result = if force { temporary.persist(&target) } else { temporary.persist_noclobber(&target) };
        match result {
            Ok(()) => {}
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Error::Exists { path: target });
            }
            // FAT and some network drives cannot refuse to overwrite while they rename. So we look first.
            Err(failed) if !force && is_free(&target) => {
                failed.path.persist(&target).map_err(|failed| Error::write(&target, failed.error))?;
            }
            Err(failed) => return Err(Error::write(&target, failed.error)),
        }
        drop(file);
        sync_folder(&target).map_err(|source| Error::Unconfirmed { path: target, source })
    }
}

/// Older files that were moved out of the way, to `.NAME.sealpack-old`. They come back unless they are discarded.
pub(super) struct Aside {
    moved: Vec<(PathBuf, PathBuf)>,
}

impl Aside {
    /// Moves what is at these places, all of one folder, out of the way, and lets that last.
    pub(super) fn put(places: &[&Path]) -> Result<Self, Error> {
        let mut aside = Self { moved: Vec::new() };
        for place in places {
            let old = hidden(place, "old");
            match fs::rename(place, &old) {
                Ok(()) => aside.moved.push(((*place).to_owned(), old)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::write(place, error)),
            }
        }
        if let Some((place, _)) = aside.moved.first() {
            sync_folder(place).map_err(|error| Error::write(place, error))?;
        }
        Ok(aside)
    }

    /// Removes them, and what a killed run had moved.
    pub(super) fn discard(mut self, places: &[&Path]) -> Result<(), Error> {
        self.moved.clear();
        for old in places.iter().map(|place| hidden(place, "old")) {
            match fs::remove_file(&old) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::write(&old, error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        for (place, old) in &self.moved {
            // Where this fails too, the file is still there under its other name.
            let _ = fs::rename(old, place);
        }
    }
}

/// The error, and with it the first of `targets` whose temporary file is still there and nobody's.
pub(super) fn left_behind(error: Error, targets: &[&Path]) -> Error {
    match targets.iter().find_map(|target| left_over(target)) {
        Some(path) => Error::LeftBehind { path, error: Box::new(error) },
        None => error,
    }
}

fn left_over(target: &Path) -> Option<PathBuf> {
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    let path = part_path(target);
    if !is_there(&path) || matches!(Part::create(target), Err(Error::Busy { .. })) {
        return None;
    }
    is_there(&path).then_some(path)
}

/// Refuses a place that is taken: by anything, or with `force` by anything but a file.
pub(super) fn check_free(target: &Path, force: bool) -> Result<(), Error> {
    match fs::symlink_metadata(target) {
        Ok(metadata) if !force || !metadata.is_file() => Err(Error::Exists { path: target.to_owned() }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::write(target, error)),
    }
}

/// Removes what a killed run left.
pub(super) fn sweep(target: &Path) {
    let path = part_path(target);
    if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
        drop(Part::create(target));
    }
}

fn is_free(target: &Path) -> bool {
    fs::symlink_metadata(target).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn part_path(target: &Path) -> PathBuf {
    hidden(target, "part")
}

/// `.NAME.sealpack-WHAT`, in the same folder.
fn hidden(target: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".sealpack-");
    name.push(what);
    target.with_file_name(name)
}

/// Makes what was renamed to `target` last: the folder it is in.
pub(super) fn sync_folder(target: &Path) -> io::Result<()> {
    sync(target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

/// Writes the names in a folder to the disk.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Not every file system can sync a folder; those that cannot say so.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}

/// Windows writes names to the disk with the file system's journal.
#[cfg(not(unix))]
pub(super) fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn write(part: &Part, bytes: &[u8]) {
        part.file().as_ref().write_all(bytes).unwrap();
    }

    #[test]
    fn nothing_is_left_of_an_unfinished_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.zip");
        write(&Part::create(&target).unwrap(), b"abc");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn two_at_once_are_told_apart_and_leftovers_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.zip");
        fs::write(part_path(&target), b"left behind by a killed run").unwrap();
        let part = Part::create(&target).unwrap();
        assert!(matches!(Part::create(&target), Err(Error::Busy { .. })));
        write(&part, b"abc");
        part.publish(false).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"abc");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_there_stays_without_force() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.zip");
        let part = Part::create(&target).unwrap();
        fs::write(&target, b"older").unwrap();
        assert!(matches!(check_free(&target, false), Err(Error::Exists { .. })));
        assert!(matches!(part.publish(false), Err(Error::Exists { .. })));
        assert_eq!(fs::read(&target).unwrap(), b"older");
        let part = Part::create(&target).unwrap();
        write(&part, b"newer");
        check_free(&target, true).unwrap();
        part.publish(true).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"newer");
        assert!(matches!(check_free(folder.path(), true), Err(Error::Exists { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_the_part_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.zip");
        let other = folder.path().join("other");
        fs::write(&other, b"precious").unwrap();
        std::os::unix::fs::symlink(&other, part_path(&target)).unwrap();
        assert!(matches!(Part::create(&target), Err(Error::Exists { .. })));
        assert_eq!(fs::read(&other).unwrap(), b"precious");
    }
}
