//! The whole program in surroundings of its own: behind a proxy, and before servers whose
//! certificates are bad. Each run is a process, since these are told by the environment.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::rss;
use super::server::{Answer, Server};

/// Runs marsad with a library in `dir` and nothing else of the environment than `variables`.
fn marsad(dir: &Path, args: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_marsad"))
        .env_clear()
        .env("HOME", dir)
        .envs(variables.iter().copied())
        .arg("--library")
        .arg(dir.join("library"))
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// All that it printed.
fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A proxy that takes every host for `server`, and notes what it is asked. It gives its own
/// address.
fn proxy(server: &Server, noted: std::sync::mpsc::Sender<String>) -> String {
    let to = server.url("");
    let to = to.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (to, noted) = (to.clone(), noted.clone());
            thread::spawn(move || pass_on(stream, &to, &noted));
        }
    });
    address
}

fn pass_on(mut stream: TcpStream, to: &str, noted: &std::sync::mpsc::Sender<String>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        head.push(line);
    }
    let Some(first) = head.first().cloned() else {
        return;
    };
    let _ = noted.send(first.trim().to_owned());
    let mut server = TcpStream::connect(to).unwrap();
    if first.starts_with("CONNECT ") {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    } else {
        // GET http://host/path HTTP/1.1
        let path = first.split(' ').nth(1).unwrap();
        let path = path.splitn(4, '/').nth(3).unwrap_or_default();
        write!(server, "GET /{path} HTTP/1.1\r\n{}\r\n", head[1..].concat()).unwrap();
    }
    let (mut from_client, mut to_server) = (reader, server.try_clone().unwrap());
    thread::spawn(move || std::io::copy(&mut from_client, &mut to_server));
    let _ = std::io::copy(&mut server, &mut stream);
}

#[test]
fn a_proxy_of_the_environment_is_used_also_for_names_that_only_it_knows() {
    let server = Server::new(|_, _| Answer::ok(rss(2, "س")));
    let (noted, asked) = std::sync::mpsc::channel();
    let proxy = proxy(&server, noted);
    for variable in ["ALL_PROXY", "HTTP_PROXY", "http_proxy"] {
        let dir = TempDir::new().unwrap();
        let added = marsad(
            dir.path(),
            &["add", "http://feeds.marfa.example/rss"],
            &[(variable, &proxy)],
        );
        assert!(
            said(&added).contains("2 articles"),
            "{variable}: {}",
            said(&added)
        );
        let first = asked.recv_timeout(Duration::from_secs(9)).unwrap();
        assert!(first.contains("feeds.marfa.example"), "{first}");
    }
    while asked.try_recv().is_ok() {}
    // A host that is excepted is reached without it.
    let dir = TempDir::new().unwrap();
    let variables = [("ALL_PROXY", proxy.as_str()), ("NO_PROXY", "127.0.0.1")];
    let added = marsad(dir.path(), &["add", &server.url("/rss")], &variables);
    assert!(said(&added).contains("2 articles"), "{}", said(&added));
    assert!(asked.try_recv().is_err(), "asked without the proxy");
}

#[test]
fn a_public_feed_does_not_lead_into_a_private_network() {
    for inside in [
        "http://127.0.0.1:9/",
        "http://10.1.2.3/",
        "http://[::1]/",
        "http://localhost/",
    ] {
        let to = inside.to_owned();
        let server = Server::new(move |_, _| Answer::redirect(302, &to));
        let (noted, asked) = std::sync::mpsc::channel();
        let proxy = proxy(&server, noted);
        let dir = TempDir::new().unwrap();
        let url = "http://feeds.marfa.example/rss";
        let opml =
            format!("<opml version='2.0'><body><outline text='س' xmlUrl='{url}'/></body></opml>");
        let list = dir.path().join("list.opml");
        fs::write(&list, opml).unwrap();
        let variables = [("ALL_PROXY", proxy.as_str())];
        marsad(
            dir.path(),
            &["opml", "import", list.to_str().unwrap()],
            &variables,
        );
        let refreshed = marsad(dir.path(), &["refresh"], &variables);
        assert!(said(&refreshed).contains("private"), "{}", said(&refreshed));
        assert_eq!(refreshed.status.code(), Some(1));
        // What was asked is the public host, and nothing after.
        let all: Vec<String> = asked.try_iter().collect();
        assert!(
            !all.is_empty() && all.iter().all(|one| one.contains("feeds.marfa")),
            "{all:?}"
        );
    }
}

