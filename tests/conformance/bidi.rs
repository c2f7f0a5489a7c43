//! BidiTest and BidiCharacterTest (UAX #9): the order of cells.

use std::collections::BTreeSet;

use marsad::text::{BaseDirection, Direction, Paragraph};

use crate::{tests, unicode_data};

/// A case: characters in logical order, and what becomes of them.
struct Case<'a> {
    chars: &'a [char],
    base: BaseDirection,
    /// Levels; `None` for characters that the algorithm removes.
    levels: &'a [Option<u8>],
    /// Indices of the characters that are left, from left to right.
    order: &'a [usize],
}

/// Whether the cells of the paragraph stand in the order of the case. A cell stands for
/// its first character that is left; marks stay with their base (L3), and a paragraph
/// separator has no cell.
fn fault(case: &Case<'_>) -> Option<String> {
    let text: String = case.chars.iter().collect();
    let starts: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    let paragraph = Paragraph::new(&text, case.base);
    let line = paragraph.one_line();
    let mut order = Vec::new();
    let mut covered = BTreeSet::new();
    for cell in paragraph.cells(&line) {
        let range = cell.text_range();
        let inside = (0..starts.len()).filter(|&index| range.contains(&starts[index]));
        let left: Vec<usize> = inside
            .filter(|&index| case.levels[index].is_some())
            .collect();
        let Some(&first) = left.first() else {
            return Some(format!("a cell for {range:?}, of which nothing is left"));
        };
        let is_blank = case.chars[first].is_whitespace();
        let level = case.levels[first].unwrap_or_default();
        if !is_blank && cell.direction.is_rtl() != (level % 2 == 1) {
            return Some(format!("character {first} runs the wrong way"));
        }
        order.push(first);
        covered.extend(left);
    }
    let firsts: BTreeSet<usize> = order.iter().copied().collect();
    let expected: Vec<usize> = case
        .order
        .iter()
        .copied()
        .filter(|index| firsts.contains(index))
        .collect();
    if order != expected {
        return Some(format!("order {order:?}, expected {expected:?}"));
    }
    let lost = case.order.iter().find(|index| {
        let c = case.chars[**index];
        !covered.contains(index) && !is_never_drawn(c)
    });
    lost.map(|index| format!("character {index} is nowhere"))
}

/// Left by the algorithm, but with nothing to draw.
fn is_never_drawn(c: char) -> bool {
    c.is_control() && c != '\t'
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{2066}'
                ..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{200b}'
        )
}

fn levels(field: &str) -> Vec<Option<u8>> {
    field
        .split_whitespace()
        .map(|level| level.parse().ok())
        .collect()
}

fn indices(field: &str) -> Vec<usize> {
    field
        .split_whitespace()
        .map(|index| index.parse().expect("an index"))
        .collect()
}

/// A character of each class.
pub(crate) fn of_class(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => 'א',
        "AL" => 'د',
        "EN" => '1',
        "ES" => '-',
        "ET" => '%',
        "AN" => '\u{661}',
        "CS" => ',',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "BN" => '\u{ad}',
        "NSM" => '\u{300}',
        "LRE" => '\u{202a}',
        "RLE" => '\u{202b}',
        "PDF" => '\u{202c}',
        "LRO" => '\u{202d}',
        "RLO" => '\u{202e}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("class {other}"),
    }
}

#[test]
fn bidi_test() {
    let Some(text) = unicode_data("BidiTest.txt") else {
        return;
    };
    let (mut expected_levels, mut order) = (Vec::new(), Vec::new());
    let (mut cases, mut faults) = (0, Vec::new());
    for (number, line) in tests(&text) {
        if let Some(field) = line.strip_prefix("@Levels:") {
            expected_levels = levels(field);
        } else if let Some(field) = line.strip_prefix("@Reorder:") {
            order = indices(field);
        } else {
            let (classes, bases) = line.split_once(';').expect("two fields");
            let chars: Vec<char> = classes.split_whitespace().map(of_class).collect();
            let bases: u8 = bases.trim().parse().expect("a set of bits");
            for (bit, base) in [
                (1, BaseDirection::PLAIN),
                (2, BaseDirection::Always(Direction::LeftToRight)),
                (4, BaseDirection::Always(Direction::RightToLeft)),
            ] {
                if bases & bit == 0 {
                    continue;
                }
                cases += 1;
                let case = Case {
                    chars: &chars,
                    base,
                    levels: &expected_levels,
                    order: &order,
                };
                if let Some(fault) = fault(&case) {
                    faults.push(format!("line {number}, {line:?}, {base:?}: {fault}"));
                }
            }
        }
    }
    report(cases, 700_000, &faults);
}

#[test]
fn bidi_character_test() {
    let Some(text) = unicode_data("BidiCharacterTest.txt") else {
        return;
    };
    let (mut cases, mut faults) = (0, Vec::new());
    for (number, line) in tests(&text) {
        let fields: Vec<&str> = line.split(';').collect();
        let [chars, base, direction, expected_levels, order] = fields[..] else {
            panic!("line {number}: five fields");
        };
        let chars: Vec<char> = chars
            .split_whitespace()
            .map(|code| {
                let code = u32::from_str_radix(code, 16).expect("a code point");
                char::from_u32(code).expect("a character")
            })
            .collect();
        let base = match base {
            "0" => BaseDirection::Always(Direction::LeftToRight),
            "1" => BaseDirection::Always(Direction::RightToLeft),
            _ => BaseDirection::PLAIN,
        };
        let text: String = chars.iter().collect();
        let case = Case {
            chars: &chars,
            base,
            levels: &levels(expected_levels),
            order: &indices(order),
        };
        cases += 1;
        let runs_rtl = Paragraph::new(&text, base).direction().is_rtl();
        if runs_rtl != (direction == "1") {
            faults.push(format!("line {number}: the paragraph runs the wrong way"));
        }
        faults.extend(fault(&case).map(|fault| format!("line {number}: {fault}")));
    }
    report(cases, 90_000, &faults);
}

fn report(cases: usize, least: usize, faults: &[String]) {
    println!("{cases} cases, {} faults", faults.len());
    assert!(cases > least, "only {cases} cases");
    let first: Vec<_> = faults.iter().take(20).collect();
    assert!(faults.is_empty(), "{} of {cases}: {first:#?}", faults.len());
}
