//! Reading a file of the material for the archive.

use std::cmp::Ordering;
use std::fs::File;
use std::io;

use super::super::pack::PayloadFile;
use super::super::{Change, Error, open};

fn changed(payload: &PayloadFile, change: Change) -> Error {
    Error::Changed { path: payload.source.clone(), change }
}

/// Opens the file, which must be there and as long as it was.
pub(super) fn open(payload: &PayloadFile) -> Result<File, Error> {
    let (file, bytes) = open::regular(&payload.source).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => changed(payload, Change::Vanished),
        io::ErrorKind::InvalidInput => changed(payload, Change::Replaced),
        _ => Error::read(&payload.source, error),
    })?;
    match bytes.cmp(&payload.bytes) {
        Ordering::Less => Err(changed(payload, Change::Shrank)),
        Ordering::Equal => Ok(file),
        Ordering::Greater => Err(changed(payload, Change::Grew)),
    }
}

/// Fills `buffer` with the bytes at `offset`, at most `len`. What lies behind the last byte that the file had is seen
/// as soon as that one is read.
pub(super) fn read(
    payload: &PayloadFile,
    file: &File,
    buffer: &mut [u8],
    offset: u64,
    len: u64,
) -> Result<usize, Error> {
    let failed = |error| Error::read(&payload.source, error);
    let most = usize::try_from(len).unwrap_or(usize::MAX).min(buffer.len());
    let buffer = buffer.get_mut(..most).unwrap_or_default();
    let count = open::fill_at(file, buffer, offset).map_err(failed)?;
    if count < buffer.len() {
        return Err(changed(payload, Change::Shrank));
    }
    if offset.saturating_add(count as u64) == payload.bytes
        && open::fill_at(file, &mut [0], payload.bytes).map_err(failed)? > 0
    {
        return Err(changed(payload, Change::Grew));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A file that is changed by another program between two reads of it.
    #[test]
    fn a_file_that_grows_or_shrinks_while_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("a.jpg");
        fs::write(&source, [1; 100]).unwrap();
        let payload = PayloadFile { path: "a.jpg".to_owned(), source, bytes: 100, sha256: [0; 32] };
        let file = open(&payload).unwrap();
        let mut buffer = [0; 60];
        assert_eq!(read(&payload, &file, &mut buffer, 0, 100).unwrap(), 60);
        assert_eq!(read(&payload, &file, &mut buffer, 60, 40).unwrap(), 40);
        for (now, expected) in [(101, Change::Grew), (99, Change::Shrank)] {
            fs::write(&payload.source, vec![1; now]).unwrap();
            assert_eq!(read(&payload, &file, &mut buffer, 0, 100).unwrap(), 60);
            let error = read(&payload, &file, &mut buffer, 60, 40).unwrap_err();
            assert!(matches!(error, Error::Changed { change, .. } if change == expected));
            let error = open(&payload).unwrap_err();
            assert!(matches!(error, Error::Changed { change, .. } if change == expected));
        }
    }
}
