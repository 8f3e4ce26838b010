//! Letting a file reach the disk while it is still written, so that little is left to wait for at its end.

use std::fs::File;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// Bytes that are written before the next ones are sent to the disk.
const STEP: u64 = 64 << 20;

/// How far a file is written and how far it is on the disk.
#[derive(Default)]
pub(in crate::archive) struct Flush {
    turn: Mutex<()>,
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    written: u64,
    end: Option<End>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// All is written.
    Whole,
    /// Nobody wants the file any more.
    Given,
}

impl Flush {
    /// Writes so many bytes. File systems let one thread at a time write to a file, and those that wait for it in the
    /// kernel may keep a processor busy; here they sleep.
    pub(super) fn while_it_grows(
        &self,
        bytes: u64,
        write: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        write()?;
        drop(turn);
        self.grew(bytes);
        Ok(())
    }

    fn grew(&self, bytes: u64) {
        let mut state = self.state();
        let before = state.written / STEP;
        state.written = state.written.saturating_add(bytes);
        if state.written / STEP > before {
            self.moved.notify_one();
        }
    }

    /// Tells that nothing more will be written: all of it must last.
    pub(in crate::archive) fn whole(&self) {
        self.end(End::Whole);
    }

    fn end(&self, end: End) {
        self.state().end.get_or_insert(end);
        self.moved.notify_one();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows the file until it is whole or given up.
    fn follow(&self, file: &File) -> io::Result<()> {
        let mut flushed = 0;
        loop {
            let waits = |state: &mut State| state.end.is_none() && state.written - flushed < STEP;
            let state = self.moved.wait_while(self.state(), waits).unwrap_or_else(PoisonError::into_inner);
            let (written, end) = (state.written, state.end);
            drop(state);
            match end {
                None => file.sync_data()?,
                Some(End::Whole) => return file.sync_all(),
                Some(End::Given) => return Ok(()),
            }
            flushed = written;
        }
    }
}

/// The thread that lets a file reach the disk. Whoever drops it gives the file up.
pub(in crate::archive) struct Flushing<'scope, 'a> {
    flush: &'a Flush,
    thread: Option<ScopedJoinHandle<'scope, io::Result<()>>>,
    file: &'a File,
}

impl<'scope, 'a> Flushing<'scope, 'a> {
    pub(in crate::archive) fn start<'env>(
        scope: &'scope Scope<'scope, 'env>,
        flush: &'a Flush,
        file: &'a File,
    ) -> Self
    where
        'a: 'scope,
    {
        // Where there can be no thread, the end takes longer.
        let thread = Builder::new().spawn_scoped(scope, || flush.follow(file)).ok();
        Self { flush, thread, file }
    }

    /// Waits until the whole file is on the disk.
    pub(in crate::archive) fn end(mut self) -> io::Result<()> {
        self.flush.whole();
        match self.thread.take().map(ScopedJoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => self.file.sync_all(),
        }
    }
}

impl Drop for Flushing<'_, '_> {
    fn drop(&mut self) {
        self.flush.end(End::Given);
    }
}
