//! Keys, commands, languages and undoing, as they are seen.

use crossterm::event::KeyCode;
use marsad::article::{Article, Block, InlineBuilder, MarkKind};
use marsad::locale::Language;
use marsad::reader::{Errand, Preferences};

use crate::SIZES;
use crate::screen::Screen;

#[test]
fn an_act_is_taken_back_with_a_key_also_after_a_restart() {
    let mut screen = Screen::new(120, 36);
    let title = screen.article_title();
    screen.type_text("sA");
    assert_eq!((screen.starred(), screen.unread()), (1, 0));
    assert!(screen.text().contains("50"), "{}", screen.text());
    insta::assert_snapshot!("all_marked_read_120", screen.text());
    let mut again = screen.restart();
    again.press(KeyCode::Char('u'));
    assert_eq!((again.starred(), again.unread()), (1, again.total()));
    again.press(KeyCode::Char('u'));
    assert_eq!(again.starred(), 0);
    again.press(KeyCode::Char('u'));
    assert!(again.find("ﻪﻨﻋ").is_some(), "{}", again.text());
    assert_eq!(again.article_title(), title);
}

#[test]
fn marking_all_read_is_of_the_list_that_is_shown() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char('/'));
    screen.type_text("title:القمح");
    screen.press(KeyCode::Enter);
    let found = screen.listed() as u64;
    screen.press(KeyCode::Char('A'));
    assert_eq!(screen.unread(), screen.total() - found);
    screen.press(KeyCode::Char('u'));
    assert_eq!(screen.unread(), screen.total());
}

#[test]
fn the_language_goes_round_and_the_screen_with_it() {
    let mut screen = Screen::new(120, 36);
    let arabic = screen.text();
    screen.press(KeyCode::Char('L'));
    let english = screen.text();
    assert!(
        english.contains("English") && english.contains("Headlines"),
        "{english}"
    );
    let left = |screen: &Screen| screen.find("┏").expect("the pane with the focus").0;
    assert_eq!(left(&screen), 0, "headlines stand at the left");
    screen.press(KeyCode::Char('L'));
    insta::assert_snapshot!("persian_120", screen.text());
    screen.press_all([KeyCode::Char('L'), KeyCode::Down, KeyCode::Up]);
    assert_eq!(screen.text(), arabic);
}

#[test]
fn the_language_chosen_by_key_and_the_widths_are_kept() {
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char('L'));
    screen.type_text("++");
    let english = screen.text();
    let again = screen.restart_in(Language::ARABIC);
    assert_eq!(again.text(), english.replace("English", "       "));
    // Settings that have another language since are what counts.
    let mut screen = again.restart_in(Language::ENGLISH);
    screen.press(KeyCode::Char('L'));
    assert!(screen.text().contains("فارسی") || screen.find("ﯽﺳﺭﺎﻓ").is_some());
    let again = screen.restart_in(Language::ARABIC);
    assert!(again.text().contains("ﺪﺻﺮﻣ"), "{}", again.text());
}

/// Shift with `L` types `/` in the Arabic layout.
#[test]
fn a_sign_is_itself_and_its_key_when_pressed_again() {
    let mut screen = Screen::new(120, 36);
    screen.type_text("ت/");
    assert!(screen.find("/").is_some(), "what / again is");
    screen.type_text("القمح");
    screen.press(KeyCode::Enter);
    let found = screen.listed();
    assert!(found > 0 && found < 50, "{found}");
    screen.press(KeyCode::Esc);
    screen.type_text("ت//");
    assert!(screen.text().contains("English"), "{}", screen.text());
}

