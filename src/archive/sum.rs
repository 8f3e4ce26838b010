//! The file with an archive's SHA-256 beside it, as `sha256sum` writes and checks it.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Error;
use super::bag::algorithm::{Algorithm, Digest, Hasher};
use super::watch::Counter;

/// Bytes read at a time.
const BUFFER: usize = 256 << 10;

/// Where the sum of an archive lies: `NAME.sha256`.
pub(super) fn path_beside(archive: &Path) -> PathBuf {
    let mut name: OsString = archive.file_name().unwrap_or_default().to_owned();
    name.push(".sha256");
    archive.with_file_name(name)
}

/// The line of a file. As `sha256sum` does, names with a backslash or line break are escaped, and the line then
/// starts with a backslash.
pub(super) fn line(digest: &Digest, name: &str) -> String {
    let escaped = name.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    let mark = if escaped == name { "" } else { "\\" };
    format!("{mark}{digest}  {escaped}\n")
}

/// The digest of everything that `source` gives.
pub(super) fn of(
    source: impl Read,
    algorithm: Algorithm,
    path: &Path,
    counter: &Counter<'_>,
) -> Result<Digest, Error> {
    Running::new(source, algorithm).finish(path, counter)
}

/// A digest of what a source gives, computed bit by bit.
pub(super) struct Running<R> {
    source: R,
    hasher: Hasher,
    position: u64,
    buffer: Vec<u8>,
}

impl<R: Read> Running<R> {
    pub(super) fn new(source: R, algorithm: Algorithm) -> Self {
        Self { source, hasher: Hasher::new(algorithm), position: 0, buffer: Vec::new() }
    }

    /// Bytes that were read.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Reads up to the byte `to` or the end of the source.
    pub(super) fn advance(&mut self, to: u64, path: &Path, counter: &Counter<'_>) -> Result<(), Error> {
        self.buffer.resize(BUFFER, 0);
        while self.position < to {
            let most = usize::try_from(to - self.position).unwrap_or(usize::MAX).min(BUFFER);
            match self.source.read(self.buffer.get_mut(..most).unwrap_or_default()) {
                Ok(0) => break,
                Ok(count) => {
                    self.hasher.update(self.buffer.get(..count).unwrap_or_default());
                    self.position += count as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::read(path, error)),
            }
            counter.add(0)?;
        }
        Ok(())
    }

    /// Reads the rest.
    pub(super) fn finish(mut self, path: &Path, counter: &Counter<'_>) -> Result<Digest, Error> {
        self.advance(u64::MAX, path, counter)?;
        Ok(self.hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_sha256sum_writes_them() {
        let digest = Hasher::new(Algorithm::Sha256).finish();
        assert_eq!(line(&digest, "示例县 1.zip"), format!("{digest}  示例县 1.zip\n"));
        assert_eq!(line(&digest, "a\\b"), format!("\\{digest}  a\\\\b\n"));
        assert_eq!(line(&digest, "a\nb"), format!("\\{digest}  a\\nb\n"));
    }
}
