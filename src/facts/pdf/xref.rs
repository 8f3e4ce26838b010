//! The cross-reference sections: where every object of a file is (ISO 32000-2, 7.5.4 to 7.5.8).
//!
//! The parser repairs what it finds broken without saying so. Whether a file is whole is to be known here,
//! so these sections are read strictly and the parser is handed a table that needs no repair.

use std::collections::{BTreeMap, HashSet};

use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, ObjRef, Object, Stream};

use super::decode::{Budget, decode, is_space};
use crate::facts::damage::{Damage, Reason};

/// How far before the end `startxref` is looked for: the 1024 bytes that readers agree on, and as much again
/// for what web servers and mail gateways append.
const END: usize = 2048;
/// Sections in a chain: one for each time that the document was saved.
const MAX_SECTIONS: usize = 1024;
/// Objects in a file, an order of magnitude above large books.
const MAX_ENTRIES: usize = 1_000_000;
/// Object numbers stay below what the format allows (ISO 32000-1, annex C).
const MAX_NUMBER: u32 = 8_388_607;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Deleted.
    Free,
    /// At an offset in the file.
    At { offset: usize, generation: i32 },
    /// In an object stream.
    In { container: u32, index: u32 },
}

/// All sections of a file, newest first, merged.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) places: BTreeMap<u32, Place>,
    pub(super) root: ObjRef,
    pub(super) info: Option<ObjRef>,
    /// The encryption dictionary or the reference to it, as it is written in the file.
    pub(super) encrypt: Option<Vec<u8>>,
    /// The elements of the file identifier, as they are written in the file.
    pub(super) id: Option<Vec<u8>>,
}

/// Reads the sections that the end of the file leads to.
pub(super) fn read(data: &[u8], budget: &mut Budget) -> Result<Table, Damage> {
    let start = start(data)?;
    // Offsets are what the file says: one beyond its end is no place where damage could be.
    let at = |offset: usize, reason| match offset < data.len() {
        true => Damage::at(reason, offset as u64),
        false => Damage::whole(reason),
    };
    let mut chain =
        Chain { data, budget, seen: HashSet::new(), places: BTreeMap::new(), trailer: Trailer::default() };
    let mut next = Some(start);
    while let Some(offset) = next {
        next = chain.section(offset).map_err(|reason| at(offset, reason))?;
    }
    let Chain { places, trailer, .. } = chain;
    let root = trailer.root.ok_or(Damage::at(Reason::Structure, start as u64))?;
    Ok(Table { places, root, info: trailer.info, encrypt: trailer.encrypt, id: trailer.id })
}

/// The offset after the last `startxref`. What stands behind the end of file marker must not be a document
/// that goes on: then the file was cut inside an incremental update.
fn start(data: &[u8]) -> Result<usize, Damage> {
    let cut = Damage::at(Reason::EndsEarly, data.len() as u64);
    // Zeros are what a copy to a full or removed disk leaves, and what some programs pad with.
    let end = data.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
    let from = end.saturating_sub(END);
    let window = data.get(from..end).unwrap_or_default();
    let found = find_last(window, b"startxref").ok_or_else(|| cut.clone())?;
    let mut cursor = Cursor { data: window, at: found + b"startxref".len() };
    let offset = cursor.number().ok_or_else(|| cut.clone())?;
    cursor.skip_white();
    let rest = cursor.rest().strip_prefix(b"%%EOF").ok_or_else(|| cut.clone())?;
    if find_last(rest, b" 0 obj").is_some() || find_last(rest, b"endobj").is_some() {
        return Err(cut);
    }
    usize::try_from(offset).map_err(|_| Damage::whole(Reason::Structure))
}

fn find_last(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).rposition(|window| window == needle)
}

#[derive(Default)]
struct Trailer {
    root: Option<ObjRef>,
    info: Option<ObjRef>,
    encrypt: Option<Vec<u8>>,
    id: Option<Vec<u8>>,
}

impl Trailer {
    /// Takes from an older trailer what newer ones did not say.
    fn merge(&mut self, dict: &Dict<'_>) {
        self.root = self.root.or_else(|| dict.get_ref(b"Root"));
        self.info = self.info.or_else(|| dict.get_ref(b"Info"));
        self.encrypt = self.encrypt.take().or_else(|| match dict.get_raw::<Object<'_>>(b"Encrypt")? {
            MaybeRef::Ref(id) => Some(id.to_string().into_bytes()),
            MaybeRef::NotRef(Object::Dict(dict)) => Some(dict.data().to_vec()),
            MaybeRef::NotRef(_) => None,
        });
        self.id = self.id.take().or_else(|| Some(dict.get::<Array<'_>>(b"ID")?.data().to_vec()));
    }
}

struct Chain<'a, 'b> {
    data: &'a [u8],
    budget: &'b mut Budget,
    seen: HashSet<usize>,
    places: BTreeMap<u32, Place>,
    trailer: Trailer,
}

impl Chain<'_, '_> {
    /// Reads the section at an offset and tells where the one before it is.
    fn section(&mut self, offset: usize) -> Result<Option<usize>, Reason> {
        if !self.seen.insert(offset) || self.seen.len() > MAX_SECTIONS {
            return Err(Reason::Structure);
        }
        let mut cursor = Cursor { data: self.data, at: offset };
        cursor.skip_space();
        let dict = if cursor.tag(b"xref") { self.table(&mut cursor)? } else { self.stream(&mut cursor)? };
        // Zero stands for "none" in files of some writers: nothing can be before the header.
        Ok(dict.get::<usize>(b"Prev").filter(|previous| *previous != 0))
    }

