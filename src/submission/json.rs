//! JSON files that people write: `submission.json`, `profile.json` and schemas.

use serde_json::Value;

use crate::text::Message;

/// Why a file is no JSON.
#[derive(Debug)]
pub(crate) enum JsonFault {
    /// It is not text in UTF-8.
    NotUtf8,
    /// It breaks the grammar here.
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
}

impl JsonFault {
    /// What to tell people; the file is added as `path`.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::NotUtf8 => Message::new("error-json-not-utf8"),
            Self::Syntax { line, column } => {
                Message::new("error-json-syntax").with("line", *line).with("column", *column)
            }
        }
    }
}

/// The value that `bytes` hold. A byte order mark, which Windows editors write, is accepted.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, JsonFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| JsonFault::NotUtf8)?;
    serde_json::from_str(text)
        .map_err(|error| JsonFault::Syntax { line: error.line(), column: error.column() })
}
