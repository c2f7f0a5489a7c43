//! The lists of headlines and of related articles.

use std::collections::VecDeque;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::paint::Side;
use super::{message, paint, start_of};
use crate::reader::entries::{Entry, MARGIN};
use crate::reader::layout::Pane;
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::reader::typeset::Single;

/// Draws the headlines. Returns where the selected one begins.
pub(super) fn headlines(reader: &Reader, buffer: &mut Buffer, area: Rect) -> Option<Position> {
    if reader.list.items().is_empty() {
        let empty = if reader.search.is_empty() {
            "library-empty"
        } else {
            "nothing-found"
        };
        message(reader, buffer, area, empty);
        return start_of(area, reader.locale.direction());
    }
    let entries = &reader.listings.headlines.entries;
    let selected = reader.list.selected_index() - reader.list.top;
    list(reader, buffer, area, Pane::Headlines, entries, selected)
}

/// Draws what is related, and beneath it how the selected one begins. Returns where the
/// selected one begins.
pub(super) fn related(reader: &Reader, buffer: &mut Buffer) -> Option<Position> {
    let [area, preview] = related_parts(reader);
    let empty = start_of(area, reader.locale.direction());
    let Some(articles) = &reader.related.articles else {
        if reader.opened.is_some() {
            message(reader, buffer, area, "looking-for-related");
        }
        return empty;
    };
    if articles.is_empty() {
        message(reader, buffer, area, "nothing-related");
        return empty;
    }
    if let Some((_, text)) = &reader.related.preview {
        draw_preview(reader, buffer, preview, text);
    }
    let entries = &reader.listings.related.entries;
    let selected = reader.related.selected - reader.related.top;
    list(reader, buffer, area, Pane::Related, entries, selected)
}

/// Rows of a pane from which on there is room for a preview.
const WITH_PREVIEW: u16 = 14;

/// The list of what is related and the preview beneath it, which is empty when there is none.
pub(in crate::reader) fn related_parts(reader: &Reader) -> [Rect; 2] {
    let area = reader.layout().inside(Pane::Related);
    let shows = reader.related.preview.is_some() && area.height >= WITH_PREVIEW;
    let height = if shows { area.height * 2 / 5 } else { 0 };
    let list = Rect {
        height: area.height - height,
        ..area
    };
    let preview = Rect {
        y: list.bottom(),
        height,
        ..area
    };
    [list, preview]
}

fn draw_preview(reader: &Reader, buffer: &mut Buffer, area: Rect, text: &str) {
    if area.height < 2 {
        return;
    }
    for x in area.x..area.right() {
        paint::symbol(buffer, x, area.y, 1, "─", theme::FAINT);
    }
    let text_area = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2).max(1),
        height: area.height - 1,
    };
    let direction = reader.locale.direction();
    let (columns, rows) = (text_area.width.into(), text_area.height.into());
    let text = Single::of_article(text, direction, columns, rows);
    for (row, line) in text_area.rows().enumerate() {
        paint::single(buffer, line, &text, row, Side::Own, Style::new(), &[]);
    }
}

fn list(
    reader: &Reader,
    buffer: &mut Buffer,
    area: Rect,
    pane: Pane,
    entries: &VecDeque<Entry>,
    selected: usize,
) -> Option<Position> {
    let mut rest = area;
    let mut cursor = None;
    for (index, entry) in entries.iter().enumerate() {
        if rest.is_empty() {
            break;
        }
        let height = (entry.height() as u16).min(rest.height);
        let place = Rect { height, ..rest };
        let focus = (index == selected).then(|| reader.focus == pane);
        draw_entry(reader, buffer, place, entry, focus);
        if focus.is_some() {
            let direction = reader.locale.direction();
            let (_, text) = paint::split_start(place, MARGIN.min(place.width), direction);
            cursor = start_of(text, direction);
        }
        rest.y += height;
        rest.height -= height;
    }
    cursor
}

/// Draws an entry; `selected` says whether it is the selected one, and if so whether its
/// list has the focus.
fn draw_entry(
    reader: &Reader,
    buffer: &mut Buffer,
    area: Rect,
    entry: &Entry,
    selected: Option<bool>,
) {
    let direction = reader.locale.direction();
    let lines = entry
        .lines
        .iter()
        .flat_map(|line| (0..line.text.height()).map(move |row| (line, row)));
    for (index, (place, (line, row))) in area.rows().zip(lines).enumerate() {
        let (margin, text) = paint::split_start(place, MARGIN.min(place.width), direction);
        let (bar, beside) = paint::split_start(margin, 1, direction);
        if let Some(focused) = selected {
            let style = if focused {
                theme::FOCUSED
            } else {
                theme::FAINT
            };
            let bar_symbol = if direction.is_rtl() { "▐" } else { "▌" };
            paint::symbol(buffer, bar.x, bar.y, 1, bar_symbol, style);
        }
        let (marker, _) = paint::split_start(beside, 1, direction);
        if let Some((symbol, style)) = entry.markers.get(index).filter(|_| !marker.is_empty()) {
            paint::symbol(buffer, marker.x, marker.y, 1, symbol, *style);
        }
        let in_title = std::ptr::eq(line, &raw const entry.lines[0]);
        let style = if selected == Some(true) && in_title {
            line.style.patch(theme::SELECTED)
        } else {
            line.style
        };
        if style.add_modifier.contains(Modifier::REVERSED) {
            buffer.set_style(text, style);
        }
        let side = Side::Start(direction);
        paint::single(buffer, text, &line.text, row, side, style, &line.hits);
        if let Some(end) = line.end.as_ref().filter(|_| row == 0) {
            let side = Side::End(direction);
            paint::single(buffer, text, end, 0, side, style, &[]);
        }
    }
}
