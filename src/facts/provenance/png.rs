//! The texts of a PNG (ISO/IEC 15948, 11.3.3).

use data_encoding::HEXLOWER_PERMISSIVE;

use super::super::exif::decoded;
use super::super::inflate::Inflate;
use super::super::png::Metadata;
use super::Note;

/// The most bytes that one text may inflate to; the workflow of a generator has some hundred kilobytes.
const MOST_BYTES: usize = 4 << 20;
/// The most bytes that all texts may have together.
const MOST_TOTAL: usize = 12 << 20;
/// Bytes inflated at a time.
const BUFFER_BYTES: usize = 32 << 10;

/// The texts of the chunks that are texts, each with its keyword. What cannot be read is left out.
pub(super) fn notes(chunks: &[Metadata<'_>]) -> Vec<Note> {
    let mut left = MOST_TOTAL;
    let mut notes = Vec::new();
    for chunk in chunks {
        let Some((kind, keyword, bytes)) = text(chunk, left.min(MOST_BYTES)) else { continue };
        let Some(fewer) = left.checked_sub(bytes.len()) else { break };
        left = fewer;
        if let Some(text) = decoded(&bytes) {
            notes.push(Note::new(&format!("PNG {kind}"), &keyword, &text));
        }
    }
    notes
}

fn text(chunk: &Metadata<'_>, most: usize) -> Option<(&'static str, String, Vec<u8>)> {
    let (keyword, rest) = split(chunk.body)?;
    let keyword = decoded(keyword.get(..79).unwrap_or(keyword))?;
    let (kind, bytes) = match &chunk.kind {
        b"tEXt" => ("tEXt", Some(rest.to_vec()).filter(|bytes| bytes.len() <= most)?),
        b"zTXt" => ("zTXt", inflated(rest.strip_prefix(b"\0")?, most)?),
        b"iTXt" => {
            let (&[is_compressed, _], rest) = rest.split_first_chunk::<2>()?;
            let (_, rest) = split(rest)?;
            let (_, rest) = split(rest)?;
            match is_compressed {
                0 => ("iTXt", Some(rest.to_vec()).filter(|bytes| bytes.len() <= most)?),
                _ => ("iTXt", inflated(rest, most)?),
            }
        }
        _ => return None,
    };
    Some((kind, keyword, bytes))
}

/// The bytes of a profile that `ImageMagick` keeps in a text where a picture of another format had it, such as `8bim`:
/// its name, its length, and its bytes in hexadecimal, each in lines of their own.
pub(super) fn profile(note: &Note, names: &[&str]) -> Option<Vec<u8>> {
    let name = note.keyword.strip_prefix("Raw profile type ")?;
    let (_, digits) = note.text.trim_start().split_once('\n')?.1.trim_start().split_once('\n')?;
    if !names.contains(&name) {
        return None;
    }
    let digits: Vec<u8> = digits.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    HEXLOWER_PERMISSIVE.decode(&digits).ok()
}

/// What is before the first NUL and what is after it.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|&byte| byte == 0)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

/// What a zlib stream inflates to, at most so many bytes; its checksum is not looked at.
fn inflated(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut rest = bytes.get(2..)?;
    let mut inflate = Inflate::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut all = Vec::new();
    loop {
        let step = inflate.step(rest, &mut buffer).ok()?;
        rest = rest.get(step.read..)?;
        all.extend_from_slice(buffer.get(..step.written)?);
        if all.len() > most || (step.read == 0 && step.written == 0 && !step.ended) {
            return None;
        }
        if step.ended {
            return Some(all);
        }
    }
}
