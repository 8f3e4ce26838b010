//! Signing with a key that a running ssh-agent holds (draft-ietf-sshm-ssh-agent).
//!
//! Two requests are needed: which keys there are, and a signature. The published clients bring a second copy of
//! all the cryptography, or an asynchronous runtime.

use std::io::{self, Read, Write};

use ssh_key::Signature;
use ssh_key::encoding::{Decode, Encode};
use ssh_key::public::KeyData;

/// Longest answer that is read, in bytes, as OpenSSH has it.
const MOST_BYTES: u32 = 256 << 10;
/// Most keys that are looked through.
const MOST_KEYS: u32 = 2048;
/// Message numbers (section 6.1).
const REQUEST_IDENTITIES: u8 = 11;
const IDENTITIES_ANSWER: u8 = 12;
const SIGN_REQUEST: u8 = 13;
const SIGN_RESPONSE: u8 = 14;
/// Flag of a request: sign with SHA-512 where the key is RSA (section 6.1).
const RSA_SHA2_512: u32 = 4;

/// Anything that carries bytes in both directions.
trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// An open connection to an agent.
pub(super) struct Agent(Box<dyn Stream>);

impl Agent {
    /// Connects to the agent of `SSH_AUTH_SOCK`; none where there is none.
    #[cfg(unix)]
    pub(super) fn connect() -> io::Result<Option<Self>> {
        let Some(place) = std::env::var_os("SSH_AUTH_SOCK").filter(|place| !place.is_empty()) else {
            return Ok(None);
        };
        Ok(Some(Self(Box::new(std::os::unix::net::UnixStream::connect(place)?))))
    }

    /// Connects to the agent of `SSH_AUTH_SOCK`, or to that of Windows; none where there is none.
    #[cfg(windows)]
    pub(super) fn connect() -> io::Result<Option<Self>> {
        let place = std::env::var_os("SSH_AUTH_SOCK").filter(|place| !place.is_empty());
        let place = place.unwrap_or_else(|| r"\\.\pipe\openssh-ssh-agent".into());
        match std::fs::OpenOptions::new().read(true).write(true).open(place) {
            Ok(pipe) => Ok(Some(Self(Box::new(pipe)))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether it holds `key`.
    pub(super) fn holds(&mut self, key: &KeyData) -> io::Result<bool> {
        let wanted = key.encode_vec().map_err(malformed)?;
        let answer = self.ask(&[REQUEST_IDENTITIES])?;
        let Some((&IDENTITIES_ANSWER, mut rest)) = answer.split_first() else { return Err(malformed(())) };
        let count = u32::decode(&mut rest).map_err(malformed)?.min(MOST_KEYS);
        for _ in 0..count {
            let blob = Vec::<u8>::decode(&mut rest).map_err(malformed)?;
            Vec::<u8>::decode(&mut rest).map_err(malformed)?;
            if blob == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Has `message` signed with `key`; none where the agent refuses.
    pub(super) fn sign(&mut self, key: &KeyData, message: &[u8]) -> io::Result<Option<Signature>> {
        let mut request = vec![SIGN_REQUEST];
        let blob = key.encode_vec().map_err(malformed)?;
        blob.encode(&mut request).map_err(malformed)?;
        message.encode(&mut request).map_err(malformed)?;
        RSA_SHA2_512.encode(&mut request).map_err(malformed)?;
        let answer = self.ask(&request)?;
        let Some((&SIGN_RESPONSE, mut rest)) = answer.split_first() else { return Ok(None) };
        let signature = Vec::<u8>::decode(&mut rest).map_err(malformed)?;
        Signature::try_from(signature.as_slice()).map(Some).map_err(malformed)
    }

    /// Sends a message and gives the answer to it, without its length.
    fn ask(&mut self, request: &[u8]) -> io::Result<Vec<u8>> {
        let mut message = Vec::new();
        request.encode(&mut message).map_err(malformed)?;
        self.0.write_all(&message)?;
        self.0.flush()?;
        let mut length = [0; 4];
        self.0.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        if length == 0 || length > MOST_BYTES {
            return Err(malformed(()));
        }
        let mut answer = Vec::new();
        (&mut self.0).take(length.into()).read_to_end(&mut answer)?;
        if answer.len() as u64 == u64::from(length) { Ok(answer) } else { Err(malformed(())) }
    }
}

fn malformed<E>(_: E) -> io::Error {
    io::ErrorKind::InvalidData.into()
}
