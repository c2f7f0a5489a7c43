use super::*;
use crate::article::Article;
use crate::library::testing::{article, library, time};
use crate::library::{Anchor, Counts, Deed, FeedSettings, Position, Tagged};
use crate::library::{ArticleId, Query};

fn filled(count: i64) -> (crate::library::testing::Temporary, Vec<Article>) {
    let library = library();
    let articles: Vec<Article> = (0..count)
        .map(|n| article(&format!("خبر {n}"), "متن", n))
        .collect();
    library.add(articles.clone(), time(0)).unwrap();
    (library, articles)
}

fn undone(act: Act, count: u64, title: Option<&str>) -> Option<Undone> {
    let title = title.map(str::to_owned);
    Some(Undone { act, count, title })
}

#[test]
fn acts_are_taken_back_one_after_the_other() {
    let (library, _) = filled(3);
    let before = library.counts().unwrap();
    library.set_read(ArticleId(1), true).unwrap();
    library.set_starred(ArticleId(2), true).unwrap();
    // What changes nothing is no act.
    library.set_starred(ArticleId(2), true).unwrap();
    library.set_starred(ArticleId(2), false).unwrap();
    assert_eq!(
        library.undo().unwrap(),
        undone(Act::Unstarred, 1, Some("خبر 1"))
    );
    assert!(library.headline(ArticleId(2)).unwrap().starred);
    assert_eq!(
        library.undo().unwrap(),
        undone(Act::Starred, 1, Some("خبر 1"))
    );
    assert_eq!(library.undo().unwrap(), undone(Act::Read, 1, Some("خبر 0")));
    assert_eq!(library.counts().unwrap(), before);
    assert_eq!(library.undo().unwrap(), None);
}

#[test]
fn marking_all_read_is_one_act_and_keeps_what_was_read_before() {
    let (library, _) = filled(30);
    library.set_read(ArticleId(4), true).unwrap();
    assert_eq!(library.mark_all_read(&Query::All).unwrap(), 29);
    assert_eq!(library.counts().unwrap().unread, 0);
    assert_eq!(library.mark_all_read(&Query::All).unwrap(), 0);
    // Another connection, as after a restart.
    let again = Library::open(library.dir()).unwrap();
    assert_eq!(again.undo().unwrap(), undone(Act::Read, 29, None));
    assert_eq!(again.counts().unwrap().unread, 29);
    assert!(!again.headline(ArticleId(4)).unwrap().unread);
}

#[test]
fn what_a_search_finds_is_marked_alone() {
    let (library, _) = filled(12);
    library.catch_up_index(&mut |_| {}).unwrap();
    let some = Query::parse("title:1").unwrap();
    let matching = library.headlines(&some, Anchor::Newest, 99).unwrap().len() as u64;
    assert!(matching > 0 && matching < 12);
    assert_eq!(library.mark_all_read(&some).unwrap(), matching);
    assert_eq!(library.counts().unwrap().unread, 12 - matching);
    library.undo().unwrap();
    let starred = Query::parse("is:starred").unwrap();
    library.set_starred(ArticleId(5), true).unwrap();
    assert_eq!(library.mark_all_read(&starred).unwrap(), 1);
    assert_eq!(library.counts().unwrap().unread, 11);
}

#[test]
fn what_was_removed_comes_back_as_it_was() {
    let (library, articles) = filled(5);
    let place = Position { block: 0, byte: 4 };
    library.set_starred(ArticleId(2), true).unwrap();
    library.set_position(ArticleId(2), place).unwrap();
    let before = library.headline(ArticleId(2)).unwrap();
    assert_eq!(library.remove(&articles[1..3]).unwrap(), 2);
    assert!(library.headline(ArticleId(2)).is_err());
    assert_eq!(library.undo().unwrap(), undone(Act::Removed, 2, None));
    assert_eq!(library.headline(ArticleId(2)).unwrap(), before);
    assert_eq!(library.position(ArticleId(2)).unwrap(), Some(place));
    assert_eq!(library.article(ArticleId(2)).unwrap(), articles[1]);
    assert_eq!(library.remove_source("صحيفة المرفأ").unwrap(), 5);
    assert_eq!(library.counts().unwrap(), Counts::default());
    assert_eq!(library.undo().unwrap(), undone(Act::Removed, 5, None));
    let counts = library.counts().unwrap();
    assert_eq!((counts.total, counts.starred), (5, 1));
}

