//! The page of keys, made from the keymap.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint::{self, Side};
use super::{bars, padded, start_of};
use crate::reader::action::Action;
use crate::reader::commands;
use crate::reader::help_keys::key_names;
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::text::Direction;

/// Columns of the names of the keys.
const KEYS: u16 = 18;

/// Columns from which on there is room for the names of the actions.
const WITH_NAMES: u16 = 76;
/// Columns of the names of the actions.
const NAMES: u16 = 20;

/// Draws the page. Returns where the cursor stands.
pub(super) fn draw(reader: &Reader, buffer: &mut Buffer, mut area: Rect) -> Option<Position> {
    let direction = reader.locale.direction();
    let mut cursor = None;
    if let Some(input) = reader.input.as_ref().filter(|_| area.height > 1) {
        area.height -= 1;
        let foot = Rect {
            y: area.bottom(),
            height: 1,
            ..area
        };
        cursor = bars::input_line(reader, input, buffer, foot);
    }
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
            let close = padded(&reader.locale.text("help-close"));
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
    let top = reader.help.as_ref().map_or(0, |help| help.top);
    for (row, action) in rows.zip(shown(reader).into_iter().skip(top)) {
        let (keys, mut text) = paint::split_start(row, KEYS.min(area.width / 2), direction);
        if cursor.is_none() {
            cursor = start_of(row, direction);
        }
        if row.width >= WITH_NAMES {
            let name;
            (name, text) = paint::split_start(text, NAMES, direction);
            paint::label(
                buffer,
                paint::split_start(name, 1, direction).1,
                action.name(),
                Direction::LeftToRight,
                Side::Start(direction),
                theme::FAINT,
            );
        }
        let keys = paint::split_start(keys, 2, direction).1;
        let names = key_names(action, &reader.keymap, &reader.locale).join("  ");
        paint::label(
            buffer,
            keys,
            &names,
            Direction::LeftToRight,
            Side::Start(direction),
            theme::STRONG,
        );
        let what = format!(" {}", reader.locale.text(&action.message()));
        paint::label(
            buffer,
            text,
            &what,
            direction,
            Side::Start(direction),
            ratatui::style::Style::new(),
        );
    }
    cursor
}

/// The actions that the page shows.
fn shown(reader: &Reader) -> Vec<Action> {
    let filter = reader.help.as_ref().map_or("", |help| &help.filter);
    if filter.is_empty() {
        Action::ALL.to_vec()
    } else {
        commands::matching(filter, &reader.locale)
    }
}

/// The first row of the last screen of the help page.
#[must_use]
pub(in crate::reader) fn help_end(reader: &Reader) -> usize {
    let bars = if reader.size.height > 3 { 2 } else { 0 };
    shown(reader)
        .len()
        .saturating_sub(usize::from(reader.size.height) - bars.min(reader.size.height.into()))
}
