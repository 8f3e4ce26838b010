//! Colours and width of a terminal.

use anstyle::{AnsiColor, Style};

use crate::profile::Severity;

/// How text is shown: with colours or without, and how wide.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    /// Whether colours are shown.
    pub colours: bool,
    /// Columns.
    pub width: usize,
}

impl Paint {
    /// Text without colours, 80 columns wide.
    #[must_use]
    pub fn plain() -> Self {
        Self { colours: false, width: 80 }
    }

    fn styled(self, style: Style, text: &str) -> String {
        if self.colours { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// Headings.
    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    /// What may be passed over.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    /// Good news.
    #[must_use]
    pub fn good(self, text: &str) -> String {
        self.styled(Style::new().bold().fg_color(Some(AnsiColor::Green.into())), text)
    }

    /// In the colour of a severity.
    #[must_use]
    pub fn severity(self, severity: Severity, text: &str) -> String {
        let colour = match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Info => AnsiColor::Cyan,
        };
        self.styled(Style::new().bold().fg_color(Some(colour.into())), text)
    }

    /// `text` wrapped to the width: `first` before its first line, spaces of the same width before the others.
    /// `first` may have colours, which take no room.
    #[must_use]
    pub fn wrap(self, first: &str, text: &str) -> String {
        let indent = " ".repeat(textwrap::core::display_width(first));
        let options = textwrap::Options::new(self.width.max(40))
            .initial_indent(first)
            .subsequent_indent(&indent)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).join("\n")
    }
}
