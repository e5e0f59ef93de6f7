//! A browser and an archive for a test: headless Chromium, driven by `chromedriver`, and the program
//! serving the articles of the samples.
//!
//! It checks nothing of the pages; both are ended when they are dropped.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

/// How long an answer may take to be seen.
const PATIENCE: Duration = Duration::from_secs(20);

/// What kind of browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kind {
    /// As wide as a small phone.
    pub is_narrow: bool,
    /// It prefers dark pages.
    pub is_dark: bool,
    /// It runs no script of pages.
    pub is_without_script: bool,
}

/// An archive that is served, and its index.
pub struct Archive {
    child: Child,
    /// Where it is: `http://127.0.0.1:…`.
    pub origin: String,
    _dir: TempDir,
}

/// A browser with a page.
pub struct Browser {
    driver: Child,
    /// What drives it.
    pub page: Client,
}

/// Returns the file at a path from the top of the repository.
pub fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Runs a test to its end.
pub fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

impl Archive {
    /// Indexes the samples, and serves them.
    pub fn of_samples() -> Self {
        let program =
            std::env::var_os("LIMIER").map_or(in_repository("target/debug/limier"), PathBuf::from);
        let dir = tempfile::tempdir().expect("a folder");
        let index = dir.path().join("index");
        let folders =
            ["tests/fixtures/articles", "tests/fixtures/judged", "tests/fixtures/formats"];
        let mut indexing = Command::new(&program);
        indexing.arg("index").arg("--index").arg(&index).args(folders.map(in_repository));
        // Some of the samples are there to be rejected.
        indexing.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("limier");
        let mut serving = Command::new(program);
        serving.arg("serve").arg("--index").arg(index).args(["--bind", "127.0.0.1:0"]);
        let mut child = serving.stderr(Stdio::piped()).spawn().expect("limier");
        let mut line = String::new();
        let stderr = child.stderr.as_mut().expect("standard error");
        BufReader::new(stderr).read_line(&mut line).expect("a line");
        let origin = line.strip_prefix("serving ").and_then(|rest| rest.split(';').next());
        Self { origin: origin.expect("where it is").to_owned(), child, _dir: dir }
    }
}

impl Browser {
    /// Opens a browser.
    pub async fn open(kind: Kind) -> Self {
        let mut driver = Command::new("chromedriver");
        driver.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut driver = driver.spawn().expect("chromedriver");
        let mut lines = BufReader::new(driver.stdout.take().expect("standard output")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        // What is not read fills the pipe, and stops it.
        std::thread::spawn(move || lines.for_each(drop));
        let mut args = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--lang=fr-FR",
            "--accept-lang=fr-FR,fr",
            "--window-size=1280,1000",
            // Nothing but this machine is found.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ];
        if kind.is_dark {
            args.push("--blink-settings=preferredColorScheme=0");
        }
        let mut options = json!({ "args": args, "prefs": { "intl.accept_languages": "fr-FR,fr" } });
        if kind.is_without_script {
            options["prefs"]["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        if kind.is_narrow {
            options["mobileEmulation"] =
                json!({ "deviceMetrics": { "width": 320, "height": 800, "pixelRatio": 1.0 } });
        }
        let mut capabilities = Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let builder = builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{}", port.expect("a port"));
        let page = builder.connect(&address).await.expect("a session");
        Self { driver, page }
    }

    /// Opens an address.
    pub async fn goto(&self, address: &str) {
        self.page.goto(address).await.expect("a page");
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> fantoccini::elements::Element {
        let wait = self.page.wait().at_most(PATIENCE);
        wait.for_element(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// Returns the text of an element.
    pub async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("a text")
    }

    /// Clicks on an element.
    pub async fn click(&self, css: &str) {
        self.find(css).await.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Sends keys to what has the focus.
    pub async fn keys(&self, keys: &str) {
        let focused = self.page.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("keys");
    }

    /// Runs a script of the test's own and returns what it returns.
    pub async fn script(&self, script: &str) -> Value {
        self.page
            .execute(script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script returns true.
    pub async fn until(&self, script: &str) {
        let start = std::time::Instant::now();
        while self.script(script).await != json!(true) {
            assert!(start.elapsed() < PATIENCE, "never: {script}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Returns the address of the page, from the origin on.
    pub async fn path(&self) -> String {
        let url = self.page.current_url().await.expect("an address");
        let query = url.query().map_or(String::new(), |query| format!("?{query}"));
        format!("{}{query}", url.path())
    }

    /// Takes a picture of what is seen, where one is wanted (`SHOTS` names the folder).
    pub async fn shot(&self, name: &str) {
        if let Some(folder) = std::env::var_os("SHOTS") {
            let picture = self.page.screenshot().await.expect("a picture");
            std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), picture)
                .expect("a file");
        }
    }

    /// Ends the session.
    pub async fn close(self) {
        self.page.clone().close().await.expect("an end");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
