//! The token form, for kitty: it gives each token (what stands between blanks in one
//! font) to HarfBuzz, which takes the direction of the first letter that has one and
//! draws the whole token that way, brackets mirrored. So a token that will be drawn
//! right to left is written turned round and mirrored.
//!
//! Marks would be drawn on the wrong side of their letters, so they are left out.
//!
//! One kind of token cannot be shown: Latin letters with Arabic ones hung on them and no
//! blank between, as in «PDFات». With its left end written first kitty turns it round, and
//! with its right end first it does not.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_bidi_mirroring::get_mirrored;

use super::unit::Unit;
use crate::terminal::cell::without_marks;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    LeftToRight,
    RightToLeft,
}

pub(super) fn encode(visual: Vec<Unit<'_>>) -> Vec<Unit<'_>> {
    let mut units = Vec::with_capacity(visual.len());
    for token in visual.chunk_by(same_token) {
        if is_turned(token) {
            units.extend(token.iter().rev().cloned().map(turned));
        } else {
            units.extend(token.iter().cloned().map(blank));
        }
    }
    units
}

fn same_token(a: &Unit<'_>, b: &Unit<'_>) -> bool {
    let breaks = |unit: &Unit<'_>| unit.is_blank() || unit.is_drawing() || unit.width > 1;
    !breaks(a) && !breaks(b) && a.face == b.face
}

/// A no-break space as a space: kitty parts tokens at no other blank.
fn blank(mut unit: Unit<'_>) -> Unit<'_> {
    if unit.is_blank() {
        unit.text = Cow::Borrowed(" ");
    }
    unit
}

/// Turned round, a token begins with what stands at its right end, and is drawn
/// right to left when the first letter from there is a right-to-left one.
fn is_turned(token: &[Unit<'_>]) -> bool {
    let from_the_right = token.iter().rev().find_map(direction);
    from_the_right == Some(Direction::RightToLeft)
}

/// The direction of the cluster's script. Tatweel and the punctuation that Arabic
/// shares with other scripts have none; digits of both Arabic sets have.
fn direction(unit: &Unit<'_>) -> Option<Direction> {
    match unit.first_char() {
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{640}' => None,
        '\u{600}'..='\u{605}' | '\u{660}'..='\u{66d}' | '\u{6dd}' | '\u{6f0}'..='\u{6f9}' => {
            Some(Direction::RightToLeft)
        }
        c => match bidi_class(c) {
            BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
            BidiClass::L => Some(Direction::LeftToRight),
            _ => None,
        },
    }
}

fn turned(mut unit: Unit<'_>) -> Unit<'_> {
    if let Some(mirrored) = get_mirrored(unit.first_char()) {
        unit.text = Cow::Owned(mirrored.to_string());
    } else if let Cow::Owned(bare) = without_marks(&unit.text) {
        unit.text = Cow::Owned(bare);
    }
    unit
}
