//! What XMP packets say of how a picture or document was made (ISO 16684-1; the namespaces are those of XMP part 2,
//! of the IPTC Photo Metadata Standard, and of GB 45438-2025).
//!
//! A property may be an attribute or an element, and its prefix is the writer's choice: what counts is the namespace
//! that it is bound to.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::Attribute;
use serde_json::{Map, Value};

use super::super::xml::{self, Xml};

/// The longest packet that is read. Photoshop's have grown to megabytes.
const MOST_BYTES: usize = 8 << 20;
/// Attributes of an element that are looked at.
const MOST_ATTRIBUTES: usize = 256;
/// Prefixes that are known at a time.
const MOST_PREFIXES: usize = 128;
/// Elements deeper than this are passed over.
const DEEPEST: usize = 40;
/// Characters of a value that are kept.
const MOST_VALUE: usize = 64 << 10;
/// Values of a sort that are kept.
const MOST_VALUES: usize = 64;
/// Steps of a history that are kept.
const MOST_STEPS: usize = 1000;

/// What a packet says of how its file was made. Values are as written, trimmed, never empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Packet {
    /// Contents of the AIGC field, as JSON (GB 45438-2025, annex E).
    pub(crate) labels: Vec<String>,
    /// `Iptc4xmpExt:DigitalSourceType`.
    pub(crate) source_types: Vec<SourceType>,
    /// `xmp:CreatorTool`.
    pub(crate) creator_tool: Option<String>,
    /// `tiff:Software`, which repeats what EXIF says.
    pub(crate) software: Option<String>,
    /// `xmp:ModifyDate`.
    pub(crate) modified: Option<String>,
    /// `xmpMM:History`, in the order in which it is written.
    pub(crate) history: Vec<Step>,
    /// The name of the further packet that this one is continued in (`xmpNote:HasExtendedXMP`).
    pub(crate) extension: Option<String>,
}

/// How a picture came to be, in a word of IPTC's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceType {
    /// The address of the word.
    pub(crate) value: String,
    /// Whether it is said of a part of the picture or of what it was made from.
    pub(crate) of_part: bool,
}

/// One of the things that were done to a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// `stEvt:softwareAgent`.
    pub(crate) agent: Option<String>,
    /// `stEvt:when`.
    pub(crate) when: Option<String>,
}

/// A namespace that matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Rdf,
    Tc260,
    IptcExtension,
    Xmp,
    Management,
    Event,
    Tiff,
    Note,
    Other,
}

impl Space {
    fn of(address: &str) -> Self {
        match address {
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#" => Self::Rdf,
            "http://iptc.org/std/Iptc4xmpExt/2008-02-29/" => Self::IptcExtension,
            "http://ns.adobe.com/xap/1.0/" => Self::Xmp,
            "http://ns.adobe.com/xap/1.0/mm/" => Self::Management,
            "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" => Self::Event,
            "http://ns.adobe.com/tiff/1.0/" => Self::Tiff,
            "http://ns.adobe.com/xmp/note/" => Self::Note,
            // Later versions of the namespace mean the same field.
            address if address.contains("tc260.org.cn/ns/AIGC") => Self::Tc260,
            _ => Self::Other,
        }
    }
}

/// Reads a packet. What cannot be read is absent.
pub(crate) fn read(packet: &[u8]) -> Packet {
    let mut reader = Reader::default();
    // Nothing is written after the end of a packet but padding.
    let packet = packet.strip_suffix(b"\0").unwrap_or(packet);
    if packet.len() <= MOST_BYTES {
        // What was read before an error still counts.
        let _ = xml::read(packet, |event| match event {
            Xml::Start(_, element) => reader.open(element),
            Xml::Text(text) => reader.text(text),
            Xml::End => reader.close(),
        });
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    packet: Packet,
    /// Prefixes, each with the depth from which on it counts. The last of a name counts.
    prefixes: Vec<(usize, String, Space)>,
    /// The open elements.
    path: Vec<Element>,
    /// Elements that are open and too deep.
    beyond: usize,
    /// Fields of a label that are properties of their own.
    fields: Map<String, Value>,
}

/// An element that is open.
struct Element {
    space: Space,
    name: String,
    text: String,
    /// Whether elements stand inside.
    has_inner: bool,
}

impl Element {
    fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name == name
    }
}

