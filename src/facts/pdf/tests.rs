//! Whole files, made on the spot.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use super::*;

mod bounds;
mod paragraphs;
mod shown;

const LATIN: &[u8] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// Objects of a document and how they become a file.
#[derive(Clone)]
struct Document(BTreeMap<u32, Vec<u8>>);

impl Document {
    /// One page that runs `content` with the font `F`.
    fn new(content: &[u8], font: &[u8]) -> Self {
        let page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>";
        let pages = b"<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>";
        Self(BTreeMap::new())
            .with(1, b"<</Type/Catalog/Pages 2 0 R>>")
            .with(2, pages)
            .with(3, page)
            .with(4, &stream("", content))
            .with(5, font)
    }

    fn with(mut self, number: u32, object: &[u8]) -> Self {
        self.0.insert(number, object.to_vec());
        self
    }

    fn body(&self) -> (Vec<u8>, BTreeMap<u32, usize>) {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut offsets = BTreeMap::new();
        for (number, object) in &self.0 {
            offsets.insert(*number, bytes.len());
            bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            bytes.extend_from_slice(object);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        (bytes, offsets)
    }

    /// With a table, as in PDF 1.4.
    fn file(&self) -> Vec<u8> {
        let (mut bytes, offsets) = self.body();
        let start = bytes.len();
        bytes.extend_from_slice(table(&offsets, "").as_bytes());
        bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        bytes
    }

    /// With a compressed cross-reference stream; `members` are in object streams: number, container, index.
    fn file_15(&self, members: &[(u32, u32, u32)]) -> Vec<u8> {
        let (mut bytes, offsets) = self.body();
        let mut rows: BTreeMap<u32, [u32; 3]> = members.iter().map(|(n, c, i)| (*n, [2, *c, *i])).collect();
        for (number, offset) in &offsets {
            rows.entry(*number).or_insert([1, u32::try_from(*offset).unwrap(), 0]);
        }
        let start = bytes.len();
        rows.insert(90, [1, u32::try_from(start).unwrap(), 0]);
        let (mut data, mut above) = (Vec::new(), [0_u8; 6]);
        for number in 0..=90 {
            let [kind, second, third] = rows.get(&number).copied().unwrap_or_default();
            let mut row = [0; 6];
            row[0] = u8::try_from(kind).unwrap();
            row[1..5].copy_from_slice(&second.to_be_bytes());
            row[5] = u8::try_from(third).unwrap();
            data.push(2);
            data.extend(row.iter().zip(above).map(|(a, b)| a.wrapping_sub(b)));
            above = row;
        }
        let dict = "/Type/XRef/Size 91/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>";
        bytes.extend_from_slice(b"90 0 obj\n");
        bytes.extend_from_slice(&stream(dict, &zlib(&data)));
        bytes.extend_from_slice(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
        bytes
    }
}

fn table(offsets: &BTreeMap<u32, usize>, trailer: &str) -> String {
    let mut out = "xref\n0 1\n0000000000 65535 f \n".to_owned();
    for (number, offset) in offsets {
        write!(out, "{number} 1\n{offset:010} 00000 n \n").unwrap();
    }
    out + &format!("trailer\n<</Size 99/Root 1 0 R{trailer}>>\n")
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn hello() -> Document {
    Document::new(b"BT /F 12 Tf 50 700 Td (Hello) Tj 0 -14 Td [(Wor) -50 (ld) -900 (again)] TJ ET", LATIN)
}

/// The text of a page that shows one hexadecimal string.
fn shown(font: &str, hex: &str) -> Option<String> {
    let content = format!("BT /F 12 Tf 50 700 Td <{hex}> Tj ET");
    let pdf = read(&Document::new(content.as_bytes(), font.as_bytes()).file());
    assert_eq!(pdf.damage, None, "{font}");
    pdf.text
}

fn reason(bytes: &[u8]) -> Option<Reason> {
    let pdf = read(bytes);
    assert!(pdf.damage.is_none() || pdf.text.is_none());
    pdf.damage.map(|damage| damage.reason)
}

#[test]
fn text_pages_and_title() {
    let document = hello().with(7, b"<</Title<FEFF516C76CA0020>>>");
    let (mut bytes, offsets) = document.body();
    let start = bytes.len();
    bytes.extend_from_slice(table(&offsets, "/Info 7 0 R").as_bytes());
    bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    let pdf = read(&bytes);
    assert_eq!(pdf.text.as_deref(), Some("Hello\nWorld again"));
    assert_eq!((pdf.pages, pdf.title.as_deref(), pdf.damage), (Some(1), Some("公益"), None));
}

#[test]
fn a_label_of_generated_content_is_in_the_information_or_the_packet() {
    let with_info = |document: &Document| {
        let (mut bytes, offsets) = document.body();
        let start = bytes.len();
        bytes.extend_from_slice(table(&offsets, "/Info 7 0 R").as_bytes());
        bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
        read(&bytes)
    };
    let json = r#"{"Label":"2","ProduceID":"A1"}"#;
    let packet = format!(
        r#"<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description xmlns:t="http://www.tc260.org.cn/ns/AIGC/1.0/"><t:AIGC>{json}</t:AIGC></r:Description></r:RDF>"#
    );
    let catalog = b"<</Type/Catalog/Pages 2 0 R/Metadata 8 0 R>>";
    let in_packet = hello()
        .with(1, catalog)
        .with(7, b"<</Title(x)>>")
        .with(8, &stream("/Type/Metadata/Subtype/XML/Filter/FlateDecode", &zlib(packet.as_bytes())));
    let in_info = hello().with(7, format!("<</AIGC({json})>>").as_bytes());
    let in_keywords = hello().with(7, format!("<</Keywords(AIGC:{json})>>").as_bytes());
    for (document, place) in
        [(in_packet, "PDF XMP TC260:AIGC"), (in_info, "PDF Info AIGC"), (in_keywords, "PDF Info Keywords")]
    {
        let label = with_info(&document).ai_label.unwrap();
        assert_eq!((label.label, label.places), (Some(2), vec![place.to_owned()]));
    }
    // A packet that cannot be read leaves the document as it is.
    let broken = hello().with(1, catalog).with(7, b"<<>>").with(8, &stream("/Filter/FlateDecode", b"x"));
    let pdf = with_info(&broken);
    assert_eq!((pdf.ai_label, pdf.damage, pdf.text.is_some()), (None, None, true));
}

#[test]
fn a_page_without_text_has_none() {
    let pdf = read(&Document::new(b"0 0 100 100 re f", LATIN).file());
    assert_eq!((pdf.pages, pdf.text, pdf.damage), (Some(1), None, None));
}

#[test]
fn chinese_without_embedded_font() {
    let font = |encoding: &str, ordering: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[<</Type/Font\
             /Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})\
             /Supplement 0>>/DW 1000>>]>>"
        )
    };
    for (encoding, ordering, hex, text) in [
        ("UniGB-UCS2-H", "GB1", "4E2D6587FF0C0041", "中文，A"),
        ("UniGB-UCS2-V", "GB1", "4E2D6587", "中文"),
        ("UniGB-UTF16-H", "GB1", "4E2D6587D840DC0B", "中文𠀋"),
        ("UniGB-UTF16-V", "GB1", "4E2D6587", "中文"),
        ("GBK-EUC-H", "GB1", "D6D0CEC441E946", "中文A镕"),
        ("GBK-EUC-V", "GB1", "D6D0CEC4", "中文"),
        ("GBKp-EUC-H", "GB1", "D6D04142CEC4", "中AB文"),
        ("GBK2K-H", "GB1", "D6D0CEC4", "中文"),
        ("GB-EUC-H", "GB1", "D6D0CEC431", "中文1"),
        ("GBpc-EUC-H", "GB1", "D6D0CEC4", "中文"),
        ("Identity-H", "GB1", "11CF0ED3", "中文"),
        ("Identity-V", "GB1", "11CF0ED3", "中文"),
        ("ETenms-B5-H", "CNS1", "A4A4A4E5", "中文"),
        ("Identity-H", "CNS1", "029502D6", "中文"),
        ("90ms-RKSJ-H", "Japan1", "9286B6", "中ｶ"),
        ("Identity-H", "Japan1", "0BA40E08", "中文"),
        ("KSCms-UHC-H", "Korea1", "C7D1B1DB", "한글"),
        ("Identity-H", "Korea1", "0CE004D6", "한글"),
    ] {
        let said = shown(&font(encoding, ordering), hex).unwrap_or_default().replace('\n', "");
        assert_eq!(said, text, "{encoding} {ordering}");
    }
}