/// openssl, with which certificates are made and shown; nothing when it is not installed.
fn openssl(dir: &Path, args: &[&str]) -> Option<()> {
    let done = Command::new("openssl")
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    assert!(done.success(), "openssl {args:?}");
    Some(())
}

/// A server that shows the certificate `name` and has the files of `dir`.
struct Secure {
    child: Child,
    port: u16,
}

impl Secure {
    fn start(dir: &Path, name: &str) -> Self {
        // Free now, and taken at once.
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = Command::new("openssl")
            .current_dir(dir)
            .args(["s_server", "-quiet", "-WWW", "-accept", &port.to_string()])
            .args(["-cert", &format!("{name}.pem"), "-key", "key.pem"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let end = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "openssl s_server");
            thread::sleep(Duration::from_millis(20));
        }
        Self { child, port }
    }
}

impl Drop for Secure {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// With an authority that the system trusts: a good certificate is taken, so that what is
/// refused is refused for its own fault.
#[test]
#[cfg(target_os = "linux")]
fn bad_certificates_are_refused_and_good_ones_taken() {
    let dir = TempDir::new().unwrap();
    let dir = dir.path();
    let key = [
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ];
    let root = [
        "-x509", "-days", "9", "-subj", "/CN=root", "-keyout", "root.key", "-out", "root.pem",
    ];
    if openssl(dir, &[&key[..], &root[..]].concat()).is_none() {
        eprintln!("openssl is not installed");
        return;
    }
    let request = [
        "-subj",
        "/CN=localhost",
        "-keyout",
        "key.pem",
        "-out",
        "request.pem",
    ];
    openssl(dir, &[&key[..], &request[..]].concat());
    fs::write(dir.join("rss.xml"), rss(2, "س")).unwrap();
    for (name, host, days) in [
        ("good", "localhost", "5"),
        ("other-host", "other.example", "5"),
        ("expired", "localhost", "-1"),
    ] {
        fs::write(dir.join("names"), format!("subjectAltName=DNS:{host}\n")).unwrap();
        let out = format!("{name}.pem");
        openssl(
            dir,
            &[
                "x509",
                "-req",
                "-in",
                "request.pem",
                "-CA",
                "root.pem",
                "-CAkey",
                "root.key",
                "-CAcreateserial",
                "-extfile",
                "names",
                "-days",
                days,
                "-out",
                &out,
            ],
        );
    }
    let alone = [
        "req",
        "-x509",
        "-key",
        "key.pem",
        "-days",
        "5",
        "-subj",
        "/CN=localhost",
    ];
    let names = [
        "-addext",
        "subjectAltName=DNS:localhost",
        "-out",
        "self-signed.pem",
    ];
    openssl(dir, &[&alone[..], &names[..]].concat());
    let root = dir.join("root.pem");
    let trusted = [("SSL_CERT_FILE", root.to_str().unwrap())];
    for (name, expected) in [
        ("good", "2 articles"),
        ("other-host", "certificate"),
        ("expired", "certificate"),
        ("self-signed", "certificate"),
    ] {
        let server = Secure::start(dir, name);
        let home = TempDir::new().unwrap();
        let url = format!("https://localhost:{}/rss.xml", server.port);
        let added = marsad(home.path(), &["add", &url], &trusted);
        assert!(said(&added).contains(expected), "{name}: {}", said(&added));
        assert_eq!(
            added.status.success(),
            name == "good",
            "{name}: {}",
            said(&added)
        );
    }
}
