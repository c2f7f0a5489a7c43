//! The page of fields to fill in.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;

use super::paint::{self, Side};
use super::{SPACE, fields, padded};
use crate::reader::form::{Form, FormField};
use crate::reader::state::Reader;
use crate::reader::theme;

/// Columns that a form takes at most.
const WIDEST: u16 = 80;
/// Rows of the frame around a field.
const FRAME: u16 = 2;
/// Rows that a text of several lines gets at least.
const LEAST_LINES: u16 = 3;

/// Columns that are typed in, on a screen of this size.
#[must_use]
pub(in crate::reader) fn form_columns(size: Size) -> u16 {
    // The frame, a blank on either side, and the arrow at the end.
    size.width.min(WIDEST).saturating_sub(4 + 2).max(1)
}

/// Draws it. Returns where the cursor stands.
pub(super) fn draw(
    reader: &Reader,
    form: &Form,
    buffer: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let direction = reader.locale.direction();
    let start = Side::Start(direction);
    let bar = Rect {
        height: area.height.min(1),
        ..area
    };
    buffer.set_style(bar, theme::BAR);
    let name = format!(
        " {} · {} ",
        reader.locale.text("app"),
        reader.locale.text(form.title)
    );
    paint::label(buffer, bar, &name, direction, start, theme::BAR);
    let width = area.width.min(WIDEST);
    let mut rest = Rect {
        x: area.x + (area.width - width) / 2,
        y: bar.bottom(),
        width,
        height: area.height.saturating_sub(2),
    };
    let foot = Rect {
        y: area.bottom().saturating_sub(1),
        height: area.height.min(1),
        ..area
    };
    let hint = format!(" {}", reader.locale.text("form-hint"));
    paint::label(buffer, foot, &hint, direction, start, theme::FAINT);
    let buttons = Rect {
        y: rest.bottom().saturating_sub(1),
        height: rest.height.min(1),
        ..rest
    };
    rest.height = rest.height.saturating_sub(1);
    let mut cursor = draw_buttons(reader, form, buffer, buttons);
    for index in shown(form, rest.height) {
        let field = &form.fields[index];
        let height = height(form, field, rest.height).min(rest.height);
        let place = Rect { height, ..rest };
        let focused = index == form.focus;
        let at = draw_field(reader, field, focused, buffer, place);
        if focused {
            cursor = at;
        }
        rest.y += height;
        rest.height -= height;
    }
    cursor
}

/// The fields that `rows` have room for, that with the focus among them.
fn shown(form: &Form, rows: u16) -> std::ops::Range<usize> {
    let least = |field: &FormField| {
        FRAME
            + if field.input.has_lines() {
                LEAST_LINES
            } else {
                1
            }
    };
    let all: u16 = form.fields.iter().map(least).sum();
    let first = if all <= rows {
        0
    } else {
        form.focus.min(form.fields.len() - 1)
    };
    let mut left = rows;
    let fit = form.fields[first..].iter().take_while(|field| {
        let fits = left > 0;
        left = left.saturating_sub(least(field));
        fits
    });
    first..first + fit.count()
}

/// Rows of `field` with its frame, when `rows` are left: text of several lines takes what the
/// other fields leave.
fn height(form: &Form, field: &FormField, rows: u16) -> u16 {
    if !field.input.has_lines() {
        return FRAME + 1;
    }
    let at = form
        .fields
        .iter()
        .position(|one| std::ptr::eq(one, field))
        .unwrap_or(0);
    let after = form.fields[at + 1..].len() as u16 * (FRAME + 1);
    rows.saturating_sub(after).max(FRAME + LEAST_LINES)
}

/// A frame with the field's name on it, a star where it must be filled in, and beneath it what
/// is wrong.
fn draw_field(
    reader: &Reader,
    field: &FormField,
    focused: bool,
    buffer: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let direction = reader.locale.direction();
    paint::frame(buffer, area, focused);
    let edge = |y| paint::frame_edge(area, y);
    let name = padded(&reader.locale.text(field.kind.message()));
    let side = Side::Start(direction);
    let style = if focused {
        theme::FOCUSED
    } else {
        Style::new()
    };
    let rest = paint::label(buffer, edge(area.y), &name, direction, side, style);
    if field.required {
        paint::label(
            buffer,
            rest,
            &format!("*{SPACE}"),
            direction,
            side,
            theme::BREAKING,
        );
    }
    if area.height < FRAME + 1 {
        return None;
    }
    if let Some(wrong) = field.wrong {
        let wrong = padded(&reader.locale.text(wrong));
        paint::label(
            buffer,
            edge(area.bottom() - 1),
            &wrong,
            direction,
            side,
            theme::BREAKING,
        );
    }
    let inside = area.inner(ratatui::layout::Margin::new(2, 1));
    if inside.is_empty() {
        return None;
    }
    Some(fields::rows(&field.input, direction, buffer, inside))
}

fn draw_buttons(reader: &Reader, form: &Form, buffer: &mut Buffer, area: Rect) -> Option<Position> {
    let direction = reader.locale.direction();
    let mut rest = area;
    let mut cursor = None;
    for (index, (message, _)) in form.buttons.iter().enumerate() {
        rest = paint::split_start(rest, 2, direction).1;
        let focused = form.focus == form.fields.len() + index;
        let style = if focused {
            theme::SELECTED
        } else {
            theme::STRONG
        };
        let text = padded(&reader.locale.text(message));
        if focused {
            cursor = super::start_of(rest, direction);
        }
        rest = paint::label(
            buffer,
            rest,
            &text,
            direction,
            Side::Start(direction),
            style,
        );
    }
    cursor
}
