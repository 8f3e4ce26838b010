//! Why a ZIP file is refused.

use std::fmt;
use std::io;

use super::UnsafeName;
use crate::text::{Message, write_english};

/// One thing that makes a ZIP file ambiguous, hostile or damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The entry it is wrong with; none where the file as a whole is meant.
    pub entry: Option<String>,
    /// Where it was noticed: offset in the file, in bytes.
    pub at: Option<u64>,
}

/// What can be wrong with a ZIP file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The end record is missing: the file was cut off.
    NoEnd,
    /// Bytes follow the end record.
    AfterEnd,
    /// More than one end record reaches the end of the file.
    SeveralEnds,
    /// A comment or extra field holds the signature of a record.
    HiddenRecord,
    /// A part of an archive split over several files.
    Split,
    /// The ZIP64 records are contradictory.
    Zip64,
    /// The central directory does not end where the end records begin.
    DirectoryPlace,
    /// The central directory holds other entries than the end record counts.
    DirectoryCount,
    /// More entries, or a larger central directory, than any honest archive has.
    TooLarge,
    /// A central header that cannot be read.
    CentralHeader,
    /// No local header where the central directory says, or one that cannot be read.
    LocalHeader,
    /// The local header gives another name.
    OtherName,
    /// The local header gives other flags, method, sizes or checksum.
    OtherFields,
    /// Bytes that belong to no entry.
    Gap,
    /// Two entries share bytes.
    Overlap,
    /// The data descriptor contradicts the central directory.
    Descriptor,
    /// Stored content without a length in front holds the signature of a record.
    FalseEnd,
    /// A name that is not Unicode.
    NameEncoding,
    /// A name that does not lead down into the folder it is unpacked to.
    Name(UnsafeName),
    /// A name that is there twice, perhaps in other case or normalisation.
    NameTwice,
    /// A name that is a file and a folder at once.
    FileAndFolder,
    /// A link, device or other special file.
    Special,
    /// Encrypted.
    Encrypted,
    /// Flags that change how the entry is read.
    Flags,
    /// A method other than stored and deflated.
    Method,
    /// Extra fields that cannot be read, or that give another name.
    Extra,
    /// A folder with content.
    FolderContent,
    /// Sizes that the method cannot give.
    Sizes,
    /// The content is damaged: the compressed data contradicts itself or its end.
    Data,
    /// The content has another checksum.
    Checksum,
}

impl Fault {
    /// A fault of the file as a whole.
    #[must_use]
    pub fn of_file(kind: FaultKind) -> Self {
        Self { kind, entry: None, at: None }
    }

    /// A fault of one entry.
    #[must_use]
    pub fn of_entry(kind: FaultKind, entry: impl Into<String>) -> Self {
        Self { kind, entry: Some(entry.into()), at: None }
    }

    /// The same fault, noticed at an offset of the file.
    #[must_use]
    pub fn at(self, offset: u64) -> Self {
        Self { at: Some(offset), ..self }
    }

    /// What is wrong, and with which entry.
    #[must_use]
    pub fn message(&self) -> Message {
        let key = match (self.kind, &self.entry) {
            (FaultKind::Gap, None) => "archive-fault-gap-at-end",
            (FaultKind::HiddenRecord, Some(_)) => "archive-fault-hidden-record-of",
            (kind, _) => kind.key(),
        };
        let message = Message::new(key);
        let message = match self.kind {
            FaultKind::Name(name) => message.with("problem", name.message()),
            _ => message,
        };
        match &self.entry {
            Some(entry) => message.with("entry", entry),
            None => message,
        }
    }
}

impl FaultKind {
    /// The rule that a finding of it is of.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::NoEnd => "zip-no-end",
            Self::AfterEnd => "zip-after-end",
            Self::SeveralEnds => "zip-several-ends",
            Self::HiddenRecord => "zip-hidden-record",
            Self::Split => "zip-split",
            Self::Zip64 => "zip-zip64",
            Self::DirectoryPlace => "zip-directory-place",
            Self::DirectoryCount => "zip-directory-count",
            Self::TooLarge => "zip-too-large",
            Self::CentralHeader => "zip-central-header",
            Self::LocalHeader => "zip-local-header",
            Self::OtherName => "zip-other-name",
            Self::OtherFields => "zip-other-fields",
            Self::Gap => "zip-gap",
            Self::Overlap => "zip-overlap",
            Self::Descriptor => "zip-descriptor",
            Self::FalseEnd => "zip-false-end",
            Self::NameEncoding => "zip-name-encoding",
            Self::Name(_) => "zip-unsafe-name",
            Self::NameTwice => "zip-same-name",
            Self::FileAndFolder => "zip-file-and-folder",
            Self::Special => "zip-special-file",
            Self::Encrypted => "zip-encrypted",
            Self::Flags => "zip-flags",
            Self::Method => "zip-method",
            Self::Extra => "zip-extra-field",
            Self::FolderContent => "zip-folder-content",
            Self::Sizes => "zip-impossible-size",
            Self::Data => "zip-damaged-data",
            Self::Checksum => "zip-checksum",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::NoEnd => "archive-fault-no-end",
            Self::AfterEnd => "archive-fault-after-end",
            Self::SeveralEnds => "archive-fault-several-ends",
            Self::HiddenRecord => "archive-fault-hidden-record",
            Self::Split => "archive-fault-split",
            Self::Zip64 => "archive-fault-zip64",
            Self::DirectoryPlace => "archive-fault-directory-place",
            Self::DirectoryCount => "archive-fault-directory-count",
            Self::TooLarge => "archive-fault-too-large",
            Self::CentralHeader => "archive-fault-central-header",
            Self::LocalHeader => "archive-fault-local-header",
            Self::OtherName => "archive-fault-other-name",
            Self::OtherFields => "archive-fault-other-fields",
            Self::Gap => "archive-fault-gap",
            Self::Overlap => "archive-fault-overlap",
            Self::Descriptor => "archive-fault-descriptor",
            Self::FalseEnd => "archive-fault-false-end",
            Self::NameEncoding => "archive-fault-name-encoding",
            Self::Name(_) => "archive-fault-name",
            Self::NameTwice => "archive-fault-name-twice",
            Self::FileAndFolder => "archive-fault-file-and-folder",
            Self::Special => "archive-fault-special",
            Self::Encrypted => "archive-fault-encrypted",
            Self::Flags => "archive-fault-flags",
            Self::Method => "archive-fault-method",
            Self::Extra => "archive-fault-extra",
            Self::FolderContent => "archive-fault-folder-content",
            Self::Sizes => "archive-fault-sizes",
            Self::Data => "archive-fault-data",
            Self::Checksum => "archive-fault-checksum",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_english(&self.message(), f)
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        Self::new(io::ErrorKind::InvalidData, fault)
    }
}

impl Fault {
    /// The fault inside an error of reading an entry, or the error itself where reading failed as such.
    pub fn from_read(error: io::Error) -> Result<Self, io::Error> {
        error.downcast::<Self>()
    }
}

/// Why a file could not be read as an archive.
#[derive(Debug)]
pub enum Refusal {
    /// Reading failed.
    Read(io::Error),
    /// It is no ZIP file at all.
    NotZip,
    /// It is a ZIP file, but damaged or not to be trusted.
    Fault(Fault),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
