//! What folder names mean: the codes of indicators and the aliases of kinds.

use unicode_normalization::UnicodeNormalization;

/// The folder names of a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The indicators' codes, in the profile's order.
    pub codes: Vec<String>,
    /// The kinds, in the profile's order.
    pub kinds: Vec<KindFolders>,
}

/// The folder names that stand for a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindFolders {
    /// The kind's name in the profile.
    pub name: String,
    /// Its folder names, in any language.
    pub folders: Vec<String>,
}

/// Names of caption sheets, without their extensions `.xlsx` and `.csv`: English, Chinese.
pub const CAPTION_SHEETS: [&str; 2] = ["captions", "图片说明"];

/// Names of the note that says what an indicator needs.
pub const NOTES: [&str; 2] = ["要求.txt", "REQUIREMENTS.txt"];

impl Layout {
    /// The code that the name of a top folder begins with: the code, then the end of the name or a separator,
    /// then anything. Letters count the same in either case. The longest code wins.
    #[must_use]
    pub fn code_of(&self, folder: &str) -> Option<&str> {
        let folder: String = folder.nfc().collect();
        self.codes
            .iter()
            .filter(|code| starts_with_code(&folder, code))
            .max_by_key(|code| code.len())
            .map(String::as_str)
    }

    /// The kind that a folder inside an indicator stands for.
    #[must_use]
    pub fn kind_of(&self, folder: &str) -> Option<&str> {
        let folder: String = folder.trim().nfc().collect();
        self.kinds
            .iter()
            .find(|kind| {
                kind.folders
                    .iter()
                    .chain(std::iter::once(&kind.name))
                    .any(|alias| alias.nfc().collect::<String>().eq_ignore_ascii_case(&folder))
            })
            .map(|kind| kind.name.as_str())
    }
}

fn starts_with_code(folder: &str, code: &str) -> bool {
    let Some(head) = folder.get(..code.len()) else { return false };
    let next = folder[code.len()..].chars().next();
    // After a code of Latin letters and digits a Chinese title needs no separator: `A1公益广告`.
    head.eq_ignore_ascii_case(code)
        && !code.is_empty()
        && next.is_none_or(|c| {
            if code.ends_with(|c: char| c.is_ascii()) {
                !c.is_ascii_alphanumeric()
            } else {
                !c.is_alphanumeric()
            }
        })
}

/// Whether a file directly in an indicator's folder is its caption sheet.
pub(crate) fn is_caption_sheet(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    CAPTION_SHEETS.iter().any(|sheet| stem.eq_ignore_ascii_case(sheet))
        && ["xlsx", "csv", "xls", "et", "ods"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether a file is the note that `init` writes.
pub(crate) fn is_note(name: &str) -> bool {
    NOTES.iter().any(|note| name.eq_ignore_ascii_case(note))
}

/// Whether a name is one that programs and systems leave behind.
pub(crate) fn is_junk(name: &str) -> bool {
    const NAMES: [&str; 6] =
        ["thumbs.db", "ehthumbs.db", ".ds_store", "desktop.ini", "__macosx", ".spotlight-v100"];
    let lower = name.to_lowercase();
    NAMES.contains(&lower.as_str())
        || name.starts_with("~$")
        || name.starts_with("._")
        || std::path::Path::new(&lower).extension().is_some_and(|extension| extension == "tmp")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        Layout {
            codes: ["A1", "A10", "一"].map(str::to_owned).to_vec(),
            kinds: vec![KindFolders { name: "photos".into(), folders: vec!["实景图片".into()] }],
        }
    }

    #[test]
    fn a_code_ends_at_a_separator() {
        let layout = layout();
        for (folder, code) in [
            ("A1", Some("A1")),
            ("A1-公益广告", Some("A1")),
            ("a1 公益", Some("A1")),
            ("A1公益广告", Some("A1")),
            ("A10_x", Some("A10")),
            ("A11", None),
            ("A1b", None),
            ("一、宣传", Some("一")),
            ("一般工作", None),
            ("", None),
        ] {
            assert_eq!(layout.code_of(folder), code, "{folder}");
        }
    }

    #[test]
    fn kinds_go_by_any_alias() {
        let layout = layout();
        assert_eq!(layout.kind_of("Photos"), Some("photos"));
        assert_eq!(layout.kind_of(" 实景图片"), Some("photos"));
        assert_eq!(layout.kind_of("图片"), None);
    }

    #[test]
    fn junk_sheets_and_notes() {
        for name in
            ["Thumbs.db", ".DS_Store", "~$报告.docx", "__MACOSX", "a.TMP", "._photo.jpg", "desktop.ini"]
        {
            assert!(is_junk(name), "{name}");
        }
        assert!(!is_junk("报告.docx"));
        assert!(is_caption_sheet("Captions.CSV") && is_caption_sheet("图片说明.xlsx"));
        assert!(!is_caption_sheet("图片说明.docx"));
        assert!(is_note("要求.txt") && is_note("requirements.TXT"));
    }
}
