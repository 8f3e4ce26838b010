//! `sealpack completions SHELL`: a script that lets a shell complete commands and options.

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;

use super::{Cli, Context, Exit, Failure, help};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "SHELL", value_enum)]
    shell: Known,
}

/// The shells that there is a script for.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Known {
    /// GNU Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// fish.
    Fish,
    /// PowerShell.
    #[value(name = "powershell")]
    PowerShell,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let shell = match arguments.shell {
        Known::Bash => Shell::Bash,
        Known::Zsh => Shell::Zsh,
        Known::Fish => Shell::Fish,
        Known::PowerShell => Shell::PowerShell,
    };
    let mut command = help::for_files(Cli::command(), context.lang);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "sealpack", &mut script);
    context.output.deliver(&script, None)?;
    Ok(Exit::Fine)
}
