//! Writing an archive on all processors.
//!
//! The place of an entry is known as soon as the lengths of those before it are: of stored content from the start, of
//! deflated content once it is deflated. So each thread takes the next entry, prepares it, and writes it to its place;
//! large stored files are shared out in parts. The bytes are those that [`super::zip::write`] gives, whatever the
//! number of threads.
//!
//! - `line` knows which entry comes next and where each one lies;
//! - `source` reads a file of the material;
//! - `worker` is what each thread does;
//! - `flush` lets what is written reach the disk meanwhile.
//!
//! What lies in the archive just as it is, is read back by the thread that wrote it, while others write.
//!
//! Who wants the digest of the whole archive has it computed behind the front of what is written ([`Running`]).

mod flush;
mod line;
mod source;
mod worker;

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Mutex;

pub(super) use flush::{Flush, Flushing};
use line::{Halt, Line};
use worker::Worker;

use super::Error;
use super::open::{self, Shared};
use super::pack::PayloadFile;
use super::proofs::Proofs;
use super::sum::Running;
use super::watch::Counter;
use super::zip::form::{self, Form, misuse};
use super::zip::{LARGEST_DIRECTORY, MOST_ENTRIES};

/// An entry that is to be written.
pub(super) struct Entry<'a> {
    /// Its path in the bag.
    pub(super) path: Cow<'a, str>,
    /// What it holds.
    pub(super) content: Content<'a>,
}

/// The content of an entry.
pub(super) enum Content<'a> {
    /// These bytes.
    Bytes(Cow<'a, [u8]>),
    /// What the file holds, if it is what it was.
    File(&'a PayloadFile),
}

impl Content<'_> {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(payload) => payload.bytes,
        }
    }
}

/// What is written, and where.
pub(super) struct Job<'a> {
    /// The folder at the top.
    pub(super) top: &'a str,
    /// The date of every entry, as MS-DOS writes it.
    pub(super) date: u16,
    /// The entries, in strictly ascending order of their paths.
    pub(super) entries: &'a [Entry<'a>],
    /// The archive, for errors.
    pub(super) target: &'a Path,
    /// The empty file that is written to.
    pub(super) file: &'a File,
    /// Digests of the whole archive.
    pub(super) sums: &'a [Mutex<Running<Shared>>],
    /// Lets one thread write at a time, and is told how far the file has grown.
    pub(super) flush: &'a Flush,
    /// Counts the bytes of the content.
    pub(super) counter: &'a Counter<'a>,
}

impl Job<'_> {
    /// Writes the archive. Gives what was read back of it meanwhile.
    pub(super) fn write(&self) -> Result<Proofs, Error> {
        let written = self.forms().map_err(Halt::Write).and_then(|forms| {
            let line = Line::new(self.entries, &forms, |at| self.name(at));
            let proofs = rayon::broadcast(|_| Worker::new(self, &forms, &line).work());
            self.finish(&forms, &line)?;
            Ok(proofs.into_iter().flatten().collect())
        });
        written.map_err(|halt| match halt {
            Halt::Error(error) => error,
            Halt::Write(error) => Error::write(self.target, error),
            Halt::Stopped => Error::Interrupted,
        })
    }

    fn forms(&self) -> io::Result<Vec<Form>> {
        if self.entries.len() as u64 > MOST_ENTRIES {
            return Err(misuse("too many entries"));
        }
        let forms = self.entries.iter().enumerate();
        forms.map(|(at, entry)| Form::new(&self.name(at), entry.content.len(), self.date)).collect()
    }

    /// The full name of an entry.
    fn name(&self, at: usize) -> String {
        let path = self.entries.get(at).map(|entry| &*entry.path).unwrap_or_default();
        format!("{}/{path}", self.top)
    }

    /// Writes the central directory and the end records.
    fn finish(&self, forms: &[Form], line: &Line<'_>) -> Result<(), Halt> {
        let (written, end) = line.end()?;
        let mut directory = Vec::new();
        for (at, (form, (offset, written))) in forms.iter().zip(written).enumerate() {
            form.central(&self.name(at), offset, written, &mut directory);
            if directory.len() as u64 > LARGEST_DIRECTORY {
                return Err(misuse("names too long altogether").into());
            }
        }
        let records = form::end(forms.len() as u64, directory.len() as u64, end);
        directory.extend(records);
        self.put(&directory, end)?;
        Ok(())
    }

    /// Writes bytes to their place.
    fn put(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.flush.while_it_grows(bytes.len() as u64, || open::write_all_at(self.file, bytes, offset))
    }
}

#[cfg(test)]
mod tests;
