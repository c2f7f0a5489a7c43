//! The actions that what is typed at the command line may be meant for, above it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{self, Side};
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::text::Direction;

/// Rows that they may take.
const MOST: u16 = 8;
/// Columns of the names.
const NAMES: u16 = 20;

/// Draws them above `foot`, if a command is typed.
pub(super) fn draw(reader: &Reader, buffer: &mut Buffer, foot: Rect) {
    let Some((actions, chosen)) = reader.candidates() else {
        return;
    };
    let above = u16::from(reader.notice.is_some());
    let room = foot.y.saturating_sub(above).min(MOST);
    // What is filled in is always among those shown.
    let first = chosen.map_or(0, |chosen| {
        chosen.saturating_sub(usize::from(room.max(1)) - 1)
    });
    let count = actions.len().min(room.into()) as u16;
    let direction = reader.locale.direction();
    let shown = actions.iter().enumerate().skip(first).take(count.into());
    for (row, (index, action)) in shown.enumerate() {
        let row = Rect {
            y: foot.y - above - count + row as u16,
            height: 1,
            ..foot
        };
        let mut style = theme::BAR;
        paint::clear(buffer, row);
        buffer.set_style(row, style);
        if chosen == Some(index) {
            style = style.patch(theme::STRONG);
        }
        let (name, about) = paint::split_start(row, NAMES.min(row.width), direction);
        let marker = if chosen == Some(index) { "›" } else { " " };
        let name = paint::split_start(name, 1, direction);
        let side = Side::Start(direction);
        paint::label(buffer, name.0, marker, direction, side, style);
        paint::label(
            buffer,
            name.1,
            action.name(),
            Direction::LeftToRight,
            side,
            style,
        );
        let about_text = reader.locale.text(&action.message());
        paint::label(buffer, about, &about_text, direction, side, style);
    }
}
