//! Help texts in two languages. The arguments are defined once, by the commands; their texts are in the
//! message tables: `help-<command>` for a command, `help-<command>-<argument>` or `help-<argument>` for an
//! argument. A command below another has the names of both: `help-profile-show`.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};

use crate::text::{Lang, Message};

/// Columns of an argument's help. It is wrapped here because Chinese has no spaces, at which clap would wrap.
const HELP_WIDTH: usize = 50;

/// `command` without texts, which parsing does not need: making them takes longer than parsing.
pub(super) fn plain(command: Command) -> Command {
    with_help_flags(command).arg(Arg::new("version").long("version").short('V').action(ArgAction::Version))
}

fn with_help_flags(command: Command) -> Command {
    let flag = Arg::new("help").long("help").short('h').action(ArgAction::Help);
    command.disable_help_flag(true).arg(flag).mut_subcommands(with_help_flags)
}

/// `command` with all its texts in `lang`, for a terminal.
pub(super) fn localised(command: Command, lang: Lang) -> Command {
    whole(command, lang, |text| textwrap::fill(text, HELP_WIDTH))
}

/// The same for files that are wrapped by whoever reads them. Nothing is parsed by it: values have their names only.
pub(super) fn for_files(command: Command, lang: Lang) -> Command {
    values_by_name(whole(command, lang, str::to_owned))
}

fn values_by_name(mut command: Command) -> Command {
    for id in command.get_arguments().map(|arg| arg.get_id().to_string()).collect::<Vec<_>>() {
        command = command.mut_arg(&id, |arg| {
            let values = arg.get_possible_values();
            let names: Vec<String> = values.iter().map(|value| value.get_name().to_owned()).collect();
            let closed = arg.get_action().takes_values() && !names.is_empty();
            if closed { arg.value_parser(PossibleValuesParser::new(names)) } else { arg }
        });
    }
    command.mut_subcommands(values_by_name)
}

fn whole(command: Command, lang: Lang, fill: fn(&str) -> String) -> Command {
    describe(plain(command), &[], lang, fill).max_term_width(80)
}

/// `command` and those below it; `path` leads to it from the program.
fn describe(command: Command, path: &[String], lang: Lang, fill: fn(&str) -> String) -> Command {
    let name = if path.is_empty() { "main".to_owned() } else { path.join("-") };
    let word = |key: &str| Message::new(key).in_lang(lang);
    let usage = word("help-heading-usage");
    let template = format!("{{about}}\n\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}\n");
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let mut command = command.about(word(&format!("help-{name}"))).help_template(template);
    let below: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    if !below.is_empty() {
        let words = Message::new("help-usage-commands").with("path", path.join(" ")).in_lang(lang);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        command = command.override_usage(words).subcommand_help_heading(word("help-heading-commands"));
    } else if let Some((own, above)) = path.split_last() {
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").replace("[OPTIONS]", &word("help-options-word"));
        let usage = usage.trim().strip_prefix(own.as_str()).unwrap_or_default();
        let words: Vec<&str> = above.iter().chain([own]).map(String::as_str).collect();
        command = command.override_usage(format!("sealpack {}{usage}", words.join(" ")));
    }
    for name in below {
        let path = [path, std::slice::from_ref(&name)].concat();
        command = command.mut_subcommand(&name, |sub| describe(sub, &path, lang, fill));
    }
    if let Some(after) = Message::new(format!("help-{name}.after")).try_in_lang(lang) {
        command = command.after_help(textwrap::fill(&after, 80));
    }
    for (place, id) in ids.into_iter().enumerate() {
        command = command.mut_arg(&id, |arg| {
            let own = |depth: usize| format!("help-{}-{id}", path[..depth].join("-"));
            let own = (1..=path.len()).rev().find_map(|depth| Message::new(own(depth)).try_in_lang(lang));
            let heading = if arg.is_positional() { "help-heading-arguments" } else { "help-heading-options" };
            let hide = arg.get_action().takes_values();
            let text = own.unwrap_or_else(|| word(&format!("help-{id}")));
            let arg = arg.help(fill(&text)).help_heading(word(heading));
            // Under a heading of their own arguments would be in the order of the alphabet.
            let arg = if arg.is_positional() { arg.display_order(place) } else { arg };
            arg.hide_possible_values(hide)
        });
    }
    command
}
