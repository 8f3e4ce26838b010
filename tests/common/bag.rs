//! Archives as the tests look into them, damage and rebuild them: with an independent reader and writer of ZIP
//! files, never with our own.

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

/// The SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("text takes it");
        hex
    })
}
