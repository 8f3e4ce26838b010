//! The central directory (4.3.12): what it says about each entry, before the local headers are asked.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::extra::{self, Side};
use super::fault::Refusal;
use super::record::{self, CENTRAL_LEN, Central, Common, End, LOCAL_LEN};
use super::{Fault, FaultKind, Method, check_name};

/// Most bytes that deflate can make of one byte.
const MOST_INFLATION: u64 = 1032;

/// Nothing, deflated: the content of a folder as Java writes it.
pub(super) const DEFLATED_NOTHING: [u8; 2] = [3, 0];

/// What the central directory says about one entry.
pub(super) struct Listed {
    /// With a `/` at the end where it is a folder.
    pub(super) name: String,
    /// Sizes are the true ones, from the ZIP64 extra field where they are there.
    pub(super) common: Common,
    pub(super) method: Method,
    /// Where its local header begins; there is room for one between there and the central directory.
    pub(super) offset: u64,
    /// The header as it stands in the file.
    pub(super) raw: Vec<u8>,
}

/// Reads and checks every central header.
pub(super) fn read<R: Read + Seek>(source: &mut R, end: &End) -> Result<Vec<Listed>, Refusal> {
    if end.entries.saturating_mul(CENTRAL_LEN as u64) > end.size {
        return Err(Fault::of_file(FaultKind::DirectoryCount).at(end.offset).into());
    }
    source.seek(SeekFrom::Start(end.offset))?;
    let mut bytes = BufReader::with_capacity(1 << 16, source.take(end.size));
    let mut listed = Vec::with_capacity(usize::try_from(end.entries).unwrap_or(0));
    let mut left = end.size;
    for _ in 0..end.entries {
        let at = end.offset + (end.size - left);
        let noticed = |refusal| match refusal {
            Refusal::Fault(fault) => Refusal::Fault(fault.at(at)),
            other => other,
        };
        let raw = read_header(&mut bytes, &mut left).map_err(noticed)?;
        let entry = parse(raw).map_err(noticed)?;
        // Nothing looks further, not even to say where something was noticed.
        if entry.offset.checked_add(LOCAL_LEN as u64).is_none_or(|header| header > end.offset) {
            return Err(Fault::of_entry(FaultKind::LocalHeader, entry.name).at(at).into());
        }
        listed.push(entry);
    }
    if left != 0 {
        return Err(Fault::of_file(FaultKind::DirectoryCount).at(end.offset + (end.size - left)).into());
    }
    Ok(listed)
}

/// The bytes of the next header, within the directory.
fn read_header(bytes: &mut impl Read, left: &mut u64) -> Result<Vec<u8>, Refusal> {
    let fault = || Refusal::from(Fault::of_file(FaultKind::CentralHeader));
    let mut fixed = [0; CENTRAL_LEN];
    *left = left.checked_sub(CENTRAL_LEN as u64).ok_or_else(fault)?;
    bytes.read_exact(&mut fixed)?;
    let header = Central::parse(&fixed).ok_or_else(fault)?;
    let rest = usize::from(header.name_len) + usize::from(header.extra_len) + usize::from(header.comment_len);
    *left = left.checked_sub(rest as u64).ok_or_else(fault)?;
    let mut raw = vec![0; CENTRAL_LEN + rest];
    let (start, variable) = raw.split_at_mut(CENTRAL_LEN);
    start.copy_from_slice(&fixed);
    bytes.read_exact(variable)?;
    Ok(raw)
}

fn parse(raw: Vec<u8>) -> Result<Listed, Refusal> {
    let split = || {
        let (fixed, rest) = raw.split_first_chunk()?;
        let header = Central::parse(fixed)?;
        let (name, rest) = rest.split_at_checked(header.name_len.into())?;
        let (extra, comment) = rest.split_at_checked(header.extra_len.into())?;
        Some((header, name, extra, comment))
    };
    let (header, name, extra, comment) = split().ok_or(Fault::of_file(FaultKind::CentralHeader))?;
    let name =
        std::str::from_utf8(name).map_err(|_| Fault::of_entry(FaultKind::NameEncoding, guessed(name)))?;
    let refuse = |kind| Refusal::from(Fault::of_entry(kind, name));
    check_name(name.strip_suffix('/').unwrap_or(name)).map_err(|why| refuse(FaultKind::Name(why)))?;
    if record::holds_signature(extra) || record::holds_signature(comment) {
        return Err(refuse(FaultKind::HiddenRecord));
    }
    let mut common = header.common;
    let mut offset = header.offset;
    extra::resolve(extra, Side::Central, name, &mut [&mut common.size, &mut common.compressed, &mut offset])
        .ok_or_else(|| refuse(FaultKind::Extra))?;
    if header.disk != 0 {
        return Err(refuse(FaultKind::Split));
    }
    let method = check_reading(&common).map_err(refuse)?;
    check_kind(name, &header, &common).map_err(refuse)?;
    Ok(Listed { name: name.to_owned(), common, method, offset, raw })
}

/// A name that is not Unicode as people would know it: in the code page of a Chinese Windows, if it can be that.
fn guessed(name: &[u8]) -> String {
    let gbk = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(name);
    gbk.unwrap_or_else(|| String::from_utf8_lossy(name)).into_owned()
}

/// Refuses what other readers would decode in another way than we do.
fn check_reading(common: &Common) -> Result<Method, FaultKind> {
    // Bits 1 and 2 tell how hard deflate tried (4.4.4).
    const UNDERSTOOD: u16 = record::FLAG_DESCRIPTOR | record::FLAG_UTF8 | 0b110;
    if common.flags & (record::FLAG_ENCRYPTED | record::FLAG_STRONG) != 0 {
        return Err(FaultKind::Encrypted);
    }
    if common.flags & !UNDERSTOOD != 0 {
        return Err(FaultKind::Flags);
    }
    let method = Method::from_code(common.method).ok_or(FaultKind::Method)?;
    let possible = match method {
        Method::Stored => common.compressed == common.size,
        Method::Deflated => common.size <= common.compressed.saturating_mul(MOST_INFLATION),
    };
    if possible { Ok(method) } else { Err(FaultKind::Sizes) }
}

/// Refuses links and devices, and folders with content. A Unix mode is believed whatever system wrote it, since
/// some readers do so.
fn check_kind(name: &str, header: &Central, common: &Common) -> Result<(), FaultKind> {
    const KIND: u32 = 0o170_000;
    const FILE: u32 = 0o100_000;
    const FOLDER: u32 = 0o040_000;
    const DOS_FOLDER: u32 = 0x10;
    let kind = header.external >> 16 & KIND;
    let folder = name.ends_with('/');
    let fitting = if folder { FOLDER } else { FILE };
    if (kind != 0 && kind != fitting) || (!folder && header.external & DOS_FOLDER != 0) {
        return Err(FaultKind::Special);
    }
    let empty =
        common.compressed == 0 || (common.method == 8 && common.compressed == DEFLATED_NOTHING.len() as u64);
    if folder && !(empty && (common.size, common.crc) == (0, 0)) {
        return Err(FaultKind::FolderContent);
    }
    Ok(())
}
