//! Arguments that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Context, Failure};
use crate::report::Paint;

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

/// A number of bytes as people write it: `500MB`, `2 GiB`, `1048576`. A kilobyte has 1024 bytes, as in our results.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let wrong = || text.to_owned();
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let power = match unit.trim().to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err(wrong()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(1024_u64.pow(power)));
    bytes.ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_people_write_them() {
        for (text, bytes) in [
            ("0", 0),
            ("1048576", 1 << 20),
            ("500MB", 500 << 20),
            ("2 GiB", 2 << 30),
            ("3t", 3 << 40),
            ("7k", 7168),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "MB", "-1", "1.5GB", "5 parsecs", "99999999999TB", "1 000"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
