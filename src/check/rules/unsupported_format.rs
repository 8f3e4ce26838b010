//! `unsupported-format`: formats that upload systems and sealpack do not read, with how to convert.

use super::{Found, Rule, Subject};
use crate::facts::{self, Format};
use crate::inventory::Material;
use crate::profile::{Kind, Media, Severity};
use crate::text::Message;

pub(super) struct UnsupportedFormat;

impl Rule for UnsupportedFormat {
    fn name(&self) -> &'static str {
        "unsupported-format"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, kind, material) in subject.materials().filter(|(_, _, material)| material.bytes > 0) {
            let Some(kind) = subject.profile.kind(kind) else { continue };
            let Some(taken) = taken(kind).filter(|_| material.format_is_certain()) else { continue };
            let message = match material.facts.format {
                Some(_) if !is_refused(kind, material) => continue,
                Some(format) => {
                    let name = extension(&material.path)
                        .filter(|extension| Format::of_extension(extension) == Some(format))
                        .unwrap_or_else(|| format.name().to_owned());
                    Message::new(convert(format, kind.media)).with("format", name.to_uppercase())
                }
                // An extension that we know and a content that we do not is a mismatch.
                None if extension(&material.path)
                    .is_some_and(|known| Format::of_extension(&known).is_some()) =>
                {
                    continue;
                }
                None => Message::new("finding-unsupported-unknown"),
            };
            let formats = taken.iter().map(|name| Message::Plain(name.to_uppercase()));
            found.at(Some(code), &material.path, message.with("supported", Message::List(formats.collect())));
        }
    }
}

/// Whether a material is in a format that its kind does not take.
pub(super) fn is_refused(kind: &Kind, material: &Material) -> bool {
    let format = material.facts.format.filter(|_| material.format_is_certain());
    format.zip(taken(kind)).is_some_and(|(format, taken)| !taken.contains(&format.name()))
}

/// The names of the formats that a kind takes: its own list, else those that go with its media. Nothing where it
/// takes all.
fn taken(kind: &Kind) -> Option<Vec<&str>> {
    match &kind.formats {
        Some(names) => Some(names.iter().map(String::as_str).collect()),
        None if kind.media == Media::Any => None,
        None => Some(facts::supported(kind.media).iter().map(|format| format.name()).collect()),
    }
}

/// What is said of a file in `format` where no kind tells what it is meant for: how to convert it, if that does
/// not depend on the kind.
#[must_use]
pub fn conversion(format: Format) -> Option<Message> {
    let keys = [Media::Text, Media::Image, Media::Table].map(|media| convert(format, media));
    let key = keys.into_iter().find(|key| *key != ELSEWHERE)?;
    Some(Message::new(key).with("format", format.name().to_uppercase()))
}

/// What is said where a format is in order but not taken for a kind.
const ELSEWHERE: &str = "finding-unsupported-here";

/// The message that says how to turn `format` into one that is read.
fn convert(format: Format, media: Media) -> &'static str {
    match (media, format) {
        (Media::Text, Format::Doc | Format::Odt | Format::Rtf) => "finding-unsupported-word",
        (Media::Text, Format::Ppt | Format::Pptx) => "finding-unsupported-slides",
        (Media::Text, Format::Xls | Format::Xlsx | Format::Ods) => "finding-unsupported-sheet",
        (Media::Image, Format::Heic | Format::Avif) => "finding-unsupported-heic",
        (_, Format::Zip | Format::Rar | Format::SevenZip) => "finding-unsupported-archive",
        _ => ELSEWHERE,
    }
}

/// The extension of a file, in lower case.
fn extension(path: &str) -> Option<String> {
    path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase())
}
