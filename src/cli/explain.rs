//! `sealpack explain [RULE]`: what rules find, why it matters, how to fix it, how to switch them.

use clap::Args;

use super::shared::Delivery;
use super::{Context, Exit, Failure};
use crate::archive;
use crate::check::rules;
use crate::report::{json, terminal};
use crate::text::Message;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    #[command(flatten)]
    delivery: Delivery,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let lang = context.lang;
    let delivery = &arguments.delivery;
    let Some(name) = &arguments.rule else {
        let text = |paint| terminal::rules(rules::ALL, archive::RULES, lang, paint);
        delivery.deliver(context, text, || json::rules(rules::ALL, archive::RULES, lang))?;
        return Ok(Exit::Fine);
    };
    if let Some(rule) = rules::by_name(name) {
        let text = |paint| terminal::rule(rule.name(), rule.severity(), true, lang, paint);
        delivery.deliver(context, text, || json::rules(&[rule], &[], lang))?;
        return Ok(Exit::Fine);
    }
    let Some(rule) = archive::RULES.iter().find(|(rule, _)| rule == name) else {
        let known: Vec<_> = rules::ALL.iter().map(|rule| rule.name()).collect();
        let known = known.into_iter().chain(archive::RULES.iter().map(|(name, _)| *name));
        let known = known.collect::<Vec<_>>().join(", ");
        return Err(Failure::Told(
            Message::new("error-no-such-rule").with("rule", name).with("known", known),
        ));
    };
    let text = |paint| terminal::rule(rule.0, rule.1, false, lang, paint);
    delivery.deliver(context, text, || json::rules(&[], &[*rule], lang))?;
    Ok(Exit::Fine)
}
