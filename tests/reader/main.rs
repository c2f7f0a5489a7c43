//! The reader on the sample library, drawn into a screen that can be looked at.

mod copying;
mod direction;
mod feeds;
mod finding;
mod keys;
mod lists;
mod model;
mod print;
mod redraw;
mod screen;
mod traps;
mod writing;

use crossterm::event::KeyCode;

use crate::screen::Screen;

/// The widths that people use, with a height that goes with each.
const SIZES: [(u16, u16); 4] = [(60, 24), (80, 24), (120, 36), (200, 50)];

#[test]
fn the_first_screen() {
    for (width, height) in SIZES {
        let screen = Screen::new(width, height);
        insta::assert_snapshot!(format!("first_screen_{width}"), screen.text());
    }
}

#[test]
fn reading_an_article_and_what_is_related() {
    for (width, height) in SIZES {
        let mut screen = Screen::new(width, height);
        screen.press_all([KeyCode::Down, KeyCode::Enter, KeyCode::Char(' ')]);
        insta::assert_snapshot!(format!("reading_{width}"), screen.text());
        screen.press(KeyCode::Tab);
        insta::assert_snapshot!(format!("related_{width}"), screen.text());
    }
}

#[test]
fn help_and_search() {
    for (width, height) in SIZES {
        let mut screen = Screen::new(width, height);
        screen.press(KeyCode::Char('?'));
        insta::assert_snapshot!(format!("help_{width}"), screen.text());
        screen.press(KeyCode::Esc);
        screen.press(KeyCode::Char('/'));
        screen.type_text("القمح");
        insta::assert_snapshot!(format!("search_typed_{width}"), screen.text());
        screen.press(KeyCode::Enter);
        insta::assert_snapshot!(format!("search_found_{width}"), screen.text());
    }
}

#[test]
fn english_runs_from_left_to_right() {
    for (width, height) in SIZES {
        let mut screen = Screen::in_english(width, height);
        insta::assert_snapshot!(format!("english_{width}"), screen.text());
        screen.press_all([KeyCode::Down, KeyCode::Enter, KeyCode::Char(' ')]);
        insta::assert_snapshot!(format!("english_reading_{width}"), screen.text());
        screen.press(KeyCode::Tab);
        insta::assert_snapshot!(format!("english_related_{width}"), screen.text());
        screen.press(KeyCode::Char('?'));
        insta::assert_snapshot!(format!("english_help_{width}"), screen.text());
        screen.press_all([KeyCode::Esc, KeyCode::Char('/')]);
        screen.type_text("signal");
        screen.press(KeyCode::Enter);
        insta::assert_snapshot!(format!("english_search_{width}"), screen.text());
    }
}

#[test]
fn opening_marks_read_and_the_trail_leads_back() {
    let mut screen = Screen::new(120, 36);
    let first = screen.article_title();
    screen.press(KeyCode::Enter);
    assert_eq!(screen.unread(), screen.total() - 1);
    screen.press_all([KeyCode::Char(' '), KeyCode::Tab, KeyCode::Enter]);
    let second = screen.article_title();
    assert_ne!(first, second, "a related article opens");
    screen.press(KeyCode::Char('n'));
    assert_eq!(screen.unread(), screen.total() - 3);
    screen.press(KeyCode::Backspace);
    assert_eq!(screen.article_title(), second);
    screen.press(KeyCode::Backspace);
    let back = screen.text();
    screen.press(KeyCode::Char('g'));
    assert_eq!(screen.article_title(), first);
    assert_ne!(back, screen.text(), "the place in it was kept");
    screen.press(KeyCode::Char('w'));
    assert_eq!(screen.article_title(), second, "and on again");
    insta::assert_snapshot!("trail_120", screen.text());
    // Another way taken from here forgets what lay ahead.
    screen.press_all([KeyCode::Tab, KeyCode::Down, KeyCode::Enter]);
    let third = screen.article_title();
    screen.press(KeyCode::Char('w'));
    assert_eq!(screen.article_title(), third);
}

