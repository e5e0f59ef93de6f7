//! Nodes behind a real nginx that speaks TLS and wants a password.
//!
//! The authority and the certificate are made for the test by `openssl`.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::nodes::{Nodes, free_port};
use crate::typed::{Ran, limier, ran};

/// A running nginx, ended with the test.
struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn openssl(folder: &Path, arguments: &[&str]) {
    let made = Command::new("openssl").args(arguments).current_dir(folder).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// Makes an authority, and a certificate by it for this machine.
fn certificates(folder: &Path) {
    let key = ["-newkey", "rsa:2048", "-nodes", "-days", "2"];
    let authority = ["req", "-x509", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=essai"];
    openssl(folder, &[&authority[..], &key].concat());
    let request = ["req", "-keyout", "key.pem", "-out", "request", "-subj", "/CN=localhost"];
    openssl(folder, &[&request[..], &key[..3]].concat());
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n").unwrap();
    let sign =
        ["x509", "-req", "-in", "request", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2"];
    let out = ["-CAcreateserial", "-out", "cert.pem", "-extfile", "names"];
    openssl(folder, &[&sign[..], &out].concat());
}

fn nginx(folder: &Path, port: u16, behind: u16) -> Nginx {
    let place = folder.display();
    let settings = format!(
        "daemon off; pid {place}/pid; error_log {place}/error.log; events {{}}\n\
         http {{ access_log off; client_max_body_size 64m; client_body_temp_path {place}/body; \
         proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; \
         scgi_temp_path {place}/s;\n\
         server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {place}/cert.pem; \
         ssl_certificate_key {place}/key.pem; auth_basic essai; auth_basic_user_file {place}/users; \
         location / {{ proxy_pass http://127.0.0.1:{behind}; }} }} }}\n"
    );
    fs::write(folder.join("nginx.conf"), settings).unwrap();
    fs::write(folder.join("users"), "lea:{PLAIN}geheim\n").unwrap();
    let child = Command::new("nginx")
        .args(["-p", folder.to_str().unwrap(), "-c", "nginx.conf"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("nginx");
    thread::sleep(Duration::from_secs(2));
    Nginx(child)
}

#[test]
#[ignore = "needs a cluster and nginx"]
fn long_who_asks_through_nginx_shows_a_password_and_sees_a_certificate() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    certificates(home);
    let port = free_port();
    let _nginx = nginx(home, port, nodes.port(0));
    let place = format!("opensearch+https://localhost:{port}/garde");
    let (ca, users) = (home.join("ca.pem"), home.join("qui"));
    fs::write(&users, "lea\ngeheim\n").unwrap();
    let asked = |arguments: &[&str], ca: Option<&Path>, password: &str| {
        let mut command = limier(&place, home);
        command.args(arguments);
        if let Some(ca) = ca {
            command.arg("--ca").arg(ca);
        }
        command.env("LIMIER_CLUSTER_USER", "lea").env("LIMIER_CLUSTER_PASSWORD", password);
        ran(&mut command)
    };
    let index = ["index", "tests/fixtures/articles"];
    let Ran { err, code, .. } = asked(&index, Some(&ca), "geheim");
    assert_eq!(code, Some(0), "{err}");
    let found = asked(&["search", "loup", "--format", "tsv"], Some(&ca), "geheim");
    assert_eq!((found.code, found.out.is_empty()), (Some(0), false), "{}", found.err);
    let mut by_file = limier(&place, home);
    by_file.args(["search", "loup", "--format", "tsv", "--ca"]).arg(&ca);
    assert_eq!(ran(by_file.arg("--credentials").arg(&users)).out, found.out);
    let Ran { err, code, .. } = asked(&["search", "loup"], Some(&ca), "faux");
    assert!(err.contains("wants a user and a password") && !err.contains("faux"), "{err}");
    assert_eq!(code, Some(2));
    let Ran { err, code, .. } = asked(&["search", "loup"], None, "geheim");
    assert!(err.contains("--ca FILE"), "{err}");
    assert_eq!(code, Some(2));
}
