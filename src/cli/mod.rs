//! The command line: one file per command with its arguments and what it calls. Nobody else prints.

mod against;
mod batch;
mod cache;
mod check;
mod clock;
mod completions;
mod diff;
mod exit;
mod explain;
mod failure;
mod help;
mod init;
mod inventory;
mod key;
mod language;
mod live;
mod load;
mod man;
mod output;
mod pack;
mod profile;
mod progress;
mod seal;
mod shared;
mod threads;
mod thumbnails;
mod unpack;
mod usage;
mod verify;
mod watch;
mod worklists;

use std::ffi::OsString;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use exit::Exit;
use failure::Failure;
use output::Output;

use crate::text::Lang;

/// Set once the user asks to stop (Ctrl-C, or a polite kill).
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Help texts are in the message tables, under `help-…`: see [`help`].
#[derive(Debug, Parser)]
#[command(name = "sealpack", version, disable_help_subcommand = true, disable_help_flag = true)]
#[command(disable_version_flag = true, subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[arg(long, global = true, value_name = "zh|en", value_parser = ["zh", "en"])]
    lang: Option<String>,
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Check(check::Arguments),
    Inventory(inventory::Arguments),
    Pack(pack::Arguments),
    Seal(seal::Arguments),
    Verify(verify::Arguments),
    Unpack(unpack::Arguments),
    Batch(batch::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Profile(profile::Arguments),
    Cache(cache::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// What every command gets to know of its surroundings.
struct Context {
    /// The language of this run.
    lang: Lang,
    /// The language, where the user asked for it on this command line.
    asked: Option<Lang>,
    /// Where results and progress go.
    output: Output,
}

/// Runs the command line `args` (the program's name first) and says how it ended.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let asked = language::asked(&args);
    let lang = asked.unwrap_or_else(language::of_environment);
    let output = Output::of_process();
    let parse = |command: clap::Command| {
        command.try_get_matches_from(&args).and_then(|matches| Cli::from_arg_matches(&matches))
    };
    let parsed = parse(help::plain(Cli::command())).or_else(|error| match error.kind() {
        ErrorKind::DisplayVersion => Err(error),
        _ => parse(help::localised(Cli::command(), lang)),
    });
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error, lang, &output),
    };
    on_interrupt();
    threads::quiet_readers();
    let context = Context { lang, asked, output: output.quiet(cli.quiet) };
    let outcome = match cli.command {
        Command::Init(arguments) => init::run(&arguments, &context),
        Command::Check(arguments) => check::run(&arguments, &context),
        Command::Inventory(arguments) => inventory::run(&arguments, &context),
        Command::Pack(arguments) => pack::run(&arguments, &context),
        Command::Seal(arguments) => seal::run(&arguments, &context),
        Command::Verify(arguments) => verify::run(&arguments, &context),
        Command::Unpack(arguments) => unpack::run(&arguments, &context),
        Command::Batch(arguments) => batch::run(&arguments, &context),
        Command::Diff(arguments) => diff::run(&arguments, &context),
        Command::Explain(arguments) => explain::run(&arguments, &context),
        Command::Profile(arguments) => profile::run(&arguments, &context),
        Command::Cache(arguments) => cache::run(&arguments, &context),
        Command::Completions(arguments) => completions::run(&arguments, &context),
        Command::Man(arguments) => man::run(&arguments, &context),
    };
    outcome.unwrap_or_else(|failure| failure.tell(&context))
}

/// The first interrupt asks the run to end in order, the second ends it where it is.
fn on_interrupt() {
    // Without a handler an interrupt ends the run at once, which is safe too: nothing is ever half in place.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "the user insists")]
            std::process::exit(Exit::Interrupted.code().into());
        }
    });
}

fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}
