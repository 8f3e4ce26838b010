use proptest::prelude::*;
use ssh_key::private::Ed25519Keypair;
use ssh_key::public::RsaPublicKey;
use ssh_key::{LineEnding, Mpint, PrivateKey, Signature as Raw};

use super::*;
use crate::archive::bag::algorithm::Hasher;
use crate::archive::seal::{MOST_RSA_BITS, NAMESPACE};

fn digest(bytes: &[u8]) -> Digest {
    let mut hasher = Hasher::new(Algorithm::Sha512);
    hasher.update(bytes);
    hasher.finish()
}

fn key(seed: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]))
}

/// The seal of these bytes.
fn sealed(bytes: &[u8]) -> String {
    let digest = digest(bytes);
    let signature = key(1).sign_prehash(NAMESPACE, HashAlg::Sha512, digest.as_bytes()).unwrap();
    signature.to_pem(LineEnding::LF).unwrap()
}

fn parse(text: &str) -> Result<Signature, Unusable> {
    Signature::parse(text.as_bytes())
}

#[test]
fn a_seal_fits_what_was_sealed_and_nothing_else() {
    let seal = parse(&sealed(b"archive")).unwrap();
    assert!(seal.fits(&digest(b"archive")));
    assert!(!seal.fits(&digest(b"archivf")));
    assert_eq!((seal.hash(), seal.namespace()), (Algorithm::Sha512, "sealpack"));
    let mut sha256 = Hasher::new(Algorithm::Sha256);
    sha256.update(b"archive");
    assert!(!seal.fits(&sha256.finish()));
}

#[test]
fn armour_in_other_widths_and_line_ends() {
    let text = sealed(b"archive");
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let armoured = |width: usize, end: &str| {
        let lines: Vec<&str> =
            body.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN SSH SIGNATURE-----{end}{}{end}-----END SSH SIGNATURE-----", lines.join(end))
    };
    for width in [64, 70, 76, 5000] {
        for end in ["\n", "\r\n"] {
            let seal = parse(&armoured(width, end)).unwrap();
            assert!(seal.fits(&digest(b"archive")), "{width}");
            assert!(parse(&(armoured(width, end) + "\n\n")).is_ok());
        }
    }
}

#[test]
fn what_is_no_signature_is_malformed() {
    let good = sealed(b"archive");
    let body: String = good.lines().filter(|line| !line.starts_with('-')).collect();
    let armoured =
        |body: &str| format!("-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n");
    let blob = |blob: &[u8]| {
        use ssh_key::encoding::base64::{Base64, Encoding};
        armoured(&Base64::encode_string(blob))
    };
    let cases = [
        String::new(),
        "a signature".to_owned(),
        format!(" {good}"),
        format!("text\n{good}"),
        format!("{good}text\n"),
        good.replace("-----END SSH SIGNATURE-----\n", ""),
        good.replace("BEGIN SSH SIGNATURE", "BEGIN PGP SIGNATURE"),
        good.replace("SSH SIGNATURE", "SSH SIGNATURES"),
        armoured(""),
        armoured("!!!!"),
        armoured(&body[..body.len() - 8]),
        armoured(&format!("{body}{body}")),
        blob(b"SSHSIH"),
        blob(b"SSHSIG\0\0\0\x01\xff\xff\xff\xff"),
        blob(&[b"SSHSIG\0\0\0\x01\0\x0f\xff\xff".as_slice(), &vec![0; 30_000]].concat()),
        blob(b"SSHSIG\0\0\0\x02"),
        blob(&vec![0xff; 40_000]),
    ];
    for text in cases {
        assert_eq!(parse(&text).map(|_| ()), Err(Unusable::Malformed), "{}", text.get(..80).unwrap_or(&text));
    }
}

#[test]
fn a_signature_of_another_algorithm_than_its_key_is_malformed() {
    let digest = digest(b"archive");
    let public = key(1).public_key().key_data().clone();
    let raw = Raw::new(KeyAlgorithm::Rsa { hash: Some(HashAlg::Sha512) }, vec![1; 256]).unwrap();
    let text = SshSig::new(public, NAMESPACE, HashAlg::Sha512, raw).unwrap().to_pem(LineEnding::LF).unwrap();
    assert_eq!(parse(&text).map(|seal| seal.fits(&digest)), Err(Unusable::Malformed));
}

