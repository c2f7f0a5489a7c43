//! Searches as they are typed, their order, and stories.

use crossterm::event::KeyCode;
use jiff::Timestamp;
use marsad::article::Article;
use marsad::library::{Anchor, Order, Query};

use crate::screen::Screen;

#[test]
fn what_is_typed_is_found_before_it_is_sent_off() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Down);
    let (all, shown) = (screen.listed(), screen.article_title());
    screen.press(KeyCode::Char('/'));
    screen.type_text("القمح");
    let found = screen.listed();
    assert!(0 < found && found < all);
    assert_eq!(
        screen.article_title(),
        screen.first_found("القمح", Order::Date)
    );
    // What does not parse leaves what was found.
    screen.type_text(" (");
    assert_eq!(screen.listed(), found);
    screen.press(KeyCode::Esc);
    assert_eq!((screen.listed(), screen.article_title()), (all, shown));
    screen.press(KeyCode::Char('/'));
    screen.type_text("القمح");
    screen.press(KeyCode::Enter);
    assert_eq!(screen.listed(), found);
}

#[test]
fn what_is_found_late_for_another_search_is_not_shown() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char('/'));
    let stale = screen.jobs_of(KeyCode::Char('ق'));
    screen.type_text("مح");
    let listed = screen.listed();
    screen.perform(stale);
    assert_eq!(screen.listed(), listed);
}

#[test]
fn a_key_turns_from_the_newest_to_the_best_and_back() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char('/'));
    screen.type_text("القمح");
    screen.press(KeyCode::Enter);
    let found = screen.listed();
    for order in [Order::Relevance, Order::Date] {
        screen.press(KeyCode::Char('d'));
        assert_eq!(screen.article_title(), screen.first_found("القمح", order));
        assert_eq!(screen.listed(), found);
    }
}

#[test]
fn a_story_is_a_timeline_that_can_be_left() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char('/'));
    screen.type_text("title:القمح");
    screen.press(KeyCode::Enter);
    let (found, title) = (screen.listed(), screen.article_title());
    screen.press(KeyCode::Char('t'));
    insta::assert_snapshot!("story_120", screen.text());
    assert_eq!(screen.article_title(), title, "where it was opened from");
    assert!(screen.listed() > 1);
    screen.press(KeyCode::Char('G'));
    let last = screen.article_title();
    assert_ne!(last, title);
    screen.press(KeyCode::Enter);
    assert_eq!(screen.article_title(), last);
    screen.press_all([KeyCode::Esc, KeyCode::Esc]);
    assert_eq!(screen.listed(), found);
}

/// What comes in and goes while a story is shown does not make it another list, and takes
/// nothing down.
#[test]
fn a_story_stays_one_when_the_library_changes() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char('/'));
    screen.type_text("title:القمح");
    screen.press(KeyCode::Enter);
    let found = screen.listed();
    screen.press(KeyCode::Char('t'));
    let (pieces, story) = (screen.listed(), screen.text());
    assert!(pieces > 1);
    screen.elsewhere(|library| {
        let more = (0..200).map(|n| Article {
            title: format!("خبر {n} عن شيء آخر"),
            guid: Some(n.to_string()),
            ..Article::default()
        });
        library.add(more, Timestamp::UNIX_EPOCH).expect("added");
    });
    screen.catch_up();
    assert_eq!(screen.listed(), pieces);
    let below_counts = |text: &str| text.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(below_counts(&screen.text()), below_counts(&story));
    screen.press(KeyCode::Char('G'));
    let last = screen.article_title();
    screen.elsewhere(|library| {
        let all = library
            .headlines(&Query::All, Anchor::Newest, 500)
            .expect("headlines");
        let last = all
            .iter()
            .find(|one| one.title == last)
            .expect("it is there");
        let last = library.article(last.id).expect("an article");
        assert_eq!(library.remove([&last]).expect("removed"), 1);
    });
    screen.catch_up();
    assert_eq!(screen.listed(), pieces - 1);
    screen.press_all([KeyCode::Char('G'), KeyCode::Esc]);
    assert_eq!(screen.listed(), found);
}
