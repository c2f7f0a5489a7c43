use super::*;
use crate::library::testing::{Temporary, article, library, time};
use crate::library::{ArticleId, FeedSettings};

fn with_account() -> (Temporary, Account) {
    let library = library();
    let id = library
        .add_account("بيت", Kind::GReader, "https://a.example", "me")
        .unwrap();
    let account = library.account(id).unwrap();
    (library, account)
}

fn remote(number: i64, is_unread: bool, is_starred: bool) -> RemoteArticle {
    let mut article = article(&format!("خبر {number}"), "متن", number);
    article.guid = None;
    article.url = Some(format!("https://a.example/news/{number}"));
    RemoteArticle {
        remote: number.to_string(),
        feed: Some("feed/1".to_owned()),
        article,
        state: RemoteState {
            is_unread,
            is_starred,
        },
        tags: Vec::new(),
    }
}

fn feed(folder: &str, title: &str) -> RemoteFeed {
    RemoteFeed {
        remote: "feed/1".to_owned(),
        url: "https://a.example/feed".to_owned(),
        title: title.to_owned(),
        site: None,
        folder: folder.to_owned(),
    }
}

fn take(library: &Library, account: &Account, articles: &[RemoteArticle]) {
    let asked: Vec<String> = articles.iter().map(|one| one.remote.clone()).collect();
    library
        .take_articles(account, &asked, articles, time(0))
        .unwrap();
}

/// What the server has yet to be told, as (remote, field, value).
fn unsent(library: &Library, account: &Account) -> Vec<(String, MarkField, bool)> {
    let mut all = Vec::new();
    for field in MarkField::ALL {
        for value in [false, true] {
            let part = library.unsent(account.id, field, value, 99).unwrap();
            all.extend(
                part.remotes
                    .into_iter()
                    .map(|remote| (remote, field, value)),
            );
        }
    }
    all
}

#[test]
fn every_way_to_mark_is_to_be_sent_and_what_the_server_says_is_not() {
    let (library, account) = with_account();
    library
        .take_subscriptions(account.id, &[feed("", "x")], true)
        .unwrap();
    take(
        &library,
        &account,
        &[remote(1, true, false), remote(2, true, true)],
    );
    assert_eq!(unsent(&library, &account), []);
    library.set_read(ArticleId(1), true).unwrap();
    let sent = library
        .unsent(account.id, MarkField::Unread, false, 9)
        .unwrap();
    assert_eq!(sent.remotes, ["1"]);
    // Marked anew while it is on its way.
    library.set_read(ArticleId(1), false).unwrap();
    library.marks_sent(&sent).unwrap();
    let one = |remote: &str, field, value| (remote.to_owned(), field, value);
    assert_eq!(
        unsent(&library, &account),
        [one("1", MarkField::Unread, true)]
    );
    library.undo().unwrap();
    library.mark_all_read(&crate::library::Query::All).unwrap();
    assert_eq!(
        unsent(&library, &account),
        [
            one("1", MarkField::Unread, false),
            one("2", MarkField::Unread, false)
        ]
    );

    // What waits to be sent is stronger than what the server says, which else is taken.
    library.clear_stage().unwrap();
    let all = ["1".to_owned(), "2".to_owned()];
    library.stage(account.id, List::Unread, &all).unwrap();
    assert_eq!(
        library.mark_listed(account.id, MarkField::Unread).unwrap(),
        0
    );
    for value in [false, true] {
        let sent = library
            .unsent(account.id, MarkField::Unread, value, 9)
            .unwrap();
        library.marks_sent(&sent).unwrap();
    }
    assert_eq!(
        library.mark_listed(account.id, MarkField::Unread).unwrap(),
        2
    );
    assert_eq!(
        library
            .unmark_unlisted(account.id, MarkField::Starred)
            .unwrap(),
        1
    );
    assert_eq!(unsent(&library, &account), []);
    let headline = library.headline(ArticleId(2)).unwrap();
    assert!(headline.unread && !headline.starred);
}

#[test]
fn what_two_servers_have_goes_from_one_to_the_other() {
    let (library, first) = with_account();
    let id = library
        .add_account("عمل", Kind::TtRss, "https://b.example", "me")
        .unwrap();
    let second = library.account(id).unwrap();
    take(&library, &first, &[remote(1, true, false)]);
    let mut same = remote(1, false, true);
    same.remote = "77".to_owned();
    take(&library, &second, &[same]);
    // Read there, so read; and the first is to be told of both.
    let headline = library.headline(ArticleId(1)).unwrap();
    assert!(!headline.unread && headline.starred);
    assert_eq!(library.counts().unwrap().total, 1);
    assert_eq!(
        unsent(&library, &first),
        [
            ("1".to_owned(), MarkField::Starred, true),
            ("1".to_owned(), MarkField::Unread, false)
        ]
    );
    assert_eq!(unsent(&library, &second), []);
}

