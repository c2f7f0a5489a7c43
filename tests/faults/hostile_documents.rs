//! Documents that would take all memory, all time or all of a disk. What is held to is
//! memory, by what the kernel says that a process took at most; nothing asks for the time.

use std::io::{self, Write};
use std::process::Stdio;

use crate::bench::{Bench, Told};
use crate::effort;

/// MiB that a command may take over what the largest document allowed (64 MiB) costs: it
/// is held as bytes and as text, and its articles on top.
const MOST: u64 = 512;

/// Runs `marsad import -` on what `write` writes; what it said, and the most memory that
/// it took, in MiB.
fn import(bench: &Bench, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> (Told, u64) {
    let mut child = bench
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut input = io::BufWriter::new(child.stdin.take().expect("its input"));
    // It may have had enough.
    let _ = write(&mut input).and_then(|()| input.flush());
    let watch = Peak::of(child.id());
    drop(input);
    let output = child.wait_with_output().expect("ended");
    (Told::of(output), watch.most())
}

/// Watches what a process takes at most until it ends.
struct Peak(std::thread::JoinHandle<u64>);

impl Peak {
    fn of(id: u32) -> Self {
        Self(std::thread::spawn(move || {
            let mut most = 0;
            loop {
                let Ok(status) = std::fs::read_to_string(format!("/proc/{id}/status")) else {
                    return most;
                };
                let Some(line) = status.lines().find(|line| line.starts_with("VmHWM:")) else {
                    return most;
                };
                let kilobytes = line
                    .split_whitespace()
                    .nth(1)
                    .and_then(|n| n.parse::<u64>().ok());
                most = most.max(kilobytes.unwrap_or(0) >> 10);
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        }))
    }

    fn most(self) -> u64 {
        self.0.join().expect("watched")
    }
}

/// A library with one article already, so that it shows whether anything is lost.
fn bench() -> Bench {
    Bench::with_articles(1)
}

#[track_caller]
fn assert_survived(what: &str, bench: &Bench, (told, most): (Told, u64)) -> Told {
    assert!(matches!(told.code, Some(0 | 1)), "{what}: {told:?}");
    assert!(most < MOST, "{what}: {most} MiB");
    assert!(told.out.starts_with("imported "), "{what}: {told:?}");
    for line in told.error.lines() {
        assert!(
            line.starts_with("marsad: ") && line.len() < 1_000,
            "{what}: {line}"
        );
    }
    assert_eq!(
        bench.guids("خبر").first().map(String::as_str),
        Some("tag:test,2026:0"),
        "{what}"
    );
    bench.assert_whole(what);
    told
}

const RSS: (&str, &str) = (
    "<rss version='2.0'><channel><title>x</title>",
    "</channel></rss>",
);

/// A document of `count` times `part` between `head` and `tail`.
fn repeated(head: &str, part: &str, tail: &str, count: usize) -> String {
    format!("{head}{}{tail}", part.repeat(count))
}

#[test]
fn entities_are_no_bomb_and_reach_no_file() {
    let bench = bench();
    let secret = bench.file("secret", "سر من الأسرار");
    let mut bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'lol'>".to_owned();
    for n in 1..30 {
        let ten = format!("&a{};", n - 1).repeat(10);
        bomb.push_str(&format!("<!ENTITY a{n} '{ten}'>"));
    }
    let secret = secret.display();
    bomb.push_str(&format!(
        "<!ENTITY file SYSTEM 'file://{secret}'><!ENTITY % p SYSTEM 'file://{secret}'> %p;]>"
    ));
    bomb.push_str(&format!("{}<item><title>قنبلة &a29; &file;</title><guid>bomb</guid><description>&a29;&file;</description></item>{}", RSS.0, RSS.1));
    assert_survived(
        "entities",
        &bench,
        import(&bench, |out| out.write_all(bomb.as_bytes())),
    );
    let long: String = format!(
        "<!DOCTYPE x [<!ENTITY a '{}'>]>{}<item><title>{}</title></item>{}",
        "ا".repeat(100_000),
        RSS.0,
        "&a;".repeat(100_000),
        RSS.1
    );
    assert_survived(
        "one long entity",
        &bench,
        import(&bench, |out| out.write_all(long.as_bytes())),
    );
    let all = bench.done(&["export"]);
    assert!(!all.contains("سر من"), "a file was read");
    assert!(all.len() < 1 << 20, "{} bytes", all.len());
}

#[test]
fn depth_is_no_matter() {
    let bench = bench();
    let depth = effort::times(1_000_000, 3_000) as usize;
    let html = |open: &str, close: &str| {
        let body = format!("{}متن{}", open.repeat(depth), close.repeat(depth));
        serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "x",
            "items": [{"id": open, "title": format!("عمق {open}"), "content_html": body}]})
        .to_string()
    };
    let documents = [
        ("divs", html("<div>", "</div>")),
        ("quotes", html("<blockquote>", "</blockquote>")),
        ("lists", html("<ul><li>", "</li></ul>")),
        ("tables", html("<table><tr><td>", "</td></tr></table>")),
        ("never closed", html("<b><i>", "")),
        ("fonts", html("<a href='https://a.example/'><font>", "")),
        ("xml", repeated(RSS.0, "<item>", RSS.1, depth)),
        (
            "outlines",
            repeated(
                "<opml version='2.0'><body>",
                "<outline text='x'>",
                "</body></opml>",
                depth,
            ),
        ),
        (
            "json",
            format!(
                "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":{}",
                "[".repeat(depth)
            ),
        ),
        (
            "json objects",
            format!(
                "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"_x\":{}",
                "{\"a\":".repeat(depth)
            ),
        ),
        (
            "markdown quotes",
            format!("# عمق\n\n{}متن", ">".repeat(depth)),
        ),
        (
            "markdown lists",
            format!("# عمق\n\n{}متن", "- ".repeat(depth)),
        ),
        (
            "markdown brackets",
            format!("# عمق\n\n{}متن{}", "[".repeat(depth), "]".repeat(depth)),
        ),
        (
            "page",
            format!(
                "<!doctype html><title>عمق</title><body><article>{}<p>متن طويل</p>",
                "<div>".repeat(depth)
            ),
        ),
    ];
    for (what, document) in documents {
        let _told = assert_survived(
            what,
            &bench,
            import(&bench, |out| out.write_all(document.as_bytes())),
        );
    }
    let deep = format!(
        "<opml version='2.0'><body>{}",
        "<outline text='x'>".repeat(depth)
    );
    let deep = bench.file("deep.opml", deep);
    let told = bench.run(&["opml", "import", crate::bench::text(&deep)]);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    // What went in can be read and shown.
    let count = bench.library().counts().expect("counts").total;
    for id in 1..=count {
        bench.done(&["read", &id.to_string(), "--width", "20"]);
        bench.done(&["links", &id.to_string()]);
    }
}

