//! What is there, before anybody says what it is for; and the listing of files that lie in no folder on disk.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::Source;
use super::layout::is_junk;

/// Most bytes that the paths of all folders may have together. A submission on disk has a fraction of it; the
/// limit is for names in an archive that are nothing but slashes.
const LARGEST_FOLDERS: usize = 64 << 20;

/// One thing that is there.
#[derive(Debug)]
pub(super) struct Entry {
    /// Path relative to the submission, `/`-separated, NFC.
    pub(super) path: String,
    /// Whether its name is Unicode text.
    pub(super) unicode: bool,
    /// Number in the listing of the folder it lies in; none at the top.
    pub(super) parent: Option<usize>,
    /// What it is.
    pub(super) what: What,
    /// Where its bytes are.
    pub(super) source: Source,
}

/// What an entry is, whatever it is for.
#[derive(Debug)]
pub(super) enum What {
    Folder,
    /// A file with this many bytes.
    File(u64),
    Link,
    Special,
    /// It could not be looked at, for this reason.
    Unreadable(String),
}

/// A file of a submission that lies in no folder on disk.
#[derive(Debug, Clone)]
pub struct Given {
    /// Path relative to the submission, `/`-separated.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Where its bytes are.
    pub source: Source,
}

/// The folders are nested too deep to be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the folders are nested too deep")]
pub struct TooDeep;

/// The listing of `files` and `folders`, each after the folder it lies in, in the order in which a walk over the
/// same folder on disk meets them. What lies in junk is left out, as there.
pub(super) fn list(files: Vec<Given>, folders: &[String]) -> Result<Vec<Entry>, TooDeep> {
    let composed = |path: &str| path.nfc().collect::<String>();
    let files = files.into_iter().map(|file| (composed(&file.path), Some((file.bytes, file.source))));
    let mut all: Vec<_> = files.chain(folders.iter().map(|path| (composed(path), None))).collect();
    all.sort_by(|(a, _), (b, _)| a.split('/').cmp(b.split('/')));
    let mut entries: Vec<Entry> = Vec::with_capacity(all.len());
    // The folders that are entered, from the top down: name, number, and whether it is junk.
    let mut within: Vec<(String, usize, bool)> = Vec::new();
    let mut left = LARGEST_FOLDERS;
    for (path, file) in all {
        let mut depth = 0;
        let ends = path.match_indices('/').map(|(end, _)| end).chain(file.is_none().then_some(path.len()));
        let mut start = 0;
        for end in ends {
            let name = path.get(start..end).unwrap_or_default();
            start = end + 1;
            if within.get(depth).is_none_or(|(known, ..)| known != name) {
                within.truncate(depth);
                if within.last().is_some_and(|(_, _, junk)| *junk) {
                    break;
                }
                left = left.checked_sub(end).ok_or(TooDeep)?;
                within.push((name.to_owned(), entries.len(), is_junk(name)));
                entries.push(Entry {
                    path: path.get(..end).unwrap_or_default().to_owned(),
                    unicode: true,
                    parent: depth.checked_sub(1).and_then(|above| within.get(above)).map(|(_, at, _)| *at),
                    what: What::Folder,
                    source: Source::Nowhere,
                });
            }
            depth += 1;
        }
        within.truncate(depth);
        let (Some((bytes, source)), around) = (file, within.last()) else { continue };
        if around.is_none_or(|(_, _, junk)| !junk) {
            let parent = around.map(|(_, at, _)| *at);
            entries.push(Entry { path, unicode: true, parent, what: What::File(bytes), source });
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::super::walk;
    use super::*;

    fn shape(entries: &[Entry]) -> Vec<(String, Option<usize>, bool)> {
        entries.iter().map(|e| (e.path.clone(), e.parent, matches!(e.what, What::Folder))).collect()
    }

    #[test]
    fn a_listing_of_files_is_that_of_the_folder_with_them() {
        let files = [
            "A1-x/b.txt",
            "A1-x/实景图片/sub/a.jpg",
            "A1/e\u{301}.txt",
            "A1/f.txt",
            "A1/__MACOSX/deep/er/x.jpg",
            "A1.txt",
            "Thumbs.db",
            "A2/a b/c.txt",
            "A2/a/c.txt",
        ];
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        std::fs::create_dir_all(root.path().join("B1/empty")).unwrap();
        let given = |path: &&str| Given { path: (*path).to_owned(), bytes: 1, source: Source::Nowhere };
        let listed = list(files.iter().map(given).collect(), &["B1/empty".to_owned()]).unwrap();
        assert_eq!(shape(&listed), shape(&walk::list(root.path(), &[])));
        assert!(listed.iter().any(|entry| entry.path == "A1/__MACOSX"));
        assert!(!listed.iter().any(|entry| entry.path.starts_with("A1/__MACOSX/")));
    }

    #[test]
    fn names_of_nothing_but_slashes_are_refused() {
        let given = |n: usize| Given {
            path: format!("{n}/{}x", "a/".repeat(30_000)),
            bytes: 1,
            source: Source::Nowhere,
        };
        assert_eq!(list((0..100).map(given).collect(), &[]).unwrap_err(), TooDeep);
    }
}
