//! Tests of the reader of Word documents.

use super::super::cfb;
use super::super::container::tests::{Raw, bomb, deflated, stored, zip_of};
use super::*;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="a3"><w:name w:val="Title"/></w:style><w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="hh"><w:basedOn w:val="h"/></w:style>
    <w:style w:styleId="shown"><w:basedOn w:val="h"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
    <w:style w:styleId="round"><w:basedOn w:val="round"/></w:style><w:style w:type="table" w:styleId="t"><w:tblStylePr><w:rPr><w:vanish/>
    </w:rPr></w:tblStylePr></w:style></w:styles>"#;

fn rels(links: &[(&str, &str)]) -> String {
    let link = |(kind, target): &(&str, &str)| {
        format!(
            r#"<Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}" Target="{target}"/>"#
        )
    };
    format!("<Relationships>{}</Relationships>", links.iter().map(link).collect::<String>())
}

fn parts(body: &str) -> Vec<Raw> {
    let document =
        format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let notes = |kind: &str, text: &str| {
        format!(
            r#"<w:notes><w:{kind} w:type="separator"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:{kind}>
            <w:{kind} w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:notes>"#
        )
    };
    let around = [
        ("footnotes", "footnotes.xml"),
        ("endnotes", "/word/endnotes.xml"),
        ("styles", "../word/styles.xml"),
    ];
    vec![
        deflated("_rels/.rels", rels(&[("officeDocument", "word/document.xml")]).as_bytes()),
        deflated("word/document.xml", document.as_bytes()),
        deflated("word/_rels/document.xml.rels", rels(&around).as_bytes()),
        deflated("word/styles.xml", STYLES.as_bytes()),
        deflated("word/footnotes.xml", notes("footnote", "脚注").as_bytes()),
        deflated("word/endnotes.xml", notes("endnote", "尾注").as_bytes()),
        deflated("word/header1.xml", b"<w:hdr><w:p><w:r><w:t>header</w:t></w:r></w:p></w:hdr>"),
        stored("word/media/image1.png", &[7; 3000]),
    ]
}

/// The text of a document with this body, without its footnotes and endnotes.
fn text_of(body: &str) -> String {
    let docx = read(&zip_of(&parts(body)));
    assert_eq!(docx.damage, None, "{body}");
    docx.text.unwrap().strip_suffix("脚注\n尾注\n").unwrap().to_owned()
}

fn paragraph(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn paragraphs_and_cells_are_lines() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(&run(text)));
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("单位"), cell("数量"));
    let body = paragraph(&(run("一 ") + &run("&lt;二&gt;"))) + &table + &paragraph("");
    assert_eq!(text_of(&body), "一 <二>\n单位\n数量\n\n");
}

#[test]
fn elements_that_are_characters() {
    let body = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br w:type="page"/>
        <w:t>c</w:t><w:cr/><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>"#;
    assert_eq!(text_of(body), "a\tb\nc\n\u{2011}\u{F0FC}\n");
}

#[test]
fn text_boxes_follow_their_paragraph_once() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run("框")));
    let alternatives = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{boxed}</w:drawing></mc:Choice>\
         <mc:Choice Requires=\"x\">{boxed}</mc:Choice><mc:Fallback><w:pict>{boxed}</w:pict></mc:Fallback></mc:AlternateContent>"
    );
    let body =
        paragraph(&format!("{}<w:r>{alternatives}</w:r>{}", run("前"), run("后"))) + &paragraph(&run("末"));
    assert_eq!(text_of(&body), "前后\n框\n末\n");
    let emoji = "<w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><w16se:symEx w16se:char=\"1F60A\"/></mc:Choice>\
                 <mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent></w:r>";
    assert_eq!(text_of(&paragraph(emoji)), "😊\n");
}

#[test]
fn what_is_deleted_moved_hidden_or_a_pronunciation_does_not_count() {
    for (body, expected) in [
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        (
            "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>",
            "新",
        ),
        ("<w:pPr><w:rPr><w:del w:id=\"1\"/><w:vanish/></w:rPr></w:pPr><w:r><w:t>留</w:t></w:r>", "留"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ("<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r>", "显"),
        (
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>显</w:t></w:r>",
            "显",
        ),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>wén</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>文</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "文",
        ),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:t>式</w:t></w:r>", "式"),
        ("<w:r><w:commentReference w:id=\"0\"/><w:footnoteReference w:id=\"1\"/><w:t>注</w:t></w:r>", "注"),
    ] {
        assert_eq!(text_of(&paragraph(body)), format!("{expected}\n"), "{body}");
    }
}

