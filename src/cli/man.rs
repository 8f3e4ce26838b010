//! `sealpack man`: manual pages, one for the program and one for each command.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::failure::CannotWrite;
use super::{Cli, Context, Exit, Failure, help};
use crate::text::{Lang, Message};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "COMMAND", num_args = 0..)]
    command: Vec<String>,
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let mut command = help::for_files(Cli::command(), context.lang);
    command.build();
    let mut pages = Vec::new();
    collect(&command, context.lang, &mut pages);
    if let Some(folder) = &arguments.out {
        let cannot = |path: &Path| {
            let path = path.to_owned();
            move |source| Failure::from(CannotWrite { path, source })
        };
        std::fs::create_dir_all(folder).map_err(cannot(folder))?;
        for (name, page) in &pages {
            context.output.deliver(page, Some(&folder.join(format!("{name}.1"))))?;
        }
        return Ok(Exit::Fine);
    }
    // Both `profile show` and `profile-show`, as the page is called.
    let wanted = std::iter::once("sealpack").chain(arguments.command.iter().map(String::as_str));
    let wanted = wanted.collect::<Vec<_>>().join("-");
    let Some((_, page)) = pages.iter().find(|(name, _)| *name == wanted) else {
        let known = pages.iter().filter_map(|(name, _)| name.strip_prefix("sealpack-"));
        let message = Message::new("error-no-such-page")
            .with("page", arguments.command.join(" "))
            .with("known", known.collect::<Vec<_>>().join(", "));
        return Err(Failure::Told(message));
    };
    context.output.deliver(page, None)?;
    Ok(Exit::Fine)
}

/// The pages of `command` and all below it, by name.
fn collect(command: &Command, lang: Lang, pages: &mut Vec<(String, Vec<u8>)>) {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut page = Vec::new();
    // Nothing can go wrong in memory.
    if write(command, lang, &mut page).is_ok() {
        pages.push((name, page));
    }
    for below in command.get_subcommands() {
        collect(below, lang, pages);
    }
}

fn write(command: &Command, lang: Lang, page: &mut Vec<u8>) -> io::Result<()> {
    let word = |key: &str| Message::new(key).in_lang(lang);
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut command = command.clone();
    // Where a command's exit codes have a meaning of their own, its help says so.
    if command.get_after_help().is_none() {
        command = command.after_help(word("help-main.after"));
    }
    if command.get_version().is_some() {
        command = command.about(word("man-about"));
    }
    let man = Man::new(command.clone());
    let version = env!("CARGO_PKG_VERSION");
    // Without a date: the same version gives the same page.
    writeln!(page, ".TH \"{name}\" 1 \"\" \"sealpack {version}\" \"{}\"", word("man-manual"))?;
    section(page, Some(&word("man-name")), |text| man.render_name_section(text))?;
    section(page, Some(&word("man-synopsis")), |text| man.render_synopsis_section(text))?;
    if command.has_subcommands() {
        section(page, Some(&word("man-commands")), |text| man.render_subcommands_section(text))?;
    }
    section(page, None, |text| man.render_options_section(text))?;
    section(page, Some(&word("man-exit")), |text| man.render_extra_section(text))
}

/// Adds a section under a heading of ours: those of the library are English.
fn section(
    page: &mut Vec<u8>,
    heading: Option<&str>,
    render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    let mut text = Vec::new();
    render(&mut text)?;
    let text = String::from_utf8_lossy(&text);
    // What is before the first heading is the same in all sections.
    let (before, text) = text.split_at(text.find(".SH ").unwrap_or(text.len()));
    if !page.windows(before.len()).any(|window| window == before.as_bytes()) {
        page.extend_from_slice(before.as_bytes());
    }
    let text = match (heading, text.split_once('\n')) {
        (Some(heading), Some((_, rest))) => format!(".SH \"{heading}\"\n{rest}"),
        _ => text.to_owned(),
    };
    // Lines of Chinese have no spaces that could be stretched, and names must not be broken.
    let text = text.replace(".SH ", ".nh\n.ad l\n.SH ");
    page.extend_from_slice(text.as_bytes());
    Ok(())
}
