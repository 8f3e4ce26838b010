//! Seals, through the binary: `pack --sign`, `seal`, and `verify --signers`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]

mod common;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::keys::{self, PASSPHRASE};
use common::{Folder, bag, names, outcome, png, refused_by, says, sealpack, snapshot};
use serde_json::{Value, json};

const SIGNER: &str = "zhang@example.org";

/// A submission, keys, and an empty folder for its archive.
struct Case {
    folder: Folder,
    /// A key without a passphrase, whose owner is on the list.
    key: PathBuf,
    /// The list of signers.
    signers: PathBuf,
}

impl Case {
    /// A submission without errors.
    fn new() -> Self {
        Self::of(&json!({}))
    }

    /// A submission to a profile with this schema.
    fn of(schema: &Value) -> Self {
        let folder = Folder::new(schema);
        folder.write("A1-公益广告/实景图片/2026-03-05_人民广场_公益广告牌.png", &png(40, 30, 1));
        let temp = folder.temp.path();
        let key = keys::plain(temp, "key", 1);
        let signers = temp.join("signers");
        fs::write(&signers, keys::line(SIGNER, "namespaces=\"sealpack\"", 1)).unwrap();
        fs::create_dir(temp.join("out")).unwrap();
        Self { folder, key, signers }
    }

    fn temp(&self) -> &Path {
        self.folder.temp.path()
    }

    fn out(&self) -> PathBuf {
        self.temp().join("out")
    }

    fn archive(&self) -> PathBuf {
        self.out().join("a.zip")
    }

    fn seal(&self) -> PathBuf {
        self.out().join("a.zip.sig")
    }

    /// A list of signers with this text.
    fn list(&self, text: &str) -> PathBuf {
        let path = self.temp().join("list");
        fs::write(&path, text).unwrap();
        path
    }

    fn packing(&self, args: &[&OsStr]) -> Command {
        let mut command = sealpack("en");
        command.arg("pack").arg(&self.folder.root).args(["--date", "2026-07-01", "-o"]).arg(self.archive());
        command.args(args);
        command
    }

    fn pack(&self, args: &[&OsStr]) -> (i32, String, String) {
        outcome(&self.packing(args).output().unwrap())
    }

    /// The archive with its seal.
    fn sealed() -> Self {
        let case = Self::new();
        let (code, _, err) = case.pack(&["--sign".as_ref(), case.key.as_ref()]);
        assert_eq!(code, 0, "{err}");
        case
    }

    /// Verifies with the list of signers.
    fn verify(&self) -> (i32, Value) {
        verify(&[self.archive().as_ref(), "--signers".as_ref(), self.signers.as_ref()])
    }
}

/// Exit code and result for one archive.
fn verify(args: &[&OsStr]) -> (i32, Value) {
    let output = sealpack("en").args(["verify", "--format", "json"]).args(args).output().unwrap();
    let (code, out, err) = outcome(&output);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    assert_eq!(refused_by("verify.schema.json", &result), [""; 0]);
    (code, result["archives"][0].clone())
}

/// What `verify` says to people.
fn said(args: &[&OsStr]) -> String {
    outcome(&sealpack("en").arg("verify").args(args).output().unwrap()).1
}

/// The command that seals an archive.
fn sealing(archive: &Path, key: &Path) -> Command {
    let mut command = sealpack("en");
    command.arg("seal").arg(archive).arg("--key").arg(key);
    command
}

fn seal(archive: &Path, key: &Path, args: &[&OsStr]) -> (i32, String, String) {
    outcome(&sealing(archive, key).args(args).output().unwrap())
}

/// The rules and severities of the findings.
fn found(verification: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = verification["findings"].as_array().unwrap();
    findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["severity"]))).collect()
}

fn one(rule: &str, severity: &str) -> Vec<(String, String)> {
    vec![(rule.to_owned(), severity.to_owned())]
}

