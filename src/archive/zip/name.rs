//! Names of entries that mean the same place to every reader, inside the folder they are unpacked to.

use crate::submission::names::{self, NameFault};
use crate::text::Message;

/// What makes a name unsafe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsafeName {
    /// Nothing between two slashes, or no name at all.
    Empty,
    /// Starts at the root of the file system, or with a drive letter.
    Absolute,
    /// A part is `.` or `..`.
    Dots,
    /// A backslash, which separates folders on Windows only.
    Backslash,
    /// A control character.
    Control,
    /// A character that Windows forbids in names; each program replaces it in its own way.
    Forbidden,
    /// A space or full stop at the end of a part, which Windows drops.
    TrailingSpaceOrDot,
    /// The name of a device of Windows.
    Reserved,
    /// Not in Unicode's composed normal form (NFC); only packing asks for it.
    Decomposed,
    /// More than 65,535 bytes (4.4.10).
    TooLong,
}

impl UnsafeName {
    /// What is wrong with the name, in words.
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Empty => "archive-name-empty",
            Self::Absolute => "archive-name-absolute",
            Self::Dots => "archive-name-dots",
            Self::Backslash => "archive-name-backslash",
            Self::Control => "archive-name-control",
            Self::Forbidden => "archive-name-forbidden",
            Self::TrailingSpaceOrDot => "archive-name-trailing",
            Self::Reserved => "archive-name-reserved",
            Self::Decomposed => "archive-name-decomposed",
            Self::TooLong => "archive-name-too-long",
        })
    }
}

/// Checks that a name is relative, `/`-separated (4.4.17) and leads nowhere but down.
pub fn check_name(name: &str) -> Result<(), UnsafeName> {
    if name.len() > usize::from(u16::MAX) {
        return Err(UnsafeName::TooLong);
    }
    if name.starts_with('/') {
        return Err(UnsafeName::Absolute);
    }
    if name.contains('\\') {
        return Err(UnsafeName::Backslash);
    }
    if name.chars().any(char::is_control) {
        return Err(UnsafeName::Control);
    }
    if let [letter, b':', ..] = name.as_bytes()
        && letter.is_ascii_alphabetic()
    {
        return Err(UnsafeName::Absolute);
    }
    for part in name.split('/') {
        match part {
            "" => return Err(UnsafeName::Empty),
            "." | ".." => return Err(UnsafeName::Dots),
            part => check_part(part)?,
        }
    }
    Ok(())
}

/// Checks that Windows takes a part of a path for what it is.
fn check_part(part: &str) -> Result<(), UnsafeName> {
    match names::fault(part) {
        Some(NameFault::Character(_)) => Err(UnsafeName::Forbidden),
        Some(NameFault::TrailingSpaceOrDot) => Err(UnsafeName::TrailingSpaceOrDot),
        Some(NameFault::Reserved) => Err(UnsafeName::Reserved),
        // Misleading to people, and long for one system, but the same name to every program.
        Some(NameFault::Invisible(_) | NameFault::TooLong) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_lead_down() {
        for name in ["a", "示例县/data/a b.jpg", "a/..b", ".a", "con1", "100%"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for (name, fault) in [
            ("", UnsafeName::Empty),
            ("a//b", UnsafeName::Empty),
            ("a/", UnsafeName::Empty),
            ("/a", UnsafeName::Absolute),
            ("c:a", UnsafeName::Absolute),
            ("C:/a", UnsafeName::Absolute),
            ("a/../b", UnsafeName::Dots),
            ("./a", UnsafeName::Dots),
            ("a\\b", UnsafeName::Backslash),
            ("a\nb", UnsafeName::Control),
            ("a\u{85}b", UnsafeName::Control),
            ("ab:c", UnsafeName::Forbidden),
            ("a/什么?.jpg", UnsafeName::Forbidden),
            ("a/...", UnsafeName::TrailingSpaceOrDot),
            ("a /b", UnsafeName::TrailingSpaceOrDot),
            ("data/aux.jpg", UnsafeName::Reserved),
            (&"x".repeat(65_536), UnsafeName::TooLong),
        ] {
            assert_eq!(check_name(name), Err(fault), "{name}");
        }
    }
}
