//! Subscriptions, and what goes with them.

use std::fs;

use serde_json::{Value, json};

use crate::{Bench, stderr, stdout, text};

#[test]
fn feeds_are_added_changed_refreshed_and_removed() {
    let bench = Bench::new();
    let rss = |titles: &[&str]| {
        let items: String = titles
            .iter()
            .map(|title| format!("<item><title>{title}</title></item>"))
            .collect();
        format!("<rss version='2.0'><channel><title>صحيفة المرفأ</title>{items}</channel></rss>")
    };
    let file = bench.file("feed.rss", rss(&["أول", "ثان"]));
    let file = text(&file);
    assert_eq!(
        bench.lines(&["add", file, "--folder", "أخبار", "--tag", "يومية"]),
        ["1  صحيفة المرفأ: added, 2 articles"]
    );
    assert_eq!(
        bench.lines(&["add", file]),
        ["1  صحيفة المرفأ: there already"]
    );
    let missing = bench.run(&["add", "/none/at/all"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("no address"));

    bench.lines(&["filter", "mute", "title:ثالث"]);
    bench.lines(&["filter", "tag", "جديد", "is:unread"]);
    fs::write(file, rss(&["أول", "ثان", "ثالث", "رابع"])).unwrap();
    let told = bench.lines(&["refresh", "المرفأ"]);
    assert_eq!(told[0], "1  صحيفة المرفأ: imported 2, updated 0");
    assert_eq!(
        told[1],
        "refreshed 1, not modified 0, failed 0; imported 2, updated 0, muted 1"
    );
    assert_eq!(bench.ids(&["list", "--json", "folder:أخبار"]).len(), 3);
    assert_eq!(bench.ids(&["list", "--json", "tag:جديد"]).len(), 1);
    assert_eq!(bench.ids(&["list", "--json", "tag:يومية"]).len(), 3);
    assert_eq!(bench.ids(&["list", "--json", "is:muted"]).len(), 1);

    let feed = &bench.objects(&["feeds", "--json", "1", "--title", "المرفأ", "--every", "30"])[0];
    assert_eq!(feed["title"], "المرفأ");
    assert_eq!((&feed["total"], &feed["every"]), (&json!(4), &json!(30)));
    assert_eq!(
        (&feed["failures"], &feed["failure"]),
        (&json!(0), &Value::Null)
    );

    let opml = bench.run(&["opml", "export"]);
    let list = bench.file("list.opml", &opml.stdout);
    let other = Bench::new();
    assert_eq!(
        other.lines(&["opml", "import", text(&list)]),
        ["added 1, already there 0, rejected 0"]
    );
    assert_eq!(other.objects(&["feeds", "--json"])[0]["folder"], "أخبار");

    fs::remove_file(file).unwrap();
    let failed = bench.run(&["refresh", "1"]);
    assert_eq!(failed.status.code(), Some(1));
    let feed = &bench.objects(&["feeds", "--json"])[0];
    assert_eq!(feed["failures"], 1);
    assert!(feed["failure"].as_str().unwrap().contains("No such file"));
    assert!(bench.lines(&["feeds"])[0].contains("FAILING since"));

    assert_eq!(
        bench.lines(&["remove", "1", "--articles"]),
        ["removed 1  المرفأ, 4 articles"]
    );
    assert!(bench.lines(&["feeds"]).is_empty());
    assert!(bench.lines(&["list"]).is_empty());
}

#[test]
fn links_are_listed_and_opened_without_a_shell() {
    let bench = Bench::new();
    let feed = bench.file(
        "feed.json",
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"س","items":[{"id":"1","title":"خبر",
        "content_html":"<p><a href='https://a.example/$(touch x);y'>رابط</a></p>",
        "attachments":[{"url":"https://a.example/1.mp3","mime_type":"audio/mpeg"}]}]}"#,
    );
    bench.lines(&["import", text(&feed)]);
    let links = bench.lines(&["links", "1"]);
    assert_eq!(links[0], "1 رابط https://a.example/$(touch%20x);y");
    assert_eq!(links[1], "2 audio/mpeg https://a.example/1.mp3");
    let config = bench.file(
        "config/marsad/config.toml",
        "[commands]\nbrowser = [\"true\", \"{}\"]\n[commands.open]\n\"audio/*\" = [\"false\"]\n",
    );
    let config = config.parent().unwrap().parent().unwrap();
    let open = |number: &str| {
        bench
            .command(&["links", "1", "--open", number])
            .env("XDG_CONFIG_HOME", config)
            .output()
            .unwrap()
    };
    assert_eq!(open("2").status.code(), Some(1), "false was run");
    assert_eq!(open("3").status.code(), Some(1));
    let opened = open("1");
    assert!(opened.status.success(), "true was run");
    assert_eq!(stdout(&opened), "https://a.example/$(touch%20x);y\n");
}