#[test]
fn a_packed_archive_is_sealed_and_its_signer_told() {
    let case = Case::new();
    let (code, text, err) = case.pack(&["--sign".as_ref(), case.key.as_ref()]);
    assert_eq!(code, 0, "{err}");
    assert!(says(&text, "Sealed: ") && text.contains("a.zip.sig") && text.contains("SHA256:"), "{text}");
    assert_eq!(names(&case.out()), ["a.zip", "a.zip.sha256", "a.zip.sig"]);
    let (code, verification) = case.verify();
    assert_eq!((code, &verification["seal"]), (0, &json!("valid")), "{verification}");
    let signer = &verification["signer"];
    assert_eq!((&signer["principal"], &signer["keyType"]), (&json!(SIGNER), &json!("ssh-ed25519")));
    assert_eq!(signer["comment"], "县文明办");
    let archive = case.archive();
    let text = said(&[archive.as_ref(), "--signers".as_ref(), case.signers.as_ref()]);
    assert!(says(&text, "Sealed by zhang@example.org (县文明办)"), "{text}");
    let fingerprint = signer["fingerprint"].as_str().unwrap();
    assert!(text.lines().any(|line| line.trim() == format!("ssh-ed25519  {fingerprint}")), "{text}");
}

#[test]
fn the_seal_does_not_change_the_archive() {
    let case = Case::sealed();
    let sealed = fs::read(case.archive()).unwrap();
    fs::remove_file(case.seal()).unwrap();
    assert_eq!(case.pack(&["--force".as_ref()]).0, 0);
    assert!(fs::read(case.archive()).unwrap() == sealed);
}

#[test]
fn without_a_list_the_signer_is_not_vouched_for() {
    let case = Case::sealed();
    let (code, verification) = verify(&[case.archive().as_ref()]);
    assert_eq!((code, &verification["seal"]), (0, &json!("unchecked")));
    assert_eq!(verification["signer"]["principal"], Value::Null);
    let text = said(&[case.archive().as_ref()]);
    assert!(says(&text, "The seal fits") && says(&text, "not checked"), "{text}");
}

#[test]
fn whoever_is_not_on_the_list_is_not_believed() {
    let case = Case::sealed();
    let lists = [
        String::new(),
        keys::line(SIGNER, "", 2),
        keys::line(SIGNER, "namespaces=\"git\"", 1),
        keys::line(SIGNER, "valid-before=\"20200101\"", 1),
        keys::line(SIGNER, "valid-after=\"22000101Z\"", 1),
        keys::line(SIGNER, "cert-authority", 1),
    ];
    for list in lists {
        let (code, verification) =
            verify(&[case.archive().as_ref(), "--signers".as_ref(), case.list(&list).as_ref()]);
        assert_eq!((code, &verification["seal"]), (1, &json!("invalid")), "{list}");
        assert_eq!(found(&verification), one("seal-untrusted", "error"), "{list}");
        assert_eq!((&verification["verified"], &verification["signer"]), (&json!(false), &Value::Null));
        assert!(verification["findings"][0]["fix"].is_string());
    }
}

#[test]
fn a_list_that_cannot_be_understood_is_refused_before_anything_else() {
    let case = Case::sealed();
    let list = case.list(&format!("{}zhang nonsense\n", keys::line(SIGNER, "", 1)));
    for list in [list, case.temp().join("missing")] {
        let mut command = sealpack("en");
        command.arg("verify").arg(case.archive()).arg("--signers").arg(&list);
        let (code, out, err) = outcome(&command.output().unwrap());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        let name = list.file_name().unwrap().to_str().unwrap();
        assert!(says(&err, name) && (name == "missing" || says(&err, "Line 2")), "{err}");
    }
}

#[test]
fn where_a_seal_is_demanded_one_must_be_there() {
    let case = Case::sealed();
    let folder = bag::unpack(&case.archive(), &case.temp().join("unpacked"));
    fs::remove_file(case.seal()).unwrap();
    let (code, verification) = verify(&[case.archive().as_ref()]);
    assert_eq!((code, &verification["seal"], found(&verification)), (0, &json!("none"), vec![]));
    for place in [case.archive(), folder] {
        let (code, verification) = verify(&[place.as_ref(), "--signers".as_ref(), case.signers.as_ref()]);
        assert_eq!((code, &verification["seal"]), (1, &json!("none")));
        assert_eq!(found(&verification), one("seal-missing", "error"));
    }
}

