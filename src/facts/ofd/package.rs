//! The files inside an OFD, and how one names another (GB/T 33190-2016, 6 and 7.2: `ST_Loc`).

use std::collections::HashMap;

use super::super::container::Container;
use super::super::damage::{Damage, Reason};

/// What reading one document may cost, in bytes looked at. A book of 500 pages has some 20 MB of XML.
const BUDGET: usize = 64 << 20;
/// What an element that leads to work costs besides its bytes.
const LOOK_UP: usize = 1 << 8;
/// How many folders further up a file is looked for. Writers nest some four.
const MAX_ABOVE: usize = 8;

/// A container, with the names of its files in one spelling.
pub(super) struct Package<'a> {
    container: Container<'a>,
    /// The names in the container by how they are looked up.
    names: HashMap<String, String>,
    left: usize,
}

impl<'a> Package<'a> {
    pub(super) fn new(container: Container<'a>) -> Self {
        let mut names = HashMap::new();
        for name in container.names().filter(|name| !name.ends_with(['/', '\\'])) {
            names.entry(resolve("", name)).or_insert_with(|| name.to_owned());
        }
        Self { container, names, left: BUDGET }
    }

    /// Whether files inside are replaced by encrypted ones, of which `Encryptions.xml` tells (GM/T 0099).
    pub(super) fn is_encrypted(&self) -> bool {
        self.names.keys().any(|name| name.rsplit('/').next() == Some("encryptions.xml"))
    }

    /// The name under which the file is found that `location` names, where that stands in a file in `folder`.
    /// Some writers leave out the first slash of an absolute location, or mean one from a folder further up.
    pub(super) fn find(&mut self, folder: &str, location: &str) -> Result<Option<String>, Damage> {
        let mut folder = folder;
        for _ in 0..MAX_ABOVE {
            self.spend(folder.len().saturating_add(location.len()))?;
            let name = resolve(folder, location);
            if self.names.contains_key(&name) {
                return Ok(Some(name));
            }
            if folder.is_empty() {
                break;
            }
            folder = self::folder(folder);
        }
        Ok(None)
    }

    /// The content of a file that was found, proven whole.
    pub(super) fn content(&mut self, name: &str) -> Result<Vec<u8>, Damage> {
        // The container looks at all names.
        self.spend(LOOK_UP.saturating_add(4 * self.names.len()))?;
        let stored = self.names.get(name).ok_or(Damage::whole(Reason::Structure))?;
        let content = self.container.part(stored)?.ok_or(Damage::whole(Reason::Structure))?;
        self.spend(content.len())?;
        Ok(content)
    }

    /// The name and the content of the file that `location` names, which must be there.
    pub(super) fn required(&mut self, folder: &str, location: &str) -> Result<(String, Vec<u8>), Damage> {
        let name = self.find(folder, location)?.ok_or(Damage::whole(Reason::Structure))?;
        let content = self.content(&name)?;
        Ok((name, content))
    }

    /// Takes `bytes` off the budget, or says that there is no more.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), Damage> {
        self.left = self.left.checked_sub(bytes).ok_or(Damage::whole(Reason::InflatesTooFar))?;
        Ok(())
    }

    pub(super) fn check_all(&mut self) -> Result<(), Damage> {
        self.container.check_all()
    }
}

/// The folder that a file is in.
pub(super) fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The place that `location` names, seen from `folder`, as it is looked up: from the root, which nothing leads
/// out of, in small letters, since writers mix `Doc_0` and `DOC_0`.
pub(super) fn resolve(folder: &str, location: &str) -> String {
    let location = location.trim().replace('\\', "/").to_lowercase();
    let base = if location.starts_with('/') { "" } else { folder };
    let mut segments: Vec<&str> = Vec::new();
    for segment in base.split('/').chain(location.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn locations_are_relative_or_absolute_and_stay_inside() {
        for (folder, location, place) in [
            ("doc_0/pages", "Page_0/Content.xml", "doc_0/pages/page_0/content.xml"),
            ("doc_0/pages", "/Doc_0/Document.xml", "doc_0/document.xml"),
            ("doc_0", " .\\Res\\..\\PublicRes.xml\n", "doc_0/publicres.xml"),
            ("doc_0", "../../../../etc/passwd", "etc/passwd"),
            ("", "OFD.xml", "ofd.xml"),
            ("doc_0", "", "doc_0"),
        ] {
            assert_eq!(resolve(folder, location), place);
        }
    }
}