#[test]
fn smart_feeds_and_tags_are_kept() {
    let bench = Bench::with_news();
    bench.lines(&["smart", "قمح", "title:القمح"]);
    assert_eq!(bench.lines(&["smart"]), ["قمح: title:القمح"]);
    assert_eq!(bench.ids(&["smart", "قمح", "--json"]), [2]);
    assert_eq!(bench.lines(&["tag", "3", "طقس", "غدا"]), ["طقس", "غدا"]);
    assert_eq!(bench.lines(&["tag", "3", "--remove", "غدا"]), ["طقس"]);
    assert_eq!(bench.ids(&["list", "--json", "tag:طقس"]), [3]);
    assert_eq!(bench.lines(&["tag"]), ["طقس  1"]);
    bench.lines(&["smart", "قمح", "--remove"]);
    assert!(bench.lines(&["smart"]).is_empty());
    assert_eq!(bench.run(&["smart", "قمح"]).status.code(), Some(1));
}

/// Liferea's feedlist.opml, as its help describes it: folders, feeds, a program as a feed,
/// a file, and search folders with their rules; and NewsFlash's export.
#[test]
fn lists_of_other_readers_are_taken_over() {
    let bench = Bench::new();
    let liferea = r#"<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Liferea Feed List Export</title></head><body>
<outline title="أخبار" text="أخبار" description="أخبار" type="folder" id="abcdefg" sortColumn="time" expanded="true">
  <outline title="المرفأ" text="المرفأ" description="المرفأ" type="rss" id="hijklmn" sortColumn="time"
    xmlUrl="https://marfa.example/feed?a=1&amp;b=2" htmlUrl="https://marfa.example/" updateInterval="-1" collapsed="true"/>
  <outline title="محلي" text="محلي" type="folder" id="xyz"><outline title="ملف" text="ملف" type="atom" xmlUrl="file:///srv/feed.xml"/></outline>
</outline>
<outline title="برنامج" text="برنامج" type="rss" xmlUrl="|/usr/bin/make-feed"/>
<outline title="Unread" text="Unread" type="vfolder" id="vf"><outline type="rule" text="x" rule="unread" value="" additive="true"/></outline>
</body></opml>"#;
    let folder = bench.file("liferea/feedlist.opml", liferea);
    let dir = folder.parent().unwrap();
    let output = bench.run(&["import", "--from", "liferea", text(dir)]);
    assert_eq!(stdout(&output), "feeds 2, already there 0, rejected 1\n");
    assert!(stderr(&output).contains("برنامج"), "{}", stderr(&output));
    let newsflash = r#"<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>NewsFlash OPML export</title></head><body>
<outline text="رياضة" title="رياضة"><outline text="الملعب" title="الملعب" type="rss" xmlUrl="https://malab.example/rss" htmlUrl="https://malab.example/"/></outline></body></opml>"#;
    let list = bench.file("newsflash.opml", newsflash);
    let output = bench.run(&["import", "--from", "newsflash", text(&list)]);
    assert_eq!(stdout(&output), "feeds 1, already there 0, rejected 0\n");
    let feeds = bench.objects(&["feeds", "--json"]);
    let told: Vec<_> = feeds
        .iter()
        .map(|feed| {
            (
                feed["title"].as_str().unwrap(),
                feed["folder"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("المرفأ", "أخبار"),
            ("ملف", "أخبار/محلي"),
            ("الملعب", "رياضة")
        ]
    );
    assert_eq!(feeds[0]["url"], "https://marfa.example/feed?a=1&b=2");
}
