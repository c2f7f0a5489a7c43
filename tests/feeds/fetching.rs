//! How feeds are fetched.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use jiff::{SignedDuration, Timestamp};
use marsad::gather::Limits;
use marsad::library::{Anchor, FeedSettings, Query};

use super::server::{Answer, Manner, Server};
use super::{Bench, LIMITS, rss};

fn in_minutes(minutes: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_mins(minutes)
}

#[test]
fn a_feed_is_asked_only_for_what_is_new() {
    let server = Server::new(|question, _| {
        if question.header("if-none-match") == "\"1\"" {
            assert_eq!(
                question.header("if-modified-since"),
                "Sun, 22 Nov 2026 08:00:00 GMT"
            );
            return Answer::of(304, "");
        }
        Answer::ok(rss(3, ""))
            .with("ETag", "\"1\"")
            .with("Last-Modified", "Sun, 22 Nov 2026 08:00:00 GMT")
    });
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/feed"));
    assert_eq!(bench.refresh(id), "imported 3, updated 0");
    assert_eq!(bench.refresh(id), "not modified");
    assert_eq!(bench.refresh(id), "not modified");
    let feed = bench.feed(id);
    assert_eq!((feed.label(), feed.total), ("صحيفة المرفأ", 3));
    assert_eq!(feed.site.as_deref(), Some("https://marfa.example/"));
    let question = &server.asked("/feed")[0];
    assert!(question.header("user-agent").starts_with("marsad/"));
    assert_eq!(question.header("accept-encoding"), "gzip, deflate, br");
}

#[test]
fn an_etag_that_changes_each_time_makes_no_news() {
    let server =
        Server::new(|_, before| Answer::ok(rss(3, "")).with("ETag", &format!("\"{before}\"")));
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/"));
    assert_eq!(bench.refresh(id), "imported 3, updated 0");
    assert_eq!(bench.refresh(id), "imported 0, updated 0");
    assert_eq!(server.asked("/")[1].header("if-none-match"), "\"0\"");
}

#[test]
fn what_changes_is_updated_and_its_earlier_version_kept() {
    let server = Server::new(|_, before| Answer::ok(rss(2, &format!("رقم {before}"))));
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/"));
    bench.refresh(id);
    assert_eq!(bench.refresh(id), "imported 0, updated 2");
    let page = bench
        .library
        .headlines(&Query::All, Anchor::Newest, 9)
        .unwrap();
    assert_eq!(page.len(), 2);
    let versions = bench.library.versions(page[0].id).unwrap();
    assert_eq!(versions[0].article.plain_text().trim(), "متن رقم 0");
}

#[test]
fn every_compression_is_undone() {
    fn packed<W: Write>(mut encoder: W) -> W {
        encoder.write_all(rss(3, "").as_bytes()).unwrap();
        encoder
    }
    let best = Compression::best();
    let bodies = [
        (
            "gzip",
            packed(GzEncoder::new(Vec::new(), best)).finish().unwrap(),
        ),
        (
            "deflate",
            packed(ZlibEncoder::new(Vec::new(), best)).finish().unwrap(),
        ),
        (
            "deflate",
            packed(DeflateEncoder::new(Vec::new(), best))
                .finish()
                .unwrap(),
        ),
        ("br", include_bytes!("three.br").to_vec()),
    ];
    for (encoding, body) in bodies {
        let server =
            Server::new(move |_, _| Answer::ok(body.clone()).with("Content-Encoding", encoding));
        let bench = Bench::new();
        let id = bench.subscribe(&server.url("/"));
        assert_eq!(bench.refresh(id), "imported 3, updated 0", "{encoding}");
    }
    let server = Server::new(|_, _| Answer::ok("x").with("Content-Encoding", "compress"));
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/"));
    assert!(bench.refresh(id).contains("compress"));
}

