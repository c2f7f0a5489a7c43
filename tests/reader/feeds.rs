//! Feeds, links and earlier versions in the reader.

use std::fs;

use crossterm::event::KeyCode;
use jiff::Timestamp;
use marsad::article::{Article, Enclosure, html};
use marsad::library::{Deed, FeedSettings, Query};
use marsad::locale::Language;
use marsad::reader::{Errand, Preferences};
use url::Url;

use crate::screen::Screen;

fn rss(titles: &[&str]) -> String {
    let items: String = titles
        .iter()
        .map(|title| format!("<item><title>{title}</title><guid>{title}</guid></item>"))
        .collect();
    format!("<rss version='2.0'><channel><title>صحيفة المرفأ</title>{items}</channel></rss>")
}

#[test]
fn feeds_are_refreshed_listed_and_their_failures_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("feed.rss");
    fs::write(&file, rss(&["أول", "ثان"])).expect("written");
    let url = Url::from_file_path(&file).expect("an address");
    let mut screen = Screen::prepared(
        |library| {
            let settings = FeedSettings {
                folder: "أخبار".into(),
                ..FeedSettings::default()
            };
            library
                .subscribe(url.as_str(), "", false, &settings)
                .expect("subscribed");
        },
        80,
        24,
    );
    assert_eq!(screen.listed(), 0);
    screen.press(KeyCode::Char('R'));
    assert_eq!((screen.listed(), screen.total()), (2, 2));
    fs::write(&file, rss(&["أول", "ثان", "ثالث"])).expect("written");
    screen.press(KeyCode::Char('ق'));
    assert_eq!(screen.listed(), 3);

    fs::remove_file(&file).expect("removed");
    screen.press(KeyCode::Char('r'));
    let feed = &screen.library().feeds().expect("feeds")[0];
    assert!(feed.failing.is_some());
    screen.press_all([KeyCode::Char('F'), KeyCode::End, KeyCode::Up]);
    let page = screen.text();
    assert!(
        page.contains('✗') && page.contains("No such file"),
        "{page}"
    );
    screen.press(KeyCode::Enter);
    assert_eq!(screen.listed(), 3, "what the feed has is listed");
}

#[test]
fn a_link_is_shown_by_its_number_before_it_is_opened() {
    let article = Article {
        title: "خبر".into(),
        url: Some("https://a.example/1".into()),
        enclosures: vec![Enclosure {
            url: "https://a.example/1.mp3".into(),
            media_type: Some("audio/mpeg".into()),
            length: None,
            title: Some("تسجيل".into()),
        }],
        body: html::blocks("<p><a href='https://a.example/2'>رابط</a></p>", None),
        ..Article::default()
    };
    let mut screen = Screen::showing(article, 80, 24);
    let mut preferences = Preferences::in_language(Language::ARABIC);
    let player = vec!["mpv".to_owned(), "{}".to_owned()];
    let browser = vec!["firefox".to_owned()];
    preferences.commands.open = [("audio/*".to_owned(), player)].into();
    preferences.commands.browser = browser;
    screen.prefer(preferences);
    screen.press(KeyCode::Char('خ'));
    assert!(screen.text().contains("https://a.example/2"));
    screen.press(KeyCode::Char('٢'));
    assert!(screen.text().contains("https://a.example/1.mp3"));
    assert_eq!(screen.program(), None);
    screen.press(KeyCode::Enter);
    let program = screen.program().expect("asked for");
    assert_eq!(program, ["mpv", "https://a.example/1.mp3"]);
    screen.press(KeyCode::Char('O'));
    let program = screen.program().expect("asked for");
    assert_eq!(program, ["firefox", "https://a.example/1"]);
}

#[test]
fn a_hook_hears_of_all_that_has_come_in_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("feed.rss");
    fs::write(&file, rss(&["أول", "ثان", "إعلان"])).expect("written");
    let url = Url::from_file_path(&file).expect("an address");
    let mut screen = Screen::prepared(
        |library| {
            let settings = FeedSettings::default();
            library
                .subscribe(url.as_str(), "", true, &settings)
                .expect("a feed");
            library.add_filter("إعلان", &Deed::Mute).expect("a filter");
        },
        120,
        36,
    );
    let mut preferences = Preferences::in_language(Language::ARABIC);
    preferences.hooks.new = vec!["keep".to_owned()];
    screen.prefer(preferences);
    screen.press(KeyCode::Char('R'));
    let errands = screen.errands();
    let [Errand::Run { command, input }] = errands.as_slice() else {
        panic!("{errands:?}");
    };
    assert_eq!(command, &["keep"]);
    let titles: Vec<serde_json::Value> = input
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["title"].clone())
        .collect();
    assert_eq!(titles, ["أول", "ثان"]);
    screen.press(KeyCode::Char('R'));
    assert!(screen.errands().is_empty(), "nothing new");
}

