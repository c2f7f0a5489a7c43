//! The page of rows to choose from.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use super::{bars, padded};
use crate::reader::action::Action;
use crate::reader::help_keys::key_names;
use crate::reader::menu::Menu;
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::text::Direction;

/// Rows of the page besides those to choose from: the bar and the detail.
const BARS: u16 = 2;

pub(super) fn draw(reader: &Reader, menu: &Menu, buffer: &mut Buffer, area: Rect) {
    let direction = reader.locale.direction();
    let start = Side::Start(direction);
    let [bar, rows, foot] = parts(area);
    buffer.set_style(bar, theme::BAR);
    let name = format!(
        " {} · {} ",
        reader.locale.text("app"),
        reader.locale.text(menu.title)
    );
    paint::label(buffer, bar, &name, direction, start, theme::BAR);
    for (index, line) in (menu.top..menu.rows.len()).zip(rows.rows()) {
        let row = &menu.rows[index];
        let is_selected = index == menu.selected;
        let style = if is_selected {
            theme::SELECTED
        } else {
            Style::new()
        };
        buffer.set_style(line, style);
        let marker = if is_selected { "▌" } else { " " };
        let indent = "  ".repeat(row.depth);
        let edge = format!("{marker}{indent} ");
        let columns = edge.chars().count() as u16;
        let (margin, rest) = paint::split_start(line, columns, direction);
        paint::label(buffer, margin, &edge, direction, start, style);
        let note = padded(&row.note);
        let rest = paint::label(buffer, rest, &note, direction, Side::End(direction), style);
        let text = if menu.is_numbered {
            Cow::from(format!("{}. {}", index + 1, row.text))
        } else {
            Cow::from(&row.text)
        };
        paint::label(buffer, rest, &text, direction, start, style);
    }
    if let Some(notice) = &reader.notice {
        bars::say(notice, buffer, foot, direction);
    } else if let Some(row) = menu.row() {
        let mut foot = foot;
        let remove = key_names(Action::Remove, &reader.keymap, &reader.locale);
        if let Some(key) = remove.first().filter(|_| row.removable.is_some()) {
            let hint = padded(&format!("{key} {}", reader.locale.text("hint-remove")));
            let end = Side::End(direction);
            foot = paint::label(buffer, foot, &hint, direction, end, theme::FAINT);
        }
        let detail = format!(" {}", row.detail);
        let runs = if row.detail.is_ascii() {
            Direction::LeftToRight
        } else {
            direction
        };
        paint::label(buffer, foot, &detail, runs, start, theme::ACCENT);
    }
}

/// Rows to choose from on a page of `height` rows.
#[must_use]
pub(in crate::reader) fn menu_rows(height: u16) -> usize {
    usize::from(height.saturating_sub(BARS).max(1))
}

/// Which of the rows on the screen, from the first, stands on `row` of a screen of `height`
/// rows.
#[must_use]
pub(in crate::reader) fn menu_row_at(height: u16, row: u16) -> Option<usize> {
    let screen = Rect::new(0, 0, 1, height);
    let [_, rows, _] = parts(screen);
    rows.contains((0, row).into())
        .then(|| usize::from(row - rows.y))
}

/// The bar, the rows and the foot of the page.
fn parts(area: Rect) -> [Rect; 3] {
    let row = |y: u16, height: u16| Rect { y, height, ..area };
    if area.height <= BARS {
        return [row(area.y, 0), area, row(area.bottom(), 0)];
    }
    [
        row(area.y, 1),
        row(area.y + 1, area.height - BARS),
        row(area.bottom() - 1, 1),
    ]
}
