//! Programs that edit or generate pictures, by the names that they write into files: `programs.json`.
//!
//! To add one, add a line there: `match` holds what is looked for, in small letters. Where it begins or ends with a
//! Latin letter, no other Latin letter may stand beside it. Of two lines that fit, the first counts. Not listed on purpose: firmware of cameras and phones,
//! viewers, programs that scan, compress or turn pictures without loss, and camera apps that write time and place
//! on their pictures as they take them (今日水印相机, 马克水印相机).

use std::sync::OnceLock;

use serde::Deserialize;

/// The longest text in which a name is looked for.
const MOST_BYTES: usize = 1000;

/// A program that is known.
#[derive(Debug, Deserialize)]
pub(super) struct Program {
    /// Its name as people know it.
    pub(super) name: String,
    #[serde(rename = "match")]
    marks: Vec<String>,
    /// Whether it makes pictures rather than to edit them.
    #[serde(skip)]
    pub(super) generates: bool,
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    editors: Vec<Program>,
    generators: Vec<Program>,
}

/// All programs that are known, generators first: an editor may be named beside them.
fn all() -> &'static [Program] {
    static ALL: OnceLock<Vec<Program>> = OnceLock::new();
    ALL.get_or_init(|| {
        // A test reads the table, which is a part of the program.
        let table: Table = serde_json::from_str(include_str!("programs.json")).unwrap_or_default();
        let generators = table.generators.into_iter().map(|program| Program { generates: true, ..program });
        generators.chain(table.editors).collect()
    })
}

/// The program that a text names, where it is one that edits or generates.
pub(super) fn find(text: &str) -> Option<&'static Program> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let text = text.to_lowercase();
    all().iter().find(|program| program.marks.iter().any(|mark| names(&text, mark)))
}

/// The end of a text that says with what a picture was made: `Created with GIMP`.
pub(super) fn credited(text: &str) -> Option<&str> {
    const PHRASES: [&str; 8] = [
        "created with ",
        "edited with ",
        "processed with ",
        "processed by ",
        "written by ",
        "edited by ",
        "edited in ",
        "made with ",
    ];
    let beginning = text.get(..MOST_BYTES).unwrap_or(text);
    let lower = beginning.to_ascii_lowercase();
    PHRASES.iter().find_map(|phrase| beginning.get(lower.find(phrase)? + phrase.len()..))
}

/// Whether a name stands in a text, not as a part of another word.
fn names(text: &str, mark: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let begins = is_letter(mark.chars().next());
    let ends = is_letter(mark.chars().next_back());
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + mark.len()..).and_then(|text| text.chars().next());
        !(begins && is_letter(before) || ends && is_letter(after))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_can_be_read_and_no_line_hides_another() {
        let table: Table = serde_json::from_str(include_str!("programs.json")).unwrap();
        let lines = || table.editors.iter().chain(&table.generators);
        assert!(lines().count() > 60);
        let mut seen = HashSet::new();
        for program in lines() {
            assert!(!program.marks.is_empty(), "{}", program.name);
            assert!(seen.insert(program.name.as_str()), "{} stands twice", program.name);
            for mark in &program.marks {
                assert_eq!(*mark, mark.to_lowercase(), "{}", program.name);
                assert!(mark.chars().count() > 1 && mark.trim() == mark, "{mark}");
                let found = find(mark).map(|found| found.name.as_str());
                assert_eq!(found, Some(program.name.as_str()), "{mark}");
            }
        }
    }

    #[test]
    fn editors_are_found_in_what_they_write() {
        for (text, name) in [
            ("Adobe Photoshop 25.0 (Windows)", "Adobe Photoshop"),
            ("Adobe Photoshop Lightroom Classic 13.1 (Macintosh)", "Adobe Lightroom"),
            ("Adobe Lightroom 9.2 (Android)", "Adobe Lightroom"),
            ("GIMP 2.10", "GIMP"),
            ("美图秀秀", "美图秀秀"),
            ("Meitu 9.8.50", "美图秀秀"),
            ("Snapseed 2.0", "Snapseed"),
            ("PicsArt", "PicsArt（美易）"),
            ("轻颜5.1", "轻颜相机"),
            ("paint.net 5.0.13", "paint.net"),
            ("Windows Photo Editor 10.0.10011.16384", "Microsoft Photo Editor"),
            ("Canva (Renderer)", "Canva"),
        ] {
            assert_eq!(find(text).map(|program| program.name.as_str()), Some(name), "{text}");
        }
        assert!(find("Midjourney v6").unwrap().generates);
    }

    #[test]
    fn firmware_viewers_and_scanners_are_no_editors() {
        for text in [
            "ALN-AL00 4.2.0.130(C00E130R3P5)",
            "MediaTek Camera Application",
            "HDR+ 1.0.345618096zd",
            "17.5.1",
            "S9180ZCS2BWK3",
            "vivo X100 Pro",
            "MIUI 14.0.5",
            "Xiaomi 14",
            "v10.00.05.06",
            "Ver.1.01",
            "Digital Camera X-T5 Ver2.00",
            "Microsoft Windows Photo Viewer 6.1.7600.16385",
            "Microsoft Windows Photo Gallery 6.0",
            "ImageMagick 7.1",
            "EPSON Scan",
            "CamScanner",
            "今日水印相机",
            "马克水印相机 5.2",
            "WeChat",
            "QQ",
            "gnome-screenshot",
            "Snipaste",
            "Magimpex",
            "",
        ] {
            assert!(find(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_credit_is_a_phrase_and_no_mention() {
        assert_eq!(credited("Created with GIMP"), Some("GIMP"));
        assert_eq!(credited("Processed with VSCO with a6 preset"), Some("VSCO with a6 preset"));
        assert_eq!(credited("培训班学习 Photoshop 现场"), None);
    }
}
