//! `sealpack cache info|clear`, and where the cache is.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::shared::Delivery;
use super::{Context, Exit, Failure};
use crate::inventory::cache::Cabinet;
use crate::report::cache as report;
use crate::text::Message;

/// The environment variable that names another folder.
const VARIABLE: &str = "SEALPACK_CACHE_DIR";
/// Our folder among those of other programs.
const OURS: &str = "sealpack";

#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Info(Info),
    Clear(Clear),
}

#[derive(Debug, Args)]
struct Info {
    #[command(flatten)]
    delivery: Delivery,
}

#[derive(Debug, Args)]
struct Clear {}

/// Whether what is known from before is used.
#[derive(Debug, Args)]
pub(super) struct Choice {
    #[arg(id = "no-cache", long)]
    no_cache: bool,
}

impl Choice {
    /// The cache that is to be used.
    pub(super) fn cabinet(&self) -> Cabinet {
        folder().filter(|_| !self.no_cache).map_or_else(Cabinet::none, Cabinet::new)
    }
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let folder = folder();
    let cabinet = folder.clone().map_or_else(Cabinet::none, Cabinet::new);
    match &arguments.command {
        Command::Info(arguments) => {
            let usable = cabinet.is_writable();
            let state = report::State { folder: folder.as_deref(), usable, stock: cabinet.stock() };
            let text = |paint| report::text(&state, context.lang, paint);
            arguments.delivery.deliver(context, text, || report::json(&state))?;
        }
        Command::Clear(Clear {}) => {
            let folder = folder.unwrap_or_default();
            let stock = cabinet.clear().map_err(|error| cannot_remove(&folder, &error))?;
            context.output.result(&report::cleared(&stock, context.lang, context.output.paint()))?;
        }
    }
    Ok(Exit::Fine)
}

fn cannot_remove(folder: &Path, error: &std::io::Error) -> Failure {
    let message = Message::new("error-cache-clear").with("path", folder.display().to_string());
    Failure::Told(message.with("reason", error.to_string()))
}

/// The folder of the cache: the one that the user names, else ours where the system has those of programs.
fn folder() -> Option<PathBuf> {
    let named =
        |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    named(VARIABLE)
        .or_else(|| of_system(&named).filter(|folder| folder.is_absolute()).map(|folder| folder.join(OURS)))
}

/// Where programs keep what they can make again.
fn of_system(named: &dyn Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if cfg!(windows) {
        return named("LOCALAPPDATA");
    }
    if cfg!(target_os = "macos") {
        return std::env::home_dir().map(|home| home.join("Library/Caches"));
    }
    // Paths that are not absolute do not count (XDG Base Directory Specification).
    let xdg = named("XDG_CACHE_HOME").filter(|folder| folder.is_absolute());
    xdg.or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
}
