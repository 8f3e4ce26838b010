//! Rules: what a schema cannot express. One file for each, in one registry.

mod ai_generated;
mod caption_problem;
mod damaged;
mod date_conflict;
mod duplicate_file;
mod edited_image;
mod empty_file;
mod format_mismatch;
mod junk_file;
mod link;
mod misplaced_file;
mod missing_indicator;
mod name_collision;
mod no_date;
mod outside_area;
mod outside_period;
mod personal_data;
mod placeholder_text;
mod reuse;
mod reused_image;
mod reused_text;
mod schema;
mod unknown_indicator;
mod unreadable;
mod unsafe_name;
mod unsupported_format;
mod year_outside_period;

pub use format_mismatch::mismatch;
pub use unsupported_format::conversion;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use reuse::Reuse;
use serde_json::{Map, Value};

use super::reuse::{Pool, digest};
use super::{Finding, ProfileMistake};
use crate::facts::Text;
use crate::facts::mention::{Excerpt, Mention};
use crate::inventory::{Material, Survey};
use crate::profile::{Media, Profile, RuleSetting, Severity};
use crate::submission::Submission;
use crate::text::Message;

/// The option of a rule that names the kinds of material it looks at.
const KINDS: &str = "kinds";
/// The option of a rule that says how far off something may be.
const TOLERANCE: &str = "tolerance";
/// The option of a rule that says how many bits two hashes may differ by to be compared at all.
const DISTANCE: &str = "distance";
/// The option of a rule that says how much of something must be the same, in percent.
const SHARE: &str = "share";

/// What rules look at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// What lies on disk.
    pub submission: &'a Submission,
    /// What is required.
    pub profile: &'a Profile,
    /// What the files say.
    pub survey: &'a Survey,
    /// The day after which the future begins.
    pub today: jiff::civil::Date,
    /// What other submissions hold, where that is to be looked at.
    pub elsewhere: Option<&'a Pool>,
}

impl<'a> Subject<'a> {
    /// All materials with the code of their indicator and the name of their kind.
    pub fn materials(&self) -> impl Iterator<Item = (&'a str, &'a str, &'a Material)> {
        self.survey.inventories.iter().flat_map(|inventory| {
            inventory.materials().map(|(kind, material)| (inventory.indicator.as_str(), kind, material))
        })
    }

    /// SHA-256 of all materials that are not empty and that a rule looks at, each with its indicator's code and its
    /// material.
    pub fn contents(&self, rule: &dyn Rule) -> impl Iterator<Item = ([u8; 32], &'a str, &'a Material)> {
        let all =
            self.materials().filter(|(_, kind, material)| material.bytes > 0 && self.has_kind(rule, kind));
        all.filter_map(|(code, _, material)| Some((digest(material.sha256.as_deref()?)?, code, material)))
    }

    /// The kinds that the profile names for a rule.
    fn kinds_for(&self, rule: &dyn Rule) -> Option<&'a Vec<Value>> {
        match self.profile.rules.get(rule.name()) {
            Some(RuleSetting::On { options, .. }) => options.get(KINDS).and_then(Value::as_array),
            _ => None,
        }
    }

    /// Whether a rule looks at a kind: one that the profile names for it, or any where it names none.
    #[must_use]
    pub fn has_kind(&self, rule: &dyn Rule, kind: &str) -> bool {
        self.kinds_for(rule).is_none_or(|kinds| kinds.iter().any(|known| known == kind))
    }

    /// The texts that a rule looks at, each with its indicator's code and its material: those of the kinds that the
    /// profile names for the rule, or, where it names none, those of the kinds with this media.
    pub fn texts(
        &self,
        rule: &dyn Rule,
        media: &'static [Media],
    ) -> impl Iterator<Item = (&'a str, &'a Material, &'a Text)> {
        let kinds = self.kinds_for(rule);
        let profile = self.profile;
        self.materials().filter_map(move |(code, kind, material)| {
            let looks = match kinds {
                Some(kinds) => kinds.iter().any(|known| known == kind),
                None => profile.kind(kind).is_some_and(|kind| media.contains(&kind.media)),
            };
            material.facts.text.as_ref().filter(|_| looks).map(|text| (code, material, text))
        })
    }
}

