//! The fenced form. The terminal runs the bidi algorithm over the row, base
//! direction left to right; what is written must come out of it as the visual row.
//!
//! Each run of right-to-left letters is written in logical order, for the terminal
//! to turn round. Everything else is already in its place, and left-to-right marks
//! beside those runs (and beside Arabic-Indic numbers, next to which the algorithm
//! takes neutrals for right-to-left) keep it there. A mark rides in the cell before
//! it, since a terminal gives it no column: in the neutral cell beside the run where
//! there is one, else in the run's own last cell. At the ends of the row none is
//! needed, the edge counts as left to right; but a row that starts with a neutral
//! gets one there, for terminals that look for the direction themselves.

use super::unit::{Kind, Unit};

const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

pub(super) fn encode(visual: Vec<Unit<'_>>) -> Vec<Unit<'_>> {
    let mut units = Vec::with_capacity(visual.len());
    for run in visual.chunk_by(|a, b| a.kind == b.kind) {
        if run[0].kind == Kind::Rtl {
            units.extend(run.iter().rev().cloned());
        } else {
            units.extend(run.iter().cloned());
        }
    }
    let marked: Vec<bool> = (0..units.len())
        .map(|place| is_marked(&units, place))
        .collect();
    for (unit, _) in units.iter_mut().zip(marked).filter(|&(_, marked)| marked) {
        unit.text.to_mut().push(LEFT_TO_RIGHT_MARK);
    }
    units
}

fn is_marked(units: &[Unit<'_>], place: usize) -> bool {
    let before = place.checked_sub(1).map(|before| units[before].kind);
    let after = units.get(place + 1).map(|unit| unit.kind);
    let turns = |kind| matches!(kind, Some(Kind::Rtl | Kind::ArabicNumber));
    match units[place].kind {
        Kind::Neutral => before.is_none() || turns(before) || turns(after),
        Kind::EuropeanNumber => before.is_none(),
        Kind::Rtl => matches!(after, Some(Kind::ArabicNumber | Kind::EuropeanNumber)),
        Kind::ArabicNumber => after == Some(Kind::Rtl),
        Kind::Ltr => false,
    }
}
