//! Visual cells onto the frame's buffer. All text of the reader gets there this way:
//! it is in visual order already, which ratatui's own widgets know nothing of.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Widget};

use crate::reader::theme;
use crate::reader::typeset::{Glyph, Row, Single};
use crate::text::Direction;

/// Makes `area` blank.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    for row in area.intersection(buffer.area).rows() {
        let start = buffer.index_of(row.x, row.y);
        buffer.content[start..start + usize::from(row.width)].fill(Cell::EMPTY);
    }
}

/// Draws a frame at the edges of `area`, thick where the focus is.
pub fn frame(buffer: &mut Buffer, area: Rect, focused: bool) {
    let (kind, style) = if focused {
        (BorderType::Thick, theme::FOCUSED)
    } else {
        (BorderType::Plain, theme::FAINT)
    };
    Block::bordered()
        .border_type(kind)
        .border_style(style)
        .render(area, buffer);
}

/// Where words stand on the edge of a frame around `area` that lies in row `y`.
pub fn frame_edge(area: Rect, y: u16) -> Rect {
    Rect {
        x: area.x + 2,
        y,
        width: area.width.saturating_sub(4),
        height: 1,
    }
}

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

/// Draws `rows` of a document from the top of `area` on, each glyph in its `style`.
pub fn document<'a>(
    buffer: &mut Buffer,
    area: Rect,
    rows: impl Iterator<Item = Row<'a>>,
    style: impl Fn(&Glyph<'a>) -> Style,
) {
    for (y, row) in area.rows().map(|row| row.y).zip(rows) {
        row.draw(|glyph| {
            if glyph.left + glyph.width <= usize::from(area.width) {
                let x = area.x + glyph.left as u16;
                let style = style(&glyph);
                symbol(buffer, x, y, glyph.width as u16, &glyph.symbol, style);
            }
        });
    }
}

/// Where on a row a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Where the text itself begins.
    Own,
    /// Where an interface of this direction begins.
    Start(Direction),
    /// Where an interface of this direction ends.
    End(Direction),
}

impl Side {
    fn is_right(self, text: &Single) -> bool {
        match self {
            Self::Own => text.direction().is_rtl(),
            Self::Start(direction) => direction.is_rtl(),
            Self::End(direction) => !direction.is_rtl(),
        }
    }
}

/// Draws row `row` of `text` in the first row of `area`; `hits` (logical byte ranges)
/// are marked.
pub fn single(
    buffer: &mut Buffer,
    area: Rect,
    text: &Single,
    row: usize,
    side: Side,
    style: Style,
    hits: &[Range<usize>],
) {
    if area.is_empty() || row >= text.height() {
        return;
    }
    let used = text.width(row).min(usize::from(area.width)) as u16;
    let mut x = if side.is_right(text) {
        area.right() - used
    } else {
        area.x
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

/// Draws `text`, of the interface, which runs in `direction`, on one row. Returns
/// what is left of `area` beside it.
pub fn label(
    buffer: &mut Buffer,
    area: Rect,
    text: &str,
    direction: Direction,
    side: Side,
    style: Style,
) -> Rect {
    if area.is_empty() {
        return area;
    }
    let text = Single::of_interface(text, direction, usize::from(area.width), 1);
    let used = text.width(0).min(usize::from(area.width)) as u16;
    single(buffer, area, &text, 0, side, style, &[]);
    Rect {
        x: area.x + if side.is_right(&text) { 0 } else { used },
        width: area.width - used,
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
