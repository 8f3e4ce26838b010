//! What each thread does: takes an entry, prepares it, writes it to its place.

use std::fs::File;
use std::sync::Arc;

use super::super::bag::algorithm::{Algorithm, Hasher};
use super::super::open;
use super::super::proofs::Proof;
use super::super::zip::Method;
use super::super::zip::deflate::Deflate;
use super::super::zip::form::{Form, Written};
use super::line::{Alarm, Claim, Halt, Line, Next};
use super::{Content, Job, source};

/// Bytes of a file read at a time.
const PIECE: usize = 1 << 20;
/// Deflated bytes that are held in memory until their place is known.
const HELD: usize = 16 << 20;
/// Bytes that must be written before a thread leaves its work to compute digests of them.
const BEHIND: u64 = 8 << 20;

/// One thread.
pub(super) struct Worker<'a> {
    job: &'a Job<'a>,
    forms: &'a [Form],
    line: &'a Line<'a>,
    buffer: Vec<u8>,
    deflate: Option<Deflate>,
    /// A header and what follows it, before it is written.
    held: Vec<u8>,
}

/// An entry, or a part of one, while it is written.
struct Task<'a> {
    job: &'a Job<'a>,
    line: &'a Line<'a>,
    claim: Claim,
    name: String,
    form: &'a Form,
    content: &'a Content<'a>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(job: &'a Job<'a>, forms: &'a [Form], line: &'a Line<'a>) -> Self {
        Self { job, forms, line, buffer: vec![0; PIECE], deflate: None, held: Vec::new() }
    }

    /// Writes entries until none is left. Gives what it found when it read them back, by where they lie.
    pub(super) fn work(&mut self) -> Vec<(u64, Proof)> {
        let _alarm = Alarm(self.line);
        let mut proofs = Vec::new();
        while let Some(next) = self.line.claim() {
            let (claim, done) = match next {
                Next::Deflate(claim) => (claim, self.deflate(claim).map(|()| None)),
                Next::Write(claim) => {
                    let written = self.write(claim).and_then(|()| self.sum());
                    (claim, written.and_then(|()| self.read_back(claim)))
                }
            };
            match done {
                Ok(proof) => proofs.extend(proof),
                Err(halt) => self.line.fail(claim.at, halt),
            }
        }
        proofs
    }

    /// Deflates what will be written later.
    fn deflate(&mut self, claim: Claim) -> Result<(), Halt> {
        let Some(task) = self.task(claim) else { return Ok(()) };
        let deflate = self.deflate.get_or_insert_with(Deflate::new);
        let (_, written) = task.deflate(&mut self.buffer, &mut self.held, usize::MAX, deflate)?;
        self.line.is_ready(claim.at, std::mem::take(&mut self.held), written);
        Ok(())
    }

    fn task(&self, claim: Claim) -> Option<Task<'a>> {
        let (entry, form) = self.job.entries.get(claim.at).zip(self.forms.get(claim.at))?;
        let name = self.job.name(claim.at);
        Some(Task { job: self.job, line: self.line, claim, name, form, content: &entry.content })
    }

    fn write(&mut self, claim: Claim) -> Result<(), Halt> {
        let Some(task) = self.task(claim) else { return Ok(()) };
        match task.form.method {
            Method::Stored if task.content.len() <= PIECE as u64 => {
                task.store_small(&mut self.buffer, &mut self.held)
            }
            Method::Stored => task.store_part(&mut self.buffer),
            Method::Deflated => {
                if let Some((mut held, written)) = self.line.take_ready(claim.at) {
                    return task.end_held(&mut held, self.line.place(claim.at)?, written);
                }
                let deflate = self.deflate.get_or_insert_with(Deflate::new);
                let (put, written) = task.deflate(&mut self.buffer, &mut self.held, HELD, deflate)?;
                task.end_deflated(&mut self.held, put, written)
            }
        }
    }

    /// Reads what was written, where it is a whole entry that lies in the archive just as it is. Whatever else is to
    /// be read, whoever verifies the archive reads, and says what is wrong.
    fn read_back(&mut self, claim: Claim) -> Result<Option<(u64, Proof)>, Halt> {
        let job = self.job;
        let is_whole =
            |task: &Task<'_>| task.form.method == Method::Stored && claim.len == task.content.len();
        let Some(task) = self.task(claim).filter(is_whole) else { return Ok(None) };
        let data = self.line.place(claim.at)?.saturating_add(task.header_len() as u64);
        let (mut sha256, mut crc) = (Hasher::new(Algorithm::Sha256), crc32fast::Hasher::new());
        let mut done = 0;
        while done < claim.len {
            let most = usize::try_from(claim.len - done).unwrap_or(usize::MAX).min(self.buffer.len());
            let piece = self.buffer.get_mut(..most).unwrap_or_default();
            if !matches!(open::fill_at(job.file, piece, data.saturating_add(done)), Ok(count) if count == most)
            {
                return Ok(None);
            }
            sha256.update(piece);
            crc.update(piece);
            done += most as u64;
            job.counter.add(most)?;
        }
        let proof = Proof { bytes: claim.len, crc: crc.finalize(), sha256: sha256.finish() };
        Ok(Some((data, proof)))
    }

    /// Computes digests of what is written, where nobody else does and there is something to be done after it.
    fn sum(&self) -> Result<(), Halt> {
        for sum in self.job.sums {
            let Ok(mut sum) = sum.try_lock() else { continue };
            while let Some(front) = self.line.front()
                && front.saturating_sub(sum.position()) >= BEHIND
            {
                let to = sum.position() + BEHIND;
                sum.advance(to, self.job.target, self.job.counter)?;
            }
        }
        Ok(())
    }
}

