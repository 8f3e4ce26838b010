//! Word documents (DOCX), as Word, WPS, LibreOffice and others write them: ECMA-376.

use std::collections::{HashMap, HashSet};
use std::iter;

use super::container::Container;
use super::damage::{Damage, Reason};
use super::provenance::{AiLabel, office};
use super::xml::{self, Xml, attribute};
use super::{docx_text, format, text};

/// What a Word document says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Docx {
    /// The text that people read and office software counts, a line for each paragraph: body with tables and
    /// text boxes, then footnotes, then endnotes; no headers and footers, comments, deleted or hidden text.
    /// Absent where it cannot be read.
    pub text: Option<String>,
    /// The title of the document's properties, else the first paragraph in the style of a title or of a
    /// first-level heading.
    pub title: Option<String>,
    /// Pages, as the program that saved the document last counted them.
    pub pages: Option<u32>,
    /// The label of generated content in its properties.
    pub ai_label: Option<AiLabel>,
    /// The first damage found. Text may be known nevertheless, where only a picture is damaged.
    pub damage: Option<Damage>,
}

/// Reads a document and proves it whole.
#[must_use]
pub fn read(bytes: &[u8]) -> Docx {
    if format::is_encrypted_office(bytes) {
        return Docx { damage: Some(Damage::whole(Reason::Encrypted)), ..Docx::default() };
    }
    match Container::open(bytes) {
        Ok(mut container) => read_parts(&mut container),
        Err(damage) => Docx { damage: Some(damage), ..Docx::default() },
    }
}

fn read_parts(container: &mut Container) -> Docx {
    let package = relationships(container, "");
    let main = target(&package, "officeDocument").unwrap_or("word/document.xml");
    let around_main = relationships(container, main);
    let styles = target(&around_main, "styles").and_then(|name| properties_part(container, name));
    let styles = Styles::read(styles.as_deref());
    let (text, heading, damage) = match text_and_heading(container, main, &around_main, &styles) {
        Ok((text, heading)) => (Some(text), heading, None),
        Err(damage) => (None, None, Some(damage)),
    };
    let core = target(&package, "core-properties").unwrap_or("docProps/core.xml");
    let core = properties_part(container, core);
    let title = core.as_ref().and_then(|part| value(part, "title")).or(heading);
    let custom = target(&package, "custom-properties").unwrap_or("docProps/custom.xml");
    let custom = properties_part(container, custom);
    let ai_label = office::label(custom.as_deref(), core.as_deref());
    let app = target(&package, "extended-properties").unwrap_or("docProps/app.xml");
    let pages = properties_part(container, app).and_then(|part| pages(&part, text.as_deref()));
    let damage = damage.or_else(|| container.check_all().err());
    Docx { text, title, pages, ai_label, damage }
}

fn text_and_heading(
    container: &mut Container,
    main: &str,
    around_main: &[Relationship],
    styles: &Styles,
) -> Result<(String, Option<String>), Damage> {
    let body = container.part(main)?.ok_or(Damage::whole(Reason::Structure))?;
    let mut story = docx_text::read(&body, styles)?;
    drop(body);
    for kind in ["footnotes", "endnotes"] {
        if let Some(name) = target(around_main, kind)
            && let Some(part) = container.part(name)?
        {
            story.text += &docx_text::read(&part, styles)?.text;
        }
    }
    Ok((story.text, story.heading))
}

/// A part that only adds to what is known. What is wrong with its bytes is found when everything is checked;
/// what is wrong with its XML makes a fact absent and leaves the document readable.
fn properties_part(container: &mut Container, name: &str) -> Option<Vec<u8>> {
    container.part(name).ok().flatten()
}

/// A link from a part to another one (ECMA-376-2, relationships).
struct Relationship {
    /// The last segment of its type: transitional and strict OOXML differ in what is before it.
    kind: String,
    /// The name of the part it leads to.
    target: String,
}