#[test]
fn what_came_in_again_meanwhile_is_not_doubled() {
    let (library, articles) = filled(2);
    library.remove(&articles).unwrap();
    library.add([articles[0].clone()], time(0)).unwrap();
    library.undo().unwrap();
    assert_eq!(library.counts().unwrap().total, 2);
    let bodies: i64 = library
        .db
        .query_row("SELECT count(*) FROM bodies", [], |row| row.get(0))
        .unwrap();
    assert_eq!(bodies, 2);
}

#[test]
fn only_the_last_acts_are_kept() {
    let (library, _) = filled(1);
    for n in 0..KEPT + 20 {
        library.set_starred(ArticleId(1), n % 2 == 0).unwrap();
    }
    let kept = |table: &str| -> i64 {
        let count = format!("SELECT count(*) FROM {table}");
        library.db.query_row(&count, [], |row| row.get(0)).unwrap()
    };
    assert_eq!((kept("acts"), kept("act_articles")), (KEPT, KEPT));
}

#[test]
fn a_feed_that_was_removed_comes_back_with_all_that_was_its_own() {
    let (library, articles) = filled(6);
    let settings = FeedSettings {
        name: Some("المرفأ".into()),
        folder: "أخبار".into(),
        every: Some(30),
        ..FeedSettings::default()
    };
    let url = "https://a.example/";
    let (feed, _) = library.subscribe(url, "عنوان", true, &settings).unwrap();
    library.deliver(feed, &articles[..4], time(1)).unwrap();
    library.tag(Tagged::Feed(feed), "محلي").unwrap();
    library
        .tag(Tagged::Article(ArticleId(1)), "للقراءة")
        .unwrap();
    library.set_starred(ArticleId(2), true).unwrap();
    let mut changed = articles[2].clone();
    changed.title = "خبر آخر".into();
    library.deliver(feed, &[changed], time(2)).unwrap();
    let before = (
        library.feed(feed).unwrap(),
        library.counts().unwrap(),
        library.versions(ArticleId(3)).unwrap(),
    );
    assert_eq!(before.2.len(), 1);
    for with_articles in [false, true] {
        let gone = library.unsubscribe(feed, with_articles).unwrap();
        assert_eq!(gone, if with_articles { 3 } else { 0 });
        assert!(library.feeds().unwrap().is_empty());
        let name = Some("المرفأ");
        assert_eq!(library.undo().unwrap(), undone(Act::Unsubscribed, 1, name));
        let mut after = library.feed(feed).unwrap();
        // A fetch tells these again.
        after.title.clone_from(&before.0.title);
        after.checked = before.0.checked;
        assert_eq!(after, before.0);
        assert_eq!(library.counts().unwrap(), before.1);
        assert_eq!(library.versions(ArticleId(3)).unwrap(), before.2);
        assert_eq!(library.tags(Tagged::Feed(feed)).unwrap(), ["محلي"]);
        let tags = library.tags(Tagged::Article(ArticleId(1))).unwrap();
        assert_eq!(tags, ["للقراءة"]);
    }
}

