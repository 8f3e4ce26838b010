//! What everything that lies in a submission is for.

use super::layout::{is_caption_sheet, is_junk, is_note};
use super::listing::{Entry, What};
use super::{IndicatorFolder, Item, Layout, MANIFEST, Misplaced, Role, Unknown};

/// What is known of a folder that is entered.
#[derive(Clone)]
enum Place {
    Indicator(String),
    Kind { indicator: String, kind: String },
    Other { indicator: Option<String>, folder: usize },
}

impl Place {
    fn indicator(&self) -> Option<&String> {
        match self {
            Self::Indicator(code) | Self::Kind { indicator: code, .. } => Some(code),
            Self::Other { indicator, .. } => indicator.as_ref(),
        }
    }
}

/// All entries of a listing with their roles, sorted by path, and the indicators' folders.
pub(super) fn assign(
    entries: Vec<Entry>,
    layout: &Layout,
    owed: Option<&[String]>,
) -> (Vec<IndicatorFolder>, Vec<Item>) {
    let mut roles = Roles {
        layout,
        owed,
        places: Vec::new(),
        folders: Vec::new(),
        items: Vec::with_capacity(entries.len()),
    };
    for entry in entries {
        roles.take(entry);
    }
    let Roles { mut folders, mut items, .. } = roles;
    let order = |code: &String| layout.codes.iter().position(|known| known == code);
    folders.sort_by_key(|folder| order(&folder.code));
    items.sort_by(|a, b| a.path.cmp(&b.path));
    (folders, items)
}

struct Roles<'a> {
    layout: &'a Layout,
    owed: Option<&'a [String]>,
    /// What is known of each entry of the listing that is entered.
    places: Vec<Option<Place>>,
    folders: Vec<IndicatorFolder>,
    /// One for each entry of the listing.
    items: Vec<Item>,
}

impl Roles<'_> {
    fn take(&mut self, entry: Entry) {
        let Entry { path, unicode, parent, what, source } = entry;
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let around = parent.and_then(|parent| self.places.get(parent)).cloned().flatten();
        let indicator = around.as_ref().and_then(Place::indicator).cloned();
        let mut item = Item { path, source, bytes: 0, indicator, role: Role::Folder, unicode };
        let mut place = None;
        match what {
            What::Folder => place = self.folder(&mut item, &name, around),
            What::Link => item.role = Role::Link,
            What::Special => item.role = Role::Special,
            What::Unreadable(reason) => {
                (item.role, item.unicode) = (Role::Unreadable(reason), true);
            }
            What::File(_) if is_junk(&name) => item.role = Role::Junk,
            What::File(bytes) => {
                item.bytes = bytes;
                item.role = self.file(&name, around);
            }
        }
        self.items.push(item);
        self.places.push(place);
    }

    fn file(&mut self, name: &str, around: Option<Place>) -> Role {
        match around {
            None if name == MANIFEST => Role::Manifest,
            Some(Place::Indicator(_)) if is_note(name) => Role::Note,
            Some(Place::Indicator(_)) if is_caption_sheet(name) => Role::CaptionSheet,
            Some(Place::Kind { kind, .. }) => Role::Material { kind },
            Some(Place::Other { folder, .. }) => {
                self.count_into(folder);
                Role::Misplaced(Misplaced::Inside)
            }
            None | Some(Place::Indicator(_)) => Role::Misplaced(Misplaced::File),
        }
    }

    /// Says what a folder is for, and what is known of what lies in it.
    fn folder(&mut self, item: &mut Item, name: &str, around: Option<Place>) -> Option<Place> {
        if is_junk(name) {
            (item.role, item.indicator) = (Role::Junk, None);
            return None;
        }
        let here = self.items.len();
        Some(match around {
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
                if let Some(kind) = self.layout.kind_of(name) {
                    Place::Kind { indicator: code, kind: kind.to_owned() }
                } else {
                    item.role = Role::Misplaced(Misplaced::Folder(0));
                    Place::Other { indicator: Some(code), folder: here }
                }
            }
            Some(other) => other,
        })
    }

    /// One more file in the misplaced folder at `index`.
    fn count_into(&mut self, index: usize) {
        if let Some(Item { role: Role::Misplaced(Misplaced::Folder(files)), .. }) = self.items.get_mut(index)
        {
            *files += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::layout::KindFolders;
    use crate::submission::walk;

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
        let (_, items) = assign(walk::list(root.path(), &[]), &layout(), owed);
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
        let (_, items) = assign(walk::list(root.path(), &[]), &layout(), None);
        assert!(items.iter().any(|item| item.path == "A1/photos/link" && item.role == Role::Link));
        assert!(items.iter().any(|item| !item.unicode && item.name().ends_with("jpg")));
        assert!(!items.iter().any(|item| item.path.starts_with("A1/photos/link/")));
    }
}