/// Little to send and much to keep, in every compression, from feeds, pages and pictures.
#[test]
fn bombs_and_bodies_without_end_are_cut_off() {
    fn bomb<W: Write>(mut encoder: W) -> W {
        encoder.write_all(&vec![b' '; 50 << 20]).unwrap();
        encoder
    }
    let best = Compression::best();
    let bombs = [
        ("gzip", bomb(GzEncoder::new(Vec::new(), best)).finish()),
        ("deflate", bomb(ZlibEncoder::new(Vec::new(), best)).finish()),
        (
            "deflate",
            bomb(DeflateEncoder::new(Vec::new(), best)).finish(),
        ),
        ("br", Ok(include_bytes!("bomb.br").to_vec())),
    ];
    for (encoding, bomb) in bombs {
        let bomb = bomb.unwrap();
        assert!(bomb.len() < 100_000);
        let server = Server::new(move |question, _| match question.path.as_str() {
            "/feed" => {
                let item = "<item><title>خبر</title><guid>1</guid><link>/page</link></item>";
                Answer::ok(format!("<rss><channel>{item}</channel></rss>"))
            }
            _ => Answer::ok(bomb.clone()).with("Content-Encoding", encoding),
        });
        let bench = Bench::new();
        let id = bench.subscribe(&server.url("/bomb"));
        assert_eq!(bench.refresh(id), "larger than 1 MB", "{encoding}");
        let id = bench.subscribe(&server.url("/feed"));
        assert_eq!(bench.refresh(id), "imported 1, updated 0");
        let (gatherer, library) = (&bench.gatherer, &bench.library);
        let article = library.headlines(&Query::All, Anchor::Newest, 1).unwrap()[0].id;
        let page = gatherer.full_text(library, article).unwrap_err();
        let picture = gatherer.picture(library, article, &server.url("/picture"));
        for error in [page, picture.unwrap_err()] {
            let error = error.to_string();
            assert!(error.contains("larger than 1 MB"), "{encoding}: {error}");
        }
        assert!(!library.dir().join("pictures").exists(), "nothing is kept");
    }
    let server = Server::new(|_, _| Answer::ok("<rss>".repeat(1_000)).sent(Manner::Endless));
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/endless"));
    assert_eq!(bench.refresh(id), "larger than 1 MB");
}

#[test]
fn slow_servers_do_not_hold_anyone_up() {
    let server = Server::new(|question, _| match question.path.as_str() {
        "/drip" => Answer::ok(rss(50, "")).sent(Manner::Dripping(Duration::from_millis(50))),
        "/late" => Answer::ok(rss(3, "")).sent(Manner::Late(Duration::from_secs(5))),
        _ => Answer::ok(rss(3, "")),
    });
    let limits = Limits {
        total: Duration::from_millis(1_500),
        ..LIMITS
    };
    let bench = Bench::with(limits);
    for path in ["/drip", "/late"] {
        let id = bench.subscribe(&server.url(path));
        let begun = Instant::now();
        let told = bench.refresh(id);
        assert_eq!(told, "the answer took longer than 1.5 s", "{path}");
        assert!(begun.elapsed() < Duration::from_millis(4_500), "{path}");
    }
}

#[test]
fn broken_answers_are_failures_with_a_reason() {
    let server = Server::new(|question, _| {
        let body = rss(3, "");
        let answer = Answer::ok(body.clone());
        match question.path.as_str() {
            "/longer" => Answer {
                length: Some(body.len() + 100),
                ..answer
            },
            "/shorter" => Answer {
                length: Some(body.len() / 2),
                ..answer
            },
            "/cut" => answer.sent(Manner::Cut),
            "/page" => Answer::ok("<!DOCTYPE html><p>تسجيل الدخول</p>"),
            "/empty" => Answer::ok(""),
            "/gone" => Answer::of(410, "ذهب"),
            "/gzip" => Answer::ok("no gzip").with("Content-Encoding", "gzip"),
            _ => unreachable!("{question:?}"),
        }
    });
    let bench = Bench::new();
    for (path, reason) in [
        ("/longer", "breaks off"),
        ("/shorter", "half-written"),
        ("/cut", ""),
        ("/page", "a page, not a feed"),
        ("/empty", "empty"),
        ("/gone", "410 (Gone)"),
        ("/gzip", ""),
    ] {
        let id = bench.subscribe(&server.url(path));
        let told = bench.refresh(id);
        assert!(
            told.contains(reason) && !told.contains("imported"),
            "{path}: {told}"
        );
        let failing = bench.feed(id).failing.unwrap();
        assert_eq!((failing.times, &failing.reason), (1, &told), "{path}");
    }
    assert_eq!(bench.library.counts().unwrap().total, 0);
}

