//! PNG files.

/// The same chunks with right checksums, as far as there are whole chunks.
#[must_use]
pub fn with_right_checksums(png: &[u8]) -> Vec<u8> {
    let mut fixed = png.to_vec();
    let mut at = 8;
    while let Some(header) = png.get(at..).and_then(<[u8]>::first_chunk) {
        let end = (at + 8).saturating_add(u32::from_be_bytes(*header) as usize);
        let (Some(checked), Some(checksum)) = (png.get(at + 4..end), fixed.get_mut(end..end + 4)) else {
            break;
        };
        checksum.copy_from_slice(&crc32fast::hash(checked).to_be_bytes());
        at = end + 4;
    }
    fixed
}
