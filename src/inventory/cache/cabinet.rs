//! The folder of the cache, with a drawer for each submission.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::drawer::{self, Key, Slot, Table};
use super::{Cache, filling};
use crate::facts::digest::hex;

/// Most bytes of all drawers together. Beyond that those go that were not used for longest.
pub const LARGEST: u64 = 512 << 20;
/// How the names of drawers end.
const DRAWER: &str = ".facts";
/// Tells programs for backups that nothing here is worth keeping (Cache Directory Tagging Specification).
const TAG: &str = "CACHEDIR.TAG";
const TAG_CONTENT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n";
/// Drawers of other submissions that are looked into, those that were used last.
const MOST_OTHERS: usize = 512;
/// How old a drawer is that is still being filled, when whoever filled it must be gone.
const ABANDONED: Duration = Duration::from_hours(24);

/// The folder of the cache. Whatever goes wrong with it, nothing is known then.
#[derive(Debug, Clone, Default)]
pub struct Cabinet(Option<Arc<Place>>);

#[derive(Debug)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
    others: OnceLock<HashMap<Key, (Arc<PathBuf>, Slot)>>,
}

/// What lies in the folder of the cache.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stock {
    /// Submissions of which something is known.
    pub submissions: usize,
    /// Their files that need not be read again as long as they do not change.
    pub files: usize,
    /// Bytes of all that is ours.
    pub bytes: u64,
    /// When the submission was used that was not used for longest.
    pub oldest: Option<SystemTime>,
}

/// A drawer or another file of ours.
struct Ours {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
    is_drawer: bool,
}

impl Cabinet {
    /// No cache: nothing is known, nothing is kept.
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }

    /// The cache in `folder`, which is made when there is something to keep.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self(Some(Arc::new(Place { folder, others: OnceLock::new() })))
    }

    /// What is known of the submission in the folder `root`. A cache that lies in it would be one of its changes.
    #[must_use]
    pub fn of(&self, root: &Path) -> Cache {
        self.open(root, false)
    }

    /// The same for whoever reads every byte, whatever the system says of a file: what a content says is known by the
    /// SHA-256 of what was just read.
    #[must_use]
    pub fn of_contents(&self, root: &Path) -> Cache {
        self.open(root, true)
    }

    fn open(&self, root: &Path, reads_all: bool) -> Cache {
        match (&self.0, root.canonicalize()) {
            (Some(place), Ok(real)) if !place.lies_in(&real) => {
                let name = hex(&Sha256::digest(real.as_os_str().as_encoded_bytes()));
                let name = format!("{}{DRAWER}", name.get(..32).unwrap_or(&name));
                Cache::open(place.clone(), root, &name, reads_all)
            }
            _ => Cache::none(),
        }
    }

    /// What lies in it.
    #[must_use]
    pub fn stock(&self) -> Stock {
        let Some(place) = &self.0 else { return Stock::default() };
        let mut stock = Stock::default();
        for ours in place.ours() {
            stock.bytes = stock.bytes.saturating_add(ours.bytes);
            if ours.is_drawer {
                stock.submissions += 1;
                let table = File::open(&ours.path).ok().and_then(|mut file| Table::read(&mut file));
                stock.files += table.map_or(0, |table| table.files.len());
                stock.oldest = Some(stock.oldest.map_or(ours.used, |oldest| oldest.min(ours.used)));
            }
        }
        stock
    }

    /// Whether something can be kept in it, which is tried.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        let Some(place) = &self.0 else { return false };
        let was_there = place.folder.is_dir();
        let attempt = || {
            place.make()?;
            tempfile::Builder::new().prefix(filling::NEW).tempfile_in(&place.folder)
        };
        let is_writable = attempt().is_ok();
        if !was_there {
            let _ = place.remove();
        }
        is_writable
    }

    /// Removes all that is ours, and the folder where nothing else is in it. Says how much that was.
    pub fn clear(&self) -> io::Result<Stock> {
        let Some(place) = &self.0 else { return Ok(Stock::default()) };
        let stock = self.stock();
        for ours in place.ours() {
            match fs::remove_file(&ours.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        place.remove()?;
        Ok(stock)
    }
}

impl Place {
    /// Whether the folder is, or would be, in the folder `root`, whose path is the real one.
    fn lies_in(&self, root: &Path) -> bool {
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let real = folder.ancestors().find_map(|folder| folder.canonicalize().ok());
        folder.starts_with(root) || real.is_some_and(|real| real.starts_with(root))
    }

    /// Makes the folder, for its owner only: what is kept says what the files say.
    pub(super) fn make(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(&self.folder)?;
        fs::write(self.folder.join(TAG), TAG_CONTENT)
    }

    /// Removes the tag, and the folder where nothing is in it then.
    fn remove(&self) -> io::Result<()> {
        if fs::read_to_string(self.folder.join(TAG)).is_ok_and(|tag| tag == TAG_CONTENT) {
            fs::remove_file(self.folder.join(TAG))?;
        }
        // Other things may lie in it.
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }

    /// A content that any of the drawers holds.
    pub(super) fn elsewhere(&self, key: &Key) -> Option<Vec<u8>> {
        let (path, slot) = self.others.get_or_init(|| self.list()).get(key)?;
        drawer::read_slot(&File::open(path.as_path()).ok()?, *slot)
    }

    /// What the drawers hold that were used last.
    fn list(&self) -> HashMap<Key, (Arc<PathBuf>, Slot)> {
        let mut drawers: Vec<Ours> = self.ours().filter(|ours| ours.is_drawer).collect();
        drawers.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.path.cmp(&b.path)));
        let mut all = HashMap::new();
        for Ours { path, .. } in drawers.into_iter().take(MOST_OTHERS) {
            let Some(table) = File::open(&path).ok().and_then(|mut file| Table::read(&mut file)) else {
                continue;
            };
            let path = Arc::new(path);
            all.extend(table.contents.into_iter().map(|(key, slot)| (key, (path.clone(), slot))));
        }
        all
    }

    /// Removes what is too much, and what others left behind. The drawer at `kept` stays.
    pub(super) fn tidy(&self, kept: &Path) {
        let mut drawers = Vec::new();
        for ours in self.ours() {
            match ours.is_drawer {
                true => drawers.push(ours),
                false if ours.used.elapsed().is_ok_and(|age| age > ABANDONED) => {
                    let _ = fs::remove_file(&ours.path);
                }
                false => {}
            }
        }
        drawers.sort_by_key(|drawer| drawer.used);
        let mut bytes: u64 = drawers.iter().map(|drawer| drawer.bytes).fold(0, u64::saturating_add);
        for drawer in drawers.iter().filter(|drawer| drawer.path != kept) {
            if bytes <= LARGEST {
                break;
            }
            if fs::remove_file(&drawer.path).is_ok() {
                bytes = bytes.saturating_sub(drawer.bytes);
            }
        }
    }

    /// The files in the folder that are ours.
    fn ours(&self) -> impl Iterator<Item = Ours> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| {
            let name = entry.file_name();
            let name = name.to_str()?;
            let digits = name.strip_suffix(DRAWER);
            let is_drawer = digits.is_some_and(|digits| {
                digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            });
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let used = metadata.modified().ok()?;
            let ours = Ours { path: entry.path(), bytes: metadata.len(), used, is_drawer };
            (is_drawer || name.starts_with(filling::NEW)).then_some(ours)
        })
    }
}
