//! Which entry is the next, where each one lies, and how far all are written.

use std::collections::HashMap;
use std::fs::File;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::super::Error;
use super::super::zip::Method;
use super::super::zip::form::{Form, Written};
use super::{Content, Entry};

/// Stored files are read and written in parts of this many bytes.
pub(super) const PART: u64 = 32 << 20;

/// Why a thread ended early.
#[derive(Debug)]
pub(super) enum Halt {
    /// The archive could not be written.
    Write(std::io::Error),
    /// Something else went wrong.
    Error(Error),
    /// Another thread ended early.
    Stopped,
}

impl From<std::io::Error> for Halt {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// What is in memory already is deflated before its turn where it has so many bytes at least: it mostly comes last, when
/// nobody else has anything left to do.
const AHEAD: u64 = 64 << 10;
/// And so many at most, so that it can wait in memory.
const MOST_AHEAD: u64 = 64 << 20;

/// What a thread is to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// To write a part of an entry.
    Write(Claim),
    /// To deflate an entry that will be written later.
    Deflate(Claim),
}

/// A part of the content of an entry, which nobody else has to do with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    /// The number of the entry.
    pub(super) at: usize,
    /// Where the part begins in the content of the entry.
    pub(super) from: u64,
    /// How long the part is, in bytes.
    pub(super) len: u64,
}

/// The entries in their order. Threads take them in that order, so that a thread only ever waits for what another one
/// has already begun.
pub(super) struct Line<'a> {
    entries: &'a [Entry<'a>],
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    /// The next part to be claimed: entry, and where it begins there.
    next: (usize, u64),
    /// Entries that are deflated before their turn and that nobody has begun, the longest last.
    ahead: Vec<usize>,
    /// Those that are deflated, with room for their headers.
    ready: HashMap<usize, (Vec<u8>, Written)>,
    /// Where entries begin, as far as it is known: one more than there are known lengths before.
    places: Vec<u64>,
    /// The lengths of the entries with their headers, where they are known.
    lengths: Vec<Option<u64>>,
    written: Vec<Option<Written>>,
    /// The number of first entries that are written.
    whole: usize,
    shared: HashMap<usize, Shared>,
    /// Why no more is done, and the entry where it happened.
    failed: Option<(usize, Halt)>,
}

