//! The page of keys, made from the keymap.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{self, Side};
use crate::reader::help_keys::key_names;
use crate::reader::keymap::BINDINGS;
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::text::Direction;

/// Columns of the names of the keys.
const KEYS: u16 = 18;

pub(super) fn draw(reader: &Reader, buffer: &mut Buffer, area: Rect) {
    let direction = reader.locale.direction();
    let mut rows = area.rows();
    if area.height > 3 {
        if let Some(row) = rows.next() {
            buffer.set_style(row, theme::BAR);
            let name = format!(
                " {} · {} ",
                reader.locale.text("app"),
                reader.locale.text("help")
            );
            let rest = paint::label(
                buffer,
                row,
                &name,
                direction,
                Side::Start(direction),
                theme::BAR,
            );
            let close = format!(" {} ", reader.locale.text("help-close"));
            paint::label(
                buffer,
                rest,
                &close,
                direction,
                Side::End(direction),
                theme::BAR,
            );
        }
        rows.next();
    }
    let top = reader.help.unwrap_or(0);
    for (row, (action, _)) in rows.zip(BINDINGS.iter().skip(top)) {
        let (keys, text) = paint::split_start(row, KEYS.min(area.width / 2), direction);
        let keys = paint::split_start(keys, 2, direction).1;
        let names = key_names(*action, &reader.locale).join("  ");
        paint::label(
            buffer,
            keys,
            &names,
            Direction::LeftToRight,
            Side::Start(direction),
            theme::STRONG,
        );
        let what = format!(" {}", reader.locale.text(action.message()));
        paint::label(
            buffer,
            text,
            &what,
            direction,
            Side::Start(direction),
            ratatui::style::Style::new(),
        );
    }
}

/// The first row of the last screen of the help page.
#[must_use]
pub(in crate::reader) fn help_end(reader: &Reader) -> usize {
    let bars = if reader.size.height > 3 { 2 } else { 0 };
    BINDINGS
        .len()
        .saturating_sub(usize::from(reader.size.height) - bars.min(reader.size.height.into()))
}
