//! Where characters stand and what they say.

use super::*;

/// The text of a page with these objects.
fn said(objects: &str) -> String {
    Made::pages(&[objects]).text()
}

#[test]
fn lines_of_a_paragraph_are_joined() {
    let line = |number: u32, said: &str| at(25.0, 30.0 + 9.0 * f64::from(number), said);
    let full = "我县在主要街道和公园设置公益广告展示文明城市创建的各项内容请";
    let lines = [line(0, full), line(1, full), line(2, full), line(3, "各单位知悉。"), line(4, "二、内容")];
    assert_eq!(said(&lines.concat()), format!("{full}{full}{full}各单位知悉。\n二、内容"));
}

#[test]
fn offsets_place_characters() {
    let code = |attributes: &str, said: &str| {
        object("", &format!(r#"<ofd:TextCode X="0" Y="5" {attributes}>{said}</ofd:TextCode>"#))
    };
    for (attributes, text, expected) in [
        (r#"DeltaX="g 5 5""#, "公益广告说明", "公益广告说明"),
        (r#"DeltaX="2.5 g 2 2.5 7.5""#, "20261", "2026 1"),
        (r#"DeltaX="5 5""#, "三个字", "三个字"),
        // Fewer offsets than there should be, none at all, and what is no offset.
        (r#"DeltaX="5""#, "三个字", "三个字"),
        ("", "没有偏移 word", "没有偏移 word"),
        (r#"DeltaX="x y""#, "三个字", "三个字"),
        (r#"DeltaX="g 99999999999999999999 5""#, "三个字", "三个字"),
        (r#"DeltaX="1e308 1e308 1e308""#, "远", "远"),
    ] {
        assert_eq!(said(&code(attributes, text)), expected, "{attributes}");
    }
}

#[test]
fn letters_drawn_from_right_to_left_come_in_order() {
    let code = r#"<ofd:TextCode X="20" Y="5" DeltaX="-5 -5 -5">告广益公</ofd:TextCode>"#;
    assert_eq!(said(&object("", code)), "公益广告");
}

#[test]
fn columns_are_read_downwards_and_from_the_right() {
    let column = |x: u32, said: &str, attributes: &str, deltas: &str| {
        let code = format!(r#"<ofd:TextCode X="{x}" Y="10" {deltas}>{said}</ofd:TextCode>"#);
        object(attributes, &code)
    };
    for (attributes, deltas) in [
        (r#"ReadDirection="90" CharDirection="270""#, r#"DeltaY="5 5 5""#),
        (r#"ReadDirection="90""#, ""),
        ("", r#"DeltaX="0 0 0" DeltaY="g 3 5""#),
    ] {
        let objects =
            column(80, "文明城市", attributes, deltas) + &column(70, "公益广告", attributes, deltas);
        assert_eq!(said(&objects), "文明城市\n公益广告", "{attributes} {deltas}");
    }
    let turned =
        object(r#"CTM="0 1 -1 0 50 0""#, r#"<ofd:TextCode X="0" Y="5" DeltaX="5 5">侧着写</ofd:TextCode>"#);
    assert_eq!(said(&turned), "侧着写");
}

#[test]
fn the_matrix_moves_and_stretches_text() {
    let code = |said: &str| format!(r#"<ofd:TextCode X="0" Y="5" DeltaX="5 5">{said}</ofd:TextCode>"#);
    let objects =
        object(r#"CTM="2 0 0 2 0 0""#, &code("前半行")) + &object(r#"CTM="2 0 0 2 30 0""#, &code("后半行"));
    assert_eq!(said(&objects), "前半行后半行");
    // One without extent, or without end, shows nothing; one that is no matrix is not applied.
    assert_eq!(said(&object(r#"CTM="0 0 0 0 9 9""#, &code("三个字"))), "");
    assert_eq!(said(&object(r#"CTM="1e200 0 0 1e200 0 0""#, &code("三个字"))), "");
    assert_eq!(said(&object(r#"CTM="2 0 0""#, &code("三个字"))), "三个字");
}

#[test]
fn glyphs_that_fonts_put_in_place_of_characters_do_not_change_the_text() {
    let inside = r#"<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><ofd:Glyphs>3 4</ofd:Glyphs></ofd:CGTransform>
        <ofd:TextCode X="0" Y="5" DeltaX="2 2 2">ﬁnd</ofd:TextCode>"#;
    assert_eq!(said(&object("", inside)), "find");
}

#[test]
fn several_codes_of_an_object_follow_each_other() {
    let inside = r#"<ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="5" DeltaX="5">公益</ofd:TextCode>
        <ofd:TextCode X="10" DeltaX="5">广告</ofd:TextCode><ofd:TextCode X="0" Y="15" DeltaX="5">说明</ofd:TextCode>"#;
    assert_eq!(said(&object("", inside)), "公益广告\n说明");
}

#[test]
fn entities_and_line_feeds() {
    let code = |said: &str| format!("<ofd:TextCode X=\"0\" Y=\"5\">{said}</ofd:TextCode>");
    assert_eq!(said(&object("", &code("A&amp;B&#x4E2D;<![CDATA[<c>]]>"))), "A&B中<c>");
    assert_eq!(said(&object("", &code("\n      公益广告\n    "))), "公益广告");
    // Codes of glyphs without a character, and what is no character at all.
    assert_eq!(said(&object("", &code("公\u{e123}\u{fffd}益"))), "公 益");
}
