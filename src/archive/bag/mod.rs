//! Bags after RFC 8493: their files, read and written, wherever they lie.

pub mod algorithm;
pub(crate) mod check;
pub mod declaration;
mod digests;
pub mod encoding;
mod fetch;
pub mod info;
mod listing;
pub mod manifest;
pub(crate) mod place;

/// The bag declaration (RFC 8493, 2.1.1).
pub const DECLARATION: &str = "bagit.txt";
/// The bag's metadata (2.2.2).
pub const INFO: &str = "bag-info.txt";
/// Files to be fetched from elsewhere (2.2.3).
pub const FETCH: &str = "fetch.txt";
/// The folder of the payload (2.1.2), with its slash.
pub const PAYLOAD: &str = "data/";
/// The folder of our own tag files, with its slash.
pub const OWN_TAGS: &str = "sealpack/";
