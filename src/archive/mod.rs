//! The archive: a `BagIt` 1.0 bag (RFC 8493) in a canonical ZIP.
//!
//! - [`pack`](pack()) seals material into an archive, the same bytes for the same input;
//! - [`verify`](verify()) proves that an archive or a bag folder is whole;
//! - [`unpack`](unpack()) takes a whole archive apart;
//! - [`diff`] says what changed between two archives or folders;
//! - [`mod@seal`] signs an archive, and says whose signatures count;
//! - [`bag`] knows the layout and the files of a bag, [`zip`] the bytes of the container.
//!
//! Nothing here prints, and nothing follows a link.

pub mod bag;
mod contents;
pub mod diff;
mod error;
mod finding;
mod open;
mod opened;
mod pack;
mod part;
mod proofs;
pub mod seal;
mod stated;
mod sum;
mod unpack;
mod verify;
mod watch;
mod write;
pub mod zip;

pub use contents::{Contents, bag_name};
pub use error::{Change, Error};
pub use finding::{RULES, VerifyFinding};
pub use opened::OpenBag;
pub use pack::{Options, Packed, PayloadFile, Plan, TagFile, pack};
pub use seal::{AllowedSigners, Seal, Signer, Trust};
pub use stated::stated;
pub use unpack::{Unpacked, unpack};
pub use verify::{Recheck, Verification, verify, verify_open};
