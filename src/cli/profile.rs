//! `sealpack profile list|show|test`: which profiles there are, what one demands, whether one is as it should be.

use std::path::Path;

use clap::{Args, Subcommand};

use super::load::refuse_unknown;
use super::shared::Delivery;
use super::{Context, Exit, Failure};
use crate::check::{self, requirements};
use crate::profile::{Profile, ProfileError, builtin_names};
use crate::report::profile as report;

#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(List),
    Show(Show),
    Test(Test),
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    delivery: Delivery,
}

#[derive(Debug, Args)]
struct Show {
    #[arg(value_name = "NAME|DIR")]
    profile: String,
    #[arg(value_name = "CODE")]
    code: Option<String>,
    #[command(flatten)]
    delivery: Delivery,
}

#[derive(Debug, Args)]
struct Test {
    #[arg(value_name = "NAME|DIR")]
    profile: String,
    #[command(flatten)]
    delivery: Delivery,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    match &arguments.command {
        Command::List(arguments) => list(arguments, context),
        Command::Show(arguments) => show(arguments, context),
        Command::Test(arguments) => test(arguments, context),
    }
}

fn list(arguments: &List, context: &Context) -> Result<Exit, Failure> {
    let named = |name: &String| Profile::named(name, Path::new(""));
    let profiles: Vec<Profile> = builtin_names().iter().map(named).collect::<Result<_, ProfileError>>()?;
    let text = |paint| report::list(&profiles, context.lang, paint);
    arguments.delivery.deliver(context, text, || report::json::list(&profiles))?;
    Ok(Exit::Fine)
}

fn show(arguments: &Show, context: &Context) -> Result<Exit, Failure> {
    let lang = context.lang;
    let profile = Profile::named(&arguments.profile, Path::new(""))?;
    refuse_unknown(&profile, arguments.code.as_slice())?;
    let indicator = arguments.code.as_deref().and_then(|code| profile.indicator(code));
    let Some(indicator) = indicator else {
        let text = |paint| report::show(&profile, lang, paint);
        arguments.delivery.deliver(context, text, || report::json::show(&profile))?;
        return Ok(Exit::Fine);
    };
    let demands = requirements(&profile, indicator);
    arguments.delivery.deliver(
        context,
        |paint| report::indicator(&profile, indicator, &demands, lang, paint),
        || report::json::indicator(&profile, indicator, &demands, lang),
    )?;
    Ok(Exit::Fine)
}

fn test(arguments: &Test, context: &Context) -> Result<Exit, Failure> {
    let trial = check::trial(&arguments.profile, Path::new(""))?;
    let text = |paint| report::trial(&arguments.profile, &trial, context.lang, paint);
    arguments.delivery.deliver(context, text, || report::json::trial(&trial, context.lang))?;
    Ok(if trial.mistakes.is_empty() { Exit::Fine } else { Exit::Findings })
}
