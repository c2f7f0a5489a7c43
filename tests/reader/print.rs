//! Reading like print: the article alone, newspaper columns, marks on letters.

use crossterm::event::KeyCode;
use marsad::config::{Harakat, Reading};
use marsad::locale::Language;
use marsad::reader::Preferences;

use crate::screen::{Screen, is_mark};

fn reading(change: impl FnOnce(&mut Reading)) -> Preferences {
    let mut preferences = Preferences::in_language(Language::ARABIC);
    change(&mut preferences.reading);
    preferences
}

#[test]
fn the_article_alone_in_one_column_or_as_many_as_there_is_room_for() {
    for (width, height) in [(60, 24), (120, 36), (160, 40), (200, 50)] {
        let mut screen = Screen::new(width, height);
        screen.press_all([KeyCode::Down, KeyCode::Enter, KeyCode::Char('z')]);
        insta::assert_snapshot!(format!("alone_{width}"), screen.text());
        let alone = screen.text();
        screen.press_all([KeyCode::Char(' '), KeyCode::Char('b'), KeyCode::Char('g')]);
        assert_eq!(screen.text(), alone);
        screen.press(KeyCode::Esc);
        assert!(screen.text().contains('┃'), "the panes are back");
    }
}

#[test]
fn another_pane_is_reached_from_the_article_alone() {
    let mut screen = Screen::new(120, 36);
    screen.press_all([KeyCode::Enter, KeyCode::Char('z'), KeyCode::Tab]);
    assert!(screen.text().contains('┃'));
    screen.press_all([KeyCode::Char('z'), KeyCode::Char('n')]);
    assert!(
        !screen.text().contains('┃'),
        "the next article is alone too"
    );
}

#[test]
fn the_same_word_stays_on_the_screen_when_columns_come_and_go() {
    let mut screen = Screen::new(200, 30);
    screen.press_all([KeyCode::Enter, KeyCode::Char(' ')]);
    let word = screen.first_word_of_article();
    for width in [200, 160, 120, 90, 61, 200] {
        screen.resize(width, 30);
        screen.press(KeyCode::Char('z'));
        let text: String = screen.text().chars().filter(|c| !is_mark(*c)).collect();
        assert!(text.contains(&word), "{width}: {word}\n{text}");
        screen.press(KeyCode::Char('z'));
    }
    assert_eq!(screen.first_word_of_article(), word);
}

#[test]
fn marks_on_letters_are_shown_as_newspapers_print_them_or_not_at_all() {
    let marks = |screen: &Screen, set: &str| -> usize {
        // What stands at the foot has marks of its own.
        let rows = screen.rows();
        let text = rows[..rows.len() - 1].concat();
        text.chars().filter(|c| set.contains(*c)).count()
    };
    let (vowels, printed) = ("\u{64e}\u{64f}\u{650}\u{652}", "\u{64b}\u{651}");
    let mut screen = Screen::showing(vocalised(), 80, 24);
    screen.press(KeyCode::Enter);
    assert!(marks(&screen, vowels) > 0 && marks(&screen, printed) > 0);
    screen.press(KeyCode::Char('T'));
    assert!(marks(&screen, vowels) == 0 && marks(&screen, printed) > 0);
    screen.press(KeyCode::Char('T'));
    assert_eq!(marks(&screen, vowels) + marks(&screen, printed), 0);
    // What is copied has all of them.
    screen.press(KeyCode::Char('y'));
    assert!(screen.copied().expect("copied").contains('\u{64e}'));
    screen.press(KeyCode::Char('T'));
    assert!(marks(&screen, vowels) > 0);
    screen.prefer(reading(|reading| reading.harakat = Harakat::Hidden));
    assert_eq!(marks(&screen, vowels), 0);
}

#[test]
fn measure_and_line_spacing_are_as_the_settings_say() {
    let mut screen = Screen::new(200, 50);
    screen.press(KeyCode::Enter);
    let widest = |screen: &Screen| -> usize {
        let rows = (0..40).map(|row| screen.article_row(row).chars().count());
        rows.max().unwrap_or(0)
    };
    let blank = |screen: &Screen| {
        (0..40)
            .filter(|&row| screen.article_row(row).is_empty())
            .count()
    };
    assert!((60..=72).contains(&widest(&screen)), "{}", screen.text());
    let single = blank(&screen);
    screen.prefer(reading(|reading| reading.measure = 40));
    assert!((30..=40).contains(&widest(&screen)));
    screen.prefer(reading(|reading| reading.line_spacing = 2));
    let doubled = blank(&screen);
    assert!(doubled > single + 3, "{doubled} {single} {}", screen.text());
}

fn vocalised() -> marsad::article::Article {
    marsad::article::Article {
        title: "نص".to_owned(),
        body: marsad::article::html::blocks("<p>قَرَأَ الطَّالِبُ كِتَابًا</p>", None),
        ..Default::default()
    }
}