#[test]
fn an_article_that_was_here_keeps_its_star_and_is_told_of() {
    let (library, account) = with_account();
    let (here, _) = library
        .subscribe(
            "https://a.example/feed",
            "",
            false,
            &FeedSettings::default(),
        )
        .unwrap();
    // The feed gives an identifier that the server keeps to itself.
    let mut local = remote(1, true, false).article;
    local.guid = Some("17".to_owned());
    library.deliver(here, &[local], time(0)).unwrap();
    library.set_starred(ArticleId(1), true).unwrap();
    library
        .take_subscriptions(account.id, &[feed("", "x")], true)
        .unwrap();
    take(&library, &account, &[remote(1, true, false)]);
    assert_eq!(library.counts().unwrap().total, 1);
    assert!(library.headline(ArticleId(1)).unwrap().starred);
    let expected = [("1".to_owned(), MarkField::Starred, true)];
    assert_eq!(unsent(&library, &account), expected);
    assert!(library.due_feeds(time(9)).unwrap().is_empty());
}

#[test]
fn two_of_the_servers_articles_at_one_address_stay_two() {
    let (library, account) = with_account();
    let mut other = remote(1, false, false);
    other.remote = "2".to_owned();
    take(&library, &account, &[remote(1, true, false), other]);
    let counts = library.counts().unwrap();
    assert_eq!((counts.total, counts.unread), (2, 1));
}

#[test]
fn feeds_are_compared_and_the_last_change_counts() {
    let (library, account) = with_account();
    let take = |remotes: &[RemoteFeed], can_edit| {
        library
            .take_subscriptions(account.id, remotes, can_edit)
            .unwrap()
    };
    assert_eq!(take(&[feed("أخبار", "عنوان")], true).added, 1);
    let here = || library.feeds().unwrap().remove(0);
    let id = here().id;
    assert_eq!(here().account, Some(account.id));
    // Named and moved here: to be told, and not undone by the server's list.
    let settings = FeedSettings {
        name: Some("اسم".to_owned()),
        folder: "رياضة".to_owned(),
        ..FeedSettings::default()
    };
    library.set_feed(id, &settings).unwrap();
    take(&[feed("أخبار", "عنوان")], true);
    assert_eq!(here().label(), "اسم");
    let changes = library.feed_changes(account.id, true).unwrap();
    assert_eq!(changes.len(), 2);
    for change in &changes {
        library.feed_changed(account.id, change, None).unwrap();
    }
    assert!(library.feed_changes(account.id, true).unwrap().is_empty());
    // A server that has it so, then changes it.
    take(&[feed("رياضة", "اسم")], true);
    assert_eq!(here().settings.name, None);
    take(&[feed("محلي", "آخر")], true);
    assert_eq!(
        (here().label(), here().settings.folder.as_str()),
        ("آخر", "محلي")
    );

    library.unsubscribe(id, false).unwrap();
    let gone = library.feed_changes(account.id, true).unwrap();
    assert!(matches!(gone.as_slice(), [FeedChange::Remove { .. }]));
    // The server does not bring it back before it is told; undone, there is nothing to tell.
    take(&[feed("محلي", "آخر")], true);
    assert!(library.feeds().unwrap().is_empty());
    library.undo().unwrap();
    assert!(library.feed_changes(account.id, true).unwrap().is_empty());
    assert_eq!(take(&[], true).removed, 1);
    assert!(library.feeds().unwrap().is_empty());
}

#[test]
fn a_list_goes_on_where_it_was_broken_off() {
    let (library, account) = with_account();
    let page = |from: i64| -> Vec<String> { (from..from + 3).map(|n| n.to_string()).collect() };
    let want = |from, next, reached| {
        library
            .want_page(account.id, &page(from), next, reached, time(1))
            .unwrap()
    };
    want(10, Some("c"), Some(12));
    let at = || library.position_at(account.id).unwrap();
    assert_eq!(at(), (None, Some("c".to_owned())));
    assert!(library.account(account.id).unwrap().listed.is_none());
    want(7, None, Some(9));
    assert_eq!(at(), (Some(12), None));
    assert_eq!(library.account(account.id).unwrap().listed, Some(time(1)));
    let wanted = library.wanted(account.id, 4).unwrap();
    assert_eq!(wanted, ["10", "11", "12", "7"]);
    // What does not come is asked for no more, what was not asked for is not taken.
    library
        .take_articles(
            &account,
            &wanted,
            &[remote(10, true, false), remote(99, true, false)],
            time(2),
        )
        .unwrap();
    assert_eq!(library.counts().unwrap().total, 1);
    assert_eq!(library.wanted(account.id, 9).unwrap(), ["8", "9"]);
    assert!(!want(8, None, None));
}

#[test]
fn an_account_goes_without_its_feeds_and_articles() {
    let (library, account) = with_account();
    library
        .take_subscriptions(account.id, &[feed("", "x")], true)
        .unwrap();
    take(&library, &account, &[remote(1, true, true)]);
    library.set_read(ArticleId(1), true).unwrap();
    assert_eq!(library.account(account.id).unwrap().unsent, 1);
    let taken = library.add_account("بيت", Kind::TtRss, "https://b.example", "me");
    assert!(matches!(taken, Err(LibraryError::Taken { .. })));
    library.remove_account(account.id, false).unwrap();
    assert_eq!(library.feeds().unwrap()[0].account, None);
    assert_eq!(library.counts().unwrap().total, 1);
    library.set_read(ArticleId(1), false).unwrap();
    for table in ["account_marks", "account_articles", "account_feeds"] {
        let rows: i64 = library
            .db
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}
