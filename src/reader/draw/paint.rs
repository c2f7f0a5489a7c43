//! Visual cells onto the frame's buffer. All text of the reader gets there this way:
//! it is in visual order already, which ratatui's own widgets know nothing of.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::reader::theme;
use crate::reader::typeset::{Row, Single};
use crate::text::Direction;

/// Draws a symbol of `width` columns at `x`, `y`.
pub fn symbol(buffer: &mut Buffer, x: u16, y: u16, width: u16, symbol: &str, style: Style) {
    let Some(cell) = buffer.cell_mut((x, y)) else {
        return;
    };
    cell.set_symbol(symbol).set_style(style);
    for covered in x + 1..x + width {
        if let Some(cell) = buffer.cell_mut((covered, y)) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Draws `rows` of a document from the top of `area` on.
pub fn document<'a>(buffer: &mut Buffer, area: Rect, rows: impl Iterator<Item = Row<'a>>) {
    for (y, row) in area.rows().map(|row| row.y).zip(rows) {
        row.draw(|glyph| {
            if glyph.left + glyph.width <= usize::from(area.width) {
                let x = area.x + glyph.left as u16;
                let style = theme::style(glyph.look);
                symbol(buffer, x, y, glyph.width as u16, glyph.symbol, style);
            }
        });
    }
}

/// Draws row `row` of `text` in the first row of `area`, at the side where it begins;
/// `hits` (logical byte ranges) are marked.
pub fn single(
    buffer: &mut Buffer,
    area: Rect,
    text: &Single,
    row: usize,
    style: Style,
    hits: &[Range<usize>],
) {
    if area.is_empty() || row >= text.height() {
        return;
    }
    let used = text.width(row).min(usize::from(area.width)) as u16;
    let mut x = match text.direction() {
        Direction::RightToLeft => area.right() - used,
        Direction::LeftToRight => area.x,
    };
    for cell in text.cells(row) {
        let width = u16::from(cell.width);
        if x + width > area.right() {
            break;
        }
        let range = cell.text_range();
        let hit = hits
            .iter()
            .any(|hit| hit.start < range.end && range.start < hit.end);
        let style = if hit { style.patch(theme::HIT) } else { style };
        symbol(buffer, x, area.y, width, cell.symbol, style);
        x += width;
    }
}

/// Draws `text` on one row, where the interface begins or, when `at_end`, ends. Returns
/// what is left of `area` beside it.
pub fn label(
    buffer: &mut Buffer,
    area: Rect,
    text: &str,
    direction: Direction,
    at_end: bool,
    style: Style,
) -> Rect {
    if area.is_empty() {
        return area;
    }
    let text = Single::new(text, direction, usize::from(area.width), 1);
    let used = text.width(0).min(usize::from(area.width)) as u16;
    let rest = area.width - used;
    let on_the_right = direction.is_rtl() != at_end;
    let (own, left) = if on_the_right {
        let own = Rect {
            x: area.x + rest,
            width: used,
            ..area
        };
        (own, area.x)
    } else {
        (
            Rect {
                width: used,
                ..area
            },
            area.x + used,
        )
    };
    single(buffer, own, &text, 0, style, &[]);
    Rect {
        x: left,
        width: rest,
        ..area
    }
}

/// `area` without its first `columns` from the side where the interface begins, and
/// those columns.
#[must_use]
pub fn split_start(area: Rect, columns: u16, direction: Direction) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let start = Rect {
        x: if direction.is_rtl() {
            area.right() - columns
        } else {
            area.x
        },
        width: columns,
        ..area
    };
    let rest = Rect {
        x: if direction.is_rtl() {
            area.x
        } else {
            area.x + columns
        },
        width: area.width - columns,
        ..area
    };
    (start, rest)
}
