//! Reading a seal, and comparing it with the digest of an archive.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use ssh_key::public::KeyData;
use ssh_key::{Algorithm as KeyAlgorithm, HashAlg, PublicKey, SshSig};

use super::{ARMOUR, KeyProblem, check_key};
use crate::archive::bag::algorithm::{Algorithm, Digest};

/// Longest file that is read as a seal, in bytes. That of the longest RSA key has some 3,000.
const MOST_BYTES: u64 = 64 << 10;

/// A seal that can be compared with an archive.
#[derive(Debug)]
pub(super) struct Signature(SshSig);

/// Why a file cannot be used as a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unusable {
    /// No signature in OpenSSH's format, or a damaged one.
    Malformed,
    /// Far too long for a signature.
    TooLarge,
    /// Made with a key that is not accepted.
    Key(KeyProblem),
}

impl Signature {
    /// Reads the seal in a file.
    pub(super) fn read(path: &Path) -> io::Result<Result<Self, Unusable>> {
        // Opening a pipe might never end.
        if !fs::metadata(path)?.is_file() {
            return Ok(Err(Unusable::Malformed));
        }
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Ok(Err(Unusable::TooLarge));
        }
        Ok(Self::parse(&bytes))
    }

    /// Reads an armoured signature (PROTOCOL.sshsig, sections 2 and 3).
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Unusable> {
        if !bytes.starts_with(ARMOUR) {
            return Err(Unusable::Malformed);
        }
        let signature = SshSig::from_pem(bytes.trim_ascii_end()).map_err(|_| Unusable::Malformed)?;
        if signature.version() != SshSig::VERSION {
            return Err(Unusable::Malformed);
        }
        check_key(signature.public_key()).map_err(Unusable::Key)?;
        let weak = |name: &str| Err(Unusable::Key(KeyProblem::Weak(name.to_owned())));
        match (signature.public_key(), signature.algorithm()) {
            (KeyData::Rsa(_), KeyAlgorithm::Rsa { hash: Some(HashAlg::Sha512) }) => {}
            (KeyData::Rsa(_), weaker @ KeyAlgorithm::Rsa { .. }) => return weak(weaker.as_str()),
            (key, algorithm) if key.algorithm() == algorithm => {}
            _ => return Err(Unusable::Malformed),
        }
        Ok(Self(signature))
    }

    /// The algorithm of the digest that it signs.
    pub(super) fn hash(&self) -> Algorithm {
        match self.0.hash_alg() {
            HashAlg::Sha256 => Algorithm::Sha256,
            _ => Algorithm::Sha512,
        }
    }

    /// What it was made for.
    pub(super) fn namespace(&self) -> &str {
        self.0.namespace()
    }

    /// The key that it says it was made with.
    pub(super) fn key(&self) -> &KeyData {
        self.0.public_key()
    }

    /// Whether its own key signed what has this digest.
    pub(super) fn fits(&self, digest: &Digest) -> bool {
        let key = PublicKey::from(self.key().clone());
        key.verify_prehash(self.namespace(), digest.as_bytes(), &self.0).is_ok()
    }
}

#[cfg(test)]
#[path = "signature_tests.rs"]
mod tests;
