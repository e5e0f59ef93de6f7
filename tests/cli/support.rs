//! A folder with inputs and an index, and calls of `limier` in it.
//!
//! A call expects exit code 0 and nothing on standard output and standard error
//! unless told otherwise: silence is asserted. Paths are relative to the folder, so
//! that messages and ids are the same on every machine.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::{env, fs};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The versions of the index and of its words that this limier writes.
pub(crate) const FORMAT_VERSION: u32 = 12;
pub(crate) const ANALYZER_VERSION: u32 = 4;

/// The folder of the index in every call but those of [`Limier::bare`].
pub(crate) const INDEX: &str = "ix";

/// The binary under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_limier");

/// A temporary folder in which `limier` runs.
#[must_use]
pub(crate) struct Limier {
    dir: TempDir,
    files: Vec<String>,
    /// Where another user finds the program; `None` when it is run by whoever tests.
    program: Option<TempDir>,
}

/// The number of the user and of the group `nobody`.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

impl Limier {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir_in(roomy_folder()).unwrap(),
            files: Vec::new(),
            program: None,
        }
    }

    /// Returns a folder whose index holds these articles: id, title, body.
    pub(crate) fn with_articles<'a>(
        articles: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Self {
        let lines = articles
            .into_iter()
            .map(|(id, title, body)| json!({"id": id, "title": title, "body": body}));
        Self::with_records(lines)
    }

    /// Returns a folder whose index holds the articles of these JSON objects.
    pub(crate) fn with_records(records: impl IntoIterator<Item = Value>) -> Self {
        Self::new().file("articles.jsonl", json_lines(records)).indexed()
    }

    /// Writes a file, with the folders on its path.
    pub(crate) fn file(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self.files.push(name.to_owned());
        self
    }

    /// Indexes all files written so far, every record of which must be an article.
    #[track_caller]
    pub(crate) fn indexed(self) -> Self {
        self.call("index").args(&self.files).text();
        self
    }

    /// Returns the same, run by a user who may not do everything: the folder and all in
    /// it become `nobody`'s when they are the superuser's.
    #[cfg(unix)]
    pub(crate) fn unprivileged(mut self) -> Self {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        const SUPERUSER: u32 = 0;
        if fs::metadata(self.dir.path()).unwrap().uid() != SUPERUSER {
            return self;
        }
        for entry in walkdir::WalkDir::new(self.dir.path()) {
            chown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        // The folder of the build may be closed to others; a program cannot be run while a
        // process that another test starts has it open, so that none here writes it.
        let program = tempfile::tempdir().unwrap();
        fs::set_permissions(program.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let copied = Command::new("cp").arg(PROGRAM).arg(program.path().join("limier")).status();
        assert!(copied.unwrap().success(), "copying {PROGRAM}");
        self.program = Some(program);
        self
    }

    /// Returns the path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Returns the one file of the index whose name ends in `.{extension}`.
    pub(crate) fn index_file(&self, extension: &str) -> PathBuf {
        let names = fs::read_dir(self.path(INDEX)).unwrap().map(|entry| entry.unwrap().path());
        let found: Vec<_> =
            names.filter(|path| path.extension() == Some(OsStr::new(extension))).collect();
        assert_eq!(found.len(), 1, "files in .{extension}");
        found.into_iter().next().unwrap()
    }

    /// Returns `limier` in this folder, its environment clean, without arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        #[cfg(unix)]
        if let Some(dir) = &self.program {
            use std::os::unix::process::CommandExt;
            command = Command::new(dir.path().join("limier"));
            command.uid(NOBODY).gid(NOBODY);
        }
        self.cleaned(command)
    }

    /// Returns the program as [`Self::command`] does, which ends with a terminal that closes also
    /// where these tests do not.
    #[cfg(target_os = "linux")]
    pub(crate) fn command_on_terminal(&self) -> Command {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
        // HUP is the first of all signals.
        if u64::from_str_radix(mask.trim(), 16).unwrap() & 1 == 0 {
            return self.command();
        }
        let mut command = self.program("env");
        command.arg("--default-signal=HUP").arg(self.command().get_program());
        command
    }

    /// Returns another program in this folder, its environment clean, without arguments.
    pub(crate) fn program(&self, name: &str) -> Command {
        self.cleaned(Command::new(name))
    }

    fn cleaned(&self, mut command: Command) -> Command {
        command.current_dir(self.dir.path());
        for variable in [
            "LIMIER_INDEX",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "COLUMNS",
            "LINES",
            "FORCE_HYPERLINK",
            "LIMIER_PAGER",
            "PAGER",
            "LESS",
            "RUST_BACKTRACE",
        ] {
            command.env_remove(variable);
        }
        command
    }

    /// Returns a call without `--index`.
    pub(crate) fn bare(&self, subcommand: &str) -> Call<'_> {
        Call {
            limier: self,
            args: vec![subcommand.to_owned()],
            envs: Vec::new(),
            stdin: Vec::new(),
            stdout: String::new(),
            stderr: String::new(),
            code: 0,
        }
    }

    /// Returns a call of a subcommand on the folder's index.
    pub(crate) fn call(&self, subcommand: &str) -> Call<'_> {
        self.bare(subcommand).args(["--index", INDEX])
    }

    pub(crate) fn index(&self, path: &str) -> Call<'_> {
        self.call("index").arg(path)
    }

    pub(crate) fn search(&self, query: &str) -> Call<'_> {
        self.call("search").arg(query)
    }

    pub(crate) fn show(&self, id: &str) -> Call<'_> {
        self.call("show").arg(id)
    }

    pub(crate) fn info(&self) -> Call<'_> {
        self.call("info")
    }

    /// Returns the ids that a query finds, best first.
    #[track_caller]
    pub(crate) fn ids(&self, query: &str) -> Vec<String> {
        let Output { stdout, stderr, code } =
            self.search(query).args(["--format", "json", "--limit", "1000"]).output();
        assert_eq!(stderr, "", "standard error");
        let answer: Value = serde_json::from_str(&stdout).unwrap();
        let hits = answer["hits"].as_array().unwrap();
        assert_eq!(code, i32::from(hits.is_empty()), "exit code");
        hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    }

    /// Returns an article as JSON.
    #[track_caller]
    pub(crate) fn article(&self, id: &str) -> Value {
        // An id may start like an option: `-#2` is the second line of standard input.
        self.call("show").args(["--format", "json", "--", id]).json()
    }

    /// Returns what is said of an article: its keys without those that hold nothing.
    #[track_caller]
    pub(crate) fn said(&self, id: &str) -> Value {
        let mut article = self.article(id);
        let is_nothing =
            |value: &Value| [Value::Null, Value::from(false), Value::from([0; 0])].contains(value);
        article.as_object_mut().unwrap().retain(|_, value| !is_nothing(value));
        // When the test ran says nothing of it.
        article.as_object_mut().unwrap().remove("added");
        article
    }

    /// Returns all articles as they are exported, moments too.
    #[track_caller]
    pub(crate) fn exported(&self) -> String {
        let output = self.command().args(["export", "--index", INDEX]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Returns the number of articles in the index.
    #[track_caller]
    pub(crate) fn len(&self) -> u64 {
        self.info().args(["--format", "json"]).json()["articles"].as_u64().unwrap()
    }
}

/// What a call wrote and how it ended.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// A call of `limier` and what is expected of it.
#[must_use]
pub(crate) struct Call<'a> {
    limier: &'a Limier,
    args: Vec<String>,
    envs: Vec<(&'static str, &'static str)>,
    stdin: Vec<u8>,
    stdout: String,
    stderr: String,
    code: i32,
}

