//! Several machines on one account, and several accounts on one machine.

use marsad::library::{AccountKind, FeedSettings, Query};

use crate::server::{Server, World};
use crate::{KINDS, Machine};

#[test]
fn two_machines_come_to_the_same_whatever_each_did_alone() {
    for kind in KINDS {
        let server = Server::new(kind, World::of(30));
        let (a, b) = (Machine::in_step(&server), Machine::in_step(&server));
        assert_eq!(a.state(), server.state());
        assert_eq!((a.state().len(), b.state()), (30, a.state()));

        a.read(1..=5, true);
        a.star([3, 20], true);
        b.read(4..=8, true);
        b.star([9, 20], true);
        b.read([4], false);
        // What is taken back before anyone heard of it has not happened.
        b.star([30], true);
        b.star([30], false);
        server.with(|world| {
            world.publish(31);
            world.article(12).unread = false;
            world.article(13).starred = true;
        });
        for machine in [&a, &b, &a] {
            machine.sync().unwrap();
        }
        assert_eq!(
            (a.state(), b.state()),
            (server.state(), server.state()),
            "{kind:?}"
        );
        let state = |number: i64| a.state()[&format!("https://feed.example/news/{number}")];
        assert_eq!(state(3), (false, true));
        // The last to say so: a read it, b kept it unread.
        assert_eq!(state(4), (true, false));
        assert_eq!(
            (state(12), state(13), state(31)),
            ((false, false), (true, true), (true, false))
        );

        // Stars go when someone takes them, here or there.
        a.star([3], false);
        server.with(|world| world.article(20).starred = false);
        for machine in [&a, &b] {
            machine.sync().unwrap();
        }
        assert_eq!((a.state(), b.state()), (server.state(), server.state()));
        assert!(!b.state().values().all(|(_, starred)| *starred));
        // Nothing has changed, so nothing is sent or fetched.
        let before = server.with(|world| (world.fetched, world.marked));
        let summary = b.sync().unwrap();
        assert_eq!(
            (summary.sent, summary.marked, summary.report.imported),
            (0, 0, 0)
        );
        let after = server.with(|world| (world.fetched, world.marked));
        let stars = b.library.counts().unwrap().starred as usize;
        assert!(
            after.0 - before.0 <= stars && after.1 == before.1,
            "{kind:?}"
        );
    }
}

#[test]
fn lists_of_many_pages_are_whole() {
    for kind in KINDS {
        let mut world = World::of(450);
        world.page = if kind == AccountKind::TtRss { 200 } else { 70 };
        let server = Server::new(kind, world);
        let a = Machine::in_step(&server);
        assert_eq!(a.state(), server.state());
        server.with(|world| (1..=300).for_each(|id| world.article(id).unread = false));
        a.star([5], true);
        a.sync().unwrap();
        assert_eq!(a.state(), server.state(), "{kind:?}");
        assert_eq!(a.library.counts().unwrap().unread, 150);
    }
}

#[test]
fn all_that_was_read_at_once_is_sent() {
    for kind in KINDS {
        let server = Server::new(kind, World::of(2_050));
        let a = Machine::in_step(&server);
        a.library.mark_all_read(&Query::All).unwrap();
        server.with(|world| world.publish(2_051));
        a.sync().unwrap();
        let unread = server.with(|world| world.articles.values().filter(|one| one.unread).count());
        // The server of the tests takes "all" to the letter.
        assert!(unread <= 1, "{kind:?}: {unread}");
        assert_eq!(a.state(), server.state());
        assert!(
            server.with(|world| world.marked) == 0,
            "one question, not many"
        );
        assert_eq!(a.library.account(a.account.id).unwrap().unsent, 0);
    }
}

