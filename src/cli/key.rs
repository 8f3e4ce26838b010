//! Opening the key that seals, and asking for its passphrase.

use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::{Context, Failure, interrupted};
use crate::archive::seal::{KeyError, LockedKey, OpenedKey, SealingKey};
use crate::report::{sanitize, terminal};
use crate::text::{Explain, Message};

/// The environment variable that may hold the passphrase.
const VARIABLE: &str = "SEALPACK_PASSPHRASE";
/// How often a person is asked, as by OpenSSH.
const ATTEMPTS: usize = 3;
/// Longest passphrase, in bytes.
const MOST_BYTES: usize = 4096;

/// Opens a key. The passphrase of an encrypted one comes from the file descriptor, else from the environment, else
/// from whoever sits at the terminal.
pub(super) fn open(path: &Path, descriptor: Option<u32>, context: &Context) -> Result<SealingKey, Failure> {
    let locked = match SealingKey::open(path)? {
        OpenedKey::Ready(key) => return Ok(key),
        OpenedKey::Locked(locked) => locked,
    };
    if let Some(descriptor) = descriptor {
        let passphrase = from_descriptor(descriptor).map_err(|error| {
            let message = Message::new("error-passphrase-fd").with("descriptor", descriptor);
            Failure::Told(message.with("reason", error.to_string()))
        })?;
        return Ok(locked.unlock(&passphrase)?);
    }
    if let Some(value) = std::env::var_os(VARIABLE) {
        let passphrase = Zeroizing::new(value.into_encoded_bytes());
        return Ok(locked.unlock(&passphrase)?);
    }
    from_person(&locked, context)
}

/// The first line of an open file, without its end.
fn from_descriptor(descriptor: u32) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut source = open_descriptor(descriptor)?;
    let mut line = Zeroizing::new(Vec::with_capacity(MOST_BYTES));
    let mut byte = Zeroizing::new([0]);
    // Byte by byte: what follows the line is for somebody else.
    while line.len() < MOST_BYTES && source.read(&mut *byte)? == 1 && *byte != [b'\n'] {
        line.extend_from_slice(&*byte);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(line)
}

fn open_descriptor(descriptor: u32) -> io::Result<Box<dyn Read>> {
    match descriptor {
        0 => Ok(Box::new(io::stdin().lock())),
        #[cfg(unix)]
        _ => Ok(Box::new(std::fs::File::open(format!("/dev/fd/{descriptor}"))?)),
        // Windows numbers no files but these three.
        #[cfg(not(unix))]
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}

fn from_person(locked: &LockedKey, context: &Context) -> Result<SealingKey, Failure> {
    let path = locked.path().display().to_string();
    let prompt = Message::new("key-passphrase").with("path", path.clone()).in_lang(context.lang);
    let prompt = format!("{} ", sanitize(&prompt));
    let mut attempt = 1;
    loop {
        let passphrase = match rpassword::prompt_password(&prompt) {
            Ok(passphrase) => Zeroizing::new(passphrase),
            // Ctrl-C comes as an error; its signal may come a little later.
            Err(error) if error.kind() == io::ErrorKind::Interrupted || interrupted() => {
                return Err(Failure::Interrupted);
            }
            Err(_) => {
                let message = Message::new("error-key-locked").with("path", path);
                return Err(Failure::Told(message.with("variable", VARIABLE)));
            }
        };
        match locked.unlock(passphrase.as_bytes()) {
            Err(error @ KeyError::WrongPassphrase { .. }) if attempt < ATTEMPTS => {
                attempt += 1;
                context.output.note(&terminal::problem(
                    &error.message(),
                    None,
                    context.lang,
                    context.output.paint_err(),
                ));
            }
            result => return Ok(result?),
        }
    }
}
