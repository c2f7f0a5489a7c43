//! Errors, exit codes, and what is printed about the program.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::{Bench, stderr, stdout, text};

#[test]
fn errors_are_one_line_and_exit_1() {
    let bench = Bench::with_news();
    for (args, complaint) in [
        (&["related", "99"][..], "marsad: there is no article 99\n"),
        (&["read", "99"], "marsad: there is no article 99\n"),
        (
            &["search", "القمح \"بعد"],
            "marsad: the query, column 7: this quotation mark is never closed\n",
        ),
        (
            &["list", "is:old"],
            "marsad: the query, column 4: is:old is unknown \
             (there are is:unread is:read is:starred is:breaking)\n",
        ),
    ] {
        let output = bench.run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert_eq!(stderr(&output), complaint, "{args:?}");
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn wrong_usage_exits_2() {
    let bench = Bench::new();
    for args in [
        &["bogus"][..],
        &["related", "first"],
        &["search"],
        &["list", "--bogus"],
        &[],
    ] {
        let output = bench.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!stderr(&output).is_empty());
    }
    assert!(!bench.library().exists(), "wrong usage makes no library");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let bench = Bench::new();
    let items: Vec<Value> = (0..3_000)
        .map(|n| {
            json!({"id": format!("tag:test,2026:{n}"), "title": format!("خبر رقم {n}"),
                        "content_text": "متن الخبر", "date_published": "2026-05-01T10:00:00Z"})
        })
        .collect();
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "أ", "items": items});
    let feed = bench.file("many.json", feed.to_string());
    bench.lines(&["import", text(&feed)]);
    for args in [
        &["list", "--limit", "0"][..],
        &["list", "--limit", "0", "--json"],
    ] {
        let mut child = bench
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(stderr(&output), "", "{args:?}");
        assert!(output.status.success(), "{args:?}");
    }
}

#[test]
fn completions_and_manual_are_printed() {
    let bench = Bench::new();
    let script = stdout(&bench.run(&["completions", "bash"]));
    assert!(script.contains("related"));
    let page = stdout(&bench.run(&["man"]));
    assert!(page.contains("marsad") && page.contains(".TH"));
}
