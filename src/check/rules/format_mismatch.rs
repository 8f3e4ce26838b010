//! `format-mismatch`: an extension that does not go with the content.

use super::{Found, Rule, Subject};
use crate::facts::Format;
use crate::inventory::Material;
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct FormatMismatch;

impl Rule for FormatMismatch {
    fn name(&self) -> &'static str {
        "format-mismatch"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, _, material) in subject.materials() {
            if let Some(message) = mismatch(material) {
                found.at(Some(code), &material.path, message);
            }
        }
    }
}

/// What is said of a file whose extension does not go with its content.
#[must_use]
pub fn mismatch(material: &Material) -> Option<Message> {
    let extension = extension(&material.path)?;
    if material.bytes == 0 || !material.format_is_certain() {
        return None;
    }
    let message = match material.facts.format {
        Some(format) if format.extensions().contains(&extension.as_str()) => return None,
        Some(format) => Message::new("finding-format-mismatch")
            .with("format", format.name().to_uppercase())
            .with("suggestion", format.extensions().first().copied().unwrap_or_default()),
        None if Format::of_extension(&extension).is_none() => return None,
        None => Message::new("finding-format-unrecognised"),
    };
    Some(message.with("extension", extension))
}

fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.').map(|(_, extension)| extension.trim_end().to_lowercase())
}
