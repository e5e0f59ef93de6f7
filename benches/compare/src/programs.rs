//! The programs that are compared: how each is built and called.
//!
//! Nothing is measured here.

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The programs, built.
pub struct Programs {
    root: PathBuf,
    java: PathBuf,
}

impl Programs {
    /// Builds them all.
    ///
    /// # Errors
    /// When one cannot be built, or Java, Maven or `sqlite3` are not there.
    pub fn build() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let benches = root.join("benches");
        for at in
            [root.clone(), benches.join("search"), benches.join("stock"), benches.join("generator")]
        {
            let mut cargo = Command::new("cargo");
            cargo.args(["build", "--release", "--target-dir"]).arg(root.join("target"));
            done(cargo.current_dir(at))?;
        }
        let maven = ["-q", "-B", "package", "dependency:copy-dependencies"];
        done(Command::new("mvn").args(maven).current_dir(benches.join("lucene")))?;
        let home = env::var_os("JAVA_HOME").map(PathBuf::from);
        let java = home.map_or_else(|| "java".into(), |home| home.join("bin/java"));
        Ok(Self { root, java })
    }

    /// Returns which versions of the peers, and which machine, the figures are of.
    pub fn versions(&self) -> Result<String, Box<dyn Error>> {
        let said = |command: &mut Command| -> Result<String, Box<dyn Error>> {
            let output = command.output()?;
            let text = [output.stdout, output.stderr].concat();
            Ok(String::from_utf8_lossy(&text).lines().next().unwrap_or_default().to_owned())
        };
        let sqlite = said(Command::new("sqlite3").arg("--version"))?;
        let java = said(Command::new(&self.java).arg("-version"))?;
        let limier = said(self.limier().arg("--version"))?;
        let lucene = self.dependency("lucene-core")?;
        let cores = std::thread::available_parallelism()?;
        let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let cpu = cpu.lines().find_map(|line| line.strip_prefix("model name\t: "));
        let cpu = cpu.unwrap_or("unknown");
        let sqlite = sqlite.split(' ').next().unwrap_or_default();
        Ok(format!(
            "{limier}; {lucene} on {java}; sqlite3 {sqlite}; stock tantivy as benches/stock has it; \
             {cores} cores of {cpu}"
        ))
    }

    fn dependency(&self, name: &str) -> Result<String, Box<dyn Error>> {
        for entry in fs::read_dir(self.root.join("benches/lucene/target/dependency"))? {
            let file = entry?.file_name().to_string_lossy().into_owned();
            if file.starts_with(name) {
                return Ok(file.trim_end_matches(".jar").to_owned());
            }
        }
        Err(format!("no {name} was built").into())
    }

    /// Makes a collection of so many articles out of a smaller one.
    pub fn generate(
        &self,
        work: &Path,
        articles: &Path,
        number: u64,
        edition: u32,
    ) -> Result<PathBuf, Box<dyn Error>> {
        let made = work.join(format!("generated-{edition}.jsonl"));
        let mut command = Command::new(self.bench("generator"));
        command.arg(articles).args([number.to_string(), edition.to_string()]);
        done(command.stdout(File::create(&made)?))?;
        Ok(made)
    }

    pub fn limier(&self) -> Command {
        Command::new(self.root.join("target/release/limier"))
    }

    pub fn search(&self) -> Command {
        Command::new(self.bench("search"))
    }

    pub fn stock(&self) -> Command {
        Command::new(self.bench("stock"))
    }

    pub fn lucene(&self) -> Command {
        let target = self.root.join("benches/lucene/target");
        let classes = format!("{0}/classes:{0}/dependency/*", target.display());
        let mut command = Command::new(&self.java);
        command.args(["--enable-native-access=ALL-UNNAMED", "--add-modules"]);
        command.args(["jdk.incubator.vector", "-cp", &classes, "limier.Bench"]);
        command
    }

    pub fn sqlite(&self, database: &Path) -> Command {
        let mut command = Command::new("sqlite3");
        command.arg(database);
        command
    }

    fn bench(&self, name: &str) -> PathBuf {
        self.root.join("target/release").join(name)
    }
}

/// Runs a command whose output is of no interest.
fn done(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let named = format!("{command:?}");
    let status = command.stdin(Stdio::null()).status();
    let status = status.map_err(|error| format!("cannot run {named}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{named} failed: {status}").into()) }
}
