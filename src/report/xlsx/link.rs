//! Links to the files of a submission.

use std::fmt::Write;

/// Excel takes 2,079 characters, some of which become three when they are encoded.
const LONGEST: usize = 690;

/// The parts of an encoded address by which `rust_xlsxwriter` knows one. Others it encodes itself, again.
const KNOWN_BY: [&str; 3] = ["%20", "%25", "%22"];

/// The target of a link to `path` below `files`, both relative and not encoded. Some names cannot be linked to: then
/// their cell is text only.
///
/// Letters of any script stay what they are (RFC 3987), as Excel writes them.
pub(super) fn target(files: &str, path: &str) -> Option<String> {
    let raw = format!("{files}/{path}");
    // A path that begins with a dot can have no scheme and no host.
    let fine = raw.starts_with('.')
        && raw.encode_utf16().count() <= LONGEST
        && !raw.contains(|c: char| c == '\\' || c == '\u{fffd}' || c.is_control());
    if !fine {
        return None;
    }
    if !raw.contains(['#', '?', '%']) {
        return Some(format!("file:///{raw}"));
    }
    let mut encoded = String::from("file:///");
    for c in raw.chars() {
        match c {
            '#' | '?' | '%' | '"' | ' ' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' => {
                let _ = write!(encoded, "%{:02x}", u32::from(c));
            }
            c => encoded.push(c),
        }
    }
    KNOWN_BY.iter().any(|part| encoded.contains(part)).then_some(encoded)
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn names_that_mean_something_in_an_address_are_encoded_or_not_linked() {
        let linked = |path| target("./..", path);
        assert_eq!(linked("A1/图 1.jpg").as_deref(), Some("file:///./../A1/图 1.jpg"));
        assert_eq!(linked("95%.jpg").as_deref(), Some("file:///./../95%25.jpg"));
        assert_eq!(linked("3# 楼.jpg").as_deref(), Some("file:///./../3%23%20楼.jpg"));
        assert_eq!(linked("3#楼.jpg"), None, "it would be encoded twice, or lead to a file named 3");
        assert_eq!(linked("a\nb.jpg"), None);
        assert_eq!(linked("a\\b.jpg"), None);
        assert_eq!(target("", "x"), None);
        assert_eq!(linked(&"长".repeat(700)), None);
    }
}
