//! What the page shows, put into words.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::{self, Figure};
use super::frame::Frame;
use super::{Extras, address};
use crate::check::{self, Finding, Known, file_size};
use crate::facts::mention::Excerpt;
use crate::inventory::{Inventory, Material};
use crate::profile::{Indicator, Media, Severity};
use crate::report::standing::{Standing, State};
use crate::report::{CheckReport, history, in_origin, sanitize, sentence};
use crate::text::{Lang, Message};

/// Copies of a file that are shown beside it.
const MOST_COPIES: usize = 11;

/// An indicator in the overview.
pub(super) struct Row {
    /// The section with its findings, if it has any.
    pub(super) anchor: Option<String>,
    pub(super) name: String,
    pub(super) units: String,
    pub(super) materials: String,
    pub(super) state: String,
    pub(super) class: &'static str,
}

/// A choice of a filter.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
}

/// The findings of an indicator, or of the submission as a whole.
pub(super) struct Section<'a> {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) units: String,
    pub(super) files: Vec<FileView<'a>>,
}

/// The findings about one file, or about none.
pub(super) struct FileView<'a> {
    pub(super) path: Option<String>,
    pub(super) href: Option<String>,
    /// All units that answer for them, a line each.
    pub(super) units: String,
    pub(super) figures: Vec<Figure>,
    pub(super) facts: String,
    pub(super) findings: Vec<FindingView<'a>>,
}

/// A finding.
pub(super) struct FindingView<'a> {
    pub(super) severity: &'static str,
    pub(super) word: String,
    pub(super) rule: &'static str,
    pub(super) what: String,
    pub(super) message: String,
    pub(super) excerpts: &'a [Excerpt],
    /// Other files, and where they lie.
    pub(super) related: Vec<(String, Option<String>)>,
    /// Files of other submissions.
    pub(super) elsewhere: Vec<String>,
    pub(super) fix: Option<String>,
    pub(super) units: String,
    /// The units, where they are not those of the indicator.
    pub(super) who: Option<String>,
    /// Whether it is new or still open, for filters and in words, where it was compared with an earlier check.
    pub(super) status: Option<(&'static str, String)>,
}

/// A finding of an earlier check that is fixed.
pub(super) struct Fixed {
    pub(super) word: String,
    pub(super) severity: &'static str,
    pub(super) place: String,
    pub(super) path: Option<String>,
    pub(super) message: String,
    pub(super) rule: String,
}

/// Pictures of an indicator.
pub(super) struct Album {
    pub(super) name: String,
    pub(super) figures: Vec<Figure>,
}

/// Puts a report into words.
pub(super) struct View<'a> {
    report: &'a CheckReport<'a>,
    extras: &'a Extras<'a>,
    lang: Lang,
    /// All materials by path, each with the name of its kind.
    materials: BTreeMap<&'a str, (&'a str, &'a Material)>,
}

impl<'a> View<'a> {
    pub(super) fn new(report: &'a CheckReport<'a>, extras: &'a Extras<'a>, lang: Lang) -> Self {
        let all = report.survey.inventories.iter().flat_map(Inventory::materials);
        let materials = all.map(|(kind, material)| (material.path.as_str(), (kind, material))).collect();
        Self { report, extras, lang, materials }
    }

    fn say(&self, message: &Message) -> String {
        sanitize(&message.in_lang(self.lang))
    }

