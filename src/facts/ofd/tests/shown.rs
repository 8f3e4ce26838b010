//! What counts as the text of a page: layers, templates, composite graphics, pictures.

use super::*;

fn resources(inside: &str) -> String {
    element("Res", inside)
}

fn unit(id: u32, objects: &str) -> String {
    format!(
        r#"<ofd:CompositeGraphicUnit ID="{id}" Width="9" Height="9"><ofd:Content>{objects}</ofd:Content></ofd:CompositeGraphicUnit>"#
    )
}

fn units(inside: &str) -> String {
    resources(&format!("<ofd:CompositeGraphicUnits>{inside}</ofd:CompositeGraphicUnits>"))
}

fn picture(id: u32) -> String {
    format!(r#"<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="{id}"/>"#)
}

const MEDIA: &str = r#"<ofd:Res xmlns:ofd="x" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image">
    <ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"#;

#[test]
fn what_is_hidden_or_clips_is_no_text() {
    let code = "<ofd:TextCode X=\"0\" Y=\"5\">不见</ofd:TextCode>";
    let clip =
        format!("<ofd:Clips><ofd:Clip><ofd:Area>{}</ofd:Area></ofd:Clip></ofd:Clips>", object("", code));
    let pattern = format!(
        "<ofd:PathObject><ofd:FillColor><ofd:Pattern><ofd:CellContent>{}</ofd:CellContent></ofd:Pattern></ofd:FillColor></ofd:PathObject>",
        object("", code)
    );
    let block =
        format!("<ofd:PageBlock><ofd:PageBlock>{}</ofd:PageBlock></ofd:PageBlock>", at(20.0, 40.0, "块"));
    let page = [
        object(r#"Visible="false""#, code),
        object("", &format!("{clip}<ofd:TextCode X=\"0\" Y=\"5\">看见</ofd:TextCode>")),
        pattern,
        block,
    ];
    assert_eq!(Made::pages(&[&page.concat()]).text(), "看见\n块");
    // What text recognition laid over a scan is transparent, and is text.
    let page = picture(5) + &object(r#"Alpha="0""#, "<ofd:TextCode X=\"0\" Y=\"5\">识别</ofd:TextCode>");
    let ofd = Made::pages(&[&page]).read();
    assert_eq!((ofd.scanned, ofd.text.as_deref()), (Some(false), Some("识别")));
}

#[test]
fn layers_are_read_from_behind_to_the_front() {
    let layer = |kind: &str, y: f64, said: &str| {
        format!(r#"<ofd:Layer ID="1" {kind}>{}</ofd:Layer>"#, at(20.0, y, said))
    };
    let content = [
        layer(r#"Type="Foreground""#, 30.0, "前景"),
        layer("", 50.0, "正文"),
        layer(r#"Type="Background""#, 70.0, "背景"),
        layer(r#"Type="Body""#, 90.0, "正文二"),
    ];
    let inside = format!("<ofd:Content>{}</ofd:Content>", content.concat());
    let made = Made::pages(&[""]).page("Doc_0/Pages/Page_0/Content.xml", &inside);
    assert_eq!(made.text(), "背景\n正文\n正文二\n前景");
}

/// A document whose pages use these templates.
fn with_templates(pages: &[&str]) -> Made {
    let declared =
        [1, 2].map(|id| format!(r#"<ofd:TemplatePage ID="{id}" BaseLoc="Tpls/Tpl_{id}/Content.xml"/>"#));
    let made = Made::pages(&vec![""; pages.len()]).document("Doc_0", &declared.concat(), pages.len());
    let made = [(1, "表头"), (2, "落款")].into_iter().fold(made, |made, (id, said)| {
        let y = 20.0 * f64::from(id);
        let inside = format!("<ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content>", at(20.0, y, said));
        made.page(&format!("Doc_0/Tpls/Tpl_{id}/Content.xml"), &inside)
    });
    pages.iter().enumerate().fold(made, |made, (page, templates)| {
        let objects = at(20.0, 100.0, &format!("正文{page}"));
        let inside = format!("{templates}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>");
        made.page(&format!("Doc_0/Pages/Page_{page}/Content.xml"), &inside)
    })
}

#[test]
fn templates_lie_behind_or_in_front_of_the_page() {
    let both = r#"<ofd:Template TemplateID="2" ZOrder="Foreground"/><ofd:Template TemplateID="1" ZOrder="Background"/>"#;
    assert_eq!(with_templates(&[both]).text(), "表头\n正文0\n落款");
    // Background is what is meant where nothing is said.
    assert_eq!(with_templates(&[r#"<ofd:Template TemplateID="2"/>"#]).text(), "落款\n正文0");
    assert_eq!(with_templates(&[r#"<ofd:Template TemplateID="7"/>"#]).text(), "正文0");
}

#[test]
fn a_template_of_several_pages_is_read_once() {
    let first = r#"<ofd:Template TemplateID="1"/>"#;
    let second = r#"<ofd:Template TemplateID="2"/>"#;
    assert_eq!(with_templates(&[first, first, first]).text(), "表头\n正文0\n正文1\n正文2");
    assert_eq!(with_templates(&[first, second]).text(), "表头\n正文0\n落款\n正文1");
    let made = with_templates(&[first]).without("Doc_0/Tpls/Tpl_1/Content.xml");
    assert_eq!(made.reason(), Some(Reason::Structure), "a template that is shown is missing");
    let made = with_templates(&[second]).without("Doc_0/Tpls/Tpl_1/Content.xml");
    assert_eq!(made.reason(), None, "nothing shows it");
}

#[test]
fn composite_graphics_are_placed() {
    let drawn = units(
        &(unit(7, &at(0.0, 0.0, "图中"))
            + &unit(8, r#"<ofd:CompositeObject ResourceID="7" Boundary="0 20 9 9"/>"#)),
    );
    let page = r#"<ofd:CompositeObject ResourceID="8" Boundary="20 20 9 9" CTM="1 0 0 1 0 0"/>"#.to_owned()
        + &at(20.0, 10.0, "上面")
        + r#"<ofd:CompositeObject ResourceID="8" Boundary="20 60 9 9" Visible="false"/>"#;
    for (kind, common, inside, place) in [
        ("PublicRes", "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>", "", "Doc_0/PublicRes.xml"),
        ("DocumentRes", "<ofd:DocumentRes>/Doc_0/Res.xml</ofd:DocumentRes>", "", "Doc_0/Res.xml"),
        ("PageRes", "", "<ofd:PageRes>PageRes.xml</ofd:PageRes>", "Doc_0/Pages/Page_0/PageRes.xml"),
    ] {
        let inside = format!("{inside}<ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content>");
        let made = Made::pages(&[""])
            .document("Doc_0", common, 1)
            .page("Doc_0/Pages/Page_0/Content.xml", &inside)
            .file(place, &drawn);
        assert_eq!(made.text(), "图中\n上面", "{kind}");
        let broken = made.file(place, "<ofd:Res>");
        assert_eq!(broken.reason(), Some(Reason::Structure), "{kind} is needed and broken");
        assert_eq!(broken.without(place).reason(), Some(Reason::Structure), "{kind} is needed and missing");
    }
    // Resources that no page needs, of fonts for instance, lose no text.
    let made = Made::pages(&[&at(20.0, 30.0, "文")]).document("Doc_0", "<PublicRes>x.xml</PublicRes>", 1);
    assert_eq!(made.text(), "文");
}

#[test]
fn pages_of_pictures_are_scanned() {
    let common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>";
    let scan = |pages: &[&str]| {
        let made = Made::pages(pages).document("Doc_0", common, pages.len());
        made.file("Doc_0/DocumentRes.xml", MEDIA).file("Doc_0/Res/a.png", "x")
    };
    let picture = picture(5);
    let ofd = scan(&[&picture, &picture]).read();
    assert_eq!((ofd.damage, ofd.scanned, ofd.text, ofd.pages), (None, Some(true), None, Some(2)));
    assert_eq!(scan(&[&picture, &at(20.0, 30.0, "文")]).read().scanned, Some(false));
    assert_eq!(scan(&[""]).read().scanned, Some(false), "blank");
    let path = "<ofd:PathObject Boundary=\"0 0 9 9\"><ofd:AbbreviatedData>M 0 0 L 9 9 C</ofd:AbbreviatedData></ofd:PathObject>";
    assert_eq!(scan(&[path]).read().scanned, Some(false), "a drawing");
    let hidden = picture.replace("ID=\"3\"", "Visible=\"false\"");
    assert_eq!(scan(&[&hidden]).read().scanned, Some(false), "hidden");
}

#[test]
fn a_picture_whose_file_is_missing_is_damage_and_its_text_is_known() {
    let common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>";
    let page = picture(5) + &at(20.0, 30.0, "文");
    let made = Made::pages(&[&page]).document("Doc_0", common, 1).file("Doc_0/DocumentRes.xml", MEDIA);
    let ofd = made.read();
    assert_eq!(ofd.damage.map(|damage| damage.reason), Some(Reason::Structure));
    assert_eq!(ofd.text.as_deref(), Some("文"));
    assert_eq!(made.file("doc_0/res/A.PNG", "x").reason(), None);
}

#[test]
fn annotations_stamps_and_attachments_are_no_text() {
    let drawn = |said: &str| at(20.0, 60.0, said);
    let annotation = format!(
        r#"<ofd:Annot Type="Stamp"><ofd:Appearance Boundary="0 0 9 9">{}</ofd:Appearance></ofd:Annot>"#,
        drawn("批注")
    );
    let made = Made::pages(&[&at(20.0, 30.0, "正文")])
        .file("Doc_0/Annots/Annotations.xml", &element("Annotations", "<ofd:Page PageID=\"1\"/>"))
        .file("Doc_0/Annots/Page_0/Annotation.xml", &element("PageAnnot", &annotation))
        .file("Doc_0/Attachs/Attachments.xml", &element("Attachments", "<ofd:Attachment Name=\"附件\"/>"))
        .file("Doc_0/Attachs/Content.xml", &element("Page", &drawn("附件")))
        .file("Doc_0/Tags/CustomTag.xml", "no XML at all <")
        .file("Doc_0/Signs/Sign_0/Signature.xml", &element("Signature", &drawn("印章")));
    assert_eq!(made.text(), "正文");
}
