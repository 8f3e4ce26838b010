//! Which items there are.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::{BatchError, Options, View, input};
use crate::items::{self, ItemKind};
use crate::report::sanitize;
use crate::submission::names;
use crate::text::Message;

/// Characters of an item in the names of its results.
const LONGEST_NAME: usize = 80;

/// A submission or an archive.
#[derive(Debug)]
pub struct Item {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub kind: ItemKind,
    /// Its bytes on disk.
    pub bytes: u64,
    /// The beginning of the names of its results.
    pub(super) name: String,
    /// A digest of all that its result depends on.
    pub(super) input: String,
    /// Why it cannot be looked at.
    pub(super) trouble: Option<Message>,
}

impl Item {
    /// Its path in results.
    #[must_use]
    pub fn shown(&self) -> String {
        self.path.display().to_string()
    }
}

/// The items that `paths` name, in their order, each once: submissions and archives, and those in folders that are
/// neither.
pub(super) fn items(
    paths: &[PathBuf],
    options: &Options<'_>,
    view: &dyn View,
) -> Result<Vec<Item>, BatchError> {
    let out = options.out.canonicalize().ok();
    let mut found = Vec::new();
    for named in paths {
        found.extend(items::items(named, out.as_deref()).into_iter().map(|found| (found, named)));
    }
    let mut met = HashSet::new();
    found.retain(|(found, _)| met.insert(found.path.canonicalize().unwrap_or_else(|_| found.path.clone())));
    let common = input::common(options);
    let mut taken = BTreeSet::new();
    let mut items = Vec::new();
    for (items::Item { path, kind, trouble }, named) in found {
        if view.interrupted() {
            return Err(BatchError::Interrupted);
        }
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        if kind == ItemKind::Submission && out.as_ref().is_some_and(|out| out.starts_with(&real)) {
            return Err(BatchError::Inside(path));
        }
        let name = names::free(&name(&path, named), LONGEST_NAME, &mut taken);
        let (input, bytes) = input::of(&path, kind, &common);
        items.push(Item { path, kind, bytes, name, input, trouble });
    }
    Ok(items)
}

/// What tells the item at `path` from others, where it is at `named` or below.
fn name(path: &Path, named: &Path) -> String {
    let below = path.strip_prefix(named).ok().filter(|below| !below.as_os_str().is_empty());
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = below.unwrap_or(Path::new(real.file_name().unwrap_or(real.as_os_str())));
    sanitize(&name.to_string_lossy())
}