/// The relationships of a part, or of the package if the name is empty. Missing or unreadable ones are none.
fn relationships(container: &mut Container, part: &str) -> Vec<Relationship> {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let name = join(folder, &format!("_rels/{file}.rels"));
    let mut found = Vec::new();
    let on = |event: Xml<'_>| {
        if let Xml::Start("Relationship", element) = event
            && attribute(element, "TargetMode").is_none_or(|mode| mode == "Internal")
            && let (Some(kind), Some(target)) = (attribute(element, "Type"), attribute(element, "Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relationship { kind, target: join(folder, &target) });
        }
    };
    let readable = properties_part(container, &name).is_some_and(|part| xml::read(&part, on).is_ok());
    if readable { found } else { Vec::new() }
}

fn target<'r>(relationships: &'r [Relationship], kind: &str) -> Option<&'r str> {
    relationships.iter().find(|found| found.kind == kind).map(|found| found.target.as_str())
}

/// The part that `target` names, seen from `folder`.
fn join(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut segments: Vec<&str> = Vec::new();
    for segment in base.split('/').chain(target.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

/// What the text of a document needs to know of its styles, by their identifiers. These are free (`1`, `a3`,
/// `Heading1`); the names are not, save for the translated ones of old WPS documents.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Styles of titles and of first-level headings.
    pub(super) headings: HashSet<String>,
    /// Styles that hide text (17.3.2.41), themselves or by the style that they are based on.
    pub(super) hidden: HashSet<String>,
}

/// Styles based on each other; Word allows 11.
const MAX_BASES: usize = 12;
/// Styles whose bases are kept; Word allows 4079.
const MAX_STYLES: usize = 10_000;

impl Styles {
    fn read(part: Option<&[u8]>) -> Self {
        let Some(part) = part else {
            return Self { headings: ["Title", "Heading1"].map(str::to_owned).into(), ..Self::default() };
        };
        let mut styles = Self::default();
        let mut bases: HashMap<String, String> = HashMap::new();
        let mut hides: HashMap<String, bool> = HashMap::new();
        let mut style: Option<String> = None;
        // What was read before an error still counts.
        let _ = xml::read(part, |event| {
            let Xml::Start(element, start) = event else { return };
            let value = || attribute(start, "val");
            match (element, &style) {
                ("style", _) => style = attribute(start, "styleId"),
                ("name", Some(id)) => {
                    let name = value().unwrap_or_default().to_lowercase();
                    if matches!(name.as_str(), "title" | "heading 1" | "标题" | "标题 1") {
                        styles.headings.insert(id.clone());
                    }
                }
                ("basedOn", Some(id)) if bases.len() < MAX_STYLES => {
                    bases.extend(value().map(|base| (id.clone(), base)));
                }

                ("vanish", Some(id)) if hides.len() < MAX_STYLES => {
                    hides.insert(id.clone(), xml::is_on(start));
                }
                // What follows belongs to parts of a table only.
                ("tblStylePr", _) => style = None,
                _ => {}
            }
        });
        let hidden = |id: &&String| {
            let chain = iter::successors(Some(*id), |id| bases.get(*id)).take(MAX_BASES);
            chain.into_iter().find_map(|id| hides.get(id)) == Some(&true)
        };
        if !hides.is_empty() {
            styles.hidden = hides.keys().chain(bases.keys()).filter(hidden).cloned().collect();
        }
        styles
    }
}

/// The number of pages, unless the count is stale: generators leave the numbers of an empty template in.
fn pages(app: &[u8], text: Option<&str>) -> Option<u32> {
    let characters = value(app, "Characters").and_then(|number| number.parse::<u64>().ok());
    let stale = characters == Some(0) && text.is_some_and(|text| text::count(text).characters > 0);
    let pages = value(app, "Pages")?.parse().ok()?;
    (pages > 0 && !stale).then_some(pages)
}

/// The text of the first element of this name, if there is any.
fn value(part: &[u8], name: &str) -> Option<String> {
    let mut value = String::new();
    let mut depth = 0usize;
    let mut seen = false;
    xml::read(part, |event| match event {
        Xml::Start(_, _) if depth > 0 => depth += 1,
        Xml::Start(found, _) if found == name && !seen => (depth, seen) = (1, true),
        Xml::End => depth = depth.saturating_sub(1),
        Xml::Text(text) if depth == 1 => value += text,
        _ => {}
    })
    .ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
#[path = "docx_tests.rs"]
mod tests;
