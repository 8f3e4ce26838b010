//! The two languages say the same things: every text exists in both, with the same arguments, and is used.

#![allow(clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::{outcome, repository, sealpack};
use fluent_bundle::FluentResource;
use regex::Regex;
use sealpack::archive;
use sealpack::check::rules;
use sealpack::text::{Lang, Message, table};

/// The texts of a table by key (`name` or `name.attribute`).
fn texts(lang: Lang) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let (mut message, mut key) = (String::new(), String::new());
    for line in table(lang).lines().filter(|line| !line.starts_with('#')) {
        let (name, text) = line.split_once('=').map_or(("", line), |(name, text)| (name.trim_end(), text));
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        if !line.starts_with(' ') && is_name(name) {
            name.clone_into(&mut message);
            key.clone_from(&message);
        } else if let Some(attribute) = name.trim_start().strip_prefix('.').filter(|name| is_name(name)) {
            key = format!("{message}.{attribute}");
        } else {
            texts.entry(key.clone()).or_default().push_str(line);
            continue;
        }
        assert!(texts.insert(key.clone(), text.to_owned()).is_none(), "{key} stands twice in {lang:?}");
    }
    texts.remove("");
    texts
}

fn variables(text: &str) -> BTreeSet<String> {
    let pattern = Regex::new(r"\$([A-Za-z][A-Za-z0-9_-]*)").expect("a pattern");
    pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// The Rust files and templates of `src`, without unit tests.
fn sources() -> Vec<(String, String)> {
    walkdir::WalkDir::new(repository().join("src"))
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs" || extension == "html"))
        .filter(|path| !path.parent().is_some_and(|folder| folder.ends_with("tests")))
        .filter(|path| !path.file_stem().expect("a name").to_string_lossy().ends_with("tests"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source");
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
            (path.display().to_string(), text)
        })
        .collect()
}

/// All string literals that could be keys.
fn literals() -> BTreeSet<String> {
    let pattern = Regex::new("\"([a-zA-Z][a-zA-Z0-9-]*(?:\\.[a-z]+)?)\"").expect("a pattern");
    let mut all = BTreeSet::new();
    for (_, text) in sources() {
        all.extend(pattern.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    all
}

fn rule_names() -> Vec<&'static str> {
    rules::ALL.iter().map(|rule| rule.name()).chain(archive::RULES.iter().map(|(name, _)| *name)).collect()
}

/// The beginnings of keys that are put together at run time, with what may follow where that is a short list.
fn made_at_run_time() -> Vec<(&'static str, Option<Vec<&'static str>>)> {
    let severities = || Some(vec!["error", "warning", "info"]);
    vec![
        ("severity-", severities()),
        ("count-", severities()),
        ("rule-", Some(rule_names())),
        ("explain-", Some(vec!["what", "why", "remedy"])),
        ("type-", Some(vec!["null", "boolean", "integer", "number", "string", "array", "object"])),
        // The rest is the name of a fact, a unit, a reason, an argument: each is in the source by itself.
        ("fact-", None),
        ("recheck-state-", Some(vec!["none", "agrees", "differs", "impossible"])),
        ("seal-state-", Some(vec!["none", "unchecked", "valid", "invalid"])),
        ("recheck-fact-", Some(vec!["added", "missing"])),
        ("recheck-finding-", Some(vec!["added", "missing"])),
        ("recheck-field-", Some(vec!["added", "missing"])),
        ("format-", Some(vec!["date", "date-time", "time", "email", "uri"])),
        ("quantity-", None),
        ("expected-", None),
        ("damage-", None),
        ("help-", None),
        ("diff-field-", None),
    ]
}

#[test]
fn both_tables_are_fluent_without_a_mistake() {
    for lang in [Lang::Zh, Lang::En] {
        if let Err((_, errors)) = FluentResource::try_new(table(lang).to_owned()) {
            panic!("{lang:?}: {errors:?}");
        }
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
    assert!(zh.len() > 300, "the tables were read");
    let only = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> Vec<String> {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect()
    };
    assert_eq!((only(&zh, &en), only(&en, &zh)), (vec![], vec![]), "only Chinese, only English");
}

#[test]
fn both_languages_take_the_same_arguments() {
    let en = texts(Lang::En);
    // Both are given wherever this text is used: Chinese counts pixels in ten thousands.
    let on_purpose = ["quantity-megapixels"];
    let mut different = Vec::new();
    for (key, zh) in texts(Lang::Zh).into_iter().filter(|(key, _)| !on_purpose.contains(&key.as_str())) {
        let (zh, en) = (variables(&zh), variables(&en[&key]));
        if zh != en {
            different.push(format!("{key}: zh {zh:?}, en {en:?}"));
        }
    }
    assert!(different.is_empty(), "{different:#?}");
}

#[test]
fn no_text_is_empty_and_chinese_texts_are_chinese() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let argument = Regex::new(r"\{[^}]*\}").expect("a pattern");
    for (key, zh) in texts(Lang::Zh) {
        assert!(!zh.trim().is_empty(), "{key}");
        let words = argument.replace_all(&zh, "").into_owned();
        let no_words = [
            "list-separator",
            "either-or",
            "severity-head",
            "fact-sha256",
            "quantity-none",
            "note-separator",
        ];
        let fine = chinese(&words)
            || no_words.contains(&key.as_str())
            || words.chars().filter(|c| c.is_alphabetic()).count() == 0;
        assert!(fine, "{key} is not in Chinese: {zh}");
    }
    for (key, en) in texts(Lang::En) {
        assert!(!en.trim().is_empty(), "{key}");
        assert!(!chinese(&en.replace("封装", "")), "{key} is not in English: {en}");
        let full_width = en.chars().find(|c| "，。；：（）、".contains(*c));
        assert_eq!(full_width, None, "{key}: {en}");
    }
}

#[test]
fn every_text_is_used() {
    let literals = literals();
    let mut unused = Vec::new();
    for key in texts(Lang::En).keys() {
        let name = key.split('.').next().unwrap_or_default();
        let made = made_at_run_time().iter().any(|(prefix, rest)| {
            let Some(end) = name.strip_prefix(prefix) else { return false };
            match rest {
                Some(known) => known.contains(&end),
                // Each part of `image-gps-latitude`, `init-unit` is a name that the source has.
                None => end.split('-').all(named_in_source) || named_in_source(end),
            }
        });
        if !(made || literals.contains(name) || literals.contains(key)) {
            unused.push(key.clone());
        }
    }
    assert!(unused.is_empty(), "nobody says {unused:#?}");
}

/// Whether `name` is a word of the source: a literal, or an identifier in camel or snake case.
fn named_in_source(name: &str) -> bool {
    thread_local! {
        static WORDS: BTreeSet<String> = {
            let pattern = Regex::new("[A-Za-z][A-Za-z0-9_]*(?:-[a-z0-9]+)*").expect("a pattern");
            let sources = sources();
            let words = sources.iter().flat_map(|(_, text)| pattern.find_iter(text));
            words.map(|word| word.as_str().replace(['_', '-'], "").to_lowercase()).collect()
        };
    }
    WORDS.with(|words| words.contains(&name.replace(['_', '-'], "").to_lowercase()))
}

#[test]
fn every_text_that_the_source_names_exists() {
    let texts = texts(Lang::En);
    let direct = Regex::new(r#"Message::new\(\s*"([^"]+)"\s*\)"#).expect("a pattern");
    let mut missing = Vec::new();
    let mut met = 0;
    for (path, source) in sources() {
        for found in direct.captures_iter(&source) {
            met += 1;
            if !texts.contains_key(&found[1]) {
                missing.push(format!("{path}: {}", &found[1]));
            }
        }
    }
    assert!(met > 150, "the sources were read: {met}");
    // Keys that reach `Message::new` by way of a variable.
    let shapes = [
        "finding-",
        "error-",
        "fix-schema-",
        "demand-",
        "usage-",
        "verify-",
        "pack-",
        "value-",
        "date-source-",
        "archive-fault-",
        "archive-deviation-",
        "archive-name-",
        "seal-",
        "progress-",
        "help-heading-",
        "deadline-",
        "recheck-",
        "man-",
        "profile-",
    ];
    for literal in literals() {
        let is_key = shapes.iter().any(|shape| literal.starts_with(shape))
            && !rule_names().contains(&literal.as_str());
        if is_key && !literal.ends_with('-') && !texts.contains_key(&literal) {
            missing.push(literal);
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        for name in rule_names() {
            for key in ["", ".what", ".why", ".remedy"] {
                let text = Message::new(format!("rule-{name}{key}")).try_in_lang(lang);
                assert!(text.is_some_and(|text| text.chars().count() > 1), "rule-{name}{key} in {lang:?}");
            }
        }
    }
}

#[test]
fn every_error_and_finding_says_what_to_do() {
    let texts = texts(Lang::En);
    for key in texts.keys().filter(|key| !key.contains('.')) {
        if ["finding-", "error-", "damage-", "archive-fault-"].iter().any(|shape| key.starts_with(shape)) {
            let by_the_schema =
                ["finding-schema", "finding-missing", "finding-missing-in", "finding-dependent-required"];
            assert!(
                texts.contains_key(&format!("{key}.fix")) || by_the_schema.contains(&key.as_str()),
                "{key} has no .fix"
            );
        }
    }
}

const COMMANDS: [&str; 14] = [
    "init",
    "check",
    "inventory",
    "pack",
    "seal",
    "verify",
    "unpack",
    "batch",
    "diff",
    "explain",
    "profile",
    "cache",
    "completions",
    "man",
];

/// The commands below commands.
const BELOW: [[&str; 2]; 5] =
    [["profile", "list"], ["profile", "show"], ["profile", "test"], ["cache", "info"], ["cache", "clear"]];

fn help(lang: &str, command: &[&str]) -> String {
    let run = sealpack(lang).args(command).arg("--help").env_remove("COLUMNS").output();
    let (code, out, err) = outcome(&run.expect("the binary runs"));
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

fn all_helps(lang: &str) -> Vec<String> {
    let mut commands = vec![&[][..]];
    commands.extend(COMMANDS.chunks(1));
    commands.extend(BELOW.iter().map(|path| &path[..]));
    commands.into_iter().map(|command| help(lang, command)).collect()
}

#[test]
fn every_command_is_in_the_main_help() {
    for lang in ["zh", "en"] {
        let help = help(lang, &[]);
        let listed: Vec<&str> = help
            .lines()
            .filter(|line| {
                line.starts_with("  ") && line.as_bytes().get(2).is_some_and(u8::is_ascii_lowercase)
            })
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert_eq!(listed, COMMANDS, "{help}");
    }
}

#[test]
fn every_command_and_argument_has_a_help_text() {
    let option = Regex::new(r"^ {2,6}(-|<|\[)").expect("a pattern");
    for lang in ["zh", "en"] {
        for help in all_helps(lang) {
            assert!(!help.contains("help-"), "a key instead of words: {help}");
            assert!(help.lines().next().is_some_and(|about| about.chars().count() > 8), "{help}");
            for line in help.lines().filter(|line| option.is_match(line)) {
                let text = line.trim_start().split_once("  ").map_or("", |(_, text)| text.trim());
                assert!(!text.is_empty(), "{line:?} has no text");
            }
        }
    }
}

#[test]
fn help_in_chinese_has_no_english_words_but_names() {
    let allowed: BTreeSet<&str> = [
        "sealpack",
        "submission",
        "json",
        "JSON",
        "Schema",
        "text",
        "html",
        "xlsx",
        "sarif",
        "none",
        "problems",
        "all",
        "zh",
        "en",
        "SEALPACK_LANG",
        "SEALPACK_PASSPHRASE",
        "OpenSSH",
        "allowed_signers",
        "ssh-agent",
        "sig",
        "BagIt",
        "SOURCE_DATE_EPOCH",
        "civilized-city",
        "zip",
        "T17",
        "GB",
        "bash",
        "zsh",
        "fish",
        "powershell",
        "page",
        "Ctrl-C",
    ]
    .into_iter()
    .chain(COMMANDS)
    .chain(BELOW.concat())
    .collect();
    let names = Regex::new(
        r"(?:^|[\s，（])--?[a-z][a-z-]*|<[^>]*>|\[RULE\]|\[FILE\]|\[CODE\]|\[COMMAND\]\.*|\[PATH\]\.*",
    )
    .expect("a pattern");
    let word = Regex::new(r"[A-Za-z][A-Za-z0-9_-]+").expect("a pattern");
    for help in all_helps("zh") {
        for line in help.lines() {
            let rest = names.replace_all(line, " ").into_owned();
            for found in word.find_iter(&rest) {
                assert!(allowed.contains(found.as_str()), "“{}” in: {line}", found.as_str());
            }
        }
    }
}

#[test]
fn the_main_help_in_chinese() {
    insta::assert_snapshot!(help("zh", &[]), @r"
    sealpack（封装）：检查申报材料，封装成可提交的归档，并供任何人验证。

    用法：sealpack [选项] <命令>

    命令:
      init         新建一份待填的申报：各指标文件夹、图片说明表和要求说明
      check        检查申报，列出问题、责任单位和改法
      inventory    列出申报里各文件或一个文件的事实，即各指标的 Schema 所检查的内容
      pack         检查后封装成归档；还有错误则拒绝
      seal         给已有的归档签名；先验证，不通过则拒绝
      verify       验证归档或解开的文件夹：结构、每个文件的校验值、是否缺少或多出
      unpack       先验证归档，再解到新建的文件夹
      batch        一次检查许多申报文件夹、验证许多归档，给出汇总；中断后可以接着做
      diff         比较两份归档或文件夹：文件、submission.json、规范和问题有哪些变化
      explain      说明规则：查什么、为什么、怎么改、怎么调整
      profile      查看规范及各指标的要求，测试自定义规范
      cache        查看或清空缓存；有了缓存，再次检查很快
      completions  输出命令补全脚本，让终端自动补全命令和选项
      man          输出手册页（man page），或把全部手册页写进文件夹

    选项:
          --lang <zh|en>  语言：zh 或 en（默认按 SEALPACK_LANG 和系统语言）
      -q, --quiet         不显示进度
      -h, --help          显示帮助
      -V, --version       显示版本

    退出码：0 正常；1 有错误、验证未通过或有差异；2 无法运行；130 被中断。
    ");
}

#[test]
fn the_main_help_in_english() {
    insta::assert_snapshot!(help("en", &[]), @r"
    sealpack (封装): checks submission material, seals it into an archive to submit,
    and lets anyone verify that archive.

    Usage: sealpack [OPTIONS] <COMMAND>

    Commands:
      init         Start a submission: submission.json, a folder for each indicator,
                   caption sheets and notes on what is needed
      check        Check a submission: what is wrong, whose it is, how to fix it
      inventory    Show the facts of a submission's files or of one file: what the
                   indicators' schemas are applied to
      pack         Check, then seal an archive; refused while errors remain
      seal         Seal an archive made earlier; refused unless it verifies
      verify       Verify archives or unpacked bags: structure, every digest,
                   nothing missing, nothing extra
      unpack       Verify an archive, then unpack it into a new folder
      batch        Check many submissions and verify many archives in one run, with
                   a summary; goes on where it was interrupted
      diff         Show what changed between two archives or folders: files,
                   submission.json, profile, findings
      explain      Explain rules: what they find, why it matters, how to fix it, how
                   to switch them
      profile      Show profiles and what they demand, and test one of your own
      cache        Show or empty the cache, which makes a second check quick
      completions  Print a script that completes commands and options in a shell
      man          Print a manual page, or write all of them

    Options:
          --lang <zh|en>  Language: zh or en (default: SEALPACK_LANG, then
                          the locale)
      -q, --quiet         Show no progress
      -h, --help          Show this help
      -V, --version       Show the version

    Exit codes: 0 fine; 1 errors found, not verified, or different; 2 could not run;
    130 interrupted.
    ");
}

#[test]
fn the_language_is_asked_for_or_that_of_the_environment() {
    let speaks = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = sealpack("");
        command.env_remove("SEALPACK_LANG").envs(variables.iter().copied()).arg("explain").args(arguments);
        let (code, out, _) = outcome(&command.output().expect("the binary runs"));
        assert_eq!(code, 0);
        if out.contains("错误") { "zh" } else { "en" }
    };
    assert_eq!(speaks(&[("LANG", "zh_CN.UTF-8")], &[]), "zh");
    assert_eq!(speaks(&[("LANG", "en_GB.UTF-8")], &[]), "en");
    assert_eq!(speaks(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_US.UTF-8")], &[]), "en");
    assert_eq!(speaks(&[("LANG", "zh_CN.UTF-8"), ("SEALPACK_LANG", "en")], &[]), "en");
    assert_eq!(speaks(&[("LANG", "zh_CN.UTF-8"), ("SEALPACK_LANG", "en")], &["--lang", "zh"]), "zh");
    assert_eq!(speaks(&[("LANG", "zh_CN.UTF-8")], &["--lang=en"]), "en");
    assert_eq!(speaks(&[("LANG", "fr_FR.UTF-8")], &[]), "en");
    let (code, _, err) =
        outcome(&sealpack("en").args(["explain", "--lang", "fr"]).output().expect("it runs"));
    assert_eq!(code, 2);
    assert!(err.contains("fr") && err.contains("zh"), "{err}");
}

#[test]
fn usage_errors_speak_the_language_and_suggest() {
    let english =
        Regex::new(r"error:|error\b.*unexpected|For more information|possible values").expect("a pattern");
    for (lang, arguments, part) in [
        ("zh", vec!["chekc", "."], "是不是想写 check"),
        ("en", vec!["chekc", "."], "Did you mean check?"),
        ("zh", vec!["check"], "缺少参数"),
        ("en", vec!["check"], "Missing: <DIR>"),
        ("en", vec!["check", ".", "--fromat", "json"], "Did you mean --format?"),
        ("zh", vec!["check", ".", "--jobs", "0"], "--jobs"),
        ("zh", vec!["check", ".", "--format", "yaml"], "json"),
    ] {
        let (code, out, err) = outcome(&sealpack(lang).args(&arguments).output().expect("it runs"));
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(part), "{arguments:?}: {err}");
        assert!(lang == "en" || !english.is_match(&err), "{err}");
    }
    let (code, out, err) = outcome(&sealpack("zh").output().expect("it runs"));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("用法"), "{err}");
    let (code, out, _) = outcome(&sealpack("zh").arg("--version").output().expect("it runs"));
    assert_eq!((code, out.trim()), (0, concat!("sealpack ", env!("CARGO_PKG_VERSION"))));
}

/// The string literals of Rust or JavaScript with what stands before them; comments and single characters are none.
fn strings(source: &str) -> Vec<(&str, &str)> {
    let token = Regex::new(
        r##"(?s)//[^\n]*|/\*.*?\*/|'(?:\\[^']+|[^'\\])'|\br"(?<raw>[^"]*)"|\br#"(?<hash>.*?)"#|"(?<plain>(?:\\.|[^"\\])*)""##,
    )
    .expect("a pattern");
    let text = |found: &regex::Captures<'_>| {
        ["raw", "hash", "plain"].into_iter().find_map(|name| Some(found.name(name)?.range()))
    };
    let found = token.captures_iter(source).filter_map(|found| {
        let range = text(&found)?;
        Some((&source[..found.get(0)?.start()], &source[range]))
    });
    found.collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'))
}

/// Where words of people's files are known by name, not said to anybody.
const VOCABULARIES: [&str; 2] = ["src/facts/", "src/submission/layout.rs"];

/// What is no sentence for users though it has words: who calls it wrongly hears the first, a policy, commands, what
/// other programs write into pictures.
const NO_SENTENCES: [&str; 10] = [
    "src/against/document.rs",
    "src/check/reuse/trace.rs",
    "src/archive/write/mod.rs",
    "src/archive/zip/form.rs",
    "src/archive/zip/write.rs",
    "default-src 'none'",
    "sealpack check",
    "src/facts/provenance/generator.rs",
    "src/facts/provenance/programs.rs",
    "Raw profile type",
];

#[test]
fn what_users_read_comes_from_the_tables() {
    let words = Regex::new(r"\b[A-Za-z]{2,}[,;:.]? [a-z]{2,}\b").expect("a pattern");
    let root = repository();
    let (mut met, mut bypass) = (0, Vec::new());
    for (path, source) in sources().into_iter().filter(|(path, _)| is_a(path, "rs")) {
        let file = path.strip_prefix(&format!("{}/", root.display())).unwrap_or(&path).replace('\\', "/");
        let vocabulary = VOCABULARIES.iter().any(|place| file.starts_with(place));
        for (before, text) in strings(&source) {
            met += 1;
            let line = before.lines().count();
            // Reasons of lints, and what an error says to programmers: to users it is told by whoever meets it.
            let before = before.trim_end();
            let for_programmers = before.ends_with("reason =") || before.ends_with("#[error(");
            let allowed = NO_SENTENCES.iter().any(|known| file == *known || text.contains(known));
            let chinese = is_chinese(text) && !vocabulary;
            let english = words.is_match(text) && !is_chinese(text) && !is_term(text);
            if chinese || (english && !for_programmers && !allowed) {
                bypass.push(format!("{file}:{line}: {text}"));
            }
        }
    }
    assert!(met > 2000, "the sources were read: {met}");
    assert!(bypass.is_empty(), "not in locales/: {bypass:#?}");
}

/// Whether a path has this extension.
fn is_a(path: &str, extension: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|of_path| of_path == extension)
}

/// Words that people's files have in them: headers of caption sheets, beginnings of file names.
fn is_term(text: &str) -> bool {
    ["file name", "screen shot"].contains(&text)
}

#[test]
fn pages_have_no_words_of_their_own() {
    /// The same in every language.
    const NAMES: [&str; 3] = ["sealpack", "XLSX", "JSON"];
    let tags = Regex::new(r"(?s)\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|&[a-z]+;").expect("a pattern");
    let mut met = 0;
    for (path, source) in sources().into_iter().filter(|(path, _)| is_a(path, "html")) {
        met += 1;
        let rest = tags.replace_all(&source, " ").into_owned();
        let words: Vec<&str> = rest
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphabetic) && !NAMES.contains(word))
            .collect();
        assert!(words.is_empty(), "{path}: {words:?}");
    }
    assert!(met >= 2, "the templates were read");
    for entry in walkdir::WalkDir::new(repository().join("src")) {
        let path = entry.expect("an entry").into_path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let script = fs::read_to_string(&path).expect("a script");
            assert!(
                !script.lines().any(|line| is_chinese(line.split("//").next().unwrap_or_default())),
                "{}",
                path.display()
            );
        }
    }
}

/// The widths of what the pattern's first group matches in each line.
fn widths(text: &str, pattern: &str) -> BTreeSet<usize> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let found = text.lines().filter_map(|line| Some(pattern.captures(line)?.get(1)?.as_str()));
    found.map(unicode_width::UnicodeWidthStr::width).collect()
}

