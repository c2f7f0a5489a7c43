use super::*;
use crate::article::Article;
use crate::library::testing::{article, library, time};
use crate::library::{Anchor, Counts, FeedSettings, Position, Tagged};

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
