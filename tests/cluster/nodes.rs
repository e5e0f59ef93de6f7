//! Real nodes of `OpenSearch` on the loopback of this machine, for as long as a test runs.
//!
//! The server comes from Maven Central by its coordinates and its checksum; it needs a JDK of 21
//! or newer, and does not run as root.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// The server, as Maven names it.
const ARTIFACT: &str = "org.opensearch.distribution.integ-test-zip:opensearch:3.8.0:zip";

/// Where Maven keeps it, below its folder.
const KEPT: &str =
    "org/opensearch/distribution/integ-test-zip/opensearch/3.8.0/opensearch-3.8.0.zip";

/// The SHA-256 of the file.
const SHA256: &str = "196c3cf4602c394f2e40e6174ccbf2a924eae37246f08fa6bbb6b75f9fd5ff1f";

/// Oldest Java that runs it.
const OLDEST_JAVA: u32 = 21;

/// Longest that nodes take to start.
const STARTING: Duration = Duration::from_mins(10);

/// What ends nodes and removes their folder when the tests end, however they do: it waits until
/// nobody holds the other end of its input.
const ENDING: &str = "cat; for file in \"$0\"/*.pid; do kill -s KILL -- \"-$(cat \"$file\")\"; done; \
                      sleep 1; rm -rf \"$0\"";

/// Some nodes of one cluster.
pub(crate) struct Nodes {
    folder: PathBuf,
    ports: Vec<(u16, u16)>,
    running: Vec<Option<Child>>,
    ending: Child,
}

/// The unpacked server and the Java that runs it.
struct Installed {
    server: PathBuf,
    java: PathBuf,
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// Returns the newest Java that is new enough.
fn java() -> PathBuf {
    let named = ["OPENSEARCH_JAVA_HOME", "JAVA_HOME"].map(env::var_os);
    let mut homes: Vec<PathBuf> = named.into_iter().flatten().map(PathBuf::from).collect();
    let installed = fs::read_dir("/usr/lib/jvm").into_iter().flatten().flatten();
    homes.extend(installed.map(|entry| entry.path()));
    let version = |home: &PathBuf| -> Option<u32> {
        let told = fs::read_to_string(home.join("release")).ok()?;
        let line = told.lines().find_map(|line| line.strip_prefix("JAVA_VERSION=\""))?;
        line.split(['.', '"']).next()?.parse().ok()
    };
    let found = homes.into_iter().filter_map(|home| Some((version(&home)?, home)));
    let (version, home) = found.max().expect("a JDK below /usr/lib/jvm, or in JAVA_HOME");
    assert!(version >= OLDEST_JAVA, "Java {OLDEST_JAVA} or newer, here is {version}");
    home
}

/// Returns the server, fetched and unpacked where that was not done before.
fn installed() -> &'static Installed {
    static INSTALLED: OnceLock<Installed> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let java = java();
        let home = env::var_os("HOME").map(PathBuf::from).expect("a home");
        let zip = home.join(".m2/repository").join(KEPT);
        if !zip.exists() {
            let plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get";
            let got = Command::new("mvn")
                .args(["-q", "-B", plugin, "-Dtransitive=false"])
                .arg(format!("-Dartifact={ARTIFACT}"))
                .status();
            assert!(got.unwrap().success(), "{ARTIFACT} from Maven Central");
        }
        let sum = Command::new("sha256sum").arg(&zip).output().unwrap().stdout;
        assert!(sum.starts_with(SHA256.as_bytes()), "{} is another file", zip.display());
        let folder = env::temp_dir().join(format!("limier-opensearch-{}", &SHA256[..12]));
        let server = folder.join("opensearch-3.8.0");
        if !server.join("unpacked").exists() {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            let jar = Command::new(java.join("bin/jar"))
                .arg("xf")
                .arg(&zip)
                .current_dir(&folder)
                .status();
            assert!(jar.unwrap().success(), "unpacked");
            for entry in fs::read_dir(server.join("bin")).unwrap().flatten() {
                fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o755)).unwrap();
            }
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
            fs::write(server.join("unpacked"), "").unwrap();
        }
        Installed { server, java }
    })
}

