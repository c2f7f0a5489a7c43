//! Servers that answer what no server should.

use marsad::sync::SyncError;

use crate::server::{Answer, Question, Server, World};
use crate::{KINDS, Machine, PASSWORD};

/// What each question is answered with instead, whatever it is.
fn hostile() -> Vec<Answer> {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let ok = |body: &str| (200, String::new(), body.to_owned());
    vec![
        ok(""),
        ok("<html>Log in</html>"),
        ok("null"),
        ok("{}"),
        ok("[]"),
        ok(&deep),
        ok(r#"{"status":0}"#),
        ok(r#"{"status":0,"content":null}"#),
        ok(r#"{"status":0,"content":{}}"#),
        ok(r#"{"status":1,"content":{"error":"\u001b]0;x\u0007 hunter2"}}"#),
        ok(r#"{"subscriptions":null,"items":null,"itemRefs":null}"#),
        ok(r#"{"subscriptions":{},"items":7,"itemRefs":"x"}"#),
        ok(&"x".repeat(3_000_000)),
        (
            200,
            "Content-Encoding: gzip\r\n".to_owned(),
            "no gzip".to_owned(),
        ),
        (400, String::new(), String::new()),
        (401, String::new(), String::new()),
        (404, String::new(), String::new()),
        (500, String::new(), String::new()),
        (
            302,
            "Location: http://192.0.2.1/\r\n".to_owned(),
            String::new(),
        ),
    ]
}

#[test]
fn no_answer_takes_anything_away_or_gets_through() {
    for kind in KINDS {
        let server = Server::new(kind, World::of(5));
        let a = Machine::in_step(&server);
        a.star([1, 2], true);
        a.read([3], true);
        a.sync().unwrap();
        a.star([4], true);
        let (state, feeds) = (a.state(), a.feeds());
        let questions = {
            server.break_at(None);
            let b = Machine::new(&server);
            b.sync().unwrap();
            server.asked().len()
        };
        for (number, answer) in hostile().into_iter().enumerate() {
            for place in 0..questions {
                let (count, shared) = (std::sync::atomic::AtomicUsize::new(0), answer.clone());
                // From one question on, nothing is right any more.
                server.answer_instead(move |_| {
                    let asked = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    (asked >= place).then(|| shared.clone())
                });
                if let Err(error) = a.sync() {
                    let said = error.to_string();
                    assert!(!said.contains(PASSWORD), "{said}");
                    assert!(!said.contains(char::is_control), "{said:?}");
                }
                assert_eq!(a.state(), state, "{kind:?} {number} {place}");
                assert_eq!(a.feeds(), feeds, "{kind:?} {number} {place}");
            }
        }
        server.answer_well();
        a.sync().unwrap();
        assert_eq!(a.state(), state);
        assert_eq!(server.state(), state, "and nothing was forgotten");
    }
}

#[test]
fn a_redirect_gets_no_password() {
    for kind in KINDS {
        let server = Server::new(kind, World::of(1));
        let thief = Server::new(kind, World::of(1));
        let a = Machine::new(&server);
        let location = format!("Location: {}/x\r\n", thief.address);
        for status in [301, 302, 303, 307, 308] {
            let location = location.clone();
            server.answer_instead(move |_| Some((status, location.clone(), String::new())));
            let error = a.sync().unwrap_err().to_string();
            assert!(error.contains("not given the password"), "{error}");
        }
        assert!(thief.asked().is_empty());
    }
}

#[test]
fn a_wrong_password_is_told_and_not_repeated() {
    for kind in KINDS {
        let server = Server::new(kind, World::of(1));
        let a = Machine::new(&server);
        server.answer_instead(|question| {
            let answer = r#"{"status":1,"content":{"error":"LOGIN_ERROR"}}"#;
            let is_form = question.body.contains("Passwd");
            let status = if is_form { 403 } else { 200 };
            Some((status, String::new(), answer.to_owned()))
        });
        let error = a.sync().unwrap_err();
        assert!(matches!(error, SyncError::LogIn), "{error}");
        assert_eq!(server.asked().len(), 1);
    }
}

#[test]
fn a_list_that_goes_round_ends() {
    let server = Server::new(KINDS[0], World::of(3));
    let a = Machine::in_step(&server);
    a.star([2], true);
    a.sync().unwrap();
    let is_list = |question: &Question| question.path.ends_with("stream/items/ids");
    // Two pages that point at each other, and neither has the star.
    server.answer_instead(move |question| {
        let next = if question.field("c") == "a" { "b" } else { "a" };
        let page =
            format!(r#"{{"itemRefs":[{{"id":"1"}},{{"id":"\u001b"}},7],"continuation":"{next}"}}"#);
        is_list(question).then(|| (200, String::new(), page))
    });
    a.sync().unwrap();
    assert!(
        a.state()["https://feed.example/news/2"].1,
        "each star is asked for"
    );
}

#[test]
fn what_comes_is_made_harmless_and_only_what_was_asked_for() {
    for kind in KINDS {
        let mut world = World::of(2);
        let article = world.article(1);
        article.title = "خبر\u{1b}[31m <b>عاجل</b>\u{202e}".to_owned();
        article.url = "javascript:alert(1)".to_owned();
        article.body = "<script>x()</script><p onclick='x'>متن\u{9b}31m</p>\
                        <img src='file:///etc/passwd'>"
            .to_owned();
        world.feeds.get_mut(&1).unwrap().title = "\u{1b}]0;x\u{7}صحيفة".to_owned();
        world.feeds.get_mut(&1).unwrap().folder = "\u{1b}أ".to_owned();
        world.feeds.get_mut(&2).unwrap().url = "file:///etc/passwd".to_owned();
        world.folders.insert(9, "\u{1b}أ".to_owned());
        let server = Server::new(kind, world);
        let a = Machine::in_step(&server);
        assert_eq!(a.feeds().len(), 1, "a server names no file");
        let (name, folder) = &a.feeds()["https://feed1.example/rss"];
        assert_eq!((name.as_str(), folder.as_str()), ("]0;xصحيفة", "أ"));
        let all = a
            .library
            .headlines(
                &marsad::library::Query::All,
                marsad::library::Anchor::Newest,
                9,
            )
            .unwrap();
        let first = all.iter().find(|one| one.url.is_none()).unwrap();
        assert!(
            !first.title.contains(['\u{1b}', '\u{202e}', '<']),
            "{:?}",
            first.title
        );
        let text = a.library.article(first.id).unwrap();
        let text = serde_json::to_string(&text).unwrap();
        for bad in ["script", "onclick", "file:", "\\u001b", "\u{9b}"] {
            assert!(!text.contains(bad), "{bad}: {text}");
        }
    }
}
