//! LineBreakTest (UAX #14) and GraphemeBreakTest (UAX #29): where lines may end, and
//! what stands in one cell.

use marsad::text::{BaseDirection, Paragraph};
use unicode_segmentation::UnicodeSegmentation;

use crate::{tests, unicode_data};

/// The text of a test and the bytes before which there is a break (÷); the ends left out.
fn case(line: &str) -> (String, Vec<usize>) {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for part in line.split_whitespace() {
        match part {
            "÷" => breaks.push(text.len()),
            "×" => {}
            code => {
                let code = u32::from_str_radix(code, 16).expect("a code point");
                text.push(char::from_u32(code).expect("a character"));
            }
        }
    }
    breaks.retain(|&byte| byte > 0 && byte < text.len());
    (text, breaks)
}

/// Whether `text` can be drawn: paragraphs hold no line breaks, and controls, which stand
/// alone in every rule, are never drawn.
fn is_drawn(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control() && c != '\t'
            || matches!(
                c,
                '\u{ad}' | '\u{200b}'
                    ..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}'
            )
    })
}

/// Where unicode-linebreak takes numbers whole in a way of its own (UAX #14, example 7 of
/// section 8.2, against rule LB25 of the file): no break between closing brackets and
/// percent or currency signs, between these and opening brackets, nor before a digit that
/// follows a comma, full stop or slash. And two of other versions of the rules: U+2329,
/// and the wide brackets of East Asian text after letters (LB30). In Arabic text they only
/// keep a number and its sign together, which is as it should be.
const KNOWN_DIFFERENCES: usize = 50;

#[test]
fn line_break_test() {
    let Some(data) = unicode_data("auxiliary/LineBreakTest.txt") else {
        return;
    };
    let (mut cases, mut differences) = (0, Vec::new());
    for (number, line) in tests(&data) {
        let (text, mut expected) = case(line);
        if !is_drawn(&text) {
            continue;
        }
        cases += 1;
        // No line ends inside a cell, as before the colour of an emoji's skin.
        let cells: Vec<usize> = text.grapheme_indices(true).map(|(byte, _)| byte).collect();
        expected.retain(|byte| cells.contains(byte));
        let paragraph = Paragraph::new(&text, BaseDirection::PLAIN);
        let found: Vec<usize> = paragraph.opportunities().collect();
        if found != expected {
            differences.push(format!("line {number}, {line}: {found:?}"));
        }
    }
    println!("{cases} cases, {} differences", differences.len());
    assert!(cases > 5_000, "only {cases} cases");
    assert!(
        differences.len() <= KNOWN_DIFFERENCES,
        "{} differences: {:#?}",
        differences.len(),
        &differences
    );
    let arabic = |line: &&String| line.contains("06") && line.contains("÷ 06");
    assert_eq!(differences.iter().find(arabic), None);
}

#[test]
fn grapheme_break_test() {
    let Some(data) = unicode_data("auxiliary/GraphemeBreakTest.txt") else {
        return;
    };
    let (mut cases, mut differences) = (0, Vec::new());
    for (number, line) in tests(&data) {
        let (text, expected) = case(line);
        // Number signs stand before digits as one cluster, but each has its own cell.
        let is_prepended = |c: char| matches!(c, '\u{600}'..='\u{605}');
        if !is_drawn(&text) || text.contains(is_prepended) {
            continue;
        }
        cases += 1;
        let paragraph = Paragraph::new(&text, BaseDirection::PLAIN);
        let mut found: Vec<usize> = paragraph
            .cells(&paragraph.one_line())
            .map(|cell| cell.start)
            .filter(|&start| start > 0)
            .collect();
        found.sort_unstable();
        if found != expected {
            differences.push(format!("line {number}, {line}: {found:?}"));
        }
    }
    println!("{cases} cases, {} differences", differences.len());
    assert!(cases > 200, "only {cases} cases");
    assert!(differences.is_empty(), "{differences:#?}");
}
