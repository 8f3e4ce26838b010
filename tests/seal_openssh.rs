//! Seals against OpenSSH: what we seal `ssh-keygen -Y verify` accepts, what `ssh-keygen -Y sign` signs we accept, and
//! a running `ssh-agent` seals.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stderr, reason = "a test says what it could not test")]

mod common;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use common::{Folder, outcome, png, says, sealpack};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ssh_key::private::Ed25519Keypair;
use ssh_key::public::{KeyData, SkEd25519};
use ssh_key::{Algorithm, HashAlg, LineEnding, PrivateKey, PublicKey, Signature, SigningKey, SshSig};

const SIGNER: &str = "zhang@example.org";
const PASSPHRASE: &str = "secret";
/// The kinds of keys, as arguments of `ssh-keygen`.
const KINDS: [&[&str]; 5] = [
    &["-t", "ed25519"],
    &["-t", "ecdsa", "-b", "256"],
    &["-t", "ecdsa", "-b", "384"],
    &["-t", "ecdsa", "-b", "521"],
    &["-t", "rsa", "-b", "3072"],
];

/// A folder with an archive, `a.zip`; none where OpenSSH is missing.
fn archive() -> Option<Folder> {
    common::tool("ssh-keygen")?;
    let folder = Folder::new(&json!({}));
    folder.write("A1-公益广告/实景图片/2026-03-05_人民广场_公益广告牌.png", &png(40, 30, 1));
    let run = ours(&folder, &["pack", "submission", "--date", "2026-07-01", "-o", "a.zip"]).output();
    assert_eq!(outcome(&run.unwrap()).0, 0);
    Some(folder)
}

fn ours(folder: &Folder, args: &[&str]) -> Command {
    let mut command = sealpack("en");
    command.args(args).current_dir(folder.temp.path());
    command
}

/// Runs `ssh-keygen` with the archive on its standard input.
fn theirs(folder: &Folder, args: &[&str]) -> Output {
    let mut command = Command::new("ssh-keygen");
    command.args(args).current_dir(folder.temp.path()).env_remove("SSH_AUTH_SOCK");
    command.stdin(File::open(folder.temp.path().join("a.zip")).unwrap()).output().unwrap()
}

/// Makes a key and the list of signers that has it.
fn key(folder: &Folder, name: &str, passphrase: &str, kind: &[&str]) -> bool {
    let mut args = vec!["-q", "-N", passphrase, "-C", "a comment", "-f", name];
    args.extend(kind);
    let made = theirs(folder, &args).status.success();
    if made {
        let public = fs::read_to_string(folder.temp.path().join(format!("{name}.pub"))).unwrap();
        let line = format!("{SIGNER} namespaces=\"sealpack\" {public}");
        fs::write(folder.temp.path().join("signers"), line).unwrap();
    }
    made
}

/// What we say about `a.zip` and the seal beside it.
fn verified(folder: &Folder) -> (i32, Value) {
    let args = ["verify", "a.zip", "--format", "json", "--signers", "signers"];
    let (code, out, err) = outcome(&ours(folder, &args).output().unwrap());
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    (code, result["archives"][0].clone())
}

fn they_accept(folder: &Folder) {
    let common = ["-n", "sealpack", "-s", "a.zip.sig"];
    let check = theirs(folder, &[&["-Y", "check-novalidate"], common.as_slice()].concat());
    assert!(check.status.success(), "{check:?}");
    let verify = ["-Y", "verify", "-f", "signers", "-I", SIGNER];
    let verify = theirs(folder, &[&verify, common.as_slice()].concat());
    assert!(verify.status.success(), "{verify:?}");
}

fn we_accept(folder: &Folder) {
    let (code, verification) = verified(folder);
    assert_eq!((code, &verification["seal"]), (0, &json!("valid")), "{verification}");
    assert_eq!(verification["signer"]["principal"], SIGNER);
    assert_eq!(verification["signer"]["comment"], "a comment");
}

fn seal_file(folder: &Folder) -> PathBuf {
    folder.temp.path().join("a.zip.sig")
}

/// Signs `a.zip` with `ssh-keygen`.
fn they_sign(folder: &Folder, key: &str, args: &[&str]) -> bool {
    let signed = theirs(folder, &[&["-Y", "sign", "-f", key, "-n", "sealpack"], args].concat());
    if signed.status.success() {
        fs::write(seal_file(folder), signed.stdout).unwrap();
    }
    signed.status.success()
}

