//! sealpack (封装) checks folders of submission material against a JSON Schema per indicator, packs and hashes
//! them into a submission-ready archive, and lets anyone verify that archive.
//!
//! One idea carries everything: **what a file says becomes JSON facts; what is required is an ordinary JSON
//! Schema over those facts.** Data flows one way:
//!
//! ```text
//! submission folder ──▶ materials ──▶ facts ──▶ inventory (JSON) ──▶ findings ──▶ report for people
//!                                                    │                  │
//!                                 profile: schemas ──┘                  └──▶ archive (bag in a ZIP) ──▶ verify
//! ```
//!
//! The rooms, in the order in which data flows; each uses only those that come before it:
//!
//! - [`text`]: messages in two languages. A message is data until the reader's language is known.
//! - [`submission`]: what lies on disk. `submission.json`, and the role of every entry of the folder.
//! - [`profile`]: which indicators exist and what each must hold. Requirements are data: JSON Schemas.
//! - [`facts`]: what one file says, one file here for each format. Facts know nothing of rules.
//! - [`inventory`]: the JSON document of one indicator, made from all of its files on all cores, or from what is
//!   remembered of them ([`inventory::cache`]).
//! - [`check`]: from facts to findings. What schemas refuse is put into the field's words; what schemas cannot
//!   express (the same file twice) are rules, one file each. Rules know nothing of reports.
//! - [`archive`]: the sealed ZIP: a `BagIt` bag, written in one canonical way and read with suspicion; its seal, an
//!   SSH signature; what changed between two of them.
//! - [`items`]: submissions and archives that lie in folders.
//! - [`report`]: findings and verifications for people and machines.
//! - [`recheck`]: what an archive says of its content, held against what its files say.
//! - [`against`]: what other submissions and archives hold, to find what is used again.
//! - [`batch`]: many submissions and archives in one run that can be stopped and goes on.
//! - [`cli`]: one file per command. Nobody else prints.
//!
//! The main job as a library:
//!
//! ```
//! use sealpack::check::{self, Subject};
//! use sealpack::inventory::{Survey, Watch};
//! use sealpack::profile::Profile;
//! use sealpack::submission::Submission;
//!
//! let dir = std::path::Path::new("examples/demo-county");
//! let manifest = Submission::manifest(dir)?;
//! let profile = Profile::named(&manifest.0.profile, dir)?;
//! let submission = Submission::read(dir, manifest, &profile.layout(), None)?;
//! let survey = Survey::take(&submission, &profile, Watch::nobody())?;
//! let today = jiff::civil::date(2026, 7, 1);
//! let subject = Subject { submission: &submission, profile: &profile, survey: &survey, today, elsewhere: None };
//! let findings = check::check(&subject)?;
//! assert!(findings.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod against;
pub mod archive;
pub mod batch;
pub mod check;
pub mod cli;
pub mod facts;
pub mod inventory;
pub mod items;
pub mod profile;
pub mod recheck;
pub mod report;
pub mod submission;
pub mod text;