impl Reader {
    fn open(&mut self, element: &BytesStart<'_>) {
        if self.beyond > 0 || self.path.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        let depth = self.path.len();
        // Without the check for names that come twice, which compares each with all others.
        let mut attributes = element.attributes();
        attributes.with_checks(false);
        let attributes: Vec<_> = attributes.take(MOST_ATTRIBUTES).flatten().collect();
        for attribute in &attributes {
            let key = attribute.key.as_ref();
            let prefix = key.strip_prefix("xmlns:").or((key == "xmlns").then_some(""));
            if let (Some(prefix), Some(address)) = (prefix, value(attribute))
                && self.prefixes.len() < MOST_PREFIXES
            {
                self.prefixes.push((depth, prefix.to_owned(), Space::of(&address)));
            }
        }
        let (space, name) = self.resolve(element.name().as_ref(), true);
        if let Some(parent) = self.path.last_mut() {
            parent.has_inner = true;
        }
        if self.is_in(Space::Management, "History")
            && (space, name.as_str()) == (Space::Rdf, "li")
            && self.packet.history.len() < MOST_STEPS
        {
            self.packet.history.push(Step::default());
        }
        self.path.push(Element { space, name, text: String::new(), has_inner: false });
        for attribute in &attributes {
            let key = attribute.key.as_ref();
            if key.starts_with("xmlns") {
                continue;
            }
            match self.resolve(key, false) {
                // `rdf:resource` is another way to write an element's value.
                (Space::Rdf, name) if name == "resource" => {
                    if let (Some(text), Some(element)) = (value(attribute), self.path.last_mut()) {
                        element.text = text;
                    }
                }
                (Space::Rdf | Space::Other, _) => {}
                (space, name) => {
                    if let Some(value) = value(attribute) {
                        self.property(space, &name, &value);
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.path.last_mut().filter(|_| self.beyond == 0)
            && element.text.len() < MOST_VALUE
        {
            element.text.extend(text.chars().take(MOST_VALUE));
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(element) = self.path.pop() else { return };
        if element.is(Space::Rdf, "li") && !element.has_inner {
            // An item's text is its list's: nothing that is read here has more than one item that counts.
            if let Some(list) = self.path.iter().rev().find(|outer| outer.space != Space::Rdf) {
                let (space, name) = (list.space, list.name.clone());
                self.with_path_of_list(space, &name, &element.text);
            }
        } else if !element.has_inner {
            self.property(element.space, &element.name, &element.text);
        }
        let depth = self.path.len();
        while self.prefixes.last().is_some_and(|(from, ..)| *from >= depth) {
            self.prefixes.pop();
        }
    }

    /// The text of an item as the value of the property that the list is.
    fn with_path_of_list(&mut self, space: Space, name: &str, text: &str) {
        let own = self.path.iter().rposition(|outer| outer.is(space, name));
        let inner = own.map(|own| self.path.split_off(own)).unwrap_or_default();
        self.property(space, name, text);
        self.path.extend(inner);
    }

    /// The namespace and the local name of an element or attribute; of attributes only those with a prefix have a
    /// namespace.
    fn resolve(&self, name: &str, has_default: bool) -> (Space, String) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let known = self.prefixes.iter().rev().find(|(_, known, _)| known == prefix);
        let known = known.filter(|_| has_default || !prefix.is_empty());
        (known.map_or(Space::Other, |(.., space)| *space), local.to_owned())
    }

    fn is_in(&self, space: Space, name: &str) -> bool {
        self.path.iter().any(|element| element.is(space, name))
    }

    fn property(&mut self, space: Space, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        // What is said of the file itself stands in the outermost description.
        let description = self.path.iter().position(|element| element.is(Space::Rdf, "Description"));
        let of_part = description.is_some_and(|at| at + 1 < self.path.len());
        let packet = &mut self.packet;
        let first = |field: &mut Option<String>| {
            if !of_part {
                field.get_or_insert_with(|| value.to_owned());
            }
        };
        match (space, name) {
            (Space::Tc260, "AIGC") if packet.labels.len() < MOST_VALUES => {
                packet.labels.push(value.to_owned());
            }
            (Space::Tc260, _) if self.fields.len() < MOST_VALUES => {
                self.fields.entry(name).or_insert_with(|| value.into());
            }
            (Space::IptcExtension, "DigitalSourceType") if packet.source_types.len() < MOST_VALUES => {
                packet.source_types.push(SourceType { value: value.to_owned(), of_part });
            }
            (Space::Xmp, "CreatorTool") => first(&mut packet.creator_tool),
            (Space::Xmp, "ModifyDate") => first(&mut packet.modified),
            (Space::Tiff, "Software") => first(&mut packet.software),
            (Space::Note, "HasExtendedXMP") => first(&mut packet.extension),
            (Space::Event, "softwareAgent" | "when") if self.is_in(Space::Management, "History") => {
                if let Some(step) = self.packet.history.last_mut() {
                    let field = if name == "when" { &mut step.when } else { &mut step.agent };
                    field.get_or_insert_with(|| value.to_owned());
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Packet {
        let has = |name: &str| self.fields.contains_key(name);
        if has("Label") || has("ContentProducer") || has("ProduceID") {
            self.packet.labels.push(Value::Object(self.fields).to_string());
        }
        self.packet
    }
}

fn value(attribute: &Attribute<'_>) -> Option<String> {
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.chars().take(MOST_VALUE).collect())
}

/// The further packet of this name, which several APP1 segments of a JPEG hold in pieces (XMP part 3, 1.1.3.1). Nothing
/// where pieces are missing.
pub(super) fn extension<'a>(segments: impl Iterator<Item = &'a [u8]>, name: &[u8]) -> Vec<u8> {
    let mut pieces: Vec<(u32, u32, &[u8])> = segments.filter_map(|content| piece(content, name)).collect();
    pieces.sort_by_key(|(_, at, _)| *at);
    pieces.dedup_by_key(|(_, at, _)| *at);
    let mut joined = Vec::new();
    for (length, at, content) in pieces {
        let fits = usize::try_from(at).is_ok_and(|at| at == joined.len())
            && usize::try_from(length).is_ok_and(|length| length <= MOST_BYTES);
        if !fits {
            return Vec::new();
        }
        joined.extend_from_slice(content);
    }
    joined
}

/// Length of the whole packet, offset of this piece, and the piece.
fn piece<'a>(content: &'a [u8], name: &[u8]) -> Option<(u32, u32, &'a [u8])> {
    const HEADER: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
    let rest = content.strip_prefix(HEADER)?.strip_prefix(name)?;
    let (length, rest) = rest.split_first_chunk()?;
    let (at, rest) = rest.split_first_chunk()?;
    Some((u32::from_be_bytes(*length), u32::from_be_bytes(*at), rest))
}

#[cfg(test)]
#[path = "xmp_tests.rs"]
mod tests;
