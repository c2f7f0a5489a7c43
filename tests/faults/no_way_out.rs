//! Nothing of an article, a list or a file becomes a command, a part of one, or an option
//! of one: the faults of other readers (CVE-2017-12904 and CVE-2017-14500 of newsboat,
//! Liferea's feeds made by programs in an OPML file) and their like.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use marsad::library::ArticleId;
use marsad::text::sanitize;
use serde_json::{Value, json};

use crate::bench::{Bench, feed};
use crate::payloads::{self, ADDRESSES, payloads};

/// Writes down what it is given, a file a call: each argument, then what is on its input.
const SCRIBE: &str = "#!/bin/sh\nf=$(mktemp \"${0%/*}/told.XXXXXX\")\n\
    { printf '%s\\0' \"$@\"; cat; } > \"$f\" && mv \"$f\" \"$f.done\"\n";

struct Scribe {
    program: PathBuf,
}

impl Scribe {
    fn new(bench: &Bench) -> Self {
        let program = bench.file("scribe/program", SCRIBE);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("executable");
        Self { program }
    }

    fn name(&self) -> &str {
        crate::bench::text(&self.program)
    }

    /// What it was called with, in no order, once it was called so often; each call's
    /// arguments and input, in that order.
    fn calls(&self, count: usize) -> Vec<Vec<String>> {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let done: Vec<_> = fs::read_dir(self.program.parent().expect("a folder"))
                .expect("a folder")
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.extension().is_some_and(|end| end == "done"))
                .collect();
            if done.len() >= count {
                let calls = done.iter().map(|path| {
                    let told = fs::read_to_string(path).expect("UTF-8");
                    fs::remove_file(path).expect("removed");
                    told.split('\0').map(str::to_owned).collect()
                });
                return calls.collect();
            }
            assert!(Instant::now() < end, "{} of {count} calls", done.len());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

#[track_caller]
fn assert_nothing_was_run(bench: &Bench) {
    assert!(!bench.dir.path().join("pwned").exists());
    assert!(!std::path::Path::new("pwned").exists());
}

/// A feed whose items lead to every hostile address.
fn links() -> String {
    let links: String = ADDRESSES
        .iter()
        .chain(&["https://a.example/' \"; touch pwned \n -x"])
        .map(|a| {
            format!(
                "<a href='{}'>x</a> ",
                a.replace('&', "&amp;").replace('\'', "&#39;")
            )
        })
        .collect();
    json!({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [
        {"id": "1", "title": "خبر", "content_html": links}]})
    .to_string()
}

#[test]
fn an_address_is_one_argument_and_begins_with_a_scheme_that_may_be_followed() {
    let bench = Bench::new();
    let scribe = Scribe::new(&bench);
    bench.settings(&format!(
        "[commands]\nbrowser = [{0:?}, \"--new\", \"{{}}\", \"after\"]\n[commands.open]\n\"audio/*\" = [{0:?}, \"-f={{}}\"]\n",
        scribe.name()
    ));
    let file = bench.file("links.json", links());
    bench.done(&["import", crate::bench::text(&file)]);
    let links = bench.library().article(ArticleId(1)).expect("it").links();
    assert!(links.len() >= 8, "{links:?}");
    for (index, link) in links.iter().enumerate() {
        bench.done(&["links", "1", "--open", &(index + 1).to_string()]);
        assert_eq!(scribe.calls(1), [["--new", &link.url, "after", ""]]);
        let schemes = ["https://", "http://", "mailto:", "gemini://"];
        assert!(schemes.iter().any(|scheme| link.url.starts_with(scheme)));
        assert!(
            link.url.bytes().all(|byte| byte.is_ascii_graphic()),
            "{}",
            link.url
        );
    }
    assert_nothing_was_run(&bench);
}

#[test]
fn titles_are_whole_arguments_of_the_notify_command_and_never_options() {
    let bench = Bench::new();
    let scribe = Scribe::new(&bench);
    bench.settings(&format!(
        "[commands]\nnotify = [{:?}, \"-u\", \"{{title}}\", \"{{text}}\"]\n",
        scribe.name()
    ));
    let titles: Vec<String> = payloads()
        .iter()
        .map(|p| sanitize::line(p))
        .filter(|t| !t.is_empty())
        .collect();
    let items = titles.iter().enumerate();
    let items: Vec<_> = items
        .map(|(n, title)| json!({"id": n.to_string(), "title": title, "content_text": "متن"}))
        .collect();
    let feed = |items: &[Value]| {
        json!({"version": "https://jsonfeed.org/version/1.1", "title": "--help $(touch pwned)", "items": items})
            .to_string()
    };
    let file = bench.file("feed.json", feed(&[]));
    bench.done(&["filter", "notify", "متن"]);
    bench.done(&["add", crate::bench::text(&file)]);
    bench.file("feed.json", feed(&items));
    bench.done(&["refresh", "--now"]);
    let mut told = scribe.calls(titles.len());
    for call in &told {
        assert_eq!(call.len(), 4, "{call:?}");
        assert_eq!(call[..2], ["-u", " --help $(touch pwned)"]);
        assert!(!call[2].starts_with('-'), "{call:?}");
    }
    told.sort_by(|a, b| a[2].trim().cmp(b[2].trim()));
    let mut titles = titles;
    titles.sort();
    let told: Vec<&str> = told
        .iter()
        .map(|call| call[2].trim_start_matches(' '))
        .collect();
    assert_eq!(told, titles);
    assert_nothing_was_run(&bench);
}

/// Hooks and the voice are given the article on their input, and their arguments are those
/// of the settings.
#[test]
fn hooks_and_the_voice_get_their_own_arguments_alone() {
    let bench = Bench::new();
    let scribe = Scribe::new(&bench);
    let command = format!("[{:?}, \"--own\", \"{{title}}\"]", scribe.name());
    bench.settings(&format!(
        "speech = {command}\n[hooks]\nopen = {command}\nstar = {command}\n"
    ));
    let file = bench.file(
        "x.txt",
        "--exec=touch $(touch pwned)\n\n`touch pwned`; touch pwned\n",
    );
    bench.done(&["import", crate::bench::text(&file)]);
    let mut child = bench
        .command(&["--plain"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("started");
    let mut keys = child.stdin.take().expect("its input");
    std::io::Write::write_all(&mut keys, b"1\nstar\nread-aloud\n").expect("typed");
    let calls = scribe.calls(3);
    drop(keys);
    child.wait().expect("ended");
    for call in calls {
        assert_eq!(call[..2], ["--own", "{title}"]);
        assert!(call[2].contains("touch"), "{call:?}");
    }
    assert_nothing_was_run(&bench);
}

/// What other readers take for programs are feeds to nobody here.
#[test]
fn lists_of_feeds_run_nothing() {
    let bench = Bench::new();
    for (n, payload) in payloads().iter().enumerate() {
        let list = bench.file(&format!("{n}.opml"), payloads::opml(payload));
        for args in [
            ["opml", "import"],
            ["import", "--from=liferea"],
            ["import", "--from=opml"],
        ] {
            bench.run(&[args[0], args[1], crate::bench::text(&list)]);
        }
    }
    bench.file(
        "newsboat/urls",
        "\"exec:touch pwned\"\n\"filter:touch pwned:https://a.example/\"\n|touch pwned\n",
    );
    bench.file(
        "newsboat/config",
        "browser \"touch pwned\"\nnotify-program \"touch pwned\"\n",
    );
    bench.run(&[
        "import",
        "--from",
        "newsboat",
        crate::bench::text(&bench.dir.path().join("newsboat")),
    ]);
    let feeds = bench.library().feeds().expect("feeds");
    assert!(feeds.len() > 10, "{}", feeds.len());
    for feed in feeds {
        let schemes = ["https://", "http://", "file://"];
        assert!(
            schemes.iter().any(|scheme| feed.url.starts_with(scheme)),
            "{}",
            feed.url
        );
    }
    assert_nothing_was_run(&bench);
}

/// A list may name a file of this machine. One that would never end, or wait for ever, is
/// not read.
#[test]
fn a_feed_that_is_no_file_of_its_own_is_not_waited_for() {
    let bench = Bench::new();
    let pipe = bench.dir.path().join("pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .expect("a pipe");
    let list: String = [
        "/dev/zero",
        "/dev/tty",
        crate::bench::text(&pipe),
        "/proc/self/mem",
        "/",
    ]
    .iter()
    .map(|path| format!("<outline type='rss' text='{path}' xmlUrl='file://{path}'/>"))
    .collect();
    let list = bench.file(
        "list.opml",
        format!("<opml version='2.0'><body>{list}</body></opml>"),
    );
    bench.done(&["opml", "import", crate::bench::text(&list)]);
    let told = bench.run(&["refresh", "--now"]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert_eq!(told.out.matches("FAILED").count(), 5, "{told:?}");
    // A feed in a file goes on being one.
    let file = bench.file("feed.json", feed(0..2, "س"));
    bench.done(&["add", crate::bench::text(&file)]);
    assert_eq!(bench.done(&["list"]).lines().count(), 2);
}
