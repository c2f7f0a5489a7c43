//! What goes to the clipboard is the text as it is read, however it lies on the screen.

use crossterm::event::KeyCode;
use marsad::article::{Article, Block, Inline};

use crate::screen::Screen;

const MIXED: &str = "أعلنت شركة OpenWorks أمس إطلاق نسخة 3.5 من برنامج Marsad في عمّان.";
const SECOND: &str = "وقالت الشركة إن 40% من المستخدمين طلبوا ذلك (منذ 2024)، وأضافت أنها ماضية.";
const ADDRESS: &str = "https://news.example/1";

fn article() -> Article {
    Article {
        url: Some(ADDRESS.into()),
        title: "إطلاق نسخة جديدة".into(),
        source: "صحيفة المثال".into(),
        body: vec![
            Block::Paragraph(Inline::plain(MIXED)),
            Block::Quote(vec![Block::Paragraph(Inline::plain(SECOND))]),
            Block::Table {
                header: true,
                rows: vec![
                    vec![Inline::plain("السنة"), Inline::plain("العدد")],
                    vec![Inline::plain("2024"), Inline::plain("17")],
                ],
            },
        ],
        ..Article::default()
    }
}

/// The reader on the article in a window so narrow that its paragraphs wrap.
fn screen() -> Screen {
    let mut screen = Screen::showing(article(), 50, 40);
    screen.press(KeyCode::Enter);
    screen
}

#[test]
fn a_key_copies_the_paragraph_in_view_and_shows_which() {
    let mut screen = screen();
    screen.press(KeyCode::Char('y'));
    assert_eq!(screen.copied().as_deref(), Some(MIXED));
    let marked = screen.reversed();
    assert!(
        marked.contains("OpenWorks") && !marked.contains("40%"),
        "{marked}"
    );
    screen.press(KeyCode::Down);
    assert!(!screen.reversed().contains("OpenWorks"));
}

#[test]
fn another_copies_all_with_the_address() {
    let mut screen = screen();
    screen.press(KeyCode::Char('Y'));
    let all = screen.copied().expect("copied");
    assert!(all.starts_with("إطلاق نسخة جديدة\n\n"), "{all}");
    assert!(all.ends_with(&format!("\n\n{ADDRESS}")), "{all}");
    assert!(all.contains(MIXED) && all.contains("السنة\tالعدد"), "{all}");
}

#[test]
fn in_a_list_the_headline_and_its_address_are_copied() {
    let mut screen = Screen::showing(article(), 120, 36);
    screen.press(KeyCode::Char('y'));
    let copied = screen.copied().expect("copied");
    assert_eq!(copied, format!("إطلاق نسخة جديدة\n{ADDRESS}"));
}

#[test]
fn the_mouse_selects_in_the_order_of_reading() {
    // From the first letter, at the right, to the end of the Latin name, which stands to
    // the left of its beginning's neighbours on the screen but reads from left to right.
    let mut screen = screen();
    let (right, row) = screen.find_end("ﺖﻨﻠﻋﺃ").expect("the first word");
    let (left, _) = screen.find("OpenWorks").expect("the name");
    let last_letter = left + "OpenWorks".len() as u16 - 1;
    screen.drag((right, row), (last_letter, row));
    assert_eq!(screen.copied().as_deref(), Some("أعلنت شركة OpenWorks"));
    // To the name's first letter, which stands further to the left: less of the text.
    screen.drag((right, row), (left, row));
    assert_eq!(screen.copied().as_deref(), Some("أعلنت شركة O"));
    // And the other way about.
    screen.drag((left, row), (right, row));
    assert_eq!(screen.copied().as_deref(), Some("أعلنت شركة O"));
}

#[test]
fn rows_and_pieces_are_joined_as_they_were_written() {
    let mut screen = screen();
    let (right, row) = screen.find_end("ﺖﻨﻠﻋﺃ").expect("the first word");
    // Down to the foot of the article: the wrapped rows are one line again, the quote
    // has no bar, and table cells have tabs between them.
    let (_, foot) = screen.find("17").expect("the last cell");
    screen.drag((right, row), (1, foot));
    let copied = screen.copied().expect("copied");
    let expected = format!("{MIXED}\n\n{SECOND}\n\nالسنة\tالعدد\n2024\t17");
    assert_eq!(copied, expected);
}

#[test]
fn a_click_alone_copies_nothing_and_beside_the_text_selects_to_its_end() {
    let mut screen = screen();
    let (right, row) = screen.find_end("ﺖﻨﻠﻋﺃ").expect("the first word");
    screen.drag((right, row), (right, row));
    assert_eq!(screen.copied(), None);
    let (_, last_row) = screen.find("40").expect("the quote");
    screen.drag((49, row), (49, last_row));
    let copied = screen.copied().expect("copied");
    assert!(copied.starts_with(MIXED), "{copied}");
}

#[test]
fn clicks_choose_and_open_and_the_wheel_scrolls() {
    let mut screen = Screen::new(120, 36);
    let first = screen.article_title();
    let unread = screen.unread();
    // The second headline: each takes three rows or so, from the frame on.
    screen.click((110, 6));
    let second = screen.article_title();
    assert_ne!(first, second);
    assert_eq!(screen.unread(), unread, "chosen, not read");
    screen.click((110, 6));
    assert_eq!(screen.unread(), unread - 1, "opened");
    let before = screen.rows();
    screen.wheel_down((60, 10));
    assert_ne!(screen.rows(), before);
    screen.wheel_up((60, 10));
    assert_eq!(screen.rows(), before);
}