#[test]
fn a_click_chooses_a_row_and_a_second_one_does_it() {
    let screen = || {
        let mut screen = Screen::prepared(
            |library| {
                let named = |name: &str| FeedSettings {
                    name: Some(name.to_owned()),
                    ..FeedSettings::default()
                };
                for (url, name) in [
                    ("https://a.example/", "Harbour"),
                    ("https://b.example/", "Inland"),
                ] {
                    library
                        .subscribe(url, "", false, &named(name))
                        .expect("a feed");
                }
            },
            80,
            24,
        );
        screen.press(KeyCode::Char('F'));
        screen
    };
    let mut chosen = screen();
    let at = chosen.find("Inland").expect("its row");
    chosen.click(at);
    assert!(
        chosen.text().contains("https://b.example/"),
        "its address first"
    );
    chosen.click(at);
    assert!(chosen.find("Harbour").is_none(), "the page is closed");
    assert!(chosen.find("Inland").is_some(), "{}", chosen.text());
    // A click beside the rows closes the page.
    let mut left = screen();
    left.click((3, 23));
    assert!(left.find("Harbour").is_none(), "{}", left.text());
}

#[test]
fn an_earlier_version_is_shown_in_its_place() {
    let mut screen = Screen::prepared(
        |library| {
            for text in ["Before", "After"] {
                let article = Article {
                    guid: Some("1".into()),
                    title: "خبر".into(),
                    body: html::blocks(&format!("<p>{text}</p>"), None),
                    ..Article::default()
                };
                library
                    .add([article], Timestamp::UNIX_EPOCH)
                    .expect("added");
            }
        },
        120,
        36,
    );
    assert!(screen.find("After").is_some() && screen.find("Before").is_none());
    screen.press_all([KeyCode::Char('V'), KeyCode::Down, KeyCode::Enter]);
    assert!(screen.find("Before").is_some(), "{}", screen.text());
    screen.press_all([KeyCode::Char('V'), KeyCode::Enter]);
    assert!(screen.find("Before").is_none());
}

#[test]
fn an_empty_library_offers_a_list_of_feeds() {
    let mut screen = Screen::empty(80, 24);
    screen.press_all([
        KeyCode::Char('F'),
        KeyCode::End,
        KeyCode::Up,
        KeyCode::Enter,
    ]);
    let feeds = screen.library().feeds().expect("feeds");
    assert!(feeds.len() > 20);
    assert!(Query::parse(&format!("feed:{}", feeds[0].id)).is_ok());
}

#[test]
fn a_feed_is_added_by_its_address_removed_from_the_page_and_brought_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("feed.rss");
    fs::write(&file, rss(&["أول", "ثان"])).expect("written");
    // So tall that all is loaded.
    let mut screen = Screen::new(100, 130);
    let before = screen.listed();
    let page = [KeyCode::Char('F'), KeyCode::End, KeyCode::Enter];
    screen.press_all(page);
    screen.type_text(file.to_str().expect("a path"));
    screen.press(KeyCode::Enter);
    assert!(screen.shows("صحيفة المرفأ"), "{}", screen.text());
    assert_eq!(screen.listed(), before + 2);
    // The same again is no second feed.
    screen.press(KeyCode::Char('a'));
    screen.type_text(file.to_str().expect("a path"));
    screen.press(KeyCode::Enter);
    assert_eq!(screen.library().feeds().expect("feeds").len(), 1);

    screen.press_all([KeyCode::Char('F'), KeyCode::End, KeyCode::Up]);
    screen.press(KeyCode::Char('x'));
    assert!(screen.shows("حُذف: صحيفة المرفأ"), "{}", screen.text());
    assert!(screen.library().feeds().expect("feeds").is_empty());
    assert_eq!(screen.listed(), before + 2, "articles stay");
    screen.press(KeyCode::Char('u'));
    assert_eq!(screen.library().feeds().expect("feeds").len(), 1);
    assert!(screen.shows("عاد الاشتراك"), "{}", screen.text());
    // Rows that name no feed stay.
    screen.press_all([KeyCode::Home, KeyCode::Delete]);
    assert!(screen.shows("هذا الصف لا يُحذف"), "{}", screen.text());
}

#[test]
fn smart_feeds_are_removed_where_they_are_listed() {
    let mut screen = Screen::prepared(
        |library| library.set_smart_feed("زراعة", "قمح").expect("named"),
        80,
        24,
    );
    screen.press(KeyCode::Char('F'));
    for _ in 0..3 {
        screen.press(KeyCode::Down);
    }
    screen.press(KeyCode::Char('x'));
    assert!(screen.library().smart_feeds().expect("feeds").is_empty());
    screen.press(KeyCode::Char('u'));
    assert_eq!(screen.library().smart_feeds().expect("feeds").len(), 1);
}

#[test]
fn without_a_network_it_says_so_once_and_many_failures_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut screen = Screen::prepared(
        |library| {
            for n in 0..5 {
                let file = folder.path().join(format!("{n}.rss"));
                let url = Url::from_file_path(file).expect("an address");
                let settings = FeedSettings::default();
                library
                    .subscribe(url.as_str(), "", true, &settings)
                    .expect("a feed");
            }
        },
        120,
        30,
    );
    screen.press(KeyCode::Char('R'));
    assert!(
        screen.shows("تعذّرت التغذيات كلها، وهي 5. لعل الشبكة منقطعة"),
        "{}",
        screen.text()
    );
    fs::write(folder.path().join("4.rss"), rss(&["أول"])).expect("written");
    screen.elsewhere(|library| {
        for feed in library.feeds().expect("feeds") {
            library
                .note_answer(
                    feed.id,
                    &marsad::library::Answer::default(),
                    Timestamp::UNIX_EPOCH,
                )
                .expect("noted");
        }
    });
    screen.press(KeyCode::Char('R'));
    assert!(screen.shows("تعذّرت 4 تغذيات"), "{}", screen.text());
}
