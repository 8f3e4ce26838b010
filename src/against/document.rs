//! The inventories that an archive holds, read material by material.

use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::check::reuse::{LEAST_QUALITY, Picture, Trace, sketch};
use crate::facts::Format;
use crate::facts::sketch::Sketch;
use crate::inventory::FORMAT_VERSION;

/// Who takes the materials: their unit, then each.
type Take<'a> = dyn FnMut(&str, Trace) + 'a;

/// Gives every material of a document of inventories (`schemas/inventories.schema.json`) to `take`, with the unit
/// that submitted it.
pub(super) fn read(source: impl Read, take: &mut Take<'_>) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_reader(source);
    Documents(take).deserialize(&mut deserializer)?;
    deserializer.end()
}

/// The document.
struct Documents<'a, 'b>(&'a mut Take<'b>);

impl<'de> DeserializeSeed<'de> for Documents<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Documents<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("inventories")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "formatVersion" if map.next_value::<u32>()? != FORMAT_VERSION => {
                    return Err(A::Error::custom("another version of the form"));
                }
                "formatVersion" => {}
                "inventories" => map.next_value_seed(List(self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The inventories.
struct List<'a, 'b>(&'a mut Take<'b>);

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of inventories")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(inventory) = list.next_element::<Inventory>()? {
            for material in inventory.materials {
                (self.0)(&inventory.unit, material.trace(&inventory.indicator));
            }
        }
        Ok(())
    }
}

/// One inventory. The kinds are the profile's: whatever is not known to be something else is one.
#[derive(Default)]
struct Inventory {
    indicator: String,
    unit: String,
    materials: Vec<Material>,
}

impl<'de> Deserialize<'de> for Inventory {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Inventory;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an inventory")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Inventory, A::Error> {
                let mut inventory = Inventory::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "indicator" => inventory.indicator = map.next_value()?,
                        "unit" => inventory.unit = map.next_value()?,
                        "formatVersion" | "folder" | "period" => drop(map.next_value::<IgnoredAny>()?),
                        _ => inventory.materials.append(&mut map.next_value()?),
                    }
                }
                Ok(inventory)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Of a material what it is recognised by.
#[derive(Deserialize)]
struct Material {
    path: String,
    bytes: u64,
    sha256: Option<String>,
    format: Option<String>,
    image: Option<Image>,
    text: Option<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Image {
    width: u32,
    height: u32,
    #[serde(default)]
    pdq_quality: u8,
    #[serde(default, deserialize_with = "some_sketch")]
    sketch: Option<Sketch>,
}

#[derive(Deserialize)]
struct Text {
    content: String,
}

fn some_sketch<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Sketch>, D::Error> {
    sketch(deserializer).map(Some)
}

impl Material {
    fn trace(self, indicator: &str) -> Trace {
        let format =
            self.format.and_then(|name| Format::ALL.into_iter().find(|format| format.name() == name));
        let image = self.image.filter(|image| image.pdq_quality >= LEAST_QUALITY);
        let picture = image.and_then(|image| {
            Some(Picture { width: image.width, height: image.height, format, sketch: image.sketch? })
        });
        Trace {
            indicator: indicator.to_owned(),
            units: Vec::new(),
            path: self.path,
            bytes: self.bytes,
            sha256: self.sha256,
            picture,
            text: self.text.map(|text| text.content),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> serde_json::Result<Vec<(String, Trace)>> {
        let mut all = Vec::new();
        read(text.as_bytes(), &mut |unit, trace| all.push((unit.to_owned(), trace)))?;
        Ok(all)
    }

    #[test]
    fn every_kind_of_every_inventory_is_read_whatever_the_order_of_keys() {
        let text = r#"{"inventories":[
            {"report":[{"path":"A1/r.txt","bytes":3,"sha256":"00","text":{"content":"甲","words":1}}],
             "unit":"文旅局","indicator":"A1","period":{"from":"2026-01-01"},"folder":"A1"},
            {"indicator":"B1","unit":"教育局","photo":[{"path":"B1/p.jpg","bytes":4,"format":"jpeg",
             "image":{"width":8,"height":9,"pdqQuality":90,"sketch":"AQF7BAA="}}],"note":[]}],"formatVersion":1}"#;
        let all = taken(text).unwrap();
        let short = all.iter().map(|(unit, trace)| (unit.as_str(), &*trace.indicator, &*trace.path));
        assert_eq!(short.collect::<Vec<_>>(), [("文旅局", "A1", "A1/r.txt"), ("教育局", "B1", "B1/p.jpg")]);
        assert_eq!(all[0].1.text.as_deref(), Some("甲"));
    }

    #[test]
    fn what_is_no_inventory_is_refused() {
        for text in [
            "",
            "[]",
            "{",
            r#"{"formatVersion":2,"inventories":[]}"#,
            r#"{"inventories":{}}"#,
            r#"{"inventories":[{"photo":[{"path":1}]}]}"#,
            r#"{"inventories":[{"photo":[{"path":"a","bytes":1,"image":{"width":1,"height":1,"sketch":"?"}}]}]}"#,
            r#"{"inventories":[]} x"#,
        ] {
            assert!(taken(text).is_err(), "{text}");
        }
    }
}
