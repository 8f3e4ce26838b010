//! Manifests (RFC 8493, 2.1.3 and 2.2.1): the digest of each file.

use std::io::{self, BufRead};

use super::algorithm::{Algorithm, Digest};

/// Longest line that is read, in bytes: a path of the longest length, each byte percent-encoded, and a digest.
const LONGEST_LINE: usize = 200_000;
/// Most lines that are read.
const MOST_LINES: usize = 1_000_000;

/// One line of a manifest, as it is written.
#[must_use]
pub fn line(digest: &Digest, path: &str) -> String {
    format!("{digest}  {}\n", encode_path(path))
}

/// Percent-encodes CR, LF and `%`, and only those (2.1.3).
fn encode_path(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Undoes [`encode_path`]; other percent signs stay as they are.
pub(super) fn decode_path(path: &str) -> String {
    let mut decoded = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        decoded.push_str(before);
        let code = match after.get(..2).map(str::to_ascii_uppercase).as_deref() {
            Some("0D") => Some('\r'),
            Some("0A") => Some('\n'),
            Some("25") => Some('%'),
            _ => None,
        };
        decoded.push(code.unwrap_or('%'));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    decoded.push_str(rest);
    decoded
}

/// A line of a manifest, as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// The digest.
    pub digest: Digest,
    /// The path with percent-encoding undone.
    pub path: String,
    /// The path as it is written, for tools that do not encode.
    pub written: String,
    /// What stood in front of the path and does not belong to it.
    pub mark: Option<Mark>,
}

/// What other tools write in front of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `*`, by which md5sum and its family mark binary mode.
    Binary,
    /// `./`, which leads nowhere.
    DotSlash,
}

/// What is wrong with a line.
#[derive(Debug)]
pub enum LineFault {
    /// Reading failed.
    Read(io::Error),
    /// Line with this number is no digest and path.
    Malformed(usize),
    /// There are too many lines.
    TooLong,
}

/// Reads the lines of a manifest one by one. Lines that are malformed are reported, and the next ones still read;
/// any other fault is the last.
pub fn lines<R: BufRead>(algorithm: Algorithm, source: R) -> impl Iterator<Item = Result<Line, LineFault>> {
    let mut source = Lines { source, after_return: false };
    let mut number = 0;
    let mut stopped = false;
    std::iter::from_fn(move || {
        while !stopped {
            number += 1;
            let parsed = match source.next() {
                Ok(None) => return None,
                Ok(Some(_)) if number > MOST_LINES => Err(LineFault::TooLong),
                Ok(Some(text)) if text.len() < LONGEST_LINE && text.trim_ascii().is_empty() => continue,
                Ok(Some(text)) => parse_line(algorithm, number, &text).ok_or(LineFault::Malformed(number)),
                Err(error) => Err(LineFault::Read(error)),
            };
            stopped = matches!(parsed, Err(LineFault::Read(_) | LineFault::TooLong));
            return Some(parsed);
        }
        None
    })
}

fn parse_line(algorithm: Algorithm, number: usize, line: &[u8]) -> Option<Line> {
    let text = str::from_utf8(line).ok().filter(|text| text.len() < LONGEST_LINE)?;
    let (digest, path) = text.split_once([' ', '\t'])?;
    let path = path.trim_start_matches([' ', '\t']);
    let (path, binary) = path.strip_prefix('*').map_or((path, false), |path| (path, true));
    let (path, dotted) = path.strip_prefix("./").map_or((path, false), |path| (path, true));
    let mark = binary.then_some(Mark::Binary).or(dotted.then_some(Mark::DotSlash));
    let digest = Digest::parse(algorithm, digest)?;
    (!path.is_empty()).then(|| Line {
        number,
        digest,
        path: decode_path(path),
        written: path.to_owned(),
        mark,
    })
}

/// Lines that end with LF, CR, CR LF, or the end of the file (2.1.3).
struct Lines<R> {
    source: R,
    /// Whether the last line ended with CR, so that a following LF belongs to it.
    after_return: bool,
}

impl<R: BufRead> Lines<R> {
    /// The next line without its end. Of a longer line than any that is read, only the beginning is kept.
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut begun = false;
        loop {
            let ready = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                ready => ready?,
            };
            if ready.is_empty() {
                return Ok(begun.then_some(line));
            }
            if std::mem::take(&mut self.after_return) && ready.first() == Some(&b'\n') {
                self.source.consume(1);
                continue;
            }
            begun = true;
            let end = ready.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let piece = ready.get(..end.unwrap_or(ready.len())).unwrap_or_default();
            let room = LONGEST_LINE.saturating_sub(line.len()).min(piece.len());
            line.extend(piece.get(..room).unwrap_or_default());
            let Some(end) = end else {
                let count = ready.len();
                self.source.consume(count);
                continue;
            };
            self.after_return = ready.get(end) == Some(&b'\r');
            self.source.consume(end + 1);
            return Ok(Some(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn read(text: &str) -> Vec<Result<Line, LineFault>> {
        lines(Algorithm::Sha256, text.as_bytes()).collect()
    }

    #[test]
    fn paths_come_back() {
        let digest = Digest::parse(Algorithm::Sha256, EMPTY).unwrap();
        for path in ["data/a", "data/公园 1.jpg", "data/100%.txt", "data/%0A", "data/a\r\nb", "data/%"] {
            let line = line(&digest, path);
            assert_eq!(line.lines().count(), 1);
            let read = read(&line);
            assert_eq!(read.len(), 1);
            assert_eq!(read[0].as_ref().unwrap().path, path);
        }
    }

    #[test]
    fn lines_of_other_tools() {
        let text = format!("{EMPTY} *data/a\r\n\n{EMPTY}\t./data/b%zz\n{EMPTY}   data/c");
        let lines: Vec<Line> = read(&text).into_iter().map(|line| line.unwrap()).collect();
        let found: Vec<_> = lines.iter().map(|line| (line.number, line.path.as_str(), line.mark)).collect();
        let marked = [(1, "data/a", Some(Mark::Binary)), (3, "data/b%zz", Some(Mark::DotSlash))];
        assert_eq!(found, [marked[0], marked[1], (4, "data/c", None)]);
    }

    #[test]
    fn lines_end_as_on_any_system() {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("{EMPTY}  data/a{end}{EMPTY}  data/b{end}{end}{EMPTY}  data/c");
            for capacity in [1, 2, 70, 1000] {
                let source = io::BufReader::with_capacity(capacity, text.as_bytes());
                let numbers: Vec<usize> =
                    lines(Algorithm::Sha256, source).map(|line| line.unwrap().number).collect();
                assert_eq!(numbers, [1, 2, 4], "{end:?} {capacity}");
            }
        }
    }

    #[test]
    fn every_malformed_line_is_reported_and_the_others_are_read() {
        let long = " ".repeat(LONGEST_LINE) + "x";
        for text in ["data/a", "00  data/a", EMPTY, &format!("{EMPTY}  "), &long] {
            let lines = read(&format!("{EMPTY}  data/x\n{text}\n{EMPTY}  data/y\n{text}"));
            assert!(matches!(
                lines.as_slice(),
                [Ok(_), Err(LineFault::Malformed(2)), Ok(_), Err(LineFault::Malformed(4))]
            ));
        }
        let bytes = [EMPTY.as_bytes(), b"  data/\xFF\n"].concat();
        let lines: Vec<_> = lines(Algorithm::Sha256, bytes.as_slice()).collect();
        assert!(matches!(lines.as_slice(), [Err(LineFault::Malformed(1))]));
    }
}
