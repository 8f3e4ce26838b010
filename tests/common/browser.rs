//! A real browser, driven as `WebDriver` says (W3C): JSON over HTTP to `chromedriver`, which also passes on commands
//! of the `DevTools` protocol.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::tool;

/// One browser at a time: several at once only make each other slow.
static TURN: Mutex<()> = Mutex::new(());

/// No window, no profile of a user, and nothing that would ask a network by itself.
const SWITCHES: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// What identifies an element in answers (`WebDriver`, section 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with a profile of its own, which ends with it whatever happens.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    process: Option<u64>,
    // In this order: the next browser begins when this one's folder is gone.
    home: tempfile::TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// A browser, or nothing where there is none.
    pub fn start() -> Option<Self> {
        let (driver, chromium) = (tool("chromedriver")?, tool("chromium")?);
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let home = tempfile::tempdir().expect("a temporary folder");
        let driver = Command::new(driver)
            .arg("--port=0")
            .env("HOME", home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut browser = Self { driver, port: 0, session: String::new(), process: None, home, _turn: turn };
        let said = BufReader::new(browser.driver.stdout.take().expect("its output"));
        let port = said
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
        browser.port = port.expect("the port of chromedriver");
        let mut switches: Vec<String> = SWITCHES.map(str::to_owned).to_vec();
        switches.push(format!("--user-data-dir={}", browser.home.path().join("profile").display()));
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"binary": chromium, "args": switches},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let made = browser.ask("POST", "/session", &wanted);
        made["sessionId"].as_str().expect("a session").clone_into(&mut browser.session);
        browser.process = made["capabilities"]["goog:processID"].as_u64();
        // What its own first page has said and asked for is of no interest.
        browser.tell("POST", "url", &json!({"url": "about:blank"}));
        browser.log("browser");
        browser.log("performance");
        Some(browser)
    }

    /// Opens a file, at `place` if that is not empty: `#findings`.
    pub fn open(&self, file: &Path, place: &str) {
        let address = format!("file://{}{place}", file.display());
        // From elsewhere: from the same page it would only go to the place.
        self.tell("POST", "url", &json!({"url": "about:blank"}));
        self.tell("POST", "url", &json!({"url": address}));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.tell("POST", "refresh", &json!({}));
    }

    /// What a script on the page returns, waited for where that is a promise.
    pub fn run(&self, script: &str) -> Value {
        self.tell("POST", "execute/sync", &json!({"script": script, "args": []}))
    }

    /// What a script returns: texts.
    pub fn texts(&self, script: &str) -> Vec<String> {
        let value = self.run(script);
        let texts = value.as_array().unwrap_or_else(|| panic!("{script}: {value}"));
        texts.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
    }

    /// Clicks the first element that the selector means, as a person would.
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.tell("POST", &format!("element/{element}/click"), &json!({}));
        // What the page does about it, it may do a moment later.
        self.run("return new Promise(done => setTimeout(done))");
    }

    /// Types into the first element that the selector means.
    pub fn write(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.tell("POST", &format!("element/{element}/value"), &json!({"text": text}));
    }

    /// Presses a key, wherever the focus is.
    pub fn press(&self, key: char) {
        let key = key.to_string();
        let keys = [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})];
        let actions = json!({"actions": [{"type": "key", "id": "keyboard", "actions": keys}]});
        self.tell("POST", "actions", &actions);
    }

    /// A command of the `DevTools` protocol.
    pub fn command(&self, name: &str, parameters: &Value) -> Value {
        self.tell("POST", "goog/cdp/execute", &json!({"cmd": name, "params": parameters}))
    }

    /// A screen of this width; a small one is a phone's.
    pub fn width(&self, width: u32) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        self.command("Emulation.setDeviceMetricsOverride", &size);
    }

    /// The colours that the user of the browser prefers: `light` or `dark`.
    pub fn colours(&self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.command("Emulation.setEmulatedMedia", &features);
    }

    /// The page as printed.
    pub fn pdf(&self) -> Vec<u8> {
        let made = self.command("Page.printToPDF", &json!({"preferCSSPageSize": true}));
        BASE64.decode(made["data"].as_str().expect("a PDF").as_bytes()).expect("base64")
    }

    /// What has been written to a log since it was asked for last.
    pub fn log(&self, name: &str) -> Vec<Value> {
        let entries = self.tell("POST", "se/log", &json!({"type": name}));
        entries.as_array().expect("entries").clone()
    }

    fn element(&self, selector: &str) -> String {
        let found = self.tell("POST", "element", &json!({"using": "css selector", "value": selector}));
        found[ELEMENT].as_str().expect("an element").to_owned()
    }

    /// Asks for something of the session.
    fn tell(&self, method: &str, what: &str, body: &Value) -> Value {
        self.ask(method, &format!("/session/{}/{what}", self.session), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = exchange(self.port, method, path, body).expect("chromedriver answers");
        assert!(status.contains(" 200 "), "{method} {path} {body}: {answer:#}");
        answer["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let path = format!("/session/{}", self.session);
        let ended = exchange(self.port, "DELETE", &path, &json!({}));
        if let (Err(_), Some(process)) = (ended, self.process) {
            let _ = Command::new("kill").args(["-KILL", &process.to_string()]).status();
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A request and its answer: the first line, and the JSON.
fn exchange(port: u16, method: &str, path: &str, body: &Value) -> std::io::Result<(String, Value)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_mins(2)))?;
    let body = body.to_string();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(stream);
    let mut status = String::new();
    reader.read_line(&mut status)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim_end().is_empty() {
            break;
        }
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(std::io::Error::other)?;
        }
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    Ok((status, serde_json::from_slice(&bytes)?))
}