impl Call<'_> {
    pub(crate) fn arg(mut self, arg: &str) -> Self {
        self.args.push(arg.to_owned());
        self
    }

    pub(crate) fn args<S: AsRef<str>>(self, args: impl IntoIterator<Item = S>) -> Self {
        args.into_iter().fold(self, |call, arg| call.arg(arg.as_ref()))
    }

    pub(crate) fn env(mut self, name: &'static str, value: &'static str) -> Self {
        self.envs.push((name, value));
        self
    }

    pub(crate) fn stdin(mut self, stdin: impl AsRef<[u8]>) -> Self {
        self.stdin = Vec::from(stdin.as_ref());
        self
    }

    /// Expects this on standard output; durations and moments as [`normalised`].
    pub(crate) fn stdout(mut self, stdout: impl Into<String>) -> Self {
        self.stdout = stdout.into();
        self
    }

    /// Expects this on standard error.
    pub(crate) fn stderr(mut self, stderr: impl Into<String>) -> Self {
        self.stderr = stderr.into();
        self
    }

    pub(crate) fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }

    /// Runs the call and checks everything.
    #[track_caller]
    pub(crate) fn run(mut self) {
        let expected = std::mem::take(&mut self.stdout);
        let found = self.text();
        assert!(expected == found, "standard output\nexpected:\n{expected}\nfound:\n{found}");
    }

    /// Runs the call, checks standard error and exit code, returns the output.
    #[track_caller]
    pub(crate) fn text(mut self) -> String {
        let (expected, code) = (std::mem::take(&mut self.stderr), self.code);
        let args = self.args.join(" ");
        let found = self.output();
        assert!(
            expected == found.stderr,
            "standard error of limier {args}\nexpected:\n{expected}\nfound:\n{}",
            found.stderr
        );
        assert_eq!(found.code, code, "exit code of limier {args}");
        found.stdout
    }

    /// Like [`Self::text`], for output that is one JSON object on one line.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        let text = self.text();
        assert_eq!(text.matches('\n').count(), 1, "one line, found {text:?}");
        serde_json::from_str(&text).unwrap()
    }

    /// Like [`Self::text`], for output of a JSON object a line.
    #[track_caller]
    pub(crate) fn json_lines(self) -> Vec<Value> {
        parse_lines(&self.text())
    }

    /// Runs the call and checks nothing.
    pub(crate) fn output(self) -> Output {
        let mut child = self
            .limier
            .command()
            .args(&self.args)
            .envs(self.envs)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = thread::scope(|scope| {
            // A call that needs no input may have ended before it is offered any.
            scope.spawn(move || stdin.write_all(&self.stdin).ok());
            child.wait_with_output().unwrap()
        });
        Output {
            stdout: normalised(&String::from_utf8(output.stdout).unwrap()),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().expect("it ended by itself"),
        }
    }
}

