//! Which caption belongs to which file.

use std::collections::HashMap;

use regex::Regex;

use super::Sheet;
use crate::facts::captions::{self, Caption};
use crate::profile::Media;
use crate::submission::names::{folded, stem};

/// The rows of an indicator's caption sheets, by the file they name.
pub(super) struct Labels<'a> {
    folder: &'a str,
    rows: HashMap<String, &'a Caption>,
}

impl<'a> Labels<'a> {
    /// The captions that `sheets` give to the files of the indicator `code` in `folder`. Where two rows name the
    /// same file, the first counts.
    pub(super) fn of(code: &str, folder: &'a str, sheets: &'a [Sheet]) -> Self {
        let mut rows = HashMap::new();
        for sheet in sheets.iter().filter(|sheet| sheet.indicator == code) {
            for row in sheet.rows.iter().flatten() {
                rows.entry(folded(&row.file.replace('\\', "/"))).or_insert(&row.caption);
            }
        }
        Self { folder, rows }
    }

    /// The caption of the file at `path`: the row that names it with its folder, by its name, or by its name
    /// without extension; for pictures without a row, what `pattern` reads from the name.
    pub(super) fn caption(&self, path: &str, media: Media, pattern: Option<&Regex>) -> Option<Caption> {
        let inside = path.strip_prefix(self.folder).map_or(path, |rest| rest.trim_start_matches('/'));
        let name = path.rsplit('/').next().unwrap_or(path);
        let row = [path, inside, name, stem(name)].iter().find_map(|key| self.rows.get(&folded(key)));
        match (row, pattern) {
            (Some(caption), _) => Some((*caption).clone()),
            (None, Some(pattern)) if media == Media::Image => captions::from_name(pattern, stem(name)),
            _ => None,
        }
    }
}
