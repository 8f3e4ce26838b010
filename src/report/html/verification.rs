//! The page of an archive that was verified.

use askama::Template;

use super::frame::Frame;
use crate::archive::Verification;
use crate::check::file_size;
use crate::profile::Severity;
use crate::report::{sanitize, sentence};
use crate::text::{Lang, Message};

#[derive(Template)]
#[template(path = "verification.html", config = "src/report/html/askama.toml")]
struct Page {
    frame: Frame,
    findings: Vec<Finding>,
    /// What the archive says of itself.
    about: Vec<(String, String)>,
}

struct Finding {
    severity: &'static str,
    word: String,
    rule: &'static str,
    what: String,
    path: Option<String>,
    message: String,
    fix: Option<String>,
}

/// The page of a verification, in `lang`.
#[must_use]
pub fn verification(verification: &Verification, lang: Lang) -> String {
    let v = verification;
    let name = v.path.file_name().unwrap_or(v.path.as_os_str()).to_string_lossy();
    let mut frame = Frame::new(&name, "", lang);
    frame.about.push(sanitize(&v.path.display().to_string()));
    let (class, verdict) = if v.verified { ("good", "verify-good") } else { ("error", "verify-bad") };
    frame.verdict = (class, sentence(&Message::new(verdict), lang));
    let yes_or_no = |yes: bool| if yes { "shown-yes" } else { "shown-no" };
    // Of what is no bag there is nothing to count.
    if !v.algorithms.is_empty() {
        frame.card("batch-files", v.files.to_string(), "");
        frame.card("batch-size", file_size(v.bytes), "");
        frame.card("verification-canonical", frame.say(yes_or_no(v.canonical)), "");
        frame.card("verification-draft", frame.say(yes_or_no(v.draft)), if v.draft { "warning" } else { "" });
    }
    frame.card("verification-seal", frame.say(&format!("seal-state-{}", v.seal.name())), "");
    frame.card("verification-recheck", frame.say(&format!("recheck-state-{}", v.recheck.name())), "");
    let findings = v.findings.iter().map(|finding| Finding {
        severity: finding.severity.name(),
        word: word(finding.severity, lang),
        rule: finding.rule,
        what: Message::new(format!("rule-{}", finding.rule)).in_lang(lang),
        path: finding.path.as_deref().map(sanitize),
        message: sanitize(&sentence(&finding.detail(), lang)),
        fix: finding.message.fix().and_then(|fix| fix.try_in_lang(lang)).map(|fix| sanitize(&fix)),
    });
    let findings = findings.collect();
    let about = v.info.iter().map(|(label, value)| (sanitize(label), sanitize(value))).collect();
    // Writing into a string cannot fail, and the templates have no filter that does.
    Page { frame, findings, about }.render().unwrap_or_default()
}

fn word(severity: Severity, lang: Lang) -> String {
    sentence(&Message::new(format!("severity-{}", severity.name())), lang)
}
