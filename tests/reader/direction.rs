//! Each field takes its direction from its own text. The faults that other readers were
//! reported for, by their numbers.

use crossterm::event::KeyCode;
use marsad::article::{Article, Block, Inline};
use marsad::text::{BaseDirection, Paragraph};
use unicode_width::UnicodeWidthStr;

use crate::screen::{Screen, drawn};

fn article(title: &str, blocks: Vec<Block>) -> Article {
    Article {
        title: title.into(),
        source: "The Harbour Post".into(),
        body: blocks,
        ..Article::default()
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Inline::plain(text))
}

fn reading(article: Article) -> Screen {
    let mut screen = Screen::showing(article, 60, 40);
    screen.press(KeyCode::Enter);
    screen
}

/// Columns between `text` and the frame at the left and at the right.
#[track_caller]
fn margins(screen: &Screen, text: &str) -> (u16, u16) {
    let (left, _) = screen
        .find(text)
        .unwrap_or_else(|| panic!("{text} in\n{}", screen.text()));
    (left - 1, 59 - left - text.width() as u16)
}

#[track_caller]
fn assert_begins_right(screen: &Screen, text: &str) {
    let (left, right) = margins(screen, text);
    assert!(
        right <= 4 && left > right,
        "{text}: {left}, {right}\n{}",
        screen.text()
    );
}

#[track_caller]
fn assert_begins_left(screen: &Screen, text: &str) {
    let (left, right) = margins(screen, text);
    assert!(
        left <= 4 && right > left,
        "{text}: {left}, {right}\n{}",
        screen.text()
    );
}

#[test]
fn quite_rss_461_a_title_that_begins_with_a_number_runs_from_the_right() {
    let title = "2026: عام القطارات السريعة";
    let screen = reading(article(title, Vec::new()));
    let shown = drawn("\u{200f}2026: عام القطارات السريعة");
    assert!(
        shown.ends_with(":2026") || shown.ends_with("2026"),
        "{shown}"
    );
    assert_begins_right(&screen, &shown);
}

#[test]
fn liferea_414_the_title_does_not_turn_the_body_round() {
    let screen = reading(article(
        "خبر من الميناء",
        vec![paragraph("An English body."), paragraph("متن عربي.")],
    ));
    assert_begins_right(&screen, &drawn("خبر من الميناء"));
    assert_begins_left(&screen, "An English body.");
    assert_begins_right(&screen, &drawn("متن عربي."));
    let screen = reading(article(
        "News of the harbour",
        vec![paragraph("متن عربي."), paragraph("An English body.")],
    ));
    assert_begins_left(&screen, "News of the harbour");
    assert_begins_right(&screen, &drawn("متن عربي."));
    assert_begins_left(&screen, "An English body.");
}

#[test]
fn liferea_944_alignment_is_not_direction() {
    let html = r#"<p align="left">فقرة عربية (أولى).</p><p align="right">A paragraph (in English).</p>
        <p dir="rtl">Another one.</p><p dir="ltr">وهذه أيضًا.</p>"#;
    let body = marsad::article::html::blocks(html, None);
    let screen = reading(article("عنوان", body));
    assert_begins_right(&screen, &drawn("فقرة عربية (أولى)."));
    assert_begins_left(&screen, "A paragraph (in English).");
    assert_begins_left(&screen, "Another one.");
    assert_begins_right(&screen, &drawn("وهذه أيضًا."));
}

#[test]
fn net_news_wire_2464_the_halves_at_a_comma_keep_their_places() {
    let text = "قال المدير، إن العمل مستمر";
    let shown = drawn(text);
    let (first, second) = (drawn("قال المدير"), drawn("إن العمل مستمر"));
    assert_eq!(shown, format!("{second} ،{first}"));
    assert_begins_right(&reading(article("عنوان", vec![paragraph(text)])), &shown);
}

