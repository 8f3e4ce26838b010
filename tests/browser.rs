//! The page of a check in a real browser: what its filters show, where its links lead, how it looks on a phone, on
//! paper and in the dark, whether it can be used without a mouse, and that it asks no network for anything.

#![allow(clippy::expect_used)]

mod common;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::browser::Browser;
use common::{example, outcome, sealpack, tool};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

const DAY: [&str; 2] = ["--today", "2026-07-01"];
const LANGUAGES: [&str; 2] = ["zh", "en"];
const UP: char = '\u{E013}';
const DOWN: char = '\u{E015}';

/// The result of a check in a file of this name beside the submission.
fn write(root: &Path, to: &Path, lang: &str, args: &[&str]) {
    let run = sealpack(lang).arg("check").arg(root).arg("-o").arg(to).args(DAY).args(args).output();
    let (code, out, err) = outcome(&run.expect("the binary runs"));
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
}

/// The findings of a check as JSON, in the same words as the page.
fn findings(root: &Path, to: &Path, lang: &str, args: &[&str]) -> Vec<Value> {
    let json = to.with_extension("json");
    write(root, &json, lang, args);
    let result: Value = serde_json::from_slice(&fs::read(json).expect("a file")).expect("JSON");
    result["findings"].as_array().expect("findings").clone()
}

/// The example with faults, on which a browser can be let loose: the page, the findings, and their folder.
struct Example {
    temp: tempfile::TempDir,
    page: PathBuf,
    findings: Vec<Value>,
}

impl Example {
    fn new(lang: &str) -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let page = temp.path().join("报告 1.html");
        let root = example("demo-county-faulty");
        write(&root, &page, lang, &[]);
        let findings = findings(&root, &page, lang, &[]);
        assert!(findings.len() > 20);
        Self { temp, page, findings }
    }
}

/// A finding as the page shows it and as the JSON has it: severity, rule, units, path.
type Shown = (String, String, String, String);

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn units(finding: &Value) -> Vec<String> {
    finding["responsible"].as_array().expect("units").iter().map(text).collect()
}

fn expected<'a>(findings: impl IntoIterator<Item = &'a Value>) -> Vec<Shown> {
    let one = |f: &Value| (text(&f["severity"]), text(&f["rule"]), units(f).join("\n"), text(&f["path"]));
    findings.into_iter().map(one).collect()
}

/// The findings that can be seen, in the order of the page.
fn shown(browser: &Browser) -> Vec<Shown> {
    let found = browser.run(
        "return [...document.querySelectorAll('#groups .finding')].filter(node => node.checkVisibility()).map(node => {
            const { severity, rule, units } = node.dataset;
            return [severity, rule, units, node.closest('.file').querySelector('h4')?.textContent || ''];
        })",
    );
    let found = found.as_array().expect("findings");
    found.iter().map(|f| (text(&f[0]), text(&f[1]), text(&f[2]), text(&f[3]))).collect()
}

/// The part of the address that keeps the filters, as text.
fn address(browser: &Browser) -> String {
    text(&browser.run("return decodeURIComponent(location.hash.replaceAll('+', ' '))"))
}

/// Chooses in a list with the keyboard, as a person may.
fn choose(browser: &Browser, name: &str, value: &str) {
    let steps = browser.run(&format!(
        "const list = document.querySelector('select[name={name}]');
        list.focus();
        return [...list.options].findIndex(option => option.value === '{value}') - list.selectedIndex"
    ));
    let steps = steps.as_i64().expect("a choice");
    for _ in 0..steps.abs() {
        browser.press(if steps < 0 { UP } else { DOWN });
    }
    assert_eq!(browser.run(&format!("return document.querySelector('select[name={name}]').value")), value);
}