#[test]
fn every_kind_of_key_both_ways() {
    let Some(folder) = archive() else { return };
    for (number, kind) in KINDS.iter().enumerate() {
        for passphrase in ["", PASSPHRASE] {
            let name = format!("key{number}{passphrase}");
            assert!(key(&folder, &name, passphrase, kind));
            let mut seal = ours(&folder, &["seal", "a.zip", "--force", "--key", &name]);
            let (code, _, err) = outcome(&seal.env("SEALPACK_PASSPHRASE", passphrase).output().unwrap());
            assert_eq!(code, 0, "{kind:?}: {err}");
            they_accept(&folder);
            we_accept(&folder);
            if !passphrase.is_empty() {
                continue;
            }
            let ours = fs::read(seal_file(&folder)).unwrap();
            for hash in ["hashalg=sha512", "hashalg=sha256"] {
                assert!(they_sign(&folder, &name, &["-O", hash]));
                we_accept(&folder);
                let same = fs::read(seal_file(&folder)).unwrap() == ours;
                // Ed25519 and RSA leave no choice; theirs of ECDSA are random.
                assert_eq!(same, !kind.contains(&"ecdsa") && hash == "hashalg=sha512", "{kind:?} {hash}");
            }
        }
    }
}

#[test]
fn keys_encrypted_in_other_ways() {
    let Some(folder) = archive() else { return };
    for cipher in
        ["aes128-cbc", "aes256-cbc", "aes192-ctr", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com"]
    {
        assert!(key(&folder, cipher, PASSPHRASE, &["-t", "ed25519", "-Z", cipher]));
        let run = |passphrase: &str| {
            let mut seal = ours(&folder, &["seal", "a.zip", "--force", "--key", cipher]);
            outcome(&seal.env("SEALPACK_PASSPHRASE", passphrase).output().unwrap())
        };
        let (code, _, err) = run(PASSPHRASE);
        assert_eq!(code, 0, "{cipher}: {err}");
        they_accept(&folder);
        let (code, _, err) = run("wrong");
        assert_eq!(code, 2);
        assert!(says(&err, "passphrase is wrong"), "{cipher}: {err}");
    }
}

#[test]
fn a_signature_for_another_purpose_is_no_seal() {
    let Some(folder) = archive() else { return };
    assert!(key(&folder, "key", "", KINDS[0]));
    fs::write(
        folder.temp.path().join("signers"),
        format!("{SIGNER} {}", fs::read_to_string(folder.temp.path().join("key.pub")).unwrap()),
    )
    .unwrap();
    let signed = theirs(&folder, &["-Y", "sign", "-f", "key", "-n", "file"]);
    fs::write(seal_file(&folder), signed.stdout).unwrap();
    let (code, verification) = verified(&folder);
    assert_eq!((code, &verification["seal"]), (1, &json!("invalid")));
    assert_eq!(verification["findings"][0]["rule"], "seal-namespace");
    // Who demands no seal is not stopped by it.
    let (code, out, _) = outcome(&ours(&folder, &["verify", "a.zip"]).output().unwrap());
    assert_eq!(code, 0, "{out}");
    assert!(says(&out, "warning[seal-namespace]") && says(&out, "(file)"), "{out}");
}

/// What a security key signs (PROTOCOL.u2f): two digests around its flags and its counter.
#[test]
fn a_security_keys_seal_is_accepted() {
    fn raw(key: &impl SigningKey, message: &[u8]) -> Vec<u8> {
        key.try_sign(message).unwrap().as_bytes().to_vec()
    }
    let Some(folder) = archive() else { return };
    let key = Ed25519Keypair::from_seed(&[3; 32]);
    let public = KeyData::SkEd25519(SkEd25519::new(key.public, "ssh:"));
    let archive = fs::read(folder.temp.path().join("a.zip")).unwrap();
    let message = SshSig::signed_data("sealpack", HashAlg::Sha512, &archive).unwrap();
    let trailer = [1, 0, 0, 0, 7];
    let digests = [Sha256::digest("ssh:"), Sha256::digest(message)];
    let signed = [&digests[0][..], &trailer, &digests[1][..]].concat();
    let signature = [raw(&PrivateKey::from(key.clone()), &signed), trailer.to_vec()].concat();
    let signature = Signature::new(Algorithm::SkEd25519, signature).unwrap();
    let seal = SshSig::new(public.clone(), "sealpack", HashAlg::Sha512, signature).unwrap();
    fs::write(seal_file(&folder), seal.to_pem(LineEnding::LF).unwrap()).unwrap();
    let line = PublicKey::new(public, "a comment").to_openssh().unwrap();
    fs::write(folder.temp.path().join("signers"), format!("{SIGNER} {line}")).unwrap();
    they_accept(&folder);
    we_accept(&folder);
}

#[test]
fn weak_keys_and_certificates_are_refused() {
    let Some(folder) = archive() else { return };
    let weak: [&[&str]; 2] = [&["-t", "rsa", "-b", "1024"], &["-t", "dsa"]];
    for (number, kind) in weak.iter().enumerate() {
        let name = format!("weak{number}");
        if !key(&folder, &name, "", kind) || !they_sign(&folder, &name, &[]) {
            eprintln!("NOT TESTED: this OpenSSH makes no key with {kind:?}");
            continue;
        }
        refused(&folder);
        let (code, _, err) =
            outcome(&ours(&folder, &["seal", "a.zip", "--force", "--key", &name]).output().unwrap());
        assert_eq!(code, 2);
        assert!(says(&err, "too weak"), "{err}");
    }
    assert!(key(&folder, "authority", "", KINDS[0]) && key(&folder, "key", "", KINDS[0]));
    let issued = theirs(&folder, &["-q", "-s", "authority", "-I", "id", "-n", SIGNER, "key.pub"]);
    assert!(issued.status.success(), "{issued:?}");
    fs::copy(folder.temp.path().join("key"), folder.temp.path().join("key-cert")).unwrap();
    assert!(they_sign(&folder, "key-cert.pub", &[]));
    refused(&folder);
}

/// The seal is not checked: an error where one is demanded, else a warning.
fn refused(folder: &Folder) {
    let (code, verification) = verified(folder);
    assert_eq!((code, &verification["seal"]), (1, &json!("unchecked")), "{verification}");
    assert_eq!(verification["findings"][0]["rule"], "seal-unsupported");
    let (code, out, _) = outcome(&ours(folder, &["verify", "a.zip"]).output().unwrap());
    assert_eq!(code, 0, "{out}");
    assert!(says(&out, "warning[seal-unsupported]"), "{out}");
}

/// An `ssh-agent` of this test.
struct Agent {
    process: Child,
    socket: PathBuf,
}

impl Agent {
    fn start(folder: &Path) -> Option<Self> {
        let (agent, _) = common::tool("ssh-agent").zip(common::tool("ssh-add"))?;
        let socket = folder.join("agent");
        let mut command = Command::new(agent);
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "SSH_ASKPASS"] {
            command.env_remove(name);
        }
        command.arg("-D").arg("-a").arg(&socket).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap();
        let agent = Self { process, socket };
        while !agent.socket.exists() {
            std::thread::yield_now();
        }
        Some(agent)
    }

    fn add(&self, folder: &Folder, args: &[&str]) {
        let mut command = Command::new("ssh-add");
        command.arg("-q").args(args).current_dir(folder.temp.path()).env("SSH_AUTH_SOCK", &self.socket);
        assert!(command.status().unwrap().success());
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn an_agent_seals_with_the_public_key() {
    let Some(folder) = archive() else { return };
    let Some(agent) = Agent::start(folder.temp.path()) else { return };
    let sealing = |name: &str| {
        let mut command = ours(&folder, &["seal", "a.zip", "--force", "--key", name]);
        command.env("SSH_AUTH_SOCK", &agent.socket);
        outcome(&command.output().unwrap())
    };
    for (number, kind) in KINDS.iter().enumerate() {
        let name = format!("key{number}");
        assert!(key(&folder, &name, "", kind));
        let (code, _, err) = sealing(&format!("{name}.pub"));
        assert_eq!(code, 2);
        assert!(says(&err, "does not hold") && says(&err, "SHA256:"), "{err}");
        agent.add(&folder, &[&name]);
        let (code, _, err) = sealing(&format!("{name}.pub"));
        assert_eq!(code, 0, "{kind:?}: {err}");
        they_accept(&folder);
        we_accept(&folder);
    }
    // One that asks a person, of whom there is none here.
    assert!(key(&folder, "asking", "", KINDS[0]));
    agent.add(&folder, &["-c", "asking"]);
    let before = fs::read(seal_file(&folder)).unwrap();
    let (code, _, err) = sealing("asking.pub");
    assert_eq!(code, 2);
    assert!(says(&err, "refused"), "{err}");
    assert_eq!(fs::read(seal_file(&folder)).unwrap(), before);
}

#[test]
fn what_is_no_agent_is_said() {
    let Some(folder) = archive() else { return };
    assert!(key(&folder, "key", "", KINDS[0]));
    let socket = folder.temp.path().join("socket");
    let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    // Answers of every kind that is wrong.
    let answers: [&[u8]; 5] = [
        b"",
        b"\0\0\0\0",
        b"\0\0\0\x01\x05",
        b"\xff\xff\xff\xff\x0c",
        b"\0\0\0\x09\x0c\0\0\0\x01\xff\xff\xff\xff",
    ];
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        for (connection, answer) in listener.incoming().zip(answers) {
            let mut connection = connection.unwrap();
            let _ = connection.read_exact(&mut [0; 5]);
            let _ = connection.write_all(answer);
        }
    });
    let mut places = vec![folder.temp.path().join("missing")];
    places.extend([(); 5].map(|()| socket.clone()));
    for place in places {
        let mut command = ours(&folder, &["seal", "a.zip", "--key", "key.pub"]);
        let (code, out, err) = outcome(&command.env("SSH_AUTH_SOCK", place).output().unwrap());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(says(&err, "ssh-agent") && says(&err, "key.pub"), "{err}");
    }
    assert!(!seal_file(&folder).exists());
}

