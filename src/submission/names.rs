//! Names that break on Windows or macOS, whatever system we run on.
//!
//! Sources: Microsoft, "Naming Files, Paths, and Namespaces"; Unicode Standard Annex #9 (bidirectional
//! controls), #15 (normalisation forms) and the Unicode case folding table.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Longest path inside a submission, in UTF-16 units: Windows allows 260 in all, and the place where an
/// archive is unpacked needs its share.
pub const LONGEST_PATH: usize = 200;

/// What is wrong with one part of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// A device of Windows: `CON`, `aux.jpg`, `COM1`.
    Reserved,
    /// One of `< > : " / \ | ? *` or a control character.
    Character(char),
    /// A space or full stop at the end, which Windows drops.
    TrailingSpaceOrDot,
    /// An invisible character that turns or hides part of the name.
    Invisible(char),
    /// More than 255 UTF-16 units.
    TooLong,
}

/// The fault of one part of a path, if it has one.
#[must_use]
pub fn fault(name: &str) -> Option<NameFault> {
    if let Some(c) = name.chars().find(|&c| is_forbidden(c)) {
        return Some(NameFault::Character(c));
    }
    if let Some(c) = name.chars().find(|&c| is_invisible(c)) {
        return Some(NameFault::Invisible(c));
    }
    if name.ends_with([' ', '.']) {
        return Some(NameFault::TrailingSpaceOrDot);
    }
    if is_reserved(name) {
        return Some(NameFault::Reserved);
    }
    (name.encode_utf16().count() > 255).then_some(NameFault::TooLong)
}

/// Whether Windows refuses this character in any name.
#[must_use]
pub fn is_forbidden(c: char) -> bool {
    c.is_control() || "<>:\"/\\|?*".contains(c)
}

/// The form in which two names that one system takes for the same are equal: NFC and full case folding.
#[must_use]
pub fn folded(name: &str) -> String {
    // Of nearly all names nothing changes but ASCII letters.
    let is_plain = |c: char| c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c);
    if name.chars().all(is_plain) {
        return name.to_ascii_lowercase();
    }
    folded_by_tables(name)
}

fn folded_by_tables(name: &str) -> String {
    let nfd: String = name.nfd().collect();
    caseless::default_case_fold_str(&nfd).nfc().collect()
}

/// A file name without its extension and the spaces around it.
#[must_use]
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.trim(),
        _ => name.trim(),
    }
}

/// A name made from `text` that every system takes, of at most `longest` characters: what breaks is left out or
/// replaced.
#[must_use]
pub fn safe(text: &str, longest: usize) -> String {
    let kept = text.chars().filter(|c| !is_invisible(*c)).map(|c| if is_forbidden(c) { '_' } else { c });
    let name: String = kept.take(longest).collect();
    let name = name.trim_matches([' ', '.']);
    match fault(name) {
        None if !name.is_empty() => name.to_owned(),
        _ => format!("_{name}"),
    }
}

/// The same, but none of those that are `taken` already, to which it is added: `name`, `name (2)`, `name (3)`.
#[must_use]
pub fn free(text: &str, longest: usize, taken: &mut BTreeSet<String>) -> String {
    let name = safe(text, longest);
    let numbered = (2_u32..).map(|number| format!("{name} ({number})"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(folded(name)));
    free.unwrap_or(name)
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) {
        return true;
    }
    let Some(number) = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")) else { return false };
    let mut digits = number.chars();
    matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_windows_devices() {
        for name in ["aux.jpg", "CON", "nul.tar.gz", "com1", "LPT³.txt", "conin$", "prn .txt"] {
            assert_eq!(fault(name), Some(NameFault::Reserved), "{name}");
        }
        for name in ["auxiliary.jpg", "com10.txt", "com.txt", "控制.txt", "COMA"] {
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[test]
    fn characters_and_ends() {
        assert_eq!(fault("问题:时间?.jpg"), Some(NameFault::Character(':')));
        assert_eq!(fault("a\\b"), Some(NameFault::Character('\\')));
        assert_eq!(fault("a\nb"), Some(NameFault::Character('\n')));
        assert_eq!(fault("a.jpg "), Some(NameFault::TrailingSpaceOrDot));
        assert_eq!(fault("文件夹."), Some(NameFault::TrailingSpaceOrDot));
        assert_eq!(fault("gpj.\u{202e}exe"), Some(NameFault::Invisible('\u{202e}')));
        assert_eq!(fault(&"长".repeat(256)), Some(NameFault::TooLong));
        assert_eq!(fault("2026-03-05_人民广场_公益广告（一）.jpg"), None);
    }

    #[test]
    fn plain_names_are_folded_as_the_tables_have_it() {
        for c in ('\0'..='\u{7f}').chain('\u{4e00}'..='\u{9fff}') {
            for name in [format!("{c}"), format!("A{c}b"), format!("中{c}文")] {
                assert_eq!(folded(&name), folded_by_tables(&name));
            }
        }
    }

    #[test]
    fn safe_names_have_no_fault() {
        for text in [
            "",
            "..",
            "aux",
            "a/b:c",
            "县公安局",
            "=cmd|'/c calc'!A1",
            "x\u{202e}y",
            " 县 ",
            "LPT1.x",
            "\u{1}",
            ".",
        ] {
            let name = safe(text, 60);
            assert!(!name.is_empty() && fault(&name).is_none(), "{text:?}: {name:?}");
        }
        assert_eq!(safe("县公安局", 60), "县公安局");
        assert_eq!(safe(&"长".repeat(99), 60).chars().count(), 60);
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = BTreeSet::new();
        let names =
            ["县教育局", "县教育局", "Park", "PARK", "a/b", "a:b"].map(|text| free(text, 60, &mut taken));
        assert_eq!(names, ["县教育局", "县教育局 (2)", "Park", "PARK (2)", "a_b", "a_b (2)"]);
    }

    #[test]
    fn equal_after_normalisation_and_folding() {
        assert_eq!(folded("Park.JPG"), folded("park.jpg"));
        assert_eq!(folded("caf\u{e9}"), folded("cafe\u{301}"));
        assert_eq!(folded("straße"), folded("STRASSE"));
        assert_ne!(folded("公园1"), folded("公园2"));
    }
}
