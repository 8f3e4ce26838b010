//! Deflating (RFC 1951) at the one level that the canonical form has.

use std::io;

use miniz_oxide::deflate::CompressionLevel;
use miniz_oxide::deflate::core::CompressorOxide;
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// Level of compression, 6; part of the form of an archive.
const LEVEL: CompressionLevel = CompressionLevel::DefaultLevel;
/// Bytes given at a time.
const GIVEN: usize = 64 << 10;

/// Deflates one content after the other. What it gives does not depend on the pieces in which it gets them.
pub(in crate::archive) struct Deflate {
    state: Box<CompressorOxide>,
    given: Vec<u8>,
}

impl Deflate {
    pub(in crate::archive) fn new() -> Self {
        let state = CompressorOxide::with_format_and_level(DataFormat::Raw, LEVEL);
        Self { state: Box::new(state), given: vec![0; GIVEN] }
    }

    /// Begins the next content.
    pub(in crate::archive) fn restart(&mut self) {
        self.state.reset();
    }

    /// Takes more of the content, and gives to `put` what is ready.
    pub(in crate::archive) fn add<E: From<io::Error>>(
        &mut self,
        input: &[u8],
        put: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.step(input, MZFlush::None, put)
    }

    /// Ends the content, and gives the rest to `put`.
    pub(in crate::archive) fn end<E: From<io::Error>>(
        &mut self,
        put: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.step(&[], MZFlush::Finish, put)
    }

    fn step<E: From<io::Error>>(
        &mut self,
        mut input: &[u8],
        flush: MZFlush,
        mut put: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        loop {
            let result = deflate(&mut self.state, input, &mut self.given, flush);
            let ended = match result.status {
                Ok(status) => status == MZStatus::StreamEnd,
                Err(MZError::Buf) => false,
                Err(error) => return Err(io::Error::other(format!("{error:?}")).into()),
            };
            let given = result.bytes_written;
            input = input.get(result.bytes_consumed..).unwrap_or_default();
            put(self.given.get(..given).unwrap_or_default())?;
            let done = match flush {
                MZFlush::Finish => ended,
                _ => input.is_empty() && given < self.given.len(),
            };
            if done {
                return Ok(());
            }
        }
    }
}
