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
use common::{Folder, example, jpeg, outcome, png, python, sealpack, tool};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

const DAY: [&str; 2] = ["--today", "2026-07-01"];
const LANGUAGES: [&str; 2] = ["zh", "en"];
const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
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

#[test]
fn the_keyboard_reaches_everything_and_the_focus_is_seen() {
    let Some(browser) = Browser::start() else { return };
    for (lang, width) in [("zh", 1280), ("en", 390)] {
        let Example { temp: _temp, page, .. } = Example::new(lang);
        browser.width(width);
        browser.open(&page, "");
        let all = "[...document.querySelectorAll('a[href],button,input,select,textarea,[tabindex]')]
            .filter(node => node.checkVisibility())";
        let count = browser.run(&format!("return {all}.length")).as_i64().expect("a number");
        assert!(count > 25);
        for place in 0..count {
            browser.press(TAB);
            let focus = browser.run(&format!(
                "const node = document.activeElement, style = getComputedStyle(node), at = node.getBoundingClientRect();
                return [{all}.indexOf(node), style.outlineStyle, parseFloat(style.outlineWidth),
                    at.bottom > 0 && at.top < innerHeight && at.right > 0 && at.left < innerWidth, node.outerHTML]",
            ));
            assert_eq!(focus[0].as_i64(), Some(place), "in the order of the page: {focus}");
            assert!(focus[1] == "solid" && focus[2].as_f64() >= Some(2.0), "{focus}");
            assert_eq!(focus[3], true, "it is in sight: {focus}");
        }
        // The first of them leads past the overview, and typing goes on from there.
        browser.open(&page, "");
        browser.press(TAB);
        browser.press(ENTER);
        browser.press(TAB);
        assert_eq!(browser.run("return document.activeElement.name"), "q", "{lang}");
        quiet(&browser, &page);
    }
}

#[test]
fn what_a_screen_reader_is_told_has_names_landmarks_and_headings_in_order() {
    let Some(browser) = Browser::start() else { return };
    for (lang, tag, width) in [("zh", "zh-Hans", 1280), ("en", "en", 390)] {
        let Example { temp: _temp, page, .. } = Example::new(lang);
        browser.width(width);
        browser.open(&page, "");
        assert_eq!(browser.run("return document.documentElement.lang"), tag);
        browser.command("Accessibility.enable", &json!({}));
        let tree = browser.command("Accessibility.getFullAXTree", &json!({}));
        let nodes: Vec<&Value> = tree["nodes"].as_array().expect("nodes").iter().collect();
        let nodes = nodes.into_iter().filter(|node| node["ignored"] != true);
        let told: Vec<(String, String, i64)> = nodes
            .map(|node| {
                let properties = node["properties"].as_array().into_iter().flatten();
                let level =
                    properties.filter(|p| p["name"] == "level").find_map(|p| p["value"]["value"].as_i64());
                (text(&node["role"]["value"]), text(&node["name"]["value"]), level.unwrap_or(0))
            })
            .collect();
        let roles: Vec<&str> = told.iter().map(|node| node.0.as_str()).collect();
        for (role, least) in
            [("banner", 1), ("main", 1), ("search", 1), ("contentinfo", 1), ("status", 1), ("region", 2)]
        {
            let there = roles.iter().filter(|there| **there == role).count();
            assert!(there >= least && there < 6, "{role}: {there}");
        }
        for role in ["table", "row", "rowheader", "cell", "article", "list", "listitem", "figure", "mark"] {
            assert!(roles.contains(&role), "{role} at {width}: {:?}", roles.iter().collect::<BTreeSet<_>>());
        }
        let named = [
            "link",
            "button",
            "searchbox",
            "textbox",
            "combobox",
            "image",
            "img",
            "region",
            "heading",
            "RootWebArea",
        ];
        let mut met = BTreeSet::new();
        for (role, name, _) in &told {
            if named.contains(&role.as_str()) {
                assert!(!name.trim().is_empty(), "{role} has no name");
                met.insert(role.as_str());
            }
        }
        assert!(met.len() >= 7, "{met:?}");
        let levels: Vec<i64> = told.iter().filter(|node| node.0 == "heading").map(|node| node.2).collect();
        assert_eq!((levels[0], levels.iter().filter(|level| **level == 1).count()), (1, 1));
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        quiet(&browser, &page);
    }
}

/// Texts whose contrast is below 4.5 (WCAG 2.2, success criterion 1.4.3), and how bright the page is.
const CONTRAST: &str = "
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const back = node => {
        const colour = numbers(getComputedStyle(node).backgroundColor);
        return colour.length === 3 || colour[3] === 1 ? colour : back(node.parentElement);
    };
    const weak = [];
    for (const node of document.querySelectorAll('body, body *')) {
        const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
        if (!node.checkVisibility() || !own && node.tagName !== 'INPUT') continue;
        const pair = [light(numbers(getComputedStyle(node).color)), light(back(node))].sort((a, b) => b - a);
        const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
        if (contrast < 4.5) weak.push(contrast.toFixed(2) + ' ' + node.outerHTML.slice(0, 80));
    }
    return [weak, light(back(document.body))]";