#[test]
fn styles_hide_text_too() {
    let styled = |style: &str, rest: &str| {
        format!("<w:r><w:rPr><w:rStyle w:val=\"{style}\"/>{rest}</w:rPr><w:t>字</w:t></w:r>")
    };
    let within = |style: &str, run: &str| format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{run}");
    for (body, expected) in [
        (styled("h", ""), ""),
        (styled("hh", ""), ""),
        (styled("shown", ""), "字"),
        (styled("round", ""), "字"),
        (styled("t", ""), "字"),
        (styled("h", "<w:vanish w:val=\"off\"/>"), "字"),
        (within("h", &run("字")), ""),
        (within("hh", &styled("h", "")), "字"),
        (within("h", &styled("1", "")), ""),
        (within("h", "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>字</w:t></w:r>"), "字"),
    ] {
        assert_eq!(
            text_of(&(paragraph(&body) + &paragraph(&run("后")))),
            format!("{expected}\n后\n"),
            "{body}"
        );
    }
}

#[test]
fn fields_count_by_their_results() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = "<w:r><w:instrText>PAGE</w:instrText></w:r>";
    let inner = mark("begin") + instruction + &mark("separate") + &run("inner") + &mark("end");
    let nested =
        mark("begin") + instruction + &inner + &mark("separate") + &run("结果") + &mark("end") + &run("后");
    assert_eq!(text_of(&paragraph(&nested)), "结果后\n");
    let open = paragraph(&(mark("begin") + instruction)) + &paragraph(&run("后"));
    assert_eq!(text_of(&open), "\n后\n");
    let simple = format!("<w:fldSimple w:instr=\"DATE\">{}</w:fldSimple>", run("三月"));
    assert_eq!(text_of(&paragraph(&simple)), "三月\n");
}

