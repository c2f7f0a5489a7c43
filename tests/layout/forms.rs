//! What each kind of terminal makes of the form that is written for it: the visual row
//! again, whatever the row holds.

use marsad::terminal::{OutputForm, encode_line};
use marsad::text::{BaseDirection, Paragraph};
use proptest::prelude::*;
use unicode_bidi::{BidiClass, BidiInfo, Level, ParagraphBidiInfo, bidi_class};
use unicode_bidi_mirroring::get_mirrored;
use unicode_joining_type::{JoiningType, get_joining_type};
use unicode_segmentation::UnicodeSegmentation;

use crate::texts;

const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// `text` laid out on one line, in visual order, without blanks at its ends: they are no
/// one's to see.
fn visual(text: &str) -> String {
    let paragraph = Paragraph::new(text, BaseDirection::PLAIN);
    let line: String = paragraph
        .cells(&paragraph.one_line())
        .map(|cell| cell.symbol)
        .collect();
    line.trim().to_owned()
}

fn mirrored(cell: &str) -> String {
    let mut chars = cell.chars();
    let first = chars.next().expect("a cell is not empty");
    std::iter::once(get_mirrored(first).unwrap_or(first))
        .chain(chars)
        .collect()
}

/// A terminal that runs the bidi algorithm over each row, base direction left to right,
/// and moves whole cells: VTE and Konsole.
fn shown_with_own_bidi(written: &str) -> String {
    let levels = ParagraphBidiInfo::new(written, Some(Level::ltr())).levels;
    let cells: Vec<(&str, Level)> = written
        .grapheme_indices(true)
        .map(|(byte, cell)| (cell, levels[byte]))
        .collect();
    let levels: Vec<Level> = cells.iter().map(|(_, level)| *level).collect();
    BidiInfo::reorder_visual(&levels)
        .into_iter()
        .map(|place| cells[place])
        // The mark parts runs; it is not shown.
        .filter(|(cell, _)| !cell.starts_with(LEFT_TO_RIGHT_MARK))
        .map(|(cell, level)| match level.is_rtl() {
            true => mirrored(cell),
            false => cell.to_owned(),
        })
        .collect()
}

/// The direction that HarfBuzz guesses for a letter's word; signs have none.
fn is_rtl(c: char) -> Option<bool> {
    match c {
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{640}' => None,
        '\u{660}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}' => Some(true),
        c => match bidi_class(c) {
            BidiClass::R | BidiClass::AL => Some(true),
            BidiClass::L => Some(false),
            _ => None,
        },
    }
}

/// A terminal that gives what stands between two spaces, and no other blanks, to HarfBuzz
/// and lets it guess the direction by the first letter: kitty.
fn shown_by_words(word: &str) -> String {
    if word.chars().find_map(is_rtl) == Some(true) {
        word.graphemes(true).rev().map(mirrored).collect()
    } else {
        word.to_owned()
    }
}

/// Nothing that can be written makes kitty show such a word: with its left end first
/// kitty turns it round, and with its right end first it does not.
fn is_beyond_kitty(visual: &str) -> bool {
    visual.chars().find_map(is_rtl) == Some(true)
        && visual.chars().rev().find_map(is_rtl) == Some(false)
}

/// Marks of Arabic letters, as kitty is not given them.
fn without_harakat(text: &str) -> String {
    text.chars()
        .filter(|&c| get_joining_type(c) != JoiningType::Transparent)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_terminal_with_bidi_of_its_own_shows_the_fenced_form_as_print_has_it(text in texts::printed()) {
        let visual = visual(&text);
        let written = encode_line(OutputForm::Fenced, &visual);
        prop_assert_eq!(shown_with_own_bidi(&written), visual);
    }

    #[test]
    fn kitty_shows_the_token_form_as_print_has_it(text in texts::printed()) {
        let visual = visual(&text);
        let written = encode_line(OutputForm::Token, &visual);
        // One blank looks like the other.
        let visual = visual.replace('\u{a0}', " ");
        prop_assert_eq!(written.split(' ').count(), visual.split(' ').count());
        for (written, visual) in written.split(' ').zip(visual.split(' ')) {
            if !is_beyond_kitty(visual) {
                prop_assert_eq!(
                    without_harakat(&shown_by_words(written)),
                    without_harakat(visual)
                );
            }
        }
    }
}

#[test]
fn kitty_is_given_no_harakat_with_arabic_letters_and_arabic_digits_turned_round() {
    let written = encode_line(OutputForm::Token, &visual("مُحَمَّدٌ ٣٧"));
    assert_eq!(written, "٧٣ \u{fee3}\u{fea4}\u{fee4}\u{feaa}");
}

#[test]
fn left_to_right_marks_are_written_in_the_fenced_form_alone() {
    // mlterm gives the mark a column, and what needs none must not be given it.
    let visual = visual("قالت (WHO): ٢٥٪ تعافوا.");
    for form in OutputForm::ALL {
        let holds_mark = encode_line(form, &visual).contains(LEFT_TO_RIGHT_MARK);
        assert_eq!(holds_mark, form == OutputForm::Fenced, "{form}");
    }
}
