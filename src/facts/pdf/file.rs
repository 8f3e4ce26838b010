//! A file opened by the parser with nothing left for it to repair or to inflate without bound.
//!
//! The parser (`hayro-syntax`) decodes cross-reference and object streams whole, whatever they inflate to, and
//! where an object is not in its place it searches the file for all of them. So the table is read and every
//! place in it tried beforehand; the parser is then given the file with a table appended that holds the sound
//! places only, and an empty page tree in place of the real one, which is walked by [`super::pages`] instead.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, ObjRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::{LoadPdfError, PdfData};

use super::decode::{Budget, decode};
use super::xref::{self, Cursor, Place, Table};
use crate::facts::damage::{Damage, Reason};

/// The parser counts offsets in 31 bits; the appended table needs room too.
const MAX_BYTES: usize = 1 << 30;
/// Bytes of objects that may be read by way of references; a book of 500 pages takes some 3 MB.
const MAX_LOOKED_UP: usize = 64 << 20;
/// What following a reference costs besides the bytes of the object.
const LOOK_UP: usize = 64;
/// How much faster the end of a stream is searched for than objects are read.
const SEARCH: usize = 32;

/// An opened file.
pub(super) struct File {
    parser: hayro_syntax::Pdf,
    /// Objects that the table names and that are not where it says.
    lost: HashSet<u32>,
    /// Bytes that the parser reads whenever a reference leads to the object.
    weights: HashMap<u32, usize>,
    /// Bytes that may still be looked up.
    looked_up: Cell<usize>,
    pub(super) root: ObjRef,
    pub(super) info: Option<ObjRef>,
}

impl File {
    pub(super) fn open(bytes: &[u8], budget: &mut Budget) -> Result<Self, Damage> {
        if bytes.len() > MAX_BYTES {
            return Err(Damage::whole(Reason::TooLarge));
        }
        let (bytes, table) = table(bytes, budget)?;
        let mut lost = HashSet::new();
        let mut weights = HashMap::new();
        let mut sound = in_place(bytes, &table, &mut lost, &mut weights);
        let members = members(&table);
        let mut data = Vec::with_capacity(bytes.len() + 16 * table.places.len() + 4096);
        data.extend_from_slice(bytes);
        if !members.is_empty() {
            // Object streams may be encrypted, so the parser is needed to read them.
            append_table(&mut data, &sound, &table);
            let shared = Arc::new(data);
            let parser = parse(Arc::clone(&shared))?;
            for (container, members) in members {
                weights.extend(try_members(&parser, container, &members, &mut sound, &mut lost, budget)?);
            }
            // The parser gives the one copy back; its table goes again.
            drop(parser);
            data = Arc::try_unwrap(shared).unwrap_or_else(|_| bytes.to_vec());
            data.truncate(bytes.len());
        }
        append_table(&mut data, &sound, &table);
        let parser = parse(Arc::new(data))?;
        let looked_up = Cell::new(MAX_LOOKED_UP);
        Ok(Self { parser, lost, weights, looked_up, root: table.root, info: table.info })
    }

    /// The dictionary that a reference leads to.
    pub(super) fn dict(&self, reference: ObjRef) -> Result<Option<Dict<'_>>, Reason> {
        self.found(Some(reference))?;
        Ok(self.parser.xref().get::<Dict<'_>>(reference.into()))
    }

    /// Whether what stands at a key can be read: a reference to an object that got lost cannot.
    pub(super) fn reachable(&self, dict: &Dict<'_>, key: &[u8]) -> Result<(), Reason> {
        self.found(dict.get_ref(key))
    }

    /// The same for an element of an array.
    pub(super) fn element<'a>(&'a self, item: MaybeRef<Object<'a>>) -> Result<Option<Object<'a>>, Reason> {
        match item {
            MaybeRef::Ref(reference) => {
                self.found(Some(reference))?;
                Ok(self.parser.xref().get::<Object<'_>>(reference.into()))
            }
            MaybeRef::NotRef(object) => Ok(Some(object)),
        }
    }

    fn found(&self, reference: Option<ObjRef>) -> Result<(), Reason> {
        let lost = reference.is_some_and(|reference| self.lost.contains(&reference.obj_number));
        if lost { Err(Reason::Structure) } else { self.charge(reference) }
    }

    /// Charges for what stands at these keys, where it may be missing. Objects are read anew at each look, however
    /// large they are and however often they are looked at.
    pub(super) fn charge_for(&self, dict: &Dict<'_>, keys: &[&[u8]]) -> Result<(), Reason> {
        for key in keys {
            self.charge(dict.get_ref(key))?;
            for item in dict.get::<Array<'_>>(key).iter().flat_map(Array::raw_iter) {
                self.charge(item.as_obj_ref())?;
            }
        }
        Ok(())
    }

