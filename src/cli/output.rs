//! Results on standard output, progress and notes on standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use super::failure::CannotWrite;
use crate::report::{self, Paint};

/// Where a run's output goes, and how it looks there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    out: Paint,
    err: Paint,
    followed: Followed,
    terminal: bool,
    screen: bool,
}

/// How long work is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Followed {
    /// By bars on a terminal.
    Bars,
    /// By lines, where there is more than one thing to do.
    Lines,
    /// Not at all.
    Not,
}

impl Output {
    /// The output of this process: colours only on a terminal and without `NO_COLOR` (no-color.org).
    pub(super) fn of_process() -> Self {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let paint = |terminal: bool, width: Option<usize>| Paint {
            colours: terminal && !no_colour && !dumb,
            width: if terminal { width.unwrap_or(80).clamp(40, 120) } else { 80 },
        };
        let columns = |size: Option<(terminal_size::Width, _)>| size.map(|(width, _)| usize::from(width.0));
        Self {
            out: paint(io::stdout().is_terminal(), columns(terminal_size::terminal_size_of(io::stdout()))),
            err: paint(io::stderr().is_terminal(), columns(terminal_size::terminal_size_of(io::stderr()))),
            followed: if io::stderr().is_terminal() && !dumb { Followed::Bars } else { Followed::Lines },
            terminal: io::stdout().is_terminal(),
            screen: io::stdout().is_terminal() && !dumb,
        }
    }

    /// The same, without progress where `quiet`.
    pub(super) fn quiet(self, quiet: bool) -> Self {
        Self { followed: if quiet { Followed::Not } else { self.followed }, ..self }
    }

    /// How standard output looks.
    pub(super) fn paint(&self) -> Paint {
        self.out
    }

    /// How standard error looks.
    pub(super) fn paint_err(&self) -> Paint {
        self.err
    }

    /// Whether progress is shown.
    pub(super) fn shows_progress(&self) -> bool {
        self.followed == Followed::Bars
    }

    /// Whether notes on how far a run is are wanted.
    pub(super) fn says_more(&self) -> bool {
        self.followed != Followed::Not
    }

    /// Prints a result.
    pub(super) fn result(&self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes())
    }

    #[expect(clippy::unused_self, reason = "only who has the output prints")]
    fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            // Whoever read it has seen enough; the verdict stays what it is.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(source) => Err(CannotWrite { path: "stdout".into(), source }.into()),
        }
    }

    /// Whether a person would see on the screen what is printed.
    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Clears the screen, where results go to one that can be cleared.
    pub(super) fn clear(&self) {
        if self.screen {
            // Erases the screen and puts the cursor into its corner (ECMA-48: ED, CUP).
            let mut out = io::stdout().lock();
            let _ = out.write_all(b"\x1b[2J\x1b[H").and_then(|()| out.flush());
        }
    }

    /// Prints a note for people.
    #[expect(clippy::unused_self, reason = "only who has the output prints")]
    pub(super) fn note(&self, text: &str) {
        // Where standard error is gone there is nobody to tell.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Writes a result to the file `path`, or prints it.
    pub(super) fn deliver(&self, bytes: &[u8], path: Option<&Path>) -> Result<(), Failure> {
        match path {
            Some(path) if path.as_os_str() != "-" => report::replace(path, bytes)
                .map_err(|source| CannotWrite { path: path.into(), source }.into()),
            _ => self.bytes(bytes),
        }
    }
}
