//! A drawer: the file of the cache in which all lies that is known of one submission.
//!
//! First come the contents one after another, then the table that says what and where they are, and at the end,
//! always of the same length, where the table is, its SHA-256, and who can read all this. Whatever is not so, cut off
//! or of another program, is no drawer. A drawer is never changed, only replaced as a whole.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest, Sha256};

use super::state::State;

/// Says that this is a drawer.
const MAGIC: [u8; 8] = *b"sealdrwr";
/// Which sources the program was built from: what reads facts, and the form in which they are kept.
const READERS: &str = env!("SEALPACK_SOURCES");
/// Largest table, in bytes: that of a hundred thousand files is a third of it.
const LARGEST_TABLE: u64 = 64 << 20;
/// Largest content, in bytes.
pub(super) const LARGEST_CONTENT: usize = 64 << 20;

/// A SHA-256.
pub(super) type Sha = [u8; 32];

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Topic {
    /// The facts of a file, by the SHA-256 of its bytes.
    Facts,
    /// The rows of a caption sheet, by the SHA-256 of its bytes.
    Captions,
    /// The hashes by which a picture is looked up, by the SHA-256 of its bytes.
    PictureKeys,
    /// Which of some pictures are one, by a digest of all that this depends on.
    PictureMatches,
    /// Which of some texts are copied from each other, by a digest of all that this depends on.
    TextMatches,
}

/// By what something is found.
pub(super) type Key = (Topic, Sha);

/// Where a content is.
#[derive(Debug, Clone, Copy, BorshSerialize, BorshDeserialize)]
pub(super) struct Slot {
    pub(super) offset: u64,
    pub(super) length: u32,
    /// CRC-32 of its bytes.
    pub(super) check: u32,
    /// The day on which it was used last, counted from 1970.
    pub(super) used: u32,
}

impl Slot {
    /// Where the next one may begin.
    pub(super) fn end(&self) -> u64 {
        self.offset.saturating_add(self.length.into())
    }
}

/// What is known of a file.
#[derive(Debug, Clone, Copy, BorshSerialize, BorshDeserialize)]
pub(super) struct Known {
    pub(super) state: State,
    pub(super) sha256: Sha,
    /// The day on which it was used last, counted from 1970.
    pub(super) used: u32,
}

/// What a drawer holds.
#[derive(Debug, Default, BorshSerialize, BorshDeserialize)]
pub(super) struct Table {
    pub(super) contents: Vec<(Key, Slot)>,
    /// By path, relative to the submission, as the system has it.
    pub(super) files: Vec<(Vec<u8>, Known)>,
}

/// The end of a drawer.
#[derive(BorshSerialize, BorshDeserialize)]
struct End {
    table: u64,
    length: u64,
    sha256: Sha,
    readers: [u8; 16],
    magic: [u8; 8],
}

/// Bytes of an [`End`].
const END: u64 = 72;

impl End {
    fn of(table: u64, bytes: &[u8]) -> Self {
        let mut readers = [0; 16];
        readers.iter_mut().zip(READERS.bytes()).for_each(|(to, from)| *to = from);
        Self {
            table,
            length: bytes.len() as u64,
            sha256: Sha256::digest(bytes).into(),
            readers,
            magic: MAGIC,
        }
    }
}

impl Table {
    /// The table of the drawer in `file`, unless it is none that we can use.
    pub(super) fn read(file: &mut File) -> Option<Self> {
        let whole = file.metadata().ok()?.len();
        file.seek(SeekFrom::Start(whole.checked_sub(END)?)).ok()?;
        let end = End::deserialize_reader(file).ok()?;
        if end.length > LARGEST_TABLE || end.table.checked_add(end.length)?.checked_add(END)? != whole {
            return None;
        }
        file.seek(SeekFrom::Start(end.table)).ok()?;
        let mut bytes = vec![0; usize::try_from(end.length).ok()?];
        file.read_exact(&mut bytes).ok()?;
        let expected = End::of(end.table, &bytes);
        let is_ours = (end.magic, end.readers, end.sha256) == (MAGIC, expected.readers, expected.sha256);
        is_ours.then(|| Self::try_from_slice(&bytes).ok()).flatten()
    }

    /// What comes after the contents, which end at `offset`.
    pub(super) fn written(&self, offset: u64) -> io::Result<Vec<u8>> {
        let mut bytes = borsh::to_vec(self)?;
        let end = End::of(offset, &bytes);
        end.serialize(&mut bytes)?;
        Ok(bytes)
    }
}

/// Reads a content, unless other bytes are there now.
pub(super) fn read_slot(file: &File, slot: Slot) -> Option<Vec<u8>> {
    let length = usize::try_from(slot.length).ok().filter(|length| *length <= LARGEST_CONTENT)?;
    let mut bytes = vec![0; length];
    read_at(file, &mut bytes, slot.offset).ok()?;
    (crc32fast::hash(&bytes) == slot.check).then_some(bytes)
}

/// Fills `bytes` with what the file has from `offset` on, whatever other threads read of it.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(count..).unwrap_or_default();
        offset += count as u64;
    }
    Ok(())
}

/// A drawer that is open.
#[derive(Debug)]
pub(super) struct Drawer {
    file: File,
    contents: HashMap<Key, (Slot, AtomicU32)>,
    files: HashMap<Vec<u8>, (Known, AtomicU32)>,
}

impl Drawer {
    /// Opens the drawer at `path`, where there is one that we can use.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let Table { contents, files } = Table::read(&mut file)?;
        Some(Self {
            file,
            contents: contents.into_iter().map(|(key, slot)| (key, (slot, slot.used.into()))).collect(),
            files: files.into_iter().map(|(path, known)| (path, (known, known.used.into()))).collect(),
        })
    }

    /// A content, which is used on the day `today`.
    pub(super) fn content(&self, key: &Key, today: u32) -> Option<Vec<u8>> {
        let (slot, used) = self.contents.get(key)?;
        let bytes = read_slot(&self.file, *slot)?;
        used.store(today, Ordering::Relaxed);
        Some(bytes)
    }

    /// The bytes of contents that lie next to each other, as they are: whoever uses one checks it.
    pub(super) fn run(&self, contents: &[(Key, Slot)]) -> Option<Vec<u8>> {
        let start = contents.first()?.1.offset;
        let length = contents.last()?.1.end().checked_sub(start)?;
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        read_at(&self.file, &mut bytes, start).ok()?;
        Some(bytes)
    }

    /// SHA-256 of the file at `path` if it is in the state in which it was read, which is used on the day `today`.
    pub(super) fn file(&self, path: &[u8], state: &State, today: u32) -> Option<Sha> {
        let (known, used) = self.files.get(path).filter(|(known, _)| known.state == *state)?;
        used.store(today, Ordering::Relaxed);
        Some(known.sha256)
    }

    /// What it holds now, with the days on which it was used.
    pub(super) fn table(&self) -> Table {
        let used = |used: &AtomicU32| used.load(Ordering::Relaxed);
        let contents =
            self.contents.iter().map(|(key, (slot, day))| (*key, Slot { used: used(day), ..*slot }));
        let files =
            self.files.iter().map(|(path, (known, day))| (path.clone(), Known { used: used(day), ..*known }));
        Table { contents: contents.collect(), files: files.collect() }
    }

    /// Whether anything in it was used on another day than the table says.
    pub(super) fn is_used_anew(&self) -> bool {
        let anew = |day: u32, used: &AtomicU32| used.load(Ordering::Relaxed) != day;
        self.contents.values().any(|(slot, used)| anew(slot.used, used))
            || self.files.values().any(|(known, used)| anew(known.used, used))
    }
}