    /// A table in text. Its lines are read as tokens, since writers disagree on their ends.
    fn table<'a>(&mut self, cursor: &mut Cursor<'a>) -> Result<Dict<'a>, Reason>
    where
        Self: 'a,
    {
        let mut free = Vec::new();
        while let Some(first) = cursor.number() {
            let count = cursor.number().ok_or(Reason::Structure)?;
            let mut number = first;
            for i in 0..count {
                let offset = cursor.number().ok_or(Reason::Structure)?;
                let generation = cursor.number().ok_or(Reason::Structure)?;
                cursor.skip_space();
                if cursor.tag(b"n") {
                    let offset = usize::try_from(offset).map_err(|_| Reason::Structure)?;
                    let generation = i32::try_from(generation).map_err(|_| Reason::Structure)?;
                    self.put(number, Place::At { offset, generation })?;
                } else if cursor.tag(b"f") {
                    // Some writers count from one and still begin with the head of the free list.
                    if i == 0 && first == 1 && generation == 65_535 {
                        number = 0;
                    }
                    free.push(number);
                } else {
                    return Err(Reason::Structure);
                }
                number = number.saturating_add(1);
            }
        }
        if !cursor.tag(b"trailer") {
            return Err(Reason::Structure);
        }
        cursor.skip_space();
        let dict = Dict::from_bytes(cursor.rest()).ok_or(Reason::Structure)?;
        self.trailer.merge(&dict);
        // What a hybrid file hides from old readers is free in its table (7.5.8.4).
        if let Some(hidden) = dict.get::<usize>(b"XRefStm") {
            self.seen.insert(hidden);
            let mut cursor = Cursor { data: self.data, at: hidden };
            cursor.skip_space();
            self.stream(&mut cursor)?;
        }
        for number in free {
            self.put(number, Place::Free)?;
        }
        Ok(dict)
    }

    fn stream<'a>(&mut self, cursor: &mut Cursor<'a>) -> Result<Dict<'a>, Reason>
    where
        Self: 'a,
    {
        cursor.object_header().ok_or(Reason::Structure)?;
        let stream = Stream::from_bytes(cursor.rest()).ok_or(Reason::Structure)?;
        let dict = stream.dict().clone();
        let widths: Vec<usize> =
            dict.get::<Array<'_>>(b"W").ok_or(Reason::Structure)?.iter::<usize>().take(4).collect();
        let [kind, second, third] = widths[..] else { return Err(Reason::Structure) };
        if kind > 8 || second > 8 || third > 8 || second == 0 {
            return Err(Reason::Structure);
        }
        let size = dict.get::<u32>(b"Size").ok_or(Reason::Structure)?;
        let sections: Vec<u32> = match dict.get::<Array<'_>>(b"Index") {
            Some(index) => index.iter::<u32>().take(2 * MAX_ENTRIES).collect(),
            None => vec![0, size],
        };
        self.trailer.merge(&dict);
        let data = decode(&stream, self.budget)?;
        let mut rows = data.chunks_exact(kind + second + third);
        for section in sections.chunks_exact(2) {
            let &[first, count] = section else { return Err(Reason::Structure) };
            for i in 0..count {
                let row = rows.next().ok_or(Reason::Structure)?;
                let field = |from: usize, width: usize| {
                    row.iter().skip(from).take(width).fold(0_u64, |value, byte| value << 8 | u64::from(*byte))
                };
                let (second_field, third_field) = (field(kind, second), field(kind + second, third));
                let place = match if kind == 0 { 1 } else { field(0, kind) } {
                    0 => Place::Free,
                    1 => Place::At {
                        offset: usize::try_from(second_field).map_err(|_| Reason::Structure)?,
                        generation: i32::try_from(third_field).map_err(|_| Reason::Structure)?,
                    },
                    2 => Place::In {
                        container: u32::try_from(second_field).map_err(|_| Reason::Structure)?,
                        index: u32::try_from(third_field).map_err(|_| Reason::Structure)?,
                    },
                    // Unknown kinds are references to nothing (7.5.8.3).
                    _ => continue,
                };
                self.put(u64::from(first) + u64::from(i), place)?;
            }
        }
        Ok(dict)
    }

    /// Newer sections are read first and win.
    fn put(&mut self, number: u64, place: Place) -> Result<(), Reason> {
        let number = u32::try_from(number).ok().filter(|n| *n <= MAX_NUMBER).ok_or(Reason::Structure)?;
        self.places.entry(number).or_insert(place);
        if self.places.len() > MAX_ENTRIES { Err(Reason::TooLarge) } else { Ok(()) }
    }
}

/// Reads the few tokens that stand outside of objects.
pub(super) struct Cursor<'a> {
    pub(super) data: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    fn skip_white(&mut self) {
        self.at += self.rest().iter().take_while(|byte| is_space(**byte)).count();
    }

    /// Skips white space and comments.
    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.data.get(self.at) {
            if *byte == b'%' {
                self.at += self.rest().iter().take_while(|b| !matches!(b, b'\n' | b'\r')).count();
            } else if is_space(*byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn tag(&mut self, tag: &[u8]) -> bool {
        let found = self.rest().starts_with(tag);
        if found {
            self.at += tag.len();
        }
        found
    }

    /// A number without sign, after white space.
    pub(super) fn number(&mut self) -> Option<u64> {
        self.skip_white();
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let value = str::from_utf8(self.rest().get(..digits)?).ok()?.parse().ok()?;
        self.at += digits;
        Some(value)
    }

    /// `12 0 obj`: number and generation; stops where the object begins.
    pub(super) fn object_header(&mut self) -> Option<(u64, u64)> {
        self.skip_space();
        let header = (self.number()?, self.number()?);
        self.skip_space();
        let found = self.tag(b"obj");
        self.skip_space();
        found.then_some(header)
    }
}
