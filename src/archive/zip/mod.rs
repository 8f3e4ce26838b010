//! ZIP as the archive uses it: one canonical way to write it, and a reader that proves the structure of a
//! file before it trusts any of its content.
//!
//! Numbers in brackets are sections of PKWARE's APPNOTE.TXT 6.3.10, the specification of the format.

mod canonical;
mod content;
pub(super) mod deflate;
mod directory;
mod end;
mod extra;
mod fault;
pub(super) mod form;
mod layout;
mod name;
mod padding;
pub mod read;
mod record;
pub mod write;

pub use canonical::Deviation;
pub use content::Content;
pub use fault::{Fault, FaultKind, Refusal};
pub use name::{UnsafeName, check_name};
pub use padding::padding_is_clear;

/// Most entries an archive may have. A submission holds a few thousand files; the limit bounds the memory
/// that a hostile archive can claim.
pub const MOST_ENTRIES: u64 = 300_000;

/// Largest central directory that is read, in bytes.
pub const LARGEST_DIRECTORY: u64 = 64 << 20;

/// Extensions of formats that are compressed already: their files are stored, all others deflated. The list is
/// part of the archive format, for it decides which bytes an archive has.
pub const COMPRESSED_FORMATS: &[&str] = &[
    // Pictures
    "avif", "gif", "heic", "heif", "jfif", "jp2", "jpe", "jpeg", "jpg", "jxl", "png", "webp",
    // Documents
    "docm", "docx", "epub", "et", "odg", "odp", "ods", "odt", "ofd", "pdf", "pptm", "pptx", "xlsm", "xlsx",
    // Sound and film
    "3gp", "aac", "avi", "flac", "flv", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "ogg",
    "opus", "webm", "wma", "wmv", // Archives
    "7z", "br", "bz2", "cab", "gz", "jar", "lz4", "rar", "tgz", "xz", "zip", "zst",
];

/// How the bytes of an entry are kept (4.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// As they are (0).
    Stored,
    /// Deflated (8).
    Deflated,
}

impl Method {
    /// The method that the canonical archive uses for a name: by its extension, without regard to ASCII case.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let file = name.rsplit('/').next().unwrap_or(name);
        let known = file.rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty() && COMPRESSED_FORMATS.iter().any(|known| known.eq_ignore_ascii_case(extension))
        });
        if known { Self::Stored } else { Self::Deflated }
    }

    fn code(self) -> u16 {
        match self {
            Self::Stored => 0,
            Self::Deflated => 8,
        }
    }

    fn from_code(code: u16) -> Option<Self> {
        match code {
            0 => Some(Self::Stored),
            8 => Some(Self::Deflated),
            _ => None,
        }
    }
}

/// Whether an entry's headers have room for sizes of 64 bits. It depends on the size and the method alone, both
/// known before the content is read; deflated content that does not shrink grows a little, hence the margin.
fn has_large_sizes(size: u64, method: Method) -> bool {
    match method {
        Method::Stored => size >= record::NO_VALUE_32,
        Method::Deflated => size >= record::NO_VALUE_32 - (16 << 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn method_follows_the_extension() {
        for name in ["a/照片.jpg", "a.JPG", "b.tar.gz", "说明.DocX"] {
            assert_eq!(Method::of(name), Method::Stored, "{name}");
        }
        for name in ["a.txt", "jpg", ".jpg", "a.jpg/b", "a.bmp", "a.", "扫描.tif"] {
            assert_eq!(Method::of(name), Method::Deflated, "{name}");
        }
    }

    #[test]
    fn every_extension_is_lower_case_and_once() {
        let mut sorted = COMPRESSED_FORMATS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), COMPRESSED_FORMATS.len());
        assert!(sorted.iter().all(|extension| *extension == extension.to_ascii_lowercase()));
    }
}
