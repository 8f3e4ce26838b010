//! Arguments that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Context, Failure};
use crate::report::Paint;

/// How many threads work.
#[derive(Debug, Args)]
pub(super) struct Jobs {
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

impl Jobs {
    /// The number asked for, if any.
    pub(super) fn count(&self) -> Option<usize> {
        self.jobs.map(usize::from)
    }
}

/// In which form a result is wanted, and where.
#[derive(Debug, Args)]
pub(super) struct Delivery {
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The forms of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Delivery {
    /// Delivers the result in the form that is wanted, as text where none is. A file gets no colours.
    pub(super) fn deliver(
        &self,
        context: &Context,
        text: impl FnOnce(Paint) -> String,
        json: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        self.deliver_or(Format::Text, context, text, json)
    }

    /// The same, in the form `usual` where none is wanted.
    pub(super) fn deliver_or(
        &self,
        usual: Format,
        context: &Context,
        text: impl FnOnce(Paint) -> String,
        json: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        let result = match self.format.unwrap_or(usual) {
            Format::Json => json(),
            Format::Text if self.output.is_some() => text(Paint::plain()),
            Format::Text => text(context.output.paint()),
        };
        context.output.deliver(result.as_bytes(), self.output.as_deref())
    }
}
