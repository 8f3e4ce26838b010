//! What all pages have: their head, how they begin and end.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::check::file_size;
use crate::report::sanitize;
use crate::text::{Lang, Message};

const STYLE: &str = include_str!("style.css");

/// The frame of a page.
pub(super) struct Frame {
    spoken: Lang,
    pub(super) lang: &'static str,
    pub(super) policy: String,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    pub(super) title: String,
    /// Lines below the title.
    pub(super) about: Vec<String>,
    /// Its colour, and what it says.
    pub(super) verdict: (&'static str, String),
    pub(super) cards: Vec<Card>,
    pub(super) made_by: String,
}

/// A number of the overview.
pub(super) struct Card {
    pub(super) name: String,
    pub(super) value: String,
    /// Said smaller, after it.
    pub(super) note: Option<String>,
    pub(super) class: &'static str,
}

impl Frame {
    /// A page with this script, or none.
    pub(super) fn new(title: &str, script: &'static str, lang: Lang) -> Self {
        Self {
            spoken: lang,
            lang: match lang {
                Lang::Zh => "zh-Hans",
                Lang::En => "en",
            },
            policy: policy(script),
            style: STYLE,
            script,
            title: sanitize(title),
            about: Vec::new(),
            verdict: ("good", String::new()),
            cards: Vec::new(),
            made_by: format!("sealpack {}", env!("CARGO_PKG_VERSION")),
        }
    }

    /// A text of the tables.
    pub(super) fn say(&self, key: &str) -> String {
        Message::new(key).in_lang(self.spoken)
    }

    /// Adds a number to the overview.
    pub(super) fn card(&mut self, key: &str, value: String, class: &'static str) {
        self.cards.push(Card { name: self.say(key), value, note: None, class });
    }

    /// Adds how many materials there are, and their size in bytes.
    pub(super) fn card_of_materials(&mut self, count: String, bytes: u64) {
        let name = self.say("html-card-materials");
        self.cards.push(Card { name, value: count, note: Some(file_size(bytes)), class: "" });
    }
}

/// What a page may load: nothing but what is in it.
fn policy(script: &str) -> String {
    let digest = |text: &str| BASE64.encode(&Sha256::digest(text.as_bytes()));
    let scripts = match script {
        "" => "'none'".to_owned(),
        script => format!("'sha256-{}'", digest(script)),
    };
    format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src {scripts}; base-uri 'none'; \
         form-action 'none'",
        digest(STYLE),
    )
}