#[test]
fn every_action_is_a_command_with_completion() {
    for (width, height) in SIZES {
        let mut screen = Screen::new(width, height);
        screen.press(KeyCode::Char(':'));
        screen.type_text("pa");
        insta::assert_snapshot!(format!("command_{width}"), screen.text());
    }
    let mut screen = Screen::new(120, 36);
    screen.press(KeyCode::Char(':'));
    screen.type_text("st");
    screen.press_all([KeyCode::Tab, KeyCode::Enter]);
    assert_eq!(screen.starred(), 1);
    // By what it does, in the language of the interface, and by the nearest name.
    screen.press(KeyCode::Char(':'));
    screen.type_text("التراجع");
    screen.press(KeyCode::Enter);
    assert_eq!(screen.starred(), 0);
    screen.press(KeyCode::Char(':'));
    screen.type_text("satr");
    screen.press(KeyCode::Enter);
    assert!(screen.text().contains("star"), "{}", screen.text());
    assert_eq!(screen.starred(), 0);
    screen.press(KeyCode::Esc);
    // Tab goes round all that match, Shift-Tab back.
    screen.press(KeyCode::Char(':'));
    screen.type_text("page");
    screen.press_all([KeyCode::Tab, KeyCode::Tab]);
    assert!(screen.rows()[35].contains("page-up"), "{}", screen.text());
    screen.press_all([KeyCode::Tab, KeyCode::BackTab]);
    assert!(screen.rows()[35].contains("page-up"), "{}", screen.text());
}

#[test]
fn the_page_of_keys_is_searched() {
    let mut screen = Screen::in_english(120, 36);
    screen.press(KeyCode::Char('?'));
    screen.press(KeyCode::Char('/'));
    screen.type_text("pane");
    let rows = screen.rows();
    let shown = rows.iter().filter(|row| row.contains("pane-")).count();
    assert_eq!(shown, 2, "{}", screen.text());
    assert!(!screen.text().contains("Quit"), "{}", screen.text());
    screen.press(KeyCode::Enter);
    assert!(!screen.text().contains("Quit"), "the filter stays");
    screen.press_all([KeyCode::Esc, KeyCode::Char('?'), KeyCode::End]);
    assert!(screen.text().contains("Quit"), "{}", screen.text());
}

/// Whoever has the screen read aloud or in braille finds the focus by the cursor.
#[test]
fn the_cursor_stands_where_the_focus_is() {
    for (width, height) in SIZES {
        let mut screen = Screen::new(width, height);
        let first = screen.cursor();
        let title: String = screen.article_title().chars().take(1).collect();
        assert!(!title.is_empty());
        screen.press(KeyCode::Down);
        let second = screen.cursor();
        assert_eq!((second.0, second.1 > first.1), (first.0, true), "{width}");
        screen.press(KeyCode::Enter);
        let reading = screen.cursor();
        assert!(reading.1 <= 2, "{width}: {reading:?}");
        if width > 100 {
            assert!(
                reading.0 < first.0,
                "{width}: the article lies left of the list"
            );
        }
        screen.press(KeyCode::Tab);
        assert_ne!(screen.cursor(), reading, "{width}");
        screen.press(KeyCode::Char(':'));
        assert_eq!(screen.cursor().1, height - 1, "{width}");
        screen.press_all([KeyCode::Esc, KeyCode::Char('?')]);
        assert_eq!(screen.cursor(), (width - 1, 2), "{width}");
    }
}

#[test]
fn what_another_process_does_is_taken_in() {
    let mut screen = Screen::new(120, 36);
    screen.press_all([KeyCode::Down, KeyCode::Down]);
    let title = screen.article_title();
    let before = screen.text();
    screen.catch_up();
    assert_eq!(screen.text(), before, "nothing has changed");
    screen.elsewhere(|library| {
        let read = marsad::library::Query::All;
        library.mark_all_read(&read).expect("marked");
    });
    screen.catch_up();
    assert_ne!(screen.text(), before);
    assert_eq!(screen.article_title(), title);
    assert!(
        !screen.text().contains('●'),
        "all is read: {}",
        screen.text()
    );
}