#[test]
fn stars_and_marks_of_reading_are_kept_and_taken_back() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char('s'));
    assert_eq!(screen.starred(), 1);
    screen.press(KeyCode::Char('m'));
    assert_eq!(screen.unread(), screen.total() - 1);
    screen.press_all([KeyCode::Char('s'), KeyCode::Char('m')]);
    assert_eq!((screen.starred(), screen.unread()), (0, screen.total()));
}

#[test]
fn the_place_in_an_article_is_found_again_at_another_width_and_in_another_run() {
    let mut screen = Screen::new(120, 36);
    screen.press_all([KeyCode::Enter, KeyCode::Char(' ')]);
    let word = screen.first_word_of_article();
    screen.resize(80, 24);
    assert!(screen.article_row(0).contains(&word));
    screen.resize(120, 36);
    assert_eq!(screen.first_word_of_article(), word);
    let mut again = screen.restart();
    again.press(KeyCode::Enter);
    assert_eq!(again.first_word_of_article(), word);
}

#[test]
fn scrolling_to_the_end_shows_the_end_and_g_the_top() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Enter);
    let top = screen.text();
    screen.press(KeyCode::Char('G'));
    let end = screen.text();
    assert!(end.contains("100%"), "{end}");
    screen.press(KeyCode::Char('j'));
    assert_eq!(screen.text(), end, "nothing lies below the end");
    screen.press(KeyCode::Char('g'));
    assert_eq!(screen.text(), top);
    for _ in 0..500 {
        screen.press(KeyCode::Down);
    }
    assert_eq!(screen.text(), end);
}

#[test]
fn scrolling_by_rows_shows_what_a_fresh_screen_shows() {
    let mut scrolled = Screen::new(120, 36);
    scrolled.press(KeyCode::Enter);
    for _ in 0..15 {
        scrolled.press(KeyCode::Char('j'));
    }
    // The place is remembered by its text; a row without any is no place.
    while scrolled.article_row(0).is_empty() {
        scrolled.press(KeyCode::Char('j'));
    }
    let column =
        |screen: &Screen| -> Vec<String> { (0..30).map(|row| screen.article_row(row)).collect() };
    let rows = column(&scrolled);
    let mut fresh = scrolled.restart();
    fresh.press(KeyCode::Enter);
    assert_eq!(column(&fresh), rows);
}

#[test]
fn a_search_that_is_wrong_says_where_and_can_be_mended() {
    let mut screen = Screen::new(80, 24);
    screen.press(KeyCode::Char('/'));
    screen.type_text("\"القمح");
    screen.press(KeyCode::Enter);
    let wrong = screen.text();
    insta::assert_snapshot!("search_wrong_80", wrong);
    screen.type_text("\"");
    screen.press(KeyCode::Enter);
    assert!(screen.listed() > 0);
    assert!(screen.listed() < screen.total() as usize);
    screen.press(KeyCode::Esc);
    // So tall that all is loaded.
    screen.resize(80, 130);
    assert_eq!(screen.listed(), screen.total() as usize);
}

#[test]
fn every_size_is_survived_in_every_state() {
    let states: [&[KeyCode]; 7] = [
        &[],
        &[KeyCode::Enter, KeyCode::Char('G')],
        &[KeyCode::Tab, KeyCode::Tab, KeyCode::Down],
        &[KeyCode::Char('?'), KeyCode::Char('G')],
        &[KeyCode::Char('/'), KeyCode::Char('ق')],
        &[KeyCode::Char('F')],
        &[KeyCode::Char('o')],
    ];
    for keys in states {
        let mut screen = Screen::new(120, 36);
        screen.press_all(keys.iter().copied());
        let before = screen.text();
        for width in [1, 2, 3, 5, 8, 13, 21, 39, 40, 71, 72, 107, 108, 250] {
            for height in [1, 2, 3, 4, 9, 10, 24] {
                screen.resize(width, height);
                screen.press(KeyCode::Down);
                screen.press(KeyCode::Up);
            }
        }
        screen.resize(120, 36);
        if keys.is_empty() {
            assert_eq!(screen.text(), before);
        }
    }
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mut screen = Screen::empty(80, 24);
    insta::assert_snapshot!("empty_80", screen.text());
    for key in "jkgGnpsm \t".chars() {
        screen.press(KeyCode::Char(key));
    }
    screen.press_all([
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::Enter,
        KeyCode::Backspace,
    ]);
}