#[test]
fn tags_filters_smart_feeds_and_changes_of_feeds_are_taken_back() {
    let (library, _) = filled(2);
    let article = Tagged::Article(ArticleId(1));
    let settings = FeedSettings::default();
    let url = "https://a.example/";
    let (feed, _) = library.subscribe(url, "عنوان", false, &settings).unwrap();
    let named = FeedSettings {
        name: Some("المرفأ".into()),
        keep_days: Some(3),
        ..FeedSettings::default()
    };
    library.set_feed(feed, &named).unwrap();
    assert!(library.tag(article, " محلي ").unwrap());
    assert!(!library.tag(article, "محلي").unwrap());
    assert!(library.untag(article, "محلي").unwrap());
    assert!(!library.untag(article, "محلي").unwrap());
    let filter = library
        .add_filter("قمح", &Deed::Tag("زراعة".into()))
        .unwrap();
    let filters = library.filters().unwrap();
    library.remove_filter(filter).unwrap();
    assert!(library.remove_filter(filter).is_err());
    library.set_smart_feed("أول", "قمح").unwrap();
    library.set_smart_feed("ثان", "نفط").unwrap();
    library.set_smart_feed("أول", "شعير").unwrap();
    library.remove_smart_feed("أول").unwrap();
    let smart = || -> Vec<String> {
        let feeds = library.smart_feeds().unwrap().into_iter();
        feeds
            .map(|feed| format!("{}={}", feed.name, feed.query))
            .collect()
    };
    let take_back = |act, about: &str| {
        assert_eq!(library.undo().unwrap(), undone(act, 1, Some(about)));
    };
    assert_eq!(smart(), ["ثان=نفط"]);
    take_back(Act::SmartFeedRemoved, "أول");
    assert_eq!(smart(), ["أول=شعير", "ثان=نفط"]);
    take_back(Act::SmartFeedSet, "أول");
    assert_eq!(smart(), ["أول=قمح", "ثان=نفط"]);
    take_back(Act::SmartFeedSet, "ثان");
    take_back(Act::SmartFeedSet, "أول");
    assert_eq!(smart(), [""; 0]);
    take_back(Act::FilterRemoved, "قمح");
    assert_eq!(library.filters().unwrap(), filters);
    take_back(Act::FilterAdded, "قمح");
    assert_eq!(library.filters().unwrap(), []);
    take_back(Act::Untagged, "محلي");
    assert_eq!(library.tags(article).unwrap(), ["محلي"]);
    take_back(Act::Tagged, "محلي");
    assert_eq!(library.tags(article).unwrap(), [""; 0]);
    take_back(Act::FeedChanged, "عنوان");
    assert_eq!(library.feed(feed).unwrap().settings, settings);
    take_back(Act::Subscribed, "عنوان");
    assert_eq!(library.feeds().unwrap(), []);
    assert_eq!(library.undo().unwrap(), None);
}

#[test]
fn a_whole_list_is_one_act() {
    let (library, _) = filled(1);
    library.set_starred(ArticleId(1), true).unwrap();
    library.as_one_act(Act::Subscribed, || {
        for n in 0..30 {
            let url = format!("https://a.example/{n}");
            let settings = FeedSettings::default();
            let (feed, _) = library.subscribe(&url, "", false, &settings).unwrap();
            library.tag(Tagged::Feed(feed), "محلي").unwrap();
            if n == 20 {
                // Another process takes back what there is by then.
                let other = Library::open(library.dir()).unwrap();
                assert_eq!(other.undo().unwrap(), undone(Act::Subscribed, 21, None));
            }
        }
    });
    assert_eq!(library.feeds().unwrap().len(), 9);
    assert_eq!(library.undo().unwrap(), undone(Act::Subscribed, 9, None));
    assert_eq!(library.feeds().unwrap(), []);
    assert_eq!(library.undo().unwrap().unwrap().act, Act::Starred);
}

#[test]
fn what_answers_another_article_still_does_when_it_is_back() {
    let library = library();
    let mut piece = article("خبر", "متن", 0);
    piece.guid = Some("tag:a.example,2026:1".to_owned());
    let mut reply = article("رد", "نص الرد", 2);
    reply.in_reply_to.clone_from(&piece.guid);
    library
        .add([piece.clone(), reply.clone()], time(0))
        .unwrap();
    library.remove([&reply]).unwrap();
    assert_eq!(library.comments(ArticleId(1), &piece).unwrap().len(), 0);
    library.undo().unwrap();
    assert_eq!(library.comments(ArticleId(1), &piece).unwrap().len(), 1);
}

#[test]
fn a_long_list_is_marked_and_unmarked_in_pieces_as_one_act() {
    let (library, _) = filled(5_500);
    library.set_read(ArticleId(7), true).unwrap();
    assert_eq!(library.mark_all_read(&Query::All).unwrap(), 5_499);
    assert_eq!(library.counts().unwrap().unread, 0);
    assert_eq!(library.undo().unwrap(), undone(Act::Read, 5_499, None));
    assert_eq!(library.counts().unwrap().unread, 5_499);
    assert!(!library.headline(ArticleId(7)).unwrap().unread);
    assert_eq!(library.undo().unwrap().unwrap().count, 1);
}
