//! What the codes of a font say and how wide they are (ISO 32000-2, 9.5 to 9.10).

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as PdfString};

use super::decode::Budget;
use super::encoding::{Base, glyph_text};
use super::file::File;
use super::widths::CidWidths;
use crate::facts::damage::Reason;

/// Characters that one code can stand for; more is no ligature.
const MAX_CHARACTERS: usize = 32;
/// Codes that are remembered in all fonts together; each takes some 100 bytes.
const MAX_KNOWN: usize = 1 << 18;
/// What a font costs besides its bytes, what a code that is not remembered, and what a map that the file names and
/// does not hold.
const FONT: usize = 4 << 10;
const LOOK_UP: usize = 64;
const NAMED_MAP: usize = 256 << 10;
/// What a Unicode map or a list of glyph names costs for each of its bytes in the file, in memory or time.
const MAP_WEIGHT: usize = 4;

/// A font.
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<Rc<CMap>>,
    /// Type 3 fonts have their own scale of widths.
    scale: f64,
    pub(super) vertical: bool,
    /// What was looked up, since text repeats its codes.
    known: RefCell<HashMap<(u32, u8), Rc<Shown>>>,
    room: Rc<Cell<usize>>,
}

/// What the fonts of a document have in common.
pub(super) struct Shared {
    /// Predefined maps that were read, by name: every font may name one.
    predefined: RefCell<HashMap<Vec<u8>, Option<Rc<CMap>>>>,
    /// Codes that may still be remembered.
    room: Rc<Cell<usize>>,
}

impl Default for Shared {
    fn default() -> Self {
        Self { predefined: RefCell::default(), room: Rc::new(Cell::new(MAX_KNOWN)) }
    }
}

/// What one code shows.
pub(super) struct Shown {
    pub(super) text: String,
    /// Advance in units of the font size.
    pub(super) width: f64,
    /// Word spacing is added to the single byte 32 only (9.3.3).
    pub(super) is_space: bool,
}

enum Codes {
    Simple { texts: Vec<Option<String>>, widths: Vec<Option<f64>>, missing: Option<f64> },
    Composite { cids: Cids, collection: Option<&'static CMap>, widths: CidWidths },
}

/// How bytes become codes and codes become CIDs.
enum Cids {
    /// Two bytes, the CID itself.
    Identity,
    /// The codes are UTF-16 (`Uni…-UCS2-…`, `Uni…-UTF16-…`); the map knows their CIDs.
    Unicode(Rc<CMap>),
    /// Any other map.
    Map(Rc<CMap>),
}

impl Font {
    pub(super) fn read(
        file: &File,
        dict: &Dict<'_>,
        shared: &Shared,
        budget: &mut Budget,
    ) -> Result<Self, Reason> {
        budget.spend(dict.data().len().saturating_add(FONT))?;
        file.charge_for(dict, &[b"Subtype", b"BaseFont", b"FirstChar", b"FontDescriptor", b"FontMatrix"])?;
        for key in [b"ToUnicode".as_slice(), b"Encoding", b"DescendantFonts", b"Widths"] {
            file.reachable(dict, key)?;
        }
        let to_unicode = match dict.get::<Stream<'_>>(b"ToUnicode") {
            Some(stream) => cmap(file, &stream, budget)?,
            None => None,
        };
        let subtype = dict.get::<Name<'_>>(b"Subtype");
        let (codes, vertical) = if subtype.as_deref() == Some(b"Type0") {
            composite(file, dict, shared, budget)?
        } else {
            (simple(file, dict, subtype.as_deref() == Some(b"TrueType"), budget)?, false)
        };
        let scale = match dict.get::<Array<'_>>(b"FontMatrix") {
            Some(matrix) if subtype.as_deref() == Some(b"Type3") => {
                matrix.iter::<Number>().next().map_or(0.001, |a| a.as_f64())
            }
            _ => 0.001,
        };
        let room = Rc::clone(&shared.room);
        Ok(Self { codes, to_unicode, scale, vertical, known: RefCell::default(), room })
    }

    /// Calls `each` for every code of a shown string.
    pub(super) fn show(
        &self,
        mut bytes: &[u8],
        budget: &mut Budget,
        mut each: impl FnMut(&Shown),
    ) -> Result<(), Reason> {
        while let Some((code, length)) = self.next_code(bytes) {
            bytes = bytes.get(usize::from(length)..).unwrap_or_default();
            let known = self.known.borrow().get(&(code, length)).map(Rc::clone);
            let shown = match known {
                Some(shown) => shown,
                None => self.remember(code, length, budget)?,
            };
            each(&shown);
        }
        Ok(())
    }

    fn remember(&self, code: u32, length: u8, budget: &mut Budget) -> Result<Rc<Shown>, Reason> {
        budget.spend(LOOK_UP)?;
        let shown = Rc::new(self.look_up(code, length));
        if let Some(room) = self.room.get().checked_sub(1) {
            self.room.set(room);
            self.known.borrow_mut().insert((code, length), Rc::clone(&shown));
        }
        Ok(shown)
    }

    /// The next code and its length in bytes.
    fn next_code(&self, bytes: &[u8]) -> Option<(u32, u8)> {
        let code = |length: u8| {
            let bytes = bytes.get(..usize::from(length))?;
            Some((bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)), length))
        };
        let one = code(1)?;
        match &self.codes {
            Codes::Simple { .. } => Some(one),
            Codes::Composite { cids: Cids::Identity, .. } => Some(code(2).unwrap_or(one)),
            Codes::Composite { cids: Cids::Unicode(_), .. } => match code(2) {
                Some((0xd800..0xdc00, _)) => code(4).or(code(2)),
                two => Some(two.unwrap_or(one)),
            },
            Codes::Composite { cids: Cids::Map(map), .. } => {
                let mapped = |(value, length): &(u32, u8)| map.lookup_cid_code(*value, *length).is_some();
                let found = (1..=4).filter_map(code).find(mapped);
                // An unmapped code is as long as most are: a byte of ASCII, else two.
                found.or_else(|| if one.0 < 0x80 { Some(one) } else { code(2).or(Some(one)) })
            }
        }
    }

    fn look_up(&self, code: u32, length: u8) -> Shown {
        let mapped = self.to_unicode.as_ref().and_then(|map| unicode(map, code));
        let is_space = length == 1 && code == 32;
        match &self.codes {
            Codes::Simple { texts, widths, missing } => {
                let index = usize::try_from(code).unwrap_or(usize::MAX);
                let text = mapped.or_else(|| texts.get(index).cloned().flatten()).unwrap_or_default();
                let width = widths.get(index).copied().flatten().or(*missing).map(|width| width * self.scale);
                Shown { width: width.unwrap_or_else(|| usual_width(&text)), text, is_space }
            }
            Codes::Composite { cids, collection, widths } => {
                let cid = match cids {
                    Cids::Identity => Some(code),
                    Cids::Unicode(map) | Cids::Map(map) => map.lookup_cid_code(code, length),
                };
                let itself = match cids {
                    Cids::Unicode(_) => utf16(code, length),
                    _ => None,
                };
                let text = mapped.or(itself).or_else(|| unicode((*collection)?, cid?)).unwrap_or_default();
                let width = if self.vertical { 1000.0 } else { widths.of(cid.unwrap_or(0)) };
                Shown { text, width: width * self.scale, is_space }
            }
        }
    }
}

