//! How the parts of a file are found, and what makes a file damaged.

use super::super::super::container::tests::{Raw, bomb};
use super::*;

#[test]
fn facts_of_a_plain_document() {
    let ofd = Made::pages(&[&at(20.0, 30.0, "公益广告说明"), &at(20.0, 30.0, "第二页")]).read();
    assert_eq!(
        ofd,
        Ofd {
            pages: Some(2),
            page_size: Some(PageSize { width: 210.0, height: 297.0 }),
            scanned: Some(false),
            title: Some("公益广告".to_owned()),
            ai_label: None,
            text: Some("公益广告说明\n第二页".to_owned()),
            damage: None,
        }
    );
}

#[test]
fn all_documents_of_a_file_are_read() {
    let body = |title: &str, folder: &str| {
        format!("<DocBody><DocInfo>{title}</DocInfo><DocRoot>{folder}/Document.xml</DocRoot></DocBody>")
    };
    let bodies =
        body("<Title/>", "Doc_0") + &body("<Title>二</Title>", "/Doc_1") + "<DocBody><DocInfo/></DocBody>";
    let made = Made::pages(&[&at(20.0, 30.0, "甲"), &at(20.0, 30.0, "乙")]).entry(&bodies).document(
        "Doc_1",
        "<ofd:PageArea><ofd:PhysicalBox>0 0 100 50</ofd:PhysicalBox></ofd:PageArea>",
        1,
    );
    assert_eq!(made.reason(), Some(Reason::Structure), "a page of the second document is missing");
    let content = format!("<ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content>", at(20.0, 30.0, "丙"));
    let ofd = made.page("Doc_1/Pages/Page_0/Content.xml", &content).read();
    assert_eq!((ofd.damage, ofd.pages), (None, Some(3)));
    assert_eq!(ofd.text.as_deref(), Some("甲\n乙\n丙"));
    assert_eq!(ofd.title.as_deref(), Some("二"), "the first document has none");
    assert_eq!(ofd.page_size, Some(PageSize { width: 210.0, height: 297.0 }), "that of the first");
}

