//! The seal: a detached signature beside an archive, `NAME.sig`, in OpenSSH's format (PROTOCOL.sshsig).
//!
//! - [`SealingKey`] makes one, with a key from a file or in a running ssh-agent;
//! - [`AllowedSigners`] says whose seals count;
//! - [`seal`] seals an archive made earlier. Packing seals at once, and verifying compares.
//!
//! A seal covers every byte of the archive. It says nothing about when it was made.

mod agent;
mod check;
mod error;
mod key;
mod make;
mod signature;
mod signers;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ssh_key::HashAlg;
use ssh_key::public::KeyData;

pub use check::{Seal, Trust};
pub(super) use check::{check, check_folder};
pub use error::{KeyError, SignersError};
pub use key::{LockedKey, OpenedKey, SealingKey};
pub use make::{Outcome, Sealed, SealingOptions, seal};
pub(super) use make::{check_absent, check_place, write};
pub use signers::AllowedSigners;

/// What a seal is for, so that a signature made for another purpose is none (PROTOCOL.sshsig, section 3).
pub const NAMESPACE: &str = "sealpack";
/// The first line of an armoured signature (PROTOCOL.sshsig, section 2).
const ARMOUR: &[u8] = b"-----BEGIN SSH SIGNATURE-----";
/// Shortest RSA modulus that is accepted, in bits.
const LEAST_RSA_BITS: usize = 2048;
/// Longest RSA modulus that is accepted, in bits: what the `rsa` crate computes with.
const MOST_RSA_BITS: usize = 8192;

/// Where the seal of an archive lies: `NAME.sig`.
#[must_use]
pub fn path_beside(archive: &Path) -> PathBuf {
    let mut name: OsString = archive.file_name().unwrap_or_default().to_owned();
    name.push(".sig");
    archive.with_file_name(name)
}

/// Who made a seal, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The principals of the line of `allowed_signers` that lists the key, as they stand there; none where nobody
    /// was asked.
    pub principal: Option<String>,
    /// The type of the key, as OpenSSH names it: `ssh-ed25519`.
    pub key_type: String,
    /// The fingerprint of the key, as OpenSSH shows it: `SHA256:…`.
    pub fingerprint: String,
    /// The comment of the key where it was found: in `allowed_signers` or in the key's own file.
    pub comment: Option<String>,
}

impl Signer {
    /// The owner of `key`, about whom nothing else is known.
    fn of(key: &KeyData) -> Self {
        Self {
            principal: None,
            key_type: key.algorithm().as_str().to_owned(),
            fingerprint: key.fingerprint(HashAlg::Sha256).to_string(),
            comment: None,
        }
    }

    fn with_comment(self, comment: &str) -> Self {
        let comment = comment.trim();
        Self { comment: (!comment.is_empty()).then(|| comment.to_owned()), ..self }
    }
}

/// Why a key is not accepted, whoever owns it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum KeyProblem {
    /// Too weak: `ssh-dss`, or RSA with a short modulus.
    Weak(String),
    /// A certificate.
    Certificate,
    /// A type or size of key that cannot be used.
    Unsupported(String),
}

/// Whether `key` is of a type and size that is accepted.
fn check_key(key: &KeyData) -> Result<(), KeyProblem> {
    let name = || key.algorithm().as_str().to_owned();
    match key {
        KeyData::Ed25519(_) | KeyData::Ecdsa(_) | KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_) => {
            Ok(())
        }
        KeyData::Rsa(rsa) => {
            let modulus = rsa.n().as_positive_bytes().unwrap_or_default();
            let unused = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
            let bits = (modulus.len() * 8).saturating_sub(unused);
            match bits {
                LEAST_RSA_BITS..=MOST_RSA_BITS => Ok(()),
                ..LEAST_RSA_BITS => Err(KeyProblem::Weak(format!("{} ({bits})", name()))),
                _ => Err(KeyProblem::Unsupported(format!("{} ({bits})", name()))),
            }
        }
        KeyData::Dsa(_) => Err(KeyProblem::Weak(name())),
        KeyData::Certificate(_) => Err(KeyProblem::Certificate),
        _ => Err(KeyProblem::Unsupported(name())),
    }
}
