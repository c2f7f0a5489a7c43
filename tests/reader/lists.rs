//! Lists that are longer than the screen, and screens that are taller than what a list is
//! read by.

use crossterm::event::KeyCode;
use jiff::Timestamp;
use marsad::article::Article;

use crate::screen::{Screen, drawn};

/// A screen of 60 columns, which the list has for itself, on `count` articles of a line each.
fn screen_of(count: i64, height: u16) -> Screen {
    let article = |n: i64| Article {
        guid: Some(n.to_string()),
        title: format!("خبر {n}"),
        published: Timestamp::from_second(1_790_000_000 + n * 60).ok(),
        ..Article::default()
    };
    let articles: Vec<_> = (0..count).map(article).collect();
    let add = |library: &marsad::library::Library| {
        library.add(articles, Timestamp::UNIX_EPOCH).expect("added");
    };
    Screen::prepared(add, 60, height)
}

/// The numbers of the headlines on the screen, from the top.
fn shown(screen: &Screen) -> Vec<i64> {
    let word = drawn("خبر");
    let rows = screen.rows();
    let numbers = rows.iter().filter_map(|row| row.split_once(&word));
    numbers
        .filter_map(|(number, _)| number.trim_matches([' ', '┃']).parse().ok())
        .collect()
}

#[test]
fn a_screen_of_any_height_is_full_wherever_it_is_in_a_list() {
    for height in [24, 90, 400] {
        let mut screen = screen_of(1_000, height);
        let full = usize::from(height / 2) - 2;
        let from = |first: i64, count: usize| (0..count as i64).map(move |n| first - n);
        let mut check = |keys: &[KeyCode], first: Option<i64>| {
            screen.press_all(keys.iter().copied());
            let shown = shown(&screen);
            assert!(
                shown.len() >= full,
                "{height} rows, {keys:?}: {shown:?}\n{}",
                screen.text()
            );
            let first = first.unwrap_or(shown[0]);
            assert!(shown.iter().copied().eq(from(first, shown.len())));
            shown
        };
        check(&[], Some(999));
        for _ in 0..10 {
            check(&[KeyCode::PageDown], None);
        }
        for _ in 0..10 {
            check(&[KeyCode::PageUp], None);
        }
        check(&[KeyCode::PageUp], Some(999));
        let end = check(&[KeyCode::Char('G')], None);
        assert_eq!(end.last(), Some(&0));
        check(&[KeyCode::PageUp; 3], None);
        check(&[KeyCode::Char('g')], Some(999));
    }
}