#[test]
fn texts_stand_out_by_day_and_in_the_dark() {
    let Some(browser) = Browser::start() else { return };
    let Example { temp: _temp, page, .. } = Example::new("zh");
    for (colours, least, most) in [("light", 0.9, 1.0), ("dark", 0.0, 0.05)] {
        browser.colours(colours);
        browser.open(&page, "");
        let seen = browser.run(CONTRAST);
        assert_eq!(seen[0], json!([]), "{colours}");
        let bright = seen[1].as_f64().expect("a number");
        assert!((least..=most).contains(&bright), "{colours}: {bright}");
        quiet(&browser, &page);
    }
}

#[test]
fn what_is_new_since_an_earlier_check_can_be_filtered() {
    let Some(browser) = Browser::start() else { return };
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    let earlier = folder.temp.path().join("earlier.json");
    write(&folder.root, &earlier, "zh", &[]);
    folder.write("stray.txt", b"x");
    let page = folder.temp.path().join("page.html");
    let since = ["--since", earlier.to_str().expect("a path")];
    write(&folder.root, &page, "zh", &since);
    browser.open(&page, "#status=new");
    let paths = || shown(&browser).into_iter().map(|f| f.3).collect::<Vec<_>>();
    assert_eq!(paths(), ["stray.txt"]);
    choose(&browser, "status", "open");
    assert_eq!((paths(), address(&browser)), (vec![String::new(); 2], "#status=open".to_owned()));
    quiet(&browser, &page);
}

/// What a stranger may write where a file may be named so.
const NAMES: [&str; 12] = [
    "<img src=x onerror=hit=1>",
    "\"><svg onload=hit=1>",
    "' onmouseover='hit=1' x='",
    "javascript:hit=1",
    "data:text‚html,<script>hit=1<",
    "{{ 7*7 }}{% raw %}${hit=1}",
    "*{display:none}",
    "a\u{202e}gnp.exe",
    "=cmd|' ‚C calc'!A1",
    "+1-1",
    "-@SUM(1)",
    "# 100% &lt;b&gt; %3Cb%3E ?q=1#x",
];

/// What a stranger may write elsewhere.
const TEXTS: [&str; 12] = [
    "<script>hit=1</script>",
    "</title></style></script><script>hit=1</script>",
    "--><script src=//x.invalid/a.js></script><!--",
    "\"><img src=//x.invalid/a.png onerror=hit=1>",
    "' autofocus onfocus='hit=1",
    "<a href=\"javascript:hit=1\">x</a>",
    "<base href=//x.invalid/><meta http-equiv=refresh content=0;url=//x.invalid/>",
    "<form id=groups><input name=q><iframe src=//x.invalid/></form>",
    "</textarea></select><style>*{display:none}@import'//x.invalid/a.css'</style>",
    "=HYPERLINK(\"http://x.invalid/\",\"x\")",
    "@SUM(1)*cmd|'/C calc'!A0",
    "{{ 7*7 }} {n} {total} &amp;&#60;b>",
];

