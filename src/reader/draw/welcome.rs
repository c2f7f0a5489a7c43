//! The welcome of the first run, where the article will be.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::paint::{self, Side};
use super::start_of;
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::reader::typeset::Single;
use crate::reader::welcome::Offer;

/// Rows that a text may take.
const MOST: usize = 8;
/// Columns of a key and what parts it from what it does.
const KEY: u16 = 7;

/// Draws it in `area`. Returns where the cursor stands.
pub(super) fn draw(
    reader: &Reader,
    offers: &[Offer],
    buffer: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let locale = &reader.locale;
    let direction = locale.direction();
    let mut rest = area;
    let gap = |rest: &mut Rect| {
        if rest.height > 0 {
            rest.y += 1;
            rest.height -= 1;
        }
    };
    gap(&mut rest);
    text(reader, buffer, &mut rest, "welcome-title", theme::STRONG);
    gap(&mut rest);
    text(reader, buffer, &mut rest, "welcome-text", Style::new());
    gap(&mut rest);
    let numbers = (1..).zip(offers.iter().map(|offer| offer.message));
    let offers = numbers.map(|(number, message)| (locale.number(number), message));
    let keys = std::iter::once(("Enter".to_owned(), "welcome-read"))
        .chain(offers)
        .chain([
            ("L".to_owned(), "action-language"),
            ("?".to_owned(), "help"),
        ]);
    for (key, message) in keys {
        let (name, mut what) = paint::split_start(rest, KEY.min(rest.width), direction);
        paint::label(
            buffer,
            name,
            &key,
            direction,
            Side::Start(direction),
            theme::STRONG,
        );
        let before = what.y;
        text(reader, buffer, &mut what, message, Style::new());
        let rows = what.y - before;
        rest.y += rows;
        rest.height -= rows;
    }
    start_of(area, direction)
}

/// Draws a message at the top of `rest`, which loses its rows.
fn text(reader: &Reader, buffer: &mut Buffer, rest: &mut Rect, id: &str, style: Style) {
    let direction = reader.locale.direction();
    let width = usize::from(rest.width.max(1));
    let text = Single::of_interface(&reader.locale.text(id), direction, width, MOST);
    for row in 0..text.height() {
        if rest.is_empty() {
            return;
        }
        let side = Side::Start(direction);
        paint::single(buffer, *rest, &text, row, side, style, &[]);
        rest.y += 1;
        rest.height -= 1;
    }
}
