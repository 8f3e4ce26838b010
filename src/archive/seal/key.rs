//! Keys that seal: in a file, or in a running ssh-agent.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ssh_key::{Cipher, HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};
use zeroize::Zeroizing;

use super::agent::Agent;
use super::{KeyError, KeyProblem, NAMESPACE, Signer, check_key};
use crate::archive::bag::algorithm::Digest;

/// Longest file that is read as a key, in bytes.
const MOST_BYTES: u64 = 64 << 10;
/// How a private key in OpenSSH's own format begins (PROTOCOL.key).
const OPENSSH: &[u8] = b"-----BEGIN OPENSSH PRIVATE KEY-----";

/// A key that is ready to seal.
pub struct SealingKey {
    path: PathBuf,
    public: PublicKey,
    way: Way,
}

/// How a signature is made.
enum Way {
    Private(Box<PrivateKey>),
    // A connection is asked one thing at a time, while the key is shared by whoever packs.
    Agent(Mutex<Agent>),
}

/// A key file that was read.
pub enum OpenedKey {
    /// It needs no passphrase.
    Ready(SealingKey),
    /// It is encrypted.
    Locked(LockedKey),
}

/// An encrypted private key.
pub struct LockedKey {
    path: PathBuf,
    private: Box<PrivateKey>,
}

impl SealingKey {
    /// Reads a private key in OpenSSH's format; or a public key, whose private half the running ssh-agent must
    /// hold.
    pub fn open(path: &Path) -> Result<OpenedKey, KeyError> {
        let bytes = read(path)?;
        if !bytes.starts_with(b"-----BEGIN") {
            let public = std::str::from_utf8(&bytes).ok().and_then(|text| PublicKey::from_openssh(text).ok());
            return match public {
                Some(public) => Self::in_agent(path, public).map(OpenedKey::Ready),
                None if bytes.starts_with(b"PuTTY-User-Key-File-") => {
                    Err(KeyError::OtherFormat { path: path.to_owned() })
                }
                None => Err(KeyError::NotAKey { path: path.to_owned() }),
            };
        }
        if !bytes.starts_with(OPENSSH) {
            return Err(KeyError::OtherFormat { path: path.to_owned() });
        }
        let private = PrivateKey::from_openssh(bytes.trim_ascii_end())
            .map_err(|_| KeyError::NotAKey { path: path.to_owned() })?;
        // What is refused anyway needs no passphrase first.
        acceptable(path, private.public_key())?;
        let cipher = private.cipher();
        match private.is_encrypted() {
            true if cipher == Cipher::TdesCbc => {
                let algorithm = cipher.as_str().to_owned();
                Err(KeyError::Unsupported { path: path.to_owned(), algorithm })
            }
            true => Ok(OpenedKey::Locked(LockedKey { path: path.to_owned(), private: Box::new(private) })),
            false => Ok(OpenedKey::Ready(Self::of_file(path, private))),
        }
    }

    fn of_file(path: &Path, private: PrivateKey) -> Self {
        let public = private.public_key().clone();
        Self { path: path.to_owned(), public, way: Way::Private(Box::new(private)) }
    }

    fn in_agent(path: &Path, public: PublicKey) -> Result<Self, KeyError> {
        acceptable_in_agent(path, &public)?;
        let failed = |source| KeyError::Agent { path: path.to_owned(), source };
        let Some(mut agent) = Agent::connect().map_err(failed)? else {
            return Err(KeyError::NoAgent { path: path.to_owned() });
        };
        if !agent.holds(public.key_data()).map_err(failed)? {
            let fingerprint = public.fingerprint(HashAlg::Sha256).to_string();
            return Err(KeyError::NotInAgent { path: path.to_owned(), fingerprint });
        }
        Ok(Self { path: path.to_owned(), public, way: Way::Agent(Mutex::new(agent)) })
    }

    /// Whose key it is.
    #[must_use]
    pub fn signer(&self) -> Signer {
        Signer::of(self.public.key_data()).with_comment(self.public.comment().as_str_lossy())
    }

    /// The armoured seal of what has this SHA-512.
    pub(super) fn sign(&self, sha512: &Digest) -> Result<String, KeyError> {
        let failed = || KeyError::Failed { path: self.path.clone() };
        let (digest, hash) = (sha512.as_bytes(), HashAlg::Sha512);
        let signature = match &self.way {
            Way::Private(private) => private.sign_prehash(NAMESPACE, hash, digest).map_err(|_| failed())?,
            Way::Agent(agent) => {
                let message =
                    SshSig::signed_data_for_prehash(NAMESPACE, hash, digest).map_err(|_| failed())?;
                let key = self.public.key_data();
                let mut agent = agent.lock().map_err(|_| failed())?;
                let signature = agent
                    .sign(key, &message)
                    .map_err(|source| KeyError::Agent { path: self.path.clone(), source })?
                    .ok_or_else(|| KeyError::AgentRefused { path: self.path.clone() })?;
                SshSig::new(key.clone(), NAMESPACE, hash, signature).map_err(|_| failed())?
            }
        };
        let text = signature.to_pem(LineEnding::LF).map_err(|_| failed())?;
        // A seal that we would not accept ourselves, from an agent that knows only SHA-1 say, is none.
        match super::signature::Signature::parse(text.as_bytes()) {
            Ok(seal) if seal.fits(sha512) => Ok(text),
            _ => Err(failed()),
        }
    }
}

impl LockedKey {
    /// Where it was read.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Decrypts it. What was decrypted with a wrong passphrase cannot be told from damage.
    pub fn unlock(&self, passphrase: &[u8]) -> Result<SealingKey, KeyError> {
        match self.private.decrypt(passphrase) {
            Ok(private) => Ok(SealingKey::of_file(&self.path, private)),
            Err(_) => Err(KeyError::WrongPassphrase { path: self.path.clone() }),
        }
    }
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let failed = |source| KeyError::Read { path: path.to_owned(), source };
    // Opening a pipe might never end, and a folder is no key.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(KeyError::NotAKey { path: path.to_owned() });
    }
    // One allocation: a buffer that grows would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(MOST_BYTES).unwrap_or_default() + 1));
    File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES { Err(KeyError::NotAKey { path: path.to_owned() }) } else { Ok(bytes) }
}

/// Whether a key can seal by itself.
fn acceptable(path: &Path, public: &PublicKey) -> Result<(), KeyError> {
    let key = public.key_data();
    if key.is_sk_ed25519() || key.is_sk_ecdsa_p256() {
        return Err(KeyError::SecurityKey { path: path.to_owned() });
    }
    acceptable_in_agent(path, public)
}

/// Whether a key can seal with the help of an agent.
fn acceptable_in_agent(path: &Path, public: &PublicKey) -> Result<(), KeyError> {
    let path = path.to_owned();
    check_key(public.key_data()).map_err(|problem| match problem {
        KeyProblem::Weak(algorithm) => KeyError::Weak { path, algorithm },
        KeyProblem::Certificate => KeyError::Certificate { path },
        KeyProblem::Unsupported(algorithm) => KeyError::Unsupported { path, algorithm },
    })
}