/// A JPEG whose EXIF fields say this (EXIF 2.32, section 4.6.4: Make, Model, Software, Artist).
fn photo(seed: u8, says: &str) -> Vec<u8> {
    let tags = [0x010E_u16, 0x010F, 0x0110, 0x0131, 0x013B];
    let value = [says.as_bytes(), b"\0"].concat();
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend(u16::try_from(tags.len()).expect("few").to_be_bytes());
    let data = u32::try_from(8 + 2 + 12 * tags.len() + 4).expect("small");
    for tag in tags {
        tiff.extend(tag.to_be_bytes());
        tiff.extend(2_u16.to_be_bytes());
        tiff.extend(u32::try_from(value.len()).expect("small").to_be_bytes());
        tiff.extend(data.to_be_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend(value);
    let plain = jpeg(40, 30, seed);
    let length = u16::try_from(2 + 6 + tiff.len()).expect("small").to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, b"Exif\0\0", &tiff, &plain[2..]].concat()
}

/// A submission that tries whatever it can, wherever something of it is shown.
fn hostile() -> Folder {
    let say = |text: &str| json!({"zh": text, "en": text});
    let folder = Folder::new(&json!({"properties": {
        "photos": {"minItems": 90, "x-message": say(TEXTS[9]), "items": {"required": ["none"], "x-message": say(TEXTS[1])}},
        "tables": {"minItems": 1, "x-message": say(TEXTS[0])},
    }}));
    let path = folder.temp.path().join("profile/profile.json");
    let mut profile: Value = serde_json::from_slice(&fs::read(&path).expect("the profile")).expect("JSON");
    profile["title"] = say(TEXTS[5]);
    profile["version"] = json!(TEXTS[4]);
    profile["kinds"]["photos"]["title"] = say(TEXTS[3]);
    for (place, text) in [(0, TEXTS[6]), (1, TEXTS[10])] {
        profile["indicators"][place]["title"] = say(text);
        profile["indicators"][place]["responsible"] = json!([text, TEXTS[7], NAMES[5]]);
    }
    fs::write(&path, profile.to_string()).expect("written");
    folder.manifest(&json!({"unit": TEXTS[2], "title": TEXTS[8], "contact": TEXTS[7], "deadline": "2026-07-15T17:00:00+08:00"}));
    let mut captions = csv::Writer::from_writer(Vec::new());
    captions.write_record(["文件名", "时间", "地点", "人物", "事由", "媒体", "链接"]).expect("a line");
    for (number, (name, says)) in (1..).zip(NAMES.into_iter().zip(TEXTS)) {
        let kind = "A1-公益广告/实景图片";
        folder.write(&format!("{kind}/{name}.jpg"), &photo(number, says));
        folder.write(&format!("{kind}/{name}/{name}.jpg"), &photo(number, says));
        folder.write(&format!("{kind}/{name}.png"), &png(20, 10, number)[..60]);
        folder.write(&format!("{name}.txt"), b"x");
        folder.write(&format!("{name}/x.txt"), b"x");
        folder.write(&format!("B1-文明交通/统计表格/{name}.csv"), says.as_bytes());
        let report = format!("{says}由某某同志负责{says}，电话13812348000{says}，XX月XX日，2019年{says}");
        folder.write(&format!("A1-公益广告/说明报告/{name}.txt"), report.as_bytes());
        captions
            .write_record([&format!("{name}.jpg"), "2019-01-02", says, says, says, says, "javascript:hit=1"])
            .expect("a line");
        captions.write_record([&format!("gone {name}"), says, "x", "x", "x", "x", "x"]).expect("a line");
    }
    folder.write("A1-公益广告/图片说明.csv", &captions.into_inner().expect("the sheet"));
    folder
}

/// All that a page may be made of: elements, attributes, and where they lead.
const MADE_OF: &str = "
    const tags = new Set('HTML HEAD META TITLE STYLE BODY A HEADER H1 H2 H3 H4 P DL DIV DT DD MAIN SECTION TABLE THEAD TBODY TR TH TD SPAN SMALL FORM LABEL INPUT SELECT OPTION BUTTON OUTPUT ARTICLE BDI UL LI ABBR BLOCKQUOTE MARK FIGURE IMG FIGCAPTION FOOTER SCRIPT'.split(' '));
    const attributes = new Set('lang charset content http-equiv name class href id scope role tabindex hidden type autocomplete value title src width height alt decoding aria-labelledby aria-label aria-live aria-hidden'.split(' '));
    const strange = [];
    for (const node of document.querySelectorAll('*')) {
        if (!tags.has(node.tagName)) strange.push(node.outerHTML);
        for (const { name } of node.attributes)
            if (!attributes.has(name) && !name.startsWith('data-')) strange.push(node.tagName + ' ' + name);
        if (node.tagName === 'A' && node.protocol !== 'file:') strange.push(node.href);
        if (node.tagName === 'IMG' && !node.src.startsWith('data:image/jpeg;base64,')) strange.push(node.src);
    }
    for (const tag of ['SCRIPT', 'STYLE', 'TITLE', 'FORM', 'INPUT'])
        if (document.getElementsByTagName(tag).length !== 1) strange.push(tag);
    if (document.styleSheets.length !== 1 || typeof hit !== 'undefined') strange.push('hit');
    return strange";

#[test]
fn what_strangers_write_stays_text() {
    let Some(browser) = Browser::start() else { return };
    let folder = hostile();
    for lang in LANGUAGES {
        let page = folder.temp.path().join(format!("{lang}.html"));
        write(&folder.root, &page, lang, &["--thumbnails", "all"]);
        let findings = findings(&folder.root, &page, lang, &[]);
        browser.open(&page, "");
        assert_eq!(browser.texts(MADE_OF), [""; 0]);
        let seen = shown(&browser).len();
        assert_eq!(seen, findings.len());
        let said = text(&browser.run("return document.body.innerText"));
        let spaceless = |text: &str| text.split_whitespace().collect::<String>();
        let said = spaceless(&said);
        for what in NAMES.iter().chain(&TEXTS) {
            let what = spaceless(&what.replace('\u{202e}', "<U+202E>"));
            assert!(said.contains(&what), "{what} as it is");
        }
        assert!(!said.contains('\u{202e}'));
        let (files, gone) = lost(&browser);
        assert!(files > 60);
        assert_eq!(gone, [""; 0]);
        // The filters take what it says as words, too, also from the address.
        for unit in [TEXTS[6], TEXTS[7], NAMES[5]] {
            let fits = findings.iter().filter(|f| units(f).contains(&unit.to_owned())).count();
            browser.run(&format!(
                "const list = document.querySelector('[name=unit]'); list.value = {};
                list.dispatchEvent(new Event('input', {{ bubbles: true }}))",
                json!(unit)
            ));
            assert_eq!(shown(&browser).len(), fits);
            assert!(fits > 0 && fits < seen);
            browser.reload();
            assert_eq!(shown(&browser).len(), fits);
        }
        for place in [
            "#by=unit&q=%3Cimg+src%3Dx+onerror%3Dhit%3D1%3E",
            "#%3Cimg src=x onerror=hit=1>",
            "#javascript:hit=1",
        ] {
            browser.open(&page, place);
            assert_eq!(browser.texts(MADE_OF), [""; 0], "{place}");
            assert!(!shown(&browser).is_empty());
        }
        quiet(&browser, &page);
    }
    let out = folder.temp.path().join("out");
    let run = sealpack("zh").arg("batch").arg(&folder.root).arg("--out").arg(&out).args(DAY).output();
    assert_eq!(outcome(&run.expect("the binary runs")).0, 1);
    let page = out.join("summary.html");
    browser.open(&page, "#q=%3Cscript");
    assert_eq!(browser.texts(MADE_OF), [""; 0]);
    assert_eq!(lost(&browser).1, [""; 0]);
    quiet(&browser, &page);
}

/// Kinds of cells, where links lead, and all texts of a workbook.
const CELLS: &str = r#"
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
print(json.dumps({
    "types": sorted({cell.data_type for cell in cells}),
    "links": [cell.hyperlink.target or cell.hyperlink.location for cell in cells if cell.hyperlink],
    "texts": [cell.value for cell in cells if cell.data_type == "s"],
    "names": list(book.defined_names), "outside": len(book._external_links),
}))
"#;

#[test]
fn what_strangers_write_stays_text_in_work_lists() {
    let Some(python) = python() else { return };
    let folder = hostile();
    let list = folder.temp.path().join("list.xlsx");
    write(&folder.root, &list, "zh", &[]);
    let out = folder.temp.path().join("out");
    let run = sealpack("zh").arg("batch").arg(&folder.root).arg("--out").arg(&out).args(DAY).output();
    assert_eq!(outcome(&run.expect("the binary runs")).0, 1);
    for (path, all) in [(list, true), (out.join("summary.xlsx"), false)] {
        let run = Command::new(&python).args(["-c", CELLS]).arg(&path).output().expect("python runs");
        let (code, said, err) = outcome(&run);
        assert_eq!(code, 0, "{err}");
        let read: Value = serde_json::from_str(&said).expect("JSON");
        let types: Vec<String> = read["types"].as_array().expect("types").iter().map(text).collect();
        assert!(types.iter().all(|kind| ["s", "n", "d"].contains(&kind.as_str())), "{types:?}");
        assert_eq!((&read["names"], &read["outside"]), (&json!([]), &json!(0)));
        for link in read["links"].as_array().expect("links") {
            assert!(text(link).starts_with("./"), "{link}");
        }
        let texts: Vec<String> = read["texts"].as_array().expect("texts").iter().map(text).collect();
        for what in NAMES.iter().chain(&TEXTS).filter(|_| all) {
            let what = what.replace('\u{202e}', "<U+202E>");
            assert!(texts.iter().any(|text| text.contains(&what)), "{what} as it is");
        }
    }
}

#[test]
fn a_page_of_very_many_findings_stays_small_and_is_filtered_as_well() {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    let page = folder.temp.path().join("page.html");
    write(&folder.root, &page, "zh", &[]);
    let alone = fs::metadata(&page).expect("a page").len();
    assert!(alone < 25_000, "{alone} bytes without findings about files");
    let count = 1500;
    for number in 0..count {
        folder.write(&format!("A1-公益广告/实景图片/{number:04}.jpg"), b"");
    }
    write(&folder.root, &page, "zh", &[]);
    let findings = findings(&folder.root, &page, "zh", &[]);
    assert!(findings.len() >= count);
    let each = (fs::metadata(&page).expect("a page").len() - alone) / findings.len() as u64;
    assert!(each < 1000, "{each} bytes for each finding");
    let Some(browser) = Browser::start() else { return };
    browser.open(&page, "#q=0777&by=unit");
    let fits = findings.iter().filter(|f| text(&f["path"]).ends_with("/0777.jpg"));
    assert_eq!(shown(&browser), expected(fits));
    quiet(&browser, &page);
}
