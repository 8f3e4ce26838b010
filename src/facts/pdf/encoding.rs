//! Characters of fonts without a Unicode map: base encodings and glyph names (ISO 32000-2, annex D), and the
//! text strings of the document's properties (7.9.2.2).

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::char::compose;

/// A base encoding of simple fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
    /// The standard font Symbol, of whose characters Greek letters and the bullet are told.
    Symbol,
    /// A font of pictures.
    Pictures,
}

impl Base {
    pub(super) fn from_name(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            _ => None,
        }
    }

    /// The encoding that a font has in itself, where its name tells (annex D.5 and D.6).
    pub(super) fn of_font(name: &[u8]) -> Option<Self> {
        match name {
            b"Symbol" => Some(Self::Symbol),
            b"ZapfDingbats" => Some(Self::Pictures),
            _ => None,
        }
    }

    /// The character of a code.
    pub(super) fn character(self, code: u8) -> Option<char> {
        let by = |encoding: &'static Encoding| {
            encoding.decode_without_bom_handling(&[code]).0.chars().next().filter(|c| !c.is_control())
        };
        match (self, code) {
            (Self::Standard, 0x27) => Some('’'),
            (Self::Standard, 0x60) => Some('‘'),
            (Self::Standard, 0x20..0x7f) | (Self::Symbol, 0x20..=0x3f) => Some(char::from(code)),
            (Self::Standard, _) => {
                STANDARD.iter().find(|(known, _)| *known == code).map(|(_, character)| *character)
            }
            // Unused codes above 0x20 are bullets (annex D.2, note 3).
            (Self::WinAnsi, 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d) | (Self::Symbol, 0xb7) => Some('•'),
            (Self::WinAnsi, _) => by(WINDOWS_1252),
            (Self::MacRoman, _) => by(MACINTOSH),
            (Self::Symbol, b'A'..=b'Z') => SYMBOL_CAPITALS.get(usize::from(code - b'A')).copied(),
            (Self::Symbol, b'a'..=b'z') => SYMBOL_SMALL.get(usize::from(code - b'a')).copied(),
            (Self::Symbol | Self::Pictures, _) => None,
        }
    }
}

/// The letters of Symbol's encoding (annex D.5).
#[rustfmt::skip]
const SYMBOL_CAPITALS: [char; 26] = [
    'Α', 'Β', 'Χ', 'Δ', 'Ε', 'Φ', 'Γ', 'Η', 'Ι', 'ϑ', 'Κ', 'Λ', 'Μ', 'Ν', 'Ο', 'Π', 'Θ', 'Ρ', 'Σ', 'Τ', 'Υ', 'ς', 'Ω',
    'Ξ', 'Ψ', 'Ζ',
];
#[rustfmt::skip]
const SYMBOL_SMALL: [char; 26] = [
    'α', 'β', 'χ', 'δ', 'ε', 'φ', 'γ', 'η', 'ι', 'ϕ', 'κ', 'λ', 'μ', 'ν', 'ο', 'π', 'θ', 'ρ', 'σ', 'τ', 'υ', 'ϖ', 'ω',
    'ξ', 'ψ', 'ζ',
];

/// The upper half of `StandardEncoding`.
#[rustfmt::skip]
const STANDARD: [(u8, char); 54] = [
    (0xa1, '¡'), (0xa2, '¢'), (0xa3, '£'), (0xa4, '⁄'), (0xa5, '¥'), (0xa6, 'ƒ'), (0xa7, '§'), (0xa8, '¤'),
    (0xa9, '\''), (0xaa, '“'), (0xab, '«'), (0xac, '‹'), (0xad, '›'), (0xae, 'ﬁ'), (0xaf, 'ﬂ'), (0xb1, '–'),
    (0xb2, '†'), (0xb3, '‡'), (0xb4, '·'), (0xb6, '¶'), (0xb7, '•'), (0xb8, '‚'), (0xb9, '„'), (0xba, '”'),
    (0xbb, '»'), (0xbc, '…'), (0xbd, '‰'), (0xbf, '¿'), (0xc1, '`'), (0xc2, '´'), (0xc3, 'ˆ'), (0xc4, '˜'),
    (0xc5, '¯'), (0xc6, '˘'), (0xc7, '˙'), (0xc8, '¨'), (0xca, '˚'), (0xcb, '¸'), (0xcd, '˝'), (0xce, '˛'),
    (0xcf, 'ˇ'), (0xd0, '—'), (0xe1, 'Æ'), (0xe3, 'ª'), (0xe8, 'Ł'), (0xe9, 'Ø'), (0xea, 'Œ'), (0xeb, 'º'),
    (0xf1, 'æ'), (0xf5, 'ı'), (0xf8, 'ł'), (0xf9, 'ø'), (0xfa, 'œ'), (0xfb, 'ß'),
];