#[test]
fn unicode_maps_and_differences() {
    let map = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange \
                1 beginbfrange <0001><0002><516C> endbfrange 1 beginbfchar <0003><00660066> endbfchar endcmap";
    let font =
        b"<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]/ToUnicode 7 0 R>>";
    let document = Document::new(b"BT /F 9 Tf <000100020003> Tj ET", font).with(7, &stream("", map));
    assert_eq!(read(&document.file()).text.as_deref(), Some("公六ff"));
    let font = "<</Subtype/Type1/Encoding<</Differences[65/eacute/uni4E2D 68/f_i/g77]>>>>";
    assert_eq!(shown(font, "41424344454A").as_deref(), Some("é中CfiJ"));
    assert_eq!(shown("<</Subtype/Type1/BaseFont/Symbol>>", "6162B7").as_deref(), Some("αβ•"));
}

#[test]
fn files_that_were_cut_end_early() {
    for bytes in [hello().with(8, &stream("", &[b'x'; 5000])).file(), hello().file_15(&[])] {
        assert_eq!(reason(&bytes), None);
        for left in [bytes.len() * 3 / 4, bytes.len() / 2, bytes.len() - 40, bytes.len() - 7, bytes.len() - 2]
        {
            assert_eq!(reason(&bytes[..left]), Some(Reason::EndsEarly), "{left} of {}", bytes.len());
        }
        let mut zeros = bytes.clone();
        zeros[bytes.len() / 2..].fill(0);
        assert_eq!(reason(&zeros), Some(Reason::EndsEarly));
    }
}

