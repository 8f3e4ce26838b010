//! The label of generated content in the properties of OOXML documents (ECMA-376-2, core properties; ECMA-376-1,
//! 22.3, custom properties).

use super::super::xml::{self, Xml, attribute};
use super::AiLabel;

/// Bytes of a property that are kept.
const MOST_BYTES: usize = 256 << 10;

/// The label in the custom properties, else somewhere in the core properties.
pub(crate) fn label(custom: Option<&[u8]>, core: Option<&[u8]>) -> Option<AiLabel> {
    let parts = [(custom, "docProps/custom.xml"), (core, "docProps/core.xml")];
    let labels = parts.into_iter().filter_map(|(part, name)| Some((part?, name)));
    AiLabel::joined(labels.flat_map(|(part, name)| labels_of(part, name)).collect())
}

fn labels_of(part: &[u8], place: &str) -> Vec<AiLabel> {
    const MOST: usize = 50;
    let mut labels = Vec::new();
    let mut property = String::new();
    let mut text = String::new();
    // What was read before an error still counts.
    let _ = xml::read(part, |event| match event {
        Xml::Start(name, element) => {
            text.clear();
            // The value of a custom property is an element inside of it that says its type.
            if name == "property" {
                property = attribute(element, "name").unwrap_or_default();
            }
        }
        Xml::Text(piece) if text.len() < MOST_BYTES => text.push_str(piece),
        Xml::Text(_) => {}
        Xml::End => {
            let label = match property.eq_ignore_ascii_case("AIGC") {
                true => AiLabel::of_field(&text, &format!("{place} AIGC")),
                false => AiLabel::within(&text, place),
            };
            labels.extend(label.filter(|_| labels.len() < MOST));
            text.clear();
        }
    });
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_and_core_properties_may_hold_a_label() {
        let json = r#"{"Label":"2","ContentProducer":"某公司","ProduceID":"A1"}"#;
        let custom = |name: &str, value: &str| {
            format!(
                r#"<Properties xmlns:vt="v"><property name="Other"><vt:lpwstr>x</vt:lpwstr></property><property fmtid="f" pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property></Properties>"#
            )
        };
        let core = format!(
            "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:description>AIGC:{json}</dc:description></cp:coreProperties>"
        );
        let found = |custom: &str, core: &str| label(Some(custom.as_bytes()), Some(core.as_bytes()));
        let both = found(&custom("AIGC", json), &core).unwrap();
        assert_eq!(both.label, Some(2));
        assert_eq!(both.places, ["docProps/custom.xml AIGC", "docProps/core.xml"]);
        assert_eq!(found(&custom("AIGC", "?"), "").unwrap().label, None);
        assert_eq!(found(&custom("Kept", "AIGC"), "<a>AIGC</a>"), None);
        assert_eq!(found(&custom("Kept", json), "").unwrap().label, Some(2));
        assert_eq!(label(None, None), None);
    }
}
