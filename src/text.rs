//! Messages in two languages.
//!
//! A [`Message`] is data: a key of the tables in `locales/` and its arguments. It is put into words only
//! where the reader's language is known, so results can be rendered again in another language. The tables
//! are Project Fluent files; a message's `.fix` attribute says what to do about what the message says.

use std::cell::OnceCell;
use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::langid;

/// A language that sealpack speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The tag used on the command line and in files: `zh` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language of a tag or locale name such as `zh`, `zh_CN.UTF-8`, `en-GB`, `C`.
    #[must_use]
    pub fn from_locale(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        if name.starts_with("zh") {
            Some(Self::Zh)
        } else if name.starts_with("en") {
            Some(Self::En)
        } else {
            None
        }
    }
}

/// A text given in both languages, as profiles write titles and `x-message`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in `lang`.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Something to say to a person, not yet in a language.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A message of the tables: its key (`name` or `name.attribute`) and arguments.
    Keyed {
        /// Key in `locales/*.ftl`.
        key: String,
        /// Arguments by name.
        args: Vec<(&'static str, Arg)>,
    },
    /// A text that a profile gives in both languages.
    Given(Bilingual),
    /// A text that is the same in every language: a name, a number, a path.
    Plain(String),
    /// Several messages, joined by the language's list separator.
    List(Vec<Message>),
}

/// An argument of a [`Message`].
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A text, shown as it is.
    Text(String),
    /// A whole number; plural forms depend on it.
    Count(i64),
    /// A message inside the message.
    Message(Message),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Arg {
    fn from(count: u32) -> Self {
        Self::Count(i64::from(count))
    }
}

impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl Message {
    /// The message `key` of the tables, without arguments yet.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self::Keyed { key: key.into(), args: Vec::new() }
    }

    /// The same message with one more argument. Messages without a key take none.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        if let Self::Keyed { args, .. } = &mut self {
            args.push((name, value.into()));
        }
        self
    }

    /// The `.fix` attribute of this message, with the same arguments.
    #[must_use]
    pub fn fix(&self) -> Option<Self> {
        match self {
            Self::Keyed { key, args } if !key.contains('.') => {
                Some(Self::Keyed { key: format!("{key}.fix"), args: args.clone() })
            }
            _ => None,
        }
    }

    /// The message in words. A key that the tables lack is shown as itself.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> String {
        self.try_in_lang(lang).unwrap_or_else(|| match self {
            Self::Keyed { key, .. } => key.clone(),
            _ => String::new(),
        })
    }

    /// The message in words, or nothing where the tables lack its key.
    #[must_use]
    pub fn try_in_lang(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Plain(text) => Some(text.clone()),
            Self::Given(text) => Some(text.in_lang(lang).to_owned()),
            Self::List(items) => {
                let separator = Self::new("list-separator").in_lang(lang);
                Some(items.iter().map(|item| item.in_lang(lang)).collect::<Vec<_>>().join(&separator))
            }
            Self::Keyed { key, args } => {
                let mut values = FluentArgs::new();
                for (name, arg) in args {
                    let value: FluentValue = match arg {
                        Arg::Text(text) => text.clone().into(),
                        Arg::Count(count) => (*count).into(),
                        Arg::Message(message) => message.in_lang(lang).into(),
                    };
                    values.set(*name, value);
                }
                look_up(lang, key, &values)
            }
        }
    }
}

/// An error that can say itself to a person in both languages, with what to do next as the `.fix` attribute
/// of its message.
pub trait Explain: std::error::Error {
    /// What is wrong, and where.
    fn message(&self) -> Message;
}

/// Writes an error's English words, for `Display`.
pub(crate) fn write_english(message: &Message, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&message.in_lang(Lang::En))
}

/// The source of the tables, for tests that compare the two languages.
#[must_use]
pub fn table(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => include_str!("../locales/zh.ftl"),
        Lang::En => include_str!("../locales/en.ftl"),
    }
}

fn look_up(lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    thread_local! {
        static ZH: OnceCell<FluentBundle<FluentResource>> = const { OnceCell::new() };
        static EN: OnceCell<FluentBundle<FluentResource>> = const { OnceCell::new() };
    }
    let cell = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    cell.with(|cell| {
        let bundle = cell.get_or_init(|| bundle(lang));
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, name)| (id, Some(name)));
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    })
}

/// A whole number of five or more digits with commas between groups of three; nothing for others. Both languages
/// write it so (GB/T 15835, 5.1.1: numbers of up to four digits need none).
fn grouped(number: f64) -> Option<String> {
    // Larger ones are not exact.
    const MOST: f64 = 9_007_199_254_740_992.0;
    if number.fract() != 0.0 || number.abs() < 10_000.0 || number.abs() > MOST {
        return None;
    }
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    Some(if number < 0.0 { format!("-{text}") } else { text })
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let id = match lang {
        Lang::Zh => langid!("zh-CN"),
        Lang::En => langid!("en"),
    };
    let mut bundle = FluentBundle::new(vec![id]);
    // Isolation marks are for right-to-left scripts; in a terminal they are only noise.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => grouped(number.value),
        _ => None,
    }));
    // A broken entry is left out here and found by the test over the tables.
    let resource = FluentResource::try_new(table(lang).to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped_in_both_languages_and_small_ones_are_not() {
        for (number, said) in
            [(0_i64, "0"), (2026, "2026"), (9999, "9999"), (10_000, "10,000"), (34_272, "34,272")]
        {
            let message = Message::new("shown-bytes").with("bytes", number);
            assert!(message.in_lang(Lang::En).starts_with(&format!("{said} byte")), "{number}");
            assert!(message.in_lang(Lang::Zh).starts_with(&format!("{said} 字节")), "{number}");
        }
        assert_eq!(grouped(1_234_567.0).as_deref(), Some("1,234,567"));
        assert_eq!(grouped(-123_456.0).as_deref(), Some("-123,456"));
        assert_eq!((grouped(12_345.5), grouped(f64::NAN), grouped(f64::INFINITY)), (None, None, None));
    }
}