/// Nothing was said on the console, no rule about content was broken, and nothing asked for but the page itself.
#[track_caller]
fn quiet(browser: &Browser, page: &Path) {
    let said = browser.log("browser");
    assert!(said.is_empty(), "{said:#?}");
    let own = text(&browser.run("return location.href.split('#')[0]"));
    let name = page.file_name().expect("a name").to_string_lossy();
    assert!(own.starts_with("file://") && percent(&own).ends_with(name.as_ref()), "{own}");
    let mut met = 0;
    for entry in browser.log("performance") {
        let event: Value = serde_json::from_str(&text(&entry["message"])).expect("JSON");
        let event = &event["message"];
        let method = text(&event["method"]);
        assert!(!method.contains("Dialog") && !method.contains("WebSocket"), "{event:#}");
        if method != "Network.requestWillBeSent" {
            continue;
        }
        let url = text(&event["params"]["request"]["url"]);
        assert!(url == own || url.starts_with("data:image/jpeg;base64,"), "a request leaves the page: {url}");
        met += 1;
    }
    assert!(met > 0, "requests are seen");
}

/// An address with its encoded characters as they are.
fn percent(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("text")
}

#[test]
fn each_filter_shows_exactly_what_fits() {
    let Some(browser) = Browser::start() else { return };
    for lang in LANGUAGES {
        let Example { temp: _temp, page, findings } = Example::new(lang);
        browser.open(&page, "");
        let all = expected(&findings);
        assert_eq!(shown(&browser), all);
        let mut tried = 0;
        for (name, place) in [("severity", 0), ("rule", 1), ("unit", 2)] {
            let choices = browser.texts(&format!(
                "return [...document.querySelectorAll('select[name={name}] option')].map(node => node.value)"
            ));
            let there: BTreeSet<String> = match place {
                0 => all.iter().map(|f| f.0.clone()).collect(),
                1 => all.iter().map(|f| f.1.clone()).collect(),
                _ => findings.iter().flat_map(units).collect(),
            };
            let offered: BTreeSet<String> = choices.iter().skip(1).cloned().collect();
            assert_eq!((choices[0].as_str(), &offered), ("", &there), "{name}");
            for choice in &choices[1..] {
                choose(&browser, name, choice);
                let fits = findings.iter().filter(|f| match place {
                    0 => f["severity"] == choice.as_str(),
                    1 => f["rule"] == choice.as_str(),
                    _ => units(f).contains(choice),
                });
                let fits = expected(fits);
                assert!(!fits.is_empty() && fits.len() < all.len());
                assert_eq!(shown(&browser), fits, "{name}={choice}");
                assert_eq!(address(&browser), format!("#{name}={choice}"));
                tried += 1;
            }
            choose(&browser, name, "");
            assert_eq!((shown(&browser).len(), address(&browser)), (all.len(), String::new()));
        }
        assert!(tried > 20);
        // Sections and files without a finding that fits are not there either, and the rest is counted.
        choose(&browser, "severity", "warning");
        choose(&browser, "unit", "团县委");
        let fits =
            findings.iter().filter(|f| f["severity"] == "warning" && units(f).contains(&"团县委".into()));
        let fits = expected(fits);
        assert_eq!(shown(&browser), fits);
        let seen = browser.run(
            "const seen = selector => [...document.querySelectorAll(selector)].filter(node => node.checkVisibility());
            return [seen('.group').length, seen('.file').length, document.querySelector('output').value]",
        );
        assert_eq!((&seen[0], seen[1].as_u64()), (&json!(1), Some(fits.len() as u64)));
        let count = text(&seen[2]);
        assert!(count.contains(&fits.len().to_string()) && count.contains(&all.len().to_string()), "{count}");
        browser.click("button[type=reset]");
        assert_eq!((shown(&browser), address(&browser)), (all, String::new()));
        quiet(&browser, &page);
    }
}

