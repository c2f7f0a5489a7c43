//! The logical form: each part of a row back in the order it was written in, with
//! plain letters.
//!
//! A row is the picture of several texts (panes, columns), so it is taken apart at
//! rules and at wide gaps, and each part gets the direction of its own letters. More
//! than one logical order has the same picture; the one with the longest
//! left-to-right runs is chosen.
//!
//! A lam-alef fills one column, its two letters fill two in nearly every terminal.
//! Where columns must be kept, a word with a lam-alef keeps all its presentation
//! forms: a plain letter beside the ligature would not join to it.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_bidi_mirroring::get_mirrored;

use super::Columns;
use super::unit::{Kind, Unit};

/// Blanks that part two texts rather than two words.
const GAP: usize = 2;

pub(super) fn encode(visual: Vec<Unit<'_>>, columns: Columns) -> Vec<Unit<'_>> {
    let mut units = Vec::with_capacity(visual.len());
    for part in parts(&visual) {
        let start = units.len();
        units.extend(part.iter().cloned());
        if reads_right_to_left(part) {
            turn_to_logical(&mut units[start..]);
        } else {
            units[start..]
                .chunk_by_mut(|a, b| belongs_to_rtl(a) && belongs_to_rtl(b))
                .filter(|run| run[0].kind == Kind::Rtl || run.len() > 1)
                .for_each(turn_to_logical);
        }
    }
    for word in units.chunk_by_mut(|a, b| a.kind == Kind::Rtl && b.kind == Kind::Rtl) {
        make_plain(word, columns);
    }
    units
}

/// The row cut at rules and gaps, these being parts of their own.
fn parts<'a, 'b>(row: &'a [Unit<'b>]) -> Vec<&'a [Unit<'b>]> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut place = 0;
    while place < row.len() {
        let length = if row[place].is_drawing() {
            1
        } else {
            let blanks = row[place..].iter().take_while(|unit| unit.is_blank());
            Some(blanks.count())
                .filter(|&blanks| blanks >= GAP)
                .unwrap_or(0)
        };
        if length == 0 {
            place += 1;
            continue;
        }
        parts.push(&row[start..place]);
        parts.push(&row[place..place + length]);
        place += length;
        start = place;
    }
    parts.push(&row[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// A text set right to left shows its first letter at the right end and its last at
/// the left; where the two ends disagree, the more frequent letters decide.
fn reads_right_to_left(part: &[Unit<'_>]) -> bool {
    let is_strong = |unit: &&Unit<'_>| matches!(unit.kind, Kind::Rtl | Kind::Ltr);
    let leftmost = part.iter().find(is_strong).map(|unit| unit.kind);
    let rightmost = part.iter().rev().find(is_strong).map(|unit| unit.kind);
    if leftmost == rightmost {
        return leftmost == Some(Kind::Rtl);
    }
    let count = |kind| part.iter().filter(|unit| unit.kind == kind).count();
    count(Kind::Rtl) >= count(Kind::Ltr)
}

/// In a left-to-right text only the right-to-left words turn.
fn belongs_to_rtl(unit: &Unit<'_>) -> bool {
    unit.kind == Kind::Rtl
}

/// Turns the whole of `part` round, then the left-to-right runs in it back.
fn turn_to_logical(part: &mut [Unit<'_>]) {
    part.reverse();
    let mut place = 0;
    while place < part.len() {
        let length = ltr_run(&part[place..]);
        if length == 0 {
            mirror(&mut part[place]);
            place += 1;
        } else {
            part[place..place + length].reverse();
            place += length;
        }
    }
}

/// How many units from the start of `rest` make one left-to-right run: from a letter
/// or digit to the last one that only neutrals part from it.
fn ltr_run(rest: &[Unit<'_>]) -> usize {
    rest.iter()
        .take_while(|unit| unit.kind != Kind::Rtl)
        .enumerate()
        .take_while(|&(place, unit)| place > 0 || unit.kind != Kind::Neutral)
        .filter(|(_, unit)| unit.kind != Kind::Neutral)
        .last()
        .map_or(0, |(last, _)| last + 1)
}

fn mirror(unit: &mut Unit<'_>) {
    if let Some(mirrored) = get_mirrored(unit.first_char()) {
        unit.text = Cow::Owned(mirrored.to_string());
    }
}

fn make_plain(word: &mut [Unit<'_>], columns: Columns) {
    let plain: Vec<Option<String>> = word.iter().map(|unit| plain_letters(&unit.text)).collect();
    let widens = |(unit, plain): (&Unit<'_>, &Option<String>)| {
        plain
            .as_ref()
            .is_some_and(|plain| plain.chars().count() > unit.text.chars().count())
    };
    if columns == Columns::Kept && word.iter().zip(&plain).any(widens) {
        return;
    }
    for (unit, plain) in word.iter_mut().zip(plain) {
        if let Some(plain) = plain {
            unit.text = Cow::Owned(plain);
        }
    }
}

/// `text` with its presentation forms replaced by letters (their compatibility
/// decompositions), or `None` when it has none.
fn plain_letters(text: &str) -> Option<String> {
    let is_form = |c: char| matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if !text.contains(is_form) {
        return None;
    }
    let (base, marks) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    let letters = ComposingNormalizerBorrowed::new_nfkc().normalize(base);
    Some(format!("{letters}{marks}"))
}
