//! The state as a frame of visual cells. Drawing changes none of it.

mod bars;
mod candidates;
mod crumbs;
mod drawing;
mod fields;
mod form;
mod help;
mod lists;
mod menu;
mod paint;
mod text;
mod welcome;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use self::paint::Side;
use super::layout::{Layout, Pane};
use super::opened::Opened;
use super::page::GAP;
use super::state::Reader;
use super::theme;
use super::typeset::{Dot, Glyph, Look, Single};
use crate::gather::Picture;
use crate::terminal::Image;
use crate::text::Direction;

pub use drawing::Drawing;
pub(super) use form::form_columns;
pub(super) use help::help_end;
pub(super) use lists::related_parts;
pub(super) use menu::{menu_row_at, menu_rows};

/// Whether a page covers the screen.
fn is_page(reader: &Reader) -> bool {
    reader.help.is_some() || reader.form.is_some() || reader.menu.is_some()
}

/// Draws the page that covers the screen. Returns where the cursor stands.
fn page(reader: &Reader, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    if reader.help.is_some() {
        return help::draw(reader, buffer, area);
    }
    if let Some(form) = &reader.form {
        return form::draw(reader, form, buffer, area);
    }
    if let Some(menu) = &reader.menu {
        menu::draw(reader, menu, buffer, area);
    }
    None
}

/// The cell of `area` that reading begins with.
fn start_of(area: Rect, direction: Direction) -> Option<Position> {
    let x = if direction.is_rtl() {
        area.right().saturating_sub(1)
    } else {
        area.x
    };
    (!area.is_empty()).then_some(Position::new(x, area.y))
}

/// Draws what stands where the text of an article will. Returns where the cursor stands.
fn no_article(reader: &Reader, buffer: &mut Buffer) -> Option<Position> {
    let first = reader.text_columns()[0];
    if let Some(offers) = &reader.welcome {
        return welcome::draw(reader, offers, buffer, first);
    }
    message(reader, buffer, first, "no-article");
    start_of(first, reader.locale.direction())
}

/// What glyphs of the article look like.
struct Styles<'r> {
    reader: &'r Reader,
    opened: &'r Opened,
    has_overlays: bool,
    /// The last look and what it is in colours; most are that of the glyph before.
    last: (Look, Style),
}

impl<'r> Styles<'r> {
    fn new(reader: &'r Reader, opened: &'r Opened) -> Self {
        let look = Look::default();
        Self {
            reader,
            opened,
            has_overlays: opened.has_overlays(),
            last: (look, theme::style(look)),
        }
    }

    /// What `glyph` looks like, with what is laid over it and where it leads to.
    fn of(&mut self, glyph: &Glyph<'_>) -> Style {
        if let Some(dot) = glyph.dot {
            return picture_style(self.reader, dot);
        }
        if self.last.0 != glyph.look {
            self.last = (glyph.look, theme::style(glyph.look));
        }
        let mut style = self.last.1;
        if self.has_overlays
            && let Some(overlay) = self.opened.overlay(glyph)
        {
            style = style.patch(theme::overlay(overlay));
        }
        if glyph.look.link
            && let Some(address) = self.opened.address_of(glyph)
            && let Some(mark) = self.reader.hyperlinks.mark(address)
        {
            style = style.underline_color(mark);
        }
        style
    }
}

/// A half block in the colours of the picture, for a terminal with pixels marked as a part
/// of it.
fn picture_style(reader: &Reader, dot: Dot<'_>) -> Style {
    let ((column, row), (columns, rows)) = (dot.place, dot.size);
    let style = theme::halves(dot.picture.cell(column, row, columns, rows));
    let (_, _, pixels) = dot.picture.pixels();
    match reader.pictures.mark(pixels, dot.size, dot.place) {
        Some(mark) => style.underline_color(mark),
        None => style,
    }
}

/// The pixels of a picture, for a terminal that shows them.
pub(super) fn image(picture: &Picture) -> Image {
    let (width, height, pixels) = picture.pixels();
    Image {
        width,
        height,
        pixels: Arc::clone(pixels),
    }
}

/// Draws the lines between newspaper columns.
fn column_rules(buffer: &mut Buffer, columns: &[Rect]) {
    for pair in columns.windows(2) {
        let left = pair[0].x.min(pair[1].x);
        for row in pair[0].rows() {
            let x = left + row.width + GAP / 2;
            paint::symbol(buffer, x, row.y, 1, "│", theme::FAINT);
        }
    }
}

/// What stands between words and the frame or the edge of the screen beside them: a space
/// that the end of a line keeps.
const SPACE: char = '\u{a0}';

/// `text` with a space on either side.
fn padded(text: &str) -> String {
    format!("{SPACE}{text}{SPACE}")
}

/// Draws a frame with the pane's name, thick around the pane with the focus, where panes have
/// frames.
fn draw_frame(reader: &Reader, layout: &Layout, pane: Pane, buffer: &mut Buffer) {
    let Some(area) = layout.pane(pane).filter(|_| layout.framed) else {
        return;
    };
    let direction = reader.locale.direction();
    let focused = reader.focus == pane;
    paint::frame(buffer, area, focused);
    let edge = |y| paint::frame_edge(area, y);
    let name = padded(&pane_name(reader, pane));
    let style = if focused {
        theme::FOCUSED
    } else {
        theme::FAINT
    };
    paint::label(
        buffer,
        edge(area.y),
        &name,
        direction,
        Side::Start(direction),
        style,
    );
    if pane == Pane::Article {
        crumbs::draw(reader, buffer, edge(area.y), name.chars().count() as u16);
    }
    if let Some(state) = pane_state(reader, pane) {
        let state = padded(&state);
        let edge = edge(area.bottom() - 1);
        paint::label(buffer, edge, &state, direction, Side::End(direction), style);
    }
}

fn pane_name(reader: &Reader, pane: Pane) -> String {
    let locale = &reader.locale;
    match pane {
        Pane::Headlines => reader.list_name(),
        Pane::Article => locale.text("article"),
        Pane::Related => locale.text("related"),
    }
}

/// What the foot of a pane's frame says.
fn pane_state(reader: &Reader, pane: Pane) -> Option<String> {
    (pane == Pane::Article && reader.welcome.is_none())
        .then(|| reader.progress_words())
        .flatten()
}

/// A message in the middle of an empty pane.
fn message(reader: &Reader, buffer: &mut Buffer, area: Rect, id: &str) {
    let text = reader.locale.text(id);
    let rows = usize::from(area.height);
    let direction = reader.locale.direction();
    let text = Single::of_interface(&text, direction, usize::from(area.width.max(1)), rows);
    let first = area.y + (area.height.saturating_sub(text.height() as u16)) / 2;
    for row in 0..text.height() {
        let blank = usize::from(area.width).saturating_sub(text.width(row)) as u16 / 2;
        let line = Rect {
            x: if direction == Direction::RightToLeft {
                area.x
            } else {
                area.x + blank
            },
            y: first + row as u16,
            width: area.width - blank,
            height: 1,
        };
        paint::single(buffer, line, &text, row, Side::Own, theme::FAINT, &[]);
    }
}
