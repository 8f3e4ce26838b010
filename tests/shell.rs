//! `sealpack completions` and `sealpack man`: shells and manual readers take what they give.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use std::fs;
use std::process::Command;

use common::{outcome, sealpack, tool};
use tempfile::TempDir;

const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

fn script(lang: &str, shell: &str) -> String {
    let (code, out, err) = outcome(&sealpack(lang).args(["completions", shell]).output().unwrap());
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

/// The script as a file.
fn file(lang: &str, shell: &str) -> (TempDir, String) {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("script");
    fs::write(&path, script(lang, shell)).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (temp, path)
}

#[test]
fn every_shell_gets_every_command_in_the_language_of_the_run() {
    for shell in SHELLS {
        for (lang, words) in [("zh", "列出内置规范"), ("en", "List the built-in profiles")] {
            let script = script(lang, shell);
            for word in ["check", "verify", "profile", "completions", "thumbnails", "problems"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
            // Bash shows no descriptions.
            assert!(shell == "bash" || script.contains(words), "{shell} in {lang}");
            let other = script.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !"封装".contains(c));
            assert_eq!(other, lang == "zh" && shell != "bash", "{shell} in {lang}");
            assert!(!script.contains("For the terminal"), "{shell}: what only the source says");
        }
    }
    let (code, _, err) = outcome(&sealpack("en").args(["completions", "tcsh"]).output().unwrap());
    assert_eq!(code, 2);
    assert!(err.contains("fish"), "{err}");
}

#[test]
fn bash_completes_commands_options_and_values() {
    let Some(bash) = tool("bash") else { return };
    let (_temp, path) = file("zh", "bash");
    for (words, expected) in [
        ("ver", "verify"),
        ("profile t", "test"),
        ("check --th", "--thumbnails"),
        ("check --thumbnails p", "problems"),
        ("profile test --format j", "json"),
        ("completions z", "zsh"),
    ] {
        let all: Vec<&str> = std::iter::once("sealpack").chain(words.split(' ')).collect();
        let (last, before) = (all[all.len() - 1], all[all.len() - 2]);
        let code = format!(
            "source '{path}'; COMP_WORDS=({}); COMP_CWORD={}; _sealpack sealpack '{last}' '{before}'; echo \"${{COMPREPLY[@]}}\"",
            all.join(" "),
            all.len() - 1
        );
        let run = Command::new(&bash).args(["--noprofile", "--norc", "-c", &code]).output().unwrap();
        let (code, out, err) = outcome(&run);
        assert_eq!((code, out.trim(), err.as_str()), (0, expected, ""), "{words}");
    }
}

#[test]
fn fish_completes_with_descriptions_and_zsh_reads_its_script() {
    if let Some(fish) = tool("fish") {
        let (temp, path) = file("zh", "fish");
        let code = format!("source '{path}'; complete -C 'sealpack profile s'");
        let run =
            Command::new(&fish).args(["--no-config", "-c", &code]).env("HOME", temp.path()).output().unwrap();
        let (code, out, _) = outcome(&run);
        assert_eq!(code, 0);
        assert!(out.starts_with("show\t查看规范"), "{out}");
    }
    if let Some(zsh) = tool("zsh") {
        let (_temp, path) = file("zh", "zsh");
        let (code, _, err) = outcome(&Command::new(&zsh).args(["-f", "-n", &path]).output().unwrap());
        assert_eq!((code, err.as_str()), (0, ""));
    }
}

#[test]
fn there_is_a_manual_page_for_the_program_and_for_each_command() {
    let temp = tempfile::tempdir().unwrap();
    for lang in ["zh", "en"] {
        let folder = temp.path().join(lang);
        let (code, out, err) = outcome(&sealpack(lang).args(["man", "--out"]).arg(&folder).output().unwrap());
        assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
        let names = common::names(&folder);
        for name in [
            "sealpack.1",
            "sealpack-check.1",
            "sealpack-profile.1",
            "sealpack-profile-test.1",
            "sealpack-man.1",
        ] {
            assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
        }
        let help = outcome(&sealpack(lang).arg("--help").output().unwrap()).1;
        let commands = help.lines().filter(|line| {
            line.starts_with("  ") && line.as_bytes().get(2).is_some_and(u8::is_ascii_lowercase)
        });
        for command in commands.filter_map(|line| line.split_whitespace().next()) {
            let page = fs::read_to_string(folder.join(format!("sealpack-{command}.1"))).unwrap();
            let chinese = page.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, lang == "zh", "{command}");
            for heading in [".SH \"NAME", ".SH \"SYN", ".SH OPTIONS", "EXIT STATUS", "Possible values"] {
                assert!(lang == "en" || !page.contains(heading), "{command}: {heading}");
            }
            let (_, shown, _) = outcome(&sealpack(lang).args(["man", command]).output().unwrap());
            assert_eq!(shown, page);
        }
        let (_, shown, _) = outcome(&sealpack(lang).arg("man").output().unwrap());
        assert_eq!(shown, fs::read_to_string(folder.join("sealpack.1")).unwrap());
        for path in [&["profile", "show"][..], &["profile-show"]] {
            let (code, shown, _) = outcome(&sealpack(lang).arg("man").args(path).output().unwrap());
            assert_eq!(
                (code, shown),
                (0, fs::read_to_string(folder.join("sealpack-profile-show.1")).unwrap())
            );
        }
        for name in &names {
            let path = folder.join(name);
            if let Some(mandoc) = tool("mandoc") {
                let run =
                    Command::new(mandoc).args(["-T", "lint", "-W", "error"]).arg(&path).output().unwrap();
                assert_eq!(outcome(&run), (0, String::new(), String::new()), "{name}");
            }
            if let Some(man) = tool("man") {
                let run = Command::new(man)
                    .arg("-l")
                    .arg(&path)
                    .env("LC_ALL", "C.UTF-8")
                    .env("MANWIDTH", "80")
                    .output();
                let (code, shown, _) = outcome(&run.unwrap());
                assert!(
                    code == 0 && shown.contains("sealpack") && shown.contains("--lang"),
                    "{name}: {shown}"
                );
            }
        }
    }
    let (code, out, err) = outcome(&sealpack("en").args(["man", "chekc"]).output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("chekc") && common::says(&err, "profile-test"), "{err}");
}
