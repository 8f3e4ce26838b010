//! Submissions and archives that lie in folders.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::archive::bag::DECLARATION;
use crate::profile::PROFILE;
use crate::submission::{MANIFEST, layout};
use crate::text::Message;

/// Folders in folders that are searched for submissions.
const DEEPEST: usize = 5;
/// What systems keep at the root of a disk.
const OF_SYSTEMS: [&str; 2] = ["$RECYCLE.BIN", "System Volume Information"];

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// A folder with `submission.json`.
    Submission,
    /// An archive, or the folder of an unpacked one.
    Archive,
    /// Something that is neither.
    Unknown,
}

/// Something that was found.
#[derive(Debug)]
pub struct Item {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub kind: ItemKind,
    /// Why it cannot be looked at.
    pub trouble: Option<Message>,
}

impl Item {
    fn unusable(path: &Path, trouble: Message) -> Self {
        let trouble = Some(trouble.with("path", path.display().to_string()));
        Self { path: path.to_owned(), kind: ItemKind::Unknown, trouble }
    }
}

/// The submissions and archives that are at `path`, or below it; the folder `out` aside. A path without any is an
/// item that cannot be looked at.
#[must_use]
pub fn items(path: &Path, out: Option<&Path>) -> Vec<Item> {
    let mut found = Vec::new();
    search(path, 0, out, &mut found);
    if found.is_empty() {
        found.push(Item::unusable(path, Message::new("error-batch-nothing")));
    }
    found
}

/// Whether a folder is known to be no item: the one for results, or a profile, which often lies beside submissions.
fn is_none(folder: &Path, out: Option<&Path>) -> bool {
    let is_there = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    out.is_some() && folder.canonicalize().ok().as_deref() == out
        || (is_there(PROFILE) && !is_there(MANIFEST))
}

/// Adds what is at `path`, or in it. A folder that the user named, or that lies in one, and has nothing in it, is an
/// item too: whoever expects something there must hear of it.
fn search(path: &Path, depth: usize, out: Option<&Path>, found: &mut Vec<Item>) {
    let kind = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_dir() => Some(ItemKind::Archive),
        Ok(_) if fs::symlink_metadata(path.join(MANIFEST)).is_ok() => Some(ItemKind::Submission),
        Ok(_) if fs::symlink_metadata(path.join(DECLARATION)).is_ok() => Some(ItemKind::Archive),
        Ok(_) => None,
        Err(error) => {
            let reason = error.to_string();
            return found
                .push(Item::unusable(path, Message::new("error-cannot-read").with("reason", reason)));
        }
    };
    if let Some(kind) = kind {
        return found.push(Item { path: path.to_owned(), kind, trouble: None });
    }
    let children = match fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(children) => children,
        Err(error) => {
            let reason = error.to_string();
            return found
                .push(Item::unusable(path, Message::new("error-cannot-read").with("reason", reason)));
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
            found.push(Item::unusable(&child, Message::new("error-batch-link")));
        } else if is_dir && depth < DEEPEST && !is_none(&child, out) {
            let before = found.len();
            search(&child, depth + 1, out, found);
            if depth == 0 && found.len() == before {
                found.push(Item::unusable(&child, Message::new("error-batch-nothing")));
            }
        } else if is_zip && !is_dir {
            found.push(Item { path: child, kind: ItemKind::Archive, trouble: None });
        }
    }
}