#[test]
fn no_plain_server_passes_for_a_secure_one() {
    let server = Server::new(|_, _| Answer::ok(rss(3, "")));
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/").replace("http:", "https:"));
    let told = bench.refresh(id);
    assert!(
        told.starts_with("no secure connection to 127.0.0.1"),
        "{told}"
    );
}

#[test]
fn a_feed_that_recovers_is_forgiven_and_one_that_does_not_left_alone() {
    let server = Server::new(|question, before| match question.path.as_str() {
        "/once" if before > 0 => Answer::ok(rss(3, "")),
        _ => Answer::of(500, "لا"),
    });
    let bench = Bench::new();
    let once = bench.subscribe(&server.url("/once"));
    let always = bench.subscribe(&server.url("/always"));
    assert!(bench.refresh(once).contains("500 (Internal Server Error)"));
    bench.refresh(always);
    // One failure may be an accident; it is tried again at once.
    assert_eq!(bench.library.due_feeds(Timestamp::now()).unwrap().len(), 2);
    assert_eq!(bench.refresh(once), "imported 3, updated 0");
    assert_eq!(bench.feed(once).failing, None);
    bench.refresh(always);
    let due = |minutes| {
        let due = bench.library.due_feeds(in_minutes(minutes)).unwrap();
        due.iter().any(|feed| feed.id == always)
    };
    assert!(!due(4) && due(6));
    bench.refresh(always);
    assert!(!due(9) && due(11));
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let server = Server::new(|_, _| Answer::of(429, "").with("Retry-After", "3600"));
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/"));
    assert!(bench.refresh(id).contains("429"));
    let feed = bench.feed(id);
    assert!(feed.held > in_minutes(59) && feed.held < in_minutes(61));
    assert!(bench.library.due_feeds(in_minutes(59)).unwrap().is_empty());
    assert_eq!(bench.library.due_feeds(in_minutes(61)).unwrap().len(), 1);
}

#[test]
fn what_is_fresh_is_not_asked_for() {
    let server = Server::new(|question, _| match question.path.as_str() {
        "/max-age" => Answer::ok(rss(1, "")).with("Cache-Control", "max-age=1800"),
        "/ttl" => Answer::ok(rss(1, "").replace("<link>", "<ttl>120</ttl><link>")),
        _ => Answer::ok(rss(1, "")),
    });
    let bench = Bench::new();
    for (path, minutes) in [("/max-age", 30), ("/ttl", 120), ("/", 0)] {
        let id = bench.subscribe(&server.url(path));
        bench.refresh(id);
        let due = bench.feed(id).due;
        assert!(
            due > in_minutes(minutes - 1) && due < in_minutes(minutes + 1),
            "{path}"
        );
    }
    // The user's own word counts more.
    let id = bench.library.find_feed(&server.url("/ttl")).unwrap().id;
    let settings = FeedSettings {
        every: Some(15),
        ..FeedSettings::default()
    };
    bench.library.set_feed(id, &settings).unwrap();
    bench.refresh(id);
    assert!(bench.feed(id).due < in_minutes(16));
}

#[test]
fn permanent_redirects_change_the_address_and_others_do_not() {
    let server = Server::new(|question, _| match question.path.as_str() {
        "/old" => Answer::redirect(301, "/older"),
        "/older" => Answer::redirect(308, "new"),
        "/moved-then-elsewhere" => Answer::redirect(301, "/temporary"),
        "/temporary" => Answer::redirect(302, "/new"),
        "/loop" => Answer::redirect(302, "/loop"),
        "/nowhere" => Answer::redirect(301, "javascript:alert(1)"),
        "/file" => Answer::redirect(302, "file:///etc/passwd"),
        _ => Answer::ok(rss(1, "")).with("ETag", "\"1\""),
    });
    let bench = Bench::new();
    for (path, now_at) in [
        ("/old", "/new"),
        ("/moved-then-elsewhere", "/temporary"),
        ("/temporary", "/temporary"),
    ] {
        let bench = Bench::new();
        let id = bench.subscribe(&server.url(path));
        assert_eq!(bench.refresh(id), "imported 1, updated 0", "{path}");
        assert_eq!(bench.feed(id).url, server.url(now_at), "{path}");
    }
    for (path, reason) in [
        ("/loop", "more than 10 redirects"),
        ("/nowhere", "no address on the web"),
        ("/file", "no address on the web"),
    ] {
        let id = bench.subscribe(&server.url(path));
        let told = bench.refresh(id);
        assert!(told.contains(reason), "{path}: {told}");
        assert_eq!(bench.feed(id).url, server.url(path));
    }
    assert_eq!(server.asked("/loop").len(), 11);
}

