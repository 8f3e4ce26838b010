//! What was read before, so that a check need not read it again: what a content says, by its SHA-256; and the SHA-256
//! of a file, as long as the system says that the file is in the state in which it was read.
//!
//! A cache is never needed: one that is not there, cannot be used, was cut off, or is of another version of this
//! program, knows nothing. Whoever packs reads every byte, and only then asks what these bytes say
//! ([`Cabinet::of_contents`]); whoever proves has no cache at all ([`Cache::none`]).
//!
//! Each submission has a file of its own, a drawer of the [`Cabinet`]. What is not in it may be in another one: a
//! submission that was moved or copied is known by its contents.

mod cabinet;
mod drawer;
mod filling;
mod state;
#[cfg(test)]
mod tests;

use std::fmt::{self, Debug, Formatter};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use borsh::{BorshDeserialize, BorshSerialize};
use data_encoding::HEXLOWER;

pub use cabinet::{Cabinet, LARGEST, Stock};
pub use drawer::Topic;

use crate::facts::digest::{self, Stamp, Step, hex};
use crate::submission::Source;
use cabinet::Place;
use drawer::{Drawer, Known, Sha};
use filling::Filling;
use state::State;

/// What is known of the files of one submission. What is new is kept when the last of its owners lets go of it.
#[derive(Clone, Default)]
pub struct Cache(Option<Arc<Open>>);

struct Open {
    place: Arc<Place>,
    /// The folder of the submission, as the user named it.
    root: PathBuf,
    path: PathBuf,
    today: u32,
    /// Whether every byte is read, so that only what contents say is known.
    reads_all: bool,
    old: Option<Drawer>,
    new: Mutex<Filling>,
}

impl Debug for Cache {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cache").field(&self.0.as_ref().map(|open| &open.path)).finish()
    }
}

impl Cache {
    /// Nothing is known, nothing is kept.
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }

    fn open(place: Arc<Place>, root: &Path, name: &str, reads_all: bool) -> Self {
        let path = place.folder.join(name);
        let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400);
        Self(Some(Arc::new(Open {
            root: root.to_owned(),
            today: u32::try_from(days).unwrap_or(u32::MAX),
            reads_all,
            old: Drawer::open(&path),
            new: Mutex::default(),
            place,
            path,
        })))
    }

    /// Reads `source` as [`digest::read_once`] does, unless it is known what it says.
    pub(super) fn read_once<T: BorshSerialize + BorshDeserialize>(
        &self,
        topic: Topic,
        source: &Source,
        step: Step<'_>,
        examine: impl FnOnce(Option<&[u8]>) -> T,
    ) -> io::Result<(Stamp, T)> {
        let (Some(open), Some(path)) = (&self.0, source.disk()) else {
            return digest::read_once(source, step, |_, bytes| examine(bytes));
        };
        let before = State::of(path);
        if let Some((stamp, sha256)) = before.and_then(|state| open.stamp(path, &state))
            && let Some(value) = open.get(topic, sha256)
        {
            return Ok((stamp, value));
        }
        let read = digest::read_once(source, step, |stamp, bytes| {
            self.recall(topic, &stamp.sha256, || examine(bytes))
        })?;
        open.note(path, before, &read.0);
        Ok(read)
    }

    /// Size and hash of `source`, as [`digest::stamp`] has them, unless they are known.
    pub(super) fn stamp(&self, source: &Source, step: Step<'_>) -> io::Result<Stamp> {
        let (Some(open), Some(path)) = (&self.0, source.disk()) else {
            return digest::stamp(source, step);
        };
        let before = State::of(path);
        if let Some((stamp, _)) = before.and_then(|state| open.stamp(path, &state)) {
            return Ok(stamp);
        }
        let stamp = digest::stamp(source, step)?;
        open.note(path, before, &stamp);
        Ok(stamp)
    }

    /// What is known under a SHA-256, in hexadecimal digits; else what `work` makes, which is kept. It must depend on
    /// nothing but what the SHA-256 is of.
    pub fn recall<T: BorshSerialize + BorshDeserialize>(
        &self,
        topic: Topic,
        sha256: &str,
        work: impl FnOnce() -> T,
    ) -> T {
        let (Some(open), Some(sha256)) = (&self.0, sha(sha256)) else { return work() };
        if let Some(value) = open.get(topic, sha256) {
            return value;
        }
        let value = work();
        if let Ok(bytes) = borsh::to_vec(&value) {
            open.put(topic, sha256, &bytes);
        }
        value
    }
}

impl Open {
    fn get<T: BorshDeserialize>(&self, topic: Topic, sha256: Sha) -> Option<T> {
        let key = (topic, sha256);
        if let Some(bytes) = self.old.as_ref().and_then(|old| old.content(&key, self.today))
            && let Ok(value) = T::try_from_slice(&bytes)
        {
            return Some(value);
        }
        let bytes = self.place.elsewhere(&key)?;
        let value = T::try_from_slice(&bytes).ok()?;
        self.put(topic, sha256, &bytes);
        Some(value)
    }

    fn put(&self, topic: Topic, sha256: Sha, bytes: &[u8]) {
        if self.place.make().is_ok() {
            self.filling().put(&self.place.folder, (topic, sha256), bytes, self.today);
        }
    }

    /// Size and hash of the file at `path`, where it is in a state in which it was read before.
    fn stamp(&self, path: &Path, state: &State) -> Option<(Stamp, Sha)> {
        if self.reads_all {
            return None;
        }
        let sha256 = self.old.as_ref()?.file(self.relative(path), state, self.today)?;
        Some((Stamp { bytes: state.bytes, sha256: hex(&sha256) }, sha256))
    }

    /// Notes what the file at `path` was read as, if nothing changed it meanwhile, nor can now without being seen.
    fn note(&self, path: &Path, before: Option<State>, read: &Stamp) {
        let now = SystemTime::now();
        let (Some(before), Some(after), Some(sha256)) = (before, State::of(path), sha(&read.sha256)) else {
            return;
        };
        if before != after || after.bytes != read.bytes || !after.is_settled(now) {
            return;
        }
        let relative = self.relative(path);
        let known = self.old.as_ref().and_then(|old| old.file(relative, &after, self.today));
        if known != Some(sha256) {
            let known = Known { state: after, sha256, used: self.today };
            self.filling().note(relative.to_owned(), known);
        }
    }

    /// The path of a file in the submission, as the system has it.
    fn relative<'a>(&self, path: &'a Path) -> &'a [u8] {
        path.strip_prefix(&self.root).unwrap_or(path).as_os_str().as_encoded_bytes()
    }

    fn filling(&self) -> std::sync::MutexGuard<'_, Filling> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let new = std::mem::take(&mut *self.filling());
        if new.is_empty() && !self.old.as_ref().is_some_and(Drawer::is_used_anew) {
            return;
        }
        // What cannot be kept is found out again next time.
        let folder = &self.place.folder;
        let kept =
            self.place.make().and_then(|()| new.finish(folder, &self.path, self.old.take(), self.today));
        if kept.is_ok() {
            self.place.tidy(&self.path);
        }
    }
}

/// A SHA-256 from its hexadecimal digits.
fn sha(text: &str) -> Option<Sha> {
    HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}