#[test]
fn they_name_whoever_our_list_names() {
    let Some(folder) = archive() else { return };
    assert!(key(&folder, "key", "", KINDS[0]));
    let sealed = ours(&folder, &["seal", "a.zip", "--key", "key"]).output().unwrap();
    assert_eq!(outcome(&sealed).0, 0);
    let public = fs::read_to_string(folder.temp.path().join("key.pub")).unwrap();
    // Both read every list in the same way.
    let lists = [
        format!("{SIGNER} {public}"),
        format!("{SIGNER} namespaces=\"git,sealpack\" {public}"),
        format!("{SIGNER} namespaces=\"git\" {public}"),
        format!("{SIGNER} namespaces=\"*,!seal*\" {public}"),
        format!("{SIGNER} namespaces=sealpack {public}"),
        format!("{SIGNER} valid-before=\"20200101\" {public}"),
        format!("{SIGNER} valid-after=\"20200101\",valid-before=\"210001010000Z\" {public}"),
        format!("{SIGNER} valid-after=\"21000101\" {public}"),
        format!("{SIGNER} VALID-AFTER=\"20200101\" {public}"),
        format!("{SIGNER} valid-after=\"2020\" {public}"),
        format!("{SIGNER} cert-authority {public}"),
        format!("{SIGNER} unknown-option {public}"),
        format!("# {SIGNER} {public}"),
        format!("\n# comment\n\n  {SIGNER}\t{public}"),
        format!("\"{SIGNER}\" {public}"),
        format!("{SIGNER} cert-authority {public}{SIGNER} {public}"),
        format!("{SIGNER} namespaces=\"seal????\" {}", public.replace(" a comment", "")),
    ];
    let mut accepted = 0;
    for list in lists {
        fs::write(folder.temp.path().join("signers"), &list).unwrap();
        let args = ["-Y", "verify", "-f", "signers", "-I", SIGNER, "-n", "sealpack", "-s", "a.zip.sig"];
        let theirs = theirs(&folder, &args);
        let ours = ours(&folder, &["verify", "a.zip", "--signers", "signers"]).output().unwrap();
        assert_eq!(ours.status.success(), theirs.status.success(), "{list}{ours:?}{theirs:?}");
        accepted += u32::from(ours.status.success());
    }
    assert_eq!(accepted, 8);
}