/// Returns a port that nobody has.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Nodes {
    /// Returns the three nodes that all tests share, each with collections of its own names.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<Nodes> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(3))
    }

    /// Starts so many nodes, and waits until they are one cluster.
    pub(crate) fn start(count: usize) -> Self {
        let folder = tempfile::Builder::new().prefix("limier-nodes").tempdir().unwrap().keep();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        let ending = Command::new("sh")
            .args(["-c", ENDING])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A signal to the tests is none to it.
            .process_group(0)
            .spawn()
            .unwrap();
        let ports = (0..count).map(|_| (free_port(), free_port())).collect();
        let mut nodes = Self { folder, ports, running: Vec::new(), ending };
        for node in 0..count {
            nodes.running.push(None);
            nodes.prepare(node);
            nodes.start_node(node);
        }
        nodes.wait(count);
        nodes
    }

    /// Returns the address of a collection on all nodes.
    pub(crate) fn address(&self, name: &str) -> String {
        let hosts: Vec<String> =
            self.ports.iter().map(|(http, _)| format!("127.0.0.1:{http}")).collect();
        format!("opensearch+http://{}/{name}", hosts.join(","))
    }

    /// Returns the port that a node answers on.
    pub(crate) fn port(&self, node: usize) -> u16 {
        self.ports[node].0
    }

    fn home(&self, node: usize) -> PathBuf {
        self.folder.join(format!("n{node}"))
    }

    fn prepare(&self, node: usize) {
        let (home, server) = (self.home(node), &installed().server);
        for name in ["config", "data", "logs", "tmp"] {
            fs::create_dir_all(home.join(name)).unwrap();
        }
        let copied = Command::new("cp")
            .arg("-r")
            .arg(server.join("config/."))
            .arg(home.join("config"))
            .status();
        assert!(copied.unwrap().success());
        let (http, transport) = self.ports[node];
        let seeds: Vec<String> =
            self.ports.iter().map(|(_, port)| format!("\"127.0.0.1:{port}\"")).collect();
        let names: Vec<String> = (0..self.ports.len()).map(|it| format!("\"n{it}\"")).collect();
        let settings = format!(
            "cluster.name: limier-tests\nnode.name: n{node}\nnetwork.host: 127.0.0.1\n\
             http.port: {http}\ntransport.port: {transport}\npath.data: {0}/data\n\
             path.logs: {0}/logs\ndiscovery.seed_hosts: [{1}]\n\
             cluster.initial_cluster_manager_nodes: [{2}]\n\
             cluster.routing.allocation.disk.threshold_enabled: false\n",
            home.display(),
            seeds.join(","),
            names.join(",")
        );
        fs::write(home.join("config/opensearch.yml"), settings).unwrap();
        let options = home.join("config/jvm.options");
        let told = fs::read_to_string(&options).unwrap();
        // These point at the folder of the server itself.
        let own = ["gc.log", "HeapDump", "ErrorFile", "-Xms", "-Xmx"];
        let kept = told.lines().filter(|line| !own.iter().any(|own| line.contains(own)));
        let kept: Vec<&str> = kept.chain(["-Xms512m", "-Xmx512m"]).collect();
        fs::write(&options, kept.join("\n") + "\n").unwrap();
        if is_root() {
            let owned = Command::new("chown").args(["-R", "nobody"]).arg(&home).status();
            assert!(owned.unwrap().success());
        }
    }

    /// Starts a node that is prepared, or was killed.
    pub(crate) fn start_node(&mut self, node: usize) {
        let (home, Installed { server, java }) = (self.home(node), installed());
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid=nobody", "--clear-groups", "--"])
                .arg(server.join("bin/opensearch"));
            command
        } else {
            Command::new(server.join("bin/opensearch"))
        };
        let log = fs::File::create(self.folder.join(format!("n{node}.log"))).unwrap();
        let child = command
            .env("OPENSEARCH_JAVA_HOME", java)
            .env("OPENSEARCH_PATH_CONF", home.join("config"))
            .env("OPENSEARCH_TMPDIR", home.join("tmp"))
            .current_dir(&home)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            // The program is a script that may start others.
            .process_group(0)
            .spawn()
            .unwrap();
        fs::write(self.folder.join(format!("n{node}.pid")), child.id().to_string()).unwrap();
        self.running[node] = Some(child);
    }

    /// Sends a signal to a node, by its name: `KILL`, `STOP`, `CONT`.
    pub(crate) fn signal(&self, node: usize, signal: &str) {
        if let Some(child) = &self.running[node] {
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args([&format!("-{signal}"), "--", &group]).status();
        }
    }

    /// Kills a node.
    pub(crate) fn kill(&mut self, node: usize) {
        self.signal(node, "KILL");
        if let Some(mut child) = self.running[node].take() {
            let _ = child.wait();
            let _ = fs::remove_file(self.folder.join(format!("n{node}.pid")));
        }
    }

    /// Waits until so many nodes are one cluster with all that it has.
    pub(crate) fn wait(&self, count: usize) {
        let start = Instant::now();
        loop {
            let health = self.get(&format!(
                "/_cluster/health?wait_for_nodes={count}&wait_for_no_initializing_shards=true\
                 &wait_for_status=yellow&timeout=5s"
            ));
            if health.contains("\"timed_out\":false") && health.contains("200 OK") {
                return;
            }
            if start.elapsed() > STARTING {
                let log = fs::read_to_string(self.folder.join("n0.log"));
                panic!("{count} nodes did not start: {}", log.unwrap_or_default());
            }
            thread::sleep(Duration::from_millis(500));
        }
    }

    /// Returns what the first node that answers says.
    pub(crate) fn get(&self, path: &str) -> String {
        let answers = self.ports.iter().map(|(http, _)| request(*http, "GET", path, ""));
        answers.flatten().next().unwrap_or_default()
    }

    /// Returns what the first node that answers says to a body.
    pub(crate) fn put(&self, path: &str, body: &str) -> String {
        let answers = self.ports.iter().map(|(http, _)| request(*http, "PUT", path, body));
        answers.flatten().next().unwrap_or_default()
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        for node in 0..self.running.len() {
            self.signal(node, "CONT");
            self.kill(node);
        }
        drop(self.ending.stdin.take());
        let _ = self.ending.wait();
    }
}

fn request(port: u16, method: &str, path: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// Makes a folder of JSON Lines with so many articles, and returns the file.
pub(crate) fn articles(folder: &Path, count: usize) -> PathBuf {
    let path = folder.join("articles.jsonl");
    let lines = (0..count).map(|number| {
        let body = format!(
            "Le pont numéro {number} rouvre lundi, a dit la mairie de la ville {} après des \
             travaux qui ont duré {} jours et coûté {} euros.",
            number % 97,
            number % 31,
            number * 3
        );
        format!("{{\"id\":\"a{number}\",\"title\":\"Pont {number}\",\"body\":\"{body}\"}}\n")
    });
    fs::write(&path, lines.collect::<String>()).unwrap();
    path
}
