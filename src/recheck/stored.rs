//! JSON documents as an archive stores them, read with a bound.

use std::io::{self, Write};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::told::Told;
use crate::archive::OpenBag;
use crate::facts::digest::{self, Stamp};
use crate::inventory::Watch;
use crate::report::json;
use crate::text::Message;

/// Largest document that is looked into, in bytes; of a larger one it is only seen whether it is as it should be. The
/// inventory of a thousand long reports has half of it.
const LARGEST: u64 = 64 << 20;

/// Most values in a document that is looked into: those of some 15,000 pictures. Each takes some hundred bytes of
/// memory, however short it is.
const MOST_VALUES: usize = 500_000;

/// A document of the archive.
pub(super) struct Stored {
    /// Its path in the bag.
    pub(super) path: &'static str,
    /// Its size and SHA-256.
    stamp: Option<Stamp>,
    content: Result<Document, Fault>,
}

/// A document that could be read.
pub(super) struct Document {
    pub(super) value: Value,
    /// Whether it is written as we write JSON: any reader sees the same in it.
    pub(super) in_form: bool,
}

#[derive(Clone, Copy)]
enum Fault {
    Missing,
    TooLarge,
    Malformed,
}

impl Stored {
    /// The document at `path`.
    pub(super) fn read(bag: &OpenBag, path: &'static str, watch: Watch<'_>) -> io::Result<Self> {
        let Some(source) = bag.source(path) else {
            return Ok(Self { path, stamp: None, content: Err(Fault::Missing) });
        };
        let stamp = digest::stamp(&source, &|_| (watch.interrupted)())?;
        let content = match bag.read(path, LARGEST)? {
            Some(bytes) => parse(&bytes),
            None => Err(Fault::TooLarge),
        };
        Ok(Self { path, stamp: Some(stamp), content })
    }

    /// Whether it is exactly this text.
    pub(super) fn is(&self, text: &str) -> bool {
        self.stamp.as_ref().is_some_and(|stamp| {
            stamp.bytes == text.len() as u64 && stamp.sha256 == digest::hex(&Sha256::digest(text.as_bytes()))
        })
    }

    /// The document, if it could be read.
    pub(super) fn value(&self) -> Option<&Value> {
        self.content.as_ref().ok().map(|document| &document.value)
    }

    /// The document; where it could not be read, that is told as a finding of `rule`.
    pub(super) fn told(&self, rule: &'static str, told: &mut Told) -> Option<&Document> {
        let key = match &self.content {
            Ok(document) => return Some(document),
            Err(Fault::Missing) => "recheck-missing",
            Err(Fault::TooLarge) => "recheck-too-large",
            Err(Fault::Malformed) => "recheck-malformed",
        };
        told.tell(rule, Some(self.path), Message::new(key));
        None
    }
}

fn parse(bytes: &[u8]) -> Result<Document, Fault> {
    if count_values(bytes) > MOST_VALUES {
        return Err(Fault::TooLarge);
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|_| Fault::Malformed)?;
    Ok(Document { in_form: is_form_of(&value, bytes), value })
}

/// At least the number of values in a document.
fn count_values(bytes: &[u8]) -> usize {
    let (mut count, mut quoted, mut escaped) = (1, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' | b'[' | b'{' if !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// Whether `bytes` are how we write `value`: without a name that stands twice, which readers understand in different
/// ways, and without anything between that nobody sees.
fn is_form_of(value: &Value, bytes: &[u8]) -> bool {
    struct Compared<'a>(&'a [u8]);
    impl Write for Compared<'_> {
        fn write(&mut self, written: &[u8]) -> io::Result<usize> {
            self.0 = self.0.strip_prefix(written).ok_or(io::ErrorKind::InvalidData)?;
            Ok(written.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut compared = Compared(bytes);
    serde_json::to_writer_pretty(&mut compared, value).is_ok() && compared.0 == b"\n"
}

/// Whether two documents are written with the same bytes.
pub(super) fn written_alike(a: &Value, b: &Value) -> bool {
    is_form_of(a, json::pretty(b).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_form_is_in_form() {
        for (text, in_form) in [
            ("{\n  \"a\": 0.30000000000000004,\n  \"b\": []\n}\n", true),
            ("{\n  \"a\": 0.30000000000000004,\n  \"b\": []\n}", false),
            ("{\n  \"a\": 1,\n  \"a\": 1\n}\n", false),
            ("{\"a\": 1}\n", false),
            ("\"\\u0061\"\n", false),
        ] {
            assert_eq!(parse(text.as_bytes()).ok().map(|document| document.in_form), Some(in_form), "{text}");
        }
    }

    #[test]
    fn documents_of_nothing_but_values_are_not_read() {
        let many = format!("[{}1]", "1,".repeat(MOST_VALUES));
        assert!(matches!(parse(many.as_bytes()), Err(Fault::TooLarge)));
        assert!(matches!(parse("[".repeat(100_000).as_bytes()), Err(Fault::Malformed)));
        assert_eq!(count_values(br#"{"a,[{\"": ["]", 2]}"#), 4);
    }
}
