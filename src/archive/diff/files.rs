//! Which files were added, removed, changed and moved.

use std::collections::BTreeMap;

use super::FileState;
use crate::submission::names::folded;

/// Changes of files, each list in order. A path can be in two lists: where one file moved away and another took its
/// place, say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileChanges<'a> {
    /// Files whose path and content are new.
    pub added: Vec<&'a str>,
    /// Files whose content is gone, and with it their path, unless another file moved there.
    pub removed: Vec<&'a str>,
    /// Files with other content at the same path: their old content is gone, the new one was nowhere before.
    pub changed: Vec<&'a str>,
    /// Files with the same content at another path.
    pub moved: Vec<Move<'a>>,
}

/// A file that moved or has another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move<'a> {
    /// Where it was.
    pub from: &'a str,
    /// Where it is.
    pub to: &'a str,
}

/// Where the same content was and is, as far as these are not the same places.
#[derive(Default)]
struct Places<'a> {
    gone: Vec<&'a str>,
    come: Vec<&'a str>,
}

impl<'a> FileChanges<'a> {
    /// Compares the files of two states.
    ///
    /// Content counts first: what is still somewhere has moved, also where two files changed places. Where the same
    /// content is in several places, the likeliest ones belong together.
    #[must_use]
    pub fn between(old: &'a BTreeMap<String, FileState>, new: &'a BTreeMap<String, FileState>) -> Self {
        let mut by_content: BTreeMap<[u8; 32], Places<'a>> = BTreeMap::new();
        let differs = |at: Option<&FileState>, file: &FileState| at.is_none_or(|at| at.sha256 != file.sha256);
        for (path, file) in old.iter().filter(|(path, file)| differs(new.get(*path), file)) {
            by_content.entry(file.sha256).or_default().gone.push(path);
        }
        for (path, file) in new.iter().filter(|(path, file)| differs(old.get(*path), file)) {
            by_content.entry(file.sha256).or_default().come.push(path);
        }
        let mut changes = Self::default();
        for mut places in by_content.into_values() {
            changes.moved.append(&mut places.pair());
            changes.removed.append(&mut places.gone);
            changes.added.append(&mut places.come);
        }
        changes.moved.sort_unstable();
        changes.removed.sort_unstable();
        changes.added.sort_unstable();
        changes.find_changed();
        changes
    }

    /// Turns what was removed and added at the same path into changes.
    fn find_changed(&mut self) {
        let (added, removed) = (&self.added, &self.removed);
        let changed = added.iter().filter(|path| removed.binary_search(path).is_ok());
        self.changed = changed.copied().collect();
        let changed = &self.changed;
        self.added.retain(|path| changed.binary_search(path).is_err());
        self.removed.retain(|path| changed.binary_search(path).is_err());
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty() && self.moved.is_empty()
    }
}

impl<'a> Places<'a> {
    /// Takes out those that belong together, as many as there are on both sides: first where the name differs in
    /// letter case only, then by the same name, the same folder, the same folder at the top, and last in order. What
    /// is done here is the same for both directions.
    fn pair(&mut self) -> Vec<Move<'a>> {
        let mut moved = Vec::new();
        let keys: [fn(&str) -> String; 5] = [
            folded,
            |path| path.rsplit('/').next().unwrap_or(path).to_owned(),
            |path| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(),
            |path| path.split_once('/').map_or("", |(top, _)| top).to_owned(),
            |_| String::new(),
        ];
        for key in keys {
            if self.gone.is_empty() || self.come.is_empty() {
                break;
            }
            self.pair_by(key, &mut moved);
        }
        moved
    }

    fn pair_by(&mut self, key: impl Fn(&str) -> String, moved: &mut Vec<Move<'a>>) {
        let mut groups: BTreeMap<String, Self> = BTreeMap::new();
        for path in std::mem::take(&mut self.gone) {
            groups.entry(key(path)).or_default().gone.push(path);
        }
        for path in std::mem::take(&mut self.come) {
            groups.entry(key(path)).or_default().come.push(path);
        }
        for mut group in groups.into_values() {
            let both = group.gone.len().min(group.come.len());
            let pairs = group.gone.drain(..both).zip(group.come.drain(..both));
            moved.extend(pairs.map(|(from, to)| Move { from, to }));
            self.gone.append(&mut group.gone);
            self.come.append(&mut group.come);
        }
        self.gone.sort_unstable();
        self.come.sort_unstable();
    }
}
