//! The walk over a submission folder and the role of everything met.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::layout::{is_caption_sheet, is_junk, is_note};
use super::{IndicatorFolder, Item, Layout, MANIFEST, Misplaced, Role, Unknown};

/// What the walk knows of the folder it is in.
#[derive(Clone)]
enum Place {
    Indicator(String),
    Kind { indicator: String, kind: String },
    Other { indicator: Option<String>, folder: usize },
}

/// All entries below `root` with their roles, sorted by path, and the indicators' folders.
pub(super) fn read(
    root: &Path,
    layout: &Layout,
    owed: Option<&[String]>,
    skip: Option<&Path>,
) -> (Vec<IndicatorFolder>, Vec<Item>) {
    let mut walk =
        Walk { root, layout, owed, places: HashMap::new(), folders: Vec::new(), items: Vec::new() };
    let mut entries = WalkDir::new(root).min_depth(1).follow_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                let is_folder = entry.file_type().is_dir();
                let skipped = skip.is_some_and(|skip| skip == entry.path());
                let enter = !skipped && walk.take(&entry);
                if is_folder && !enter {
                    entries.skip_current_dir();
                }
            }
            Err(error) => walk.unreadable(&error),
        }
    }
    let Walk { mut folders, mut items, .. } = walk;
    let order = |code: &String| layout.codes.iter().position(|known| known == code);
    folders.sort_by_key(|folder| order(&folder.code));
    items.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.disk.cmp(&b.disk)));
    (folders, items)
}

struct Walk<'a> {
    root: &'a Path,
    layout: &'a Layout,
    owed: Option<&'a [String]>,
    places: HashMap<PathBuf, Place>,
    folders: Vec<IndicatorFolder>,
    items: Vec<Item>,
}

