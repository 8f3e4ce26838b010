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
pub(super) fn read<B: AsRef<[u8]>>(blocks: &[B], for_web: bool) -> Option<Evidence> {
    let mut writer = None;
    let mut is_edited = false;
    for (number, content) in blocks.iter().flat_map(|block| resources(block.as_ref())) {
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
        program: writer,
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
#[path = "photoshop_tests.rs"]
pub(super) mod tests;
