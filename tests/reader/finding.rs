//! Searches as they are typed, their order, and stories.

use crossterm::event::KeyCode;
use marsad::library::Order;

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