/// A seal whose key and signature are these numbers.
fn of_rsa(exponent: &[u8], modulus: &[u8]) -> String {
    let number = |bytes: &[u8]| Mpint::from_positive_bytes(bytes);
    let key = RsaPublicKey::new(number(exponent), number(modulus)).unwrap();
    let raw = Raw::new(KeyAlgorithm::Rsa { hash: Some(HashAlg::Sha512) }, vec![0x5A; modulus.len()]).unwrap();
    let seal = SshSig::new(KeyData::Rsa(key), NAMESPACE, HashAlg::Sha512, raw).unwrap();
    seal.to_pem(LineEnding::LF).unwrap()
}

#[test]
fn rsa_keys_that_are_none_do_no_harm() {
    let digest = digest(b"archive");
    let largest = vec![0xFF; MOST_RSA_BITS / 8];
    let even = [&[0xFF; 255][..], &[0xFE]].concat();
    let exponents: [&[u8]; 6] = [&[1], &[2], &[3], &[1, 0, 1], &[1, 0xFF, 0xFF, 0xFF, 0xFF], &[0xFF; 512]];
    for exponent in exponents {
        for modulus in [largest.as_slice(), &even, &[0xFF; 256], &[0x80; 511]] {
            assert!(!parse(&of_rsa(exponent, modulus)).unwrap().fits(&digest));
        }
    }
    let refused = |modulus: &[u8]| parse(&of_rsa(&[1, 0, 1], modulus)).map(|_| ());
    let weak = |bits: usize| Err(Unusable::Key(KeyProblem::Weak(format!("ssh-rsa ({bits})"))));
    assert_eq!(refused(&[0xFF; 128]), weak(1024));
    assert_eq!(refused(&[&[0x7F][..], &[0xFF; 255]].concat()), weak(2047));
    assert_eq!(refused(&[0x80; 256]), Ok(()));
    let unsupported = Unusable::Key(KeyProblem::Unsupported("ssh-rsa (8193)".to_owned()));
    assert_eq!(refused(&[&[1][..], &largest].concat()), Err(unsupported));
}

#[test]
fn a_file_that_is_far_too_long_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip.sig");
    let file = File::create(&path).unwrap();
    file.set_len(1 << 30).unwrap();
    assert_eq!(Signature::read(&path).unwrap().map(|_| ()), Err(Unusable::TooLarge));
    assert_eq!(Signature::read(folder.path()).unwrap().map(|_| ()), Err(Unusable::Malformed));
}

#[test]
fn no_changed_character_leaves_a_seal_that_fits() {
    let good = sealed(b"archive");
    let digest = digest(b"archive");
    for at in 0..good.len() {
        for to in ["A", "/", "\n", " "] {
            let mut text = good.clone();
            text.replace_range(at..=at, to);
            let fits = parse(&text).is_ok_and(|seal| {
                // Another purpose is not this one.
                seal.fits(&digest) && seal.namespace() == NAMESPACE
            });
            // The armour's last line end carries nothing.
            let meaningless = text.trim_ascii_end() == good.trim_ascii_end();
            assert!(!fits || meaningless, "{at} {to:?}");
        }
    }
}

proptest! {
    #[test]
    fn every_seal_fits_its_archive(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        prop_assert!(parse(&sealed(&bytes)).unwrap().fits(&digest(&bytes)));
    }

    #[test]
    fn no_blob_breaks_the_reader(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        use ssh_key::encoding::base64::{Base64, Encoding};
        let body: String = sealed(b"archive").lines().filter(|line| !line.starts_with('-')).collect();
        let mut blob = Base64::decode_vec(&body).unwrap();
        let good = blob.clone();
        for (at, byte) in changes {
            let at = at.index(blob.len());
            blob[at] = byte;
        }
        if cut.index(4) == 0 {
            blob.truncate(cut.index(blob.len()));
        }
        let text = format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", Base64::encode_string(&blob));
        let fits = parse(&text).is_ok_and(|seal| seal.fits(&digest(b"archive")));
        prop_assert!(!fits || blob == good);
    }
}