#[test]
fn a_private_network_is_reached_only_by_feeds_added_from_it() {
    let server = Server::new(|_, _| Answer::ok(rss(1, "")));
    let bench = Bench::new();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
        let url = server.url("/").replace("127.0.0.1", host);
        let settings = FeedSettings::default();
        let (id, _) = bench.library.subscribe(&url, "", false, &settings).unwrap();
        let told = bench.refresh(id);
        assert!(told.contains("lies in a private network"), "{told}");
    }
    assert!(server.asked("/").is_empty());
}

#[test]
fn no_host_is_asked_for_more_than_two_things_at_once() {
    let server =
        Server::new(|_, _| Answer::ok(rss(1, "")).sent(Manner::Late(Duration::from_millis(40))));
    let bench = Bench::new();
    for n in 0..12 {
        bench.subscribe(&server.url(&format!("/{n}")));
    }
    let feeds = bench.library.feeds().unwrap();
    let summary = bench
        .gatherer
        .refresh(&bench.library, feeds, Timestamp::now(), &mut |_| {})
        .unwrap();
    assert_eq!((summary.delivered, summary.failed), (12, 0));
    assert_eq!(server.busiest(), 2);
}

#[test]
fn a_feed_of_summaries_gets_its_pages() {
    let server = Server::new(|question, before| {
        let host = question.header("host").to_owned();
        let whole = "وصلت السفينة مرجان إلى المرفأ صباح اليوم، وعلى متنها ستون راكبا. ".repeat(5);
        match question.path.as_str() {
            "/feed" => Answer::ok(format!(
                "<rss version='2.0'><channel><title>س</title>\
                 <item><title>وصول السفينة</title><link>http://{host}/1</link>\
                 <description>وصلت السفينة.</description></item>\
                 <item><title>بلا صفحة</title><link>http://{host}/2</link>\
                 <description>ملخص فقط {before}</description></item></channel></rss>"
            )),
            "/1" => Answer::ok(format!(
                "<html lang='ar'><nav>الرئيسية</nav><article><h1>وصول السفينة</h1><p>{whole}</p>\
                 <h2>على الرصيف</h2><ul><li>أول بند في القائمة</li></ul></article></html>"
            )),
            _ => Answer::of(404, ""),
        }
    });
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/feed"));
    let settings = FeedSettings {
        full_text: true,
        ..FeedSettings::default()
    };
    bench.library.set_feed(id, &settings).unwrap();
    assert_eq!(bench.refresh(id), "imported 2, updated 0");
    let found = bench
        .library
        .headlines(&Query::parse("title:السفينة").unwrap(), Anchor::Newest, 9);
    let article = bench.library.article(found.unwrap()[0].id).unwrap();
    let text = article.plain_text();
    assert!(
        text.contains("ستون راكبا") && text.contains("أول بند"),
        "{text}"
    );
    assert_eq!(article.summary.as_deref(), Some("وصلت السفينة."));
    // The same summary again leaves it, and its page, alone.
    assert_eq!(bench.refresh(id), "imported 0, updated 1");
    assert_eq!(server.asked("/1").len(), 1);
    assert_eq!(server.asked("/2").len(), 2);
}

#[test]
fn the_encoding_that_the_server_names_counts() {
    let server = Server::new(|_, _| {
        let feed = rss(2, "").replace(" encoding='utf-8'", "");
        let (bytes, _, _) = encoding_rs::ISO_8859_6.encode(&feed);
        Answer::ok(bytes).with("Content-Type", "text/xml; charset=\"ISO-8859-6\"")
    });
    let bench = Bench::new();
    let id = bench.subscribe(&server.url("/"));
    assert_eq!(bench.refresh(id), "imported 2, updated 0");
    assert_eq!(bench.feed(id).title, "صحيفة المرفأ");
}
