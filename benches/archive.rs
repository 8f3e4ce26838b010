//! What packing and verifying take, stage by stage: `cargo bench --bench archive`.

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::fs::{self, File};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use rayon::prelude::*;
use sealpack::archive::zip::read::Archive;
use sealpack::archive::{Options, PayloadFile, Plan, pack, verify};
use sealpack::facts::digest;
use sealpack::inventory::Watch;
use sealpack::submission::Source;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// Photos of three megabytes, as a camera writes them.
static PHOTOS: LazyLock<Material> = LazyLock::new(|| Material::new(64, 3 << 20, "jpg"));
/// Texts, which are deflated.
static TEXTS: LazyLock<Material> = LazyLock::new(|| Material::new(64, 256 << 10, "txt"));
/// Many small files.
static SMALL: LazyLock<Material> = LazyLock::new(|| Material::new(5_000, 700, "jpg"));

/// Files of one size, and an archive of them.
struct Material {
    folder: TempDir,
    plan: Plan,
}

impl Material {
    fn new(count: usize, bytes: usize, extension: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut state = 1_u32;
        let payload = (0..count).map(|number| {
            let content: Vec<u8> = (0..bytes)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    // Sixteen letters, so that there is something to deflate.
                    b'a' + u8::try_from(state >> 28).unwrap()
                })
                .collect();
            let path = format!("{number:05}.{extension}");
            let source = folder.path().join(&path);
            fs::write(&source, &content).unwrap();
            PayloadFile { path, source, bytes: bytes as u64, sha256: Sha256::digest(&content).into() }
        });
        let plan = Plan {
            name: "bench".to_owned(),
            date: jiff::civil::date(2026, 7, 1),
            payload: payload.collect(),
            tags: Vec::new(),
            info: Vec::new(),
            draft: false,
        };
        let material = Self { folder, plan };
        material.pack(&material.archive());
        material
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("archive.zip")
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.plan.payload.iter().map(|file| file.bytes).sum::<u64>())
    }

    fn pack(&self, target: &Path) {
        let options = Options { force: true, key: None, watch: Watch::nobody() };
        pack(&self.plan, target, &options).unwrap();
    }
}

/// Writing, reading back, and the disk.
#[divan::bench(args = ["photos", "texts", "small"], sample_count = 10)]
fn write_and_read_back(bencher: Bencher<'_, '_>, which: &str) {
    let material = material(which);
    let target = material.folder.path().join("another.zip");
    bencher.counter(material.bytes()).bench_local(|| material.pack(&target));
}

/// The whole verification.
#[divan::bench(args = ["photos", "texts", "small"], sample_count = 20)]
fn read(bencher: Bencher<'_, '_>, which: &str) {
    let material = material(which);
    let archive = material.archive();
    bencher.counter(material.bytes()).bench_local(|| verify(&archive, Watch::nobody()).unwrap().verified);
}

/// The structure of the ZIP file alone.
#[divan::bench(args = ["photos", "texts", "small"], sample_count = 20)]
fn structure(bencher: Bencher<'_, '_>, which: &str) {
    let archive = material(which).archive();
    bencher.bench_local(|| Archive::open(&mut File::open(&archive).unwrap()).unwrap().entries.len());
}

/// Reading and hashing the files, as every check does.
#[divan::bench(args = ["photos", "texts", "small"], sample_count = 20)]
fn read_and_hash(bencher: Bencher<'_, '_>, which: &str) {
    let material = material(which);
    bencher.counter(material.bytes()).bench_local(|| {
        material.plan.payload.par_iter().for_each(|file| {
            let source = Source::Disk(file.source.clone());
            digest::read_once(&source, &|_| false, |_, bytes| black_box(bytes).map(<[u8]>::len)).unwrap();
        });
    });
}

fn material(which: &str) -> &'static Material {
    match which {
        "photos" => &PHOTOS,
        "texts" => &TEXTS,
        _ => &SMALL,
    }
}

fn main() {
    divan::main();
}