#[test]
fn borders_are_dragged_and_moved_by_keys() {
    let mut screen = Screen::new(120, 36);
    // The border of the headlines, which stand at the right.
    let border = screen.find("┏").expect("the headlines").0;
    screen.drag((border, 10), (border - 10, 10));
    assert_eq!(screen.find("┏").expect("the headlines").0, border - 10);
    assert_eq!(screen.copied(), None);
    screen.type_text("--");
    assert_eq!(screen.find("┏").expect("the headlines").0, border - 2);
    screen.type_text("+");
    assert_eq!(screen.find("┏").expect("the headlines").0, border - 6);
    // No pane can be pushed off the screen.
    screen.drag((border - 6, 10), (0, 10));
    assert!(screen.text().contains('┏'), "{}", screen.text());
    for _ in 0..50 {
        screen.type_text("-");
    }
    assert!(screen.text().contains('┏'), "{}", screen.text());
    screen.resize(80, 24);
    screen.type_text("++");
    screen.resize(60, 24);
    screen.type_text("+-");
}

#[test]
fn a_link_is_opened_by_a_click_and_no_other_address() {
    let link = |text: &str, address: &str| {
        let mut builder = InlineBuilder::default();
        builder.open(MarkKind::Link(address.to_owned()));
        builder.push(text);
        builder.close();
        Block::Paragraph(builder.take())
    };
    let article = Article {
        title: "خبر".to_owned(),
        body: vec![
            link("abcde", "https://example.org/a?b=c"),
            link("fghij", "javascript:alert(1)"),
        ],
        ..Article::default()
    };
    let mut screen = Screen::showing(article, 80, 24);
    let at = screen.find("bcd").expect("the link");
    screen.click(at);
    let program = screen.program().expect("an address");
    assert_eq!(program[1..], ["https://example.org/a?b=c"]);
    let at = screen.find("ghi").expect("the link");
    screen.click(at);
    assert_eq!(screen.program(), None);
}

#[test]
fn the_article_is_read_aloud_from_the_paragraph_in_view() {
    let mut screen = Screen::new(120, 36);
    screen.press_all([KeyCode::Enter, KeyCode::Char('v')]);
    let title = screen.article_title();
    let spoken = |screen: &mut Screen| match screen.errands().as_slice() {
        [Errand::Speak { text, language }] => {
            assert_eq!(language, "ar");
            text.clone()
        }
        other => panic!("{other:?}"),
    };
    let whole = spoken(&mut screen);
    assert!(whole.starts_with(&title));
    screen.press(KeyCode::Esc);
    assert_eq!(screen.errands(), [Errand::Silence]);
    screen.press_all([KeyCode::Char(' '), KeyCode::Char('v')]);
    let rest = spoken(&mut screen);
    assert!(rest.len() < whole.len() && whole.ends_with(&rest));
    // The next article ends it.
    screen.press(KeyCode::Char('n'));
    assert_eq!(screen.errands(), [Errand::Silence]);
}

#[test]
fn hooks_hear_of_what_happens() {
    let mut screen = Screen::new(120, 36);
    let mut preferences = Preferences::in_language(Language::ARABIC);
    preferences.hooks.star = vec!["keep".to_owned(), "$(x)".to_owned()];
    screen.prefer(preferences);
    screen.press_all([KeyCode::Enter, KeyCode::Char('s')]);
    let errands = screen.errands();
    let [Errand::Run { command, input }] = errands.as_slice() else {
        panic!("{errands:?}");
    };
    assert_eq!(command, &["keep", "$(x)"]);
    let told: serde_json::Value = serde_json::from_str(input).expect("JSON");
    assert_eq!(told["title"], screen.article_title());
    assert_eq!(told["starred"], true);
    screen.press(KeyCode::Char('s'));
    assert!(screen.errands().is_empty(), "a star taken away is no star");
}

#[test]
fn a_new_library_is_offered_what_there_is() {
    for (width, height) in SIZES {
        let mut screen = Screen::new(width, height);
        screen.welcome();
        insta::assert_snapshot!(format!("welcome_{width}"), screen.text());
        let first = screen.article_title();
        screen.press_all([KeyCode::Enter]);
        assert_eq!(screen.unread(), screen.total() - 1, "the first key reads");
        assert_eq!(screen.article_title(), first);
        let mut screen = Screen::in_english(width, height);
        screen.welcome();
        insta::assert_snapshot!(format!("welcome_english_{width}"), screen.text());
    }
}
