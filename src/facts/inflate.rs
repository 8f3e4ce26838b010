//! Deflated data (RFC 1951), inflated piece by piece in safe Rust.
//!
//! `miniz_oxide` is used directly: other crates of the tree switch the usual wrapper to an implementation that
//! chooses its paths by the processor, and what is damage must not depend on that.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// A stream of deflated data without a header.
pub struct Inflate {
    state: Box<InflateState>,
}

/// What one step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Bytes taken from the input.
    pub read: usize,
    /// Bytes put into the output.
    pub written: usize,
    /// Whether the data ended; what was not taken of the input lies behind it.
    pub ended: bool,
}

/// The data is not deflated data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrupt;

impl Inflate {
    /// The beginning of a stream.
    #[must_use]
    pub fn new() -> Self {
        Self { state: InflateState::new_boxed(DataFormat::Raw) }
    }

    /// Inflates from `input` into `output` until one of them is used up or the data ends. A step that does
    /// nothing wants more of one of them.
    pub fn step(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Corrupt> {
        let result = inflate(&mut self.state, input, output, MZFlush::None);
        let (read, written) = (result.bytes_consumed, result.bytes_written);
        match result.status {
            Ok(MZStatus::StreamEnd) => Ok(Step { read, written, ended: true }),
            Ok(MZStatus::Ok) | Err(MZError::Buf) => Ok(Step { read, written, ended: false }),
            Ok(MZStatus::NeedDict) | Err(_) => Err(Corrupt),
        }
    }
}

impl Default for Inflate {
    fn default() -> Self {
        Self::new()
    }
}
