//! `sealpack init DIR`: a submission ready to fill.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::load::refuse_unknown;
use super::{Context, Exit, Failure};
use crate::check::{self, Requirement};
use crate::facts::captions;
use crate::profile::{Indicator, Media, Profile, builtin_names};
use crate::report::{sanitize, terminal};
use crate::submission::scaffold::{Plan, lay_out};
use crate::submission::{MANIFEST, Manifest, Period, Submission, layout};
use crate::text::{Lang, Message};

const DEFAULT_PROFILE: &str = "civilized-city";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_name = "NAME|DIR")]
    profile: Option<String>,
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    indicators: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[arg(long, value_name = "TIME")]
    deadline: Option<jiff::Timestamp>,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Failure> {
    let dir = &arguments.dir;
    let existing = dir.join(MANIFEST).exists();
    let (manifest, profile) = if existing {
        let manifest = Submission::manifest(dir)?.0;
        let profile = Profile::named(&manifest.profile, dir)?;
        (manifest, profile)
    } else {
        // As the user named it: the folder from which the submission will name it may not exist yet.
        let name = arguments.profile.as_deref().unwrap_or(DEFAULT_PROFILE);
        (manifest(arguments, context)?, Profile::named(name, Path::new(""))?)
    };
    refuse_unknown(&profile, manifest.indicators.as_deref().unwrap_or_default())?;
    let lang = manifest.lang.unwrap_or(context.lang);
    let owed = check::owed(&manifest, &profile);
    let plans: Vec<Plan> = owed.map(|indicator| plan(&profile, indicator, lang)).collect();
    let laid = lay_out(dir, &manifest, &profile.layout(), &plans)?;
    let done = Message::new("init-done")
        .with("path", dir.display().to_string())
        .with("indicators", plans.len())
        .with("made", laid.made.len())
        .with("kept", laid.kept);
    let paint = context.output.paint();
    let mut text = paint.wrap("", &paint.good(&done.in_lang(context.lang))) + "\n";
    text.push_str(&(paint.wrap("", &Message::new("init-next").in_lang(context.lang)) + "\n"));
    let _ = writeln!(text, "  sealpack check {}", sanitize(&dir.display().to_string()));
    context.output.result(&text)?;
    Ok(Exit::Fine)
}

/// The `submission.json` that the arguments ask for.
fn manifest(arguments: &Arguments, context: &Context) -> Result<Manifest, Failure> {
    let needed = |name: &str| Failure::Told(Message::new("error-init-needs").with("option", name));
    let unit =
        arguments.unit.clone().filter(|unit| !unit.trim().is_empty()).ok_or_else(|| needed("--unit"))?;
    let from = arguments.from.ok_or_else(|| needed("--from"))?;
    let to = arguments.to.ok_or_else(|| needed("--to"))?;
    if from > to {
        return Err(Failure::Told(Message::new("error-init-period")));
    }
    let profile = arguments.profile.clone().unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
    let profile = match builtin_names().contains(&profile) {
        true => profile,
        false => relative_profile(&arguments.dir, Path::new(&profile)),
    };
    Ok(Manifest {
        profile,
        unit,
        title: arguments.title.clone(),
        period: Period { from, to },
        deadline: arguments
            .deadline
            .map(|moment| jiff::tz::offset(8).to_datetime(moment).to_string() + "+08:00"),
        contact: None,
        indicators: (!arguments.indicators.is_empty()).then(|| arguments.indicators.clone()),
        area: None,
        lang: Some(context.lang),
    })
}

/// The path of a profile folder as `submission.json` names it: from the submission, with `/`.
fn relative_profile(dir: &Path, profile: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = pathdiff::diff_paths(absolute(profile), absolute(dir)).unwrap_or_else(|| absolute(profile));
    path.to_string_lossy().replace('\\', "/")
}

fn plan(profile: &Profile, indicator: &Indicator, lang: Lang) -> Plan {
    let requirements: Vec<Requirement> = check::requirements(profile, indicator);
    let wanted = |name: &str| requirements.iter().any(|r| r.kind.as_deref() == Some(name));
    let kinds = profile.kinds.iter().filter(|kind| wanted(&kind.name) || requirements.is_empty());
    let kinds: Vec<_> = kinds.collect();
    let pictures = kinds.iter().any(|kind| kind.media == Media::Image);
    let chinese = lang == Lang::Zh;
    let sheet = format!("{}.xlsx", layout::CAPTION_SHEETS[usize::from(chinese)]);
    Plan {
        code: indicator.code.clone(),
        folder: indicator.folder(lang),
        kinds: kinds.iter().map(|kind| kind.folder(lang).to_owned()).collect(),
        note: (
            layout::NOTES[usize::from(!chinese)].to_owned(),
            terminal::note(profile, indicator, &requirements, lang),
        ),
        captions: pictures.then(|| (sheet, captions::headers(chinese))),
    }
}
