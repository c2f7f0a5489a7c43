//! The commands, as people and programs meet them.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use marsad::library::{AccountKind, Library};
use serde_json::Value;
use tempfile::TempDir;

use crate::server::{PASSWORD, Server, USER, World};

/// A home of its own for the program.
pub struct Home(TempDir);

impl Home {
    /// Adds the account "a" with `server`.
    fn add_account(&self, server: &Server) {
        let add = [
            "account",
            "add",
            "greader",
            &server.address,
            "--user",
            USER,
            "--name",
            "a",
        ];
        assert!(self.run(&add, PASSWORD).status.success());
    }

    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command
            .env_clear()
            .env("HOME", self.path())
            .env("PATH", format!("{}:/usr/bin:/bin", self.path().display()))
            .env("TZ", "UTC")
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn start(&self, args: &[&str]) -> Child {
        self.command(args).stdin(Stdio::null()).spawn().unwrap()
    }

    pub fn run(&self, args: &[&str], input: &str) -> Output {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        // One that fails early does not read.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// The library at the place that the program takes for it.
    pub fn library(&self) -> Library {
        Library::open(&self.path().join(".local/share/marsad")).unwrap()
    }

    pub fn lines(&self, args: &[&str]) -> Vec<String> {
        let output = self.run(args, "");
        assert!(output.status.success(), "{args:?}: {}", said(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    pub fn objects(&self, args: &[&str]) -> Vec<Value> {
        let lines = self.lines(args);
        lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The files below the home that hold the password.
    fn tell_tales(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if String::from_utf8_lossy(&fs::read(&path).unwrap()).contains("hunter2") {
                    found.push(path);
                }
            }
        }
        found
    }
}

pub fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8(text).unwrap()
}

/// A program in the home's own path.
fn program(home: &Home, name: &str, script: &str) -> PathBuf {
    let path = home.path().join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[test]
fn an_account_is_added_synced_listed_and_removed() {
    let server = Server::new(AccountKind::TtRss, World::of(3));
    let home = Home::new();
    let address = server.address.as_str();
    let add = [
        "account", "add", "ttrss", address, "--user", USER, "--name", "بيت",
    ];
    let refused = home.run(&add, "wrong\n");
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        said(&refused),
        "marsad: the server does not take this user name and password\n"
    );
    assert!(
        home.lines(&["account", "list"]).is_empty(),
        "what does not work is not kept"
    );

    let added = home.run(&add, &format!("{PASSWORD}\n"));
    assert!(added.status.success(), "{}", said(&added));
    let twice = home.run(&add, PASSWORD);
    assert_eq!(
        said(&twice),
        "marsad: there is an account named \"بيت\" already\n"
    );
    assert_eq!(
        home.lines(&["sync"]),
        ["2  بيت: sent 0, imported 3, marked 0, feeds added 2"]
    );
    let id = home.objects(&["--json", "list"])[0]["id"].to_string();
    home.lines(&["read", &id]);
    let listed = home.objects(&["--json", "account", "list"]);
    assert_eq!(listed[0]["password"], "file");
    assert_eq!(
        (&listed[0]["feeds"], &listed[0]["unsent"]),
        (&2.into(), &0.into())
    );
    let feeds = home.objects(&["--json", "feeds"]);
    assert!(feeds.iter().all(|feed| feed["account"] == "بيت"));
    // The server fetches them, this machine does not.
    let refreshed = home.run(&["refresh", "--now"], "");
    assert!(
        said(&refreshed).contains("there are no feeds"),
        "{}",
        said(&refreshed)
    );

    let [file] = home.tell_tales().try_into().unwrap();
    assert!(file.starts_with(home.path().join(".local/state/marsad/accounts")));
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    home.lines(&["backup", home.path().join("copy.db").to_str().unwrap()]);
    home.lines(&["export"]);
    assert_eq!(home.tell_tales(), [file]);

    assert_eq!(
        home.lines(&["account", "remove", "بيت", "--feeds"]),
        ["removed 2  بيت"]
    );
    assert!(home.tell_tales().is_empty() && home.lines(&["feeds"]).is_empty());
    assert_eq!(home.lines(&["list"]).len(), 3);
}

#[test]
fn a_feed_is_added_to_an_account() {
    let server = Server::new(AccountKind::GReader, World::of(1));
    let home = Home::new();
    home.add_account(&server);
    let url = "https://new.example/rss";
    let added = home.lines(&["add", "--account", "a", "--folder", "جديد", url]);
    assert_eq!(added, [format!("1  {url}: for a")]);
    let done = home.objects(&["--json", "sync", "a"]);
    assert_eq!(
        (&done[0]["feeds_sent"], &done[0]["failure"]),
        (&2.into(), &Value::Null)
    );
    let folder = server.with(|world| world.feeds[&3].folder.clone());
    assert_eq!(folder, "جديد");
}

#[test]
fn passwords_come_from_a_program_or_the_keyring() {
    let server = Server::new(AccountKind::GReader, World::of(1));
    let home = Home::new();
    let address = server.address.as_str();
    let teller = program(&home, "teller", "[ \"$1\" = --of ] && cat \"$2\"");
    let secret = home.path().join("secret");
    fs::write(&secret, PASSWORD).unwrap();
    let (teller, secret) = (teller.to_str().unwrap(), secret.to_str().unwrap());
    let add = ["account", "add", "greader", address, "--user", USER];
    let by_program = ["--name", "a", "--password-command", teller, "--of", secret];
    let added = home.run(&[&add[..], &by_program].concat(), "");
    assert!(added.status.success(), "{}", said(&added));
    assert_eq!(
        home.objects(&["--json", "account", "list"])[0]["password"],
        "command"
    );
    home.lines(&["sync", "a"]);
    assert_eq!(home.tell_tales(), [Path::new(secret)]);
    fs::remove_file(secret).unwrap();
    let failed = home.run(&["sync", "a"], "");
    assert_eq!(failed.status.code(), Some(1));
    assert!(
        said(&failed).contains("teller gives no password"),
        "{}",
        said(&failed)
    );
    assert!(home.lines(&["account", "list"])[0].contains("FAILING since"));

    // One that keeps its secrets in a file, as the keyring of a test.
    let kept = home.path().join("kept");
    let kept = kept.display();
    program(
        &home,
        "secret-tool",
        &format!(
            "echo \"$@\" >> {kept}.args; case $1 in store) cat > {kept};; lookup) cat {kept};; clear) rm {kept};; esac"
        ),
    );
    let added = home.run(
        &[&add[..], &["--name", "b"]].concat(),
        &format!("{PASSWORD}\n"),
    );
    assert!(added.status.success(), "{}", said(&added));
    assert_eq!(
        home.objects(&["--json", "account", "list"])[1]["password"],
        "keyring"
    );
    home.lines(&["sync", "b"]);
    assert_eq!(
        home.tell_tales(),
        [home.path().join("kept")],
        "and in no argument"
    );
    home.lines(&["account", "remove", "b"]);
    assert!(home.tell_tales().is_empty());
}

#[test]
fn a_server_that_wants_a_pause_gets_it() {
    let server = Server::new(AccountKind::GReader, World::of(1));
    let home = Home::new();
    home.add_account(&server);
    server.answer_instead(|_| Some((429, "Retry-After: 3600\r\n".to_owned(), String::new())));
    assert_eq!(home.run(&["sync"], "").status.code(), Some(1));
    server.answer_well();
    server.break_at(None);
    let held = home.run(&["sync"], "");
    assert_eq!(held.status.code(), Some(1));
    assert!(
        said(&held).contains("wants to be left alone until"),
        "{}",
        said(&held)
    );
    assert!(server.asked().is_empty());
}

#[test]
fn what_cannot_be_an_account_is_told() {
    let home = Home::new();
    for (args, code, complaint) in [
        (
            &["add", "gopher", "x", "--user", "me"][..],
            2,
            "one of freshrss, miniflux",
        ),
        (
            &["add", "ttrss", "http://a.example/", "--user", "me"],
            1,
            "use https",
        ),
        (
            &["add", "ttrss", "https://me:pw@a.example/", "--user", "me"],
            1,
            "leave them out",
        ),
        (&["remove", "x"], 1, "there is no account x"),
        (&["password", "x"], 1, "there is no account x"),
    ] {
        let output = home.run(&[&["account"][..], args].concat(), "pw\n");
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(said(&output).contains(complaint), "{}", said(&output));
    }
    let none = home.run(&["sync"], "");
    assert!(none.status.success() && said(&none).contains("there are no accounts"));
}

#[test]
fn a_new_library_begins_with_what_a_server_has() {
    let server = Server::new(AccountKind::GReader, World::of(3));
    let home = Home::new();
    // The sixth offer, the sixth kind of server, and what is asked.
    let typed = format!("6\n6\n{}\n{USER}\n{PASSWORD}\n\nq\n", server.address);
    let output = home.run(&["--plain"], &typed);
    assert!(output.status.success(), "{}", said(&output));
    let listed = home.objects(&["--json", "account", "list"]);
    assert_eq!(listed.len(), 1, "{}", said(&output));
    assert!(!said(&output).contains("hunter2"));
    assert!(home.run(&["sync"], "").status.success());
    assert!(home.lines(&["list", "source:صحيفة"]).len() >= 3);
}
