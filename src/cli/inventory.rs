//! `sealpack inventory DIR`: the facts, as JSON.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::load::load;
use super::shared::Jobs;
use super::{Context, Exit, Failure};
use crate::inventory::documents;
use crate::report::json;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_name = "CODE", value_parser = NonEmptyStringValueParser::new())]
    only: Option<String>,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let only = arguments.only.as_slice();
    let loaded = load(&arguments.dir, only, arguments.jobs.count(), context)?;
    let inventories = &loaded.survey.inventories;
    let text = match (&arguments.only, inventories.first()) {
        // One indicator's document as it is: what a validator wants.
        (Some(_), Some(inventory)) => json::pretty(&inventory.document()),
        (Some(code), None) => {
            let message = crate::text::Message::new("error-no-folder-for").with("code", code);
            return Err(Failure::Told(message));
        }
        (None, _) => json::pretty(&documents(inventories)),
    };
    context.output.deliver(&text, arguments.output.as_deref())?;
    Ok(Exit::Fine)
}