    pub(super) fn add_cards(&self, frame: &mut Frame) {
        let totals = self.report.totals;
        let [errors, warnings, _] = check::count(self.report.findings);
        let states: Vec<State> = self.owed().map(|indicator| self.standing(indicator).state).collect();
        let count = |wanted: State| states.iter().filter(|state| **state == wanted).count();
        let whole = count(State::Done) + count(State::Warnings);
        let class = if whole == totals.indicators { "good" } else { "" };
        frame.card("html-card-done", format!("{whole} / {}", totals.indicators), class);
        let mut number = |key: &str, value: usize, class: &'static str| {
            frame.card(key, value.to_string(), if value == 0 { "" } else { class });
        };
        number("html-card-missing", count(State::Missing), "error");
        number("html-card-wrong", count(State::Errors), "error");
        number("html-card-errors", errors, "error");
        number("html-card-warnings", warnings, "warning");
        frame.card_of_materials(totals.materials.to_string(), totals.bytes);
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        self.owed()
            .map(|indicator| {
                let standing = self.standing(indicator);
                let has_findings = self.of(Some(&indicator.code)).next().is_some();
                Row {
                    anchor: has_findings.then(|| anchor(self.place_of(&indicator.code))),
                    name: self.name(Some(indicator)),
                    units: self.units_in_words(&indicator.responsible),
                    materials: self.kinds(&indicator.code),
                    state: self.say(&standing.message()),
                    class: match standing.state {
                        State::Done => "good",
                        State::Warnings => "warning",
                        State::Missing | State::Errors => "error",
                    },
                }
            })
            .collect()
    }

    pub(super) fn severities(&self) -> Vec<Choice> {
        [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .filter(|severity| self.report.findings.iter().any(|finding| finding.severity == *severity))
            .map(|severity| Choice { value: severity.name().to_owned(), name: self.word(severity) })
            .collect()
    }

    pub(super) fn rules(&self) -> Vec<Choice> {
        let found: BTreeSet<&str> = self.report.findings.iter().map(|finding| finding.rule).collect();
        check::rules::ALL
            .iter()
            .map(|rule| rule.name())
            .filter(|name| found.contains(name))
            .map(|name| Choice { value: name.to_owned(), name: format!("{} ({name})", self.what(name)) })
            .collect()
    }

    pub(super) fn units(&self) -> Vec<Choice> {
        let mut known: Vec<&String> = Vec::new();
        for unit in self.report.findings.iter().flat_map(|finding| &finding.responsible) {
            if !known.contains(&unit) {
                known.push(unit);
            }
        }
        known.into_iter().map(|unit| Choice { value: sanitize(unit), name: sanitize(unit) }).collect()
    }

    pub(super) fn sections(&self) -> Vec<Section<'a>> {
        let findings = self.report.findings;
        findings
            .chunk_by(|one, next| one.indicator == next.indicator)
            .map(|group| {
                let code = group.first().and_then(|finding| finding.indicator.as_deref());
                let indicator = code.and_then(|code| self.report.profile.indicator(code));
                Section {
                    anchor: anchor(code.and_then(|code| self.place_of(code))),
                    name: self.name(indicator),
                    units: indicator.map_or_else(String::new, |i| self.units_in_words(&i.responsible)),
                    files: group
                        .chunk_by(|one, next| one.path == next.path)
                        .map(|findings| self.file(findings, indicator))
                        .collect(),
                }
            })
            .collect()
    }

    /// The pictures that nothing is wrong with, where all are wanted.
    pub(super) fn albums(&self) -> Vec<Album> {
        if !self.extras.all_pictures {
            return Vec::new();
        }
        let shown: BTreeSet<&str> = self.report.findings.iter().filter_map(|f| f.path.as_deref()).collect();
        let inventories = self.report.survey.inventories.iter();
        inventories
            .map(|inventory| Album {
                name: self.name(self.report.profile.indicator(&inventory.indicator)),
                figures: inventory
                    .materials()
                    .filter(|(kind, material)| {
                        self.is_picture(kind) && !shown.contains(material.path.as_str())
                    })
                    .map(|(_, material)| self.figure(material, true))
                    .collect(),
            })
            .filter(|album| !album.figures.is_empty())
            .collect()
    }

    fn file(&self, findings: &'a [Finding], indicator: Option<&Indicator>) -> FileView<'a> {
        let path = findings.first().and_then(|finding| finding.path.as_deref());
        let material = path.and_then(|path| self.material(path));
        let mut units: Vec<&String> = Vec::new();
        for unit in findings.iter().flat_map(|finding| &finding.responsible) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        let mut figures = Vec::new();
        if let Some((kind, material)) = material.filter(|(kind, _)| self.is_picture(kind)) {
            let copies = findings.iter().flat_map(|finding| &finding.related);
            let copies: Vec<&Material> = copies
                .filter_map(|path| self.material(path))
                .filter(|(other, _)| self.is_picture(other) || *other == kind)
                .map(|(_, material)| material)
                .take(MOST_COPIES)
                .collect();
            let strangers = findings.iter().flat_map(|finding| &finding.elsewhere).take(MOST_COPIES);
            let strangers = strangers.filter(|other| other.sketch.is_some());
            let strangers: Vec<Figure> = strangers.map(|other| Figure::elsewhere(other, self.lang)).collect();
            let alone = copies.is_empty() && strangers.is_empty();
            figures.push(self.figure(material, !alone));
            figures.extend(copies.into_iter().map(|copy| self.figure(copy, true)));
            figures.extend(strangers);
            for finding in findings {
                mark(&mut figures, finding, self.lang);
            }
        }
        let facts = material.map_or_else(String::new, |(_, material)| self.facts(material));
        FileView {
            href: path.and_then(|path| self.href(path)),
            path: path.map(sanitize),
            units: units.into_iter().map(|unit| sanitize(unit)).collect::<Vec<_>>().join("\n"),
            figures,
            facts,
            findings: findings.iter().map(|finding| self.finding(finding, indicator)).collect(),
        }
    }

    fn finding(&self, finding: &'a Finding, indicator: Option<&Indicator>) -> FindingView<'a> {
        let others = indicator.is_none_or(|indicator| indicator.responsible != finding.responsible)
            && !finding.responsible.is_empty();
        let who = || {
            let units = Message::List(finding.responsible.iter().cloned().map(Message::Plain).collect());
            self.say(&Message::new("check-responsible").with("units", units))
        };
        FindingView {
            severity: finding.severity.name(),
            word: self.word(finding.severity),
            rule: finding.rule,
            what: self.what(finding.rule),
            message: sanitize(&sentence(&finding.message, self.lang)),
            excerpts: &finding.excerpts,
            elsewhere: finding.elsewhere.iter().map(|other| sanitize(&in_origin(other))).collect(),
            related: finding.related.iter().map(|path| (sanitize(path), self.href(path))).collect(),
            fix: finding.fix.as_ref().and_then(|fix| fix.try_in_lang(self.lang)).map(|fix| sanitize(&fix)),
            units: finding.responsible.iter().map(|unit| sanitize(unit)).collect::<Vec<_>>().join("\n"),
            who: others.then(who),
            status: self.status(finding),
        }
    }

    fn status(&self, finding: &Finding) -> Option<(&'static str, String)> {
        let name = match finding.known {
            Known::NotCompared => return None,
            Known::New => "new",
            Known::Since(_) => "open",
        };
        Some((name, self.say(&history::status(finding.known, self.report.made)?)))
    }

    /// What there is to choose from where the check was compared with an earlier one.
    pub(super) fn statuses(&self) -> Vec<Choice> {
        let choice =
            |value: &str, key: &str| Choice { value: value.to_owned(), name: self.say(&Message::new(key)) };
        match self.report.history {
            Some(_) => vec![choice("new", "since-new"), choice("open", "since-open")],
            None => Vec::new(),
        }
    }

    pub(super) fn fixed(&self) -> Vec<Fixed> {
        let fixed = self.report.history.into_iter().flat_map(|history| &history.fixed);
        fixed
            .map(|finding| Fixed {
                word: self.word(finding.severity),
                severity: finding.severity.name(),
                place: self
                    .name(finding.indicator.as_deref().and_then(|code| self.report.profile.indicator(code))),
                path: finding.path.as_deref().map(sanitize),
                message: sanitize(&sentence(&finding.message, self.lang)),
                rule: sanitize(&finding.rule),
            })
            .collect()
    }

    fn figure(&self, material: &Material, shows_path: bool) -> Figure {
        let thumbnail = self.extras.thumbnails.get(&material.path);
        Figure::of(material, thumbnail, shows_path, self.lang)
    }

    /// What is known of a file in a line.
    fn facts(&self, material: &Material) -> String {
        let mut parts = vec![file_size(material.bytes)];
        if let Some(text) = &material.facts.text {
            parts.push(self.say(&Message::new("quantity-characters").with("n", text.characters)));
        }
        if let Some(pages) = material.facts.pages {
            parts.push(self.say(&Message::new("quantity-pages").with("n", pages)));
        }
        parts.extend(figure::lines(material, self.lang));
        parts.join(" · ")
    }

    /// How many files of each kind there are.
    fn kinds(&self, code: &str) -> String {
        let inventory = self.report.survey.inventories.iter().find(|inventory| inventory.indicator == code);
        let kinds = inventory.map_or(&[][..], |inventory| &inventory.kinds);
        let parts = kinds.iter().filter(|(_, materials)| !materials.is_empty()).map(|(kind, materials)| {
            let title = self.report.profile.kind(kind).map_or(kind.as_str(), |k| k.title.in_lang(self.lang));
            format!("{} {}", sanitize(title), materials.len())
        });
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() { "—".to_owned() } else { parts.join(" · ") }
    }

    fn standing(&self, indicator: &Indicator) -> Standing {
        Standing::of(self.report, &indicator.code)
    }

    /// The indicators that the submission answers.
    fn owed(&self) -> impl Iterator<Item = &'a Indicator> {
        check::owed(&self.report.submission.manifest, self.report.profile)
    }

    fn of(&self, code: Option<&str>) -> impl Iterator<Item = &'a Finding> {
        self.report.findings.iter().filter(move |finding| finding.indicator.as_deref() == code)
    }

    fn place_of(&self, code: &str) -> Option<usize> {
        self.report.profile.indicators.iter().position(|indicator| indicator.code == code)
    }

    fn name(&self, indicator: Option<&Indicator>) -> String {
        match indicator {
            Some(i) => sanitize(&format!("{} {}", i.code, i.title.in_lang(self.lang))),
            None => self.say(&Message::new("check-whole")),
        }
    }

    fn units_in_words(&self, units: &[String]) -> String {
        self.say(&Message::List(units.iter().cloned().map(Message::Plain).collect()))
    }

    fn word(&self, severity: Severity) -> String {
        sanitize(&sentence(&Message::new(format!("severity-{}", severity.name())), self.lang))
    }

    fn what(&self, rule: &str) -> String {
        self.say(&Message::new(format!("rule-{rule}")))
    }

    fn material(&self, path: &str) -> Option<(&'a str, &'a Material)> {
        self.materials.get(path).copied()
    }

    fn is_picture(&self, kind: &str) -> bool {
        self.report.profile.kind(kind).is_some_and(|kind| kind.media == Media::Image)
    }

    /// The address of a file of the submission.
    fn href(&self, path: &str) -> Option<String> {
        let base = self.extras.files?;
        Some(format!("{base}/{}", address(path)))
    }
}

/// Marks where the first picture differs from the first of the others that a finding names.
fn mark(figures: &mut [Figure], finding: &Finding, lang: Lang) {
    let Some(marks) = &finding.marks else { return };
    let other = finding.related.first().map(|path| sanitize(path));
    let other = other.or_else(|| finding.elsewhere.first().map(|other| sanitize(&in_origin(other))));
    let Some((this, others)) = figures.split_first_mut() else { return };
    let Some(other) = others.iter_mut().find(|figure| figure.path == other) else { return };
    this.mark(&marks.this, lang);
    other.mark(&marks.other, lang);
}

/// The name of a section: codes are the profile's and may hold anything.
fn anchor(place: Option<usize>) -> String {
    place.map_or_else(|| "whole".to_owned(), |place| format!("i{}", place + 1))
}
