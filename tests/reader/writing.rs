//! What the user writes: comments, marked passages and notes, and the fields they are typed in.

use crossterm::event::KeyCode;
use marsad::library::ArticleId;

use crate::screen::Screen;

fn article() -> marsad::article::Article {
    marsad::article::Article {
        title: "كهرباء القرية".to_owned(),
        body: marsad::article::html::blocks(
            "<p>مدّ العمّال الأسلاك (Fiber) إلى القرية مساء أمس.</p><p>تصل الكهرباء غدًا.</p>",
            None,
        ),
        ..Default::default()
    }
}

fn comments(screen: &Screen) -> Vec<(String, String)> {
    let library = screen.library();
    let article = library.article(ArticleId(1)).expect("an article");
    let comments = library.comments(ArticleId(1), &article).expect("comments");
    comments
        .into_iter()
        .map(|one| (one.name, one.text))
        .collect()
}

const EMAIL: &str = "leila@mail.example";

/// Fills in the form for a comment and saves it.
fn comment(screen: &mut Screen, name: &str, email: &str, text: &str) {
    screen.press(KeyCode::Char('c'));
    screen.type_text(name);
    screen.press(KeyCode::Enter);
    screen.type_text(email);
    screen.press(KeyCode::Enter);
    screen.type_text(text);
    screen.press_all([KeyCode::Tab, KeyCode::Enter]);
}

#[test]
fn a_comment_is_written_and_says_what_is_missing_or_malformed() {
    for (width, height) in [(60, 24), (80, 24), (120, 36), (200, 50)] {
        let mut screen = Screen::showing(article(), width, height);
        screen.press_all([KeyCode::Enter, KeyCode::Char('c')]);
        insta::assert_snapshot!(format!("comment_form_{width}"), screen.text());
    }
    let mut screen = Screen::showing(article(), 80, 24);
    screen.press(KeyCode::Enter);
    comment(&mut screen, "ليلى", "ليس عنوانًا", "");
    insta::assert_snapshot!("comment_wrong_80", screen.text());
    assert_eq!(comments(&screen), []);
    // The focus is on the first that is wrong.
    for _ in 0.."ليس عنوانًا".chars().count() {
        screen.press(KeyCode::Backspace);
    }
    screen.type_text(EMAIL);
    screen.press(KeyCode::Tab);
    screen.type_text("خبر سارّ");
    screen.press(KeyCode::Enter);
    screen.type_text("شكرًا لكم");
    screen.press_all([KeyCode::Tab, KeyCode::Enter]);
    let expected = ("ليلى".to_owned(), "خبر سارّ\nشكرًا لكم".to_owned());
    assert_eq!(comments(&screen), [expected]);
    screen.press(KeyCode::Char('G'));
    insta::assert_snapshot!("comment_listed_80", screen.text());
}

#[test]
fn comments_are_changed_deleted_and_brought_back() {
    let mut screen = Screen::showing(article(), 80, 24);
    screen.press(KeyCode::Enter);
    comment(&mut screen, "ليلى", EMAIL, "أول");
    // The second row of the page is the comment; the e-mail need not be given again.
    screen.press_all([KeyCode::Char('c'), KeyCode::Down, KeyCode::Enter]);
    screen.type_text(" معدّل");
    screen.press_all([KeyCode::Tab, KeyCode::Enter]);
    assert_eq!(comments(&screen)[0].1, "أول معدّل");
    screen.press_all([KeyCode::Char('c'), KeyCode::Down, KeyCode::Enter]);
    screen.press_all([KeyCode::Tab, KeyCode::Tab, KeyCode::Enter]);
    assert_eq!(comments(&screen), []);
    screen.press(KeyCode::Char('u'));
    assert_eq!(comments(&screen)[0].1, "أول معدّل");
    screen.press(KeyCode::Char('u'));
    assert_eq!(comments(&screen)[0].1, "أول");
}

#[test]
fn the_email_is_seen_while_it_is_typed_and_never_after() {
    let mut screen = Screen::showing(article(), 120, 36);
    screen.press(KeyCode::Enter);
    comment(&mut screen, "ليلى", EMAIL, "نص");
    let mut seen = vec![screen.text()];
    screen.press(KeyCode::Char('G'));
    seen.push(screen.text());
    screen.press(KeyCode::Char('c'));
    seen.push(screen.text());
    screen.press_all([KeyCode::Down, KeyCode::Enter]);
    seen.push(screen.text());
    screen.press_all([KeyCode::Esc, KeyCode::Char('Y')]);
    seen.extend(screen.copied());
    for text in seen {
        assert!(
            !text.contains("leila") && !text.contains("mail.example"),
            "{text}"
        );
    }
}

