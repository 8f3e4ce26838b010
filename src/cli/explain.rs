//! `sealpack explain [RULE]`: what rules find, why it matters, how to fix it, how to switch them.

use clap::Args;

use super::{Context, Exit, Failure};
use crate::archive;
use crate::check::rules;
use crate::report::terminal;
use crate::text::Message;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let (lang, paint) = (context.lang, context.output.paint());
    let text = match &arguments.rule {
        None => terminal::rules(rules::ALL, archive::RULES, lang, paint),
        Some(name) => {
            let checking = rules::by_name(name).map(|rule| (rule.name(), rule.severity(), true));
            let verifying = archive::RULES.iter().find(|(rule, _)| rule == name);
            let found = checking.or(verifying.map(|(name, severity)| (*name, *severity, false)));
            let Some((name, severity, switchable)) = found else {
                let known: Vec<_> = rules::ALL.iter().map(|rule| rule.name()).collect();
                let known = known.into_iter().chain(archive::RULES.iter().map(|(name, _)| *name));
                let known = known.collect::<Vec<_>>().join(", ");
                return Err(Failure::Told(
                    Message::new("error-no-such-rule").with("rule", name).with("known", known),
                ));
            };
            terminal::rule(name, severity, switchable, lang, paint)
        }
    };
    context.output.result(&text)?;
    Ok(Exit::Fine)
}