/// An entry that is written in parts.
#[derive(Default)]
struct Shared {
    file: Option<Arc<File>>,
    /// The checksums of its parts.
    sums: Vec<Option<crc32fast::Hasher>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(entries: &'a [Entry<'a>], forms: &[Form], name: impl Fn(usize) -> String) -> Self {
        let lengths = entries.iter().zip(forms).enumerate().map(|(at, (entry, form))| match form.method {
            Method::Stored => Some(entry.content.len().saturating_add(form.header_len(&name(at)) as u64)),
            Method::Deflated => None,
        });
        let is_ahead = |(entry, form): (&Entry<'_>, &Form)| {
            let in_memory = matches!(entry.content, Content::Bytes(_)) && form.method == Method::Deflated;
            in_memory && (AHEAD..=MOST_AHEAD).contains(&entry.content.len())
        };
        let which = entries.iter().zip(forms).enumerate().filter(|(_, both)| is_ahead(*both));
        let mut ahead: Vec<usize> = which.map(|(at, _)| at).collect();
        ahead.sort_by_key(|&at| entries.get(at).map(|entry| entry.content.len()));
        let mut state = State {
            lengths: lengths.collect(),
            written: vec![None; entries.len()],
            places: Vec::with_capacity(entries.len() + 1),
            ahead,
            ..State::default()
        };
        state.places.push(0);
        state.place();
        Self { entries, state: Mutex::new(state), moved: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked is told of by its `Alarm`.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next thing to do; none where everything is begun or something failed.
    pub(super) fn claim(&self) -> Option<Next> {
        let mut state = self.state();
        if state.failed.is_some() {
            return None;
        }
        if let Some(at) = state.ahead.pop() {
            let len = self.entries.get(at).map_or(0, |entry| entry.content.len());
            return Some(Next::Deflate(Claim { at, from: 0, len }));
        }
        let (at, from) = state.next;
        let entry = self.entries.get(at)?;
        let rest = entry.content.len().saturating_sub(from);
        // The length of stored content is known.
        let stored = state.lengths.get(at).is_some_and(Option::is_some);
        let len = if stored { rest.min(PART) } else { rest };
        state.next = if len < rest { (at, from + len) } else { (at + 1, 0) };
        Some(Next::Write(Claim { at, from, len }))
    }

    /// Keeps an entry that is deflated, with room for its header, until its turn comes.
    pub(super) fn is_ready(&self, at: usize, held: Vec<u8>, written: Written) {
        self.is_long(at, held.len() as u64);
        self.state().ready.insert(at, (held, written));
    }

    /// An entry that was deflated before its turn. Where that is not finished, whoever writes it deflates it again.
    pub(super) fn take_ready(&self, at: usize) -> Option<(Vec<u8>, Written)> {
        self.state().ready.remove(&at)
    }

    /// Where an entry begins. Waits until those before it are so far.
    pub(super) fn place(&self, at: usize) -> Result<u64, Halt> {
        let mut state = self.state();
        loop {
            if state.failed.as_ref().is_some_and(|(failed, _)| *failed <= at) {
                return Err(Halt::Stopped);
            }
            if let Some(place) = state.places.get(at) {
                return Ok(*place);
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Tells how long an entry is, with its header.
    pub(super) fn is_long(&self, at: usize, length: u64) {
        let mut state = self.state();
        if let Some(known) = state.lengths.get_mut(at) {
            *known = Some(length);
        }
        state.place();
        self.moved.notify_all();
    }

    /// Tells that an entry is written.
    pub(super) fn is_written(&self, at: usize, written: Written) {
        let mut state = self.state();
        if let Some(entry) = state.written.get_mut(at) {
            *entry = Some(written);
        }
        while state.written.get(state.whole).is_some_and(Option::is_some) {
            state.whole += 1;
        }
    }

    /// The open file of an entry that is written in parts: the same for all of them.
    pub(super) fn shared(
        &self,
        claim: Claim,
        open: impl FnOnce() -> Result<File, Error>,
    ) -> Result<Arc<File>, Error> {
        let mut state = self.state();
        let shared = state.shared.entry(claim.at).or_default();
        if let Some(file) = &shared.file {
            return Ok(Arc::clone(file));
        }
        let file = Arc::new(open()?);
        shared.file = Some(Arc::clone(&file));
        Ok(file)
    }

    /// Tells the checksum of a part. Gives that of the whole content with the last one.
    pub(super) fn part_is_written(&self, claim: Claim, sum: crc32fast::Hasher) -> Option<u32> {
        let parts = self.entries.get(claim.at).map_or(0, |entry| entry.content.len().div_ceil(PART));
        let mut state = self.state();
        let shared = state.shared.entry(claim.at).or_default();
        shared.sums.resize(usize::try_from(parts).unwrap_or(usize::MAX), None);
        let part = usize::try_from(claim.from / PART).unwrap_or(usize::MAX);
        if let Some(known) = shared.sums.get_mut(part) {
            *known = Some(sum);
        }
        let mut whole = crc32fast::Hasher::new();
        for sum in &shared.sums {
            whole.combine(sum.as_ref()?);
        }
        state.shared.remove(&claim.at);
        Some(whole.finalize())
    }

    /// Up to where all bytes are written; none where everything is begun or something failed.
    pub(super) fn front(&self) -> Option<u64> {
        let state = self.state();
        let goes_on = state.failed.is_none() && state.next.0 < self.entries.len();
        state.places.get(state.whole).copied().filter(|_| goes_on)
    }

    /// Stops what comes behind the entry `at`. What comes before it is still done, so that of several things that are
    /// wrong always the same is told.
    pub(super) fn fail(&self, at: usize, halt: Halt) {
        let mut state = self.state();
        if state.failed.as_ref().is_none_or(|(failed, _)| at < *failed) && !matches!(halt, Halt::Stopped) {
            state.failed = Some((at, halt));
        }
        self.moved.notify_all();
    }

    /// Whether the entry `at` need not be done any more.
    pub(super) fn is_stopped(&self, at: usize) -> bool {
        self.state().failed.as_ref().is_some_and(|(failed, _)| *failed <= at)
    }

    /// What was written of each entry and where, and where the last one ends.
    pub(super) fn end(&self) -> Result<(Vec<(u64, Written)>, u64), Halt> {
        let mut state = self.state();
        if let Some((_, halt)) = state.failed.take() {
            return Err(halt);
        }
        let written = state.places.iter().copied().zip(state.written.iter().copied());
        let written: Option<Vec<_>> = written.map(|(place, written)| Some((place, written?))).collect();
        let end = state.places.get(self.entries.len()).copied();
        written.zip(end).ok_or(Halt::Stopped)
    }
}

impl State {
    /// Places all entries that can be.
    fn place(&mut self) {
        while let Some(place) = self.places.last()
            && let Some(Some(length)) = self.lengths.get(self.places.len() - 1)
        {
            self.places.push(place.saturating_add(*length));
        }
    }
}

/// Stops all threads where one panics, or they would wait for it for ever.
pub(super) struct Alarm<'a>(pub(super) &'a Line<'a>);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.fail(0, Halt::Error(Error::Interrupted));
        }
    }
}
