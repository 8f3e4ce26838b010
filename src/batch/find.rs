//! Which items there are.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::{BatchError, Options, View, input};
use crate::archive::bag::DECLARATION;
use crate::profile::PROFILE;
use crate::report::batch::ItemKind;
use crate::report::sanitize;
use crate::submission::{MANIFEST, layout, names};
use crate::text::Message;

/// Characters of an item in the names of its results.
const LONGEST_NAME: usize = 80;
/// Folders in folders that are searched for submissions.
const DEEPEST: usize = 5;
/// What systems keep at the root of a disk.
const OF_SYSTEMS: [&str; 2] = ["$RECYCLE.BIN", "System Volume Information"];

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

/// Something that was found.
struct Found {
    path: PathBuf,
    kind: ItemKind,
    trouble: Option<Message>,
}

impl Found {
    fn unusable(path: &Path, trouble: Message) -> Self {
        let trouble = Some(trouble.with("path", path.display().to_string()));
        Self { path: path.to_owned(), kind: ItemKind::Unknown, trouble }
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
        let mut here = Vec::new();
        search(named, 0, out.as_deref(), &mut here);
        if here.is_empty() {
            here.push(Found::unusable(named, Message::new("error-batch-nothing")));
        }
        found.extend(here.into_iter().map(|found| (found, named)));
    }
    let mut met = HashSet::new();
    found.retain(|(found, _)| met.insert(found.path.canonicalize().unwrap_or_else(|_| found.path.clone())));
    let common = input::common(options);
    let mut taken = BTreeSet::new();
    let mut items = Vec::new();
    for (Found { path, kind, trouble }, named) in found {
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

/// Whether a folder is known to be no item: the one for results, or a profile, which often lies beside submissions.
fn is_none(folder: &Path, out: Option<&Path>) -> bool {
    let is_there = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    out.is_some() && folder.canonicalize().ok().as_deref() == out
        || (is_there(PROFILE) && !is_there(MANIFEST))
}

/// Adds what is at `path`, or in it. A folder that the user named, or that lies in one, and has nothing in it, is an
/// item too: whoever expects something there must hear of it.
fn search(path: &Path, depth: usize, out: Option<&Path>, found: &mut Vec<Found>) {
    let kind = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_dir() => Some(ItemKind::Archive),
        Ok(_) if fs::symlink_metadata(path.join(MANIFEST)).is_ok() => Some(ItemKind::Submission),
        Ok(_) if fs::symlink_metadata(path.join(DECLARATION)).is_ok() => Some(ItemKind::Archive),
        Ok(_) => None,
        Err(error) => {
            let reason = error.to_string();
            return found
                .push(Found::unusable(path, Message::new("error-cannot-read").with("reason", reason)));
        }
    };
    if let Some(kind) = kind {
        return found.push(Found { path: path.to_owned(), kind, trouble: None });
    }
    let children = match fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(children) => children,
        Err(error) => {
            let reason = error.to_string();
            return found
                .push(Found::unusable(path, Message::new("error-cannot-read").with("reason", reason)));
        }
    };
    let mut children: Vec<_> =
        children.into_iter().map(|child| (child.file_name(), child.file_type())).collect();
    children.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, file_type) in children {
        let child = path.join(&name);
        let name = name.to_string_lossy();
        let is_zip = name.to_ascii_lowercase().ends_with(".zip");
        let is_dir = file_type.as_ref().is_ok_and(fs::FileType::is_dir);
        let is_link = file_type.as_ref().is_ok_and(fs::FileType::is_symlink);
        if name.starts_with('.') || layout::is_junk(&name) || OF_SYSTEMS.contains(&name.as_ref()) {
            continue;
        }
        if is_link && (is_zip || child.is_dir()) {
            found.push(Found::unusable(&child, Message::new("error-batch-link")));
        } else if is_dir && depth < DEEPEST && !is_none(&child, out) {
            let before = found.len();
            search(&child, depth + 1, out, found);
            if depth == 0 && found.len() == before {
                found.push(Found::unusable(&child, Message::new("error-batch-nothing")));
            }
        } else if is_zip && !is_dir {
            found.push(Found { path: child, kind: ItemKind::Archive, trouble: None });
        }
    }
}
