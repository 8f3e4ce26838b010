//! Which language a run speaks: `--lang`, else `SEALPACK_LANG`, else the locale.

use std::ffi::OsString;

use crate::text::Lang;

/// The language that the arguments ask for; looked up before they are parsed, since help needs it.
pub(super) fn asked(args: &[OsString]) -> Option<Lang> {
    let args: Vec<&str> =
        args.iter().map_while(|arg| (arg != "--").then(|| arg.to_str().unwrap_or_default())).collect();
    let after = args.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let value = after.or_else(|| args.iter().find_map(|arg| arg.strip_prefix("--lang=")))?;
    Lang::from_locale(value)
}

/// The language of the environment; English where it says none that we speak.
pub(super) fn of_environment() -> Lang {
    let variables = ["SEALPACK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let set = variables.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    let locale = set.or_else(sys_locale::get_locale);
    locale.and_then(|locale| Lang::from_locale(&locale)).unwrap_or(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_argument_counts_wherever_it_stands() {
        let asked = |args: &[&str]| asked(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asked(&["sealpack", "check", "x", "--lang", "zh"]), Some(Lang::Zh));
        assert_eq!(asked(&["sealpack", "--lang=en", "check"]), Some(Lang::En));
        assert_eq!(asked(&["sealpack", "check", "--", "--lang", "zh"]), None);
        assert_eq!(asked(&["sealpack", "--lang"]), None);
    }
}