/// A rule: a name, a severity, and what it finds. Its explanation is in the message tables under
/// `rule-<name>`, with the attributes `.what`, `.why` and `.remedy`.
pub trait Rule: Sync {
    /// Its name, in kebab case.
    fn name(&self) -> &'static str;
    /// The severity of its findings unless a profile says otherwise.
    fn severity(&self) -> Severity;
    /// What a profile may say of it besides its severity.
    fn options(&self) -> &'static [&'static str] {
        &[]
    }
    /// Whether it also speaks of what never goes into an archive, so that not all of its findings can be found
    /// again there.
    fn sees_unpacked(&self) -> bool {
        false
    }
    /// Whether what it finds depends on the day.
    fn sees_today(&self) -> bool {
        false
    }
    /// Adds what it finds to `found`.
    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>);
}

/// Every rule there is, in the order in which they are explained.
pub const ALL: &[&dyn Rule] = &[
    &schema::Schema,
    &missing_indicator::MissingIndicator,
    &unknown_indicator::UnknownIndicator,
    &misplaced_file::MisplacedFile,
    &junk_file::JunkFile,
    &unsafe_name::UnsafeName,
    &name_collision::NameCollision,
    &link::Link,
    &empty_file::EmptyFile,
    &unreadable::Unreadable,
    &format_mismatch::FormatMismatch,
    &unsupported_format::UnsupportedFormat,
    &damaged::Damaged,
    &outside_period::OutsidePeriod,
    &date_conflict::DateConflict,
    &no_date::NoDate,
    &outside_area::OutsideArea,
    &caption_problem::CaptionProblems,
    &duplicate_file::DuplicateFile,
    &reused_image::ReusedImage,
    &reused_image::SimilarImage,
    &reused_text::ReusedText,
    &edited_image::EditedImage,
    &ai_generated::AiGenerated,
    &placeholder_text::PlaceholderText,
    &year_outside_period::YearOutsidePeriod,
    &personal_data::PersonalData,
];

/// The rule with this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static dyn Rule> {
    ALL.iter().copied().find(|rule| rule.name() == name)
}

/// What `profile` says of rules and cannot mean, each with the name of the rule there.
pub(super) fn mistakes(profile: &Profile) -> Vec<(&str, ProfileMistake)> {
    let mut found = Vec::new();
    for (name, setting) in &profile.rules {
        let mistakes = match (by_name(name), setting) {
            (None, _) => vec![ProfileMistake::UnknownRule(name.clone())],
            (Some(rule), RuleSetting::On { options, .. }) => mistakes_of(rule, options, profile),
            (Some(_), RuleSetting::Off) => Vec::new(),
        };
        found.extend(mistakes.into_iter().map(|mistake| (name.as_str(), mistake)));
    }
    found
}

fn mistakes_of(rule: &dyn Rule, options: &Map<String, Value>, profile: &Profile) -> Vec<ProfileMistake> {
    let unknown = options.keys().filter(|option| !rule.options().contains(&option.as_str()));
    let unknown =
        unknown.map(|option| ProfileMistake::UnknownOption { rule: rule.name(), option: option.clone() });
    let mut found: Vec<ProfileMistake> = unknown.collect();
    let known = |kind: &Value| kind.as_str().is_some_and(|kind| profile.kind(kind).is_some());
    let is_list = |kinds: &Value| kinds.as_array().is_some_and(|kinds| kinds.iter().all(known));
    if rule.options().contains(&KINDS) && options.get(KINDS).is_some_and(|kinds| !is_list(kinds)) {
        let known = profile.kinds.iter().map(|kind| kind.name.clone()).collect();
        found.push(ProfileMistake::Kinds { rule: rule.name(), known });
    }
    let is_number = |value: &Value| value.as_f64().is_some_and(|number| number >= 0.0);
    for option in [TOLERANCE, DISTANCE, SHARE].into_iter().filter(|option| rule.options().contains(option)) {
        if options.get(option).is_some_and(|value| !is_number(value)) {
            found.push(ProfileMistake::Number { rule: rule.name(), option });
        }
    }
    found
}

/// The first places of a text, as many as a message has room for.
fn excerpts(places: impl ExactSizeIterator<Item = Message>) -> Message {
    const MOST: usize = 5;
    let more = places.len() > MOST;
    let list = Message::List(places.take(MOST).collect());
    if more { Message::new("and-more").with("list", list) } else { list }
}

/// Several pieces of evidence, of which each is a sentence; the first ones where they are many.
fn evidence(pieces: Vec<Message>) -> Message {
    const MOST: usize = 5;
    let more = pieces.len() > MOST;
    let joined = |left, right| Message::new("evidence-and").with("left", left).with("right", right);
    let list = pieces.into_iter().take(MOST).reduce(joined).unwrap_or(Message::List(Vec::new()));
    if more { Message::new("and-more").with("list", list) } else { list }
}

