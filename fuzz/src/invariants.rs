//! What must hold of facts, whatever the file.

use sealpack::facts::mention::Mention;
use sealpack::facts::{Damage, Facts, Image, Table, Text, text};

/// More text than any reader may make of the small files that are tried here.
const MOST_TEXT: usize = 64 << 20;
/// Characters of what is shown of a place in a text: the words around are few, what is mentioned may be longer.
const MOST_EXCERPT: usize = 2_000;

/// Facts as they go into an inventory.
pub fn facts(facts: &Facts, file: &[u8]) {
    serde_json::to_string(facts).expect("facts become JSON");
    assert_eq!(facts.damage.is_some(), facts.intact == Some(false), "damage and `intact` agree");
    damage(facts.damage.as_ref(), file);
    if let Some(found) = &facts.text {
        document(found);
        assert_eq!(found.pages, facts.pages);
        assert_ne!(facts.scanned, Some(true), "a document with text is no scan");
    }
    facts.table.iter().for_each(table);
    if let Some(size) = &facts.page_size {
        assert!(size.width > 0.0 && size.width.is_finite());
        assert!(size.height > 0.0 && size.height.is_finite());
    }
    facts.image.iter().for_each(image);
}

/// Where a file is damaged lies within it. That no reader panics need not be tested here: under libFuzzer a
/// panic ends the process, even one that the reader would have caught.
pub fn damage(damage: Option<&Damage>, file: &[u8]) {
    let at = damage.and_then(|damage| damage.at).unwrap_or_default();
    assert!(at <= file.len() as u64, "damage at {at} of {} bytes", file.len());
}

/// A text that was read, and its counts.
pub fn text(content: &str) {
    assert!(content.len() <= MOST_TEXT, "{} bytes of text", content.len());
    let counted = text::count(content);
    assert!(counted.characters <= content.chars().count() as u64);
    assert!(counted.words <= counted.characters);
}

fn document(found: &Text) {
    text(&found.content);
    let counted = text::count(&found.content);
    // Masking changes digits to asterisks, which may count otherwise.
    if found.personal_data.is_empty() {
        assert_eq!((counted.characters, counted.words), (found.characters, found.words));
    }
    found.placeholders.iter().for_each(|mention| mentioned(mention, &found.content));
    found.years.iter().for_each(|mention| mentioned(mention, &found.content));
    found.personal_data.iter().for_each(|mention| mentioned(mention, &found.content));
    assert!(found.years.is_sorted_by_key(|mention| mention.what.year));
}

fn mentioned<T>(mention: &Mention<T>, content: &str) {
    assert!(mention.count > 0);
    assert!(content.get(mention.at.clone()).is_some_and(|place| !place.is_empty()), "{:?}", mention.at);
    assert!(mention.excerpt(content, 10).to_string().chars().count() <= MOST_EXCERPT);
}

fn table(table: &Table) {
    let rows = table.sheets.iter().fold(0_u64, |sum, sheet| sum.saturating_add(sheet.rows));
    assert!(rows <= table.rows, "sheets beyond a limit are counted only");
    for sheet in &table.sheets {
        assert!(sheet.empty_cells <= sheet.rows.saturating_mul(sheet.columns), "{sheet:?}");
        for header in sheet.header.iter().flatten() {
            assert_ne!(header.trim(), "");
        }
    }
}

fn image(image: &Image) {
    assert!(image.width > 0 && image.height > 0);
    let megapixels = f64::from(image.width) * f64::from(image.height) / 1e6;
    let most = 0.005 + 1e-9 + megapixels * 1e-12;
    assert!((image.megapixels - megapixels).abs() <= most, "{image:?}");
    if let Some(gps) = image.gps {
        assert!((-90.0..=90.0).contains(&gps.latitude) && (-180.0..=180.0).contains(&gps.longitude));
    }
}
