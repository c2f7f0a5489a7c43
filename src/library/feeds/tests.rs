use std::time::Duration;

use super::*;
use crate::article::Article;
use crate::library::testing::{article, library, time};
use crate::library::{Anchor, ArticleId, Counts, Deed, Library, Query, Tagged};

fn subscribed(library: &Library, url: &str, folder: &str) -> FeedId {
    let settings = Settings {
        folder: folder.into(),
        ..Settings::default()
    };
    library.subscribe(url, "", false, &settings).unwrap().0
}

fn articles(range: std::ops::Range<i64>) -> Vec<Article> {
    range
        .map(|n| article(&format!("خبر {n}"), "متن", n))
        .collect()
}

fn numbers(library: &Library, query: &str) -> Vec<i64> {
    let query = Query::parse(query).unwrap();
    let page = library.headlines(&query, Anchor::Newest, 100).unwrap();
    page.iter().map(|headline| headline.id.0).collect()
}

#[test]
fn a_feed_is_there_once_and_found_by_what_people_call_it() {
    let library = library();
    let first = subscribed(&library, "https://a.example/1", " أخبار / رياضة/ ");
    let settings = Settings {
        name: Some("صحيفة المرفأ".into()),
        ..Settings::default()
    };
    let (again, is_new) = library
        .subscribe("https://a.example/1", "x", false, &settings)
        .unwrap();
    assert_eq!((again, is_new), (first, false));
    let (second, _) = library
        .subscribe("https://a.example/2", "", false, &settings)
        .unwrap();
    assert_eq!(library.feed(first).unwrap().settings.folder, "أخبار/رياضة");
    for named in ["2", "https://a.example/2", "صحيفه المرفا", "المرفأ"] {
        assert_eq!(library.find_feed(named).unwrap().id, second, "{named}");
    }
    assert!(matches!(
        library.find_feed("رقيب"),
        Err(LibraryError::NoFeed(_))
    ));
    library
        .subscribe(
            "https://a.example/3",
            "المرفأ الثاني",
            false,
            &Settings::default(),
        )
        .unwrap();
    let error = library.find_feed("المرفأ").unwrap_err();
    assert!(matches!(error, LibraryError::Ambiguous { .. }), "{error}");
}

#[test]
fn counts_of_a_feed_follow_every_change() {
    let library = library();
    let one = subscribed(&library, "https://a.example/1", "");
    let two = subscribed(&library, "https://a.example/2", "");
    library.deliver(one, &articles(0..4), time(9)).unwrap();
    let delivered = library.deliver(two, &articles(3..6), time(9)).unwrap();
    assert_eq!(delivered.report.imported, 2);
    assert_eq!(delivered.report.unchanged, 1);
    let counts = |id| {
        let feed = library.feed(id).unwrap();
        (feed.total, feed.unread)
    };
    assert_eq!((counts(one), counts(two)), ((4, 4), (3, 3)));
    // The fourth came by both.
    library.set_read(ArticleId(4), true).unwrap();
    library.set_read(ArticleId(4), true).unwrap();
    assert_eq!((counts(one), counts(two)), ((4, 3), (3, 2)));
    library.remove(&articles(2..4)).unwrap();
    assert_eq!((counts(one), counts(two)), ((2, 2), (2, 2)));
    assert_eq!(library.unsubscribe(two, true).unwrap(), 2);
    let total = library.counts().unwrap();
    assert_eq!((total.total, total.unread), (2, 2));
    assert!(matches!(
        library.unsubscribe(two, false),
        Err(LibraryError::NoFeed(_))
    ));
}

