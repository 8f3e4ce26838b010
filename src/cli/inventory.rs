//! `sealpack inventory DIR|FILE`: the facts of a submission's files or of one file.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::load::{One, load, load_one};
use super::shared::{Delivery, Format};
use super::threads::Jobs;
use super::{Context, Exit, Failure};
use crate::inventory::Documents;
use crate::report::{facts, json};
use crate::text::Message;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR|FILE")]
    path: PathBuf,
    #[arg(long, value_name = "CODE", value_parser = NonEmptyStringValueParser::new())]
    only: Option<String>,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    jobs: Jobs,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    match std::fs::metadata(&arguments.path) {
        Ok(metadata) if metadata.is_dir() => submission(arguments, context),
        Ok(metadata) if metadata.is_file() => file(arguments, context),
        // Reading a pipe might never end.
        Ok(_) => Err(about("error-special-file", &arguments.path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(about("error-not-found", &arguments.path))
        }
        Err(error) => Err(Failure::cannot_read(&arguments.path, &error)),
    }
}

fn submission(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let loaded = load(&arguments.path, arguments.only.as_slice(), &arguments.jobs, context)?;
    let inventories = &loaded.survey.inventories;
    if let (Some(code), true) = (&arguments.only, inventories.is_empty()) {
        return Err(Failure::Told(Message::new("error-no-folder-for").with("code", code)));
    }
    let json = || match (&arguments.only, inventories.first()) {
        // One indicator's document as it is: what a validator wants.
        (Some(_), Some(inventory)) => json::pretty(&inventory.document()),
        _ => json::pretty(&Documents::of(inventories)),
    };
    let text =
        |paint| facts::submission(&loaded.submission, &loaded.profile, inventories, context.lang, paint);
    arguments.delivery.deliver_or(Format::Json, context, text, json)?;
    Ok(Exit::Fine)
}

fn file(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    if arguments.only.is_some() {
        return Err(about("error-only-with-file", &arguments.path));
    }
    let One { material, place } = load_one(&arguments.path, &arguments.jobs)?;
    if let Some(reason) = &material.unreadable {
        return Err(Failure::cannot_read(&arguments.path, reason));
    }
    let place = place.as_ref().map(|(indicator, kind)| (indicator, kind));
    let names = place.map(|(indicator, kind)| (indicator.code.as_str(), kind.name.as_str()));
    arguments.delivery.deliver(
        context,
        |paint| facts::file(&material, place, context.lang, paint),
        || json::pretty(&material.document(names)),
    )?;
    Ok(Exit::Fine)
}

fn about(key: &str, path: &Path) -> Failure {
    Failure::Told(Message::new(key).with("path", path.display().to_string()))
}
