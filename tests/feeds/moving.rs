//! Moving in from newsboat: a folder as newsboat itself leaves it.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use marsad::gather::newsboat::{Files, move_in, take_cache};
use marsad::library::{Anchor, Query, Tagged};

use super::Bench;

/// Made with newsboat 2.21 from two feeds on the same machine: one article was opened and
/// flagged, another opened.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/newsboat")
}

fn titles(bench: &Bench, query: &str) -> Vec<String> {
    let query = Query::parse(query).unwrap();
    let page = bench.library.headlines(&query, Anchor::Newest, 99).unwrap();
    page.into_iter().map(|headline| headline.title).collect()
}

#[test]
fn feeds_articles_marks_queries_and_keys_come_along() {
    let bench = Bench::new();
    let files = Files::within(&folder());
    let moved = move_in(&bench.library, &files, Timestamp::now()).unwrap();
    assert_eq!((moved.feeds, moved.smart_feeds), (2, 1), "{moved:?}");
    assert_eq!(moved.report.imported, 5);
    assert_eq!((moved.read, moved.starred), (2, 1));
    // A query about age has no counterpart, nor has a feed that a program makes.
    assert_eq!(moved.rejected.len(), 2, "{:?}", moved.rejected);
    let known = moved.keys.iter().filter(|key| key.counterpart.is_some());
    assert_eq!((moved.keys.len(), known.count()), (3, 2));

    assert_eq!(titles(&bench, "is:starred").len(), 1);
    assert_eq!(titles(&bench, "is:read").len(), 2);
    assert_eq!(titles(&bench, "tag:flag-s"), titles(&bench, "is:starred"));
    assert_eq!(titles(&bench, "tag:ملاحة").len(), 3);
    let feed = bench.library.find_feed("صحيفة المرفأ").unwrap();
    assert_eq!((feed.total, feed.unread), (3, 1));
    assert_eq!(
        bench.library.tags(Tagged::Feed(feed.id)).unwrap(),
        ["ملاحة", "يومية"]
    );
    let smart = bench.library.smart_feeds().unwrap();
    assert_eq!(smart[0].name, "غير مقروء");
    Query::parse(&smart[0].query).unwrap();

    // Once more changes nothing, not even what was done here since.
    bench
        .library
        .set_smart_feed(&smart[0].name, "is:starred")
        .unwrap();
    let id = bench
        .library
        .headlines(&Query::parse("is:read").unwrap(), Anchor::Newest, 1);
    bench.library.set_read(id.unwrap()[0].id, false).unwrap();
    let again = move_in(&bench.library, &files, Timestamp::now()).unwrap();
    assert_eq!((again.feeds, again.known_feeds), (0, 2));
    assert_eq!(again.smart_feeds, 0);
    assert_eq!((again.report.imported, again.report.unchanged), (0, 5));
    assert_eq!(titles(&bench, "is:read").len(), 1);
    assert_eq!(bench.library.smart_feeds().unwrap()[0].query, "is:starred");
}

#[test]
fn a_cache_alone_gives_its_articles() {
    let bench = Bench::new();
    let cache = folder().join("cache.db");
    let before = fs::read(&cache).unwrap();
    let moved = take_cache(&bench.library, &cache, Timestamp::now()).unwrap();
    assert_eq!((moved.report.imported, moved.feeds), (5, 0));
    assert_eq!(fs::read(&cache).unwrap(), before, "it is the user's own");
    let other = bench.dir.path().join("library/library.db");
    assert!(take_cache(&bench.library, &other, Timestamp::now()).is_err());
}

#[test]
fn a_cache_that_is_none_does_not_keep_the_feeds_away() {
    let bench = Bench::new();
    let dir = bench.dir.path();
    fs::write(dir.join("cache.db"), "").unwrap();
    let files = Files::within(dir);
    assert!(move_in(&bench.library, &files, Timestamp::now()).is_err());
    fs::write(dir.join("urls"), "https://a.example/1\n").unwrap();
    let moved = move_in(&bench.library, &files, Timestamp::now()).unwrap();
    assert_eq!((moved.feeds, moved.rejected.len()), (1, 1), "{moved:?}");
}

#[test]
fn a_folder_without_anything_says_so() {
    let bench = Bench::new();
    let files = Files::within(bench.dir.path());
    let error = move_in(&bench.library, &files, Timestamp::now()).unwrap_err();
    assert!(error.to_string().contains("cache.db"), "{error}");
}