impl Walk<'_> {
    /// Notes one entry. Returns whether a folder is to be entered.
    fn take(&mut self, entry: &walkdir::DirEntry) -> bool {
        let (path, unicode) = self.path_of(entry.path());
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let place = entry.path().parent().and_then(|parent| self.places.get(parent)).cloned();
        let kind = entry.file_type();
        if kind.is_dir() {
            return self.take_folder(entry.path(), path, &name, place, unicode);
        }
        let indicator = match &place {
            Some(Place::Indicator(code) | Place::Kind { indicator: code, .. }) => Some(code.clone()),
            Some(Place::Other { indicator, .. }) => indicator.clone(),
            None => None,
        };
        let mut bytes = 0;
        let role = if kind.is_symlink() {
            Role::Link
        } else if !kind.is_file() {
            Role::Special
        } else if is_junk(&name) {
            Role::Junk
        } else {
            match entry.metadata() {
                Ok(metadata) => bytes = metadata.len(),
                Err(error) => return self.push_unreadable(path, entry.path(), indicator, &error.to_string()),
            }
            match place {
                None if name == MANIFEST => Role::Manifest,
                Some(Place::Indicator(_)) if is_note(&name) => Role::Note,
                Some(Place::Indicator(_)) if is_caption_sheet(&name) => Role::CaptionSheet,
                Some(Place::Kind { kind, .. }) => Role::Material { kind },
                Some(Place::Other { folder, .. }) => {
                    self.count_into(folder);
                    Role::Misplaced(Misplaced::Inside)
                }
                None | Some(Place::Indicator(_)) => Role::Misplaced(Misplaced::File),
            }
        };
        self.items.push(Item { path, disk: entry.path().to_owned(), bytes, indicator, role, unicode });
        false
    }

    fn take_folder(
        &mut self,
        disk: &Path,
        path: String,
        name: &str,
        place: Option<Place>,
        unicode: bool,
    ) -> bool {
        let mut item =
            Item { path, disk: disk.to_owned(), bytes: 0, indicator: None, role: Role::Folder, unicode };
        if is_junk(name) {
            item.role = Role::Junk;
            self.items.push(item);
            return false;
        }
        let here = self.items.len();
        let inside = match place {
            None => match self.layout.code_of(name) {
                None => {
                    item.role = Role::UnknownIndicator(Unknown::NoSuchCode);
                    Place::Other { indicator: None, folder: here }
                }
                Some(code) if self.owed.is_some_and(|owed| !owed.iter().any(|o| o == code)) => {
                    item.role = Role::UnknownIndicator(Unknown::NotOwed(code.to_owned()));
                    Place::Other { indicator: None, folder: here }
                }
                Some(code) => {
                    item.indicator = Some(code.to_owned());
                    if let Some(first) = self.folders.iter().find(|folder| folder.code == code) {
                        item.role = Role::Misplaced(Misplaced::SecondFolder(first.path.clone()));
                        Place::Other { indicator: Some(code.to_owned()), folder: here }
                    } else {
                        self.folders.push(IndicatorFolder { code: code.to_owned(), path: item.path.clone() });
                        Place::Indicator(code.to_owned())
                    }
                }
            },
            Some(Place::Indicator(code)) => {
                item.indicator = Some(code.clone());
                if let Some(kind) = self.layout.kind_of(name) {
                    Place::Kind { indicator: code, kind: kind.to_owned() }
                } else {
                    item.role = Role::Misplaced(Misplaced::Folder(0));
                    Place::Other { indicator: Some(code), folder: here }
                }
            }
            Some(other) => {
                item.indicator = match &other {
                    Place::Kind { indicator, .. } => Some(indicator.clone()),
                    Place::Other { indicator, .. } => indicator.clone(),
                    Place::Indicator(_) => None,
                };
                other
            }
        };
        self.items.push(item);
        self.places.insert(disk.to_owned(), inside);
        true
    }

    /// One more file in the misplaced folder at `index`.
    fn count_into(&mut self, index: usize) {
        if let Some(Item { role: Role::Misplaced(Misplaced::Folder(files)), .. }) = self.items.get_mut(index)
        {
            *files += 1;
        }
    }

    fn unreadable(&mut self, error: &walkdir::Error) {
        let disk = error.path().unwrap_or(self.root).to_owned();
        let (path, _) = self.path_of(&disk);
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        let place = self.places.get(&disk).or_else(|| disk.parent().and_then(|p| self.places.get(p)));
        let indicator = match place {
            Some(Place::Indicator(code) | Place::Kind { indicator: code, .. }) => Some(code.clone()),
            _ => None,
        };
        self.push_unreadable(path, &disk, indicator, &reason);
    }

    fn push_unreadable(
        &mut self,
        path: String,
        disk: &Path,
        indicator: Option<String>,
        reason: &str,
    ) -> bool {
        let role = Role::Unreadable(reason.to_owned());
        self.items.push(Item { path, disk: disk.to_owned(), bytes: 0, indicator, role, unicode: true });
        false
    }

    fn path_of(&self, disk: &Path) -> (String, bool) {
        let relative = disk.strip_prefix(self.root).unwrap_or(disk);
        let mut unicode = true;
        let parts: Vec<String> = relative
            .components()
            .map(|part| {
                let name = part.as_os_str();
                unicode &= name.to_str().is_some();
                name.to_string_lossy().nfc().collect()
            })
            .collect();
        (parts.join("/"), unicode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::layout::KindFolders;

    fn layout() -> Layout {
        Layout {
            codes: vec!["A1".into(), "A2".into()],
            kinds: vec![KindFolders { name: "photos".into(), folders: vec!["实景图片".into()] }],
        }
    }

    fn roles(files: &[&str], owed: Option<&[String]>) -> Vec<(String, Role)> {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let (_, items) = read(root.path(), &layout(), owed, None);
        items
            .into_iter()
            .map(|item| (item.path, item.role))
            .filter(|(_, role)| *role != Role::Folder)
            .collect()
    }

    #[test]
    fn every_entry_has_its_role() {
        let found = roles(
            &[
                "submission.json",
                "readme.txt",
                "A1-x/要求.txt",
                "A1-x/captions.csv",
                "A1-x/实景图片/sub/a.jpg",
                "A1-x/其他/b.jpg",
                "A1-y/实景图片/c.jpg",
                "Z9/d.jpg",
                "__MACOSX/e",
            ],
            None,
        );
        let of = |path: &str| found.iter().find(|(p, _)| p == path).map(|(_, role)| role.clone());
        assert_eq!(of("submission.json"), Some(Role::Manifest));
        assert_eq!(of("readme.txt"), Some(Role::Misplaced(Misplaced::File)));
        assert_eq!(of("A1-x/要求.txt"), Some(Role::Note));
        assert_eq!(of("A1-x/captions.csv"), Some(Role::CaptionSheet));
        assert_eq!(of("A1-x/实景图片/sub/a.jpg"), Some(Role::Material { kind: "photos".into() }));
        assert_eq!(of("A1-x/其他"), Some(Role::Misplaced(Misplaced::Folder(1))));
        assert_eq!(of("A1-y"), Some(Role::Misplaced(Misplaced::SecondFolder("A1-x".into()))));
        assert_eq!(of("Z9"), Some(Role::UnknownIndicator(Unknown::NoSuchCode)));
        assert_eq!(of("__MACOSX"), Some(Role::Junk));
        assert_eq!(of("__MACOSX/e"), None);
    }

    #[test]
    fn an_indicator_that_is_not_owed_is_unknown() {
        let found = roles(&["A2-y/实景图片/c.jpg"], Some(&["A1".to_owned()]));
        assert_eq!(found[0].1, Role::UnknownIndicator(Unknown::NotOwed("A2".into())));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_names_that_are_no_text_are_not_followed_or_lost() {
        use std::os::unix::ffi::OsStrExt;
        let root = tempfile::tempdir().unwrap();
        let photos = root.path().join("A1/photos");
        std::fs::create_dir_all(&photos).unwrap();
        std::os::unix::fs::symlink("/etc", photos.join("link")).unwrap();
        std::fs::write(photos.join(std::ffi::OsStr::from_bytes(b"\xd5\xd5.jpg")), "x").unwrap();
        let (_, items) = read(root.path(), &layout(), None, None);
        assert!(items.iter().any(|item| item.path == "A1/photos/link" && item.role == Role::Link));
        assert!(items.iter().any(|item| !item.unicode && item.name().ends_with("jpg")));
        assert!(!items.iter().any(|item| item.path.starts_with("A1/photos/link/")));
    }
}
