//! Keys that seal, made on the spot, the same in every run.

use std::fs;
use std::path::{Path, PathBuf};

use ssh_key::private::Ed25519Keypair;
use ssh_key::{Cipher, Kdf, LineEnding, PrivateKey};

/// The passphrase of the keys that have one.
pub const PASSPHRASE: &str = "长城 secret";

/// Writes a private key without a passphrase.
pub fn plain(folder: &Path, name: &str, seed: u8) -> PathBuf {
    write(folder, name, &key(seed))
}

/// Writes a private key with [`PASSPHRASE`].
pub fn locked(folder: &Path, name: &str, seed: u8) -> PathBuf {
    let kdf = Kdf::Bcrypt { salt: vec![7; 16], rounds: 4 };
    let locked = key(seed).encrypt_with(Cipher::Aes256Ctr, kdf, 1, PASSPHRASE).expect("it is encrypted");
    write(folder, name, &locked)
}

/// The line of a list of signers for the key of `seed`.
pub fn line(principal: &str, options: &str, seed: u8) -> String {
    format!("{principal} {options} {} 县文明办\n", public(seed))
}

/// The public key of `seed`.
pub fn public(seed: u8) -> String {
    let public = key(seed).public_key().to_openssh().expect("a public key");
    public.trim_end().to_owned()
}

fn key(seed: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]))
}

fn write(folder: &Path, name: &str, key: &PrivateKey) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, key.to_openssh(LineEnding::LF).expect("a key")).expect("the key is written");
    path
}