    /// The bytes of a stream, decrypted and decoded.
    pub(super) fn data(&self, stream: &Stream<'_>, budget: &mut Budget) -> Result<Vec<u8>, Reason> {
        self.charge_for(stream.dict(), &[b"Length", b"Filter", b"F", b"DecodeParms", b"DP", b"Type"])?;
        decode(stream, budget)
    }

    fn charge(&self, reference: Option<ObjRef>) -> Result<(), Reason> {
        let Some(reference) = reference else { return Ok(()) };
        let weight = self.weights.get(&reference.obj_number).copied().unwrap_or(0);
        let left = self.looked_up.get().checked_sub(weight.saturating_add(LOOK_UP));
        self.looked_up.set(left.ok_or(Reason::InflatesTooFar)?);
        Ok(())
    }
}

/// The cross-reference table, and the document that its offsets count in: from the header, or from the first
/// byte where something stands before the header and was there when the file was written.
fn table<'a>(bytes: &'a [u8], budget: &mut Budget) -> Result<(&'a [u8], Table), Damage> {
    let start = header(bytes);
    let document = bytes.get(start..).unwrap_or_default();
    match xref::read(document, budget) {
        Ok(table) => Ok((document, table)),
        Err(damage) if start == 0 => Err(damage),
        Err(_) => Ok((bytes, xref::read(bytes, budget)?)),
    }
}

/// Where the document begins; offsets count from there (ISO 32000-2, 7.5.2, and what readers do).
fn header(bytes: &[u8]) -> usize {
    let start = bytes.get(..1024 + 5).unwrap_or(bytes);
    start.windows(5).position(|window| window == b"%PDF-").unwrap_or(0)
}

/// The objects that are where the table says. Each may reach to the beginning of the next, so that all are
/// read in one pass over the file even where none has an end.
fn in_place(
    bytes: &[u8],
    table: &Table,
    lost: &mut HashSet<u32>,
    weights: &mut HashMap<u32, usize>,
) -> BTreeMap<u32, Place> {
    let mut found = Vec::new();
    for (number, place) in &table.places {
        let Place::At { offset, generation } = *place else { continue };
        let mut cursor = Cursor { data: bytes, at: offset };
        let header = cursor.object_header();
        if header == Some((u64::from(*number), u64::try_from(generation).unwrap_or(u64::MAX))) {
            found.push((offset, cursor.at, *number, *place));
        } else {
            lost.insert(*number);
        }
    }
    found.sort_unstable_by_key(|(offset, ..)| *offset);
    let mut ends: Vec<usize> = found.iter().skip(1).map(|(offset, ..)| *offset).collect();
    ends.push(bytes.len());
    let mut sound = BTreeMap::new();
    for ((_, body, number, place), end) in found.into_iter().zip(ends) {
        if let Some(object) = bytes.get(body..end).and_then(Object::from_bytes) {
            weights.insert(number, weight(&object, bytes, table));
            sound.insert(number, place);
        } else {
            lost.insert(number);
        }
    }
    sound
}

/// What the parser reads to get at an object. Of a stream it is the dictionary, and the data as well where its
/// length is wrong.
fn weight(object: &Object<'_>, bytes: &[u8], table: &Table) -> usize {
    match object {
        Object::Dict(dict) => dict.data().len(),
        Object::Array(array) => array.data().len(),
        Object::String(string) => string.len(),
        Object::Stream(stream) => {
            let (dict, data) = (stream.dict(), stream.raw_data().len());
            let length = match dict.get_ref(b"Length") {
                Some(reference) => number_at(bytes, table.places.get(&reference.obj_number)),
                None => dict.get::<usize>(b"Length"),
            };
            let searched = if length == Some(data) { 0 } else { data / SEARCH };
            dict.data().len().saturating_add(searched)
        }
        _ => 0,
    }
}

/// The number that an object is.
fn number_at(bytes: &[u8], place: Option<&Place>) -> Option<usize> {
    let Some(Place::At { offset, .. }) = place else { return None };
    let mut cursor = Cursor { data: bytes, at: *offset };
    cursor.object_header()?;
    usize::try_from(cursor.number()?).ok()
}

/// The objects in object streams: container to (number, index).
fn members(table: &Table) -> BTreeMap<u32, Vec<(u32, u32)>> {
    let mut members: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for (number, place) in &table.places {
        if let Place::In { container, index } = *place {
            members.entry(container).or_default().push((*number, index));
        }
    }
    members
}

