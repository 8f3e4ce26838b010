//! Reading a file once: its bytes for the readers, its size and SHA-256.

use std::io::{self, Read};
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use crate::submission::Source;

/// Largest file whose content is examined, in bytes. Larger ones are hashed only.
pub const LARGEST_EXAMINED: u64 = 256 << 20;

/// Files from this size on are held in memory one at a time, whatever the number of threads.
const LARGE: u64 = 32 << 20;

static LARGE_LANE: Mutex<()> = Mutex::new(());

/// Size and hash of a file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes read.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal (FIPS 180-4).
    pub sha256: String,
}

/// Told after each block how many bytes it has, and asked whether the user wants the work to stop.
pub type Step<'a> = &'a (dyn Fn(u64) -> bool + Sync);

/// Reads `source` once. `examine` gets its stamp and the whole content, or nothing where it is too large to be examined.
/// Where `step` says yes, the answer is an error of kind `Interrupted`.
pub fn read_once<T>(
    source: &Source,
    step: Step<'_>,
    examine: impl FnOnce(&Stamp, Option<&[u8]>) -> T,
) -> io::Result<(Stamp, T)> {
    let (mut file, size) = source.open()?;
    if size > LARGEST_EXAMINED {
        let stamp = stream(&mut file, step)?;
        let examined = examine(&stamp, None);
        return Ok((stamp, examined));
    }
    // A poisoned lane means that a reader panicked with the content of another file: nothing of ours is lost.
    let _lane = (size > LARGE).then(|| LARGE_LANE.lock());
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.by_ref().take(LARGEST_EXAMINED + 1).read_to_end(&mut bytes)?;
    if step(bytes.len() as u64) {
        return Err(io::ErrorKind::Interrupted.into());
    }
    if bytes.len() as u64 > LARGEST_EXAMINED {
        // It grew while it was read.
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let stamp = Stamp { bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(&bytes)) };
    let examined = examine(&stamp, Some(&bytes));
    Ok((stamp, examined))
}

/// Size and hash of a file, read in blocks.
pub fn stamp(source: &Source, step: Step<'_>) -> io::Result<Stamp> {
    stream(&mut source.open()?.0, step)
}

fn stream(file: &mut impl Read, step: Step<'_>) -> io::Result<Stamp> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Stamp { bytes, sha256: hex(&hash.finalize()) }),
            Ok(count) => {
                hash.update(&buffer[..count]);
                bytes += count as u64;
                if step(count as u64) {
                    return Err(io::ErrorKind::Interrupted.into());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
