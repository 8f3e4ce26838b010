//! The character encoding of tag files (RFC 8493, 2.1.1: `Tag-File-Character-Encoding`).

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE};

/// Bytes decoded at a time.
const INPUT: usize = 16 << 10;

/// The encoding of a bag's tag files other than `bagit.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// ISO-8859-1: each byte is the character of its number. What the web calls so is another encoding.
    Latin1,
    /// Any other that the web's Encoding Standard knows.
    Other(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// The encoding of an IANA name. UTF-16 without a byte order mark is big-endian (RFC 2781, 4.3).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" => Some(Self::Latin1),
            "utf-16" => Some(Self::Other(UTF_16BE)),
            other => encoding_rs::Encoding::for_label_no_replacement(other.as_bytes()).map(Self::Other),
        }
    }

    /// What `source` gives, in UTF-8. Bytes that mean nothing in the encoding become a byte that means nothing in
    /// UTF-8, so that whoever reads the text refuses them.
    pub fn reader<'a>(self, source: impl Read + 'a) -> Box<dyn Read + 'a> {
        match self {
            Self::Utf8 => Box::new(source),
            Self::Latin1 => Box::new(Decoding::new(source, None)),
            Self::Other(encoding) => Box::new(Decoding::new(source, Some(encoding.new_decoder()))),
        }
    }
}

/// Reads one encoding as UTF-8; ISO-8859-1 has no decoder.
struct Decoding<R> {
    source: R,
    decoder: Option<Decoder>,
    /// Decoded and not yet given.
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    fn new(source: R, decoder: Option<Decoder>) -> Self {
        Self { source, decoder, ready: Vec::new(), given: 0, ended: false }
    }

    fn decode(&mut self, mut input: &[u8]) {
        let Some(decoder) = &mut self.decoder else {
            for byte in input {
                let mut utf8 = [0; 2];
                self.ready.extend(char::from(*byte).encode_utf8(&mut utf8).bytes());
            }
            return;
        };
        let mut output = vec![0; INPUT];
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(input, &mut output, self.ended);
            self.ready.extend(output.get(..written).unwrap_or_default());
            input = input.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.ready.push(0xFF),
            }
        }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.ready.clear();
            self.given = 0;
            let mut input = [0; INPUT];
            let count = self.source.read(&mut input)?;
            self.ended = count == 0;
            self.decode(input.get(..count).unwrap_or_default());
        }
        let ready = self.ready.get(self.given..).unwrap_or_default();
        let count = ready.len().min(out.len());
        if let Some((out, ready)) = out.get_mut(..count).zip(ready.get(..count)) {
            out.copy_from_slice(ready);
        }
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        Encoding::named(name).unwrap().reader(bytes).read_to_end(&mut text).unwrap();
        text
    }

    #[test]
    fn every_encoding_becomes_utf_8() {
        let text = "清单 Núñez\n".repeat(5_000);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let little: Vec<u8> =
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode("UTF-8", text.as_bytes()), text.as_bytes());
        assert_eq!(decode("UTF-16", &utf16), text.as_bytes());
        assert_eq!(decode("utf-16", &little), text.as_bytes());
        assert_eq!(decode("GB18030", &encoding_rs::GB18030.encode(&text).0), text.as_bytes());
        assert_eq!(decode("ISO-8859-1", b"N\xFA\xF1ez \x80"), "Núñez \u{80}".as_bytes());
    }

    #[test]
    fn what_means_nothing_is_not_made_up() {
        assert_eq!(decode("UTF-16", &[0x00, 0x61, 0xD8, 0x00, 0x00, 0x62]), b"a\xFFb");
        assert_eq!(decode("GBK", b"a\xFF\xFF"), b"a\xFF\xFF");
        assert_eq!(decode("UTF-16", &[0x00]), b"\xFF");
        assert_eq!(Encoding::named("EBCDIC"), None);
        assert_eq!(Encoding::named(""), None);
    }
}
