//! Resources that Photoshop leaves in the files that it saves (Adobe Photoshop File Formats Specification, image
//! resources section).
//!
//! Captions of news agencies are kept in such a resource too (IPTC-IIM), by cameras and programs that edit nothing.
//! So only what an editor leaves counts: its version, its settings for saving, its slices, guides and preview.

use encoding_rs::UTF_16BE;

use super::{Evidence, Says, Source, shortened};

/// Resources that only an editor writes, by their numbers.
const OF_EDITORS: [u16; 5] = [JPEG_QUALITY, 0x0408, 0x040C, 0x041A, VERSION];
const JPEG_QUALITY: u16 = 0x0406;
const VERSION: u16 = 0x0421;
/// The most resources that are looked at.
const MOST: usize = 1000;

/// What the blocks of resources tell, and whether the file was saved for the web, which leaves nothing else.
pub(super) fn read(blocks: &[&[u8]], for_web: bool) -> Option<Evidence> {
    let mut writer = None;
    let mut is_edited = false;
    for (number, content) in blocks.iter().flat_map(|block| resources(block)) {
        is_edited |= OF_EDITORS.contains(&number);
        if number == VERSION {
            writer = writer.or_else(|| name_of_writer(content));
        }
    }
    let place = match (is_edited, for_web) {
        (true, _) => "Photoshop 8BIM",
        (false, true) => "Adobe Ducky",
        (false, false) => return None,
    };
    Some(Evidence {
        source: Source::Photoshop,
        place: place.to_owned(),
        says: Says::Edited,
        program: Some(writer.unwrap_or_else(|| "Adobe Photoshop".to_owned())),
        value: None,
    })
}

/// Numbers and contents of the resources of a block, up to the first that is not whole.
fn resources(block: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let head = rest.strip_prefix(b"8BIM")?;
        let (number, head) = head.split_first_chunk()?;
        // The name, its length before it, is padded to an even length.
        let name = usize::from(*head.first()?) + 1;
        let head = head.get(name + name % 2..)?;
        let (length, head) = head.split_first_chunk()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let content = head.get(..length)?;
        rest = head.get(length + length % 2..).unwrap_or_default();
        Some((u16::from_be_bytes(*number), content))
    })
    .take(MOST)
}

/// The program that wrote the file: after its version and a flag, a text in UTF-16 with its length before it.
fn name_of_writer(version: &[u8]) -> Option<String> {
    let (length, rest) = version.get(5..)?.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_mul(2)?;
    let (name, _) = UTF_16BE.decode_without_bom_handling(rest.get(..length)?);
    let name = name.trim_matches(['\0', ' ']);
    (!name.is_empty()).then(|| shortened(name))
}

#[cfg(test)]
pub(super) mod tests {
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
        assert_eq!(read(&[], true).unwrap().place, "Adobe Ducky");
        for end in 0..block.len() - 1 {
            assert_eq!(read(&[&block[..end]], false), None, "{end}");
        }
    }
}
