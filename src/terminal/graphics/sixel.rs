//! Sixels (DEC's VT340): the part of a picture that is on the screen, drawn at the cursor.

use icy_sixel::{BackgroundMode, SixelImage};
use ratatui::layout::Size;

use super::{Placement, Shown, stretch};
use crate::terminal::row_writer::move_to;

/// Rows of pixels in one row of sixels. A picture ends with a whole one, or it would reach
/// into the row of text below.
const BAND: usize = 6;

/// Draws what is on the screen of a picture. Nothing where it is not known how many pixels
/// a cell has.
pub(super) fn place(placement: &Placement, shown: &Shown, cell: Size, out: &mut Vec<u8>) {
    let area = placement.area;
    let width = usize::from(area.width) * usize::from(cell.width);
    let height = usize::from(area.height) * usize::from(cell.height) / BAND * BAND;
    if width == 0 || height == 0 {
        return;
    }
    let image = &shown.image;
    let across = stretch(
        placement.from.0,
        area.width.into(),
        shown.columns,
        image.width,
    );
    let down = stretch(
        placement.from.1,
        area.height.into(),
        shown.rows,
        image.height,
    );
    let mut pixels = Vec::with_capacity(width * height * 4);
    for y in 0..height {
        let y = down.start + y * down.len() / height;
        for x in 0..width {
            let x = across.start + x * across.len() / width;
            let at = 3 * (y * image.width + x);
            pixels.extend_from_slice(&image.pixels[at..at + 3]);
            pixels.push(u8::MAX);
        }
    }
    let sixels = SixelImage::from_rgba(pixels, width, height)
        .with_background_mode(BackgroundMode::Transparent)
        .encode();
    if let Ok(sixels) = sixels {
        move_to(area.x.into(), area.y, out);
        out.extend_from_slice(sixels.as_bytes());
    }
}
