//! What the boxes of a HEIC or AVIF picture say, and whether they are whole (ISO/IEC 23008-12, HEIF; boxes:
//! ISO/IEC 14496-12). The pictures themselves are not decoded, so such a file is never known to be intact.

use std::ops::Range;

use super::damage::{Damage, Reason};

/// The most boxes that are looked at: a picture in 2000 tiles has some ten thousand entries, but few boxes.
const MOST_BOXES: usize = 20_000;
/// The most extents of items; each tile of a picture has one.
const MOST_EXTENTS: usize = 100_000;
/// The longest EXIF block that is put together.
const MOST_EXIF_BYTES: usize = 4 << 20;

/// What a HEIF file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heif {
    /// Pixels across of the primary picture as shown: clipped and turned as its properties say.
    pub width: Option<u32>,
    /// Pixels down of the primary picture as shown.
    pub height: Option<u32>,
    /// The EXIF data (a TIFF structure). Its orientation has no meaning here (HEIF, annex A.3).
    pub exif: Option<Vec<u8>>,
    /// The first damage to the boxes, or to the places that they tell.
    pub damage: Option<Damage>,
}

/// Reads the boxes of a HEIF file.
#[must_use]
pub fn read(bytes: &[u8]) -> Heif {
    let mut heif = Heif::default();
    heif.damage = examine(bytes, &mut heif).err();
    heif
}

fn examine(bytes: &[u8], heif: &mut Heif) -> Result<(), Damage> {
    let ends_early = || Damage::at(Reason::EndsEarly, bytes.len() as u64);
    let mut left = MOST_BOXES;
    let mut meta = None;
    let mut has_movie = false;
    let mut at = 0;
    while at < bytes.len() {
        let head = Head::read(bytes, at..bytes.len()).ok_or_else(ends_early)?;
        if !head.kind.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
            return Err(Damage::at(Reason::Structure, at as u64));
        }
        match &head.kind {
            b"meta" if meta.is_none() => meta = Some((at, Meta::read(bytes, &head, &mut left))),
            b"moov" => has_movie = true,
            _ => {}
        }
        let next = head.body.end;
        if next > bytes.len() {
            return Err(ends_early());
        }
        left = left.checked_sub(1).ok_or(Damage::at(Reason::Structure, at as u64))?;
        at = next;
    }
    let Some((at, meta)) = meta else {
        // Sequences keep their pictures as a film does.
        return if has_movie { Ok(()) } else { Err(ends_early()) };
    };
    let meta = meta.ok_or(Damage::at(Reason::Structure, at as u64))?;
    let size = meta.size(bytes);
    (heif.width, heif.height) = (size.map(|size| size.0), size.map(|size| size.1));
    let is_whole = meta.locations.iter().all(|location| location.is_within(bytes, meta.data.as_ref()));
    heif.exif = meta.exif(bytes);
    if is_whole { Ok(()) } else { Err(ends_early()) }
}

/// A box: its type and where its content is, which may be beyond the end of the file.
struct Head {
    kind: [u8; 4],
    body: Range<usize>,
}

impl Head {
    /// The box at the beginning of a range (14496-12, 4.2).
    fn read(bytes: &[u8], range: Range<usize>) -> Option<Self> {
        let number = |at, size| number(bytes, range.start + at, size);
        let kind = *bytes.get(range.start + 4..)?.first_chunk()?;
        let (length, head) = match number(0, 4)? {
            0 => (range.len() as u64, 8),
            1 => (number(8, 8)?, 16),
            length => (length, 8),
        };
        let length = usize::try_from(length).ok().filter(|&length| length >= head)?;
        Some(Self { kind, body: range.start + head..range.start.checked_add(length)? })
    }

    /// The boxes that fill a range within the file; nothing where they do not.
    fn all(bytes: &[u8], range: Range<usize>, left: &mut usize) -> Option<Vec<Self>> {
        let mut heads = Vec::new();
        let mut at = range.start;
        while at < range.end {
            *left = left.checked_sub(1)?;
            let head = Self::read(bytes, at..range.end)?;
            at = head.body.end;
            heads.push(head);
        }
        (at == range.end).then_some(heads)
    }

    /// The version of a box that has one, and what comes after version and flags.
    fn full(&self, bytes: &[u8]) -> Option<(u64, Range<usize>)> {
        Some((number(bytes, self.body.start, 1)?, self.body.start.checked_add(4)?..self.body.end))
    }
}