#[test]
fn newsboat_whatever_language_a_feed_names_the_text_decides() {
    for language in [
        None,
        Some("ar-EG"),
        Some("ar"),
        Some("en-US"),
        Some("AR_eg"),
        Some("?"),
    ] {
        let mut article = article(
            "عنوان عربي",
            vec![paragraph("An English body."), paragraph("متن عربي.")],
        );
        article.language = language.map(Into::into);
        let screen = reading(article);
        assert_begins_right(&screen, &drawn("عنوان عربي"));
        assert_begins_left(&screen, "An English body.");
        assert_begins_right(&screen, &drawn("متن عربي."));
    }
}

#[test]
fn trippy_1344_brackets_are_mirrored_once_and_text_reordered_once() {
    let screen = reading(article(
        "عنوان",
        vec![paragraph("كلمة (قوس) [آخر] «اقتباس»")],
    ));
    assert!(
        screen.text().contains("«ﺱﺎﺒﺘﻗﺍ» [ﺮﺧﺁ] (ﺱﻮﻗ) ﺔﻤﻠﻛ"),
        "{}",
        screen.text()
    );
}

#[test]
fn list_items_quotes_captions_and_cells_run_each_its_own_way() {
    let both =
        |arabic: &str, english: &str| vec![vec![paragraph(arabic)], vec![paragraph(english)]];
    let screen = reading(article(
        "عنوان",
        vec![
            Block::List {
                start: None,
                items: both("بند عربي أول.", "An English item."),
            },
            Block::Quote(vec![
                paragraph("اقتباس عربي."),
                paragraph("A quote in English."),
            ]),
            Block::Image {
                url: "https://a.example/1.jpg".into(),
                alt: "صورة".into(),
                caption: Some(Inline::plain("A caption (2026).").into()),
            },
            Block::Table {
                header: false,
                rows: vec![vec![
                    Inline::plain("خلية عربية."),
                    Inline::plain("English cell."),
                ]],
            },
        ],
    ));
    for arabic in ["بند عربي أول.", "اقتباس عربي.", "خلية عربية."] {
        assert!(screen.shows(arabic), "{arabic} in\n{}", screen.text());
    }
    for english in [
        "An English item.",
        "A quote in English.",
        "A caption (2026).",
        "English cell.",
    ] {
        assert!(
            screen.find(english).is_some(),
            "{english} in\n{}",
            screen.text()
        );
    }
    assert_begins_left(&screen, "A caption (2026).");
}

/// What is written and what a line shows of it. The parts of dates, scores and telephone
/// numbers follow each other from the right, as they do in print and as fribidi has them.
const WHOLE: [(&str, &str); 14] = [
    ("12,345.67", "12,345.67"),
    ("13:45", "13:45"),
    ("192.168.1.1", "192.168.1.1"),
    ("2026-11-24", "24-11-2026"),
    ("3-1", "1-3"),
    ("+962-6-555", "555-6-962+"),
    ("$1,200", "1,200$"),
    ("25%", "%25"),
    ("٢٥٪", "٪٢٥"),
    ("OpenWorks 3.5", "OpenWorks 3.5"),
    ("a.example/b?c=1", "a.example/b?c=1"),
    ("user@mail.example", "user@mail.example"),
    ("#القدس", "ﺱﺪﻘﻟﺍ#"),
    ("C++", "++C"),
];

#[test]
fn numbers_addresses_tags_names_and_scores_stay_whole() {
    for (written, expected) in WHOLE {
        let shown = drawn(&format!("كتب {written} ثم مضى"));
        assert_eq!(shown, format!("ﻰﻀﻣ ﻢﺛ {expected} ﺐﺘﻛ"), "{written}");
    }
}

#[test]
fn numbers_and_tags_are_not_broken_where_a_row_has_room_for_them() {
    for (written, expected) in WHOLE {
        // Two words, and an address, which may be broken at a slash as in print.
        if written.contains([' ', '/']) {
            continue;
        }
        let text = format!("كلمة كلمتان {written} ثلاث كلمات");
        let paragraph = Paragraph::new(&text, BaseDirection::PLAIN);
        for width in expected.chars().count()..30 {
            let mut rows = paragraph
                .lines(width)
                .map(|line| -> String { paragraph.cells(&line).map(|cell| cell.symbol).collect() });
            assert!(
                rows.any(|row| row.contains(expected)),
                "{written} in {width} columns"
            );
        }
    }
}
