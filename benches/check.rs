//! What comes after reading: `cargo bench --bench check`.

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use sealpack::inventory::{Survey, Watch};
use sealpack::profile::{self, Profile};
use sealpack::submission::Submission;
use serde_json::Value;