#[test]
fn words_are_found_in_what_a_finding_and_its_file_say() {
    let Some(browser) = Browser::start() else { return };
    let Example { temp: _temp, page, findings } = Example::new("zh");
    browser.open(&page, "");
    let paths = |words: &str| {
        browser.click("button[type=reset]");
        browser.write("input[name=q]", words);
        shown(&browser)
    };
    let of = |wanted: &dyn Fn(&Value) -> bool| expected(findings.iter().filter(|f| wanted(f)));
    // In a path; in another case and width; in the finding only, not in others of its file; in both.
    let path = |f: &Value| text(&f["path"]);
    assert_eq!(paths("路口劝导"), of(&|f| path(f).contains("路口劝导")));
    assert_eq!(paths("THUMBS.DB"), of(&|f| path(f).contains("Thumbs.db")));
    assert_eq!(paths("ｔｈｕｍｂｓ"), of(&|f| path(f).contains("Thumbs.db")));
    let one = paths("personal-data");
    assert_eq!(one, of(&|f| f["rule"] == "personal-data"));
    assert!(expected(&findings).iter().filter(|f| f.3 == one[0].3).count() > one.len());
    assert_eq!(paths(" personal-data   背街小巷整治情况说明 "), one);
    assert_eq!(address(&browser), "#q= personal-data   背街小巷整治情况说明 ");
    // In the caption below a picture, and in the unit that answers.
    assert_eq!(paths("实验小学门前路口"), of(&|f| path(f).contains("路口劝导")));
    assert_eq!(paths("团县委"), of(&|f| units(f).contains(&"团县委".to_owned())));
    assert_eq!(paths("没有这样的词"), []);
    assert_eq!(browser.run("return document.querySelector('output').value"), "没有符合筛选条件的问题");
    quiet(&browser, &page);
}

#[test]
fn filters_live_in_the_address() {
    let Some(browser) = Browser::start() else { return };
    let Example { temp: _temp, page, findings } = Example::new("en");
    browser.open(&page, "#severity=warning&by=unit");
    let warnings: BTreeSet<Shown> =
        expected(findings.iter().filter(|f| f["severity"] == "warning")).into_iter().collect();
    let seen = |browser: &Browser| shown(browser).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(seen(&browser), warnings);
    assert_eq!(browser.run("return document.querySelector('[name=by]').value"), "unit");
    browser.write("input[name=q]", "A2 50%&+#=");
    assert_eq!(address(&browser), "#q=A2 50%&+#=&severity=warning&by=unit");
    assert_eq!(shown(&browser), []);
    browser.reload();
    assert_eq!(browser.run("return document.querySelector('[name=q]').value"), "A2 50%&+#=");
    assert_eq!(shown(&browser), []);
    browser.run("document.querySelector('[name=q]').value = ''; location.hash = 'rule=damaged'");
    let damaged = expected(findings.iter().filter(|f| f["rule"] == "damaged"));
    // An address that is changed is heard of a moment later.
    browser.run("return new Promise(done => setTimeout(done, 50))");
    assert_eq!(shown(&browser), damaged);
    browser.reload();
    assert_eq!(shown(&browser), damaged);
    // What no finding has is not asked for.
    browser.open(&page, "#severity=dreadful&unit=nobody&surprise=1");
    assert_eq!(shown(&browser).len(), findings.len());
    browser.reload();
    quiet(&browser, &page);
}

#[test]
fn by_unit_each_finding_is_below_those_who_answer_and_says_its_indicator() {
    let Some(browser) = Browser::start() else { return };
    for (lang, nobody) in [("zh", "没有责任单位"), ("en", "No responsible unit")] {
        let Example { temp: _temp, page, findings } = Example::new(lang);
        browser.open(&page, "");
        choose(&browser, "by", "unit");
        let mut seen = shown(&browser);
        let mut all = expected(&findings);
        seen.sort();
        all.sort();
        assert_eq!(seen, all);
        let heads = browser.run(
            "return [...document.querySelectorAll('#groups .file')].map(node => [
                node.parentNode.querySelector('h3').textContent, node.dataset.units, node.dataset.place,
                getComputedStyle(node, '::before').content])",
        );
        let heads = heads.as_array().expect("files");
        assert!(heads.len() > 10);
        for head in heads {
            let units = text(&head[1]).replace('\n', " · ");
            assert_eq!(text(&head[0]), if units.is_empty() { nobody.to_owned() } else { units });
            assert_eq!(text(&head[3]), format!("\"{}\"", text(&head[2])));
        }
        let distinct: BTreeSet<String> = heads.iter().map(|head| text(&head[0])).collect();
        let groups = browser.run("return document.querySelectorAll('#groups .group').length");
        assert_eq!(groups.as_u64(), Some(distinct.len() as u64), "each once");
        choose(&browser, "by", "");
        assert_eq!(shown(&browser), expected(&findings), "as before");
        quiet(&browser, &page);
    }
}

