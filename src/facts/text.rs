//! Plain text: its encoding, and its length as office software counts it.

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How long a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Characters that are not white space (字符数，不计空格).
    pub characters: u64,
    /// 字数: each Chinese or Japanese character, full-width form or full-width punctuation mark is one, and
    /// so is each run of other characters without white space, such as `GB/T33190`.
    pub words: u64,
}

/// Counts a text.
///
/// As LibreOffice does it, quotation marks and ellipses, which Chinese and Western texts share, belong to the
/// run of other characters they stand in, and dashes end a run without being a word.
#[must_use]
pub fn count(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut in_run = false;
    for c in text.chars() {
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            in_run = false;
            continue;
        }
        counts.characters += 1;
        if matches!(c, '\u{2013}' | '\u{2014}') {
            in_run = false;
        } else if is_full_width(c) {
            counts.words += 1;
            in_run = false;
        } else if !in_run {
            counts.words += 1;
            in_run = true;
        }
    }
    counts
}

/// Marks that take no place: soft hyphen, zero width space and joiners, directions, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

/// Characters that count as one word each, by Unicode blocks.
fn is_full_width(c: char) -> bool {
    matches!(c,
        '\u{2460}'..='\u{24FF}' // enclosed alphanumerics: ①
        | '\u{2E80}'..='\u{312F}' // radicals, CJK punctuation, kana, bopomofo
        | '\u{3190}'..='\u{A4CF}' // enclosed and squared forms, ideographs, Yi
        | '\u{F900}'..='\u{FAFF}' // compatibility ideographs
        | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE4F}' // vertical forms
        | '\u{FF01}'..='\u{FFEF}' // full-width and half-width forms
        | '\u{20000}'..='\u{3FFFF}' // ideographs of the supplementary planes
    )
}

/// Decodes a plain text in UTF-8, UTF-16 with a byte order mark, or GB18030, without its byte order mark.
/// Nothing if it is no text: bytes that the encoding does not have, or control characters.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    decode_with(bytes, true)
}

/// Whether a file that begins like this is plain text. The last character may be cut.
#[must_use]
pub fn begins_as_text(bytes: &[u8]) -> bool {
    decode_with(bytes, false).is_some()
}

fn decode_with(bytes: &[u8], whole: bool) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(mark..)?, whole);
    }
    // Hardly any GB18030 text that is not ASCII is valid UTF-8, but UTF-8 often passes for GB18030. So what
    // is UTF-8 up to a last character that is cut is not tried as GB18030.
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_some() => decode_as(GB18030, bytes, whole),
        _ => decode_as(UTF_8, bytes, whole),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], whole: bool) -> Option<String> {
    debug_assert!([UTF_8, UTF_16LE, UTF_16BE, GB18030].contains(&encoding));
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len())?);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, whole);
    let ok = result == DecoderResult::InputEmpty && !text.contains(is_foreign_to_text);
    ok.then_some(text)
}

/// Characters that show that a file is no text, or is not in the encoding it was read in: controls other than
/// white space, and characters for private use, which GB18030 has for byte pairs without a meaning.
fn is_foreign_to_text(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}'))
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> u64 {
        count(text).words
    }

    #[test]
    fn counts_as_libreoffice_does() {
        for (text, expected) in [
            ("", 0),
            ("我市广泛开展文明城市创建工作。", 15),
            ("第一，加强领导；第二，落实责任。", 16),
            ("《条例》（试行）、【通知】", 13),
            ("GB/T33190", 1),
            ("2026年", 2),
            ("2026年3月5日，GB/T33190标准", 10),
            ("共有100人参加，完成率98.5%", 11),
            ("using Word字数统计function测试", 9),
            ("don’t stop, it’s fine. Hello, world!", 6),
            ("１２３ＡＢＣ", 6),
            ("①②③加强", 5),
            ("Ⅰ、总体", 4),
            ("人 民　广场", 4),
            ("http://www.example.com/路径?x=1", 4),
            ("（1）概况(2)情况", 8),
            ("“文明城市”是荣誉。", 10),
            ("他说“ABC”是", 4),
            ("“人”“民”", 5),
            ("真的……好", 4),
            ("好——真", 2),
            ("2025—2026年", 3),
            ("〔2026〕3号", 5),
            ("约翰·史密斯", 6),
            ("50㎡", 2),
            ("★★★", 1),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn characters_leave_out_every_kind_of_space() {
        assert_eq!(count("人 民　广\u{A0}场\n\tA\u{FEFF}\u{200B}").characters, 5);
        assert_eq!(count("——𠀀").characters, 3);
    }

    #[test]
    fn decodes_the_encodings_of_chinese_machines() {
        let text = "文件名,时间\r\n人民广场.jpg,2026年3月5日\r\n";
        let utf16 = |swap: bool| {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect::<Vec<u8>>()
        };
        let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            with_mark,
            utf16(false),
            utf16(true),
            GB18030.encode(text).0.into_owned(),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Some(text));
        }
        assert_eq!(decode(b"").as_deref(), Some(""));
    }

    #[test]
    fn refuses_what_is_no_text() {
        for bytes in [
            &b"a\0b"[..],
            b"\x89PNG\r\n\x1a\n",
            b"\xFF\xFE\x00\xD8\x41\x00",
            b"caf\xE9 ",
            b"\xFF\xD8\xFF\xE0",
            b"text\x1b[31m",
            b"\xAA\xA1",
        ] {
            assert_eq!(decode(bytes), None, "{bytes:02x?}");
        }
    }

    #[test]
    fn a_cut_character_is_fine_only_at_the_end_of_a_beginning() {
        let bytes = "文明城市".as_bytes();
        assert!(begins_as_text(&bytes[..10]));
        assert_eq!(decode(&bytes[..10]), None);
        let gb = GB18030.encode("文明城市").0;
        assert!(begins_as_text(&gb[..5]));
        assert_eq!(decode(&gb[..5]), None);
    }
}
