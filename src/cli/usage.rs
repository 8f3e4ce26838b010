//! Answers to command lines that are not understood, and to requests for help.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Exit, Output};
use crate::report::terminal;
use crate::text::{Lang, Message};

/// Prints help and version as results, everything else as an error with what to do.
pub(super) fn answer(error: &clap::Error, lang: Lang, output: &Output) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that has gone has seen enough.
            let _ = output.result(&error.render().to_string());
            Exit::Fine
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output.note(error.render().to_string().trim_end());
            Exit::CouldNotRun
        }
        _ => {
            let hint = text(error, ContextKind::SuggestedSubcommand)
                .or_else(|| text(error, ContextKind::SuggestedArg))
                .or_else(|| text(error, ContextKind::SuggestedValue))
                .map_or_else(
                    || Message::new("usage-help"),
                    |suggestion| Message::new("usage-suggestion").with("suggestion", suggestion),
                );
            output.note(&terminal::problem(&message(error), Some(&hint), lang, output.paint_err()));
            Exit::CouldNotRun
        }
    }
}

fn message(error: &clap::Error) -> Message {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => Message::new("usage-unknown-argument").with("argument", argument),
        ErrorKind::InvalidSubcommand => Message::new("usage-unknown-command")
            .with("command", text(error, ContextKind::InvalidSubcommand).unwrap_or_default()),
        ErrorKind::MissingRequiredArgument => Message::new("usage-missing").with("argument", argument),
        ErrorKind::MissingSubcommand => Message::new("usage-missing-command"),
        ErrorKind::InvalidValue if value.is_empty() => {
            Message::new("usage-missing-value").with("argument", argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = text(error, ContextKind::ValidValue);
            let key = if valid.is_some() { "usage-invalid-value-of" } else { "usage-invalid-value" };
            Message::new(key)
                .with("argument", argument)
                .with("value", value)
                .with("valid", valid.unwrap_or_default())
        }
        ErrorKind::ArgumentConflict => Message::new("usage-conflict").with("argument", argument),
        ErrorKind::InvalidUtf8 => Message::new("usage-not-unicode"),
        _ => Message::new("usage-other").with("argument", argument),
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}
