//! The records of a ZIP file as bytes, for the writer and the reader alike.

/// Signature of a local file header (4.3.7).
pub(super) const LOCAL: u32 = 0x0403_4b50;
/// Signature of a central directory header (4.3.12).
pub(super) const CENTRAL: u32 = 0x0201_4b50;
/// Signature of a data descriptor (4.3.9.3).
pub(super) const DESCRIPTOR: u32 = 0x0807_4b50;
/// Signature of the end of central directory record (4.3.16).
pub(super) const END: u32 = 0x0605_4b50;
/// Signature of the ZIP64 end of central directory record (4.3.14).
pub(super) const END_64: u32 = 0x0606_4b50;
/// Signature of the ZIP64 end of central directory locator (4.3.15).
pub(super) const LOCATOR_64: u32 = 0x0706_4b50;
/// Sizes of the fixed parts, signature included.
pub(super) const LOCAL_LEN: usize = 30;
pub(super) const CENTRAL_LEN: usize = 46;
pub(super) const END_LEN: usize = 22;
pub(super) const END_64_LEN: usize = 56;
pub(super) const LOCATOR_64_LEN: usize = 20;
/// Version made by (4.4.2): 2.0, host 3 (Unix) on every system. Info-ZIP's unzip reads names of host 0 (FAT) in an
/// old code page even where the UTF-8 flag is set.
pub(super) const MADE_BY: u16 = 3 * 256 + 20;
/// External attributes (4.4.15): on host 3 the upper half is the mode; a regular file that its owner may change
/// and all may read.
pub(super) const EXTERNAL: u32 = 0o100_644 << 16;
/// Version needed (4.4.3.2) for deflated entries and folders.
pub(super) const NEEDED: u16 = 20;
/// Version needed for ZIP64.
pub(super) const NEEDED_64: u16 = 45;
/// In a 32-bit field: the value is in the ZIP64 record or extra field (4.4.1.4).
pub(super) const NO_VALUE_32: u64 = 0xFFFF_FFFF;
/// The same in a 16-bit field.
pub(super) const NO_VALUE_16: u64 = 0xFFFF;
/// Flag of encrypted entries (4.4.4, bit 0).
pub(super) const FLAG_ENCRYPTED: u16 = 1;
/// Flag of entries whose sizes follow the data (4.4.4, bit 3).
pub(super) const FLAG_DESCRIPTOR: u16 = 1 << 3;
/// Flag of strongly encrypted entries (4.4.4, bit 6).
pub(super) const FLAG_STRONG: u16 = 1 << 6;
/// Flag of names in UTF-8 (4.4.4, bit 11).
pub(super) const FLAG_UTF8: u16 = 1 << 11;
/// Header of the ZIP64 extra field (4.5.3).
pub(super) const EXTRA_64: u16 = 0x0001;

/// Whether bytes hold the signature of any record.
pub(super) fn holds_signature(bytes: &[u8]) -> bool {
    let signatures = [LOCAL, CENTRAL, DESCRIPTOR, END, END_64, LOCATOR_64];
    bytes.windows(4).any(|bytes| signatures.iter().any(|signature| bytes == signature.to_le_bytes()))
}

/// The fields that both headers of an entry hold (4.3.7, 4.3.12), in their order, without the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Common {
    /// Version needed to extract (4.4.3).
    pub(super) needed: u16,
    /// General purpose bit flag (4.4.4).
    pub(super) flags: u16,
    /// Compression method (4.4.5).
    pub(super) method: u16,
    /// Time of the last change (4.4.6).
    pub(super) time: u16,
    /// Date of the last change (4.4.6).
    pub(super) date: u16,
    /// CRC-32 of the content (4.4.7).
    pub(super) crc: u32,
    /// Size of the content as it is kept, in bytes (4.4.8).
    pub(super) compressed: u64,
    /// Size of the content, in bytes (4.4.9).
    pub(super) size: u64,
}

impl Common {
    /// Reads the fields from where they stand in a header; sizes as the 32-bit fields give them.
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        Some(Self {
            needed: fields.u16()?,
            flags: fields.u16()?,
            method: fields.u16()?,
            time: fields.u16()?,
            date: fields.u16()?,
            crc: fields.u32()?,
            compressed: fields.u32()?.into(),
            size: fields.u32()?.into(),
        })
    }

    fn write(&self, large: bool, out: &mut Vec<u8>) {
        for value in [self.needed, self.flags, self.method, self.time, self.date] {
            out.extend(value.to_le_bytes());
        }
        out.extend(self.crc.to_le_bytes());
        for size in [self.compressed, self.size] {
            out.extend(low_32(if large { NO_VALUE_32 } else { size }));
        }
    }
}

/// A local header's fixed part (4.3.7).
#[derive(Debug)]
pub(super) struct Local {
    pub(super) common: Common,
    pub(super) name_len: u16,
    pub(super) extra_len: u16,
}

impl Local {
    /// Reads the fixed part; none where the signature is another.
    pub(super) fn parse(bytes: &[u8; LOCAL_LEN]) -> Option<Self> {
        let mut fields = Fields(bytes);
        (fields.u32()? == LOCAL).then_some(())?;
        Some(Self { common: Common::read(&mut fields)?, name_len: fields.u16()?, extra_len: fields.u16()? })
    }
}

/// A central header's fixed part (4.3.12).
#[derive(Debug)]
pub(super) struct Central {
    pub(super) common: Common,
    pub(super) name_len: u16,
    pub(super) extra_len: u16,
    pub(super) comment_len: u16,
    /// Number of the disk the entry starts on (4.4.13).
    pub(super) disk: u16,
    /// External attributes (4.4.15).
    pub(super) external: u32,
    /// Offset of the local header (4.4.16).
    pub(super) offset: u64,
}