#[test]
fn an_end_that_leads_nowhere_is_damage() {
    let file = String::from_utf8_lossy(&hello().file()).into_owned();
    let start = file.find("xref\n0 1").unwrap();
    for broken in [
        file.replace("startxref\n", "startxref\n9"),
        file.replace("trailer", "tralier"),
        file.replace("/Root 1 0 R", "/Root 9 0 R"),
        file.replace("/Kids[3 0 R]", "/Kids[8 0 R]"),
        file.replace(&format!("{start}\n%%EOF"), "0\n%%EOF"),
    ] {
        assert_ne!(broken, file);
        assert_eq!(reason(broken.as_bytes()), Some(Reason::Structure));
    }
    // An object that the page needs is not where the table says.
    let moved = file.replacen("5 0 obj", "5 0 jbo", 1);
    assert_eq!(reason(moved.as_bytes()), Some(Reason::Structure));
}

#[test]
fn habits_of_honest_writers() {
    let file = hello().file();
    let text = |bytes: &[u8]| {
        let pdf = read(bytes);
        assert_eq!(pdf.damage, None);
        pdf.text
    };
    let expected = text(&file);
    assert_eq!(expected.as_deref(), Some("Hello\nWorld again"));
    // Bytes after the end and before the header.
    assert_eq!(text(&[&file[..], b"\r\n\r\n\0\0\0"].concat()), expected);
    assert_eq!(text(&[&file[..], "<!-- from the cache -->".repeat(40).as_bytes()].concat()), expected);
    assert_eq!(text(&[b"HTTP/1.1 200 OK\r\n\r\n", &file[..]].concat()), expected);
    // An object that nobody needs is not where the table says.
    let with_spare = hello().with(8, b"(spare)").file();
    let spare = String::from_utf8_lossy(&with_spare).find("8 0 obj").unwrap();
    let mut lost = with_spare;
    lost[spare] = b'7';
    assert_eq!(text(&lost), expected);
    // Lines of the table that are a byte short.
    let short: String =
        file.iter().map(|byte| char::from(*byte)).collect::<String>().replace(" n \n", " n\n");
    assert_eq!(text(&short.chars().map(|c| c as u8).collect::<Vec<u8>>()), expected);
}

#[test]
fn updates_replace_objects_and_a_cut_update_is_noticed() {
    let mut bytes = hello().file();
    let before = bytes.len();
    let previous = String::from_utf8_lossy(&bytes).rfind("startxref\n").unwrap();
    let previous: usize =
        str::from_utf8(&bytes[previous + 10..]).unwrap().lines().next().unwrap().parse().unwrap();
    let offset = bytes.len();
    bytes.extend_from_slice(b"4 0 obj\n");
    bytes.extend_from_slice(&stream("", b"BT /F 12 Tf (Newer) Tj ET"));
    bytes.extend_from_slice(b"\nendobj\n");
    let start = bytes.len();
    bytes.extend_from_slice(table(&BTreeMap::from([(4, offset)]), &format!("/Prev {previous}")).as_bytes());
    bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    assert_eq!(read(&bytes).text.as_deref(), Some("Newer"));
    assert_eq!(reason(&bytes[..before + 60]), Some(Reason::EndsEarly));
}

#[test]
fn object_streams() {
    let mut document = hello();
    let font = document.0.remove(&5).unwrap();
    let members = [b"8 0 5 5  (x) ".as_slice(), &font].concat();
    let dict = "/Type/ObjStm/N 2/First 8/Filter/FlateDecode";
    let whole = document.clone().with(20, &stream(dict, &zlib(&members)));
    assert_eq!(read(&whole.file_15(&[(5, 20, 1)])).text.as_deref(), Some("Hello\nWorld again"));
    // The member is another one, the container is itself a member, or is not there.
    for places in [[(5, 20, 0)].as_slice(), &[(5, 20, 7)], &[(5, 20, 1), (20, 20, 0)], &[(5, 77, 0)]] {
        assert_eq!(reason(&whole.file_15(places)), Some(Reason::Structure), "{places:?}");
    }
    let mut cut = zlib(&members);
    cut.truncate(cut.len() - 12);
    let broken = document.with(20, &stream(dict, &cut));
    assert_eq!(reason(&broken.file_15(&[(5, 20, 1)])), Some(Reason::DataCorrupt));
}

