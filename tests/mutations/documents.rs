//! Office documents.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::Workbook;
use zip::CompressionMethod::{Deflated, Stored};
use zip::write::SimpleFileOptions;

use crate::random::Random;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

pub(crate) fn docx(random: &mut Random) -> Vec<u8> {
    let mut body = String::new();
    for _ in 0..=random.below(60) {
        block(random, &mut body, 2);
    }
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = |links: &[(&str, &str)]| {
        let mut text = "<Relationships>".to_owned();
        for (name, target) in links {
            write!(text, r#"<Relationship Id="{name}" Type="{kind}/{name}" Target="{target}"/>"#).unwrap();
        }
        text + "</Relationships>"
    };
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", links(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
    ];
    if random.once_in(2) {
        let note = format!("<w:footnote><w:p>{}</w:p></w:footnote>", run(random));
        parts.push((
            "word/_rels/document.xml.rels",
            links(&[("footnotes", "footnotes.xml"), ("styles", "styles.xml")]),
        ));
        parts.push(("word/footnotes.xml", format!("<w:footnotes {W}>{}</w:footnotes>", note.repeat(3))));
        let style = r#"<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>"#;
        parts.push(("word/styles.xml", format!("<w:styles {W}>{style}</w:styles>")));
    }
    if random.once_in(2) {
        let title = random.sentence().replace('&', "&amp;");
        parts.push(("docProps/core.xml", format!("<x><title>{title}</title></x>")));
        parts.push((
            "docProps/app.xml",
            "<Properties><Pages>3</Pages><Characters>9</Characters></Properties>".into(),
        ));
    }
    zipped(random, &parts)
}

/// A paragraph of some kind, or a table of such.
fn block(random: &mut Random, out: &mut String, depth: usize) {
    match random.below(7) {
        0 if depth > 0 => {
            *out += "<w:tbl><w:tr><w:tc>";
            block(random, out, depth - 1);
            *out += "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";
        }
        1 if depth > 0 => {
            *out += "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>";
            block(random, out, depth - 1);
            *out += "</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>";
        }
        2 => {
            let run = run(random);
            write!(out, r#"<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{run}</w:p>"#).unwrap();
        }
        3 => {
            let (inserted, deleted) = (run(random), run(random).replace("w:t>", "w:delText>"));
            write!(out, "<w:p><w:ins>{inserted}</w:ins><w:del>{deleted}</w:del></w:p>").unwrap();
        }
        4 => {
            *out += r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"#;
            *out += r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
            *out += &run(random);
            *out += r#"<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
        }
        _ => write!(out, "<w:p>{}{}</w:p>", run(random), run(random)).unwrap(),
    }
}

fn run(random: &mut Random) -> String {
    let properties = random.one_of(&["", "", "<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:b/></w:rPr>"]);
    let text = random.sentence().replace('&', "&amp;");
    format!("<w:r>{properties}<w:t>{text}</w:t></w:r>")
}

fn zipped(random: &mut Random, parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method = if random.once_in(4) { Stored } else { Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn xlsx(random: &mut Random) -> Vec<u8> {
    let mut book = Workbook::new();
    for _ in 0..=random.below(3) {
        let sheet = book.add_worksheet();
        for _ in 0..random.below(60) {
            let (row, column) = (u32::from(random.byte() % 40), u16::from(random.byte() % 12));
            match random.below(4) {
                0 => sheet.write_number(row, column, f64::from(random.byte())).unwrap(),
                1 => sheet.write_boolean(row, column, true).unwrap(),
                2 => sheet.write_formula(row, column, "=SUM(A1:A9)").unwrap(),
                _ => sheet.write_string(row, column, random.sentence()).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}
