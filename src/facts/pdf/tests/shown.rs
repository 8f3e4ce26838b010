//! What pages show besides text: their size, and whether they are scans.

use super::*;

const PICTURE: &str = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8";

fn sizes(page: &str, pages: &str) -> Option<(f64, f64)> {
    let document = hello()
        .with(2, format!("<</Type/Pages/Kids[3 0 R]/Count 1{pages}>>").as_bytes())
        .with(3, format!("<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>").as_bytes())
        .with(7, b"[0 0 595.276 841.89]")
        .with(8, b"90");
    let pdf = read(&document.file());
    assert_eq!(pdf.damage, None, "{page} {pages}");
    pdf.page_size.map(|size| (size.width, size.height))
}

#[test]
fn the_size_is_what_viewers_show() {
    for (page, pages, size) in [
        ("/MediaBox[0 0 595.276 841.89]", "", Some((210.0, 297.0))),
        ("", "/MediaBox[0 0 595.276 841.89]/Rotate 90", Some((297.0, 210.0))),
        ("/Rotate 0", "/MediaBox 7 0 R/Rotate 8 0 R", Some((210.0, 297.0))),
        ("/Rotate -90", "/MediaBox 7 0 R", Some((297.0, 210.0))),
        ("/Rotate 180", "/MediaBox[595.276 841.89 0 0]", Some((210.0, 297.0))),
        ("/CropBox[0 0 72 144]", "/MediaBox 7 0 R", Some((25.4, 50.8))),
        ("/CropBox[-100 -100 72 9999]", "/MediaBox[0 0 144 144]", Some((25.4, 50.8))),
        ("/CropBox[900 900 999 999]", "/MediaBox 7 0 R", Some((210.0, 297.0))),
        ("/UserUnit 10/MediaBox[0 0 72 144]", "", Some((254.0, 508.0))),
        ("", "/UserUnit 10/MediaBox[0 0 72 144]", Some((25.4, 50.8))),
        ("/UserUnit -1/MediaBox[0 0 72 144]", "", Some((25.4, 50.8))),
        ("", "", None),
        ("/MediaBox[0 0 0 0]", "", None),
        ("/MediaBox[0 0 100]", "", None),
        ("/MediaBox[0 0 100000000 100000000]", "", None),
        ("/MediaBox(no box)", "", None),
    ] {
        assert_eq!(sizes(page, pages), size, "{page} {pages}");
    }
}

#[test]
fn pages_of_pictures_without_text_are_scans() {
    let picture = stream(PICTURE, b"\x80");
    let form = stream("/Subtype/Form/Resources<</XObject<</Y 7 0 R>>>>", b"/Y Do");
    let text = b"BT /F 12 Tf 3 Tr 50 700 Td (recognised) Tj ET".as_slice();
    for (content, object, scanned) in [
        (b"q 600 0 0 800 0 0 cm /X Do Q".to_vec(), &picture, true),
        (b"/X Do".to_vec(), &form, true),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI".to_vec(), &form, true),
        (b"/X Do BT /F 12 Tf ( ) Tj ET".to_vec(), &picture, true),
        ([b"/X Do ".as_slice(), text].concat(), &picture, false),
        (b"0 0 100 100 re f".to_vec(), &picture, false),
        (Vec::new(), &picture, false),
    ] {
        let document = Document::new(&content, LATIN).with(6, object).with(7, &picture);
        let pdf = read(&document.file());
        let said = String::from_utf8_lossy(&content);
        assert_eq!((pdf.damage, pdf.scanned, pdf.pages), (None, Some(scanned), Some(1)), "{said}");
        assert_eq!(pdf.text.is_some(), said.contains("recognised"), "{said}");
    }
}

#[test]
fn one_page_of_text_makes_it_no_scan() {
    let document = Document::new(b"/X Do", LATIN)
        .with(
            2,
            b"<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        )
        .with(6, &stream(PICTURE, b"\x80"))
        .with(8, b"<</Type/Page/Contents 9 0 R>>")
        .with(9, &stream("", b"BT /F 12 Tf (cover) Tj ET"));
    let pdf = read(&document.file());
    assert_eq!((pdf.scanned, pdf.pages, pdf.text.as_deref()), (Some(false), Some(2), Some("cover")));
}

#[test]
fn a_damaged_file_is_not_called_a_scan() {
    let document = Document::new(b"/X Do", LATIN).with(6, &stream(PICTURE, b"\x80"));
    let lost = String::from_utf8_lossy(&document.file()).replacen("6 0 obj", "6 0 jbo", 1);
    let pdf = read(lost.as_bytes());
    assert_eq!((pdf.damage.map(|damage| damage.reason), pdf.scanned), (Some(Reason::Structure), None));
}
