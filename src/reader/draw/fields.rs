//! Fields with what is typed in them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::paint;
use crate::reader::field::Field;
use crate::reader::input::Input;
use crate::reader::theme;
use crate::text::Direction;

/// Columns of the arrow that tells which way the text runs at the cursor.
const ARROW: u16 = 2;

/// Draws of `input` the row with the cursor. Returns where the cursor stands.
pub(super) fn one_row(
    input: &Input,
    otherwise: Direction,
    buffer: &mut Buffer,
    area: Rect,
) -> Position {
    rows(input, otherwise, buffer, Rect { height: 1, ..area })
}

/// Draws as many rows of `input` as `area` has room for, that with the cursor among them.
/// Returns where the cursor stands. Where the text before the cursor runs the other way, its
/// last letter is marked, and an arrow beside the text shows which way it runs from here.
pub(super) fn rows(
    input: &Input,
    otherwise: Direction,
    buffer: &mut Buffer,
    area: Rect,
) -> Position {
    let (text, side) = with_arrow(area, otherwise);
    let field = Field::new(input.text(), otherwise, text.width.into());
    let caret = field.caret(input.cursor());
    let selection = input.selection();
    let height = usize::from(text.height.max(1));
    let first = caret.row.saturating_sub(height - 1);
    for (y, row) in (text.y..text.bottom()).zip(first..field.height()) {
        for place in field.row(row) {
            let mut style = Style::new();
            if selection.start < place.end && place.start < selection.end {
                style = style.patch(theme::SELECTED);
            }
            if row == caret.row && caret.other_side == Some(place.column) {
                style = style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD);
            }
            let x = text.x + place.column as u16;
            if x + place.width as u16 <= text.right() {
                paint::symbol(buffer, x, y, place.width as u16, place.symbol, style);
            }
        }
    }
    let y = text.y + (caret.row - first) as u16;
    if let Some(side) = side.filter(|_| caret.other_side.is_some()) {
        let arrow = if caret.direction.is_rtl() {
            "←"
        } else {
            "→"
        };
        paint::symbol(buffer, side, y, 1, arrow, theme::ACCENT);
    }
    let x = text.x + (caret.column as u16).min(text.width.saturating_sub(1));
    Position::new(x, y)
}

/// `area` without the columns of the arrow at its end, and the arrow's column; all of it where
/// there is no room for both.
fn with_arrow(area: Rect, direction: Direction) -> (Rect, Option<u16>) {
    if area.width < 4 * ARROW {
        return (area, None);
    }
    let width = area.width - ARROW;
    if direction.is_rtl() {
        let x = area.x + ARROW;
        (Rect { x, width, ..area }, Some(area.x))
    } else {
        (Rect { width, ..area }, Some(area.right() - 1))
    }
}
