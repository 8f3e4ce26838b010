//! How an archive differs from the one way in which we write it.

use unicode_normalization::is_nfc;

use super::form::from_dos;
use super::record::{self, Common};
use super::{Method, form, has_large_sizes};
use crate::text::Message;

/// The first thing in which an archive differs from the canonical form. Its content is not in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deviation {
    /// The end records: a comment, or ZIP64 where nothing needs it.
    End,
    /// There is an entry for a folder.
    Folder(String),
    /// An entry does not follow the one whose name sorts before it.
    Order(String),
    /// The name of an entry is not in Unicode's composed normal form (NFC).
    Name(String),
    /// An entry has another method than its name asks for.
    Method(String),
    /// An entry has another time or date than the first one at midnight, or a date that does not exist.
    Time(String),
    /// An entry has a data descriptor.
    Descriptor(String),
    /// An entry's headers have other values, or extra fields, comments or attributes.
    Header(String),
    /// An entry's deflated data end with bits that mean nothing and are not 0.
    Padding(String),
    /// The bag does not lie in one folder at the top.
    TopFolder,
}

impl Deviation {
    /// What is different, and where.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::End => Message::new("archive-deviation-end"),
            Self::TopFolder => Message::new("archive-deviation-top-folder"),
            Self::Folder(entry) => Message::new("archive-deviation-folder").with("entry", entry),
            Self::Order(entry) => Message::new("archive-deviation-order").with("entry", entry),
            Self::Name(entry) => Message::new("archive-deviation-name").with("entry", entry),
            Self::Method(entry) => Message::new("archive-deviation-method").with("entry", entry),
            Self::Time(entry) => Message::new("archive-deviation-time").with("entry", entry),
            Self::Descriptor(entry) => Message::new("archive-deviation-descriptor").with("entry", entry),
            Self::Padding(entry) => Message::new("archive-deviation-padding").with("entry", entry),
            Self::Header(entry) => Message::new("archive-deviation-header").with("entry", entry),
        }
    }
}

/// An entry's headers as bytes, and what they say.
pub(super) struct Headers<'a> {
    pub(super) name: &'a str,
    pub(super) common: &'a Common,
    pub(super) offset: u64,
    pub(super) central: &'a [u8],
    pub(super) local: &'a [u8],
}

/// How an entry's headers differ from the ones that the writer gives the same content, in an archive whose
/// first entry has the date `date`.
pub(super) fn deviation(headers: &Headers<'_>, date: u16) -> Option<Deviation> {
    let Headers { name, common, offset, .. } = *headers;
    let entry = || name.to_owned();
    if name.ends_with('/') {
        return Some(Deviation::Folder(entry()));
    }
    if common.flags & record::FLAG_DESCRIPTOR != 0 {
        return Some(Deviation::Descriptor(entry()));
    }
    if !is_nfc(name) {
        return Some(Deviation::Name(entry()));
    }
    let method = Method::of(name);
    if common.method != method.code() {
        return Some(Deviation::Method(entry()));
    }
    if (common.time, common.date) != (0, date) || from_dos(date).is_none() {
        return Some(Deviation::Time(entry()));
    }
    let large = has_large_sizes(common.size, method);
    let expected = form::canonical(common, name, offset, large);
    let local = record::local_header(&expected, large, name.as_bytes());
    let mut central = Vec::new();
    record::central_header(&expected, large, offset, name.as_bytes(), &mut central);
    (local != headers.local || central != headers.central).then(|| Deviation::Header(entry()))
}
