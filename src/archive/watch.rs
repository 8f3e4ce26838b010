//! Long work, followed and stopped by whoever started it.

use super::Error;
use crate::inventory::Watch;

/// Tells the bytes done by all threads together.
pub(super) struct Counter<'a> {
    watch: Watch<'a>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(watch: Watch<'a>) -> Self {
        Self { watch }
    }

    /// Adds `bytes`, or stops the work.
    pub(super) fn add(&self, bytes: usize) -> Result<(), Error> {
        if (self.watch.interrupted)() {
            return Err(Error::Interrupted);
        }
        (self.watch.done)(bytes as u64);
        Ok(())
    }
}
