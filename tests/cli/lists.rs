//! What lists and searches print.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use crate::{Bench, stderr, stdout};

#[test]
fn lists_have_the_promised_keys() {
    let bench = Bench::with_news();
    let listed = bench.objects(&["list", "--json"]);
    assert_eq!(
        listed[0],
        json!({
            "id": 3,
            "title": "طقس الغد",
            "source": "صحيفة المرفأ",
            "category": null,
            "published": "2026-05-03T10:00:00Z",
            "url": "https://marfa.example/3",
            "unread": true,
            "starred": false,
        })
    );
    assert_eq!(bench.ids(&["--json", "list", "--limit", "2"]), [3, 2]);
    assert_eq!(
        bench.ids(&["list", "--json", "before:2026-05-03", "-title:نشرة"]),
        [2]
    );
    for ranked in [
        &["search", "--json", "القمح"][..],
        &["related", "--json", "1"],
    ] {
        let objects = bench.objects(ranked);
        assert!(objects[0]["score"].as_f64().unwrap() > 0.0, "{objects:?}");
    }
}

#[test]
fn whatever_lists_lists_as_json() {
    let bench = Bench::with_news();
    for made in [
        &["tag", "1", "محلي"][..],
        &["filter", "tag", "زراعة", "قمح"],
        &["smart", "غير مقروء", "is:unread"],
    ] {
        bench.lines(made);
    }
    for (listed, expected) in [
        (&["tag"][..], json!([{ "tag": "محلي", "articles": 1 }])),
        (&["tag", "1"], json!([{ "tag": "محلي" }])),
        (
            &["filter"],
            json!([{ "id": 1, "deed": "tag", "tag": "زراعة", "query": "قمح" }]),
        ),
        (
            &["smart"],
            json!([{ "name": "غير مقروء", "query": "is:unread" }]),
        ),
        (
            &["links", "3"],
            json!([{
                "number": 1,
                "text": "",
                "url": "https://marfa.example/3",
                "media_type": null,
            }]),
        ),
        (&["notes"], json!([])),
        (&["feeds"], json!([])),
        (&["account", "list"], json!([])),
    ] {
        let objects = bench.objects(&[listed, &["--json"]].concat());
        assert_eq!(json!(objects), expected, "{listed:?}");
    }
}

#[test]
fn lists_for_people_are_one_plain_line_an_article() {
    let bench = Bench::with_news();
    let lines = bench.lines(&["list"]);
    assert_eq!(lines[0], "3  2026-05-03 10:00  صحيفة المرفأ  طقس الغد");
    assert!(lines.iter().all(|line| !line.contains(char::is_control)));
}

#[test]
fn forms_of_a_word_meet() {
    let bench = Bench::with_news();
    for form in ["أخبار", "اخبار", "الأخبار", "وبالأخبار", "«نشرة الأخبار»"]
    {
        assert_eq!(bench.ids(&["search", "--json", form]), [1], "{form}");
    }
    // Words given as separate arguments are one query; OR and brackets reach it.
    assert_eq!(bench.ids(&["search", "--json", "القمح", "استقر"]), [2]);
    assert_eq!(
        bench.ids(&["search", "--json", "--by-date", "طقس OR نشرة"]),
        [3, 1]
    );
    assert_eq!(bench.lines(&["search", "رياضة"]), Vec::<String>::new());
}

#[test]
fn related_articles_leave_out_the_article_itself() {
    let bench = Bench::with_news();
    assert_eq!(bench.ids(&["related", "--json", "1"]), [2]);
    assert_eq!(bench.ids(&["related", "2", "--json", "--limit", "1"]), [1]);
}

#[test]
fn a_template_says_how_articles_are_written() {
    let bench = Bench::with_news();
    assert_eq!(
        bench.lines(&[
            "list",
            "--limit",
            "2",
            "--format",
            r"{id}\t{published:%d/%m}\t{title}"
        ]),
        ["3\t03/05\tطقس الغد", "2\t02/05\tأسعار القمح تستقر"]
    );
    let found = bench.lines(&["search", "--format", "{id} {score}", "القمح"]);
    assert_eq!(found.len(), 2);
    assert!(found[0].split(' ').nth(1).unwrap().parse::<f32>().unwrap() > 0.0);
    let wrong = bench.run(&["list", "--format", "{titel}"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).contains("did you mean `title`?"),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn articles_are_listed_by_number_in_the_order_given() {
    let bench = Bench::with_news();
    assert_eq!(bench.ids(&["list", "--json", "2", "3", "1"]), [2, 3, 1]);
    // What numbers no article is a word to look for.
    assert!(bench.lines(&["list", "2026"]).is_empty());
    let mut child = bench
        .command(&["list", "-", "--format", "{id}"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("1  the first\n\n3\n".as_bytes()).unwrap();
    drop(input);
    assert_eq!(stdout(&child.wait_with_output().unwrap()), "1\n3\n");
    let missing = bench
        .command(&["list", "-"])
        .stdin(fs::File::open(bench.file("ids", "99\n")).unwrap())
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("no article 99"));
}
