//! Long work, followed and stopped by whoever started it.

/// How a long run is followed and stopped.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Told how many bytes are done, again and again; altogether as many as the files have.
    pub done: &'a (dyn Fn(u64) + Sync),
    /// Asked now and then whether the user wants it to stop.
    pub interrupted: &'a (dyn Fn() -> bool + Sync),
}

impl Watch<'static> {
    /// A run that nobody follows.
    #[must_use]
    pub fn nobody() -> Self {
        Self { done: &|_| {}, interrupted: &|| false }
    }
}