#[test]
fn a_hybrid_file_of_office_software() {
    let document = hello();
    let (mut bytes, mut offsets) = document.body();
    let hidden = offsets.remove(&5).unwrap();
    let start = bytes.len();
    bytes.extend_from_slice(table(&offsets, "").as_bytes());
    let extra = bytes.len();
    let row = [&[1][..], &u32::try_from(hidden).unwrap().to_be_bytes(), &[0]].concat();
    bytes.extend_from_slice(b"60 0 obj\n");
    bytes.extend_from_slice(&stream("/Type/XRef/Size 61/Index[5 1]/W[1 4 1]/Root 1 0 R", &row));
    bytes.extend_from_slice(b"\nendobj\n");
    let last = bytes.len();
    let trailer = format!("xref\n0 0\ntrailer\n<</Size 61/Root 1 0 R/Prev {start}/XRefStm {extra}>>\n");
    bytes.extend_from_slice(format!("{trailer}startxref\n{last}\n%%EOF").as_bytes());
    assert_eq!(read(&bytes).text.as_deref(), Some("Hello\nWorld again"));
}

#[test]
fn encrypted_files() {
    let open = read(include_bytes!("samples/empty-password.pdf"));
    assert_eq!((open.text.as_deref(), open.title.as_deref()), (Some("Secret minutes"), Some("Sealed")));
    assert_eq!(reason(include_bytes!("samples/password.pdf")), Some(Reason::Encrypted));
}

#[test]
fn corrupt_page_content() {
    let packed = zlib(&b"BT /F 12 Tf (Hello) Tj ET ".repeat(40));
    let with = |data: &[u8]| hello().with(4, &stream("/Filter/FlateDecode", data)).file();
    assert_eq!(reason(&with(&packed)), None);
    assert_eq!(reason(&with(&packed[..packed.len() / 2])), Some(Reason::DataCorrupt));
    let mut changed = packed.clone();
    changed[packed.len() / 2] ^= 0x10;
    assert_eq!(reason(&with(&changed)), Some(Reason::DataCorrupt));
}

#[test]
fn what_inflates_without_end_is_left() {
    // Two filters: 1 KB for 64 MB.
    let bomb = zlib(&zlib(&vec![0; 64 << 20]));
    assert!(bomb.len() < 4096);
    let dict = "/Type/XObject/Subtype/Form/Filter[/FlateDecode/FlateDecode]";
    let bomb = stream(dict, &bomb);
    let do_x = stream("", b"/X Do");
    for document in [hello().with(4, &bomb), hello().with(4, &do_x).with(6, &bomb)] {
        assert_eq!(reason(&document.file()), Some(Reason::InflatesTooFar));
    }
    let mut member = hello();
    member.0.remove(&5);
    let file = member.with(20, &bomb).file_15(&[(5, 20, 0)]);
    assert_eq!(reason(&file), Some(Reason::InflatesTooFar));
    // A form that draws itself ten times, and so on.
    let form = stream("/Subtype/Form", &b"/X Do ".repeat(10));
    assert_eq!(reason(&hello().with(4, &do_x).with(6, &form).file()), Some(Reason::InflatesTooFar));
}

#[test]
fn nesting_and_cycles_end() {
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat().into_bytes();
    for document in [
        hello().with(5, &deep("[", "]")),
        hello().with(5, &deep("<</A ", ">>")),
        hello().with(5, &deep("[", "")),
        hello().with(1, &[b"<</Pages 2 0 R/X ".as_slice(), &deep("[", "]"), b">>"].concat()),
        hello().with(2, b"<</Type/Pages/Kids[2 0 R 3 0 R]>>"),
    ] {
        assert_eq!(reason(&document.file()), Some(Reason::Structure));
    }
    for document in [
        hello().with(4, &stream("", &[b"BT ".as_slice(), &deep("[", ""), b" TJ"].concat())),
        hello().with(4, &stream("", &deep("(", ")"))),
        hello().with(4, &stream("", "q ".repeat(100_000).as_bytes())),
        hello().with(5, b"5 0 R"),
        hello().with(4, b"<</Length 4 0 R>>stream\nBT ET\nendstream"),
    ] {
        assert_ne!(reason(&document.file()), Some(Reason::ReaderFailed));
    }
}

#[test]
fn no_change_of_bytes_makes_it_panic() {
    let file = hello().file_15(&[]);
    for at in 0..file.len() {
        for value in [0, 0xff, b'9', b'<', file[at] ^ 1] {
            let mut changed = file.clone();
            changed[at] = value;
            assert_ne!(reason(&changed), Some(Reason::ReaderFailed), "{value} at {at}");
        }
    }
}
