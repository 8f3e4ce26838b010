//! The entries where they lie: local headers (4.3.7) that agree with the central directory, one entry right
//! after the other from the start of the file to the central directory.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::directory::{DEFLATED_NOTHING, Listed};
use super::extra::{self, Side};
use super::fault::Refusal;
use super::record::{self, Fields, LOCAL_LEN, Local};
use super::{Fault, FaultKind};

/// Proves that `listed` and nothing else fills the file up to `end`. Gives, in the order of `listed`, each
/// entry's local header as it stands in the file; its data follow right after it.
pub(super) fn prove<R, F>(source: &mut R, listed: &[Listed], end: u64, mut local: F) -> Result<(), Refusal>
where
    R: Read + Seek,
    F: FnMut(usize, &[u8]),
{
    let mut order: Vec<(u64, usize)> =
        listed.iter().enumerate().map(|(index, entry)| (entry.offset, index)).collect();
    order.sort_unstable();
    let mut source = BufReader::new(source);
    let mut at = 0;
    let nexts = order.iter().skip(1).map(|(offset, _)| *offset).chain([end]);
    for (&(offset, index), next) in order.iter().zip(nexts) {
        let Some(entry) = listed.get(index) else { continue };
        let refuse = |kind| Refusal::from(Fault::of_entry(kind, &entry.name).at(offset.min(at)));
        if offset != at {
            return Err(refuse(if offset > at { FaultKind::Gap } else { FaultKind::Overlap }));
        }
        let header = read_local(&mut source, entry, next)?;
        if entry.name.ends_with('/') && entry.common.compressed > 0 {
            let mut content = [0; DEFLATED_NOTHING.len()];
            source.read_exact(&mut content)?;
            if content != DEFLATED_NOTHING {
                return Err(refuse(FaultKind::FolderContent));
            }
        }
        let data_end = offset
            .checked_add(header.len() as u64)
            .and_then(|data| data.checked_add(entry.common.compressed))
            .filter(|data_end| *data_end <= next)
            .ok_or_else(|| refuse(FaultKind::Overlap))?;
        if entry.common.flags & record::FLAG_DESCRIPTOR == 0 {
            at = data_end;
        } else {
            check_descriptor(&mut source, entry, data_end, next)?;
            at = next;
        }
        local(index, &header);
    }
    if at == end { Ok(()) } else { Err(Fault::of_file(FaultKind::Gap).at(at).into()) }
}

/// Reads an entry's local header, which must end before `limit`, and compares it with the central one.
fn read_local<R: Read + Seek>(
    source: &mut BufReader<R>,
    entry: &Listed,
    limit: u64,
) -> Result<Vec<u8>, Refusal> {
    let refuse = |kind| Refusal::from(Fault::of_entry(kind, &entry.name).at(entry.offset));
    if limit.saturating_sub(entry.offset) < LOCAL_LEN as u64 {
        return Err(refuse(FaultKind::Overlap));
    }
    seek(source, entry.offset)?;
    let mut fixed = [0; LOCAL_LEN];
    source.read_exact(&mut fixed)?;
    let header = Local::parse(&fixed).ok_or_else(|| refuse(FaultKind::LocalHeader))?;
    let rest = usize::from(header.name_len) + usize::from(header.extra_len);
    if limit - entry.offset < (LOCAL_LEN + rest) as u64 {
        return Err(refuse(FaultKind::LocalHeader));
    }
    let mut raw = fixed.to_vec();
    raw.resize(LOCAL_LEN + rest, 0);
    let (_, variable) = raw.split_at_mut(LOCAL_LEN);
    source.read_exact(variable)?;
    let (name, extra) =
        variable.split_at_checked(header.name_len.into()).ok_or_else(|| refuse(FaultKind::LocalHeader))?;
    if name != entry.name.as_bytes() {
        return Err(refuse(FaultKind::OtherName));
    }
    if record::holds_signature(extra) {
        return Err(refuse(FaultKind::HiddenRecord));
    }
    let mut common = header.common;
    extra::resolve(extra, Side::Local, &entry.name, &mut [&mut common.size, &mut common.compressed])
        .ok_or_else(|| refuse(FaultKind::Extra))?;
    let listed = &entry.common;
    // With a data descriptor the values may be missing here, but not be others (4.4.4, bit 3).
    let later = listed.flags & record::FLAG_DESCRIPTOR != 0;
    let agrees = |here: u64, there: u64| here == there || (later && here == 0);
    if (common.flags, common.method, common.time, common.date)
        != (listed.flags, listed.method, listed.time, listed.date)
        || !agrees(common.crc.into(), listed.crc.into())
        || !agrees(common.compressed, listed.compressed)
        || !agrees(common.size, listed.size)
    {
        return Err(refuse(FaultKind::OtherFields));
    }
    Ok(raw)
}

/// Checks the data descriptor (4.3.9) that fills the bytes from `start` to `next`: with or without signature,
/// sizes of 32 or 64 bits.
fn check_descriptor<R: Read + Seek>(
    source: &mut BufReader<R>,
    entry: &Listed,
    start: u64,
    next: u64,
) -> Result<(), Refusal> {
    let refuse = || Refusal::from(Fault::of_entry(FaultKind::Descriptor, &entry.name).at(start));
    let (signed, large, len) = match next - start {
        12 => (false, false, 12),
        16 => (true, false, 16),
        20 => (false, true, 20),
        24 => (true, true, 24),
        _ => return Err(refuse()),
    };
    seek(source, start)?;
    let mut bytes = vec![0; len];
    source.read_exact(&mut bytes)?;
    let mut fields = Fields(&bytes);
    let mut read = || {
        if signed {
            (fields.u32()? == record::DESCRIPTOR).then_some(())?;
        }
        let crc = fields.u32()?;
        let mut size = || if large { fields.u64() } else { fields.u32().map(u64::from) };
        Some((crc, size()?, size()?))
    };
    let listed = &entry.common;
    if read() == Some((listed.crc, listed.compressed, listed.size)) { Ok(()) } else { Err(refuse()) }
}

/// Goes to `offset`, keeping what is buffered where it is near.
fn seek<R: Read + Seek>(source: &mut BufReader<R>, offset: u64) -> Result<(), Refusal> {
    let here = source.stream_position()?;
    match offset.checked_sub(here).and_then(|ahead| i64::try_from(ahead).ok()) {
        Some(ahead) => source.seek_relative(ahead)?,
        None => {
            source.seek(SeekFrom::Start(offset))?;
        }
    }
    Ok(())
}