#[test]
fn names_are_found_however_writers_spell_them() {
    let page = element(
        "Page",
        &format!("<ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content>", at(20.0, 30.0, "文")),
    );
    for (root, location, name) in [
        ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("/Doc_0/Document.xml", "/Doc_0/Pages/P.xml", "Doc_0/Pages/P.xml"),
        ("./DOC_0/DOCUMENT.XML", "pages/PAGE_0/content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("Doc_0\\Document.xml", "Pages\\Page_0\\Content.xml", "Doc_0\\Pages\\Page_0\\Content.xml"),
        (" Doc_0/Document.xml\n", "Doc_0/Pages/P.xml", "/Doc_0/Pages/P.xml"),
        ("Doc_0/Document.xml", "./Pages/../../Doc_0/P.xml", "Doc_0/P.xml"),
    ] {
        let body = format!("<DocBody><DocRoot>{root}</DocRoot></DocBody>");
        let pages = format!(r#"<Pages><Page ID="1" BaseLoc="{location}"/></Pages>"#);
        let made = Made::pages(&[]).entry(&body).file("Doc_0/Document.xml", &element("Document", &pages));
        let ofd = made.file(name, &page).read();
        assert_eq!((ofd.damage, ofd.text.as_deref()), (None, Some("文")), "{root} {location} {name}");
    }
}

#[test]
fn the_page_size_is_that_of_the_page_then_of_the_document() {
    let size = |area: &str| {
        let inside = format!("<ofd:Area>{area}</ofd:Area><ofd:Content/>");
        let ofd = Made::pages(&[""]).page("Doc_0/Pages/Page_0/Content.xml", &inside).read();
        ofd.page_size.map(|size| (size.width, size.height))
    };
    assert_eq!(size("<ofd:PhysicalBox>0 0 420.04 297</ofd:PhysicalBox>"), Some((420.0, 297.0)));
    assert_eq!(size("<ofd:ApplicationBox>0 0 20 20</ofd:ApplicationBox>"), Some((210.0, 297.0)));
    for no_box in ["0 0 0 0", "0 0 210", "0 0 1e300 5", "0 0 nan 5", "-", "0 0 -210 -297"] {
        assert_eq!(
            size(&format!("<ofd:PhysicalBox>{no_box}</ofd:PhysicalBox>")),
            Some((210.0, 297.0)),
            "{no_box}"
        );
    }
}

#[test]
fn what_is_missing_or_broken_is_damage() {
    let made = || Made::pages(&[&at(20.0, 30.0, "一"), &at(20.0, 30.0, "二")]);
    assert_eq!(made().reason(), None);
    let page = "Doc_0/Pages/Page_1/Content.xml";
    let empty = "";
    let cut = "<ofd:Page><ofd:Content><ofd:Layer>";
    for (what, broken) in [
        ("no entry", made().without("OFD.xml").file("doc/OFD.xml", empty)),
        ("an entry without documents", made().entry("")),
        ("no document", made().without("Doc_0/Document.xml")),
        ("a document without pages", made().document("Doc_0", "", 0)),
        ("an empty document", made().file("Doc_0/Document.xml", empty)),
        ("another element for the document", made().file("Doc_0/Document.xml", &element("Page", ""))),
        ("no page", made().without(page)),
        ("an empty page", made().file(page, empty)),
        ("a page that is cut", made().file(page, cut)),
        ("a second page in a file", made().file(page, "<Page/><Page/>")),
        ("entities", made().file(page, "<!DOCTYPE Page [<!ENTITY a 'b'>]><Page/>")),
        ("bytes that are no text", made().file(page, "<Page>\u{0}&#xD800;</Page>")),
        ("a folder for a page", made().without(page).file("Doc_0/Pages/Page_1/Content.xml/", empty)),
    ] {
        let ofd = broken.read();
        assert_eq!(ofd.damage.map(|damage| damage.reason), Some(Reason::Structure), "{what}");
        assert_eq!((ofd.text, ofd.scanned), (None, None), "{what}");
    }
}

#[test]
fn a_page_without_content_is_blank() {
    let ofd = Made::pages(&["", ""]).page("Doc_0/Pages/Page_0/Content.xml", "").read();
    assert_eq!((ofd.damage, ofd.pages, ofd.scanned, ofd.text), (None, Some(2), Some(false), None));
}

#[test]
fn encrypted_files_say_so() {
    let inside = r#"<EncryptInfo Id="1"/>"#;
    let made = Made::pages(&[""]).file("Encryptions.xml", &element("Encryptions", inside));
    assert_eq!(made.reason(), Some(Reason::Encrypted));
    let mut raw = deflated("OFD.xml", element("OFD", "").as_bytes());
    raw.flags |= 1;
    assert_eq!(read(&zip_of(&[raw])).damage.map(|damage| damage.reason), Some(Reason::Encrypted));
}

#[test]
fn every_file_inside_is_proven_whole() {
    let picture = Raw { crc: 7, ..deflated("Doc_0/Res/a.png", &[1; 100]) };
    let made = Made::pages(&[&at(20.0, 30.0, "文")]);
    let mut raw: Vec<Raw> =
        made.files.iter().map(|(name, content)| deflated(name, content.as_bytes())).collect();
    raw.push(picture);
    let ofd = read(&zip_of(&raw));
    assert_eq!(ofd.damage.map(|damage| damage.reason), Some(Reason::Checksum));
    assert_eq!((ofd.text.as_deref(), ofd.scanned), (Some("文"), None), "the text is known nevertheless");
    raw.pop();
    raw.push(bomb("Doc_0/Res/a.png", 40));
    assert_eq!(read(&zip_of(&raw)).damage.map(|damage| damage.reason), Some(Reason::InflatesTooFar));
}

#[test]
fn no_file_that_is_cut_is_whole_and_none_makes_us_panic() {
    let bytes = Made::pages(&[&at(20.0, 30.0, "公益广告说明")]).bytes();
    for cut in 0..bytes.len() {
        assert!(read(&bytes[..cut]).damage.is_some(), "cut at {cut}");
    }
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        let _ = read(&changed);
    }
}

#[test]
fn a_label_of_generated_content_is_found_in_custom_data() {
    let body = |data: &str| {
        let info = format!("<DocInfo><Title>x</Title><CustomDatas>{data}</CustomDatas></DocInfo>");
        let body = format!("<DocBody>{info}<DocRoot>Doc_0/Document.xml</DocRoot></DocBody>");
        Made::pages(&[&at(20.0, 30.0, "公益广告")]).entry(&body).read()
    };
    let json = r#"{"Label":"3","ProduceID":"A1"}"#;
    let data = format!(r#"<CustomData Name="a">b</CustomData><CustomData Name="AIGC">{json}</CustomData>"#);
    let ofd = body(&data);
    assert_eq!((ofd.damage, ofd.ai_label.unwrap().label), (None, Some(3)));
    assert_eq!(body(r#"<CustomData Name="a">AIGC</CustomData>"#).ai_label, None);
}
