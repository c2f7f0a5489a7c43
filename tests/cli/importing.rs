//! Articles in and out again.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::{Bench, news, stderr, stdout, text};

#[test]
fn importing_twice_changes_nothing_and_says_so() {
    let bench = Bench::with_news();
    let mut changed = news();
    let feed = bench.file("news.json", changed.to_string());
    assert_eq!(
        bench.lines(&["import", text(&feed)]),
        ["imported 0, updated 0, unchanged 3, rejected 0"]
    );
    changed["items"][0]["title"] = "نشرة المساء".into();
    let feed = bench.file("news.json", changed.to_string());
    assert_eq!(
        bench.lines(&["import", text(&feed)]),
        ["imported 0, updated 1, unchanged 2, rejected 0"]
    );
    assert_eq!(bench.ids(&["search", "--json", "المساء"]), [1]);
}

#[test]
fn import_reads_standard_input_and_folders_in_order() {
    let bench = Bench::new();
    let mut child = bench
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(news().to_string().as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        stdout(&output),
        "imported 3, updated 0, unchanged 0, rejected 0\n"
    );

    bench.file("more/b/2.txt", "الخبر الثاني\n\nمتن الخبر الثاني هنا.");
    let first = bench.file("more/a.txt", "الخبر الأول\n\nمتن الخبر الأول هنا.");
    bench.file("more/.hidden", "ليس خبرا");
    let folder = first.parent().unwrap();
    assert_eq!(
        bench.lines(&["import", text(folder)]),
        ["imported 2, updated 0, unchanged 0, rejected 0"]
    );
    let titles = bench.lines(&["list", "--limit", "2"]);
    assert!(titles[0].ends_with("الخبر الثاني") && titles[1].ends_with("الخبر الأول"));
}

#[test]
fn a_library_that_cannot_be_opened_is_told_before_the_input_ends() {
    let bench = Bench::new();
    fs::write(bench.library(), "no folder").unwrap();
    let mut child = bench
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Unlike with what waits for the output, the input stays open.
    let _stdin = child.stdin.take().unwrap();
    assert!(!child.wait().unwrap().success());
    let mut told = String::new();
    child.stderr.unwrap().read_to_string(&mut told).unwrap();
    assert!(told.contains("cannot use the folder"), "{told}");
}

#[test]
fn bad_files_are_named_and_the_rest_goes_in() {
    let bench = Bench::new();
    let good = bench.file("good.json", news().to_string());
    let empty = bench.file("empty.txt", "");
    let binary = bench.file("binary", [0_u8, 159, 146, 150, 255, 0, 1]);
    let whole = news().to_string();
    let half = bench.file("half.json", &whole[..whole.len() - 40]);
    let large = bench.file("large.json", "");
    fs::File::options()
        .write(true)
        .open(&large)
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    let missing = bench.dir.path().join("missing.json");
    let bad = [&empty, &binary, &half, &large, &missing];
    let mut args = vec!["import"];
    args.extend(bad.iter().map(|path| text(path)));
    args.push(text(&good));

    let output = bench.run(&args);
    assert!(output.status.success());
    assert_eq!(
        stdout(&output),
        "imported 3, updated 0, unchanged 0, rejected 5\n"
    );
    let complaints: Vec<String> = stderr(&output).lines().map(str::to_owned).collect();
    assert_eq!(complaints.len(), bad.len(), "{complaints:?}");
    for (complaint, path) in complaints.iter().zip(bad) {
        let reason = complaint.strip_prefix(&format!("marsad: {}: ", path.display()));
        assert!(reason.is_some_and(|reason| reason.len() > 3), "{complaint}");
    }

    args.pop();
    let output = bench.run(&args);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stdout(&output),
        "imported 0, updated 0, unchanged 0, rejected 5\n"
    );
}

/// Two processes that import at once lose nothing.
#[test]
fn two_imports_at_once_both_go_in() {
    let bench = Bench::new();
    let feeds: Vec<PathBuf> = (0..2)
        .map(|feed| {
            let items: Vec<Value> = (0..1_500)
                .map(|n| {
                    json!({"id": format!("tag:test,2026:{feed}-{n}"),
                    "title": format!("خبر {n}"), "content_text": "متن الخبر"})
                })
                .collect();
            let feed_text = json!({"version": "https://jsonfeed.org/version/1.1",
                "title": format!("صحيفة {feed}"), "items": items});
            bench.file(&format!("{feed}.json"), feed_text.to_string())
        })
        .collect();
    let children: Vec<_> = feeds
        .iter()
        .map(|feed| {
            bench
                .command(&["import", text(feed)])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            stdout(&output),
            "imported 1500, updated 0, unchanged 0, rejected 0\n",
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(bench.lines(&["list", "--limit", "0"]).len(), 3_000);
    assert_eq!(
        bench.lines(&["search", "خبر", "--limit", "5000"]).len(),
        3_000
    );
}

#[test]
fn an_export_can_be_imported() {
    let bench = Bench::with_news();
    let export = bench.run(&["export", "القمح"]);
    let feed: Value = serde_json::from_slice(&export.stdout).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let ids: Vec<&str> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["tag:test,2026:2", "tag:test,2026:1"]);

    let other = Bench::new();
    let file = other.file("export.json", &export.stdout);
    assert_eq!(
        other.lines(&["import", text(&file)]),
        ["imported 2, updated 0, unchanged 0, rejected 0"]
    );
    assert_eq!(other.ids(&["list", "--json", "القمح"]).len(), 2);
    let nothing = bench.run(&["export", "رياضة"]);
    let feed: Value = serde_json::from_slice(&nothing.stdout).unwrap();
    assert_eq!(feed["items"], json!([]));
}

#[test]
fn samples_go_in_and_exactly_they_come_out() {
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples");
    let shipped = fs::read_dir(files)
        .unwrap()
        .flatten()
        .filter(|file| file.path().extension().is_some_and(|e| e == "md"))
        .count();
    let bench = Bench::with_news();
    assert_eq!(
        bench.lines(&["samples"]),
        [format!(
            "imported {shipped}, updated 0, unchanged 0, rejected 0"
        )]
    );
    assert_eq!(
        bench.lines(&["samples"]),
        [format!(
            "imported 0, updated 0, unchanged {shipped}, rejected 0"
        )]
    );
    assert_eq!(bench.lines(&["list", "--limit", "0"]).len(), shipped + 3);
    assert_eq!(
        bench.lines(&["samples", "--remove"]),
        [format!("removed {shipped}")]
    );
    assert_eq!(bench.lines(&["samples", "--remove"]), ["removed 0"]);
    assert_eq!(bench.lines(&["list"]).len(), 3);
}

#[test]
fn a_removal_is_undone() {
    let bench = Bench::with_news();
    bench.lines(&["samples"]);
    let before = bench.lines(&["list", "--limit", "0"]);
    assert_eq!(bench.lines(&["samples", "--remove"]), ["removed 50"]);
    assert_eq!(bench.lines(&["list"]).len(), 3);
    assert_eq!(bench.lines(&["undo"]), ["brought back: 50"]);
    assert_eq!(bench.lines(&["list", "--limit", "0"]), before);
    assert_eq!(bench.ids(&["search", "--json", "العصافير"]).len(), 0);
    assert_eq!(bench.lines(&["undo"]), ["nothing to undo"]);
}
