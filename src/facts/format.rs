//! The format of a file, told by its content alone.
//!
//! Detection crates either look at the first bytes only, so that every office document is a ZIP or a compound
//! file to them, or open the container and give up on one that is cut. A cut document must still be
//! recognised, to be reported as a damaged document and not as an unknown file. So this is a table of our own.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::{cfb, container::Container, text};

/// A file format that material comes in.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// WebP.
    Webp,
    /// HEIC, the photos of Apple phones.
    Heic,
    /// AVIF.
    Avif,
    /// Word and WPS documents since 2007 (OOXML).
    Docx,
    /// Excel and WPS tables since 2007 (OOXML).
    Xlsx,
    /// `PowerPoint` and WPS presentations since 2007 (OOXML).
    Pptx,
    /// Word 97-2003, also the content of a `.wps` file of WPS Office.
    Doc,
    /// Excel 97-2003, also the content of an `.et` file of WPS Office.
    Xls,
    /// `PowerPoint` 97-2003, also the content of a `.dps` file of WPS Office.
    Ppt,
    /// `OpenDocument` text.
    Odt,
    /// `OpenDocument` spreadsheet.
    Ods,
    /// OFD, the Chinese fixed layout format (GB/T 33190).
    Ofd,
    /// PDF.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// Plain text.
    Txt,
    /// ZIP archive that is none of the documents above.
    Zip,
    /// RAR archive.
    Rar,
    /// 7z archive.
    #[serde(rename = "7z")]
    SevenZip,
    /// MP4 and related video and sound.
    Mp4,
}

impl Format {
    /// The name in the inventory, which is also the name serialised.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Tiff => "tiff",
            Self::Webp => "webp",
            Self::Heic => "heic",
            Self::Avif => "avif",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::Ppt => "ppt",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Ofd => "ofd",
            Self::Pdf => "pdf",
            Self::Rtf => "rtf",
            Self::Txt => "txt",
            Self::Zip => "zip",
            Self::Rar => "rar",
            Self::SevenZip => "7z",
            Self::Mp4 => "mp4",
        }
    }

    /// All formats.
    pub const ALL: [Self; 24] = [
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::Bmp,
        Self::Tiff,
        Self::Webp,
        Self::Heic,
        Self::Avif,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Doc,
        Self::Xls,
        Self::Ppt,
        Self::Odt,
        Self::Ods,
        Self::Ofd,
        Self::Pdf,
        Self::Rtf,
        Self::Txt,
        Self::Zip,
        Self::Rar,
        Self::SevenZip,
        Self::Mp4,
    ];

    /// The format that a file name extension in lower case promises; the first where several do.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension))
    }

    /// The file name extensions that honestly go with this format, in lower case, the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Gif => &["gif"],
            Self::Bmp => &["bmp", "dib"],
            Self::Tiff => &["tif", "tiff"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif", "hif"],
            Self::Avif => &["avif"],
            Self::Docx => &["docx", "docm", "dotx", "dotm"],
            Self::Xlsx => &["xlsx", "xlsm", "xltx", "xltm", "xlsb"],
            Self::Pptx => &["pptx", "pptm", "ppsx", "potx"],
            Self::Doc => &["doc", "wps", "dot", "wpt"],
            Self::Xls => &["xls", "et", "xlt", "ett"],
            Self::Ppt => &["ppt", "dps", "pps", "pot", "dpt"],
            Self::Odt => &["odt", "ott"],
            Self::Ods => &["ods", "ots"],
            Self::Ofd => &["ofd"],
            Self::Pdf => &["pdf"],
            // Word opens both, and several systems export RTF under the name of a Word document.
            Self::Rtf => &["rtf", "doc"],
            Self::Txt => &["txt", "csv", "tsv", "md", "json", "xml", "html", "htm", "log"],
            Self::Zip => &["zip"],
            Self::Rar => &["rar"],
            Self::SevenZip => &["7z"],
            Self::Mp4 => &["mp4", "m4v", "mov", "m4a", "3gp"],
        }
    }
}

