//! What can be wrong with a profile.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::builtin;
use crate::submission::json::JsonFault;
use crate::text::{Explain, Lang, Message};

/// Characters of a validator's words that are shown.
const LONGEST_REASON: usize = 300;

/// A profile that cannot be used.
#[derive(Debug, Error)]
#[error("{}", self.message().in_lang(Lang::En))]
pub struct ProfileError {
    /// The profile's folder, or its name where it is built in.
    pub(super) path: PathBuf,
    /// The file in it.
    pub(super) file: String,
    /// Where in the file: JSON Pointer (RFC 6901).
    pub(super) pointer: String,
    /// What is wrong.
    pub(super) fault: Box<Fault>,
}

#[derive(Debug)]
pub(super) enum Fault {
    NotFound(String),
    Io(std::io::Error),
    Json(JsonFault),
    Missing,
    Wrong { expected: &'static str },
    Unknown,
    Duplicate(String),
    Pattern { pattern: String, reason: String },
    NoSchema(String),
    Schema { reason: String },
    Reference(String),
    Reserved(String),
    BadName(String),
    TooLarge,
    Unused,
    Keyword(String),
    Annotation { name: &'static str, expected: &'static str },
    Hidden { folder: String, by: Option<String> },
    KindTaken { folder: String, by: String },
    SampleName,
    SamplePlace,
    SampleCode(String),
}

impl ProfileError {
    pub(super) fn new(path: &Path, file: &str, pointer: &str, fault: Fault) -> Self {
        Self {
            path: path.to_owned(),
            file: file.to_owned(),
            pointer: pointer.to_owned(),
            fault: Box::new(fault),
        }
    }

    /// The file in the profile's folder that is meant.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where in the file: JSON Pointer (RFC 6901); empty for the file as a whole.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong, for whoever knows which profile is meant: the file goes by its name alone.
    #[must_use]
    pub fn within(&self) -> Message {
        self.told(Path::new(""))
    }

    fn told(&self, folder: &Path) -> Message {
        let message = match &*self.fault {
            Fault::NotFound(name) => Message::new("error-profile-not-found")
                .with("name", name)
                .with("known", builtin::names().join(", ")),
            Fault::Io(error) => Message::new("error-profile-io").with("reason", error.to_string()),
            Fault::Json(fault) => fault.message(),
            Fault::Missing => Message::new("error-profile-missing"),
            Fault::Wrong { expected } => Message::new("error-profile-wrong")
                .with("expected", Message::new(format!("expected-{expected}"))),
            Fault::Unknown => Message::new("error-profile-unknown"),
            Fault::Duplicate(name) => Message::new("error-profile-duplicate").with("name", name),
            Fault::Pattern { pattern, reason } => {
                Message::new("error-profile-pattern").with("pattern", pattern).with("reason", reason)
            }
            Fault::NoSchema(name) => Message::new("error-profile-no-schema").with("name", name),
            Fault::Schema { reason } => {
                // The reason may quote the whole schema.
                let reason: String = reason.chars().take(LONGEST_REASON).collect();
                Message::new("error-profile-schema").with("reason", reason)
            }
            Fault::Reference(reference) => {
                Message::new("error-profile-reference").with("reference", reference)
            }
            Fault::Reserved(name) => Message::new("error-profile-reserved").with("name", name),
            Fault::BadName(name) => Message::new("error-profile-bad-name").with("name", name),
            Fault::TooLarge => Message::new("error-profile-too-large"),
            Fault::Unused => Message::new("error-profile-unused"),
            Fault::Keyword(name) => Message::new("error-profile-keyword").with("name", name),
            Fault::Annotation { name, expected } => Message::new("error-profile-annotation")
                .with("name", *name)
                .with("expected", Message::new(format!("expected-{expected}"))),
            Fault::Hidden { folder, by: None } => Message::new("error-profile-hidden").with("folder", folder),
            Fault::Hidden { folder, by: Some(by) } => {
                Message::new("error-profile-hidden-by").with("folder", folder).with("by", by)
            }
            Fault::KindTaken { folder, by } => {
                Message::new("error-profile-kind-taken").with("folder", folder).with("by", by)
            }
            Fault::SampleName => Message::new("error-profile-sample-name"),
            Fault::SamplePlace => Message::new("error-profile-sample-place"),
            Fault::SampleCode(code) => Message::new("error-profile-sample-code").with("code", code),
        };
        let place = if self.pointer.is_empty() { "/" } else { &self.pointer };
        message.with("path", folder.join(&self.file).display().to_string()).with("place", place)
    }
}

impl Explain for ProfileError {
    fn message(&self) -> Message {
        self.told(&self.path)
    }
}
