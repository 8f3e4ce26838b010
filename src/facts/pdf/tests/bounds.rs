//! What is too much, and what cannot be.

use super::*;

#[test]
fn offsets_and_numbers_that_no_file_has() {
    let file = String::from_utf8(hello().file()).unwrap();
    let start = file.rfind("startxref").unwrap();
    let beyond = format!("{}startxref\n99999\n%%EOF", &file[..start]);
    assert_eq!(read(beyond.as_bytes()).damage, Some(Damage::whole(Reason::Structure)));
    let free = format!("xref\n{} 2\n{}", u64::MAX, "0000000000 65535 f \n".repeat(2));
    let numbered = file.replacen("xref\n", &free, 1);
    assert_eq!(reason(numbered.as_bytes()), Some(Reason::Structure));
}

#[test]
fn what_is_read_again_and_again_is_charged_again_and_again() {
    let often = |times: usize| stream("", &b"/X Do ".repeat(times));
    let heavy = format!("/Subtype/Image/K({})", "k".repeat(1 << 20));
    let pictures = |times: usize| hello().with(4, &often(times)).with(6, &stream(&heavy, b"")).file();
    assert_eq!(reason(&pictures(20)), None);
    assert_eq!(reason(&pictures(80)), Some(Reason::InflatesTooFar));
    // A length that is wrong makes the parser search for the end of the data.
    let long = stream("/Subtype/Image", &vec![b'x'; 4 << 20]);
    let wrong = |times: usize| {
        let file = hello().with(4, &often(times)).with(6, &long).file();
        let at = file.windows(15).position(|window| window == b"/Length 4194304").unwrap();
        [&file[..at], b"/Length 4194000", &file[at + 15..]].concat()
    };
    assert_eq!(reason(&wrong(20)), None);
    assert_eq!(reason(&wrong(600)), Some(Reason::InflatesTooFar));
    // A font that stands in the resources of a form is read whenever the form is drawn, and so is the map that its
    // own map names.
    let font = "<</Type/Font/Subtype/Type1/BaseFont/A/ToUnicode 7 0 R>>";
    let form = stream(&format!("/Subtype/Form/Resources<</Font<</F {font}>>>>"), b"/F 9 Tf");
    let maps = |times: usize| {
        let map = stream("", b"/UniGB-UCS2-H usecmap begincmap endcmap");
        hello().with(4, &often(times)).with(6, &form).with(7, &map).file()
    };
    assert_eq!(reason(&maps(20)), None);
    assert_eq!(reason(&maps(600)), Some(Reason::InflatesTooFar));
}
