//! A disk that fills, turns read-only, or takes permission away: a clear message, reading
//! goes on, nothing is lost, and all is well again when the disk is.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::bench::{Bench, Told, feed, guid, text};

/// Runs marsad with `args` by way of another program, which is given `before` first.
pub fn through(bench: &Bench, program: &str, before: &[&str], args: &[&str]) -> Told {
    let plain = bench.command(args);
    let set = plain
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    let output = Command::new(program)
        .args(before)
        .arg(plain.get_program())
        .args(plain.get_args())
        .env_clear()
        .envs(set)
        .stdin(Stdio::null())
        .output();
    Told::of(output.expect("started"))
}

/// A small file system of its own in memory, at the place of a bench's library.
struct Disk {
    bench: Bench,
}

impl Disk {
    /// `None`, with the reason said, where this may not be done.
    fn new(size: &str) -> Option<Self> {
        let bench = Bench::new();
        std::fs::create_dir_all(bench.library_dir()).expect("a folder");
        let place = bench.library_dir();
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs", text(&place)])
            .stderr(Stdio::null())
            .status();
        if !mounted.is_ok_and(|status| status.success()) {
            println!("not run: no file system may be mounted here");
            return None;
        }
        Some(Self { bench })
    }

    fn set(&self, options: &str) {
        let options = format!("remount,{options}");
        let place = self.bench.library_dir();
        let done = Command::new("mount")
            .args(["-o", &options, text(&place)])
            .status();
        assert!(done.expect("mount").success(), "{options}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let place = self.bench.library_dir();
        let _ = Command::new("umount").args(["-l", text(&place)]).status();
    }
}

/// What a full disk is called, by SQLite and by the system.
const FULL: [&str; 2] = ["full", "No space left"];

/// What is said of a failure: one line, with what it means in the words of people.
#[track_caller]
fn assert_clear(told: &Told, words: &[&str]) {
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(
        words.iter().any(|word| told.error.contains(word)),
        "{told:?}"
    );
    for line in told.error.lines() {
        assert!(line.starts_with("marsad: "), "{told:?}");
    }
    assert!(!told.error.contains("panicked"), "{told:?}");
}

#[track_caller]
fn assert_reads(bench: &Bench, when: &str) {
    for args in [
        &["list", "--limit", "5"][..],
        &["read", "1"],
        &["search", "نفط"],
        &["related", "1"],
        &["links", "1"],
        &["feeds"],
        &["export", "is:starred"],
        &["doctor"],
    ] {
        let told = bench.run(args);
        assert_eq!(told.code, Some(0), "{when}: {args:?}: {told:?}");
        let finds = matches!(args[0], "list" | "read" | "search" | "related");
        assert!(!finds || !told.out.is_empty(), "{when}: {args:?}: {told:?}");
    }
}

#[test]
fn a_disk_that_fills_loses_nothing_and_is_told_of() {
    let Some(disk) = Disk::new("2m") else { return };
    let bench = &disk.bench;
    let mut done = 0;
    let full = loop {
        assert!(done < 40_000, "it never filled");
        let file = bench.file("in.json", feed(done..done + 300, "س"));
        let told = bench.run(&["import", text(&file)]);
        if told.code != Some(0) {
            break told;
        }
        done += 300;
    };
    assert_clear(&full, &FULL);
    assert!(done > 0);
    assert_reads(bench, "a full disk");
    for args in [
        &["tag", "1", "وسم"][..],
        &["undo"],
        &["samples"],
        &["index", "rebuild"],
    ] {
        let told = bench.run(args);
        if told.code != Some(0) {
            assert_clear(&told, &FULL);
        }
    }
    disk.set("size=64m");
    bench.assert_whole("room again");
    let held = bench.guids("");
    for n in 0..done {
        assert!(held.binary_search(&guid(n)).is_ok(), "article {n} is lost");
    }
    let file = bench.file("in.json", feed(0..done + 300, "س"));
    bench.done(&["import", text(&file)]);
    assert_eq!(bench.guids("").len() as u32, done + 300);
    bench.assert_whole("room again, and all in");
}

/// The same by a limit on the size of files, for where nothing can be mounted.
#[test]
fn a_file_that_may_not_grow_is_told_of() {
    let bench = Bench::with_articles(20);
    let file = bench.file("in.json", feed(0..900, "ص"));
    let limited = |args: &[&str]| {
        through(
            &bench,
            "sh",
            &["-c", "trap '' XFSZ; ulimit -f 300; exec \"$0\" \"$@\""],
            args,
        )
    };
    assert_clear(
        &limited(&["import", text(&file)]),
        &["full", "large", "I/O"],
    );
    for args in [["list", "خبر"], ["read", "1"], ["search", "نفط"]] {
        assert_eq!(limited(&args).code, Some(0), "{args:?}");
    }
    bench.assert_whole("after a limit");
    bench.done(&["import", text(&file)]);
    assert_eq!(bench.guids("").len(), 900);
}

#[test]
fn a_disk_that_turns_read_only_is_read_from() {
    let Some(disk) = Disk::new("32m") else { return };
    let bench = &disk.bench;
    let file = bench.file("in.json", feed(0..50, "س"));
    bench.done(&["import", text(&file)]);
    disk.set("ro");
    assert_reads(bench, "a read-only disk");
    let told = bench.run(&["tag", "1", "وسم"]);
    assert_clear(&told, &["readonly", "read-only"]);
    let other = bench.file("in.json", feed(0..60, "س"));
    assert_clear(
        &bench.run(&["import", text(&other)]),
        &["readonly", "read-only"],
    );
    disk.set("rw");
    bench.done(&["import", text(&other)]);
    bench.assert_whole("writable again");
    assert_eq!(bench.guids("").len(), 60);
}

/// The same where the folder may not be written by the user: another user, since root may
/// do anything.
#[test]
fn a_folder_that_may_no_longer_be_written_is_read_from() {
    let bench = Bench::with_articles(30);
    let is_root = rustix::process::geteuid().is_root();
    if !is_root
        || Command::new("setpriv")
            .arg("--version")
            .stdout(Stdio::null())
            .status()
            .is_err()
    {
        println!("not run: this takes root and setpriv, to be another user");
        return;
    }
    let other = |args: &[&str]| {
        through(
            &bench,
            "setpriv",
            &["--reuid=65534", "--regid=65534", "--clear-groups"],
            args,
        )
    };
    let allow = |path: &Path, mode: &str| {
        let done = Command::new("chmod")
            .args(["-R", mode, text(path)])
            .status();
        assert!(done.expect("chmod").success());
    };
    allow(bench.dir.path(), "a+rX");
    allow(&bench.library_dir(), "a=rX");
    for args in [
        &["list"][..],
        &["read", "1"],
        &["search", "نفط"],
        &["related", "1"],
    ] {
        let told = other(args);
        assert_eq!(told.code, Some(0), "{args:?}: {told:?}");
    }
    assert_clear(
        &other(&["tag", "1", "وسم"]),
        &["readonly", "read-only", "denied"],
    );
    // Nor read.
    allow(&bench.library_dir(), "a=");
    assert_clear(&other(&["list"]), &["denied", "unable to open"]);
    allow(&bench.library_dir(), "u=rwX");
    bench.assert_whole("allowed again");
}
