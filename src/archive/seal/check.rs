//! Comparing a seal with its archive and with those who may seal.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::signature::{Signature, Unusable};
use super::signers::Distrust;
use super::{AllowedSigners, KeyProblem, NAMESPACE, Signer, path_beside};
use crate::archive::finding::VerifyFinding;
use crate::archive::open::Shared;
use crate::archive::watch::Counter;
use crate::archive::{Error, sum};
use crate::text::Message;

/// Longest part of a namespace that is shown, in characters.
const SHOWN: usize = 60;

/// Whose seals count, and where the seal is.
#[derive(Debug, Clone, Copy)]
pub struct Trust<'a> {
    /// Those who may seal. With them a seal is demanded.
    pub signers: Option<&'a AllowedSigners>,
    /// The seal; none for `NAME.sig` beside the archive.
    pub seal: Option<&'a Path>,
    /// The time at which a signer must be valid: a seal does not say when it was made.
    pub now: Timestamp,
}

impl Trust<'_> {
    /// No seal is demanded; one that lies beside the archive must fit it.
    #[must_use]
    pub fn nobody() -> Self {
        Self { signers: None, seal: None, now: Timestamp::UNIX_EPOCH }
    }
}

/// What is known about the seal of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seal {
    /// There is none.
    None,
    /// There is one that could not be checked.
    Unchecked,
    /// It fits the archive; whether its key may be trusted was not asked.
    Fits(Signer),
    /// It fits the archive, and its key is one that may seal.
    Valid(Signer),
    /// It does not fit, or is not of somebody who may seal.
    Invalid,
}

impl Seal {
    /// Its name in results.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unchecked | Self::Fits(_) => "unchecked",
            Self::Valid(_) => "valid",
            Self::Invalid => "invalid",
        }
    }
}

/// What the seal of an archive is worth, and what is wrong with it.
pub(in crate::archive) type Checked = (Seal, Option<VerifyFinding>);

/// Checks the seal of an open archive.
pub(in crate::archive) fn check(
    archive: &Path,
    file: &Arc<File>,
    trust: &Trust<'_>,
    counter: &Counter<'_>,
) -> Result<Checked, Error> {
    let demanded = trust.signers.is_some();
    let place = trust.seal.map_or_else(|| path_beside(archive), Path::to_owned);
    let about = |key: &str| Message::new(key).with("path", place.to_string_lossy().into_owned());
    let seal = match Signature::read(&place) {
        Ok(seal) => seal,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let missing = demanded || trust.seal.is_some();
            let finding = || VerifyFinding::error("seal-missing", about("verify-seal-missing"));
            return Ok((Seal::None, missing.then(finding)));
        }
        Err(error) => return Err(Error::read(&place, error)),
    };
    // Nobody asked for a seal: one that another program made, or a later version, is no fault of the archive.
    let foreign = |rule, message| match demanded {
        true => VerifyFinding::error(rule, message),
        false => VerifyFinding::warning(rule, message),
    };
    let malformed = |key| Ok((Seal::Invalid, Some(VerifyFinding::error("seal-malformed", about(key)))));
    let unsupported = |message| Ok((Seal::Unchecked, Some(foreign("seal-unsupported", message))));
    let seal = match seal {
        Ok(seal) => seal,
        Err(Unusable::Malformed) => return malformed("verify-seal-malformed"),
        Err(Unusable::TooLarge) => return malformed("verify-seal-too-large"),
        Err(Unusable::Key(KeyProblem::Certificate)) => {
            return unsupported(about("verify-seal-certificate"));
        }
        Err(Unusable::Key(KeyProblem::Weak(name))) => {
            return unsupported(about("verify-seal-weak").with("algorithm", name));
        }
        Err(Unusable::Key(KeyProblem::Unsupported(name))) => {
            return unsupported(about("verify-seal-unsupported").with("algorithm", name));
        }
    };
    let signer = Signer::of(seal.key());
    let by =
        |key: &str| about(key).with("key-type", &signer.key_type).with("fingerprint", &signer.fingerprint);
    let digest = sum::of(Shared::new(Arc::clone(file)), seal.hash(), archive, counter)?;
    if !seal.fits(&digest) {
        let finding = VerifyFinding::error("seal-invalid", by("verify-seal-invalid"));
        return Ok((Seal::Invalid, Some(finding)));
    }
    if seal.namespace() != NAMESPACE {
        let namespace: String = seal.namespace().chars().take(SHOWN).collect();
        let message = about("verify-seal-namespace").with("namespace", namespace);
        let worth = if demanded { Seal::Invalid } else { Seal::Unchecked };
        return Ok((worth, Some(foreign("seal-namespace", message))));
    }
    let Some(signers) = trust.signers else { return Ok((Seal::Fits(signer), None)) };
    Ok(match signers.accept(seal.key(), trust.now) {
        Ok(entry) => {
            let signer = Signer { principal: Some(entry.principals.clone()), ..signer };
            (Seal::Valid(signer.with_comment(&entry.comment)), None)
        }
        Err(distrust) => {
            let finding = VerifyFinding::error("seal-untrusted", by(key(distrust)));
            (Seal::Invalid, Some(finding))
        }
    })
}

/// A bag folder has no bytes of its own that could be sealed.
pub(in crate::archive) fn check_folder(trust: &Trust<'_>) -> Checked {
    let demanded = trust.signers.is_some() || trust.seal.is_some();
    let finding = || VerifyFinding::error("seal-missing", Message::new("verify-seal-folder"));
    (Seal::None, demanded.then(finding))
}

fn key(distrust: Distrust) -> &'static str {
    match distrust {
        Distrust::Unknown => "verify-seal-unknown-key",
        Distrust::Authority => "verify-seal-authority",
        Distrust::Namespace => "verify-seal-other-purpose",
        Distrust::NotYet => "verify-seal-not-yet",
        Distrust::Expired => "verify-seal-expired",
    }
}
