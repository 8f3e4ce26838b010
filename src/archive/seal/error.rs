//! What keeps a key from sealing, and a list of signers from being used.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::text::{Explain, Message, write_english};

/// Why a key cannot seal. Says nothing of what the key or its passphrase is.
#[derive(Debug)]
pub enum KeyError {
    /// It could not be read.
    Read {
        /// The key's file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is no key, or a damaged one.
    NotAKey {
        /// The file.
        path: PathBuf,
    },
    /// A private key in another format than OpenSSH's own: PEM, PKCS#8, `PuTTY`.
    OtherFormat {
        /// The key's file.
        path: PathBuf,
    },
    /// The passphrase is not that of the key.
    WrongPassphrase {
        /// The key's file.
        path: PathBuf,
    },
    /// A key of a security key (FIDO), which only an agent can use.
    SecurityKey {
        /// The key's file.
        path: PathBuf,
    },
    /// A certificate.
    Certificate {
        /// The key's file.
        path: PathBuf,
    },
    /// A kind of key that is too weak.
    Weak {
        /// The key's file.
        path: PathBuf,
        /// The kind, and the size where that is the reason.
        algorithm: String,
    },
    /// A kind of key or of its encryption that is not supported.
    Unsupported {
        /// The key's file.
        path: PathBuf,
        /// The kind.
        algorithm: String,
    },
    /// A public key, and no agent is running that could hold the private one.
    NoAgent {
        /// The key's file.
        path: PathBuf,
    },
    /// A public key whose private half the agent does not hold.
    NotInAgent {
        /// The key's file.
        path: PathBuf,
        /// The key's fingerprint.
        fingerprint: String,
    },
    /// The agent could not be asked.
    Agent {
        /// The key's file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The agent refused to sign.
    AgentRefused {
        /// The key's file.
        path: PathBuf,
    },
    /// What was made is no seal that we would accept.
    Failed {
        /// The key's file.
        path: PathBuf,
    },
}

impl Explain for KeyError {
    fn message(&self) -> Message {
        match self {
            Self::Read { path, source } => about("error-key-read", path).with("reason", source.to_string()),
            Self::NotAKey { path } => about("error-key-none", path),
            Self::OtherFormat { path } => about("error-key-other-format", path),
            Self::WrongPassphrase { path } => about("error-key-wrong-passphrase", path),
            Self::SecurityKey { path } => about("error-key-security-key", path),
            Self::Certificate { path } => about("error-key-certificate", path),
            Self::Weak { path, algorithm } => about("error-key-weak", path).with("algorithm", algorithm),
            Self::Unsupported { path, algorithm } => {
                about("error-key-unsupported", path).with("algorithm", algorithm)
            }
            Self::NoAgent { path } => about("error-key-no-agent", path),
            Self::NotInAgent { path, fingerprint } => {
                about("error-key-not-in-agent", path).with("fingerprint", fingerprint)
            }
            Self::Agent { path, source } => about("error-key-agent", path).with("reason", source.to_string()),
            Self::AgentRefused { path } => about("error-key-agent-refused", path),
            Self::Failed { path } => about("error-key-failed", path),
        }
    }
}

/// Why a list of signers cannot be used.
#[derive(Debug)]
pub enum SignersError {
    /// It could not be read.
    Read {
        /// The list.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Far too long.
    TooLarge {
        /// The list.
        path: PathBuf,
    },
    /// A line that is not as it must be.
    Line {
        /// The list.
        path: PathBuf,
        /// The line, from 1 on.
        line: usize,
        /// What is wrong with it.
        problem: LineProblem,
    },
}

/// What can be wrong with a line of `allowed_signers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineProblem {
    /// There is no key after the principals and options, or a damaged one.
    Key,
    /// A quotation mark that is never closed.
    Quote,
    /// An option that is not known, has no value in quotation marks, or stands twice.
    Option(String),
    /// A time that is none.
    Time(String),
    /// `valid-before` is earlier than `valid-after`.
    Period,
}

impl Explain for SignersError {
    fn message(&self) -> Message {
        match self {
            Self::Read { path, source } => {
                about("error-signers-read", path).with("reason", source.to_string())
            }
            Self::TooLarge { path } => about("error-signers-too-large", path),
            Self::Line { path, line, problem } => {
                about("error-signers-line", path).with("line", *line).with("problem", problem.message())
            }
        }
    }
}

impl LineProblem {
    fn message(&self) -> Message {
        match self {
            Self::Key => Message::new("signers-problem-key"),
            Self::Quote => Message::new("signers-problem-quote"),
            Self::Option(option) => Message::new("signers-problem-option").with("option", option),
            Self::Time(time) => Message::new("signers-problem-time").with("time", time),
            Self::Period => Message::new("signers-problem-period"),
        }
    }
}

fn about(key: &str, path: &Path) -> Message {
    Message::new(key).with("path", path.to_string_lossy().into_owned())
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_english(&self.message(), f)
    }
}

impl fmt::Display for SignersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_english(&self.message(), f)
    }
}

impl std::error::Error for KeyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Agent { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl std::error::Error for SignersError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(source),
            _ => None,
        }
    }
}
