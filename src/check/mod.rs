//! From facts to findings: what schemas refuse, and what only rules can see.

mod changes;
mod finding;
mod requirements;
pub mod reuse;
pub mod rules;
mod schema;
mod terms;
mod trial;

pub use changes::{described, marks};
pub use finding::{Elsewhere, Finding, Known, Marks};
pub use requirements::{Requirement, requirements};
pub use rules::{Rule, Subject};
pub use terms::{fact_name, fact_value, file_size, quantity, short_name};
pub use trial::{Mistake, Trial, trial};

use crate::facts::Format;
use crate::profile::{Profile, RuleSetting, Severity, join};
use crate::submission::Manifest;
use crate::text::{Explain, Lang, Message};

/// What a profile says of rules and formats and cannot mean.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().in_lang(Lang::En))]
pub enum ProfileMistake {
    /// A rule that does not exist.
    UnknownRule(String),
    /// A format that does not exist, which a kind takes.
    UnknownFormat(String),
    /// An option that the rule does not have.
    UnknownOption {
        /// The rule.
        rule: &'static str,
        /// The option.
        option: String,
    },
    /// An option that must be a number of at least 0 and is not.
    Number {
        /// The rule.
        rule: &'static str,
        /// The option.
        option: &'static str,
    },
    /// `kinds` that is no list of kinds of the profile.
    Kinds {
        /// The rule.
        rule: &'static str,
        /// The kinds that there are.
        known: Vec<String>,
    },
}

impl Explain for ProfileMistake {
    fn message(&self) -> Message {
        match self {
            Self::UnknownRule(name) => {
                let known: Vec<_> = rules::ALL.iter().map(|rule| rule.name()).collect();
                Message::new("error-unknown-rule").with("rule", name).with("known", known.join(", "))
            }
            Self::UnknownFormat(name) => {
                let known = Format::ALL.map(Format::name);
                Message::new("error-unknown-format").with("format", name).with("known", known.join(", "))
            }
            Self::UnknownOption { rule, option } => {
                Message::new("error-rule-option").with("rule", *rule).with("option", option)
            }
            Self::Number { rule, option } => {
                Message::new("error-rule-number").with("rule", *rule).with("option", *option)
            }
            Self::Kinds { rule, known } => {
                Message::new("error-rule-kinds").with("rule", *rule).with("known", known.join(", "))
            }
        }
    }
}

/// What `profile` says of rules and formats and cannot mean, each with its JSON Pointer in `profile.json`.
fn mistakes(profile: &Profile) -> Vec<(String, ProfileMistake)> {
    let of_rules = rules::mistakes(profile).into_iter();
    let mut found: Vec<_> = of_rules.map(|(rule, mistake)| (join("/rules", rule), mistake)).collect();
    let is_known = |name: &str| Format::ALL.iter().any(|format| format.name() == name);
    for kind in &profile.kinds {
        let formats = kind.formats.iter().flatten().enumerate().filter(|(_, name)| !is_known(name));
        let at = join(&join("/kinds", &kind.name), "formats");
        found.extend(
            formats
                .map(|(index, name)| (format!("{at}/{index}"), ProfileMistake::UnknownFormat(name.clone()))),
        );
    }
    found
}

/// All findings about `subject`, sorted by indicator (the profile's order), path and rule. Findings that
/// belong to no indicator come first.
pub fn check(subject: &Subject<'_>) -> Result<Vec<Finding>, ProfileMistake> {
    let profile = subject.profile;
    if let Some((_, mistake)) = mistakes(profile).into_iter().next() {
        return Err(mistake);
    }
    let mut findings = Vec::new();
    let known = rules::Known::default();
    for rule in rules::ALL {
        let severity = match profile.rules.get(rule.name()) {
            Some(RuleSetting::Off) => continue,
            Some(RuleSetting::On { severity, .. }) => severity.unwrap_or(rule.severity()),
            None => rule.severity(),
        };
        rules::apply(*rule, severity, subject, &known, &mut findings);
    }
    let order = |code: &Option<String>| {
        code.as_ref().map(|code| profile.indicators.iter().position(|indicator| indicator.code == *code))
    };
    let kind = |pointer: &Option<String>| {
        let name = pointer.as_deref()?.split('/').nth(1)?;
        profile.kinds.iter().position(|kind| kind.name == name)
    };
    findings.sort_by(|a, b| {
        let place = |f: &Finding| (order(&f.indicator), f.indicator.clone(), f.path.clone(), f.rule);
        let within = |f: &Finding| (kind(&f.pointer), f.pointer.clone());
        place(a).cmp(&place(b)).then_with(|| within(a).cmp(&within(b)))
    });
    Ok(findings)
}

/// How many findings of each severity there are: errors, warnings, infos.
#[must_use]
pub fn count(findings: &[Finding]) -> [usize; 3] {
    count_of(findings.iter())
}

/// The same of any findings.
#[must_use]
pub fn count_of<'a>(findings: impl Iterator<Item = &'a Finding>) -> [usize; 3] {
    findings.fold([0; 3], |[errors, warnings, infos], finding| match finding.severity {
        Severity::Error => [errors + 1, warnings, infos],
        Severity::Warning => [errors, warnings + 1, infos],
        Severity::Info => [errors, warnings, infos + 1],
    })
}

/// The indicators of `profile` that the submission of `manifest` answers, in the profile's order.
pub fn owed<'a>(
    manifest: &'a Manifest,
    profile: &'a Profile,
) -> impl Iterator<Item = &'a crate::profile::Indicator> {
    let listed = manifest.indicators.as_ref();
    profile.indicators.iter().filter(move |i| listed.is_none_or(|codes| codes.contains(&i.code)))
}
