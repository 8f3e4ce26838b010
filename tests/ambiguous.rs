//! Archives that two ZIP readers would read differently are refused, each by its name.
//!
//! The groups are the 14 types of ambiguity in "My ZIP isn't your ZIP: Identifying and Exploiting Semantic Gaps
//! Between ZIP Parsers" (You and others, USENIX Security 2025): redundant metadata (A), the processing of paths
//! (B), and the position of structures (C). Every archive here is made byte by byte around a bag that is whole.

#![allow(clippy::unwrap_used, reason = "what fails here is a failed test")]
#![allow(clippy::too_many_lines, reason = "each group of cases is one list")]
#![allow(clippy::assigning_clones, reason = "plain assignments read best in lists of changes")]
#![allow(clippy::print_stdout, reason = "the count belongs into the log of CI")]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::forge::{
    DEFLATED, ENCRYPTED, End, Entry, Header, NO_VALUE, Parts, STORED, UTF8, extra, unicode_path, zip,
};
use common::{outcome, sealpack};
use serde_json::Value;
use sha2::{Digest, Sha256};

const CONTENT: &[u8] = b"the content that was sealed, sealed, sealed";
const OTHER: &[u8] = b"another content than the one that was sealed";
const NAME: &str = "bag/data/a.txt";

fn sha256(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A whole bag whose payload is `target`, named as its manifest says.
fn bag(target: Entry) -> Vec<Entry> {
    let manifest = format!("{}  data/a.txt\n", sha256(CONTENT));
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    vec![
        Entry::stored("bag/bagit.txt", declaration.as_bytes()),
        target,
        Entry::stored("bag/manifest-sha256.txt", manifest.as_bytes()),
    ]
}

fn target() -> Entry {
    Entry::deflated(NAME, CONTENT)
}

/// The bag with a change of its payload's entry.
fn changed(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    zip(&bag(target().with(change)))
}

/// The bag with further entries.
fn with(more: impl IntoIterator<Item = Entry>) -> Vec<u8> {
    let mut entries = bag(target());
    entries.extend(more);
    zip(&entries)
}

/// The bag with its records changed.
fn parts(change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    Parts::of(&bag(target())).with(change).bytes()
}

/// A second archive with another payload under the same name, to be hidden in the first.
fn second() -> Vec<u8> {
    zip(&[Entry::stored(NAME, OTHER)])
}

/// The extra field of ZIP64 with these sizes (4.5.3).
fn zip64(values: &[u64]) -> Vec<u8> {
    extra(1, &values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())
}

type Case = (&'static str, &'static str, &'static str, Vec<u8>);

/// A1 to A5: what the local header, the central header, the descriptor and the extra fields say of one entry.
fn redundant_metadata() -> Vec<Case> {
    let stored = || Entry::stored(NAME, CONTENT);
    vec![
        ("A1", "method stored in the list", "zip-impossible-size", changed(|e| e.central.method = STORED)),
        ("A1", "method stored in front", "zip-other-fields", changed(|e| e.local.method = STORED)),
        (
            "A1",
            "deflated in front only",
            "zip-other-fields",
            zip(&bag(stored().with(|e| e.local.method = DEFLATED))),
        ),
        ("A1", "a method of its own", "zip-method", changed(|e| e.both(|h| h.method = 12))),
        ("A2", "shorter in front", "zip-other-fields", changed(|e| e.local.compressed -= 1)),
        ("A2", "another size in front", "zip-other-fields", changed(|e| e.local.size += 1)),
        ("A2", "another checksum in front", "zip-other-fields", changed(|e| e.local.crc ^= 1)),
        (
            "A2",
            "no sizes in front",
            "zip-other-fields",
            changed(|e| (e.local.compressed, e.local.size) = (0, 0)),
        ),
        ("A2", "longer in both, into the next", "zip-overlap", changed(|e| e.both(|h| h.compressed += 1))),
        ("A2", "shorter in both", "zip-gap", changed(|e| e.both(|h| h.compressed -= 1))),
        ("A2", "smaller in both than it is", "zip-damaged-data", changed(|e| e.both(|h| h.size -= 1))),
        ("A2", "larger in both than it is", "zip-damaged-data", changed(|e| e.both(|h| h.size += 1))),
        ("A2", "a checksum of other content", "zip-checksum", changed(|e| e.both(|h| h.crc ^= 1))),
        (
            "A2",
            "stored, and larger than its data",
            "zip-impossible-size",
            zip(&bag(stored().with(|e| e.both(|h| h.size += 1)))),
        ),
        (
            "A2",
            "ZIP64 sizes in front only",
            "zip-other-fields",
            changed(|e| {
                e.local.extra = zip64(&[1, 2]);
                (e.local.size, e.local.compressed) = (NO_VALUE, NO_VALUE);
            }),
        ),
        (
            "A2",
            "ZIP64 sizes that nothing asks for",
            "zip-extra-field",
            changed(|e| e.both(|h| h.extra = zip64(&[1, 2]))),
        ),
        (
            "A2",
            "two ZIP64 fields",
            "zip-extra-field",
            changed(|e| {
                e.both(|h| {
                    h.extra = [zip64(&[u64::from(h.size)]), zip64(&[1])].concat();
                    h.size = NO_VALUE;
                });
            }),
        ),
        (
            "A2",
            "a descriptor of another checksum",
            "zip-descriptor",
            zip(&bag(target().streamed().with(|e| e.descriptor[4] ^= 1))),
        ),
        (
            "A2",
            "a descriptor of another size",
            "zip-descriptor",
            zip(&bag(target().streamed().with(|e| e.descriptor[12] ^= 1))),
        ),
        (
            "A2",
            "a descriptor nobody flags",
            "zip-gap",
            zip(&bag(target().streamed().with(|e| {
                let central = e.central.clone();
                e.local = Header { extra: Vec::new(), ..central };
                e.both(|h| h.flags = 0);
            }))),
        ),
        (
            "A2",
            "a descriptor that is not there",
            "zip-descriptor",
            zip(&bag(target().streamed().with(|e| e.descriptor.clear()))),
        ),
        (
            "A3",
            "another name in front",
            "zip-other-name",
            changed(|e| e.local.name = b"bag/data/b.txt".to_vec()),
        ),
        (
            "A3",
            "another name in the list",
            "zip-other-name",
            changed(|e| e.central.name = b"bag/data/b.txt".to_vec()),
        ),
        (
            "A3",
            "a longer name in front",
            "zip-other-name",
            changed(|e| e.local.name = b"bag/data/a.txt.exe".to_vec()),
        ),
        (
            "A3",
            "a name field of Unicode in the list",
            "zip-extra-field",
            changed(|e| e.central.extra = unicode_path(NAME.as_bytes(), "bag/data/b.txt")),
        ),
        (
            "A3",
            "a name field of Unicode in front",
            "zip-extra-field",
            changed(|e| e.local.extra = unicode_path(NAME.as_bytes(), "bag/data/b.txt")),
        ),
        (
            "A3",
            "a name field of Unicode for another name",
            "zip-extra-field",
            changed(|e| e.both(|h| h.extra = unicode_path(b"x", "x"))),
        ),
        ("A4", "a folder by its attributes", "zip-special-file", changed(|e| e.central.external |= 0x10)),
        ("A4", "a folder by its mode", "zip-special-file", changed(|e| e.central.external = 0o040_755 << 16)),
        (
            "A4",
            "a folder by its name, with content",
            "zip-folder-content",
            with([Entry::stored("bag/data/b/", OTHER)]),
        ),
        (
            "A4",
            "a link by its mode",
            "zip-special-file",
            with(
                [Entry::stored("bag/data/b", b"/etc/passwd").with(|e| e.central.external = 0o120_777 << 16)],
            ),
        ),
        ("A4", "a folder by its backslash", "zip-unsafe-name", with([Entry::stored("bag/data/b\\", b"")])),
        ("A5", "encrypted in front", "zip-other-fields", changed(|e| e.local.flags |= ENCRYPTED)),
        ("A5", "encrypted in the list", "zip-encrypted", changed(|e| e.central.flags |= ENCRYPTED)),
        ("A5", "encrypted in both", "zip-encrypted", changed(|e| e.both(|h| h.flags |= ENCRYPTED))),
        ("A5", "strongly encrypted", "zip-encrypted", changed(|e| e.both(|h| h.flags |= 1 << 6))),
        ("A5", "masked headers", "zip-flags", changed(|e| e.both(|h| h.flags |= 1 << 13))),
        ("A5", "patch data", "zip-flags", changed(|e| e.both(|h| h.flags |= 1 << 5))),
    ]
}

/// B1 to B4: what a name means.
fn path_processing() -> Vec<Case> {
    let named = |name: &[u8]| with([Entry::stored("x", OTHER).with(|e| e.both(|h| h.name = name.to_vec()))]);
    let double = |name: &str| with([Entry::stored(name, OTHER)]);
    let unsafe_names: [(&'static str, &'static str); 22] = [
        ("B2", "bag/data/a\0.txt"),
        ("B2", "bag/data/a\u{7}.txt"),
        ("B2", "bag/data/a\n.txt"),
        ("B2", "bag/data/a:b"),
        ("B2", "bag/data/a?b"),
        ("B2", "bag/data/a*b"),
        ("B2", "bag/data/a|b"),
        ("B2", "bag/data/a\"b"),
        ("B2", "bag/data/<b>"),
        ("B2", "bag/data/b."),
        ("B2", "bag/data/b "),
        ("B2", "bag/data/nul.txt"),
        ("B3", "/bag/data/b"),
        ("B3", "../bag/data/b"),
        ("B3", "./bag/data/b"),
        ("B3", "bag/./data/b"),
        ("B3", "bag/x/../data/b"),
        ("B3", "bag//data/b"),
        ("B3", "bag/data/b/."),
        ("B3", "bag\\data\\b"),
        ("B3", "C:/bag/data/b"),
        ("B3", "bag/.../b"),
    ];
    let mut cases: Vec<Case> =
        unsafe_names.into_iter().map(|(kind, name)| (kind, name, "zip-unsafe-name", double(name))).collect();
    cases.extend([
        ("B1", "the same name twice", "zip-same-name", double(NAME)),
        (
            "B1",
            "a folder twice",
            "zip-same-name",
            with([Entry::stored("bag/b/", b""), Entry::stored("bag/b/", b"")]),
        ),
        ("B1", "a file that is a folder", "zip-file-and-folder", double("bag/data/a.txt/b")),
        (
            "B1",
            "a file and a folder of one name",
            "zip-file-and-folder",
            with([Entry::stored("bag/data/a.txt/", b"")]),
        ),
        ("B2", "a name in GBK", "zip-name-encoding", named(b"bag/data/\xB9\xE3\xB3\xA1.txt")),
        (
            "B2",
            "a name in GBK that claims UTF-8",
            "zip-name-encoding",
            with([Entry::stored("x", OTHER).with(|e| {
                e.both(|h| {
                    h.name = b"bag/data/\xB9\xE3\xB3\xA1.txt".to_vec();
                    h.flags |= UTF8;
                });
            })]),
        ),
        ("B2", "overlong UTF-8", "zip-name-encoding", named(b"bag/data/\xC0\xAF")),
        ("B2", "half a pair of UTF-16 in UTF-8", "zip-name-encoding", named(b"bag/data/\xED\xA0\x80")),
        ("B4", "the same name in other case", "zip-same-name", double("bag/data/A.TXT")),
        ("B4", "the same folder in other case", "zip-same-name", double("BAG/data/a.txt")),
        (
            "B4",
            "the same name with sharp s",
            "zip-same-name",
            with([Entry::stored("bag/data/straße", b""), Entry::stored("bag/data/STRASSE", b"")]),
        ),
        (
            "B4",
            "the same name decomposed",
            "zip-same-name",
            with([Entry::stored("bag/data/é", b""), Entry::stored("bag/data/e\u{301}", b"")]),
        ),
    ]);
    cases
}

/// C1 to C5: where the records are.
fn structure_positioning() -> Vec<Case> {
    let small = second();
    let end = small[small.len() - 22..].to_vec();
    let whole = zip(&bag(target()));
    let streamed_end = [CONTENT, &0x0807_4b50_u32.to_le_bytes(), &[0; 12]].concat();
    vec![
        ("C1", "data before the archive", "zip-directory-place", [b"MZ".as_slice(), &whole].concat()),
        (
            "C1",
            "data before the archive, all offsets shifted",
            "zip-gap",
            Parts::of(&bag(target()).into_iter().map(|e| e.with(|e| e.shift = 2)).collect::<Vec<_>>())
                .with(|p| {
                    p.end.offset += 2;
                    p.locals.splice(0..0, *b"MZ");
                })
                .bytes(),
        ),
        (
            "C1",
            "data before the archive, the list's offset shifted",
            "zip-local-header",
            parts(|p| {
                p.end.offset += 2;
                p.locals.splice(0..0, *b"MZ");
            }),
        ),
        ("C1", "an archive before the archive", "zip-directory-place", [&small[..], &whole].concat()),
        ("C1", "an archive after the archive", "zip-directory-place", [&whole[..], &small].concat()),
        ("C1", "a byte after the archive", "zip-after-end", [&whole[..], b"\0"].concat()),
        ("C1", "an archive in the comment", "zip-several-ends", parts(|p| p.comment = small.clone())),
        ("C1", "an end in the comment", "zip-several-ends", parts(|p| p.comment = end.clone())),
        (
            "C1",
            "an end in the comment, and a byte",
            "zip-hidden-record",
            parts(|p| p.comment = [&end[..], b"x"].concat()),
        ),
        (
            "C1",
            "a local header in the comment",
            "zip-hidden-record",
            parts(|p| p.comment = b"PK\x03\x04".to_vec()),
        ),
        (
            "C1",
            "a ZIP64 locator in the comment",
            "zip-hidden-record",
            parts(|p| p.comment = b"PK\x06\x07".to_vec()),
        ),
        (
            "C1",
            "an archive in an entry's comment",
            "zip-hidden-record",
            changed(|e| e.central.comment = small.clone()),
        ),
        (
            "C1",
            "an archive in an extra field in front",
            "zip-hidden-record",
            changed(|e| e.local.extra = extra(0xCAFE, &small)),
        ),
        (
            "C1",
            "an archive in an extra field of the list",
            "zip-hidden-record",
            changed(|e| e.central.extra = extra(0xCAFE, &small)),
        ),
        (
            "C2",
            "a stored file whose content ends it early",
            "zip-false-end",
            zip(&bag(Entry::stored(NAME, &streamed_end).streamed())),
        ),
        (
            "C2",
            "a stored file with an archive inside, unknown length",
            "zip-false-end",
            zip(&bag(Entry::stored(NAME, &small).streamed())),
        ),
        (
            "C2",
            "an entry that the list leaves out",
            "zip-gap",
            parts(|p| {
                p.locals.extend(Entry::stored("bag/data/b", OTHER).local_bytes());
                *p = p.clone().placed();
            }),
        ),
        ("C2", "an entry between two others that the list leaves out", "zip-gap", {
            let mut entries = bag(target());
            entries.insert(1, Entry::stored("bag/data/b", OTHER));
            let mut parts = Parts::of(&entries);
            let all: Vec<Vec<u8>> = [0, 1, 2, 3]
                .map(|at| {
                    let offset: usize = entries[..at].iter().map(|entry| entry.local_bytes().len()).sum();
                    entries[at].central_bytes(u32::try_from(offset).unwrap())
                })
                .into();
            parts.directory = [&all[0][..], &all[2], &all[3]].concat();
            (parts.end.entries, parts.end.entries_here) = (3, 3);
            parts.placed().bytes()
        }),
        (
            "C2",
            "deflated data and more behind their end",
            "zip-damaged-data",
            changed(|e| {
                e.data.extend(b"hidden");
                e.both(|h| h.compressed += 6);
            }),
        ),
        (
            "C3",
            "fewer entries counted",
            "zip-directory-count",
            parts(|p| (p.end.entries, p.end.entries_here) = (2, 2)),
        ),
        (
            "C3",
            "more entries counted",
            "zip-central-header",
            parts(|p| (p.end.entries, p.end.entries_here) = (4, 4)),
        ),
        (
            "C3",
            "no entries counted",
            "zip-directory-count",
            parts(|p| (p.end.entries, p.end.entries_here) = (0, 0)),
        ),
        ("C3", "fewer entries on this disk", "zip-split", parts(|p| p.end.entries_here = 2)),
        ("C3", "a second disk", "zip-split", parts(|p| p.end.disk = 1)),
        ("C3", "the directory on a second disk", "zip-split", parts(|p| p.end.directory_disk = 1)),
        ("C3", "an entry on a second disk", "zip-split", changed(|e| e.central.disk = 1)),
        (
            "C3",
            "data at the end of the list",
            "zip-directory-count",
            parts(|p| {
                p.directory.extend([0; 46]);
                *p = p.clone().placed();
            }),
        ),
        (
            "C3",
            "another record at the end of the list",
            "zip-central-header",
            parts(|p| {
                p.directory.extend([0; 46]);
                *p = p.clone().placed();
                (p.end.entries, p.end.entries_here) = (4, 4);
            }),
        ),
        ("C4", "a list longer than stated", "zip-directory-place", parts(|p| p.end.size -= 1)),
        ("C4", "a list that begins later than stated", "zip-directory-place", parts(|p| p.end.offset -= 1)),
        (
            "C4",
            "another list before the true one",
            "zip-gap",
            parts(|p| {
                let hidden = Entry::stored("bag/data/b", OTHER);
                p.locals.extend(hidden.central_bytes(0));
                *p = p.clone().placed();
            }),
        ),
        ("C4", "data between list and end", "zip-directory-place", parts(|p| p.before_end = b"gap".to_vec())),
        ("C4", "an entry that begins elsewhere", "zip-gap", changed(|e| e.shift = 1)),
        ("C4", "two entries over the same data", "zip-overlap", {
            let mut entries = bag(target());
            entries.push(Entry::stored("bag/data/b", OTHER));
            let mut parts = Parts::of(&entries);
            let before: usize = entries[..3].iter().map(|entry| entry.local_bytes().len()).sum();
            let last = entries[3].central_bytes(u32::try_from(before).unwrap());
            parts.locals.truncate(before);
            let start = parts.directory.len() - last.len();
            let first = entries[0].local_bytes().len();
            parts.directory.splice(start.., entries[3].central_bytes(u32::try_from(first).unwrap()));
            parts.placed().bytes()
        }),
        ("C5", "ZIP64 that counts fewer entries", "zip-zip64", {
            let parts = Parts::of(&bag(target()));
            let (size, offset) = (parts.end.size.into(), parts.end.offset.into());
            parts.zip64(2, size, offset).bytes()
        }),
        ("C5", "ZIP64 that places the list elsewhere", "zip-zip64", {
            let parts = Parts::of(&bag(target()));
            let (size, offset) = (u64::from(parts.end.size), u64::from(parts.end.offset));
            parts.zip64(3, size - 1, offset + 1).bytes()
        }),
        ("C5", "ZIP64 alone, of another list", "zip-directory-count", {
            let mut parts = Parts::of(&bag(target()));
            let (size, offset) = (u64::from(parts.end.size), u64::from(parts.end.offset));
            let unknown = End {
                entries: u16::MAX,
                entries_here: u16::MAX,
                size: NO_VALUE,
                offset: NO_VALUE,
                ..parts.end
            };
            parts.end = unknown;
            parts.zip64(2, size, offset).bytes()
        }),
        ("C5", "a locator that points elsewhere", "zip-zip64", {
            let parts = Parts::of(&bag(target()));
            let (size, offset) = (parts.end.size.into(), parts.end.offset.into());
            parts.zip64(3, size, offset).with(|p| p.before_end[56 + 8] ^= 1).bytes()
        }),
        ("C5", "a locator without its record", "zip-zip64", {
            let parts = Parts::of(&bag(target()));
            let (size, offset) = (parts.end.size.into(), parts.end.offset.into());
            parts.zip64(3, size, offset).with(|p| drop(p.before_end.drain(..56))).bytes()
        }),
        ("C5", "a ZIP64 record with more data in it", "zip-zip64", {
            let parts = Parts::of(&bag(target()));
            let (size, offset) = (parts.end.size.into(), parts.end.offset.into());
            parts.zip64(3, size, offset).with(|p| p.before_end[4] += 1).bytes()
        }),
        ("C5", "a gap before the locator's end", "zip-directory-place", {
            let parts = Parts::of(&bag(target()));
            let (size, offset) = (parts.end.size.into(), parts.end.offset.into());
            parts.zip64(3, size, offset).with(|p| p.before_end.push(0)).bytes()
        }),
        (
            "C5",
            "a ZIP64 offset in the list only",
            "zip-extra-field",
            changed(|e| e.central.extra = zip64(&[0])),
        ),
    ]
}

fn verify(name: &str, bytes: &[u8]) -> (i32, Vec<Value>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let output = sealpack("en").args(["verify", "--format", "json"]).arg(&path).output().unwrap();
    let (code, out, err) = outcome(&output);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{name}: {error}: {err}"));
    (code, result["archives"][0]["findings"].as_array().unwrap().clone())
}

/// What all these archives are changed from would be verified: it is whole, and merely not in our form.
#[test]
fn the_archive_they_are_made_from_is_whole() {
    let streamed = zip(&bag(target().streamed()));
    let stored = zip(&bag(Entry::stored(NAME, CONTENT)));
    let commented = parts(|p| p.comment = b"plain".to_vec());
    for bytes in [zip(&bag(target())), streamed, stored, commented, with([Entry::stored("bag/data/", b"")])] {
        let (code, findings) = verify("whole.zip", &bytes);
        assert_eq!(code, 0, "{findings:#?}");
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert_eq!(findings[0]["rule"], "not-canonical");
    }
}

#[test]
fn every_kind_of_ambiguity_is_refused_by_its_name() {
    let cases: Vec<Case> =
        [redundant_metadata(), path_processing(), structure_positioning()].into_iter().flatten().collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (kind, what, rule, bytes) in &cases {
        *counts.entry(kind).or_default() += 1;
        let (code, findings) = verify("ambiguous.zip", bytes);
        let found = findings.iter().any(|finding| finding["rule"] == *rule && finding["severity"] == "error");
        if code != 1 || !found {
            let rules: Vec<&str> = findings.iter().map(|f| f["rule"].as_str().unwrap()).collect();
            wrong.push(format!("{kind} {what:?}: exit {code}, {rules:?} instead of {rule}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(counts.len(), 14, "{counts:?}");
    println!("{} ambiguous archives of 14 types refused: {counts:?}", cases.len());
}

/// A finding says where, and what could be hidden that way.
#[test]
fn a_finding_says_where_and_what_could_be_hidden() {
    let (_, findings) = verify("hidden.zip", &changed(|entry| entry.local.name = b"bag/data/b.txt".to_vec()));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!(finding["path"], NAME);
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("two different names"), "{message}");
    assert!(message.contains("pass a check under one and be used under the other"), "{message}");
    assert!(message.contains("(offset 97)"), "{message}");
    let told = sealpack("zh").args(["explain", "zip-other-name"]).output().unwrap();
    assert!(outcome(&told).1.contains("一个条目有两个名字"));
}