#[test]
fn a_seal_elsewhere_is_named() {
    let case = Case::sealed();
    let elsewhere = case.temp().join("elsewhere.sig");
    fs::rename(case.seal(), &elsewhere).unwrap();
    let archive = case.archive();
    let arguments: [&OsStr; 3] = [archive.as_ref(), "--signers".as_ref(), case.signers.as_ref()];
    assert_eq!(verify(&arguments).0, 1);
    let with = |seal: &Path| {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--seal".as_ref(), seal.as_os_str()]);
        verify(&arguments)
    };
    assert_eq!(with(&elsewhere).1["seal"], "valid");
    assert_eq!(with(&case.temp().join("missing")).0, 1);
    let mut two = sealpack("en");
    two.arg("verify").arg(&archive).arg(&archive).arg("--seal").arg(&elsewhere);
    let (code, out, err) = outcome(&two.output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(says(&err, "one archive"), "{err}");
}

#[test]
fn a_seal_of_another_archive_is_noticed_without_a_list_too() {
    let case = Case::sealed();
    let mut bytes = fs::read(case.archive()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(case.archive(), &bytes).unwrap();
    let rules =
        |verification: &Value| found(verification).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    for (code, verification) in [verify(&[case.archive().as_ref()]), case.verify()] {
        assert_eq!((code, &verification["seal"]), (1, &json!("invalid")));
        assert!(rules(&verification).contains(&"seal-invalid".to_owned()), "{verification}");
    }
    // Another whole archive.
    let other = Case::sealed();
    let date = ["--date", "2026-07-02", "--force", "--sign"];
    let mut packing = sealpack("en");
    packing.arg("pack").arg(&other.folder.root).arg("-o").arg(other.archive()).args(date).arg(&other.key);
    assert_eq!(outcome(&packing.output().unwrap()).0, 0);
    fs::copy(case.seal(), other.seal()).unwrap();
    assert_eq!(found(&other.verify().1), one("seal-invalid", "error"));
}

#[test]
fn a_changed_byte_in_archive_or_seal_is_noticed() {
    let case = Case::sealed();
    for (path, steps) in [(case.archive(), 25), (case.seal(), 60)] {
        let good = fs::read(&path).unwrap();
        for number in 0..steps {
            let at = number * good.len() / steps;
            let mut bytes = good.clone();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            fs::write(&path, &bytes).unwrap();
            let mut command = sealpack("en");
            command.arg("verify").arg(case.archive()).arg("--signers").arg(&case.signers);
            let (code, out, err) = outcome(&command.output().unwrap());
            // An archive may no longer look like one.
            assert!(code == 1 || (code == 2 && path == case.archive()), "{at}: {out}{err}");
        }
        fs::write(&path, &good).unwrap();
        assert_eq!(case.verify().0, 0);
    }
}

#[test]
fn what_is_no_seal_is_malformed() {
    let case = Case::sealed();
    let good = fs::read_to_string(case.seal()).unwrap();
    let cases = [
        String::new(),
        "a signature".to_owned(),
        "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n".to_owned(),
        good[..good.len() / 2].to_owned(),
        format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", "A".repeat(40_000)),
        format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", "!".repeat(70)),
    ];
    for text in cases {
        fs::write(case.seal(), &text).unwrap();
        for (code, verification) in [case.verify(), verify(&[case.archive().as_ref()])] {
            assert_eq!((code, &verification["seal"]), (1, &json!("invalid")), "{text}");
            assert_eq!(found(&verification), one("seal-malformed", "error"), "{text}");
        }
    }
    fs::File::options().write(true).open(case.seal()).unwrap().set_len(1 << 30).unwrap();
    assert_eq!(found(&case.verify().1), one("seal-malformed", "error"));
}

#[test]
fn an_archive_made_earlier_is_sealed() {
    let case = Case::new();
    assert_eq!(case.pack(&[]).0, 0);
    let (code, text, err) = seal(&case.archive(), &case.key, &[]);
    assert_eq!(code, 0, "{err}");
    assert!(text.contains("a.zip.sig"), "{text}");
    assert_eq!(names(&case.out()), ["a.zip", "a.zip.sha256", "a.zip.sig"]);
    assert_eq!(case.verify().1["seal"], "valid");
    let first = fs::read(case.seal()).unwrap();
    // The same as if it had been sealed when it was packed, and not replaced by accident.
    assert_eq!(first, fs::read(Case::sealed().seal()).unwrap());
    let other = keys::plain(case.temp(), "other", 2);
    let (code, _, err) = seal(&case.archive(), &other, &[]);
    assert_eq!(code, 2);
    assert!(says(&err, "--force"), "{err}");
    assert_eq!(fs::read(case.seal()).unwrap(), first);
    assert_eq!(seal(&case.archive(), &other, &["--force".as_ref()]).0, 0);
    assert_ne!(fs::read(case.seal()).unwrap(), first);
    let elsewhere = case.temp().join("elsewhere.sig");
    assert_eq!(seal(&case.archive(), &case.key, &["-o".as_ref(), elsewhere.as_ref()]).0, 0);
    assert_eq!(fs::read(elsewhere).unwrap(), first);
}

#[test]
fn a_seal_replaces_nothing_but_a_seal() {
    let case = Case::sealed();
    let before = snapshot(case.temp());
    for target in
        [case.archive(), case.key.clone(), case.signers.clone(), case.temp().join("out/a.zip.sha256")]
    {
        for force in [&[][..], &["--force".as_ref()]] {
            let mut args: Vec<&OsStr> = vec!["-o".as_ref(), target.as_ref()];
            args.extend(force);
            let (code, out, err) = seal(&case.archive(), &case.key, &args);
            assert_eq!((code, out.as_str()), (2, ""), "{err}");
        }
    }
    assert!(snapshot(case.temp()) == before);
    // Nor does packing.
    fs::write(case.seal(), "signed by another program").unwrap();
    let before = snapshot(case.temp());
    let (code, _, err) = case.pack(&["--force".as_ref(), "--sign".as_ref(), case.key.as_ref()]);
    assert_eq!(code, 2);
    assert!(says(&err, "a.zip.sig"), "{err}");
    assert!(snapshot(case.temp()) == before);
}

#[test]
fn what_does_not_verify_is_not_sealed() {
    let case = Case::new();
    assert_eq!(case.pack(&[]).0, 0);
    let folder = bag::unpack(&case.archive(), &case.temp().join("unpacked"));
    let mut bytes = fs::read(case.archive()).unwrap();
    bytes.push(0);
    fs::write(case.archive(), bytes).unwrap();
    let (code, out, err) = seal(&case.archive(), &case.key, &[]);
    assert_eq!(code, 1);
    assert!(says(&out, "NOT VERIFIED") && says(&err, "not sealed"), "{out}{err}");
    assert_eq!(seal(&folder, &case.key, &[]).0, 2);
    assert_eq!(seal(&case.temp().join("missing.zip"), &case.key, &[]).0, 2);
    assert_eq!(names(&case.out()), ["a.zip", "a.zip.sha256"]);
    assert_eq!(names(folder.parent().unwrap()).len(), 1);
}

#[test]
fn a_bag_of_another_program_can_be_sealed() {
    let case = Case::new();
    fs::write(case.archive(), bag::zip_of(&bag::foreign())).unwrap();
    assert_eq!(seal(&case.archive(), &case.key, &[]).0, 0);
    let (code, verification) = case.verify();
    assert_eq!((code, &verification["seal"]), (0, &json!("valid")), "{verification}");
}

#[test]
fn a_draft_is_sealed_only_by_intent() {
    let case = Case::of(&json!({ "properties": { "photos": { "minItems": 2 } } }));
    assert_eq!(case.pack(&["--draft".as_ref()]).0, 0);
    let (code, _, err) = seal(&case.archive(), &case.key, &[]);
    assert_eq!(code, 1);
    assert!(says(&err, "--draft"), "{err}");
    assert!(!case.seal().exists());
    assert_eq!(seal(&case.archive(), &case.key, &["--draft".as_ref()]).0, 0);
    assert_eq!(case.verify().1["seal"], "valid");
}

#[test]
fn an_older_seal_never_stands_beside_a_new_archive() {
    let case = Case::sealed();
    let before = snapshot(&case.out());
    let (code, _, err) = case.pack(&["--force".as_ref()]);
    assert_eq!(code, 2);
    assert!(says(&err, "a.zip.sig") && says(&err, "--sign"), "{err}");
    assert!(snapshot(&case.out()) == before);
    // A seal alone is in the way too.
    fs::remove_file(case.archive()).unwrap();
    fs::remove_file(case.out().join("a.zip.sha256")).unwrap();
    assert_eq!(case.pack(&[]).0, 2);
    assert_eq!(case.pack(&["--sign".as_ref(), case.key.as_ref()]).0, 2);
    assert_eq!(names(&case.out()), ["a.zip.sig"]);
    let other = keys::plain(case.temp(), "other", 2);
    assert_eq!(case.pack(&["--force".as_ref(), "--sign".as_ref(), other.as_ref()]).0, 0);
    assert_eq!(found(&case.verify().1), one("seal-untrusted", "error"));
}

/// Runs a command with this on its standard input.
fn fed(command: &mut Command, input: &str) -> (i32, String, String) {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may have ended without reading.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    outcome(&child.wait_with_output().unwrap())
}

#[test]
fn a_passphrase_comes_from_a_descriptor_or_a_variable() {
    let case = Case::new();
    let locked = keys::locked(case.temp(), "locked", 1);
    let args: [&OsStr; 5] =
        ["--force".as_ref(), "--sign".as_ref(), locked.as_ref(), "--passphrase-fd".as_ref(), "0".as_ref()];
    let by_variable =
        |value: &str| outcome(&case.packing(&args[..3]).env("SEALPACK_PASSPHRASE", value).output().unwrap());
    for input in [format!("{PASSPHRASE}\n"), PASSPHRASE.to_owned(), format!("{PASSPHRASE}\r\nand more\n")] {
        let (code, out, err) = fed(&mut case.packing(&args), &input);
        assert_eq!(code, 0, "{err}");
        assert!(!format!("{out}{err}").contains("secret"));
        assert_eq!(case.verify().1["seal"], "valid");
    }
    assert_eq!(by_variable(PASSPHRASE).0, 0);
    // The descriptor goes before the variable.
    let mut both = case.packing(&args);
    assert_eq!(fed(both.env("SEALPACK_PASSPHRASE", "wrong"), PASSPHRASE).0, 0);
    let before = snapshot(&case.out());
    let wrong = [by_variable("hunter2"), by_variable(""), fed(&mut case.packing(&args), "hunter2\n")];
    for (code, out, err) in wrong {
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(says(&err, "passphrase is wrong") && !err.contains("hunter2"), "{err}");
    }
    assert!(snapshot(&case.out()) == before);
    let mut closed = case.packing(&args[..3]);
    let (code, _, err) = outcome(&closed.args(["--passphrase-fd", "57"]).output().unwrap());
    assert_eq!(code, 2);
    assert!(says(&err, "file descriptor 57"), "{err}");
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let case = Case::new();
    let locked = keys::locked(case.temp(), "locked", 1);
    let Some(setsid) = common::tool("setsid") else { return };
    let packing = case.packing(&["--sign".as_ref(), locked.as_ref()]);
    let mut command = Command::new(setsid);
    command.arg("--wait").arg(packing.get_program()).args(packing.get_args());
    command.env("SEALPACK_LANG", "en").env_remove("SEALPACK_PASSPHRASE").stdin(Stdio::null());
    let (code, out, err) = outcome(&command.output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(says(&err, "--passphrase-fd") && says(&err, "SEALPACK_PASSPHRASE"), "{err}");
    assert_eq!(names(&case.out()), [""; 0]);
}

/// Types lines on a terminal of its own, each once the program hides what is typed. Ends as the program did, and
/// prints what the terminal showed.
#[cfg(unix)]
const TYPIST: &str = r"
import os, pty, sys, termios, time
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
shown, lines = b'', sys.argv[1].split('|')
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if piece.endswith(b': ') and lines:
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            time.sleep(0.01)
        os.write(terminal, lines.pop(0).encode() + b'\n')
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
";

#[cfg(unix)]
#[test]
fn on_a_terminal_whoever_sits_there_is_asked() {
    let case = Case::new();
    let locked = keys::locked(case.temp(), "locked", 1);
    let Some(python) = common::tool("python3") else { return };
    let typed = |lines: &str| {
        let packing = case.packing(&["--force".as_ref(), "--sign".as_ref(), locked.as_ref()]);
        let mut command = Command::new(&python);
        command.args(["-c", TYPIST, lines]).arg(packing.get_program()).args(packing.get_args());
        command.env("SEALPACK_LANG", "en").env("NO_COLOR", "1").env_remove("SEALPACK_PASSPHRASE");
        outcome(&command.output().unwrap())
    };
    let (code, shown, err) = typed(PASSPHRASE);
    assert_eq!(code, 0, "{shown}{err}");
    assert!(says(&shown, "Passphrase of the key") && !shown.contains("secret"), "{shown}");
    assert_eq!(case.verify().1["seal"], "valid");
    assert_eq!(typed(&format!("hunter2|wrong|{PASSPHRASE}")).0, 0);
    let (code, shown, _) = typed("hunter2|hunter2|hunter2");
    assert_eq!((code, shown.matches("Passphrase of").count()), (2, 3), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
    // Ctrl-C ends it in order.
    assert_eq!(typed("\u{3}").0, 130);
}

#[test]
fn a_key_that_cannot_seal_is_refused_before_any_work() {
    let case = Case::new();
    let write = |name: &str, text: &[u8]| {
        let path = case.temp().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let good = fs::read(&case.key).unwrap();
    let refused = [
        (case.temp().join("missing"), "cannot be read"),
        (case.temp().to_owned(), "no key"),
        (write("empty", b""), "no key"),
        (write("text", b"my key"), "no key"),
        (write("cut", &good[..good.len() / 2]), "no key"),
        (write("long", &vec![b'-'; 1 << 20]), "no key"),
        (
            write("pem", b"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"),
            "ssh-keygen -p",
        ),
        (write("key.ppk", b"PuTTY-User-Key-File-3: ssh-ed25519\n"), "PuTTYgen"),
        (write("key.pub", keys::public(1).as_bytes()), "ssh-agent"),
    ];
    for (key, why) in refused {
        let (code, out, err) = case.pack(&["--sign".as_ref(), key.as_ref()]);
        assert_eq!((code, out.as_str()), (2, ""), "{}", key.display());
        let name = key.file_name().unwrap().to_str().unwrap();
        assert!(says(&err, name) && says(&err, why), "{err}");
    }
    assert_eq!(names(&case.out()), [""; 0]);
}

#[test]
fn a_passphrase_without_a_key_is_a_mistake() {
    let case = Case::new();
    let (code, _, err) = case.pack(&["--passphrase-fd".as_ref(), "0".as_ref()]);
    assert_eq!(code, 2);
    assert!(says(&err, "--sign"), "{err}");
}

#[test]
fn sealing_changes_nothing_else() {
    let case = Case::new();
    assert_eq!(case.pack(&[]).0, 0);
    let before: Vec<_> = snapshot(case.temp());
    assert_eq!(seal(&case.archive(), &case.key, &[]).0, 0);
    let after: Vec<_> = snapshot(case.temp()).into_iter().filter(|(path, _)| *path != case.seal()).collect();
    assert!(after == before);
}

#[test]
fn a_name_that_is_no_text_is_sealed_too() {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStringExt;
        let case = Case::new();
        assert_eq!(case.pack(&[]).0, 0);
        let odd = case.out().join(OsString::from_vec(b"\xc0\xc1.zip".to_vec()));
        fs::copy(case.archive(), &odd).unwrap();
        assert_eq!(seal(&odd, &case.key, &[]).0, 0);
        let (code, _) = verify(&[odd.as_ref(), "--signers".as_ref(), case.signers.as_ref()]);
        assert_eq!(code, 0);
    }
}