/// Signatures at the very beginning, most of all files first.
const SIGNATURES: &[(&[u8], Format)] = &[
    (b"\xFF\xD8\xFF", Format::Jpeg), // ISO/IEC 10918-1, annex B: SOI and another marker
    (b"\x89PNG\r\n\x1A\n", Format::Png), // PNG 5.2
    (b"GIF87a", Format::Gif),        // GIF87a, header
    (b"GIF89a", Format::Gif),        // GIF89a 17
    (b"II*\0", Format::Tiff),        // TIFF 6.0, section 2
    (b"MM\0*", Format::Tiff),        // TIFF 6.0, section 2
    (b"II+\0\x08\0", Format::Tiff),  // BigTIFF
    (b"MM\0+\0\x08", Format::Tiff),  // BigTIFF
    (b"{\\rtf", Format::Rtf),        // RTF 1.9.1, header
    (b"Rar!\x1A\x07", Format::Rar),  // RAR 5.0 archive format, signature (4.x as well)
    (b"7z\xBC\xAF\x27\x1C", Format::SevenZip), // 7zFormat.txt, SignatureHeader
];

/// Brands of `ftyp` boxes: ISO/IEC 23008-12 (HEIF) and the AVIF specification.
const BRANDS: &[(&[u8; 4], Format)] = &[
    (b"avif", Format::Avif),
    (b"avis", Format::Avif),
    (b"heic", Format::Heic),
    (b"heix", Format::Heic),
    (b"heim", Format::Heic),
    (b"heis", Format::Heic),
    (b"hevc", Format::Heic),
    (b"hevx", Format::Heic),
    (b"mif1", Format::Heic),
    (b"msf1", Format::Heic),
];

/// How far from the beginning a PDF header may be (PDF Reference 1.7, appendix H,
/// on file headers).
const PDF_HEADER_WITHIN: usize = 1024;
/// How much of a file is decoded to tell whether it is text.
const TEXT_SAMPLE: usize = 64 << 10;
/// How many local headers of a cut ZIP are looked at.
const MAX_LOCAL_HEADERS: usize = 1000;

/// The format of a file with this content, or nothing if it is unknown or the file is empty. Also nothing for
/// an encrypted OOXML document, which does not tell what it holds: see [`is_encrypted_office`].
#[must_use]
pub fn detect(bytes: &[u8]) -> Option<Format> {
    if let Some((_, format)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(*format);
    }
    if bytes.starts_with(cfb::SIGNATURE) {
        return compound(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    if is_bitmap(bytes) {
        return Some(Format::Bmp);
    }
    // RIFF container: RFC 9649.
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Format::Webp);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(iso_media(bytes));
    }
    let beginning = bytes.get(..PDF_HEADER_WITHIN).unwrap_or(bytes);
    if beginning.windows(5).any(|window| window == b"%PDF-") {
        return Some(Format::Pdf);
    }
    let is_text = !bytes.is_empty()
        && bytes.get(..TEXT_SAMPLE).map_or_else(|| text::decode(bytes).is_some(), text::begins_as_text);
    is_text.then_some(Format::Txt)
}

/// Whether this is an OOXML document that Word, Excel or WPS encrypted with a password: a compound file with
/// a stream `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4.4).
#[must_use]
pub fn is_encrypted_office(bytes: &[u8]) -> bool {
    bytes.starts_with(cfb::SIGNATURE) && cfb::names(bytes).iter().any(|name| name == "EncryptedPackage")
}

/// Old office formats by the stream that holds the document ([MS-DOC], [MS-XLS], [MS-PPT]). One
/// without any of them is most likely such a document, damaged.
fn compound(bytes: &[u8]) -> Option<Format> {
    let names = cfb::names(bytes);
    let has = |name: &str| names.iter().any(|found| found == name);
    if has("EncryptedPackage") {
        None
    } else if has("WordDocument") {
        Some(Format::Doc)
    } else if has("Workbook") || has("Book") {
        Some(Format::Xls)
    } else if has("PowerPoint Document") {
        Some(Format::Ppt)
    } else {
        Some(Format::Doc)
    }
}

