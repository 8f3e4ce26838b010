//! Manifests (RFC 8493, 2.1.3 and 2.2.1): the digest of each file.

use std::fmt;
use std::io::{self, BufRead};

use sha2::{Digest as _, Sha256, Sha512};

/// Longest line that is read, in bytes: a path of the longest length, each byte percent-encoded, and a digest.
const LONGEST_LINE: usize = 200_000;
/// Most lines that are read.
const MOST_LINES: usize = 1_000_000;

/// An algorithm of digests that we compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// The name in file names: `sha256`, `sha512`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }

    /// The name for people: `SHA-256`, `SHA-512`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The algorithm of a name, if it is one that we compute.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Sha256, Self::Sha512].into_iter().find(|known| known.name().eq_ignore_ascii_case(name))
    }

    fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// A digest as bytes; shown in lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Digest(Box<[u8]>);

impl Digest {
    /// Reads hexadecimal digits of either case; none where they are no digest of `algorithm`.
    #[must_use]
    pub fn parse(algorithm: Algorithm, text: &str) -> Option<Self> {
        let nibble = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
            [high, low] => Some(nibble(*high)? << 4 | nibble(*low)?),
            _ => None,
        });
        let bytes: Box<[u8]> = pairs.collect::<Option<_>>()?;
        (bytes.len() == algorithm.len()).then_some(Self(bytes))
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(sha256: [u8; 32]) -> Self {
        Self(sha256.into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Computes the digest of bytes that come in pieces.
pub enum Hasher {
    /// SHA-256.
    Sha256(Sha256),
    /// SHA-512.
    Sha512(Sha512),
}

impl Hasher {
    /// A digest of nothing yet.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha256 => Self::Sha256(Sha256::new()),
            Algorithm::Sha512 => Self::Sha512(Sha512::new()),
        }
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha256(state) => state.update(bytes),
            Self::Sha512(state) => state.update(bytes),
        }
    }

    /// The digest of all bytes added.
    #[must_use]
    pub fn finish(self) -> Digest {
        match self {
            Self::Sha256(state) => Digest(state.finalize().as_slice().into()),
            Self::Sha512(state) => Digest(state.finalize().as_slice().into()),
        }
    }
}

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
fn decode_path(path: &str) -> String {
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

/// Reads the lines of a manifest one by one and stops at the first fault.
pub fn lines<R: BufRead>(
    algorithm: Algorithm,
    mut source: R,
) -> impl Iterator<Item = Result<Line, LineFault>> {
    let mut number = 0;
    let mut stopped = false;
    std::iter::from_fn(move || {
        while !stopped {
            number += 1;
            let parsed = match next_line(&mut source) {
                Ok(None) => return None,
                Ok(Some(_)) if number > MOST_LINES => Err(LineFault::TooLong),
                Ok(Some(text)) if text.trim().is_empty() => continue,
                Ok(Some(text)) => parse_line(algorithm, number, &text).ok_or(LineFault::Malformed(number)),
                Err(LineFault::Malformed(_)) => Err(LineFault::Malformed(number)),
                Err(fault) => Err(fault),
            };
            stopped = parsed.is_err();
            return Some(parsed);
        }
        None
    })
}

fn parse_line(algorithm: Algorithm, number: usize, text: &str) -> Option<Line> {
    let (digest, path) = text.split_once([' ', '\t'])?;
    let path = path.trim_start_matches([' ', '\t']);
    // `*` is how md5sum and its family mark binary mode; `./` is redundant.
    let path = path.strip_prefix('*').unwrap_or(path);
    let path = path.strip_prefix("./").unwrap_or(path);
    let digest = Digest::parse(algorithm, digest)?;
    (!path.is_empty()).then(|| Line { number, digest, path: decode_path(path), written: path.to_owned() })
}

/// The next line without its end, which is LF, CR LF or the end of the file.
fn next_line(source: &mut impl BufRead) -> Result<Option<String>, LineFault> {
    let mut bytes = Vec::new();
    let limit = LONGEST_LINE as u64;
    io::Read::take(&mut *source, limit).read_until(b'\n', &mut bytes).map_err(LineFault::Read)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() == LONGEST_LINE {
        return Err(LineFault::Malformed(0));
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    String::from_utf8(bytes).map(Some).map_err(|_| LineFault::Malformed(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn read(text: &str) -> Vec<Result<Line, LineFault>> {
        lines(Algorithm::Sha256, text.as_bytes()).collect()
    }

    #[test]
    fn digests() {
        let digest = Hasher::new(Algorithm::Sha256).finish();
        assert_eq!(digest.to_string(), EMPTY);
        assert_eq!(Digest::parse(Algorithm::Sha256, &EMPTY.to_uppercase()), Some(digest));
        assert_eq!(Digest::parse(Algorithm::Sha512, EMPTY), None);
        assert_eq!(Digest::parse(Algorithm::Sha256, &EMPTY.replace('e', "+")), None);
        assert_eq!(Hasher::new(Algorithm::Sha512).finish().to_string().len(), 128);
    }

    #[test]
    fn paths_come_back() {
        let digest = Hasher::new(Algorithm::Sha256).finish();
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
        let paths: Vec<String> = read(&text).into_iter().map(|line| line.unwrap().path).collect();
        assert_eq!(paths, ["data/a", "data/b%zz", "data/c"]);
    }

    #[test]
    fn the_first_fault_ends_reading() {
        for text in ["data/a", "00  data/a", EMPTY, &format!("{EMPTY}  ")] {
            let lines = read(&format!("{EMPTY}  data/x\n{text}\n{EMPTY}  data/y\n"));
            assert_eq!(lines.len(), 2, "{text}");
            assert!(matches!(lines[1], Err(LineFault::Malformed(2))), "{text}");
        }
        assert!(matches!(read(&" ".repeat(LONGEST_LINE + 1))[0], Err(LineFault::Malformed(1))));
    }
}
