//! What checking is compared with: every JPEG below a folder decoded in full with the `image` crate on all cores, and
//! nothing else. `benches/compare` runs it: `decode_all FOLDER`.

#![allow(clippy::print_stdout, reason = "a program for people")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;
use walkdir::WalkDir;

fn main() -> ExitCode {
    // cargo adds options of its own.
    let folders = std::env::args_os().skip(1).filter(|argument| !argument.to_string_lossy().starts_with('-'));
    let photos: Vec<PathBuf> =
        folders.flat_map(WalkDir::new).filter_map(Result::ok).map(walkdir::DirEntry::into_path).collect();
    let photos: Vec<&PathBuf> = photos.iter().filter(|path| is_jpeg(path)).collect();
    let pixels: Vec<Option<u64>> = photos.par_iter().map(|path| decode(path)).collect();
    let decoded: Vec<u64> = pixels.iter().flatten().copied().collect();
    let all = decoded.iter().sum::<u64>() as f64 / 1e6;
    println!("{} of {} JPEG files decoded, {all:.0} megapixels", decoded.len(), photos.len());
    if decoded.len() == photos.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_jpeg(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    extension == "jpg" || extension == "jpeg"
}

/// The number of its pixels.
fn decode(path: &Path) -> Option<u64> {
    let bytes = fs::read(path).ok()?;
    let picture = image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg).ok()?;
    Some(u64::from(black_box(&picture).width()) * u64::from(picture.height()))
}
