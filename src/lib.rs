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

pub mod text;
pub mod submission;
pub mod profile;
pub mod facts;
pub mod inventory;
pub mod check;
pub mod archive;
