//! `fetch.txt`: files that are to be fetched from elsewhere (RFC 8493, 2.2.3). Nothing is ever fetched.

use super::manifest::decode_path;

/// A line of `fetch.txt`: URL, length in bytes or `-`, path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fetch {
    /// The number of its line, from 1.
    pub(super) line: usize,
    /// Where the file belongs, relative to the bag.
    pub(super) path: String,
}

/// Reads the lines; the error is the number of one that has no path.
pub(super) fn parse(text: &str) -> impl Iterator<Item = Result<Fetch, usize>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| {
        let number = index + 1;
        let mut fields = line.trim_end().splitn(2, [' ', '\t']);
        let rest = fields.nth(1).unwrap_or_default().trim_start_matches([' ', '\t']);
        let (length, path) = rest.split_once([' ', '\t']).ok_or(number)?;
        let path = path.trim_start_matches([' ', '\t']);
        let known = length == "-" || (!length.is_empty() && length.bytes().all(|b| b.is_ascii_digit()));
        if !known || path.is_empty() {
            return Err(number);
        }
        Ok(Fetch { line: number, path: decode_path(path.strip_prefix("./").unwrap_or(path)) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_files_to_fetch() {
        let text = "https://example.org/a - data/a b\r\n\nhttps://example.org/b\t12\tdata/100%25\n";
        let paths: Vec<_> =
            parse(text).map(|line| line.unwrap()).map(|line| (line.line, line.path)).collect();
        assert_eq!(paths, [(1, "data/a b".to_owned()), (3, "data/100%".to_owned())]);
        for text in
            ["https://example.org/a", "https://example.org/a -", "https://example.org/a data/a", "a x data/a"]
        {
            assert_eq!(parse(text).next(), Some(Err(1)), "{text}");
        }
    }
}
