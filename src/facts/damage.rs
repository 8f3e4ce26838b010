//! Why a file is not whole.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::text::Message;

/// What is wrong with the bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Damage {
    /// The kind of damage.
    pub reason: Reason,
    /// Where it was noticed: offset in the file, in bytes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at: Option<u64>,
}

/// A kind of damage; its name is the value in the inventory and the end of its message's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The file stops before its end.
    EndsEarly,
    /// Compressed data contradicts itself or does not fill what it claims to fill.
    DataCorrupt,
    /// A checksum inside the file is wrong.
    Checksum,
    /// Headers or segments are contradictory or cannot be read.
    Structure,
    /// Encrypted with a password that we do not have.
    Encrypted,
    /// Claims more pixels than any honest picture of a submission has.
    TooManyPixels,
    /// Inflates to more than any honest document does.
    InflatesTooFar,
    /// Larger than what is examined at all.
    TooLarge,
    /// Coded in a way that the format allows and hardly any program shows (12-bit, lossless or arithmetic JPEG).
    RareCoding,
    /// The reader of this format gave up on it.
    ReaderFailed,
}

impl Reason {
    /// The name in the inventory.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EndsEarly => "ends-early",
            Self::DataCorrupt => "data-corrupt",
            Self::Checksum => "checksum",
            Self::Structure => "structure",
            Self::Encrypted => "encrypted",
            Self::TooManyPixels => "too-many-pixels",
            Self::InflatesTooFar => "inflates-too-far",
            Self::TooLarge => "too-large",
            Self::RareCoding => "rare-coding",
            Self::ReaderFailed => "reader-failed",
        }
    }
}

impl Damage {
    /// Damage whose place is known.
    #[must_use]
    pub fn at(reason: Reason, at: u64) -> Self {
        Self { reason, at: Some(at) }
    }

    /// Damage of the file as a whole.
    #[must_use]
    pub fn whole(reason: Reason) -> Self {
        Self { reason, at: None }
    }

    /// What to tell people.
    #[must_use]
    pub fn message(&self) -> Message {
        Message::new(format!("damage-{}", self.reason.name()))
    }
}