/// What the `meta` box says (14496-12, 8.11).
struct Meta {
    primary: Option<u64>,
    /// Items with EXIF data.
    exif_items: Vec<u64>,
    /// For each item with properties their places in `properties`, from 1.
    associations: Vec<(u64, Vec<usize>)>,
    properties: Vec<Head>,
    locations: Vec<Location>,
    /// Content of the box in which items may be kept, if there is one.
    data: Option<Range<usize>>,
}

/// Where an item is (14496-12, 8.11.3).
struct Location {
    item: u64,
    /// 0 the file, 1 the `idat` box, 2 another item.
    method: u64,
    /// Offset and length; a length of 0 reaches to the end.
    extents: Vec<(u64, u64)>,
}

impl Meta {
    fn read(bytes: &[u8], head: &Head, left: &mut usize) -> Option<Self> {
        if head.body.end > bytes.len() {
            return None;
        }
        let mut meta = Self {
            primary: None,
            exif_items: Vec::new(),
            associations: Vec::new(),
            properties: Vec::new(),
            locations: Vec::new(),
            data: None,
        };
        for child in Head::all(bytes, head.full(bytes)?.1, left)? {
            match &child.kind {
                b"pitm" => {
                    let (version, body) = child.full(bytes)?;
                    meta.primary = number(bytes, body.start, if version == 0 { 2 } else { 4 });
                }
                b"iinf" => meta.exif_items = exif_items(bytes, &child, left)?,
                b"iprp" => meta.read_properties(bytes, &child, left)?,
                b"iloc" => meta.locations = locations(bytes, &child)?,
                b"idat" => meta.data = Some(child.body),
                _ => {}
            }
        }
        Some(meta)
    }

    /// Properties and which item has which of them (23008-12, 9.3).
    fn read_properties(&mut self, bytes: &[u8], head: &Head, left: &mut usize) -> Option<()> {
        for child in Head::all(bytes, head.body.clone(), left)? {
            match &child.kind {
                b"ipco" => self.properties = Head::all(bytes, child.body, left)?,
                b"ipma" => {
                    let (version, body) = child.full(bytes)?;
                    let flags = number(bytes, body.start - 1, 1)?;
                    let mut cursor = Cursor { bytes, range: body };
                    for _ in 0..cursor.take(4)? {
                        let item = cursor.take(if version == 0 { 2 } else { 4 })?;
                        let mut places = Vec::new();
                        for _ in 0..cursor.take(1)? {
                            // The highest bit says whether the property is essential.
                            let place = if flags & 1 == 0 {
                                cursor.take(1)? & 0x7F
                            } else {
                                cursor.take(2)? & 0x7FFF
                            };
                            places.extend(usize::try_from(place));
                        }
                        self.associations.push((item, places));
                    }
                }
                _ => {}
            }
        }
        Some(())
    }

    /// The size of the primary item, with its transformations applied in their order (23008-12, 6.5).
    fn size(&self, bytes: &[u8]) -> Option<(u32, u32)> {
        let primary = self.primary?;
        let (_, places) = self.associations.iter().find(|(item, _)| *item == primary)?;
        let mut size = None;
        for head in places.iter().filter_map(|place| self.properties.get(place.checked_sub(1)?)) {
            let long = |at: usize| {
                number(bytes, head.body.start.checked_add(at)?, 4).filter(|_| at + 4 <= head.body.len())
            };
            match (&head.kind, size) {
                (b"ispe", None) => size = Some((long(4)?, long(8)?)),
                (b"clap", Some(_)) => {
                    size = Some((quotient(long(0)?, long(4)?)?, quotient(long(8)?, long(12)?)?));
                }
                // Quarter turns.
                (b"irot", Some((width, height))) if number(bytes, head.body.start, 1)? & 1 == 1 => {
                    size = Some((height, width));
                }
                _ => {}
            }
        }
        let pixels = |pixels: u64| u32::try_from(pixels).ok().filter(|&pixels| pixels > 0);
        size.and_then(|(width, height)| pixels(width).zip(pixels(height)))
    }

