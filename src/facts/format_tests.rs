//! Tests of [`detect`].

use super::super::container::tests::{Raw, deflated, stored, zip_of};
use super::*;

fn package(main: &str) -> Vec<u8> {
    zip_of(&[
        deflated("[Content_Types].xml", &b"<Types/>".repeat(50)),
        deflated("_rels/.rels", b"<Relationships/>"),
        deflated(main, &b"<document/>".repeat(50)),
    ])
}

#[test]
fn first_bytes_tell() {
    let ftyp = |brands: &str| [b"\0\0\0\x18ftyp", brands.as_bytes()].concat();
    let bitmap = [b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".as_slice(), &[0; 40]].concat();
    for (bytes, format) in [
        (b"\xFF\xD8\xFF\xE1".to_vec(), Some(Format::Jpeg)),
        (b"\x89PNG\r\n\x1A\n".to_vec(), Some(Format::Png)),
        (b"\x89PNG\n\x1A\n".to_vec(), None),
        (b"GIF89a".to_vec(), Some(Format::Gif)),
        (bitmap, Some(Format::Bmp)),
        (b"BMW is a text".to_vec(), Some(Format::Txt)),
        (b"II*\0\x08\0\0\0".to_vec(), Some(Format::Tiff)),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), Some(Format::Webp)),
        (b"RIFF\x10\0\0\0WAVEfmt ".to_vec(), None),
        (ftyp("heic\0\0\0\0mif1heic"), Some(Format::Heic)),
        (ftyp("mif1\0\0\0\0mif1avif"), Some(Format::Avif)),
        (ftyp("mif1\0\0\0\0mif1miaf"), Some(Format::Heic)),
        (ftyp("avif\0\0\0\0mif1heic"), Some(Format::Avif)),
        (ftyp("isom\0\0\x02\0isommp41"), Some(Format::Mp4)),
        (ftyp(""), Some(Format::Mp4)),
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), Some(Format::Pdf)),
        ([&[0; 1019], b"%PDF-1.7".as_slice()].concat(), Some(Format::Pdf)),
        ([&[0; 1020], b"%PDF-1.7".as_slice()].concat(), None),
        (b"{\\rtf1\\ansi".to_vec(), Some(Format::Rtf)),
        (b"Rar!\x1A\x07\x01\0".to_vec(), Some(Format::Rar)),
        (b"7z\xBC\xAF\x27\x1C".to_vec(), Some(Format::SevenZip)),
        ("文明城市".as_bytes().to_vec(), Some(Format::Txt)),
        (b"\xCE\xC4\xC3\xF7".to_vec(), Some(Format::Txt)),
        (vec![], None),
        (b"\0\0\0\0".to_vec(), None),
    ] {
        assert_eq!(detect(&bytes), format, "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn a_long_text_is_told_by_its_beginning() {
    let text = "明".repeat(30_000);
    assert_eq!(detect(text.as_bytes()), Some(Format::Txt));
    assert_eq!(detect(&[text.as_bytes(), b"\0"].concat()), Some(Format::Txt));
}

#[test]
fn documents_in_zip_files() {
    for (main, format) in [
        ("word/document.xml", Format::Docx),
        ("xl/workbook.xml", Format::Xlsx),
        ("ppt/presentation.xml", Format::Pptx),
        ("other/part.xml", Format::Zip),
    ] {
        assert_eq!(detect(&package(main)), Some(format));
    }
    assert_eq!(detect(&zip_of(&[deflated("OFD.xml", b"<OFD/>")])), Some(Format::Ofd));
    assert_eq!(detect(&zip_of(&[stored("word/photo.jpg", b"")])), Some(Format::Zip));
    assert_eq!(detect(&zip_of(&[])), Some(Format::Zip));
    for (kind, format) in [("text", Format::Odt), ("spreadsheet", Format::Ods), ("graphics", Format::Zip)] {
        let kind = format!("application/vnd.oasis.opendocument.{kind}");
        assert_eq!(detect(&zip_of(&[stored("mimetype", kind.as_bytes())])), Some(format));
    }
}

#[test]
fn a_cut_document_is_still_one() {
    let file = package("word/document.xml");
    let main = file.windows(17).position(|window| window == b"word/document.xml").unwrap();
    for len in main + 17..file.len() {
        assert_eq!(detect(&file[..len]), Some(Format::Docx), "cut to {len}");
    }
    // Headers without sizes, whose data is searched for the next header.
    let mut streamed = package("word/document.xml");
    for at in 0..streamed.len() - 22 {
        if streamed[at..].starts_with(b"PK\x03\x04") {
            streamed[at + 6] |= 8;
            streamed[at + 14..at + 26].fill(0);
        }
    }
    assert_eq!(detect(&streamed[..main + 17]), Some(Format::Docx));
}

#[test]
fn a_document_inside_does_not_make_a_zip_a_document() {
    let outer = zip_of(&[stored("a.docx", &package("word/document.xml")), stored("b.txt", b"")]);
    assert_eq!(detect(&outer), Some(Format::Zip));
    assert_eq!(detect(&outer[..outer.len() - 30]), Some(Format::Zip));
    let encrypted = Raw { flags: 1, ..stored("OFD.xml", b"0123456789ABCDEF") };
    assert_eq!(detect(&zip_of(&[encrypted])), Some(Format::Ofd));
}

#[test]
fn compound_files() {
    for (stream, format) in [
        ("WordDocument", Format::Doc),
        ("Workbook", Format::Xls),
        ("Book", Format::Xls),
        ("PowerPoint Document", Format::Ppt),
        ("Else", Format::Doc),
    ] {
        let file = cfb::sample(&[stream]);
        assert_eq!(detect(&file), Some(format), "{stream}");
        assert!(!is_encrypted_office(&file));
    }
    let encrypted = cfb::sample(&["EncryptionInfo", "EncryptedPackage"]);
    assert!(is_encrypted_office(&encrypted));
    assert_eq!(detect(&encrypted), None);
    assert_eq!(detect(&encrypted[..512]), Some(Format::Doc));
}

#[test]
fn names_are_those_serialised() {
    for format in [Format::Jpeg, Format::Docx, Format::SevenZip, Format::Mp4, Format::Txt] {
        assert_eq!(serde_json::to_value(format).unwrap(), format.name());
        assert!(format.extensions().contains(&format.extensions()[0].to_lowercase().as_str()));
    }
}

#[test]
fn no_beginning_and_no_flipped_byte_panics() {
    for file in [package("word/document.xml"), cfb::sample(&["WordDocument", "1Table"])] {
        for at in 0..file.len() {
            let _ = detect(&file[..at]);
            let mut flipped = file.clone();
            flipped[at] ^= 0xFF;
            let _ = detect(&flipped);
        }
    }
}
