//! The file with an archive's SHA-256 beside it, as `sha256sum` writes and checks it.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Error;
use super::bag::algorithm::{Algorithm, Digest, Hasher};
use super::watch::Counter;

/// Bytes read at a time.
const BUFFER: usize = 1 << 20;

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
    mut source: impl Read,
    algorithm: Algorithm,
    path: &Path,
    counter: &Counter<'_>,
) -> Result<Digest, Error> {
    let mut hasher = Hasher::new(algorithm);
    let mut buffer = vec![0; BUFFER];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finish()),
            Ok(count) => hasher.update(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Error::read(path, error)),
        }
        counter.add(0)?;
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
