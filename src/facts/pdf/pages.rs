//! The page tree (ISO 32000-2, 7.7.3), walked with bounds, and what pages inherit: resources, boxes, rotation.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use hayro_syntax::object::array::ArrayIter;
use hayro_syntax::object::{Array, Dict, Name, Number, ObjRef, Object, Rect};

use super::decode::Budget;
use super::file::File;
use crate::facts::damage::Reason;

/// Levels of the tree; balanced trees of large books have four.
const MAX_DEPTH: usize = 64;
/// Pages in a file, an order of magnitude above large books.
const MAX_PAGES: u32 = 100_000;

/// What a page or a form draws with.
#[derive(Default)]
pub(super) struct Resources<'a> {
    pub(super) fonts: Dict<'a>,
    pub(super) xobjects: Dict<'a>,
}

/// Resources that were read, by reference: thousands of pages may share one dictionary.
#[derive(Default)]
pub(super) struct Shelf<'a> {
    read: RefCell<HashMap<ObjRef, Rc<Resources<'a>>>>,
}

impl<'a> Shelf<'a> {
    /// The `/Resources` of a page, of a node of the page tree or of a form.
    pub(super) fn resources(
        &self,
        file: &File,
        owner: &Dict<'a>,
        budget: &mut Budget,
    ) -> Result<Option<Rc<Resources<'a>>>, Reason> {
        file.reachable(owner, b"Resources")?;
        let reference = owner.get_ref(b"Resources");
        if let Some(known) = reference.and_then(|reference| self.read.borrow().get(&reference).cloned()) {
            return Ok(Some(known));
        }
        let Some(dict) = owner.get::<Dict<'_>>(b"Resources") else { return Ok(None) };
        budget.spend(dict.data().len())?;
        for key in [b"Font".as_slice(), b"XObject"] {
            file.reachable(&dict, key)?;
        }
        let part = |key: &[u8]| dict.get::<Dict<'_>>(key).unwrap_or_default();
        let resources = Rc::new(Resources { fonts: part(b"Font"), xobjects: part(b"XObject") });
        budget.spend(resources.fonts.data().len() + resources.xobjects.data().len())?;
        if let Some(reference) = reference {
            self.read.borrow_mut().insert(reference, Rc::clone(&resources));
        }
        Ok(Some(resources))
    }
}

/// The part of a page's space that viewers show, and how they show it (14.11.2, 7.7.3.4).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sheet {
    media: Option<Rect>,
    crop: Option<Rect>,
    /// Degrees clockwise.
    rotate: i64,
    /// Points in a unit of the page's space; not inherited.
    unit: Option<f64>,
}

impl Sheet {
    /// This node's sheet as `dict`, a node below it or a page, changes it.
    fn of(self, file: &File, dict: &Dict<'_>) -> Result<Self, Reason> {
        for key in [b"MediaBox".as_slice(), b"CropBox", b"Rotate"] {
            file.reachable(dict, key)?;
        }
        file.charge_for(dict, &[b"MediaBox", b"CropBox", b"UserUnit"])?;
        Ok(Self {
            media: dict.get::<Rect>(b"MediaBox").or(self.media),
            crop: dict.get::<Rect>(b"CropBox").or(self.crop),
            rotate: dict.get::<Number>(b"Rotate").map_or(self.rotate, |rotate| rotate.as_i64()),
            unit: dict.get::<Number>(b"UserUnit").map(|unit| unit.as_f64()),
        })
    }

    /// What is shown, in the page's space.
    pub(super) fn shown(&self) -> Option<Rect> {
        let media = self.media?;
        let both = self.crop.map(|crop| crop.intersect(media)).filter(has_area);
        Some(both.unwrap_or(media)).filter(has_area)
    }

    /// Width and height as a viewer shows them, in points of 1/72 inch.
    pub(super) fn size(&self) -> Option<(f64, f64)> {
        let shown = self.shown()?;
        let unit = self.unit.filter(|unit| *unit > 0.0).unwrap_or(1.0);
        let (width, height) = (shown.width() * unit, shown.height() * unit);
        let turned = self.rotate.rem_euclid(180) == 90;
        Some(if turned { (height, width) } else { (width, height) })
    }
}

/// Whether a box is one: at least a millimetre in each direction, and no larger than numbers go.
fn has_area(area: &Rect) -> bool {
    [area.width(), area.height()].into_iter().all(|length| (3.0..1e7).contains(&length))
}

/// What pages get from the nodes above them.
#[derive(Default, Clone)]
struct Inherited<'a> {
    resources: Rc<Resources<'a>>,
    sheet: Sheet,
}

struct Node<'a> {
    kids: ArrayIter<'a>,
    inherited: Inherited<'a>,
}

/// Calls `each` for every page in order, with its resources and sheet, and tells how many there are.
pub(super) fn walk<'a>(
    file: &'a File,
    shelf: &Shelf<'a>,
    budget: &mut Budget,
    mut each: impl FnMut(&Dict<'a>, &Rc<Resources<'a>>, Sheet, &mut Budget) -> Result<(), Reason>,
) -> Result<u32, Reason> {
    let catalog = file.dict(file.root)?.ok_or(Reason::Structure)?;
    file.reachable(&catalog, b"Pages")?;
    let root = catalog.get::<Dict<'_>>(b"Pages").ok_or(Reason::Structure)?;
    let mut seen: HashSet<ObjRef> = catalog.get_ref(b"Pages").into_iter().collect();
    let mut open = vec![node(file, shelf, &root, &Inherited::default(), budget)?];
    let mut pages = 0;
    while let Some(current) = open.last_mut() {
        let Some(kid) = current.kids.next() else {
            open.pop();
            continue;
        };
        let reference = kid.as_obj_ref();
        let inherited = current.inherited.clone();
        let dict = file.element(kid)?.and_then(Object::into_dict).ok_or(Reason::Structure)?;
        budget.spend(dict.data().len())?;
        file.charge_for(&dict, &[b"Type"])?;
        let is_node = match dict.get::<Name<'_>>(b"Type").as_deref() {
            Some(b"Pages") => true,
            Some(b"Page") => false,
            // Some writers leave the type out.
            _ => dict.contains_key(b"Kids"),
        };
        if is_node {
            let again = reference.is_some_and(|reference| !seen.insert(reference));
            if again || open.len() >= MAX_DEPTH {
                return Err(Reason::Structure);
            }
            open.push(node(file, shelf, &dict, &inherited, budget)?);
        } else {
            if pages >= MAX_PAGES {
                return Err(Reason::TooLarge);
            }
            pages += 1;
            let sheet = inherited.sheet.of(file, &dict)?;
            let resources = shelf.resources(file, &dict, budget)?.unwrap_or(inherited.resources);
            each(&dict, &resources, sheet, budget)?;
        }
    }
    if pages == 0 { Err(Reason::Structure) } else { Ok(pages) }
}

fn node<'a>(
    file: &'a File,
    shelf: &Shelf<'a>,
    dict: &Dict<'a>,
    above: &Inherited<'a>,
    budget: &mut Budget,
) -> Result<Node<'a>, Reason> {
    file.reachable(dict, b"Kids")?;
    let kids = dict.get::<Array<'_>>(b"Kids").ok_or(Reason::Structure)?.raw_iter();
    let resources = shelf.resources(file, dict, budget)?.unwrap_or_else(|| Rc::clone(&above.resources));
    Ok(Node { kids, inherited: Inherited { resources, sheet: above.sheet.of(file, dict)? } })
}
