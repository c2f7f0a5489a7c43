//! Two libraries on one account of a real server, through edits while it is away, restarts
//! of the server, and kills at every question. `tests/sync/run` starts a server and this.
//!
//! `MARSAD_SYNC` is the service, the server's host and port, the path below which it lies,
//! the user and the password; `MARSAD_SYNC_CONTROL` a program that makes the server fetch
//! its feeds (`update`) or starts it anew (`restart`); `MARSAD_SYNC_FEEDS` where to publish
//! feeds, and what begins their addresses there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use marsad::library::{Anchor, Library, Query};

use crate::command::{Home, said};
use crate::proxy::{At, Proxy};

/// Articles of each feed.
const ARTICLES: usize = 20;

struct Real {
    service: String,
    path: String,
    user: String,
    password: String,
    proxy: Proxy,
    feeds: String,
}

/// Unread and starred by address.
type State = BTreeMap<String, (bool, bool)>;

impl Real {
    fn new() -> Self {
        let said = std::env::var("MARSAD_SYNC").expect("MARSAD_SYNC");
        let mut words = said.split(' ').map(str::to_owned);
        let mut next = || words.next().expect("five words in MARSAD_SYNC");
        let (service, target) = (next(), next());
        Self {
            service,
            proxy: Proxy::new(&target),
            path: next(),
            user: next(),
            password: next(),
            feeds: publish(),
        }
    }

    fn control(&self, act: &str) {
        control(act);
    }

    /// A machine with this account, and nothing else.
    fn machine(&self) -> Home {
        let home = Home::new();
        let address = format!("http://{}{}", self.proxy.address, self.path);
        let add = [
            "account",
            "add",
            &self.service,
            &address,
            "--user",
            &self.user,
        ];
        let added = home.run(&[&add[..], &["--name", "a"]].concat(), &self.password);
        assert!(added.status.success(), "{}", said(&added));
        home
    }
}

fn control(act: &str) {
    let program = std::env::var("MARSAD_SYNC_CONTROL").expect("MARSAD_SYNC_CONTROL");
    let done = Command::new(program).arg(act).output().unwrap();
    assert!(done.status.success(), "{act}: {}", said(&done));
}

/// Serves feeds on this machine; gives their address without the number.
fn publish() -> String {
    let said = std::env::var("MARSAD_SYNC_FEEDS").expect("MARSAD_SYNC_FEEDS");
    let (place, address) = said
        .split_once(' ')
        .expect("two words in MARSAD_SYNC_FEEDS");
    let (listener, address) = (TcpListener::bind(place).unwrap(), address.to_owned());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut asked = [0; 4096];
            let count = stream.read(&mut asked).unwrap_or(0);
            let asked = String::from_utf8_lossy(&asked[..count]).into_owned();
            let number = asked.split(' ').nth(1).unwrap_or_default();
            // A proxy is asked for the whole address.
            let number = number.rsplit("/feed").next().unwrap_or_default();
            let mut body = format!(
                "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>\
                 <title>صحيفة {number}</title><link>https://marfa.example/{number}</link>"
            );
            for item in 0..ARTICLES {
                let _ = write!(
                    body,
                    "<item><title>خبر {number}.{item}</title>\
                     <link>https://marfa.example/{number}/{item}</link>\
                     <guid isPermaLink='false'>{number}-{item}</guid>\
                     <description>متن الخبر {item}</description></item>"
                );
            }
            body.push_str("</channel></rss>");
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n\
                 Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes());
            let _ = stream.shutdown(Shutdown::Both);
        }
    });
    address
}

fn state(home: &Home) -> State {
    let all = home
        .library()
        .headlines(&Query::All, Anchor::Newest, 10_000)
        .unwrap();
    all.into_iter()
        .map(|one| (one.url.unwrap_or_default(), (one.unread, one.starred)))
        .collect()
}

fn mark(home: &Home, number: usize, (unread, starred): (bool, bool), expected: &mut State) {
    let url = url(number);
    let library: Library = home.library();
    let id = library.by_url(&url).unwrap().expect("an article").id;
    library.set_read(id, !unread).unwrap();
    library.set_starred(id, starred).unwrap();
    expected.insert(url, (unread, starred));
}

fn url(number: usize) -> String {
    format!(
        "https://marfa.example/{}/{}",
        1 + number / ARTICLES,
        number % ARTICLES
    )
}

