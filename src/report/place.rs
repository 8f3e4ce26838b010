//! Where reports lie: how they get there, and how the submission is seen from them.

use std::io::{self, Write};
use std::path::Path;

/// How names of files begin and end that are not in their place yet. A run that is killed may leave one.
const UNFINISHED: (&str, &str) = (".sealpack-", ".part");

/// Removes what killed runs have left in a folder that no other run writes to.
pub fn sweep(folder: &Path) {
    let (prefix, suffix) = UNFINISHED;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(prefix) && name.ends_with(suffix));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Replaces the file at `path` by its new content in one step.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        // A pipe or a device cannot be replaced.
        return std::fs::write(path, bytes);
    }
    let (prefix, suffix) = UNFINISHED;
    let file = tempfile::Builder::new().prefix(prefix).suffix(suffix).tempfile_in(folder(path));
    // The reason names the temporary file, which says nothing to the user.
    let mut file = file.map_err(|error| io::Error::from(error.kind()))?;
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
