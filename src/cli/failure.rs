//! Why a command could not run, told to a person.

use std::io;
use std::path::{Path, PathBuf};

use super::{Context, Exit};
use crate::inventory::Interrupted;
use crate::report::terminal;
use crate::text::{Explain, Message, write_english};

/// Why a command ended without a result.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something that says itself.
    Told(Message),
    /// The user interrupted.
    Interrupted,
}

impl<E: Explain> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Told(error.message())
    }
}

impl From<Interrupted> for Failure {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

impl Failure {
    /// A file that could not be read.
    pub(super) fn cannot_read(path: &Path, reason: &dyn std::fmt::Display) -> Self {
        let message = Message::new("error-cannot-read").with("path", path.display().to_string());
        Self::Told(message.with("reason", reason.to_string()))
    }

    /// Says it on standard error, in the language of `context`.
    pub(super) fn tell(self, context: &Context) -> Exit {
        match self {
            Self::Interrupted => {
                context.output.note(&Message::new("interrupted").in_lang(context.lang));
                Exit::Interrupted
            }
            Self::Told(message) => {
                let paint = context.output.paint_err();
                let fix = message.fix();
                context.output.note(&terminal::problem(&message, fix.as_ref(), context.lang, paint));
                Exit::CouldNotRun
            }
        }
    }
}

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) struct CannotWrite {
    pub(super) path: PathBuf,
    pub(super) source: io::Error,
}

impl std::fmt::Display for CannotWrite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_english(&self.message(), f)
    }
}

impl Explain for CannotWrite {
    fn message(&self) -> Message {
        Message::new("error-cannot-write")
            .with("path", self.path.display().to_string())
            .with("reason", self.source.to_string())
    }
}
