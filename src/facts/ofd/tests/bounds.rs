//! Hostile files: what they ask for is refused before it is done.

use super::*;

#[test]
fn thousands_of_pages_that_are_one_file() {
    let objects = at(20.0, 30.0, "公益广告说明").repeat(400);
    let made = Made::pages(&[&objects]);
    let pages = |count: usize| {
        let page = r#"<Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>"#.repeat(count);
        element("Document", &format!("<Pages>{page}</Pages>"))
    };
    let made = made.file("Doc_0/Document.xml", &pages(10));
    assert_eq!((made.reason(), made.read().pages), (None, Some(10)));
    for count in [20_000, 20_001] {
        let made = Made::pages(&[&objects]).file("Doc_0/Document.xml", &pages(count));
        assert_eq!(made.reason(), Some(Reason::InflatesTooFar), "{count}");
    }
}

#[test]
fn thousands_of_documents() {
    let body = "<DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>";
    let made = Made::pages(&[&at(20.0, 30.0, "文")]);
    assert_eq!(made.entry(&body.repeat(1001)).reason(), Some(Reason::InflatesTooFar));
    let made = Made::pages(&[&at(20.0, 30.0, "文")]);
    assert_eq!(made.entry(&body.repeat(3)).text(), "文\n文\n文");
}

/// A page that draws unit 1 of these units.
fn drawing(units: &str) -> Made {
    let page =
        r#"<ofd:CompositeObject ResourceID="1" Boundary="0 0 9 9"/>"#.to_owned() + &at(20.0, 30.0, "文");
    Made::pages(&[&page]).document("Doc_0", "<PublicRes>Res.xml</PublicRes>", 1).file(
        "Doc_0/Res.xml",
        &element("Res", &format!("<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>")),
    )
}

fn unit(id: usize, inside: &str) -> String {
    format!(r#"<CompositeGraphicUnit ID="{id}"><Content>{inside}</Content></CompositeGraphicUnit>"#)
}

fn placed(id: usize) -> String {
    format!(r#"<CompositeObject ResourceID="{id}" Boundary="1 1 9 9"/>"#)
}

#[test]
fn composite_graphics_that_draw_themselves() {
    assert_eq!(drawing(&unit(1, &placed(1))).text(), "文");
    assert_eq!(drawing(&(unit(1, &placed(2)) + &unit(2, &placed(1)))).text(), "文");
}

#[test]
fn composite_graphics_that_fan_out() {
    let fan: String = (1..=9).map(|id| unit(id, &placed(id + 1).repeat(100))).collect();
    assert_eq!(drawing(&fan).reason(), Some(Reason::InflatesTooFar));
    assert_eq!(drawing(&unit(1, &placed(1).repeat(1000))).reason(), Some(Reason::InflatesTooFar));
}

#[test]
fn a_text_of_sixteen_mebibytes() {
    for code in [
        format!("<TextCode X=\"0\" Y=\"0\">{}</TextCode>", "a".repeat(16 << 20)),
        format!("<TextCode X=\"0\" Y=\"0\" DeltaX=\"g 99999999 5\">{}</TextCode>", "文".repeat(5 << 20)),
        "<TextCode>a</TextCode>".repeat(700_000),
    ] {
        let made = Made::pages(&[&object("", &code)]);
        assert_eq!(made.reason(), Some(Reason::InflatesTooFar), "{code:.50}");
    }
}

#[test]
fn numbers_beyond_all_measure() {
    for number in ["1e308", "-1e308", "1e-308", "nan", "inf", "99999999999999999999", ""] {
        let object = format!(
            r#"<ofd:TextObject Boundary="{number} {number} {number} {number}" Size="{number}" HScale="{number}"
                CTM="{number} {number} {number} {number} {number} {number}">
                <ofd:TextCode X="{number}" Y="{number}" DeltaX="{number} {number}" DeltaY="g 2 {number}">三个字</ofd:TextCode></ofd:TextObject>
                <ofd:PathObject Boundary="{number} 0 1 1"><ofd:AbbreviatedData>M {number} 0 L {number} {number} C</ofd:AbbreviatedData></ofd:PathObject>"#
        );
        let ofd = Made::pages(&[&(object + &at(20.0, 30.0, "文"))]).read();
        assert_eq!(ofd.damage, None, "{number}");
        assert!(ofd.text.is_some_and(|text| text.contains('文')), "{number}");
    }
}

#[test]
fn folders_within_folders_without_end() {
    let deep = "a/".repeat(30_000);
    let references = "<PublicRes>missing.xml</PublicRes>".repeat(1000);
    let inside = format!(
        r#"<CommonData>{references}</CommonData><Pages><Page ID="1" BaseLoc="/Doc_0/Pages/Page_0/Content.xml"/></Pages>"#
    );
    let body = format!("<DocBody><DocRoot>{deep}Document.xml</DocRoot></DocBody>");
    let made = Made::pages(&[&at(20.0, 30.0, "文")])
        .entry(&body)
        .file(&format!("{deep}Document.xml"), &element("Document", &inside));
    assert_eq!(made.reason(), Some(Reason::InflatesTooFar));
}