impl Task<'_> {
    /// Stores content of one piece together with its header.
    fn store_small(&self, buffer: &mut [u8], held: &mut Vec<u8>) -> Result<(), Halt> {
        let place = self.line.place(self.claim.at)?;
        held.clear();
        held.resize(self.header_len(), 0);
        self.pieces(buffer, |piece| {
            held.extend_from_slice(piece);
            Ok(())
        })?;
        let content = held.get(self.header_len()..).unwrap_or_default();
        let written = Written { crc: crc32fast::hash(content), compressed: content.len() as u64 };
        self.end_held(held, place, written)
    }

    /// Stores a part of the content; whoever writes the last one writes the header too.
    fn store_part(&self, buffer: &mut [u8]) -> Result<(), Halt> {
        let place = self.line.place(self.claim.at)?;
        let mut offset = place.saturating_add(self.header_len() as u64).saturating_add(self.claim.from);
        let mut crc = crc32fast::Hasher::new();
        self.pieces(buffer, |piece| {
            crc.update(piece);
            self.job.put(piece, offset)?;
            offset += piece.len() as u64;
            Ok(())
        })?;
        match self.line.part_is_written(self.claim, crc) {
            Some(crc) => self.end(place, Written { crc, compressed: self.content.len() }),
            None => Ok(()),
        }
    }

    /// Deflates the content, in memory while it is no more than `most` there; then it waits for its place. Gives how
    /// many bytes are written, those before the ones that are held.
    fn deflate(
        &self,
        buffer: &mut [u8],
        held: &mut Vec<u8>,
        most: usize,
        deflate: &mut Deflate,
    ) -> Result<(u64, Written), Halt> {
        held.clear();
        held.resize(self.header_len(), 0);
        let mut crc = crc32fast::Hasher::new();
        let mut put = 0;
        let mut take = |bytes: &[u8]| {
            held.extend_from_slice(bytes);
            if held.len() >= most {
                self.job.put(held, self.line.place(self.claim.at)?.saturating_add(put))?;
                put += held.len() as u64;
                held.clear();
            }
            Ok::<(), Halt>(())
        };
        deflate.restart();
        self.pieces(buffer, |piece| {
            crc.update(piece);
            deflate.add(piece, &mut take)
        })?;
        deflate.end(&mut take)?;
        let compressed = put + held.len() as u64 - self.header_len() as u64;
        Ok((put, Written { crc: crc.finalize(), compressed }))
    }

    /// Writes the rest of deflated content, which is held, and its header.
    fn end_deflated(&self, held: &mut [u8], put: u64, written: Written) -> Result<(), Halt> {
        self.line.is_long(self.claim.at, put + held.len() as u64);
        let place = self.line.place(self.claim.at)?;
        if put == 0 {
            return self.end_held(held, place, written);
        }
        self.job.put(held, place.saturating_add(put))?;
        self.end(place, written)
    }

    /// Gives the claimed content piece by piece.
    fn pieces(&self, buffer: &mut [u8], mut take: impl FnMut(&[u8]) -> Result<(), Halt>) -> Result<(), Halt> {
        let Claim { at, mut from, len } = self.claim;
        let end = from.saturating_add(len);
        let open: Option<Arc<File>> = match self.content {
            Content::Bytes(_) => None,
            Content::File(payload) if len < payload.bytes => {
                Some(self.line.shared(self.claim, || source::open(payload))?)
            }
            Content::File(payload) => Some(Arc::new(source::open(payload)?)),
        };
        loop {
            if self.line.is_stopped(at) {
                return Err(Halt::Stopped);
            }
            let piece = match (self.content, &open) {
                (Content::File(payload), Some(file)) => {
                    let count = source::read(payload, file, buffer, from, end - from)?;
                    buffer.get(..count).unwrap_or_default()
                }
                (Content::Bytes(bytes), _) => {
                    let rest = usize::try_from(from).ok().and_then(|from| bytes.get(from..));
                    let most = usize::try_from(end - from).unwrap_or(usize::MAX).min(PIECE);
                    rest.map(|rest| rest.get(..most).unwrap_or(rest)).unwrap_or_default()
                }
                (Content::File(_), None) => return Err(Halt::Stopped),
            };
            from += piece.len() as u64;
            self.job.counter.add(piece.len())?;
            take(piece)?;
            if from >= end {
                return Ok(());
            }
        }
    }

    fn header_len(&self) -> usize {
        self.form.header_len(&self.name)
    }

    /// Writes what is held of an entry, which is all, with its header.
    fn end_held(&self, held: &mut [u8], place: u64, written: Written) -> Result<(), Halt> {
        if let Some(header) = held.get_mut(..self.header_len()) {
            header.copy_from_slice(&self.form.local(&self.name, place, written));
        }
        self.job.put(held, place)?;
        self.line.is_written(self.claim.at, written);
        Ok(())
    }

    /// Writes the header of an entry whose content is written.
    fn end(&self, place: u64, written: Written) -> Result<(), Halt> {
        self.job.put(&self.form.local(&self.name, place, written), place)?;
        self.line.is_written(self.claim.at, written);
        Ok(())
    }
}