/// Returns the summary of a run of `limier index`, as [`normalised`].
pub(crate) fn summary(
    indexed: u64,
    replaced: u64,
    rejected: u64,
    undated: u64,
    total: u64,
) -> String {
    let articles = if total == 1 { "article" } else { "articles" };
    format!(
        "{indexed} indexed, {replaced} replaced, {rejected} rejected, {undated} undated \
         in [time]; {total} {articles} in the index\n"
    )
}

/// Returns JSON objects one a line.
pub(crate) fn json_lines(records: impl IntoIterator<Item = Value>) -> String {
    records.into_iter().map(|record| format!("{record}\n")).collect()
}

#[track_caller]
fn parse_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns where temporary folders are made: in memory where there is room, since tests
/// wait for the disk more than for anything else.
fn roomy_folder() -> &'static Path {
    /// Ten times what all tests that run at a time need.
    #[cfg(target_os = "linux")]
    const ROOM_BYTES: u64 = 1 << 30;
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        #[cfg(target_os = "linux")]
        if let (None, Ok(memory)) = (env::var_os("TMPDIR"), rustix::fs::statvfs("/dev/shm"))
            && memory.f_bavail * memory.f_frsize >= ROOM_BYTES
            && tempfile::tempdir_in("/dev/shm").is_ok()
        {
            return PathBuf::from("/dev/shm");
        }
        env::temp_dir()
    })
}

/// Returns the file at a path from the top of the repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns `text` with `0.1 s (2.3 MB/s)` as `[time]` and moments like
/// `2024-05-06T07:08:09Z` as `[now]`.
pub(crate) fn normalised(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let (length, name) = if let Some(length) = shape(rest, "9.9 s (9.9 MB/s)") {
            (length, "[time]")
        } else if let Some(length) = shape(rest, "0000-00-00T00:00:00Z") {
            (length, "[now]")
        } else {
            out.push(char);
            rest = &rest[char.len_utf8()..];
            continue;
        };
        out.push_str(name);
        rest = &rest[length..];
    }
    out
}

/// Returns how many bytes of `text` have the shape of `pattern`: a 0 of it stands for
/// a digit, a 9 for one or more, everything else for itself.
fn shape(text: &str, pattern: &str) -> Option<usize> {
    let mut rest = text;
    for sign in pattern.chars() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest = match sign {
            '0' if digits > 0 => &rest[1..],
            '9' if digits > 0 => &rest[digits..],
            _ => rest.strip_prefix(sign)?,
        };
    }
    Some(text.len() - rest.len())
}

#[test]
fn durations_and_moments_are_normalised() {
    assert_eq!(
        normalised("3 undated in 12.5 s (104.0 MB/s); made 2024-05-06T07:08:09Z, « 1.5 s »"),
        "3 undated in [time]; made [now], « 1.5 s »"
    );
}

/// Returns what a small file of an index says, without its checksum, so that it can be changed.
#[track_caller]
pub(crate) fn unsealed(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    if let Some((object, _)) = text.split_once(",\n  \"checksum\": ") {
        return format!("{object}\n}}\n");
    }
    text.split_inclusive('\n').filter(|line| !line.contains("\"kind\":\"checksum\"")).collect()
}

/// Returns lines of a small file of an index with their checksum.
pub(crate) fn sealed(lines: &str) -> String {
    let sum = crc32fast::hash(lines.as_bytes());
    format!("{lines}{{\"kind\":\"checksum\",\"crc32\":\"{sum:08x}\"}}\n")
}
