//! Whose seals count: OpenSSH's `allowed_signers` (ssh-keygen(1), ALLOWED SIGNERS).

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use ssh_key::PublicKey;
use ssh_key::public::KeyData;

use super::error::LineProblem;
use super::{NAMESPACE, SignersError};

/// Longest list that is read, in bytes.
const MOST_BYTES: u64 = 4 << 20;

/// A list of signers. As with ssh-keygen, a line that is not as it must be makes the whole list unusable.
#[derive(Debug, Clone)]
pub struct AllowedSigners(Vec<Entry>);

/// A line of the list.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Who may sign with the key, as it is written.
    pub(super) principals: String,
    /// The comment at the line's end.
    pub(super) comment: String,
    key: KeyData,
    options: Options,
}

#[derive(Debug, Clone, Default)]
struct Options {
    authority: bool,
    namespaces: Option<String>,
    after: Option<Timestamp>,
    before: Option<Timestamp>,
}

/// Why the list does not accept a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Distrust {
    /// No line has it.
    Unknown,
    /// It is listed for certificates that it issued only.
    Authority,
    /// It is listed for other purposes.
    Namespace,
    /// It counts from a later time on.
    NotYet,
    /// It does not count any more.
    Expired,
}

impl AllowedSigners {
    /// Reads a list. Times without a zone are local ones.
    pub fn read(path: &Path) -> Result<Self, SignersError> {
        let failed = |source| SignersError::Read { path: path.to_owned(), source };
        // A folder, which some systems open like a file.
        if fs::metadata(path).map_err(failed)?.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        }
        let mut bytes = Vec::new();
        File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(SignersError::TooLarge { path: path.to_owned() });
        }
        // Editors on Windows write a byte order mark, and names in comments in the old encoding.
        let (text, ..) = encoding_rs::UTF_8.decode(&bytes);
        Self::parse(&text, &TimeZone::system()).map_err(|(line, problem)| SignersError::Line {
            path: path.to_owned(),
            line,
            problem,
        })
    }

    /// Reads the text of a list; an error names the line.
    fn parse(text: &str, zone: &TimeZone) -> Result<Self, (usize, LineProblem)> {
        let mut entries = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_matches([' ', '\t', '\r']);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            entries.push(Entry::parse(line, zone).map_err(|problem| (index + 1, problem))?);
        }
        Ok(Self(entries))
    }

    /// The first line that accepts `key` for seals at this time; else why the first line that has it does not.
    pub(super) fn accept(&self, key: &KeyData, now: Timestamp) -> Result<&Entry, Distrust> {
        let mut why = None;
        for entry in self.0.iter().filter(|entry| entry.key == *key) {
            match entry.options.accept(now) {
                Ok(()) => return Ok(entry),
                Err(distrust) => why = why.or(Some(distrust)),
            }
        }
        Err(why.unwrap_or(Distrust::Unknown))
    }
}

impl Entry {
    fn parse(line: &str, zone: &TimeZone) -> Result<Self, LineProblem> {
        let (principals, rest) = match line.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or(LineProblem::Quote)?,
            None => line.split_once([' ', '\t']).ok_or(LineProblem::Key)?,
        };
        let rest = rest.trim_start_matches([' ', '\t']);
        let (options, key) = if let Some(key) = public_key(rest) {
            (Options::default(), key)
        } else {
            // What is no key can only be options.
            let (options, rest) = rest.split_at(end_of_options(rest)?);
            let key = public_key(rest.trim_start_matches([' ', '\t'])).ok_or(LineProblem::Key)?;
            (Options::parse(options, zone)?, key)
        };
        Ok(Self {
            principals: principals.to_owned(),
            comment: key.comment().as_str_lossy().to_owned(),
            key: key.key_data().clone(),
            options,
        })
    }
}

/// A public key and its comment, however they are set apart.
fn public_key(text: &str) -> Option<PublicKey> {
    let (algorithm, rest) = text.split_once([' ', '\t'])?;
    let rest = rest.trim_start_matches([' ', '\t']);
    let (base64, comment) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    PublicKey::from_openssh(&format!("{algorithm} {base64} {comment}")).ok()
}

/// Where the options end: at the first space outside quotation marks.
fn end_of_options(text: &str) -> Result<usize, LineProblem> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b' ' | b'\t' if !quoted => return Ok(at),
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    Err(if quoted { LineProblem::Quote } else { LineProblem::Key })
}

