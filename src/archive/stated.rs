//! What an archive says, taken as it is.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::bag::place::{self, Place, Top};
use super::zip::Refusal;
use super::{Error, open};

/// One of the tag files of an archive or of the folder of an unpacked one, without proving that the archive is
/// whole: nothing else of it is read. Of a ZIP file the structure is proved, and the file's own checksum where it is
/// read to its end. Nothing where there is no such file.
pub fn stated(path: &Path, tag: &str) -> Result<Option<Box<dyn Read>>, Error> {
    let failed = |error| Error::read(path, error);
    if fs::metadata(path).map_err(failed)?.is_dir() {
        let tag = tag.split('/').fold(path.to_owned(), |path, part| path.join(part));
        return match open::regular(&tag) {
            Ok((file, _)) => Ok(Some(Box::new(file))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::read(&tag, error)),
        };
    }
    let file = File::open(path).map_err(failed)?;
    let (place, files, _) = match Place::zip(Arc::new(file)) {
        Ok(found) => found,
        Err(Refusal::Read(error)) => return Err(failed(error)),
        Err(Refusal::NotZip) => return Err(Error::NotAnArchive { path: path.to_owned() }),
        Err(Refusal::Fault(_)) => return Err(Error::NotVerified { path: path.to_owned() }),
    };
    let top = match place::top(&files) {
        Top::Folder(top) => top,
        Top::Root => String::new(),
        Top::NoBag => return Ok(None),
    };
    let tag = format!("{top}{tag}");
    let found = files.iter().find(|file| file.path == tag);
    found.map(|file| place.open(file).map_err(failed)).transpose()
}
