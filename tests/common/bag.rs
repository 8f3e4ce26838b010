//! Archives as the tests look into them, damage and rebuild them: with an independent reader and writer of ZIP
//! files, never with our own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;

/// The files of an archive, in its order: name and content.
pub fn entries(archive: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(File::open(archive).expect("the archive")).expect("a ZIP file");
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).expect("an entry");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("its content");
            (entry.name().expect("its name").into_owned(), content)
        })
        .collect()
}

/// Writes the files of an archive below `to`. Gives the bag's folder.
pub fn unpack(archive: &Path, to: &Path) -> PathBuf {
    let entries = entries(archive);
    for (name, content) in &entries {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        fs::write(path, content).expect("the file is written");
    }
    let (top, _) = entries[0].0.split_once('/').expect("a folder at the top");
    to.join(top)
}

/// A ZIP file with these entries, as another program writes it.
pub fn zip_of(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    // We never write a time of day.
    let noon = zip::DateTime::from_date_and_time(2026, 7, 1, 12, 0, 0).expect("a time");
    let options = SimpleFileOptions::default().last_modified_time(noon);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(name.as_str(), options).expect("an entry");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("an end").into_inner()
}

/// A whole bag of another program than ours, below the folder `bag`.
pub fn foreign() -> Vec<(String, Vec<u8>)> {
    let report = "关于公益广告的说明".as_bytes();
    let manifest = format!("{}  data/说明报告.txt\n", sha256(report));
    let files: [(&str, &[u8]); 3] = [
        ("bag/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        ("bag/data/说明报告.txt", report),
        ("bag/manifest-sha256.txt", manifest.as_bytes()),
    ];
    files.map(|(name, content)| (name.to_owned(), content.to_vec())).into()
}

/// The files of a bag, by their path in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The name of the bag in an archive, and its files.
pub fn taken_apart(archive: &Path) -> (String, Files) {
    let entries = entries(archive);
    let (top, _) = entries[0].0.split_once('/').expect("a folder at the top");
    let top = top.to_owned();
    let files = entries.into_iter().map(|(name, content)| (name[top.len() + 1..].to_owned(), content));
    let files = files.collect();
    (top, files)
}

/// Writes all digests and the count of the payload anew, as somebody would who does not want a change to show.
pub fn cover_up(files: &mut Files) {
    let oxum = |files: &Files| {
        let payload = || files.iter().filter(|(path, _)| path.starts_with("data/"));
        let bytes: usize = payload().map(|(_, content)| content.len()).sum();
        format!("Payload-Oxum: {bytes}.{}", payload().count())
    };
    let line = oxum(files);
    let info = String::from_utf8(files["bag-info.txt"].clone()).expect("UTF-8");
    let info = info.lines().map(|old| if old.starts_with("Payload-Oxum:") { line.as_str() } else { old });
    let info: Vec<&str> = info.chain([""]).collect();
    let info = info.join("\n").into_bytes();
    files.insert("bag-info.txt".to_owned(), info);
    for (manifest, of_payload) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        let listed = files
            .iter()
            .filter(|(path, _)| path.starts_with("data/") == of_payload && !path.starts_with("tagmanifest"));
        let lines: Vec<String> =
            listed.map(|(path, content)| format!("{}  {path}\n", sha256(content))).collect();
        files.insert(manifest.to_owned(), lines.concat().into_bytes());
    }
}

/// An archive in our own form with these files, whose date is that of the tests.
pub fn ours(top: &str, files: &Files) -> Vec<u8> {
    let date = jiff::civil::date(2026, 7, 1);
    let mut zip =
        sealpack::archive::zip::write::ZipWriter::new(Cursor::new(Vec::new()), date).expect("memory");
    for (path, content) in files {
        let mut entry = zip.start(&format!("{top}/{path}"), content.len() as u64).expect("an entry");
        for piece in content.chunks(1 << 20) {
            entry.write(piece).expect("its content");
        }
        entry.finish().expect("its end");
    }
    zip.finish().expect("an end").into_inner()
}

/// The SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("text takes it");
        hex
    })
}