impl Central {
    /// Reads the fixed part; none where the signature is another.
    pub(super) fn parse(bytes: &[u8; CENTRAL_LEN]) -> Option<Self> {
        let mut fields = Fields(bytes);
        (fields.u32()? == CENTRAL).then_some(())?;
        // Version made by (4.4.2).
        fields.u16()?;
        let common = Common::read(&mut fields)?;
        let (name_len, extra_len, comment_len) = (fields.u16()?, fields.u16()?, fields.u16()?);
        let disk = fields.u16()?;
        // Internal attributes (4.4.14).
        fields.u16()?;
        let (external, offset) = (fields.u32()?, fields.u32()?.into());
        Some(Self { common, name_len, extra_len, comment_len, disk, external, offset })
    }
}

/// The canonical local header of an entry (4.3.7). `large`: its sizes are in a ZIP64 extra field.
pub(super) fn local_header(common: &Common, large: bool, name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(local_header_len(large, name));
    out.extend(LOCAL.to_le_bytes());
    common.write(large, &mut out);
    out.extend(low_16(name.len() as u64));
    let extra = extra_64(large.then_some((common.size, common.compressed)), None);
    out.extend(low_16(extra.len() as u64));
    out.extend(name);
    out.extend(extra);
    out
}

/// Bytes of a canonical local header.
pub(super) fn local_header_len(large: bool, name: &[u8]) -> usize {
    // The extra field of ZIP64 with its header and both sizes.
    LOCAL_LEN + name.len() + if large { 20 } else { 0 }
}

/// The canonical central header of an entry (4.3.12).
pub(super) fn central_header(common: &Common, large: bool, offset: u64, name: &[u8], out: &mut Vec<u8>) {
    out.extend(CENTRAL.to_le_bytes());
    out.extend(MADE_BY.to_le_bytes());
    common.write(large, out);
    out.extend(low_16(name.len() as u64));
    let far = offset >= NO_VALUE_32;
    let extra = extra_64(large.then_some((common.size, common.compressed)), far.then_some(offset));
    out.extend(low_16(extra.len() as u64));
    // Comment length, disk number, internal attributes: 2 bytes each.
    out.extend([0; 6]);
    out.extend(EXTERNAL.to_le_bytes());
    out.extend(low_32(offset));
    out.extend(name);
    out.extend(extra);
}

/// The ZIP64 extra field (4.5.3), empty where it would hold nothing: size, compressed size, offset.
fn extra_64(sizes: Option<(u64, u64)>, offset: Option<u64>) -> Vec<u8> {
    let values: Vec<u64> = sizes.into_iter().flat_map(|(size, kept)| [size, kept]).chain(offset).collect();
    let mut out = Vec::new();
    if !values.is_empty() {
        out.extend(EXTRA_64.to_le_bytes());
        out.extend(low_16(values.len() as u64 * 8));
        out.extend(values.into_iter().flat_map(u64::to_le_bytes));
    }
    out
}

/// What the end records say (4.3.14, 4.3.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// Entries of the central directory (4.4.22).
    pub(super) entries: u64,
    /// Its size in bytes (4.4.23).
    pub(super) size: u64,
    /// Its offset (4.4.24).
    pub(super) offset: u64,
}

impl End {
    /// Whether the values need the ZIP64 record.
    pub(super) fn is_large(&self) -> bool {
        self.entries >= NO_VALUE_16 || self.size >= NO_VALUE_32 || self.offset >= NO_VALUE_32
    }

    /// The canonical end records.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.is_large() {
            out.extend(END_64.to_le_bytes());
            // Size of the rest of the record (4.3.14.1), version made by, version needed, two disk numbers.
            out.extend((END_64_LEN as u64 - 12).to_le_bytes());
            out.extend(MADE_BY.to_le_bytes());
            out.extend(NEEDED_64.to_le_bytes());
            out.extend([0; 8]);
            for value in [self.entries, self.entries, self.size, self.offset] {
                out.extend(value.to_le_bytes());
            }
            out.extend(LOCATOR_64.to_le_bytes());
            // The disk of the record, its offset, the number of disks.
            out.extend([0; 4]);
            out.extend(self.offset.saturating_add(self.size).to_le_bytes());
            out.extend(1_u32.to_le_bytes());
        }
        out.extend(END.to_le_bytes());
        out.extend([0; 4]);
        out.extend(low_16(self.entries));
        out.extend(low_16(self.entries));
        out.extend(low_32(self.size));
        out.extend(low_32(self.offset));
        out.extend([0; 2]);
        out
    }
}

/// A value in a 32-bit field, or the mark that it is elsewhere.
fn low_32(value: u64) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes()
}

/// A value in a 16-bit field, or the mark that it is elsewhere.
fn low_16(value: u64) -> [u8; 2] {
    u16::try_from(value).unwrap_or(u16::MAX).to_le_bytes()
}

/// Reads little-endian numbers (4.4.1.1) from the front of a slice.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }
}

/// The fields of an extra area (4.5.1): header and data of each; none where they do not fill it exactly.
pub(super) fn extra_fields(area: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let mut fields = Fields(area);
    let mut found = Vec::new();
    while !fields.0.is_empty() {
        let header = fields.u16()?;
        let len = fields.u16()?;
        found.push((header, fields.bytes(usize::from(len))?));
    }
    Some(found)
}
