//! A submission folder ready to fill. Nothing that exists is ever changed: only what is missing is added.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::layout::NOTES;
use super::{Layout, MANIFEST, Manifest, SubmissionError};

/// What to lay out for one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The indicator's code.
    pub code: String,
    /// Name of its folder where none exists yet.
    pub folder: String,
    /// The folders of its kinds.
    pub kinds: Vec<String>,
    /// File name and text of the note on what is needed.
    pub note: (String, String),
    /// File name and column headers of the caption sheet; none where the indicator wants no pictures.
    pub captions: Option<(String, Vec<String>)>,
}

/// What a run of [`lay_out`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Laid {
    /// What was made, relative to the folder, folders with a `/` at their end.
    pub made: Vec<String>,
    /// How many files and folders were there already.
    pub kept: usize,
}

/// Adds to `root` what it lacks of `manifest` and `plans`. Where `submission.json` exists, it is kept. A folder
/// that already stands for an indicator or kind (by `layout`) is used, whatever its name.
pub fn lay_out(
    root: &Path,
    manifest: &Manifest,
    layout: &Layout,
    plans: &[Plan],
) -> Result<Laid, SubmissionError> {
    let mut laid = Laid::default();
    std::fs::create_dir_all(root).map_err(|source| SubmissionError::Io { path: root.to_owned(), source })?;
    let text = serde_json::to_string_pretty(manifest).unwrap_or_default() + "\n";
    make_file(root, &root.join(MANIFEST), text.as_bytes(), &mut laid)?;
    for plan in plans {
        let existing = child_folder(root, |name| layout.code_of(name) == Some(&plan.code))?;
        let folder = existing.unwrap_or_else(|| root.join(&plan.folder));
        make_folder(root, &folder, &mut laid)?;
        for kind in &plan.kinds {
            let same = child_folder(&folder, |name| {
                layout.kind_of(name).is_some() && layout.kind_of(name) == layout.kind_of(kind)
            })?;
            make_folder(root, &same.unwrap_or_else(|| folder.join(kind)), &mut laid)?;
        }
        if let Some((name, headers)) = &plan.captions {
            let path = folder.join(name);
            if has_caption_sheet(&folder)? {
                laid.kept += 1;
            } else {
                let bytes = caption_sheet(headers).map_err(|error| SubmissionError::Io {
                    path: path.clone(),
                    source: std::io::Error::other(error),
                })?;
                make_file(root, &path, &bytes, &mut laid)?;
            }
        }
        let (name, text) = &plan.note;
        // One in the other language serves as well.
        match NOTES.iter().any(|note| folder.join(note).exists()) {
            true => laid.kept += 1,
            false => make_file(root, &folder.join(name), text.as_bytes(), &mut laid)?,
        }
    }
    Ok(laid)
}

fn child_folder(folder: &Path, is_it: impl Fn(&str) -> bool) -> Result<Option<PathBuf>, SubmissionError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(SubmissionError::Io { path: folder.to_owned(), source }),
    };
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| entry.file_name().to_str().is_some_and(&is_it))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    Ok(found.into_iter().next())
}

fn has_caption_sheet(folder: &Path) -> Result<bool, SubmissionError> {
    let entries = std::fs::read_dir(folder)
        .map_err(|source| SubmissionError::Io { path: folder.to_owned(), source })?;
    Ok(entries
        .filter_map(Result::ok)
        .any(|entry| entry.file_name().to_str().is_some_and(super::layout::is_caption_sheet)))
}

fn make_folder(root: &Path, folder: &Path, laid: &mut Laid) -> Result<(), SubmissionError> {
    if folder.is_dir() {
        laid.kept += 1;
        return Ok(());
    }
    std::fs::create_dir_all(folder)
        .map_err(|source| SubmissionError::Io { path: folder.to_owned(), source })?;
    laid.made.push(relative(root, folder) + "/");
    Ok(())
}

/// Writes a file that does not exist yet; creation and the test for existence are one step.
fn make_file(root: &Path, path: &Path, bytes: &[u8], laid: &mut Laid) -> Result<(), SubmissionError> {
    let io = |source| SubmissionError::Io { path: path.to_owned(), source };
    let mut file: File = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            laid.kept += 1;
            return Ok(());
        }
        Err(source) => return Err(io(source)),
    };
    if let Err(source) = file.write_all(bytes).and_then(|()| file.sync_all()) {
        // Half a file would be kept by the next run.
        let _ = std::fs::remove_file(path);
        return Err(io(source));
    }
    laid.made.push(relative(root, path));
    Ok(())
}

fn relative(root: &Path, path: &Path) -> String {
    let parts: Vec<_> = path
        .strip_prefix(root)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// An empty caption sheet: headers, frozen, with columns wide enough to write in.
fn caption_sheet(headers: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let header = Format::new()
        .set_bold()
        .set_background_color("#DDEBF7")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    // Dates are typed as text, so that no regional setting of Excel turns them round.
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet();
    for (column, name) in (0u16..).zip(headers) {
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, if column == 0 { 40 } else { 20 })?;
        sheet.write_string_with_format(0, column, name, &header)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