/// In-page links without a target that can be seen, and file links, as paths, without a file.
fn lost(browser: &Browser) -> (usize, Vec<String>) {
    let places = browser.texts(
        "return [...document.querySelectorAll('a[href^=\"#\"]')]
            .filter(node => !document.getElementById(decodeURIComponent(node.hash.slice(1)))?.checkVisibility())
            .map(node => node.href)",
    );
    let files =
        browser.texts("return [...document.querySelectorAll('a:not([href^=\"#\"])')].map(node => node.href)");
    let gone = |url: &&String| {
        let path = url.strip_prefix("file://").map(percent);
        path.is_none_or(|path| !Path::new(&path).exists())
    };
    let gone: Vec<String> = files.iter().filter(gone).cloned().collect();
    (files.len(), [places, gone].concat())
}

#[test]
fn links_lead_to_what_is_there() {
    let Some(browser) = Browser::start() else { return };
    let Example { temp: _temp, page, findings } = Example::new("zh");
    browser.open(&page, "");
    let (files, gone) = lost(&browser);
    assert!(files > 15);
    assert_eq!(gone, [""; 0]);
    // In the overview, to a section: also where the filters hide it, and they stay where they do not.
    let place = browser.texts("return [...document.querySelectorAll('.stack a')].map(node => node.hash)");
    assert_eq!(place.len(), 4);
    let visible = |place: &str| {
        browser.run("return new Promise(done => setTimeout(done, 50))");
        browser.run(&format!(
            "const at = document.querySelector('{place}').getBoundingClientRect();
            return at.height > 0 && at.top > -5 && at.top < innerHeight"
        ))
    };
    choose(&browser, "severity", "warning");
    browser.click(&format!(".stack a[href='{}']", place[3]));
    assert_eq!(visible(&place[3]), true);
    assert_eq!(address(&browser), format!("#severity=warning&at={}", &place[3][1..]));
    let warnings = expected(findings.iter().filter(|f| f["severity"] == "warning"));
    assert_eq!(shown(&browser), warnings);
    browser.reload();
    assert_eq!((shown(&browser), visible(&place[3])), (warnings, json!(true)));
    for hidden in ["#severity=warning", "#by=unit"] {
        browser.open(&page, hidden);
        browser.click(&format!(".stack a[href='{}']", place[2]));
        assert_eq!(visible(&place[2]), true, "{hidden}");
        assert_eq!((shown(&browser).len(), address(&browser)), (findings.len(), place[2].clone()));
    }
    quiet(&browser, &page);
}

#[test]
fn pictures_are_there_and_the_others_have_their_place() {
    let Some(browser) = Browser::start() else { return };
    let temp = tempfile::tempdir().expect("a folder");
    let page = temp.path().join("page.html");
    for (wanted, some) in [("none", 0), ("problems", 5), ("all", 9)] {
        write(&example("demo-county-faulty"), &page, "zh", &["--thumbnails", wanted]);
        browser.open(&page, "");
        let seen = browser.run(
            "const images = [...document.images];
            return Promise.all(images.map(image => image.decode())).then(() => images.map(image =>
                [image.complete, image.naturalWidth, image.naturalHeight, image.width, image.height, image.alt]))",
        );
        let seen = seen.as_array().expect("pictures");
        assert!(seen.len() >= some && (some > 0 || seen.is_empty()), "{wanted}: {}", seen.len());
        for picture in seen {
            let number = |at: usize| picture[at].as_f64().expect("a number");
            assert!(picture[0] == true && number(1) > 100.0 && number(2) > 100.0, "{picture}");
            let bent = (number(1) / number(2)) / (number(3) / number(4));
            assert!((0.98..1.02).contains(&bent), "{picture}");
            assert!(!text(&picture[5]).is_empty(), "{picture}");
        }
        quiet(&browser, &page);
    }
}

/// What a PDF says, its letters in their usual form, without spaces and without hyphens: `pdftotext` takes those at
/// the end of a line for hyphenation.
fn words(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

/// Texts in letters of less than so many pixels.
fn small(browser: &Browser, least: f64) -> Vec<String> {
    browser.texts(&format!(
        "return [...document.querySelectorAll('body *')].filter(node => node.checkVisibility()
            && [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())
            && parseFloat(getComputedStyle(node).fontSize) < {least}).map(node => node.textContent)"
    ))
}

