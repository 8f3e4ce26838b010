//! The content of one entry, bounded and checked while it is read.

use std::io::{self, Read, Seek, SeekFrom};

use super::read::Entry;
use super::{Fault, FaultKind, Method, record};
use crate::facts::inflate::Inflate;

/// Bytes of deflated data read at a time.
const INPUT: usize = 64 << 10;

/// Reads the content of an entry. It never gives more bytes than the entry's headers say, and its end (a read
/// of 0 bytes) is only reached when size, checksum and the end of the compressed data agree; otherwise reading
/// fails with a [`Fault`] inside the error.
pub struct Content<R> {
    source: R,
    /// Bytes of the entry still in `source`.
    left: u64,
    inflate: Option<Deflated>,
    crc: crc32fast::Hasher,
    given: u64,
    name: String,
    size: u64,
    expected_crc: u32,
    ended: bool,
    /// Where its data start in the archive.
    data: u64,
    /// The last bytes given, of stored content that must not look like its own end.
    watched: Option<Vec<u8>>,
}

struct Deflated {
    state: Inflate,
    input: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

impl<R: Read + Seek> Content<R> {
    /// The content of `entry`, read from the archive it was found in.
    pub fn open(mut source: R, entry: &Entry) -> io::Result<Self> {
        source.seek(SeekFrom::Start(entry.data))?;
        let inflate = (entry.method == Method::Deflated).then(|| Deflated {
            state: Inflate::new(),
            input: vec![0; INPUT],
            start: 0,
            end: 0,
            ended: false,
        });
        Ok(Self {
            source,
            left: entry.compressed,
            inflate,
            crc: crc32fast::Hasher::new(),
            given: 0,
            name: entry.name.clone(),
            size: entry.size,
            expected_crc: entry.crc,
            ended: false,
            data: entry.data,
            watched: (entry.streamed && entry.method == Method::Stored).then(Vec::new),
        })
    }

    fn fault(&self, kind: FaultKind) -> io::Error {
        Fault::of_entry(kind, &self.name).at(self.data).into()
    }

    /// Whether stored content without a length in front, up to and with these bytes, looks like its own end.
    fn looks_ended(&mut self, bytes: &[u8]) -> bool {
        let Some(watched) = &mut self.watched else { return false };
        // A signature may lie across two reads.
        watched.extend(bytes.get(..bytes.len().min(3)).unwrap_or_default());
        let found = record::holds_signature(watched) || record::holds_signature(bytes);
        if bytes.len() >= 3 {
            watched.clear();
            watched.extend(bytes.get(bytes.len() - 3..).unwrap_or_default());
        } else {
            watched.drain(..watched.len().saturating_sub(3));
        }
        found
    }

    fn read_stored(&mut self, out: &mut [u8]) -> io::Result<usize> {
        read_some(&mut self.source, &mut self.left, out)
    }

    fn read_deflated(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(inflate) = &mut self.inflate else { return self.read_stored(out) };
        while !inflate.ended {
            if inflate.start == inflate.end && self.left > 0 {
                inflate.start = 0;
                inflate.end = read_some(&mut self.source, &mut self.left, &mut inflate.input)?;
                if inflate.end == 0 {
                    break;
                }
            }
            let input = inflate.input.get(inflate.start..inflate.end).unwrap_or_default();
            let Ok(step) = inflate.state.step(input, out) else { break };
            inflate.start = inflate.start.saturating_add(step.read).min(inflate.end);
            if step.ended {
                inflate.ended = inflate.start == inflate.end && self.left == 0;
            }
            // Cut off, or followed by bytes that another reader might take for content.
            if step.ended != inflate.ended || (!step.ended && step.read == 0 && step.written == 0) {
                break;
            }
            if step.written > 0 {
                return Ok(step.written);
            }
        }
        if inflate.ended { Ok(0) } else { Err(self.fault(FaultKind::Data)) }
    }
}

impl<R: Read + Seek> Read for Content<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() || self.ended {
            return Ok(0);
        }
        let count = if self.inflate.is_some() { self.read_deflated(out)? } else { self.read_stored(out)? };
        self.given += count as u64;
        if self.given > self.size || (count == 0 && self.given < self.size) {
            return Err(self.fault(FaultKind::Data));
        }
        let bytes = out.get(..count).unwrap_or_default();
        if self.looks_ended(bytes) {
            return Err(self.fault(FaultKind::FalseEnd));
        }
        self.crc.update(bytes);
        if count == 0 {
            if self.crc.clone().finalize() != self.expected_crc {
                return Err(self.fault(FaultKind::Checksum));
            }
            self.ended = true;
        }
        Ok(count)
    }
}

/// One read of at most `left` bytes.
fn read_some(source: &mut impl Read, left: &mut u64, out: &mut [u8]) -> io::Result<usize> {
    let most = usize::try_from(*left).unwrap_or(usize::MAX).min(out.len());
    let count = loop {
        match source.read(out.get_mut(..most).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => break result?,
        }
    };
    *left = left.saturating_sub(count as u64);
    Ok(count)
}
