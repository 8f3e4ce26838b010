//! Materials of other submissions, by what they are recognised.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use tempfile::SpooledTempFile;

use super::{Picture, Trace};
use crate::facts::sketch::Sketch;
use crate::text::Message;

/// Bytes of traces that are kept in memory; beyond that they lie in a temporary file.
const IN_MEMORY: usize = 64 << 20;
/// Of a submission so many files at least, or all, must be somewhere else as well to say that both are one submission.
const LEAST_OF_TWINS: usize = 5;

/// A submission or an archive whose materials are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What the user calls it: its path.
    pub name: String,
    /// The unit that submitted it.
    pub unit: Option<String>,
}

/// Materials of other submissions. What they are recognised by is read when it is asked for, so that very many of
/// them need little memory.
pub struct Pool {
    origins: Vec<Origin>,
    held: Vec<Held>,
    pictures: Vec<usize>,
    texts: Vec<usize>,
    by_content: HashMap<[u8; 32], Vec<usize>>,
    spool: Mutex<SpooledTempFile>,
    end: u64,
    trouble: OnceLock<io::Error>,
    skipped: Vec<(String, Message)>,
}

struct Held {
    origin: usize,
    offset: u64,
    length: usize,
    content: Option<[u8; 32]>,
    pixels: u64,
}

impl Default for Pool {
    fn default() -> Self {
        Self {
            origins: Vec::new(),
            held: Vec::new(),
            pictures: Vec::new(),
            texts: Vec::new(),
            by_content: HashMap::new(),
            spool: Mutex::new(SpooledTempFile::new(IN_MEMORY)),
            end: 0,
            trouble: OnceLock::new(),
            skipped: Vec::new(),
        }
    }
}

impl Pool {
    /// Adds a submission whose materials follow. Gives its number.
    pub fn open(&mut self, origin: Origin) -> usize {
        self.origins.push(origin);
        self.origins.len() - 1
    }

    /// Adds a material of the submission that was opened last.
    pub fn add(&mut self, trace: &Trace) -> io::Result<()> {
        let record = serde_json::to_vec(trace)?;
        let spool = self.spool.get_mut().unwrap_or_else(PoisonError::into_inner);
        spool.seek(SeekFrom::Start(self.end))?;
        spool.write_all(&record)?;
        let content = trace.sha256.as_deref().and_then(digest).filter(|_| trace.bytes > 0);
        let at = self.held.len();
        let origin = self.origins.len().saturating_sub(1);
        let pixels = trace.picture.as_ref().map_or(0, Picture::pixels);
        self.held.push(Held { origin, offset: self.end, length: record.len(), content, pixels });
        self.end += record.len() as u64;
        if let Some(content) = content {
            self.by_content.entry(content).or_default().push(at);
        }
        if trace.picture.is_some() {
            self.pictures.push(at);
        }
        if trace.text.is_some() {
            self.texts.push(at);
        }
        Ok(())
    }

    /// Notes that a submission could not be read, and why.
    pub fn skip(&mut self, name: String, why: Message) {
        self.skipped.push((name, why));
    }

    /// The submissions that could not be read, and why.
    #[must_use]
    pub fn skipped(&self) -> &[(String, Message)] {
        &self.skipped
    }

    /// How many materials there are.
    #[must_use]
    pub fn materials(&self) -> usize {
        self.held.len()
    }

    /// The submissions, by their numbers.
    #[must_use]
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// The places of all pictures with anything to see.
    #[must_use]
    pub fn pictures(&self) -> &[usize] {
        &self.pictures
    }

    /// The places of all texts.
    #[must_use]
    pub fn texts(&self) -> &[usize] {
        &self.texts
    }

    /// The number of the submission that the material at a place belongs to.
    #[must_use]
    pub fn origin(&self, at: usize) -> usize {
        self.held.get(at).map_or(usize::MAX, |held| held.origin)
    }

    /// How many pixels the picture at a place has.
    #[must_use]
    pub fn pixels(&self, at: usize) -> u64 {
        self.held.get(at).map_or(0, |held| held.pixels)
    }

    /// SHA-256 of the material at a place, unless it is empty.
    #[must_use]
    pub fn content(&self, at: usize) -> Option<&[u8; 32]> {
        self.held.get(at)?.content.as_ref()
    }

    /// The places of the materials with this content.
    #[must_use]
    pub fn with_content(&self, sha256: &[u8; 32]) -> &[usize] {
        self.by_content.get(sha256).map_or(&[], Vec::as_slice)
    }

    /// All contents that there are, with the places of the materials that have them.
    pub fn contents(&self) -> impl Iterator<Item = (&[u8; 32], &[usize])> {
        self.by_content.iter().map(|(content, places)| (content, places.as_slice()))
    }

    /// The material at a place. Nothing where the temporary file cannot be read: see [`Pool::trouble`].
    #[must_use]
    pub fn trace(&self, at: usize) -> Option<Trace> {
        let held = self.held.get(at)?;
        let read = || {
            let mut record = vec![0; held.length];
            let mut spool = self.spool.lock().unwrap_or_else(PoisonError::into_inner);
            spool.seek(SeekFrom::Start(held.offset))?;
            spool.read_exact(&mut record)?;
            drop(spool);
            Ok(serde_json::from_slice(&record)?)
        };
        read().map_err(|error| self.trouble.set(error)).ok()
    }

    /// What the picture at a place shows.
    #[must_use]
    pub fn sketch(&self, at: usize) -> Option<Sketch> {
        self.trace(at)?.picture.map(|picture| picture.sketch)
    }

    /// Why not all of the materials could be compared.
    #[must_use]
    pub fn trouble(&self) -> Option<&io::Error> {
        self.trouble.get()
    }

    /// The submissions that have more than half of the files with these contents: other states of the same one,
    /// most likely. Each comes with how many files that are.
    #[must_use]
    pub fn twins(&self, contents: &HashSet<[u8; 32]>) -> Vec<(usize, usize)> {
        let mut shared = vec![0_usize; self.origins.len()];
        for content in contents {
            let origins: HashSet<usize> =
                self.with_content(content).iter().map(|&at| self.origin(at)).collect();
            for origin in origins {
                if let Some(count) = shared.get_mut(origin) {
                    *count += 1;
                }
            }
        }
        let all = contents.len();
        let most = |count: usize| count * 2 > all && (count >= LEAST_OF_TWINS || count == all);
        shared.into_iter().enumerate().filter(|(_, count)| most(*count)).collect()
    }
}

/// A SHA-256 from its hexadecimal digits.
#[must_use]
pub fn digest(text: &str) -> Option<[u8; 32]> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}
