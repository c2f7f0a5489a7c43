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
    for area in area.rows() {
        row(buffer, area).fill(Cell::EMPTY);
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
    let area = Rect::new(x, y, width, 1);
    put(row(buffer, area), symbol, style);
}

/// The cells of the first row of `area`.
fn row(buffer: &mut Buffer, area: Rect) -> &mut [Cell] {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return &mut [];
    }
    let start = buffer.index_of(area.x, area.y);
    &mut buffer.content[start..start + usize::from(area.width)]
}

/// Puts a symbol on the first of `cells`, all of which it covers.
fn put(cells: &mut [Cell], symbol: &str, style: Style) {
    let Some((first, covered)) = cells.split_first_mut() else {
        return;
    };
    first.set_symbol(symbol).set_style(style);
    for cell in covered {
        cell.reset();
        cell.set_style(style);
    }
}

/// Draws a row of a document in `area`, each glyph in its `style`.
pub fn text_row<'a>(
    buffer: &mut Buffer,
    area: Rect,
    text: &Row<'a>,
    mut style: impl FnMut(&Glyph<'a>) -> Style,
) {
    let cells = row(buffer, area);
    text.draw(|glyph| {
        if let Some(cells) = cells.get_mut(glyph.left..glyph.left + glyph.width) {
            put(cells, &glyph.symbol, style(&glyph));
        }
    });
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
    let used = text.width(row).min(usize::from(area.width));
    let cells = self::row(buffer, area);
    let mut x = if side.is_right(text) {
        usize::from(area.width) - used
    } else {
        0
    };
    for cell in text.cells(row) {
        let end = x + usize::from(cell.width);
        let Some(cells) = cells.get_mut(x..end) else {
            break;
        };
        let range = cell.text_range();
        let hit = hits
            .iter()
            .any(|hit| hit.start < range.end && range.start < hit.end);
        let style = if hit { style.patch(theme::HIT) } else { style };
        put(cells, cell.symbol, style);
        x = end;
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