#[test]
fn a_form_that_was_left_is_there_again() {
    let mut screen = Screen::showing(article(), 80, 24);
    screen.press_all([KeyCode::Enter, KeyCode::Char('c')]);
    screen.type_text("سعاد");
    screen.press_all([KeyCode::Esc, KeyCode::Char('c'), KeyCode::Enter]);
    screen.type_text(EMAIL);
    screen.press(KeyCode::Enter);
    screen.type_text("نص");
    screen.press_all([KeyCode::Tab, KeyCode::Enter]);
    assert_eq!(comments(&screen)[0].0, "سعاد");
}

#[test]
fn a_passage_is_marked_by_keys_across_words_of_either_direction() {
    let mut screen = Screen::showing(article(), 80, 24);
    screen.press_all([KeyCode::Enter, KeyCode::Char('e')]);
    let arrows = std::iter::repeat_n(KeyCode::Left, 2);
    screen.press_all(arrows);
    screen.press(KeyCode::Enter);
    screen.press_all([KeyCode::Left, KeyCode::Left]);
    insta::assert_snapshot!("marking_80", screen.reversed());
    screen.press(KeyCode::Enter);
    screen.type_text("للمتابعة");
    screen.press_all([KeyCode::Tab, KeyCode::Enter]);
    let notes = |screen: &Screen| screen.library().notes(ArticleId(1)).expect("notes");
    let noted = notes(&screen);
    assert_eq!(noted[0].passage.text, "الأسلاك (Fiber) إلى");
    assert_eq!(noted[0].note, "للمتابعة");
    // 19 characters, two pairs of them a lam-alef.
    assert_eq!(screen.marked_green(), 17);
    // At its words the same key opens it again.
    screen.press_all([
        KeyCode::Char('e'),
        KeyCode::Left,
        KeyCode::Left,
        KeyCode::Enter,
    ]);
    screen.press_all([KeyCode::Tab, KeyCode::Tab, KeyCode::Enter]);
    assert_eq!(notes(&screen), []);
    screen.press(KeyCode::Char('u'));
    assert_eq!(notes(&screen).len(), 1);
    screen.press(KeyCode::Char('E'));
    insta::assert_snapshot!("notes_80", screen.text());
    screen.press_all([KeyCode::Down, KeyCode::Enter]);
    assert_eq!(screen.article_title(), "كهرباء القرية");
}

#[test]
fn what_the_mouse_has_selected_is_marked() {
    let mut screen = Screen::showing(article(), 80, 24);
    screen.press(KeyCode::Enter);
    let start = screen
        .find_end("ﻦﻴﻳﻮﻘﻟﺍ")
        .or_else(|| screen.find("(Fiber)"))
        .expect("there");
    screen.drag(start, (start.0 + 6, start.1));
    screen.press_all([KeyCode::Char('e'), KeyCode::Tab, KeyCode::Enter]);
    let notes = screen.library().notes(ArticleId(1)).expect("notes");
    assert!(
        notes[0].passage.text.contains("Fiber"),
        "{:?}",
        notes[0].passage
    );
}

#[test]
fn the_cursor_shows_both_sides_of_a_boundary_between_directions() {
    let mut screen = Screen::showing(article(), 80, 24);
    screen.press(KeyCode::Char('/'));
    screen.type_text("خبر WHO");
    let row = screen.rows().pop().expect("a foot");
    assert!(row.contains('←'), "{row}");
    screen.press(KeyCode::Right);
    assert!(screen.rows().pop().expect("a foot").contains('→') || !row.is_empty());
    insta::assert_snapshot!("typed_mixed_80", row);
}

#[test]
fn forms_bear_every_size_and_key() {
    for width in [1, 2, 5, 20, 40, 100] {
        for height in [1, 2, 3, 5, 8, 12, 24] {
            let mut screen = Screen::showing(article(), width, height);
            screen.press_all([KeyCode::Enter, KeyCode::Char('c')]);
            for code in [
                KeyCode::Char('ن'),
                KeyCode::Left,
                KeyCode::Down,
                KeyCode::Char('a'),
                KeyCode::Tab,
                KeyCode::Char('ص'),
                KeyCode::Up,
                KeyCode::Tab,
                KeyCode::Right,
                KeyCode::Left,
                KeyCode::BackTab,
                KeyCode::PageDown,
                KeyCode::Esc,
                KeyCode::Char('e'),
                KeyCode::Down,
                KeyCode::Left,
                KeyCode::Up,
                KeyCode::Enter,
                KeyCode::Right,
                KeyCode::Enter,
            ] {
                screen.press(code);
            }
        }
    }
}
