//! What reading a file's facts takes, one format at a time: `cargo bench --bench facts`. JPEG has its own,
//! `--bench pdq`.

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use divan::Bencher;
use divan::counter::BytesCount;
use sealpack::facts;
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;

/// Paragraphs of a long report: some 30 pages.
const PARAGRAPHS: usize = 400;

const SENTENCE: &str = "全县共设置公益广告牌一千二百余处，2026年3月5日组织现场检查，责任单位逐一登记造册。";

/// Proving it whole to its last row, and what it shows.
#[divan::bench]
fn png_screenshot_of_two_megapixels(bencher: Bencher<'_, '_>) {
    of(bencher, &screenshot(1920, 1080));
}

#[divan::bench]
fn docx_of_30_pages(bencher: Bencher<'_, '_>) {
    of(bencher, &docx());
}

#[divan::bench]
fn txt_of_30_pages(bencher: Bencher<'_, '_>) {
    of(bencher, paragraphs().join("\n").as_bytes());
}

#[divan::bench]
fn pdf_of_the_example(bencher: Bencher<'_, '_>) {
    of(bencher, &of_the_example("pdf"));
}

#[divan::bench]
fn xlsx_of_the_example(bencher: Bencher<'_, '_>) {
    of(bencher, &of_the_example("xlsx"));
}

fn of(bencher: Bencher<'_, '_>, file: &[u8]) {
    assert_eq!(facts::read(file).intact, Some(true));
    bencher.counter(BytesCount::new(file.len())).bench(|| facts::read(black_box(file)));
}

/// The largest file of this kind in the example.
fn of_the_example(extension: &str) -> Vec<u8> {
    let files = WalkDir::new("examples/demo-county").into_iter().map(|entry| entry.unwrap().into_path());
    let of_kind = files.filter(|path: &PathBuf| path.extension().is_some_and(|found| found == extension));
    of_kind.map(|path| fs::read(path).unwrap()).max_by_key(Vec::len).unwrap()
}

fn paragraphs() -> Vec<String> {
    (0..PARAGRAPHS).map(|number| format!("{number}. {SENTENCE}{SENTENCE}")).collect()
}

/// Windows with text-like strokes on a light ground.
fn screenshot(width: u32, height: u32) -> Vec<u8> {
    let row = |y: u32| {
        (0..width).flat_map(move |x| {
            if (x / 3 * 7 + y / 16 * 5) % 11 < 3 && y % 16 < 11 { [40, 42, 48] } else { [246, 247, 250] }
        })
    };
    let pixels: Vec<u8> = (0..height).flat_map(row).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    file
}

fn docx() -> Vec<u8> {
    let paragraphs = paragraphs().join("</w:t></w:r></w:p><w:p><w:r><w:t>");
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override \
             PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
             wordprocessingml.document.main+xml\"/></Types>"
                .to_owned(),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{namespace}\"><w:body><w:p><w:r><w:t>{paragraphs}</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
    ];
    let mut file = Cursor::new(Vec::new());
    let mut container = zip::ZipWriter::new(&mut file);
    for (name, content) in parts {
        container.start_file(name, SimpleFileOptions::default()).unwrap();
        container.write_all(content.as_bytes()).unwrap();
    }
    container.finish().unwrap();
    file.into_inner()
}

fn main() {
    divan::main();
}