#[test]
fn feeds_that_come_change_and_go_do_so_everywhere() {
    for kind in KINDS {
        let server = Server::new(kind, World::of(6));
        let (a, b) = (Machine::in_step(&server), Machine::in_step(&server));
        assert_eq!(a.feeds().len(), 2);
        assert_eq!(a.feeds()["https://feed1.example/rss"].1, "أخبار");
        let settings = FeedSettings {
            folder: "رياضة".to_owned(),
            ..FeedSettings::default()
        };
        let url = "https://feed3.example/rss";
        let (id, _) = a.library.subscribe(url, "", false, &settings).unwrap();
        a.library.give_feed(a.account.id, id).unwrap();
        let second = a.library.find_feed("https://feed2.example/rss").unwrap();
        a.star([1], true);
        a.library.unsubscribe(second.id, true).unwrap();
        a.sync().unwrap();
        b.sync().unwrap();
        assert_eq!(a.feeds(), b.feeds(), "{kind:?}");
        assert_eq!(
            a.feeds().keys().collect::<Vec<_>>(),
            ["https://feed1.example/rss", url]
        );
        assert_eq!(b.feeds()[url].1, "رياضة");
        assert!(
            b.state()["https://feed.example/news/1"].1,
            "a star stays with its article"
        );

        let named = FeedSettings {
            name: Some("اسم".to_owned()),
            folder: "جديد".to_owned(),
            ..FeedSettings::default()
        };
        let first = a.library.find_feed("https://feed1.example/rss").unwrap();
        a.library.set_feed(first.id, &named).unwrap();
        a.sync().unwrap();
        b.sync().unwrap();
        let expected = ("اسم".to_owned(), "جديد".to_owned());
        assert_eq!(a.feeds()["https://feed1.example/rss"], expected);
        if kind == AccountKind::GReader {
            assert_eq!(b.feeds()["https://feed1.example/rss"], expected);
        }
        server.with(|world| world.feeds.clear());
        a.sync().unwrap();
        assert!(
            a.feeds().is_empty() && !a.state().is_empty(),
            "articles stay"
        );
    }
}

#[test]
fn local_feeds_and_two_accounts_live_side_by_side() {
    let [one, two] = KINDS.map(|kind| Server::new(kind, World::of(4)));
    let machine = Machine::new(&one);
    let library = &machine.library;
    let settings = FeedSettings::default();
    let (local, _) = library
        .subscribe("https://local.example/", "", false, &settings)
        .unwrap();
    let (shared, _) = library
        .subscribe("https://feed1.example/rss", "", false, &settings)
        .unwrap();
    machine.sync().unwrap();
    let other = library
        .add_account("other", two.kind, &two.address, crate::USER)
        .unwrap();
    let second = Machine {
        library: marsad::library::Library::open(library.dir()).unwrap(),
        account: library.account(other).unwrap(),
        _dir: tempfile::TempDir::new().unwrap(),
    };
    second.sync().unwrap();
    // The same articles at the same addresses are one, and so are feeds.
    assert_eq!(
        (library.feeds().unwrap().len(), machine.state().len()),
        (3, 4)
    );
    assert_eq!(library.feed(local).unwrap().account, None);
    assert_eq!(
        library.feed(shared).unwrap().account,
        Some(machine.account.id)
    );
    let due: Vec<_> = library.due_feeds(jiff::Timestamp::now()).unwrap();
    assert_eq!(due.iter().map(|feed| feed.id).collect::<Vec<_>>(), [local]);
    // What is read on one server is read on the other.
    one.with(|world| world.article(2).unread = false);
    two.with(|world| world.article(3).starred = true);
    for machine in [&machine, &second, &machine] {
        machine.sync().unwrap();
    }
    assert_eq!(one.state(), two.state());
    assert_eq!(one.state(), machine.state());

    library.remove_account(machine.account.id, false).unwrap();
    assert_eq!(library.feed(shared).unwrap().account, Some(other));
    library.remove_account(other, true).unwrap();
    assert_eq!(library.feeds().unwrap().len(), 1);
    assert_eq!(machine.state().len(), 4);
}
