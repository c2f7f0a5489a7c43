//! What holds for the layout of any text at any width.

use marsad::text::{BaseDirection, Direction, Line, Paragraph};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::texts;

fn base() -> impl Strategy<Value = BaseDirection> {
    prop::sample::select(vec![
        BaseDirection::PLAIN,
        BaseDirection::Prevailing {
            otherwise: Direction::RightToLeft,
        },
        BaseDirection::Always(Direction::LeftToRight),
        BaseDirection::Always(Direction::RightToLeft),
    ])
}

fn drawn(paragraph: &Paragraph, line: &Line) -> String {
    paragraph.cells(line).map(|cell| cell.symbol).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn cells_part_the_text_and_hold_no_control(text in texts::any(), base in base()) {
        let paragraph = Paragraph::new(&text, base);
        let line = paragraph.one_line();
        let mut ranges: Vec<_> = paragraph.cells(&line).map(|cell| cell.text_range()).collect();
        ranges.sort_by_key(|range| range.start);
        let mut end = 0;
        for range in ranges {
            prop_assert!(range.start >= end && range.end > range.start);
            prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
            // Between cells lies only what is never shown.
            let between = &text[end..range.start];
            prop_assert!(!between.chars().any(char::is_alphanumeric), "{between:?} is lost");
            end = range.end;
        }
        prop_assert!(!text[end..].chars().any(char::is_alphanumeric));
        let drawn = drawn(&paragraph, &line);
        prop_assert!(!drawn.chars().any(char::is_control), "{drawn:?}");
    }

    #[test]
    fn lines_keep_the_width_and_hold_every_cell_once(
        text in texts::any(),
        base in base(),
        width in 1..50_usize,
    ) {
        let paragraph = Paragraph::new(&text, base);
        let mut starts = Vec::new();
        for line in paragraph.lines(width) {
            let widths: usize = paragraph.cells(&line).map(|cell| usize::from(cell.width)).sum();
            prop_assert_eq!(widths, line.width());
            // One cell alone may be wider than the line.
            prop_assert!(line.width() <= width || paragraph.cells(&line).count() == 1);
            starts.extend(paragraph.cells(&line).map(|cell| cell.start));
        }
        starts.sort_unstable();
        let whole = paragraph.one_line();
        let mut all: Vec<usize> = paragraph
            .cells(&whole)
            // White space at the end of a line is not drawn.
            .filter(|cell| starts.contains(&cell.start) || !cell.symbol.trim().is_empty())
            .map(|cell| cell.start)
            .collect();
        all.sort_unstable();
        prop_assert_eq!(starts, all);
    }

    #[test]
    fn a_cell_is_as_wide_as_it_says(text in texts::any()) {
        let paragraph = Paragraph::new(&text, BaseDirection::PLAIN);
        for cell in paragraph.cells(&paragraph.one_line()) {
            prop_assert!((1..=2).contains(&cell.width));
            prop_assert_eq!(cell.symbol.width().clamp(1, 2), usize::from(cell.width));
        }
    }

    #[test]
    fn laying_out_twice_is_the_same(text in texts::any(), base in base(), width in 1..50_usize) {
        let lines = || -> Vec<String> {
            let paragraph = Paragraph::new(&text, base);
            let lines: Vec<Line> = paragraph.lines(width).collect();
            lines.iter().map(|line| drawn(&paragraph, line)).collect()
        };
        prop_assert_eq!(lines(), lines());
    }
}