#[test]
fn queries_of_any_depth_are_answered_or_refused() {
    let bench = bench();
    for deep in [
        format!("{}خبر{}", "(".repeat(30_000), ")".repeat(30_000)),
        format!("{}خبر", "-(".repeat(30_000)),
        "خبر OR ".repeat(8_000) + "خبر",
        "- ".repeat(60_000),
        "\"خبر ".repeat(10_000),
    ] {
        let told = bench.run(&["list", &deep]);
        assert!(
            matches!(told.code, Some(0 | 1)),
            "{:?}: {:?}",
            told.code,
            told.error.get(..200)
        );
        let told = bench.run(&["filter", "mute", &deep]);
        assert!(matches!(told.code, Some(0 | 1)), "{:?}", told.code);
    }
}

/// 1 GiB of one line, written as it goes and never held; 70 MiB by default, which is over
/// the limit as well.
#[test]
fn a_line_without_end_is_refused() {
    let bench = bench();
    let pieces = effort::times(1_024, 70);
    for head in [
        "",
        "<rss version='2.0'><channel><title>",
        "{\"title\":\"",
        "<!doctype html><p>",
    ] {
        let told = import(&bench, |out| {
            out.write_all(head.as_bytes())?;
            let piece = "ا".repeat(1 << 19);
            (0..pieces).try_for_each(|_| out.write_all(piece.as_bytes()))
        });
        let told = assert_survived("a line", &bench, told);
        assert!(told.error.contains("larger than 64 MB"), "{told:?}");
        assert_eq!(told.code, Some(1));
    }
    // The same as a file with nothing in it, which has its size and no bytes.
    let path = bench.file("sparse.rss", "");
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .expect("a file");
    file.set_len(1 << 40).expect("a hole");
    let told = bench.run(&["import", crate::bench::text(&path)]);
    assert!(told.error.contains("larger than 64 MB"), "{told:?}");
}