/// Inflates an object stream, within bounds, and sees which of its members are where the table says. Gives the
/// lengths of all.
fn try_members(
    parser: &hayro_syntax::Pdf,
    container: u32,
    members: &[(u32, u32)],
    sound: &mut BTreeMap<u32, Place>,
    lost: &mut HashSet<u32>,
    budget: &mut Budget,
) -> Result<HashMap<u32, usize>, Damage> {
    let place = sound.get(&container).copied();
    let stream = match place {
        Some(Place::At { generation: 0, .. }) => {
            parser.xref().get::<Stream<'_>>(ObjectIdentifier::new(container, 0))
        }
        _ => None,
    };
    let Some((stream, Some(Place::At { offset, .. }))) = stream.zip(Some(place)) else {
        lost.extend(members.iter().map(|(number, _)| *number));
        return Ok(HashMap::new());
    };
    let data = decode(&stream, budget).map_err(|reason| Damage::at(reason, offset as u64))?;
    let mut cursor = Cursor { data: &data, at: 0 };
    let count = stream.dict().get::<usize>(b"N").unwrap_or(0);
    let mut held = Vec::new();
    for _ in 0..count {
        cursor.skip_space();
        let number = cursor.number();
        cursor.skip_space();
        let Some((number, start)) = number.zip(cursor.number()) else { break };
        held.push((number, usize::try_from(start).unwrap_or(usize::MAX)));
    }
    let mut starts: Vec<usize> = held.iter().map(|(_, start)| *start).collect();
    starts.sort_unstable();
    let mut lengths = HashMap::new();
    for (number, index) in members {
        let holds = usize::try_from(*index).ok().and_then(|index| held.get(index));
        if let Some((_, start)) = holds.filter(|(held, _)| *held == u64::from(*number)) {
            let next = starts.get(starts.partition_point(|other| other <= start)).copied();
            lengths.insert(*number, next.unwrap_or(data.len()).saturating_sub(*start));
            sound.insert(*number, Place::In { container, index: *index });
        } else {
            lost.insert(*number);
        }
    }
    Ok(lengths)
}

/// Appends a cross-reference stream with these places and an empty document as its root.
fn append_table(data: &mut Vec<u8>, places: &BTreeMap<u32, Place>, table: &Table) {
    let root = table.places.last_key_value().map_or(0, |(number, _)| *number) + 1;
    let (pages, own) = (root + 1, root + 2);
    let mut rows: BTreeMap<u32, Place> = places.clone();
    let mut object = |data: &mut Vec<u8>, number: u32, body: &str| {
        rows.insert(number, Place::At { offset: data.len() + 1, generation: 0 });
        data.extend_from_slice(format!("\n{number} 0 obj\n{body}\nendobj").as_bytes());
    };
    object(data, root, &format!("<</Type/Catalog/Pages {pages} 0 R>>"));
    object(data, pages, "<</Type/Pages/Kids[]/Count 0>>");
    let start = data.len() + 1;
    let mut dict =
        format!("\n{own} 0 obj\n<</Type/XRef/Size {own}/Root {root} 0 R/W[1 4 4]/Index[").into_bytes();
    let mut body = Vec::with_capacity(rows.len() * 9);
    for (number, place) in &rows {
        dict.extend_from_slice(format!("{number} 1 ").as_bytes());
        let (kind, second, third) = match *place {
            Place::Free => (0, 0, 0),
            Place::At { offset, generation } => {
                (1, u32::try_from(offset).unwrap_or(u32::MAX), u32::try_from(generation).unwrap_or(0))
            }
            Place::In { container, index } => (2, container, index),
        };
        body.push(kind);
        body.extend_from_slice(&second.to_be_bytes());
        body.extend_from_slice(&third.to_be_bytes());
    }
    dict.extend_from_slice(format!("]/Length {}", body.len()).as_bytes());
    if let Some(encrypt) = &table.encrypt {
        dict.extend_from_slice(b"/Encrypt ");
        dict.extend_from_slice(encrypt);
    }
    if let Some(id) = &table.id {
        dict.extend_from_slice(b"/ID[");
        dict.extend_from_slice(id);
        dict.push(b']');
    }
    data.extend_from_slice(&dict);
    data.extend_from_slice(b">>stream\n");
    data.extend_from_slice(&body);
    data.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
}

fn parse(data: Arc<Vec<u8>>) -> Result<hayro_syntax::Pdf, Damage> {
    hayro_syntax::Pdf::new(PdfData::from(data)).map_err(|error| {
        Damage::whole(match error {
            LoadPdfError::Decryption(_) => Reason::Encrypted,
            LoadPdfError::Invalid => Reason::Structure,
        })
    })
}
