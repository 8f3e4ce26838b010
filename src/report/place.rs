//! Where reports lie: how they get there, and how the submission is seen from them.

use std::io::{self, Write};
use std::path::Path;

/// Replaces the file at `path` by its new content in one step.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        // A pipe or a device cannot be replaced.
        return std::fs::write(path, bytes);
    }
    // The reason names the temporary file, which says nothing to the user.
    let mut file =
        tempfile::NamedTempFile::new_in(folder(path)).map_err(|error| io::Error::from(error.kind()))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    file.persist(path)?;
    Ok(())
}

/// The path of `dir` as seen from the file `page`: a relative one, since the two travel together.
#[must_use]
pub fn seen_from(page: &Path, dir: &Path) -> Option<String> {
    let relative = pathdiff::diff_paths(dir.canonicalize().ok()?, folder(page).canonicalize().ok()?)?;
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    // A path on another drive is not relative, and the first part of one of ours is never a scheme.
    let parts = parts.filter(|_| relative.is_relative())?;
    Some(format!("./{}", parts.join("/")).trim_end_matches('/').to_owned())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
