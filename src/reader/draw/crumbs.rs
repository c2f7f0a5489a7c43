//! The trail on the frame of the article: where reading has come from, and where it went on
//! to before it came back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{self, Side};
use super::{SPACE, padded};
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::reader::typeset::Single;

/// Columns of a title; a shorter one is hardly told from others.
const WIDEST: u16 = 24;
const LEAST: u16 = 10;
/// Columns of what parts two titles.
const ARROW: u16 = 3;

/// Draws it on `edge`, of which the pane's name takes `taken` columns.
pub(super) fn draw(reader: &Reader, buffer: &mut Buffer, edge: Rect, taken: u16) {
    let (behind, ahead) = reader.trail.titles();
    let mut behind: Vec<&str> = behind.collect();
    let mut ahead: Vec<&str> = ahead.collect();
    let room = edge.width.saturating_sub(taken + 2);
    // Those furthest away go first.
    while !fits(behind.len() + ahead.len(), room) {
        let longer = if behind.len() > ahead.len() {
            &mut behind
        } else {
            &mut ahead
        };
        if longer.pop().is_none() {
            return;
        }
    }
    let count = (behind.len() + ahead.len()) as u16;
    if count == 0 {
        return;
    }
    let here = reader.shown_title().unwrap_or_default();
    let width = ((room - 2 - count * ARROW) / (count + 1)).min(WIDEST);
    let direction = reader.locale.direction();
    // Mirrored where reading goes on to the left.
    let arrow = padded("›");
    let mut rest = paint::split_start(edge, taken + 1, direction).1;
    let mut put = |text: &str, style| {
        let text = Single::of_interface(text, direction, usize::from(width), 1);
        let used = text.width(0) as u16;
        paint::single(buffer, rest, &text, 0, Side::Start(direction), style, &[]);
        rest = paint::split_start(rest, used, direction).1;
    };
    let space = SPACE.to_string();
    put(&space, theme::FAINT);
    for (index, title) in behind.iter().rev().enumerate() {
        if index > 0 {
            put(&arrow, theme::FAINT);
        }
        put(title, theme::FAINT);
    }
    if !behind.is_empty() {
        put(&arrow, theme::FAINT);
    }
    put(here, theme::STRONG);
    for title in ahead {
        put(&arrow, theme::FAINT);
        put(title, theme::FAINT);
    }
    put(&space, theme::FAINT);
}

/// Whether `count` titles fit into `room` columns with the one that is shown.
fn fits(count: usize, room: u16) -> bool {
    let count = count as u16;
    room >= 2 + (count + 1) * LEAST + count * ARROW
}
