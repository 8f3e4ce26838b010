//! Which caption belongs to which file, and which rows of the caption sheets belong to none.

use std::collections::HashMap;

use regex::Regex;

use super::sheet::{CaptionProblem, Fault, Sheet};
use crate::facts::captions::{self, Caption, Row};
use crate::profile::Media;
use crate::submission::names::{folded, stem};

/// The rows of an indicator's caption sheets, by the file they name.
pub(super) struct Labels<'a> {
    folder: &'a str,
    /// Numbers of rows, in the order in which they stand.
    by_name: HashMap<String, Vec<usize>>,
    rows: Vec<(&'a Sheet, &'a Row)>,
}

impl<'a> Labels<'a> {
    /// The captions that `sheets` give to the files of the indicator `code` in `folder`. Where two rows name the
    /// same file, the first counts.
    pub(super) fn of(code: &str, folder: &'a str, sheets: &'a [Sheet]) -> Self {
        let of_code = sheets.iter().filter(|sheet| sheet.indicator == code);
        let rows: Vec<_> =
            of_code.flat_map(|sheet| sheet.rows.iter().flatten().map(move |row| (sheet, row))).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, (_, row)) in rows.iter().enumerate() {
            by_name.entry(folded(&row.file.replace('\\', "/"))).or_default().push(index);
        }
        Self { folder, by_name, rows }
    }

    /// The caption of the file at `path`: the row that names it with its folder, by its name, or by its name
    /// without extension; for pictures without a row, what `pattern` reads from the name.
    pub(super) fn caption(&self, path: &str, media: Media, pattern: Option<&Regex>) -> Option<Caption> {
        let row = self.rows_of(path).next().and_then(|index| self.rows.get(index));
        match (row, pattern) {
            (Some((_, row)), _) => Some(row.caption.clone()),
            (None, Some(pattern)) if media == Media::Image => {
                captions::from_name(pattern, stem(path.rsplit('/').next().unwrap_or(path)))
            }
            _ => None,
        }
    }

    /// The numbers of the rows that name the file at `path`, best match first.
    fn rows_of(&self, path: &str) -> impl Iterator<Item = usize> {
        let inside = path.strip_prefix(self.folder).map_or(path, |rest| rest.trim_start_matches('/'));
        let name = path.rsplit('/').next().unwrap_or(path);
        let keys = [path, inside, name, stem(name)].map(folded);
        let rows: Vec<usize> =
            keys.iter().filter_map(|key| self.by_name.get(key)).flatten().copied().collect();
        let mut seen = std::collections::HashSet::new();
        rows.into_iter().filter(move |row| seen.insert(*row))
    }

    /// What is wrong with the rows, given every file in the indicator's folder.
    pub(super) fn problems(&self, paths: &[&str]) -> Vec<CaptionProblem> {
        let mut named = vec![false; self.rows.len()];
        let mut again: HashMap<usize, usize> = HashMap::new();
        for path in paths {
            let mut rows: Vec<usize> = self.rows_of(path).collect();
            let Some(first) = rows.first().copied() else { continue };
            for row in &rows {
                if let Some(named) = named.get_mut(*row) {
                    *named = true;
                }
            }
            rows.sort_unstable();
            for row in rows.into_iter().filter(|row| *row != first) {
                again.entry(row).or_insert(first);
            }
        }
        let mut problems = Vec::new();
        for (index, (sheet, row)) in self.rows.iter().enumerate() {
            let mut tell = |fault| {
                problems.push(CaptionProblem {
                    path: sheet.file.path.clone(),
                    place: row.place.clone(),
                    file: row.file.clone(),
                    fault,
                });
            };
            if named.get(index) == Some(&false) {
                tell(Fault::NoFile { near: near(&row.file, paths) });
            }
            if let Some((sheet, first)) = again.get(&index).and_then(|first| self.rows.get(*first)) {
                tell(Fault::Again { path: sheet.file.path.clone(), place: first.place.clone() });
            }
            if let Some(written) = &row.unreadable_date {
                tell(Fault::Date { written: written.clone() });
            }
        }
        problems
    }
}

/// A file of nearly the name that a row gives: the same but for the extension, or but for what a copy adds.
fn near(file: &str, paths: &[&str]) -> Option<String> {
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let bare =
        |name: &str| -> String { folded(stem(name)).chars().filter(|c| c.is_alphanumeric()).collect() };
    let wanted = bare(&name(file));
    let found = paths.iter().map(|path| name(path)).find(|name| !wanted.is_empty() && bare(name) == wanted);
    found.filter(|found| *found != file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_name_is_recognised() {
        let paths = ["A1/实景图片/IMG_0001.JPG", "A1/实景图片/人民广场 1.jpg"];
        assert_eq!(near("IMG_0001.png", &paths).as_deref(), Some("IMG_0001.JPG"));
        assert_eq!(near("人民广场_1.jpg", &paths).as_deref(), Some("人民广场 1.jpg"));
        assert_eq!(near("公园.jpg", &paths), None);
        assert_eq!(near("...", &paths), None);
    }
}