/// The text that a Unicode map has for a code.
fn unicode(map: &CMap, code: u32) -> Option<String> {
    let text = match map.lookup_bf_string(code)? {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    };
    let known = !text.is_empty() && text.chars().all(|c| c != '\0' && c != '\u{fffd}');
    (known && text.chars().nth(MAX_CHARACTERS).is_none()).then_some(text)
}

fn utf16(code: u32, length: u8) -> Option<String> {
    let units = [u16::try_from(code >> 16).ok()?, u16::try_from(code & 0xffff).ok()?];
    String::from_utf16(if length == 4 { &units } else { units.get(1..)? }).ok()
}

/// Widths of Helvetica's kind, for the standard fonts whose widths a file need not give (9.6.2.2).
fn usual_width(text: &str) -> f64 {
    text.chars()
        .map(|character| match character {
            'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' | 'I' | 'f' | 't' | '/' => 0.26,
            'm' | 'M' | 'W' | '%' | '@' => 0.85,
            'A'..='Z' | 'w' | '&' => 0.68,
            _ => 0.54,
        })
        .sum()
}

fn simple(file: &File, dict: &Dict<'_>, true_type: bool, budget: &mut Budget) -> Result<Codes, Reason> {
    let own = dict.get::<Name<'_>>(b"BaseFont").and_then(|name| Base::of_font(&name));
    let usual = own.unwrap_or(if true_type { Base::WinAnsi } else { Base::Standard });
    let (base, differences) = match dict.get::<Object<'_>>(b"Encoding") {
        Some(Object::Name(name)) => (own.or_else(|| Base::from_name(&name)).unwrap_or(usual), None),
        Some(Object::Dict(encoding)) => {
            file.charge_for(&encoding, &[b"BaseEncoding", b"Differences"])?;
            let base = encoding.get::<Name<'_>>(b"BaseEncoding").and_then(|name| Base::from_name(&name));
            (base.unwrap_or(usual), encoding.get::<Array<'_>>(b"Differences"))
        }
        _ => (usual, None),
    };
    let mut texts: Vec<Option<String>> =
        (0..=255).map(|code| base.character(code).map(|character| character.to_string())).collect();
    if let Some(differences) = differences {
        budget.spend(differences.data().len().saturating_mul(MAP_WEIGHT))?;
        let mut code = 0;
        for item in differences.iter::<Object<'_>>() {
            match item {
                Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
                Object::Name(name) => {
                    if let Some(place) = texts.get_mut(code) {
                        *place = str::from_utf8(&name).ok().and_then(glyph_text);
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }
    let first = dict.get::<usize>(b"FirstChar").unwrap_or(0).min(256);
    let mut widths = vec![None; first];
    file.charge_for(dict, &[b"Widths"])?;
    if let Some(array) = dict.get::<Array<'_>>(b"Widths") {
        budget.spend(array.data().len())?;
        widths.extend(array.iter::<Number>().take(256).map(|width| Some(width.as_f64())));
    }
    let missing = dict
        .get::<Dict<'_>>(b"FontDescriptor")
        .and_then(|d| d.get::<Number>(b"MissingWidth"))
        .map(|w| w.as_f64());
    Ok(Codes::Simple { texts, widths, missing })
}

fn composite(
    file: &File,
    dict: &Dict<'_>,
    shared: &Shared,
    budget: &mut Budget,
) -> Result<(Codes, bool), Reason> {
    let descendants = dict.get::<Array<'_>>(b"DescendantFonts").ok_or(Reason::Structure)?;
    let descendant = match descendants.raw_iter().next() {
        Some(item) => file.element(item)?.and_then(Object::into_dict),
        None => None,
    };
    let descendant = descendant.ok_or(Reason::Structure)?;
    budget.spend(descendant.data().len())?;
    let (cids, vertical) = match dict.get::<Object<'_>>(b"Encoding") {
        Some(Object::Name(name)) => (shared.predefined(&name), name.ends_with(b"-V") || *name == *b"V"),
        Some(Object::Stream(stream)) => {
            file.charge_for(stream.dict(), &[b"WMode"])?;
            let vertical = stream.dict().get::<i32>(b"WMode") == Some(1);
            (cmap(file, &stream, budget)?.map_or(Cids::Identity, Cids::Map), vertical)
        }
        _ => (Cids::Identity, false),
    };
    let of_map = match &cids {
        Cids::Unicode(map) | Cids::Map(map) => map.metadata().character_collection.clone().map(|c| c.family),
        Cids::Identity => None,
    };
    file.charge_for(&descendant, &[b"CIDSystemInfo", b"DW", b"W"])?;
    let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo");
    if let Some(info) = &info {
        file.charge_for(info, &[b"Registry", b"Ordering"])?;
    }
    let family = info.and_then(|info| {
        let registry = info.get::<PdfString<'_>>(b"Registry")?;
        let ordering = info.get::<PdfString<'_>>(b"Ordering")?;
        Some(CidFamily::from_registry_ordering(&registry, &ordering))
    });
    let collection = family.as_ref().and_then(collection).or_else(|| collection(of_map.as_ref()?));
    let widths = CidWidths::read(&descendant, budget)?;
    Ok((Codes::Composite { cids, collection, widths }, vertical))
}

impl Shared {
    /// A map that viewers know by name (9.7.5.2).
    fn predefined(&self, name: &[u8]) -> Cids {
        if name.starts_with(b"Identity") {
            return Cids::Identity;
        }
        let Some(data) = load_embedded(CMapName::from_bytes(name)) else { return Cids::Identity };
        let mut read = self.predefined.borrow_mut();
        let map = read.entry(name.to_vec()).or_insert_with(|| CMap::parse(data, load_embedded).map(Rc::new));
        match map.clone() {
            Some(map) if name.starts_with(b"Uni") => Cids::Unicode(map),
            Some(map) => Cids::Map(map),
            None => Cids::Identity,
        }
    }
}

/// The map from CIDs to Unicode of one of Adobe's character collections.
fn collection(family: &CidFamily) -> Option<&'static CMap> {
    static MAPS: [OnceLock<Option<CMap>>; 4] = [const { OnceLock::new() }; 4];
    let index = match family {
        CidFamily::AdobeGB1 => 0,
        CidFamily::AdobeCNS1 => 1,
        CidFamily::AdobeJapan1 => 2,
        CidFamily::AdobeKorea1 => 3,
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
    };
    let read = || CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded);
    MAPS.get(index)?.get_or_init(read).as_ref()
}

/// A map inside the file.
fn cmap(file: &File, stream: &Stream<'_>, budget: &mut Budget) -> Result<Option<Rc<CMap>>, Reason> {
    let data = file.data(stream, budget)?;
    budget.spend(data.len().saturating_mul(MAP_WEIGHT))?;
    // Each mention of another map reads that one again.
    let mentions = data.windows(7).filter(|window| *window == b"usecmap").count();
    if mentions > 1 {
        return Ok(None);
    }
    budget.spend(mentions.saturating_mul(NAMED_MAP))?;
    Ok(CMap::parse(&data, load_embedded).map(Rc::new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_that_name_the_same_map_share_it() {
        let shared = Shared::default();
        let maps = [b"UniGB-UCS2-H", b"UniGB-UCS2-H"].map(|name| shared.predefined(name));
        let [Cids::Unicode(first), Cids::Unicode(second)] = maps else { panic!("a map of UTF-16") };
        assert!(Rc::ptr_eq(&first, &second));
        assert!(matches!(shared.predefined(b"Nobody-Knows-H"), Cids::Identity));
        assert_eq!(shared.predefined.borrow().len(), 1);
    }
}
