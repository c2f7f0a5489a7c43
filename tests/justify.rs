//! Justified lines: every paragraph of the sample library, at every width from 30 to 100.

use std::ops::Range;

use marsad::article::Block;
use marsad::feed::samples;
use marsad::text::{BaseDirection, Cell, Direction, Paragraph, TATWEEL, stretch};

/// Widths of a column of text, from a narrow pane to a wide page.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=100;

fn paragraphs() -> Vec<String> {
    let articles = samples::articles().expect("samples");
    assert!(articles.len() >= 50);
    let blocks = articles.into_iter().flat_map(|article| article.body);
    blocks
        .filter_map(|block| match block {
            Block::Paragraph(inline) => Some(inline.text),
            _ => None,
        })
        .collect()
}

fn columns(cells: &[Cell<'_>]) -> usize {
    cells.iter().map(|cell| usize::from(cell.width)).sum()
}

/// A line that is stretched, as it is and as it becomes.
struct Line<'p> {
    width: usize,
    text: &'p str,
    /// Bytes of the text.
    range: Range<usize>,
    natural: Vec<Cell<'p>>,
    stretched: Vec<Cell<'p>>,
}

/// Calls `check` with each line of `text` that is stretched.
fn each_stretched_line(text: &str, mut check: impl FnMut(&Line<'_>)) {
    let base = BaseDirection::Prevailing {
        otherwise: Direction::RightToLeft,
    };
    let paragraph = Paragraph::new(text, base);
    for width in WIDTHS {
        let mut lines = paragraph.lines(width).peekable();
        while let Some(line) = lines.next() {
            if lines.peek().is_some() {
                let natural: Vec<Cell<'_>> = paragraph.cells(&line).collect();
                check(&Line {
                    width,
                    text,
                    range: paragraph.text_range(&line),
                    stretched: stretch(natural.clone(), width - line.width()),
                    natural,
                });
            }
        }
    }
}

#[test]
fn every_line_but_the_last_fills_its_column_and_loses_nothing() {
    let (mut lines, mut natural) = (0, 0);
    for text in paragraphs() {
        each_stretched_line(&text, |line| {
            lines += 1;
            if columns(&line.stretched) != line.width {
                natural += 1;
                assert_has_no_place(line);
            }
            assert_comes_out_again(line);
            assert_one_place_a_word(line);
            assert_text_is_untouched(line);
        });
    }
    assert!(lines > 20_000, "{lines}");
    assert!(natural * 1000 < lines, "{natural} of {lines}");
}

/// A single word that cannot be drawn out, before one too long for its line.
fn assert_has_no_place(line: &Line<'_>) {
    assert!(
        !line.natural.iter().any(|cell| cell.symbol == " "),
        "{}: {}",
        line.width,
        line.text
    );
    assert_eq!(line.stretched, line.natural);
}

/// What was added comes out again without a trace.
fn assert_comes_out_again(line: &Line<'_>) {
    // Of each run of cells for the same bytes the text's own is the last.
    let mut own = line.stretched.clone();
    own.reverse();
    own.dedup_by_key(|cell| cell.text_range());
    own.reverse();
    assert_eq!(own, line.natural, "{}: {}", line.width, line.text);
}

fn assert_one_place_a_word(line: &Line<'_>) {
    let is_of_word = |c: char| c.is_alphabetic() || matches!(c, '\u{64b}'..='\u{652}' | '\u{670}');
    let written = line
        .natural
        .iter()
        .filter(|cell| cell.symbol == TATWEEL)
        .count();
    let visual: String = line.stretched.iter().map(|cell| cell.symbol).collect();
    for word in visual.split(|c| !is_of_word(c)) {
        let runs = word.split(|c| c != '\u{640}').filter(|run| !run.is_empty());
        assert!(runs.count() <= 1 + written, "{word}: {}", line.text);
    }
}

/// Searching, copying and selecting speak of the text's own bytes.
fn assert_text_is_untouched(line: &Line<'_>) {
    for cell in &line.stretched {
        assert!(line.range.start <= cell.start && cell.end <= line.range.end);
        assert!(line.text.is_char_boundary(cell.start) && line.text.is_char_boundary(cell.end));
    }
}
