//! Broken off at every question, before it is asked and after it is answered.

use std::sync::atomic::{AtomicBool, Ordering};

use marsad::library::{AccountKind, FeedSettings};

use crate::server::{Fault, Server, World};
use crate::{KINDS, Machine};

/// Two machines with much to tell, and a server with as much.
fn unequal(kind: AccountKind) -> (Server, Machine, Machine) {
    let mut world = World::of(40);
    if kind == AccountKind::GReader {
        world.page = 15;
    }
    let server = Server::new(kind, world);
    let (a, b) = (Machine::in_step(&server), Machine::in_step(&server));
    a.read(1..=9, true);
    a.star([3, 30], true);
    b.read([4], true);
    b.read([4], false);
    b.star([5], true);
    server.with(|world| {
        (41..=50).for_each(|id| world.publish(id));
        (10..=20).for_each(|id| world.article(id).unread = false);
        world.article(7).starred = true;
    });
    let settings = FeedSettings::default();
    let url = "https://feed3.example/rss";
    let (id, _) = a.library.subscribe(url, "", false, &settings).unwrap();
    a.library.give_feed(a.account.id, id).unwrap();
    let first = a.library.find_feed("https://feed1.example/rss").unwrap();
    let renamed = FeedSettings {
        name: Some("اسم".to_owned()),
        ..first.settings.clone()
    };
    a.library.set_feed(first.id, &renamed).unwrap();
    (server, a, b)
}

#[test]
fn a_sync_that_breaks_off_anywhere_is_made_good_by_the_next() {
    // Each takes a while, and neither knows of the other.
    std::thread::scope(|scope| {
        for kind in KINDS {
            scope.spawn(move || break_off_anywhere(kind));
        }
    });
}

fn break_off_anywhere(kind: AccountKind) {
    let mut wanted = None;
    let (server, first, second) = unequal(kind);
    let world = server.with(|world| world.clone());
    for after in [false, true] {
        for place in 0.. {
            server.with(|now| *now = world.clone());
            let (a, b) = (first.copy(), second.copy());
            let fault = if after {
                Fault::After(place)
            } else {
                Fault::Before(place)
            };
            server.break_at(Some(fault));
            let broken = a.sync();
            let is_over = server.asked().len() <= place;
            assert_eq!(broken.is_ok(), is_over, "{kind:?} {fault:?}");
            server.break_at(None);
            // What one does meanwhile is not lost.
            a.star([33], true);
            for machine in [&a, &b, &a] {
                machine.sync().unwrap();
            }
            assert_eq!(a.state(), server.state(), "{kind:?} {fault:?}");
            assert_eq!(b.state(), server.state(), "{kind:?} {fault:?}");
            assert_eq!(a.library.account(a.account.id).unwrap().unsent, 0);
            assert_eq!(a.feeds().len(), 3);
            let came_to = (server.state(), a.feeds());
            assert_eq!(*wanted.get_or_insert(came_to.clone()), came_to, "{fault:?}");
            if is_over {
                assert!(place > 8, "{kind:?}: {place} questions");
                break;
            }
        }
    }
}

#[test]
fn a_first_sync_goes_on_where_it_was_broken_off() {
    for kind in KINDS {
        let mut world = World::of(1_000);
        world.page = 150;
        let server = Server::new(kind, world);
        let a = Machine::new(&server);
        let mut syncs = 0;
        // Each time some questions more than before.
        while a.state().len() < 1_000 {
            server.break_at(Some(Fault::After(10 + syncs)));
            let _ = a.sync();
            syncs += 1;
            assert!(syncs < 30, "{kind:?}");
        }
        server.break_at(None);
        a.sync().unwrap();
        assert_eq!(a.state(), server.state());
        let fetched = server.with(|world| world.fetched);
        // At most one question's articles a time were fetched for nothing.
        assert!(fetched <= 1_000 + syncs * 100, "{kind:?}: {fetched}");
    }
}

#[test]
fn a_session_that_runs_out_is_begun_again() {
    for kind in KINDS {
        let server = Server::new(kind, World::of(5));
        let a = Machine::in_step(&server);
        a.star([2], true);
        let before = server.with(|world| world.sessions);
        let has_failed = AtomicBool::new(false);
        let status = if kind == AccountKind::TtRss { 200 } else { 401 };
        server.answer_instead(move |question| {
            let is_list =
                question.path.contains("subscription/list") || question.body.contains("getFeeds");
            let error = r#"{"status":1,"content":{"error":"NOT_LOGGED_IN"}}"#.to_owned();
            (is_list && !has_failed.swap(true, Ordering::SeqCst))
                .then(|| (status, String::new(), error))
        });
        a.sync().unwrap();
        assert_eq!(server.with(|world| world.sessions) - before, 2, "{kind:?}");
        assert_eq!(a.state(), server.state());
    }
}