#[test]
fn lists_by_feed_folder_and_tag_agree_between_store_and_index() {
    let library = library();
    let one = subscribed(&library, "https://a.example/1", "أخبار/محلية");
    let two = subscribed(&library, "https://a.example/2", "رياضة");
    let name = |name: &str, folder: &str| Settings {
        name: Some(name.into()),
        folder: folder.into(),
        ..Settings::default()
    };
    library
        .set_feed(one, &name("صحيفة المرفأ", "أخبار/محلية"))
        .unwrap();
    library
        .set_feed(two, &name("مجلة الملعب", "رياضة"))
        .unwrap();
    library.deliver(one, &articles(0..3), time(9)).unwrap();
    library.deliver(two, &articles(2..5), time(9)).unwrap();
    library.set_read(ArticleId(1), true).unwrap();
    library
        .tag(Tagged::Article(ArticleId(2)), "للقراءة")
        .unwrap();
    library.tag(Tagged::Feed(two), "للقراءة").unwrap();
    for words in ["", " خبر"] {
        let numbers = |query: &str| numbers(&library, &format!("{query}{words}"));
        assert_eq!(numbers("feed:المرفأ"), [3, 2, 1]);
        assert_eq!(numbers("folder:رياضة"), [5, 4, 3]);
        assert_eq!(numbers("folder:محلية is:unread"), [3, 2]);
        assert_eq!(numbers("tag:للقراءة"), [5, 4, 3, 2]);
        assert_eq!(numbers("-folder:رياضة"), [2, 1]);
        assert!(numbers("feed:لا").is_empty());
    }
    let tags = library.tags(Tagged::Feed(two)).unwrap();
    assert_eq!(tags, ["للقراءة"]);
    assert!(library.untag(Tagged::Feed(two), "للقراءة").unwrap());
    assert_eq!(numbers(&library, "tag:للقراءة"), [2]);
    assert_eq!(library.all_tags().unwrap(), [("للقراءة".to_owned(), 1)]);
}

#[test]
fn old_articles_go_but_no_star_no_tag_and_nothing_still_in_the_feed() {
    let library = library();
    let id = subscribed(&library, "https://a.example/1", "");
    library.deliver(id, &articles(0..10), time(20)).unwrap();
    library.set_starred(ArticleId(1), true).unwrap();
    library.tag(Tagged::Article(ArticleId(2)), "س").unwrap();
    // The feed now has the last three, of which one is beyond the count.
    library.deliver(id, &articles(7..10), time(30)).unwrap();
    let settings = Settings {
        keep_count: Some(2),
        ..Settings::default()
    };
    library.set_feed(id, &settings).unwrap();
    let feed = library.feed(id).unwrap();
    assert_eq!(library.expire(&feed, time(30)).unwrap(), 5);
    assert_eq!(numbers(&library, ""), [10, 9, 8, 2, 1]);
    let settings = Settings {
        keep_days: Some(1),
        ..Settings::default()
    };
    library.set_feed(id, &settings).unwrap();
    library.set_starred(ArticleId(1), false).unwrap();
    library.deliver(id, &articles(9..10), time(40)).unwrap();
    let feed = library.feed(id).unwrap();
    assert_eq!(library.expire(&feed, time(31)).unwrap(), 1);
    assert_eq!(numbers(&library, ""), [10, 9, 8, 2]);
}

#[test]
fn a_failing_feed_is_left_alone_for_longer_and_forgiven_at_once() {
    let library = library();
    let id = subscribed(&library, "https://a.example/1", "");
    let due = |hours| !library.due_feeds(time(hours)).unwrap().is_empty();
    library.note_failure(id, "one", None, time(0)).unwrap();
    assert!(due(0));
    library.note_failure(id, "two", None, time(1)).unwrap();
    assert!(!due(1) && due(2));
    let failing = library.feed(id).unwrap().failing.unwrap();
    assert_eq!((failing.times, failing.since), (2, time(0)));
    assert_eq!(failing.reason, "two");
    let wait = Duration::from_secs(3 * 3600);
    library
        .note_failure(id, "three", Some(wait), time(2))
        .unwrap();
    assert!(!due(4) && due(5));
    assert_eq!(library.feed(id).unwrap().held, time(5));
    let answer = Answer {
        moved: Some("https://b.example/".into()),
        fresh_for: Duration::from_secs(3600),
        ..Answer::default()
    };
    library.note_answer(id, &answer, time(6)).unwrap();
    let feed = library.feed(id).unwrap();
    assert_eq!(feed.failing, None);
    assert_eq!(
        (feed.url.as_str(), feed.fetched),
        ("https://b.example/", Some(time(6)))
    );
    assert!(!due(6) && due(7));
}