/// Documents in ZIP files, by the names of their entries.
fn zip(bytes: &[u8]) -> Format {
    let names = Container::open(bytes)
        .map_or_else(|_| local_names(bytes), |container| container.names().map(str::to_owned).collect());
    let begins = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if let Some(format) = open_document(bytes) {
        format
    } else if names.iter().any(|name| name.eq_ignore_ascii_case("OFD.xml")) {
        Format::Ofd // GB/T 33190-2016: the entry point has this name
    } else if !begins("[Content_Types].xml") && !begins("_rels/") {
        Format::Zip
    } else if begins("word/") {
        Format::Docx
    } else if begins("xl/") {
        Format::Xlsx
    } else if begins("ppt/") {
        Format::Pptx
    } else {
        Format::Zip
    }
}

/// `OpenDocument` 1.2 part 3, 3.3: the first entry is `mimetype`, stored and without extra field, so that the
/// type is found at a fixed place.
fn open_document(bytes: &[u8]) -> Option<Format> {
    let rest = bytes.get(30..)?.strip_prefix(b"mimetypeapplication/vnd.oasis.opendocument.")?;
    if rest.starts_with(b"text") {
        Some(Format::Odt)
    } else if rest.starts_with(b"spreadsheet") {
        Some(Format::Ods)
    } else {
        None
    }
}

/// The names in the local headers of a ZIP that has no readable directory. Data is stepped over where its
/// length is known, so that the headers of a ZIP inside are not met.
fn local_names(bytes: &[u8]) -> Vec<String> {
    let field =
        |header: &[u8], at: usize| Some(usize::from(u16::from_le_bytes(*header.get(at..)?.first_chunk()?)));
    let mut names = Vec::new();
    let mut rest = bytes;
    while names.len() < MAX_LOCAL_HEADERS {
        let Some(at) = rest.windows(4).position(|window| window == b"PK\x03\x04") else {
            break;
        };
        let header = rest.get(at..).unwrap_or_default();
        let (Some(flags), Some(name_len), Some(extra_len)) =
            (field(header, 6), field(header, 26), field(header, 28))
        else {
            break;
        };
        let Some(name) = header.get(30..30 + name_len) else {
            break;
        };
        names.push(String::from_utf8_lossy(name).into_owned());
        let has_descriptor = flags & 8 != 0;
        let data_len =
            header.get(18..).and_then(<[u8]>::first_chunk).map_or(0, |len| u32::from_le_bytes(*len));
        let step = if has_descriptor { 0 } else { data_len as usize };
        rest = header.get((30 + name_len + extra_len).saturating_add(step)..).unwrap_or_default();
    }
    names
}

/// `BM` alone begins many a text: the reserved bytes must be zero and the size of the next header one that
/// exists (BITMAPFILEHEADER and its successors).
fn is_bitmap(bytes: &[u8]) -> bool {
    let header_len = bytes.get(14..).and_then(<[u8]>::first_chunk).map(|len| u32::from_le_bytes(*len));
    bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some(&[0; 4])
        && matches!(header_len, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// ISO base media files by the brands of their `ftyp` box (ISO/IEC 14496-12, 4.3): the major brand decides,
/// and if it is a general one, the compatible brands.
fn iso_media(bytes: &[u8]) -> Format {
    let len = bytes.first_chunk().map_or(0, |len| u32::from_be_bytes(*len) as usize);
    let brands = bytes.get(8..len.min(bytes.len())).unwrap_or_default().as_chunks::<4>().0;
    let known = |brand: &[u8; 4]| BRANDS.iter().find(|(known, _)| *known == brand).map(|(_, format)| *format);
    let general = |brand: &[u8; 4]| brand == b"mif1" || brand == b"msf1";
    let Some((major, compatible)) = brands.split_first() else {
        return Format::Mp4;
    };
    let major_format = known(major);
    if major_format.is_some() && !general(major) {
        return major_format.unwrap_or(Format::Mp4);
    }
    if !general(major) {
        return Format::Mp4;
    }
    // The second field is the minor version, not a brand.
    let specific = compatible.iter().skip(1).filter(|brand| !general(brand)).find_map(known);
    specific.or(major_format).unwrap_or(Format::Mp4)
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
