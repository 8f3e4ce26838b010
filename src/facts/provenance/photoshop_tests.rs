use super::*;

/// A resource without a name.
pub(crate) fn resource(number: u16, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let pad: &[u8] = if content.len() % 2 == 1 { &[0] } else { &[] };
    [b"8BIM", &number.to_be_bytes()[..], &[0, 0], &length, content, pad].concat()
}

pub(crate) fn version(writer: &str) -> Vec<u8> {
    let text: Vec<u8> = writer.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = u32::try_from(text.len() / 2).unwrap().to_be_bytes();
    [&[0, 0, 0, 1, 1][..], &length, &text].concat()
}

#[test]
fn resources_of_an_editor_count_and_captions_do_not() {
    let caption = [resource(0x0404, b"\x1C\x02\x78"), resource(0x0425, &[7; 16])].concat();
    assert_eq!(read(&[&caption], false), None);
    let block = [caption.clone(), resource(0x0421, &version("Adobe Photoshop"))].concat();
    let evidence = read(&[&block], false).unwrap();
    assert_eq!((evidence.says, evidence.program.as_deref()), (Says::Edited, Some("Adobe Photoshop")));
    assert_eq!(read(&[&resource(0x0406, &[0, 8])], false).unwrap().place, "Photoshop 8BIM");
    assert_eq!(read::<&[u8]>(&[], true).unwrap().place, "Adobe Ducky");
    for end in 0..block.len() - 1 {
        assert_eq!(read(&[&block[..end]], false), None, "{end}");
    }
}
