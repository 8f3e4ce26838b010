//! Bounded reading of the XML parts of office documents.

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::damage::{Damage, Reason};

/// Elements nested deeper than this are no office document's.
const MAX_DEPTH: usize = 1000;

/// What happens in an XML document, with names as local names: office formats exist with several namespaces
/// each (transitional and strict OOXML), and prefixes are the writer's choice.
pub(super) enum Xml<'e> {
    /// An element begins.
    Start(&'e str, &'e BytesStart<'e>),
    /// The innermost element ends.
    End,
    /// Text of the innermost element, entities resolved. Comes in pieces.
    Text(&'e str),
}

/// Reads a part from beginning to end. Refused are document types, and with them all entities of one's own
/// (which ECMA-376-2 forbids in parts), elements nested too deep, and what is not well-formed.
pub(super) fn read(part: &[u8], mut on: impl FnMut(Xml<'_>)) -> Result<(), Damage> {
    let structure = Damage::whole(Reason::Structure);
    // A byte order mark decides between UTF-8 and UTF-16, the only encodings a part may have.
    let encoding = Encoding::for_bom(part).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    let (text, _, has_errors) = encoding.decode(part);
    if has_errors {
        return Err(structure);
    }
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| structure.clone())? {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(structure);
                }
                on(Xml::Start(start.local_name().as_ref(), &start));
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                on(Xml::End);
            }
            Event::Text(text) => on(Xml::Text(&text.xml10_content())),
            Event::CData(text) => on(Xml::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                let c = reference.resolve_char_ref().map_err(|_| structure.clone())?;
                let name = reference.xml10_content();
                match (c, resolve_predefined_entity(&name)) {
                    (Some(c), _) => on(Xml::Text(c.encode_utf8(&mut [0; 4]))),
                    (None, Some(text)) => on(Xml::Text(text)),
                    (None, None) => return Err(structure),
                }
            }
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof if depth == 0 => return Ok(()),
            Event::DocType(_) | Event::Eof => return Err(structure),
        }
    }
}

/// The value of the attribute with this local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Whether a toggle property of `WordprocessingML` is on (ECMA-376-1, `ST_OnOff`).
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(part: &[u8]) -> Result<String, Damage> {
        let mut all = String::new();
        read(part, |event| match event {
            Xml::Start(name, element) => {
                all.extend(["<", name, " ", &attribute(element, "val").unwrap_or_default(), ">"]);
            }
            Xml::End => all += "</>",
            Xml::Text(text) => all += text,
        })?;
        Ok(all)
    }

    #[test]
    fn resolves_what_xml_has_built_in() {
        let part =
            br#"<?xml version="1.0"?><w:p w:val="&lt;&#x4E2D;">a&amp;b&#25991;<![CDATA[<c>]]><br/></w:p>"#;
        assert_eq!(text_of(part).unwrap(), "<p <中>a&b文<c><br ></></>");
    }

    #[test]
    fn reads_utf_16() {
        let units = std::iter::once(0xFEFF).chain("<p>文</p>".encode_utf16());
        let part: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&part).unwrap(), "<p >文</>");
    }

    #[test]
    fn refuses_what_is_not_well_formed_or_expands() {
        let deep = "<a>".repeat(1001) + &"</a>".repeat(1001);
        for part in [
            "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
            "<a>&e;</a>",
            "<a>",
            "<a></b>",
            "<a",
            "<a>&#x110000;</a>",
            deep.as_str(),
        ] {
            assert_eq!(text_of(part.as_bytes()), Err(Damage::whole(Reason::Structure)), "{part:.40}");
        }
        assert_eq!(text_of(b"<a>\xFF</a>"), Err(Damage::whole(Reason::Structure)));
    }
}
