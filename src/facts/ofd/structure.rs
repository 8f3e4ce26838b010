//! What leads to the pages of an OFD: the entry, the documents, their pages (GB/T 33190-2016, 7.4 to 7.7).

use std::collections::HashMap;

use super::super::PageSize;
use super::super::damage::{Damage, Reason};
use super::super::printed::Area;
use super::super::provenance::AiLabel;
use super::super::xml::attribute;
use super::drawing::{Drawing, Reader};
use super::package::{Package, folder};
use super::walk::{Happens, id, numbers, walk};

/// The most pages that are read.
const MAX_PAGES: usize = 20_000;
/// The most documents of a file, templates and resource files of a document, and of each for a page.
const MAX_PARTS: usize = 1000;

/// One of the documents of a file (`DocBody`).
#[derive(Default)]
pub(super) struct Body {
    pub(super) title: String,
    /// The label of generated content among its custom data (7.4, `CustomDatas`).
    pub(super) ai_label: Option<AiLabel>,
    /// The location of its `Document.xml`.
    pub(super) root: String,
}

/// The documents that `OFD.xml` lists.
pub(super) fn bodies(package: &mut Package<'_>) -> Result<Vec<Body>, Damage> {
    let (_, entry) = package.required("", "OFD.xml")?;
    let mut bodies: Vec<Body> = Vec::new();
    let mut name = String::new();
    walk(&entry, "OFD", |path, happens| match (path, happens) {
        (["OFD", "DocBody"], Happens::Opens(element)) if bodies.len() <= MAX_PARTS => {
            // Some writers make an attribute of the element.
            let root = attribute(element, "DocRoot").unwrap_or_default();
            bodies.push(Body { root, ..Body::default() });
        }
        (["OFD", "DocBody", "DocInfo", "CustomDatas", "CustomData"], Happens::Opens(element)) => {
            name = attribute(element, "Name").unwrap_or_default();
        }
        (["OFD", "DocBody", inner @ ..], Happens::Closes(text)) => {
            if let Some(body) = bodies.last_mut() {
                match inner {
                    ["DocInfo", "Title"] => text.clone_into(&mut body.title),
                    ["DocRoot"] => text.clone_into(&mut body.root),
                    ["DocInfo", "CustomDatas", "CustomData"] if body.ai_label.is_none() => {
                        body.ai_label = match name.eq_ignore_ascii_case("AIGC") {
                            true => AiLabel::of_field(text, "OFD CustomData AIGC"),
                            false => AiLabel::within(text, "OFD CustomData"),
                        };
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    })?;
    // A body may be a description only, but one of them leads to pages.
    bodies.retain(|body| !body.root.is_empty());
    match bodies.len() {
        0 => Err(Damage::whole(Reason::Structure)),
        1..=MAX_PARTS => Ok(bodies),
        _ => Err(Damage::whole(Reason::InflatesTooFar)),
    }
}

/// A document: where its pages are, and what they share.
#[derive(Default)]
pub(super) struct Document {
    pub(super) folder: String,
    pub(super) area: Option<PageArea>,
    /// Locations of the pages.
    pub(super) pages: Vec<String>,
    /// Locations of template pages by their identifiers.
    pub(super) templates: HashMap<u32, String>,
    /// Locations of resource files.
    pub(super) resources: Vec<String>,
}

impl Document {
    pub(super) fn read(package: &mut Package<'_>, root: &str) -> Result<Self, Damage> {
        let (name, content) = package.required("", root)?;
        let mut document = Self { folder: folder(&name).to_owned(), ..Self::default() };
        walk(&content, "Document", |path, happens| match (path, happens) {
            (["Document", "CommonData", inner @ ..], Happens::Closes(text)) => match inner {
                ["PageArea", "PhysicalBox"] => document.area = PageArea::parse(text),
                ["PublicRes" | "DocumentRes"] if document.resources.len() <= MAX_PARTS => {
                    document.resources.push(text.to_owned());
                }
                _ => {}
            },
            (["Document", "CommonData", "TemplatePage"], Happens::Opens(element)) => {
                if let (Some(id), Some(at)) = (id(element, "ID"), attribute(element, "BaseLoc"))
                    && document.templates.len() <= MAX_PARTS
                {
                    document.templates.entry(id).or_insert(at);
                }
            }
            (["Document", "Pages", "Page"], Happens::Opens(element)) if document.pages.len() <= MAX_PAGES => {
                document.pages.push(attribute(element, "BaseLoc").unwrap_or_default());
            }
            _ => {}
        })?;
        let fits = document.pages.len() <= MAX_PAGES
            && document.templates.len() <= MAX_PARTS
            && document.resources.len() <= MAX_PARTS;
        match (fits, document.pages.is_empty()) {
            (true, false) => Ok(document),
            (true, true) => Err(Damage::whole(Reason::Structure)),
            (false, _) => Err(Damage::whole(Reason::InflatesTooFar)),
        }
    }
}

/// A page, or a template page.
pub(super) struct Page {
    pub(super) area: Option<PageArea>,
    pub(super) folder: String,
    /// The templates it uses; true where one lies in front of the page and not behind it.
    pub(super) templates: Vec<(u32, bool)>,
    /// Locations of resource files.
    pub(super) resources: Vec<String>,
    pub(super) drawing: Drawing,
}

impl Page {
    /// Reads the page at `location`, which stands in a file in `base`.
    pub(super) fn read(package: &mut Package<'_>, base: &str, location: &str) -> Result<Self, Damage> {
        let (name, content) = package.required(base, location)?;
        let mut area = None;
        let (mut templates, mut resources) = (Vec::new(), Vec::new());
        let mut reader = Reader::default();
        walk(&content, "Page", |path, happens| match (path, happens) {
            (["Page", "Area", "PhysicalBox"], Happens::Closes(text)) => area = PageArea::parse(text),
            (["Page", "PageRes"], Happens::Closes(text)) if resources.len() < MAX_PARTS => {
                resources.push(text.to_owned());
            }
            (["Page", "Template"], Happens::Opens(element)) if templates.len() < MAX_PARTS => {
                let in_front = attribute(element, "ZOrder").is_some_and(|order| order == "Foreground");
                templates.extend(id(element, "TemplateID").map(|id| (id, in_front)));
            }
            (["Page", "Content", inner @ ..], happens) => reader.on(inner, happens),
            _ => {}
        })?;
        let drawing = reader.finish()?;
        Ok(Self { area, folder: folder(&name).to_owned(), templates, resources, drawing })
    }
}

/// The physical box of a page, in millimetres from its top left corner.
#[derive(Clone, Copy)]
pub(super) struct PageArea {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl PageArea {
    /// Nothing if it is no box: some writers write zeros.
    fn parse(text: &str) -> Option<Self> {
        let [x, y, width, height] = numbers(text)?;
        let is_box = [width, height].into_iter().all(|length| (1.0..1e6).contains(&length));
        is_box.then_some(Self { x, y, width, height })
    }

    pub(super) fn size(self) -> PageSize {
        let rounded = |length: f64| (length * 10.0).round() / 10.0;
        PageSize { width: rounded(self.width), height: rounded(self.height) }
    }

    /// Its corners, where y points up.
    pub(super) fn corners(self) -> Area {
        [(self.x, -self.y), (self.x + self.width, -self.y - self.height)]
    }
}
