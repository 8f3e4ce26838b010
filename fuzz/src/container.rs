//! Office documents in ZIP files.

/// The input as it is, or a ZIP of stored entries with the parts that it lists.
#[must_use]
pub fn file(input: &[u8]) -> Vec<u8> {
    super::parts(input).map_or_else(|| input.to_vec(), |parts| zip(&parts))
}

/// A ZIP of stored entries (APPNOTE 4.3).
fn zip(parts: &[(&[u8], &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let utf8 = if name.is_ascii() { 0u16 } else { 1 << 11 };
        let start = long(file.len());
        let mut shared = [utf8.to_le_bytes(), [0; 2], [0; 2], [0x21, 0]].concat();
        shared.extend(crc32fast::hash(content).to_le_bytes());
        shared.extend([long(content.len()), long(content.len())].concat());
        shared.extend([short(name.len()), [0; 2]].concat());
        file.extend([b"PK\x03\x04\x14\0", &shared[..], name, content].concat());
        directory.extend([b"PK\x01\x02\x14\0\x14\0", &shared[..], &[0; 10], &start, name].concat());
    }
    let end = [[0; 2], [0; 2], short(parts.len()), short(parts.len())].concat();
    let place = [long(directory.len()), long(file.len())].concat();
    [&file[..], &directory, b"PK\x05\x06", &end, &place, &[0; 2]].concat()
}

fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

fn long(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}