#[test]
fn titles_from_properties_or_style() {
    let styled = |style: &str, text: &str| {
        paragraph(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", run(text)))
    };
    let body = styled("2", "小节")
        + &styled("1", " ")
        + &styled("a3", " 公益广告 情况说明 ")
        + &styled("1", "一、概况");
    let mut document = parts(&body);
    assert_eq!(read(&zip_of(&document)).title.as_deref(), Some("公益广告 情况说明"));
    document.push(deflated(
        "docProps/core.xml",
        b"<cp:coreProperties><dc:title> </dc:title></cp:coreProperties>",
    ));
    assert_eq!(read(&zip_of(&document)).title.as_deref(), Some("公益广告 情况说明"));
    document.pop();
    document.push(deflated("docProps/core.xml", "<cp:p><dc:title>属性标题</dc:title></cp:p>".as_bytes()));
    assert_eq!(read(&zip_of(&document)).title.as_deref(), Some("属性标题"));
    assert_eq!(read(&zip_of(&parts(&styled("2", "小节")))).title, None);
}

#[test]
fn pages_unless_stale() {
    let pages = |app: &str| {
        let mut document = parts(&paragraph(&run("字")));
        document.push(deflated("docProps/app.xml", format!("<Properties>{app}</Properties>").as_bytes()));
        read(&zip_of(&document)).pages
    };
    assert_eq!(pages("<Pages>3</Pages><Characters>900</Characters>"), Some(3));
    assert_eq!(pages("<Pages>3</Pages>"), Some(3));
    assert_eq!(pages("<Pages>1</Pages><Characters>0</Characters>"), None);
    assert_eq!(pages("<Pages>x</Pages>"), None);
    assert_eq!(pages(""), None);
}

#[test]
fn a_main_part_elsewhere_is_found() {
    let document =
        deflated("doc/main.xml", "<document><body><p><r><t>字</t></r></p></body></document>".as_bytes());
    let package = deflated("_rels/.rels", rels(&[("officeDocument", "/doc/main.xml")]).as_bytes());
    assert_eq!(read(&zip_of(&[package, document])).text.as_deref(), Some("字\n"));
}

#[test]
fn damage_is_named_and_what_is_whole_is_read() {
    let reason = |document: &[Raw]| read(&zip_of(document)).damage.map(|damage| damage.reason);
    let mut document = parts(&paragraph(&run("字")));
    document[7].crc ^= 1;
    let docx = read(&zip_of(&document));
    assert_eq!(docx.damage.unwrap().reason, Reason::Checksum);
    assert!(docx.text.is_some());
    document[1].crc ^= 1;
    assert_eq!(read(&zip_of(&document)).text, None);
    assert_eq!(reason(&parts("<w:p>")), Some(Reason::Structure));
    assert_eq!(reason(&[stored("a.txt", b"")]), Some(Reason::Structure));
    let encrypted = read(&cfb::sample(&["EncryptedPackage"]));
    assert_eq!(encrypted.damage, Some(Damage::whole(Reason::Encrypted)));
    let whole = zip_of(&document);
    assert_eq!(read(&whole[..whole.len() / 2]).damage.unwrap().reason, Reason::EndsEarly);
}

#[test]
fn a_bomb_is_refused() {
    let honest = bomb("word/document.xml", 640);
    let claims_less = Raw { size: 40 << 20, ..honest.clone() };
    let mut document = parts("");
    for (entry, reason) in [(honest, Reason::InflatesTooFar), (claims_less, Reason::DataCorrupt)] {
        document[1] = entry;
        let file = zip_of(&document);
        let docx = read(&file);
        assert_eq!((docx.text, docx.damage.unwrap().reason), (None, reason));
    }
}

#[test]
fn hostile_documents_come_to_an_end() {
    let size = 200_000;
    for body in [
        "<w:p>".repeat(900) + &"</w:p>".repeat(900),
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(size),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>x</w:t></w:r></w:p>".repeat(size),
        "<w:txbxContent/>".repeat(size),
        format!(
            "<w:p><w:pPr><w:pStyle {}/></w:pPr></w:p>",
            (0..size).map(|n| format!("a{n}=\"\"")).collect::<Vec<_>>().join(" ")
        ),
        "<w:style w:styleId=\"x\"/>&lt;".repeat(size),
    ] {
        let file = zip_of(&parts(&body));
        assert_eq!(read(&file).damage, None, "{body:.60}");
    }
}

#[test]
fn no_cut_and_no_flipped_byte_panics() {
    let file = zip_of(&parts(&paragraph(&run("文明城市"))));
    for at in 0..file.len() {
        assert!(read(&file[..at]).damage.is_some());
        let mut flipped = file.clone();
        flipped[at] ^= 0x10;
        let _ = read(&flipped);
    }
}

mod hostile_xml {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_part_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(vec![
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:rPr>", "</w:rPr>", "<w:vanish/>", "<w:t>", "</w:t>", "x",
            "<w:txbxContent>", "</w:txbxContent>", "<mc:AlternateContent>", "</mc:AlternateContent>", "<mc:Choice>",
            "</mc:Choice>", "<w:del>", "</w:del>", "<w:fldChar w:fldCharType='end'/>", "&amp;", "<w:sym w:char='D800'/>",
        ]), 0..40)) {
            let _ = crate::facts::docx_text::read(pieces.concat().as_bytes(), &super::Styles::default());
        }
    }
}

#[test]
fn a_label_of_generated_content_is_found_in_the_properties() {
    let json = r#"{"Label":"1","ContentProducer":"某公司","ProduceID":"A1"}"#;
    let custom =
        format!(r#"<Properties><property name="AIGC"><vt:lpwstr>{json}</vt:lpwstr></property></Properties>"#);
    for name in ["docProps/custom.xml", "DOCPROPS/Custom.xml"] {
        let mut parts = parts(&paragraph(&run("正文")));
        parts.push(deflated(name, custom.as_bytes()));
        let label = read(&zip_of(&parts)).ai_label.unwrap();
        assert_eq!((label.label, label.content_id.as_deref()), (Some(1), Some("A1")));
    }
    assert_eq!(read(&zip_of(&parts(""))).ai_label, None);
}