#[test]
fn it_prints_whole_on_a4() {
    let Some(browser) = Browser::start() else { return };
    let (Some(pdftotext), Some(pdfinfo), Some(pdfimages)) =
        (tool("pdftotext"), tool("pdfinfo"), tool("pdfimages"))
    else {
        return;
    };
    let place = regex::Regex::new(r#"xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">"#);
    let place = place.expect("a pattern");
    for lang in LANGUAGES {
        let Example { temp, page, findings } = Example::new(lang);
        browser.colours("dark");
        browser.open(&page, "");
        let pictures = browser.run("return document.images.length").as_u64().expect("a number");
        let pdf = temp.path().join("page.pdf");
        fs::write(&pdf, browser.pdf()).expect("written");
        let read = |tool: &Path, args: &[&OsStr]| {
            let run = Command::new(tool).args(args).output().expect("the tool runs");
            String::from_utf8_lossy(&run.stdout).into_owned()
        };
        let info = read(&pdfinfo, &[pdf.as_ref()]);
        assert!(info.contains("594.") && info.contains("841.") || info.contains("(A4)"), "{info}");
        let said = words(&read(&pdftotext, &["-raw".as_ref(), pdf.as_ref(), "-".as_ref()]));
        for finding in &findings {
            for part in [&finding["message"], &finding["fix"], &finding["path"], &finding["rule"]] {
                assert!(said.contains(&words(&text(part))), "{part} in {said}");
            }
        }
        assert!(said.contains("138****8000"), "excerpts: {said}");
        let boxes = read(&pdftotext, &["-bbox".as_ref(), pdf.as_ref(), "-".as_ref()]);
        let mut met = 0;
        for found in place.captures_iter(&boxes) {
            let at = |n: usize| found[n].parse::<f64>().expect("a number");
            // The margin is 15 mm, 42.5 points; A4 has 595 × 842. Heights are those of the font, not of its letters.
            let middle = f64::midpoint(at(2), at(4));
            assert!(at(1) > 40.0 && at(3) < 555.0 && middle > 40.0 && middle < 802.0, "cut: {}", &found[0]);
            met += 1;
        }
        assert!(met > 200, "{boxes}");
        browser.command("Emulation.setEmulatedMedia", &json!({"media": "print"}));
        assert_eq!(small(&browser, 10.6), [""; 0], "less than 8 points");
        browser.command("Emulation.setEmulatedMedia", &json!({"media": ""}));
        let printed = read(&pdfimages, &["-list".as_ref(), pdf.as_ref()])
            .lines()
            .filter(|line| line.contains(" image "))
            .count();
        assert!(printed as u64 + 2 >= pictures && printed > 3, "{printed} of {pictures}");
        quiet(&browser, &page);
    }
}

#[test]
fn a_phone_shows_it_whole_in_letters_that_can_be_read() {
    let Some(browser) = Browser::start() else { return };
    browser.width(390);
    for lang in LANGUAGES {
        let Example { temp: _temp, page, .. } = Example::new(lang);
        for place in ["", "#by=unit"] {
            browser.open(&page, place);
            let size = browser.run(
                "const root = document.documentElement; return [root.scrollWidth, root.clientWidth, innerWidth]",
            );
            assert_eq!(size, json!([390, 390, 390]));
            let beyond = browser.texts(
                "const wide = [];
                for (const node of document.querySelectorAll('body *')) {
                    const at = node.getBoundingClientRect();
                    if (node.checkVisibility() && at.width && (at.right > 390.5 || at.left < 0) && !node.matches('.skip'))
                        wide.push(node.tagName + ' ' + node.textContent.slice(0, 40));
                }
                return wide",
            );
            assert_eq!(beyond, [""; 0]);
            assert_eq!(small(&browser, 12.0), [""; 0]);
            // Fingers find what they are to press, and a field does not make the page jump (iOS, below 16 pixels).
            let fields = browser.texts(
                "return [...document.querySelectorAll('.filters input,.filters select,.filters button')]
                    .filter(node => node.getBoundingClientRect().height < 32
                        || node.tagName !== 'BUTTON' && parseFloat(getComputedStyle(node).fontSize) < 16)
                    .map(node => node.name)",
            );
            assert_eq!(fields, [""; 0]);
        }
        quiet(&browser, &page);
    }
}
