//! The profiles inside the binary.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

static PROFILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas/profiles");

/// The names of the built-in profiles.
#[must_use]
pub fn names() -> Vec<String> {
    PROFILES.dirs().filter_map(|dir| dir.path().to_str()).map(str::to_owned).collect()
}

/// The files of the built-in profile `name`, by their name in its folder.
pub(super) fn files(name: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let folder = PROFILES.dirs().find(|dir| dir.path().to_str() == Some(name))?;
    let files = folder.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?;
        Some((name.to_owned(), file.contents().to_vec()))
    });
    Some(files.collect())
}
