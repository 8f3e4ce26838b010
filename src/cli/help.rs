//! Help texts in two languages. The arguments are defined once, by the commands; their texts are in the
//! message tables: `help-<command>` for a command, `help-<command>-<argument>` or `help-<argument>` for an
//! argument.

use clap::{Arg, ArgAction, Command};

use crate::text::{Lang, Message};

/// Columns of an argument's help. It is wrapped here because Chinese has no spaces, at which clap would wrap.
const HELP_WIDTH: usize = 50;

/// `command` with all its texts in `lang`.
pub(crate) fn localised(command: Command, lang: Lang) -> Command {
    let word = |key: &str| Message::new(key).in_lang(lang);
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = describe(command, "main", lang)
        .subcommand_help_heading(word("help-heading-commands"))
        .max_term_width(80)
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(word("help-version"))
                .help_heading(word("help-heading-options")),
        );
    for name in names {
        command = command.mut_subcommand(&name, |sub| describe(sub, &name, lang));
    }
    command
}

fn describe(command: Command, name: &str, lang: Lang) -> Command {
    let word = |key: &str| Message::new(key).in_lang(lang);
    let usage = word("help-heading-usage");
    let template = format!("{{about}}\n\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}\n");
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let mut command =
        command.about(word(&format!("help-{name}"))).help_template(template).disable_help_flag(true);
    if name == "main" {
        command = command.override_usage(word("help-usage-main"));
    } else {
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").replace("[OPTIONS]", &word("help-options-word"));
        command = command.override_usage(format!("sealpack {}", usage.trim()));
    }
    if let Some(after) = Message::new(format!("help-{name}.after")).try_in_lang(lang) {
        command = command.after_help(textwrap::fill(&after, 80));
    }
    for (place, id) in ids.into_iter().enumerate() {
        command = command.mut_arg(&id, |arg| {
            // Under a heading of their own arguments would be in the order of the alphabet.
            let arg = if arg.is_positional() { arg.display_order(place) } else { arg };
            let own = Message::new(format!("help-{name}-{id}")).try_in_lang(lang);
            let heading = if arg.is_positional() { "help-heading-arguments" } else { "help-heading-options" };
            let hide = arg.get_action().takes_values();
            let text = own.unwrap_or_else(|| word(&format!("help-{id}")));
            arg.help(textwrap::fill(&text, HELP_WIDTH)).help_heading(word(heading)).hide_possible_values(hide)
        });
    }
    command.arg(
        Arg::new("help")
            .long("help")
            .short('h')
            .action(ArgAction::Help)
            .help(word("help-help"))
            .help_heading(word("help-heading-options")),
    )
}
