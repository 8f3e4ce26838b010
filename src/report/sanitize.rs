//! Text from strangers, made harmless for a terminal.

use std::fmt::Write;

/// `text` without what a terminal could obey: control characters, escape sequences, bidirectional overrides
/// and invisible characters show as their code points. So do the characters that XML cannot hold.
#[must_use]
pub fn sanitize(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}'
            | '\u{ffff}' => show_code(&mut clean, c),
            c if c.is_control() => show_code(&mut clean, c),
            c => clean.push(c),
        }
    }
    clean
}

fn show_code(clean: &mut String, c: char) {
    let _ = write!(clean, "<U+{:04X}>", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn nothing_a_terminal_obeys_remains() {
        assert_eq!(sanitize("a\u{1b}[31mb\nc\u{202e}d\u{9b}e"), "a<U+001B>[31mb<U+000A>c<U+202E>d<U+009B>e");
        assert_eq!(sanitize("人民广场_公益广告（一）.jpg"), "人民广场_公益广告（一）.jpg");
    }
}