    /// The first item with EXIF data: four bytes that tell how far on its TIFF header is (23008-12, A.2.1).
    fn exif(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let location = self.locations.iter().find(|location| self.exif_items.contains(&location.item))?;
        let mut content = Vec::new();
        for &extent in &location.extents {
            let place = location.place(bytes, self.data.clone(), extent)?;
            if content.len() + place.len() > MOST_EXIF_BYTES {
                return None;
            }
            content.extend_from_slice(bytes.get(place)?);
        }
        let skipped = usize::try_from(number(&content, 0, 4)?).ok()?.checked_add(4)?;
        content.get(skipped..).map(<[u8]>::to_vec)
    }
}

impl Location {
    /// Where an extent is in the file; it may be beyond its end.
    fn place(
        &self,
        bytes: &[u8],
        data: Option<Range<usize>>,
        (at, length): (u64, u64),
    ) -> Option<Range<usize>> {
        let whole = match self.method {
            0 => 0..bytes.len(),
            1 => data?,
            _ => return None,
        };
        let start = whole.start.checked_add(usize::try_from(at).ok()?)?;
        let end = match length {
            0 => whole.end,
            length => start.checked_add(usize::try_from(length).ok()?)?,
        };
        (start < whole.end && end <= whole.end).then_some(start..end)
    }

    /// Whether all of the item is there; what is kept in other files or items is not looked for.
    fn is_within(&self, bytes: &[u8], data: Option<&Range<usize>>) -> bool {
        self.method > 1
            || self.extents.iter().all(|&extent| self.place(bytes, data.cloned(), extent).is_some())
    }
}

/// Items of the type `Exif` (14496-12, 8.11.6).
fn exif_items(bytes: &[u8], head: &Head, left: &mut usize) -> Option<Vec<u64>> {
    let (version, body) = head.full(bytes)?;
    let skipped = if version == 0 { 2 } else { 4 };
    let mut items = Vec::new();
    for entry in Head::all(bytes, body.start + skipped..body.end, left)? {
        let (version, body) = entry.full(bytes)?;
        // Only versions 2 and 3 have types.
        let mut cursor = Cursor { bytes, range: body };
        let item = cursor.take(if version == 2 { 2 } else { 4 })?;
        cursor.take(2)?;
        if version >= 2 && cursor.take(4)? == u64::from(u32::from_be_bytes(*b"Exif")) {
            items.push(item);
        }
    }
    Some(items)
}

/// The item location box (14496-12, 8.11.3).
fn locations(bytes: &[u8], head: &Head) -> Option<Vec<Location>> {
    let (version, body) = head.full(bytes)?;
    let mut cursor = Cursor { bytes, range: body };
    let (first, second) = (cursor.take(1)?, cursor.take(1)?);
    let [offset_size, length_size, base_size, index_size] =
        [first >> 4, first & 15, second >> 4, second & 15];
    let wide = if version < 2 { 2 } else { 4 };
    let mut left = MOST_EXTENTS;
    let mut locations = Vec::new();
    for _ in 0..cursor.take(wide)? {
        let item = cursor.take(wide)?;
        let method = if version == 0 { 0 } else { cursor.take(2)? & 15 };
        let in_other_file = cursor.take(2)? != 0;
        let base = cursor.take(base_size)?;
        let mut extents = Vec::new();
        for _ in 0..cursor.take(2)? {
            left = left.checked_sub(1)?;
            if version > 0 {
                cursor.take(index_size)?;
            }
            let offset = base.checked_add(cursor.take(offset_size)?)?;
            extents.push((offset, cursor.take(length_size)?));
        }
        locations.push(Location { item, method: if in_other_file { 2 } else { method }, extents });
    }
    Some(locations)
}

/// Reads numbers one after the other.
struct Cursor<'a> {
    bytes: &'a [u8],
    range: Range<usize>,
}

impl Cursor<'_> {
    fn take(&mut self, size: u64) -> Option<u64> {
        let length = usize::try_from(size).ok()?;
        if self.range.len() < length {
            return None;
        }
        let value = number(self.bytes, self.range.start, length);
        self.range.start += length;
        value
    }
}

/// The number of so many bytes at this offset, 8 at most.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(size)?).filter(|bytes| bytes.len() <= 8)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn quotient(above: u64, below: u64) -> Option<u64> {
    above.checked_div(below)
}

#[cfg(test)]
#[path = "heif_tests.rs"]
mod tests;
