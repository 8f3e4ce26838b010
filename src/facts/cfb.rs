//! What lies at the top of a Compound File, the container of office formats before 2007 and of encrypted
//! OOXML ([MS-CFB]).

use std::collections::HashSet;

/// Signature of a Compound File ([MS-CFB] 2.2).
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Size of a directory entry ([MS-CFB] 2.6.1).
const ENTRY: usize = 128;
/// Sector numbers from here on are marks, such as the end of a chain ([MS-CFB] 2.1).
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// FAT sectors that the header lists ([MS-CFB] 2.2). They cover 6.8 MB of a file with sectors of 512 bytes;
/// the directory of a larger file usually lies within, and else is searched for.
const HEADER_FAT_SECTORS: usize = 109;
/// More directory sectors than this are not read.
const MAX_DIRECTORY_SECTORS: usize = 4096;

/// The names of streams and storages at the top level. Where the file is too damaged to follow its directory,
/// the names of all directory entries that can be found, at any level.
pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    top_level(bytes)
        .filter(|names| !names.is_empty())
        .unwrap_or_else(|| bytes.as_chunks::<ENTRY>().0.iter().filter_map(name).collect())
}

/// The children of the root storage, found through the FAT.
fn top_level(bytes: &[u8]) -> Option<Vec<String>> {
    let shift = u32::from(u16::from_le_bytes(array_at(bytes, 30)?));
    if !matches!(shift, 9 | 12) {
        return None;
    }
    let size = 1usize << shift;
    let sector = |number: u32| {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(size)?;
        bytes.get(start..start.checked_add(size)?)
    };
    let next = |number: u32| {
        let (fat_index, within) = (number as usize / (size / 4), number as usize % (size / 4));
        let listed = (fat_index < HEADER_FAT_SECTORS).then(|| u32_at(bytes, 76 + 4 * fat_index))??;
        u32_at(sector(listed)?, within * 4)
    };
    let mut entries: Vec<&[u8; ENTRY]> = Vec::new();
    let mut number = u32_at(bytes, 48)?;
    for _ in 0..MAX_DIRECTORY_SECTORS {
        if number >= FIRST_MARK {
            break;
        }
        entries.extend(sector(number)?.as_chunks().0);
        number = next(number)?;
    }
    // The root's children are a binary tree: left sibling at 68, right at 72; its root is the child at 76.
    let mut names = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![u32_at(*entries.first()?, 76)?];
    while let Some(index) = open.pop() {
        if let Some(&entry) = entries.get(index as usize)
            && seen.insert(index)
        {
            names.extend(name(entry));
            open.extend(u32_at(entry, 68));
            open.extend(u32_at(entry, 72));
        }
    }
    Some(names)
}

/// The name of a storage or stream, or nothing if this is no such directory entry.
fn name(entry: &[u8; ENTRY]) -> Option<String> {
    let len = usize::from(u16::from_le_bytes(array_at(entry, 64)?)).checked_sub(2)?;
    let kind = entry.get(66)?;
    if !matches!(kind, 1 | 2) || len == 0 || len % 2 != 0 {
        return None;
    }
    let units = entry.get(..len.min(62))?.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array_at(bytes, at).map(u32::from_le_bytes)
}

fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// A Compound File with these streams at its top level, and, within a storage, a stream `Workbook` as an
/// embedded table has.
#[cfg(test)]
pub(super) fn sample(streams: &[&str]) -> Vec<u8> {
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(SIGNATURE);
    file[30..32].copy_from_slice(&9u16.to_le_bytes());
    file[48..52].copy_from_slice(&1u32.to_le_bytes());
    file[76..512].fill(0xFF);
    file[76..80].copy_from_slice(&0u32.to_le_bytes());
    let mut fat = vec![0xFF; 512];
    fat[0..4].copy_from_slice(&0xFFFF_FFFDu32.to_le_bytes());
    for sector in 1..=2u32 {
        let next = if sector == 2 { 0xFFFF_FFFE } else { sector + 1 };
        fat[sector as usize * 4..][..4].copy_from_slice(&next.to_le_bytes());
    }
    file.extend(fat);
    let entry = |name: &str, kind: u8, right: u32, child: u32| {
        let mut entry = vec![0; ENTRY];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..][..2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(name.encode_utf16().count() * 2 + 2).unwrap();
        entry[66] = kind;
        entry[68..72].fill(0xFF);
        entry[72..76].copy_from_slice(&right.to_le_bytes());
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry
    };
    let mut entries = vec![entry("Root Entry", 5, u32::MAX, 2), entry("Workbook", 2, u32::MAX, u32::MAX)];
    entries.push(entry("ObjectPool", 1, if streams.is_empty() { u32::MAX } else { 3 }, 1));
    for (index, stream) in (4u32..).zip(streams) {
        let last = index as usize - 4 + 1 == streams.len();
        entries.push(entry(stream, 2, if last { u32::MAX } else { index }, u32::MAX));
    }
    file.extend(entries.concat());
    file.resize(512 * 4, 0);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_the_top_level_only() {
        let mut names = names(&sample(&["WordDocument", "1Table"]));
        names.sort();
        assert_eq!(names, ["1Table", "ObjectPool", "WordDocument"]);
    }

    #[test]
    fn finds_names_at_any_level_where_the_directory_cannot_be_followed() {
        let mut file = sample(&["WordDocument"]);
        file[76..80].fill(0xFF);
        assert!(names(&file).contains(&"WordDocument".to_owned()));
        assert!(names(&file).contains(&"Workbook".to_owned()));
    }

    #[test]
    fn a_directory_that_loops_ends() {
        let mut file = sample(&["WordDocument"]);
        file[512 + 8..512 + 12].copy_from_slice(&1u32.to_le_bytes());
        assert!(!names(&file).is_empty());
    }
}
