//! The text of a `WordprocessingML` part, as far as people see and office software counts it (ECMA-376-1, 17).

use quick_xml::events::BytesStart;

use super::damage::Damage;
use super::docx::Styles;
use super::xml::{self, Xml, attribute, is_on};

/// Fields nested deeper than this are taken for text; Word nests 20.
const MAX_FIELDS: usize = 64;

/// What was read from a part.
pub(super) struct Story {
    /// One line for each paragraph and each line break, ended by `\n`.
    pub(super) text: String,
    /// The first paragraph that has one of the heading styles and is not empty.
    pub(super) heading: Option<String>,
}

/// Reads the text of the body or of the footnotes or endnotes.
pub(super) fn read(part: &[u8], styles: &Styles) -> Result<Story, Damage> {
    let mut walk = Walk {
        styles,
        open: Vec::new(),
        skipping: 0,
        hidden_runs: 0,
        fields: Vec::new(),
        level: Level::default(),
        outer: Vec::new(),
        heading: None,
    };
    xml::read(part, |event| match event {
        _ if walk.skipping > 0 => walk.skip(&event),
        Xml::Start(name, element) => walk.start(name, element),
        Xml::End => walk.end(),
        Xml::Text(text) if walk.open.last() == Some(&Element::Text) => walk.push(text),
        Xml::Text(_) => {}
    })?;
    Ok(Story { text: walk.level.text, heading: walk.heading })
}

/// An open element, as far as it matters for what is inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Paragraph,
    Run { hidden: bool },
    RunProperties,
    Text,
    TextBox,
    Alternatives { chosen: bool },
    Alternative,
    Other,
}

/// The text of the body, or of a text box. A box stands in the middle of a paragraph; its text follows after
/// that paragraph.
#[derive(Default)]
struct Level {
    text: String,
    paragraph_start: usize,
    is_heading: bool,
    /// Whether the style of the paragraph hides its text.
    hides: bool,
    boxes: String,
}

struct Walk<'s> {
    styles: &'s Styles,
    open: Vec<Element>,
    /// Open elements within the outermost one that does not count, that one included.
    skipping: usize,
    hidden_runs: usize,
    /// Open complex fields; true while in the instruction, before the result (17.16.18).
    fields: Vec<bool>,
    level: Level,
    outer: Vec<Level>,
    heading: Option<String>,
}

impl Walk<'_> {
    fn skip(&mut self, event: &Xml<'_>) {
        match event {
            Xml::Start(..) => self.skipping += 1,
            Xml::End => self.skipping -= 1,
            Xml::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let parent = self.open.last().copied().unwrap_or(Element::Other);
        let in_run = matches!(parent, Element::Run { .. } | Element::Alternative);
        if self.does_not_count(name, element, parent) {
            self.skipping = 1;
            return;
        }
        let opened = match name {
            "p" => {
                self.level.paragraph_start = self.level.text.len();
                (self.level.is_heading, self.level.hides) = (false, false);
                Element::Paragraph
            }
            "r" => {
                let hidden = self.level.hides;
                self.hidden_runs += usize::from(hidden);
                Element::Run { hidden }
            }
            "rPr" if in_run => Element::RunProperties,
            "t" if in_run => Element::Text,
            "txbxContent" => {
                self.outer.push(std::mem::take(&mut self.level));
                Element::TextBox
            }
            "AlternateContent" => Element::Alternatives { chosen: false },
            "Choice" | "Fallback" => Element::Alternative,
            _ => {
                if in_run {
                    self.run_content(name, element);
                } else {
                    self.property(name, element, parent);
                }
                Element::Other
            }
        };
        self.open.push(opened);
    }

    /// Elements whose content is not part of the text: deleted or moved away text and former properties
    /// (17.13.5), pronunciation guides (17.3.3.25), formulas, drawn text of other vocabularies, separators of
    /// notes (17.11.9), and every alternative but the first (ECMA-376-3, alternate content).
    fn does_not_count(&mut self, name: &str, element: &BytesStart<'_>, parent: Element) -> bool {
        match name {
            "del" | "moveFrom" | "rPrChange" | "pPrChange" | "rt" | "oMath" | "txBody" => true,
            "footnote" | "endnote" => attribute(element, "type").is_some_and(|kind| kind != "normal"),
            "Choice" | "Fallback" if parent == Element::Alternatives { chosen: true } => true,
            "Choice" | "Fallback" => {
                if let Some(Element::Alternatives { chosen }) = self.open.last_mut() {
                    *chosen = true;
                }
                false
            }
            _ => false,
        }
    }

    /// Characters that are elements of their own (17.3.3), and the parts of fields.
    fn run_content(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "sym" | "symEx" => {
                let code = attribute(element, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    self.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match attribute(element, "fldCharType").as_deref() {
                Some("begin") if self.fields.len() < MAX_FIELDS => self.fields.push(true),
                Some("separate") => {
                    if let Some(in_instruction) = self.fields.last_mut() {
                        *in_instruction = false;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn property(&mut self, name: &str, element: &BytesStart<'_>, parent: Element) {
        match name {
            "pStyle" => {
                let style = attribute(element, "val").unwrap_or_default();
                self.level.is_heading |= self.styles.headings.contains(&style);
                self.level.hides |= self.styles.hidden.contains(&style);
            }
            // Hiding in the styles of the paragraph and of the run cancel each other out (17.7.3); what the
            // run says itself, which comes after its style, holds.
            "rStyle" if parent == Element::RunProperties && !self.styles.hidden.is_empty() => {
                let hides = attribute(element, "val").is_some_and(|id| self.styles.hidden.contains(&id));
                self.hide(self.level.hides != hides);
            }
            "vanish" if parent == Element::RunProperties => self.hide(is_on(element)),
            _ => {}
        }
    }

    /// Hides or shows the run whose properties are being read.
    fn hide(&mut self, hide: bool) {
        if let [.., Element::Run { hidden }, _] = self.open.as_mut_slice() {
            self.hidden_runs = self.hidden_runs - usize::from(*hidden) + usize::from(hide);
            *hidden = hide;
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Element::Paragraph) => self.end_paragraph(),
            Some(Element::Run { hidden: true }) => self.hidden_runs -= 1,
            Some(Element::TextBox) => {
                let outer = self.outer.pop().unwrap_or_default();
                let inner = std::mem::replace(&mut self.level, outer);
                self.level.boxes += &inner.text;
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        // A field without an end would swallow the rest of the document.
        self.fields.fill(false);
        let level = &mut self.level;
        if level.is_heading && self.heading.is_none() {
            let line = level.text.get(level.paragraph_start..).unwrap_or_default().trim();
            self.heading = (!line.is_empty()).then(|| line.replace(['\n', '\t'], " "));
        }
        level.text.push('\n');
        level.text.push_str(&level.boxes);
        level.boxes.clear();
    }

    fn push(&mut self, text: &str) {
        if self.hidden_runs == 0 && !self.fields.contains(&true) {
            self.level.text.push_str(text);
        }
    }
}
