//! The profiles inside the binary.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::samples::SAMPLES;

static PROFILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas/profiles");

/// The names of the built-in profiles.
#[must_use]
pub fn names() -> Vec<String> {
    PROFILES.dirs().filter_map(|dir| dir.path().to_str()).map(str::to_owned).collect()
}

/// The files of the built-in profile `name`, by their name in its folder.
pub(super) fn files(name: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let files = files_of(folder(name)?);
    Some(files.map(|(name, content)| (name.to_owned(), content.to_vec())).collect())
}

/// The sample inventories of the built-in profile `name`: code, file name and content.
pub(super) fn samples(name: &str) -> Vec<(&'static str, &'static str, &'static [u8])> {
    let samples =
        folder(name).into_iter().flat_map(Dir::dirs).filter(|dir| name_of(dir.path()) == Some(SAMPLES));
    let codes = samples.flat_map(Dir::dirs);
    let files = codes.filter_map(|dir| Some((name_of(dir.path())?, dir)));
    files.flat_map(|(code, dir)| files_of(dir).map(move |(name, content)| (code, name, content))).collect()
}

fn folder(name: &str) -> Option<&'static Dir<'static>> {
    PROFILES.dirs().find(|dir| dir.path().to_str() == Some(name))
}

fn files_of(dir: &'static Dir<'static>) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    dir.files().filter_map(|file| Some((name_of(file.path())?, file.contents())))
}

fn name_of(path: &'static Path) -> Option<&'static str> {
    path.file_name()?.to_str()
}