/// What is written in a file, as far as a message has room for it.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A place of a text as a message has room for it.
fn quoted<T>(mention: &Mention<T>, text: &Text) -> Message {
    const AROUND: usize = 10;
    Message::new("quoted").with("text", mention.excerpt(&text.content, AROUND).to_string())
}

/// A place of a text with its sentence.
fn sentence<T>(mention: &Mention<T>, text: &Text) -> Excerpt {
    const AROUND: usize = 40;
    mention.excerpt(&text.content, AROUND)
}

/// A passage of a text, as many words of it as there is room for.
fn sentence_at(passage: &Range<usize>, text: &Text) -> Excerpt {
    const MOST: usize = 120;
    let whole = text.content.get(passage.clone()).unwrap_or_default();
    let end = whole.char_indices().nth(MOST).map_or(whole.len(), |(end, _)| end);
    let at = passage.start..passage.start + end;
    let mut excerpt = sentence(&Mention { what: (), count: 1, at }, text);
    if end < whole.len() {
        "…".clone_into(&mut excerpt.after);
    }
    excerpt
}

/// An indicator, and who answers for it.
fn place(subject: &Subject<'_>, found: &Found<'_>, code: &str) -> Message {
    let title = subject.profile.indicator(code).map(|indicator| indicator.title.clone());
    let units = found.responsible(code).iter().cloned().map(Message::Plain).collect();
    Message::new("place-here")
        .with("code", code)
        .with("title", title.map_or_else(|| Message::Plain(String::new()), Message::Given))
        .with("units", Message::List(units))
}

/// Where a rule puts what it finds.
pub struct Found<'a> {
    rule: &'static str,
    severity: Severity,
    profile: &'a Profile,
    findings: &'a mut Vec<Finding>,
    known: &'a Known,
}

/// What more than one rule needs and only takes long to find out once.
#[derive(Default)]
pub(super) struct Known {
    reuse: OnceCell<Reuse>,
    twins: OnceCell<Vec<(usize, usize)>>,
}

/// Runs one rule.
pub(super) fn apply(
    rule: &dyn Rule,
    severity: Severity,
    subject: &Subject<'_>,
    known: &Known,
    findings: &mut Vec<Finding>,
) {
    let mut found = Found { rule: rule.name(), severity, profile: subject.profile, findings, known };
    rule.find(subject, &mut found);
}

impl<'a> Found<'a> {
    /// What comparing all pictures with each other shows.
    fn reuse(&self, subject: &Subject<'_>) -> &'a Reuse {
        self.known.reuse.get_or_init(|| {
            let twins: HashSet<usize> = self.twins(subject).iter().map(|(origin, _)| *origin).collect();
            Reuse::of(subject, &twins)
        })
    }

    /// Which other submissions are most likely other states of this one, and how many files they have in common.
    fn twins(&self, subject: &Subject<'_>) -> &'a [(usize, usize)] {
        self.known.twins.get_or_init(|| {
            let contents =
                subject.contents(&duplicate_file::DuplicateFile).map(|(content, _, _)| content).collect();
            subject.elsewhere.map_or_else(Vec::new, |pool| pool.twins(&contents))
        })
    }

    /// A finding about a path, in an indicator if it lies in one.
    pub fn at(&mut self, indicator: Option<&str>, path: &str, message: Message) -> &mut Finding {
        let finding = self.about(indicator, message);
        finding.path = Some(path.to_owned());
        finding
    }

    /// A finding about an indicator, or about the submission as a whole.
    pub fn about(&mut self, indicator: Option<&str>, message: Message) -> &mut Finding {
        let mut finding = Finding::new(self.rule, self.severity, message);
        if let Some(code) = indicator {
            finding.indicator = Some(code.to_owned());
            finding.responsible = self.responsible(code).to_vec();
        }
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// The units that answer for one of these indicators, each once.
    fn responsible_for<'c>(&self, codes: impl Iterator<Item = &'c str>) -> Vec<String> {
        let mut responsible: Vec<String> = Vec::new();
        for unit in codes.flat_map(|code| self.responsible(code)) {
            if !responsible.contains(unit) {
                responsible.push(unit.clone());
            }
        }
        responsible
    }

    /// The units that answer for an indicator.
    #[must_use]
    pub fn responsible(&self, code: &str) -> &[String] {
        self.profile.responsible(code)
    }
}