fn synced(home: &Home) {
    let done = home.run(&["sync"], "");
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
#[ignore = "needs a server; tests/sync/run starts one"]
fn a_real_server_and_two_libraries_come_to_the_same() {
    let real = Real::new();
    let (a, b) = (real.machine(), real.machine());
    let feed = |number: usize| format!("{}{number}", real.feeds);
    a.lines(&["add", "--account", "a", &feed(1), &feed(2)]);
    synced(&a);
    real.control("update");
    synced(&a);
    synced(&b);
    let mut expected: State = (0..2 * ARTICLES).map(|n| (url(n), (true, false))).collect();
    assert_eq!((state(&a), state(&b)), (expected.clone(), expected.clone()));
    assert_eq!(a.objects(&["--json", "feeds"]).len(), 2);

    // At each question in turn the program is killed, before and after it is answered; in
    // every fifth round the server starts anew there as well.
    let mut round = 0;
    for is_after in [false, true] {
        for place in 0.. {
            let a_marks = (round % 3 != 0, round % 2 == 0);
            let b_marks = (round % 2 == 0, round % 5 != 0);
            for number in [round, round + 1, round + 2] {
                mark(&a, number % ARTICLES, a_marks, &mut expected);
                mark(&b, ARTICLES + number % ARTICLES, b_marks, &mut expected);
            }
            let child = Arc::new(Mutex::new(None::<std::process::Child>));
            let shared = Arc::clone(&child);
            let restarts = round % 5 == 4;
            let kill = move || {
                if let Some(child) = shared.lock().unwrap().as_mut() {
                    child.kill().unwrap();
                }
                if restarts {
                    control("restart");
                }
            };
            real.proxy.plan(Some(if is_after {
                At::After(place, Box::new(kill))
            } else {
                let never_asked = move || {
                    kill();
                    false
                };
                At::Before(place, Box::new(never_asked))
            }));
            {
                // Held until it is known whom to kill.
                let mut running = child.lock().unwrap();
                *running = Some(a.start(&["sync"]));
            }
            let status = loop {
                let done = child.lock().unwrap().as_mut().unwrap().try_wait().unwrap();
                match done {
                    Some(status) => break status,
                    None => thread::sleep(std::time::Duration::from_millis(10)),
                }
            };
            let is_over = real.proxy.asked() <= place;
            assert_eq!(status.success(), is_over, "question {place}: {status}");
            real.proxy.plan(None);
            for home in [&b, &a, &b] {
                synced(home);
            }
            let at = format!("question {place}, after: {is_after}");
            assert_eq!(state(&a), expected, "{at}");
            assert_eq!(state(&b), expected, "{at}");
            round += 1;
            if is_over {
                assert!(place > 5, "{place} questions");
                break;
            }
        }
    }
    println!("{round} rounds, each with a kill");

    // A server that goes away in the middle of everything is waited for, or told of.
    let restart = || {
        control("restart");
        true
    };
    real.proxy.plan(Some(At::Before(4, Box::new(restart))));
    mark(&a, 3, (false, true), &mut expected);
    let _ = a.run(&["sync"], "");
    real.proxy.plan(None);

    // Feeds come and go everywhere, and a library that begins now finds the same.
    a.lines(&["add", "--account", "a", &feed(3)]);
    synced(&a);
    real.control("update");
    synced(&a);
    synced(&b);
    for item in 0..ARTICLES {
        expected.insert(format!("https://marfa.example/3/{item}"), (true, false));
    }
    assert_eq!((state(&a), state(&b)), (expected.clone(), expected.clone()));
    let begins = real.machine();
    synced(&begins);
    assert_eq!(state(&begins), expected);
    a.lines(&["remove", &feed(3)]);
    synced(&a);
    synced(&b);
    let urls = |home: &Home| -> Vec<String> {
        let feeds = home.objects(&["--json", "feeds"]);
        feeds
            .iter()
            .map(|one| one["url"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(urls(&a), [feed(1), feed(2)]);
    assert_eq!(urls(&b), urls(&a));
    for home in [&a, &b] {
        let account = &home.objects(&["--json", "account", "list"])[0];
        assert_eq!(
            (&account["unsent"], &account["to_fetch"]),
            (&0.into(), &0.into())
        );
    }
}