/// The text of a glyph by its name: the names of the Adobe Glyph List that Western text uses, accents
/// composed, `uni…` and `u…`, ligatures joined by `_`, variants after `.`.
pub(super) fn glyph_text(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|name| !name.is_empty() && name.len() <= 64)?;
    name.split('_').map(part).collect()
}

fn part(name: &str) -> Option<String> {
    let one = |character: char| Some(character.to_string());
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_ascii_alphabetic()
    {
        return one(letter);
    }
    if let Some((_, text)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*text).to_owned());
    }
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0)
    {
        return digits.as_bytes().chunks(4).map(|digits| hex(str::from_utf8(digits).ok()?)).collect();
    }
    if let Some(digits) = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))
        && let Some(character) = hex(digits)
    {
        return one(character);
    }
    if let Some(letter) = greek(name) {
        return one(letter);
    }
    let base = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let (_, accent) = ACCENTS.iter().find(|(known, _)| name.get(1..) == Some(*known))?;
    one(compose(base, *accent)?)
}

fn hex(digits: &str) -> Option<char> {
    // The conversion alone would take a sign.
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| plain)?)
}

fn greek(name: &str) -> Option<char> {
    let small = name.to_ascii_lowercase();
    let (_, letter) = GREEK.iter().find(|(known, _)| *known == small)?;
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    if capital { letter.to_uppercase().next() } else { Some(*letter) }
}

#[rustfmt::skip]
const ACCENTS: [(&str, char); 14] = [
    ("grave", '\u{300}'), ("acute", '\u{301}'), ("circumflex", '\u{302}'), ("tilde", '\u{303}'),
    ("macron", '\u{304}'), ("breve", '\u{306}'), ("dotaccent", '\u{307}'), ("dieresis", '\u{308}'),
    ("ring", '\u{30a}'), ("hungarumlaut", '\u{30b}'), ("caron", '\u{30c}'), ("commaaccent", '\u{326}'),
    ("cedilla", '\u{327}'), ("ogonek", '\u{328}'),
];

#[rustfmt::skip]
const GREEK: [(&str, char); 25] = [
    ("alpha", 'α'), ("beta", 'β'), ("gamma", 'γ'), ("delta", 'δ'), ("epsilon", 'ε'), ("zeta", 'ζ'),
    ("eta", 'η'), ("theta", 'θ'), ("iota", 'ι'), ("kappa", 'κ'), ("lambda", 'λ'), ("mu", 'μ'), ("nu", 'ν'),
    ("xi", 'ξ'), ("omicron", 'ο'), ("pi", 'π'), ("rho", 'ρ'), ("sigma", 'σ'), ("sigma1", 'ς'), ("tau", 'τ'),
    ("upsilon", 'υ'), ("phi", 'φ'), ("chi", 'χ'), ("psi", 'ψ'), ("omega", 'ω'),
];

