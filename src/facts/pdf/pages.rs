//! The page tree (ISO 32000-2, 7.7.3), walked with bounds, and the resources that pages inherit.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use hayro_syntax::object::array::ArrayIter;
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object};

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

struct Node<'a> {
    kids: ArrayIter<'a>,
    resources: Rc<Resources<'a>>,
}

/// Calls `each` for every page in order, with its resources, and tells how many there are.
pub(super) fn walk<'a>(
    file: &'a File,
    shelf: &Shelf<'a>,
    budget: &mut Budget,
    mut each: impl FnMut(&Dict<'a>, &Rc<Resources<'a>>, &mut Budget) -> Result<(), Reason>,
) -> Result<u32, Reason> {
    let catalog = file.dict(file.root)?.ok_or(Reason::Structure)?;
    file.reachable(&catalog, b"Pages")?;
    let root = catalog.get::<Dict<'_>>(b"Pages").ok_or(Reason::Structure)?;
    let mut seen: HashSet<ObjRef> = catalog.get_ref(b"Pages").into_iter().collect();
    let mut open = vec![node(file, shelf, &root, &Rc::default(), budget)?];
    let mut pages = 0;
    while let Some(current) = open.last_mut() {
        let Some(kid) = current.kids.next() else {
            open.pop();
            continue;
        };
        let reference = kid.as_obj_ref();
        let inherited = Rc::clone(&current.resources);
        let dict = file.element(kid)?.and_then(Object::into_dict).ok_or(Reason::Structure)?;
        budget.spend(dict.data().len())?;
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
            let resources = shelf.resources(file, &dict, budget)?.unwrap_or(inherited);
            each(&dict, &resources, budget)?;
        }
    }
    if pages == 0 { Err(Reason::Structure) } else { Ok(pages) }
}

fn node<'a>(
    file: &'a File,
    shelf: &Shelf<'a>,
    dict: &Dict<'a>,
    inherited: &Rc<Resources<'a>>,
    budget: &mut Budget,
) -> Result<Node<'a>, Reason> {
    file.reachable(dict, b"Kids")?;
    let kids = dict.get::<Array<'_>>(b"Kids").ok_or(Reason::Structure)?.raw_iter();
    let resources = shelf.resources(file, dict, budget)?.unwrap_or_else(|| Rc::clone(inherited));
    Ok(Node { kids, resources })
}