#[test]
fn filters_act_on_new_articles_only() {
    let library = library();
    let id = subscribed(&library, "https://a.example/1", "");
    let old = library.deliver(id, &articles(0..2), time(9)).unwrap();
    library
        .add_filter("\"خبر 2\" OR \"خبر 1\"", &Deed::Mute)
        .unwrap();
    library.add_filter("title:3", &Deed::MarkRead).unwrap();
    library.add_filter("is:unread", &Deed::Notify).unwrap();
    let tag = library
        .add_filter("feed:a.example", &Deed::Tag("جديد".into()))
        .unwrap();
    assert!(library.add_filter("is:nothing", &Deed::Mute).is_err());
    let new = library.deliver(id, &articles(2..5), time(9)).unwrap();
    assert_eq!(old.imported.len(), 2);
    let done = library.filter(&new.imported).unwrap();
    assert_eq!((done.muted, done.marked_read), (1, 1));
    assert_eq!(done.notices, [ArticleId(5)]);
    // Muted articles stand in no list that does not ask for them.
    for words in ["", " خبر"] {
        let numbers = |query: &str| numbers(&library, &format!("{query}{words}"));
        assert_eq!(numbers(""), [5, 4, 2, 1]);
        assert_eq!(numbers("is:muted"), [3]);
        assert_eq!(numbers("tag:جديد"), [5, 4]);
    }
    let counts = library.counts().unwrap();
    assert_eq!(
        counts,
        Counts {
            total: 5,
            unread: 3,
            starred: 0
        }
    );
    library.remove_filter(tag).unwrap();
    assert!(library.remove_filter(tag).is_err());
    assert_eq!(library.filters().unwrap().len(), 3);
}

#[test]
fn a_full_text_outlives_the_same_summary_and_yields_to_another() {
    let library = library();
    let id = subscribed(&library, "https://a.example/1", "");
    let summary = article("خبر", "ملخص", 0);
    library
        .deliver(id, std::slice::from_ref(&summary), time(0))
        .unwrap();
    let whole = article("خبر", "ملخص\nوقال الميناء كلمته", 0);
    library.set_full_text(ArticleId(1), &whole).unwrap();
    let again = library.deliver(id, &[summary], time(1)).unwrap();
    assert_eq!(again.report.unchanged, 1);
    assert_eq!(library.article(ArticleId(1)).unwrap(), whole);
    assert_eq!(numbers(&library, "الميناء"), [1]);
    let other = article("خبر", "ملخص آخر", 0);
    let updated = library.deliver(id, &[other], time(2)).unwrap();
    assert_eq!(updated.updated, [ArticleId(1)]);
    assert_eq!(library.versions(ArticleId(1)).unwrap()[0].article, whole);
}

#[test]
fn a_smart_feed_is_a_query_with_a_name() {
    let library = library();
    library
        .set_smart_feed("نفط", "title:نفط is:unread")
        .unwrap();
    library.set_smart_feed(" نفط ", "title:نفط").unwrap();
    assert!(library.set_smart_feed("س", "(").is_err());
    assert_eq!(
        library.smart_feed("نفط").unwrap().as_deref(),
        Some("title:نفط")
    );
    assert_eq!(library.smart_feeds().unwrap().len(), 1);
    library.remove_smart_feed("نفط").unwrap();
    assert!(library.remove_smart_feed("نفط").is_err());
}