#[test]
fn columns_of_tables_begin_at_the_same_width() {
    let shown = |lang: &str, args: &[&str]| {
        let run = sealpack(lang).args(args).current_dir(repository()).output().expect("it runs");
        let (code, out, err) = outcome(&run);
        assert_eq!((code, err.as_str()), (0, ""));
        out
    };
    let photo = walkdir::WalkDir::new(repository().join("examples/demo-county"))
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path().display().to_string())
        .find(|path| is_a(path, "jpg"))
        .expect("a photo");
    let digest = Regex::new("[0-9a-f]{64}").expect("a pattern");
    for lang in ["zh", "en"] {
        let rules = shown(lang, &["explain"]);
        assert_eq!(widths(&rules, r"^(  [a-z][a-z0-9-]+ +)\S").len(), 1, "{rules}");
        assert_eq!(widths(&rules, r"^(  [a-z][a-z0-9-]+ +\S+ +)\S").len(), 1, "{rules}");
        let profile = shown(lang, &["profile", "show", "civilized-city"]);
        let kinds = r"^(  (?:reports|documents|photos|screenshots|tables) +)\S";
        assert_eq!(widths(&profile, kinds).len(), 1, "{profile}");
        // The names of parts are further in than others; their values begin in the same column.
        let facts = shown(lang, &["inventory", &photo]);
        let lines: Vec<&str> = facts.lines().filter(|line| !digest.is_match(line)).collect();
        assert!(lines.len() > 8, "{facts}");
        assert_eq!(widths(&lines.join("\n"), r"^( *\S+(?: \S+)*  +)\S").len(), 1, "{facts}");
    }
}
