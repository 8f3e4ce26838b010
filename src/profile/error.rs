//! What can be wrong with a profile.

use std::path::PathBuf;

use thiserror::Error;

use super::builtin;
use crate::submission::json::JsonFault;
use crate::text::{Explain, Lang, Message};

/// A profile that cannot be used.
#[derive(Debug, Error)]
#[error("{}", .fault.message(.path, .file).in_lang(Lang::En))]
pub struct ProfileError {
    /// The profile's folder, or its name where it is built in.
    pub(super) path: PathBuf,
    /// The file in it.
    pub(super) file: String,
    /// What is wrong.
    pub(super) fault: Fault,
}

#[derive(Debug)]
pub(super) enum Fault {
    NotFound(String),
    Io(std::io::Error),
    Json(JsonFault),
    Missing(String),
    Wrong { place: String, expected: &'static str },
    Unknown(String),
    Duplicate(String),
    Pattern { pattern: String, reason: String },
    NoSchema(String),
    Schema { place: String, reason: String },
    Reference(String),
    Reserved(String),
    BadName(String),
    TooLarge,
}

impl Fault {
    fn message(&self, path: &std::path::Path, file: &str) -> Message {
        let message = match self {
            Self::NotFound(name) => Message::new("error-profile-not-found")
                .with("name", name)
                .with("known", builtin::names().join(", ")),
            Self::Io(error) => Message::new("error-profile-io").with("reason", error.to_string()),
            Self::Json(fault) => fault.message(),
            Self::Missing(place) => Message::new("error-profile-missing").with("place", place),
            Self::Wrong { place, expected } => Message::new("error-profile-wrong")
                .with("place", place)
                .with("expected", Message::new(format!("expected-{expected}"))),
            Self::Unknown(place) => Message::new("error-profile-unknown").with("place", place),
            Self::Duplicate(name) => Message::new("error-profile-duplicate").with("name", name),
            Self::Pattern { pattern, reason } => {
                Message::new("error-profile-pattern").with("pattern", pattern).with("reason", reason)
            }
            Self::NoSchema(name) => Message::new("error-profile-no-schema").with("name", name),
            Self::Schema { place, reason } => {
                Message::new("error-profile-schema").with("place", place).with("reason", reason)
            }
            Self::Reference(reference) => {
                Message::new("error-profile-reference").with("reference", reference)
            }
            Self::Reserved(name) => Message::new("error-profile-reserved").with("name", name),
            Self::BadName(name) => Message::new("error-profile-bad-name").with("name", name),
            Self::TooLarge => Message::new("error-profile-too-large"),
        };
        message.with("path", path.join(file).display().to_string())
    }
}

impl Explain for ProfileError {
    fn message(&self) -> Message {
        self.fault.message(&self.path, &self.file)
    }
}