impl Options {
    fn parse(text: &str, zone: &TimeZone) -> Result<Self, LineProblem> {
        let mut options = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let name_ends = rest.find(['=', ',']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(name_ends);
            let unknown = || LineProblem::Option(name.to_owned());
            let (value, after) = match after.strip_prefix('=') {
                Some(after) => {
                    let (value, after) = unquoted(after).ok_or_else(unknown)?;
                    (Some(value), after)
                }
                None => (None, after),
            };
            let time = |value: &str| time(value, zone).ok_or_else(|| LineProblem::Time(value.to_owned()));
            match (name.to_ascii_lowercase().as_str(), value) {
                ("cert-authority", None) => options.authority = true,
                ("namespaces", Some(value)) if options.namespaces.is_none() => {
                    options.namespaces = Some(value);
                }
                ("valid-after", Some(value)) if options.after.is_none() => {
                    options.after = Some(time(&value)?);
                }
                ("valid-before", Some(value)) if options.before.is_none() => {
                    options.before = Some(time(&value)?);
                }
                _ => return Err(unknown()),
            }
            rest = match after.strip_prefix(',') {
                Some("") => return Err(LineProblem::Option(String::new())),
                Some(next) => next,
                None if after.is_empty() => "",
                None => return Err(unknown()),
            };
        }
        match (options.after, options.before) {
            (Some(after), Some(before)) if before < after => Err(LineProblem::Period),
            _ => Ok(options),
        }
    }

    fn accept(&self, now: Timestamp) -> Result<(), Distrust> {
        if self.authority {
            return Err(Distrust::Authority);
        }
        if self.namespaces.as_ref().is_some_and(|patterns| !listed(patterns, NAMESPACE)) {
            return Err(Distrust::Namespace);
        }
        if self.after.is_some_and(|after| now < after) {
            return Err(Distrust::NotYet);
        }
        if self.before.is_some_and(|before| now > before) {
            return Err(Distrust::Expired);
        }
        Ok(())
    }
}

/// A value in quotation marks, in which `\"` stands for one, and what follows it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut rest = inner;
    loop {
        let at = rest.find('"')?;
        let (before, after) = rest.split_at(at);
        rest = after.strip_prefix('"')?;
        let Some(escaped) = before.strip_suffix('\\') else {
            value.push_str(before);
            return Some((value, rest));
        };
        value.push_str(escaped);
        value.push('"');
    }
}

/// A time as ssh-keygen writes it: `YYYYMMDD[HHMM[SS]][Z]`, a local one without the `Z`.
fn time(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let upper = text.to_ascii_uppercase();
    let universal = upper.strip_suffix("UTC").or_else(|| upper.strip_suffix('Z'));
    let digits = universal.unwrap_or(&upper);
    if !matches!(digits.len(), 8 | 12 | 14) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let moment = DateTime::strptime("%Y%m%d%H%M%S", format!("{digits:0<14}")).ok()?;
    let zone = if universal.is_some() { TimeZone::UTC } else { zone.clone() };
    zone.to_timestamp(moment).ok()
}

/// Whether a list of patterns, separated by commas, has `text` (`ssh_config(5)`, PATTERNS): one matches it, and none
/// that begins with `!` does.
fn listed(patterns: &str, text: &str) -> bool {
    let mut found = false;
    for pattern in patterns.split(',') {
        match pattern.strip_prefix('!') {
            Some(pattern) if matches(pattern.as_bytes(), text.as_bytes()) => return false,
            Some(_) => {}
            None => found |= matches(pattern.as_bytes(), text.as_bytes()),
        }
    }
    found
}

/// Whether `*` for any bytes and `?` for one make the pattern into `text`. Takes the product of both lengths at
/// most.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut pattern_at) = (0, 0);
    // Where the last star stands, and how far it reaches so far.
    let mut star: Option<(usize, usize)> = None;
    while let Some(byte) = text.get(at) {
        match pattern.get(pattern_at) {
            Some(b'*') => {
                star = Some((pattern_at, at));
                pattern_at += 1;
            }
            Some(wanted) if *wanted == b'?' || wanted == byte => {
                at += 1;
                pattern_at += 1;
            }
            _ => {
                let Some((star_at, reached)) = star else { return false };
                star = Some((star_at, reached + 1));
                (at, pattern_at) = (reached + 1, star_at + 1);
            }
        }
    }
    pattern.get(pattern_at..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
#[path = "signers_tests.rs"]
mod tests;