/// Just below the limit, what is in one line, one word or one cluster is taken in and can
/// be shown.
#[test]
fn one_line_below_the_limit_is_taken_in() {
    let bench = bench();
    let length = effort::times(20, 1) as usize * (1 << 17);
    for (n, line) in [
        "ا",
        "كلمة ",
        "ا\u{64e}",
        "\u{200f}",
        "<b>",
        "&amp;",
        "[x](https://a.example/) ",
    ]
    .iter()
    .enumerate()
    {
        let text = format!("خبر السطر {n}\n\n{}", line.repeat(length / line.len()));
        let (told, most) = import(&bench, |out| out.write_all(text.as_bytes()));
        assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
        // A mark is a thing of its own in memory, and there may be one for every few bytes.
        assert!(most < MOST + (length as u64 >> 20) * 40, "{n}: {most} MiB");
    }
    bench.assert_whole("long lines");
}

/// Elements with more attributes than any has, in all that reads them.
#[test]
fn attributes_without_number_are_read_over() {
    let bench = bench();
    let count = effort::times(1_000_000, 20_000);
    let all: String = (0..count).map(|n| format!(" a{n}='x'")).collect();
    let html = format!("<p{all}>متن طويل</p>");
    let json = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "x",
        "items": [{"id": "1", "title": "خصائص", "content_html": &html}]});
    let documents = [
        (
            "rss",
            format!(
                "{}<item{all}><title{all}>خصائص</title><guid>2</guid></item>{}",
                RSS.0, RSS.1
            ),
        ),
        (
            "atom",
            format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry{all}><id>3</id><title>خصائص</title></entry></feed>"
            ),
        ),
        (
            "page",
            format!("<!doctype html><title>خصائص</title><body{all}><article>{html}</article>"),
        ),
        ("html in a feed", json.to_string()),
    ];
    for (what, document) in documents {
        assert_survived(
            what,
            &bench,
            import(&bench, |out| out.write_all(document.as_bytes())),
        );
    }
    let list = format!(
        "<opml version='2.0'><body><outline text='x' xmlUrl='https://a.example/'{all}/></body></opml>"
    );
    let list = bench.file("list.opml", list);
    bench.done(&["opml", "import", crate::bench::text(&list)]);
}

#[test]
fn a_feed_of_a_million_entries_is_taken_in_as_it_comes() {
    let bench = bench();
    let count = effort::times(1_000_000, 3_000);
    let (told, most) = import(&bench, |out| {
        out.write_all(RSS.0.as_bytes())?;
        (0..count)
            .try_for_each(|n| write!(out, "<item><title>{n}</title><guid>{n}</guid></item>"))?;
        out.write_all(RSS.1.as_bytes())
    });
    let told = assert_survived("a million", &bench, (told, most));
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(
        bench.library().counts().expect("counts").total,
        u64::from(count) + 1
    );
}

/// One article with more links, tags, people and files than any has.
#[test]
fn one_article_of_very_many_parts_is_taken_in_and_shown() {
    let bench = bench();
    let count = effort::times(20_000, 1_000);
    let many = |part: &dyn Fn(u32) -> String| (0..count).map(part).collect::<Vec<_>>().join(",");
    let document = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\",\"items\":[{{\"id\":\"1\",\"title\":\"كثير\",\
         \"tags\":[{}],\"authors\":[{}],\"attachments\":[{}],\"content_html\":\"{}\"}}]}}",
        many(&|n| format!("\"و{n}\"")),
        many(&|n| format!("{{\"name\":\"ك{n}\"}}")),
        many(&|n| format!(
            "{{\"url\":\"https://a.example/{n}.mp3\",\"mime_type\":\"audio/mpeg\"}}"
        )),
        (0..count)
            .map(|n| format!("<a href='https://b.example/{n}'>ر</a> "))
            .collect::<String>(),
    );
    assert_survived(
        "many parts",
        &bench,
        import(&bench, |out| out.write_all(document.as_bytes())),
    );
    let id = &bench.library().counts().expect("counts").total.to_string();
    bench.done(&["read", id]);
    bench.done(&["links", id]);
    bench.done(&["related", id]);
}