#[rustfmt::skip]
const NAMES: [(&str, &str); 135] = [
    ("space", " "), ("exclam", "!"), ("quotedbl", "\""), ("numbersign", "#"), ("dollar", "$"),
    ("percent", "%"), ("ampersand", "&"), ("quotesingle", "'"), ("quoteright", "’"), ("quoteleft", "‘"),
    ("parenleft", "("), ("parenright", ")"), ("asterisk", "*"), ("plus", "+"), ("comma", ","),
    ("hyphen", "-"), ("period", "."), ("slash", "/"), ("zero", "0"), ("one", "1"), ("two", "2"),
    ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"), ("eight", "8"),
    ("nine", "9"), ("colon", ":"), ("semicolon", ";"), ("less", "<"), ("equal", "="), ("greater", ">"),
    ("question", "?"), ("at", "@"), ("bracketleft", "["), ("backslash", "\\"), ("bracketright", "]"),
    ("asciicircum", "^"), ("underscore", "_"), ("grave", "`"), ("braceleft", "{"), ("bar", "|"),
    ("braceright", "}"), ("asciitilde", "~"), ("exclamdown", "¡"), ("cent", "¢"), ("sterling", "£"),
    ("currency", "¤"), ("yen", "¥"), ("brokenbar", "¦"), ("section", "§"), ("dieresis", "¨"),
    ("copyright", "©"), ("ordfeminine", "ª"), ("guillemotleft", "«"), ("logicalnot", "¬"), ("registered", "®"),
    ("macron", "¯"), ("degree", "°"), ("plusminus", "±"), ("twosuperior", "²"), ("threesuperior", "³"),
    ("acute", "´"), ("paragraph", "¶"), ("periodcentered", "·"), ("middot", "·"), ("cedilla", "¸"),
    ("onesuperior", "¹"), ("ordmasculine", "º"), ("guillemotright", "»"), ("onequarter", "¼"),
    ("onehalf", "½"), ("threequarters", "¾"), ("questiondown", "¿"), ("AE", "Æ"), ("Eth", "Ð"),
    ("multiply", "×"), ("Oslash", "Ø"), ("Thorn", "Þ"), ("germandbls", "ß"), ("ae", "æ"), ("eth", "ð"),
    ("divide", "÷"), ("oslash", "ø"), ("thorn", "þ"), ("dotlessi", "ı"), ("Lslash", "Ł"), ("lslash", "ł"),
    ("OE", "Œ"), ("oe", "œ"), ("Dcroat", "Đ"), ("dcroat", "đ"), ("florin", "ƒ"), ("circumflex", "ˆ"),
    ("tilde", "˜"), ("breve", "˘"), ("dotaccent", "˙"), ("ring", "˚"), ("hungarumlaut", "˝"), ("ogonek", "˛"),
    ("caron", "ˇ"), ("endash", "–"), ("emdash", "—"), ("quotesinglbase", "‚"), ("quotedblleft", "“"),
    ("quotedblright", "”"), ("quotedblbase", "„"), ("dagger", "†"), ("daggerdbl", "‡"), ("bullet", "•"),
    ("ellipsis", "…"), ("perthousand", "‰"), ("guilsinglleft", "‹"), ("guilsinglright", "›"),
    ("fraction", "⁄"), ("Euro", "€"), ("trademark", "™"), ("minus", "−"), ("fi", "fi"), ("fl", "fl"),
    ("ff", "ff"), ("ffi", "ffi"), ("ffl", "ffl"), ("nbspace", "\u{a0}"), ("nonbreakingspace", "\u{a0}"),
    ("sfthyphen", "-"), ("notequal", "≠"), ("lessequal", "≤"), ("greaterequal", "≥"), ("infinity", "∞"),
    ("approxequal", "≈"), ("arrowright", "→"), ("arrowleft", "←"), ("checkmark", "✓"),
];

/// A text string: UTF-16 or UTF-8 with its mark, else `PDFDocEncoding`.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding == UTF_16BE || encoding == UTF_16LE || encoding == UTF_8 => {
            encoding.decode(bytes).0.into_owned()
        }
        _ => bytes.iter().filter_map(|byte| pdf_doc(*byte)).collect(),
    }
}

/// `PDFDocEncoding` (annex D.3).
fn pdf_doc(code: u8) -> Option<char> {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    #[rustfmt::skip]
    const HIGH: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
        'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match code {
        0x18..0x20 => LOW.get(usize::from(code - 0x18)).copied(),
        0x80..0x9f => HIGH.get(usize::from(code - 0x80)).copied(),
        0xa0 => Some('€'),
        0x7f | 0x9f | 0xad => None,
        _ => Some(char::from(code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names() {
        for (name, text) in [
            ("A", Some("A")),
            ("Adieresis", Some("Ä")),
            ("scaron", Some("š")),
            ("f_f_i", Some("ffi")),
            ("one.oldstyle", Some("1")),
            ("uni4E2D6587", Some("中文")),
            ("u1F600", Some("😀")),
            ("Omega", Some("Ω")),
            ("g123", None),
            (".notdef", None),
            ("uniZZZZ", None),
        ] {
            assert_eq!(glyph_text(name).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn base_encodings() {
        assert_eq!(Base::Standard.character(0xae), Some('ﬁ'));
        assert_eq!(Base::WinAnsi.character(0x80), Some('€'));
        assert_eq!(Base::MacRoman.character(0x8a), Some('ä'));
        assert_eq!(Base::WinAnsi.character(0x01), None);
    }

    #[test]
    fn text_strings() {
        assert_eq!(text_string(b"\xfe\xff\x51\x6c\x76\xca"), "公益");
        assert_eq!(text_string(b"\xff\xfe\x6c\x51"), "公");
        assert_eq!(text_string(b"\xef\xbb\xbf\xe5\x85\xac"), "公");
        assert_eq!(text_string(b"caf\xe9 \x80"), "café •");
    }
}
