//! kitty's graphics protocol: a picture is sent once and then placed by its number.
//! <https://sw.kovidgoyal.net/kitty/graphics-protocol/>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Image, Placement, Shown, stretch};
use crate::terminal::row_writer::move_to;

/// Takes all pictures off the screen.
pub(super) const REMOVE_ALL: &[u8] = b"\x1b_Ga=d,d=a,q=2\x1b\\";

/// Bytes of a picture in one sequence, before they are written in base64.
const CHUNK: usize = 3_072;

/// What the terminal calls the picture: a number that no other program is likely to use.
fn id(number: u8) -> u32 {
    0x6d73_7200 | u32::from(number)
}

/// Hands a picture over.
pub(super) fn send(number: u8, image: &Image, out: &mut Vec<u8>) {
    let (width, height, id) = (image.width, image.height, id(number));
    let count = image.pixels.len().div_ceil(CHUNK);
    for (index, chunk) in image.pixels.chunks(CHUNK).enumerate() {
        let more = u8::from(index + 1 < count);
        let head = match index {
            0 => format!("\x1b_Ga=t,f=24,s={width},v={height},i={id},q=2,m={more};"),
            _ => format!("\x1b_Gm={more},q=2;"),
        };
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(STANDARD.encode(chunk).as_bytes());
        out.extend_from_slice(b"\x1b\\");
    }
}

/// Shows the part of a picture that is on the screen.
pub(super) fn place(placement: &Placement, shown: &Shown, out: &mut Vec<u8>) {
    let (area, image) = (placement.area, &shown.image);
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let across = stretch(placement.from.0, width, shown.columns, image.width);
    let down = stretch(placement.from.1, height, shown.rows, image.height);
    move_to(area.x.into(), area.y, out);
    out.extend_from_slice(
        format!(
            "\x1b_Ga=p,i={},p={},x={},y={},w={},h={},c={width},r={height},C=1,q=2\x1b\\",
            id(placement.number),
            instance(placement),
            across.start,
            down.start,
            across.len(),
            down.len(),
        )
        .as_bytes(),
    );
}

/// Takes it away.
pub(super) fn remove(placed: Placement, out: &mut Vec<u8>) {
    let (id, instance) = (id(placed.number), instance(&placed));
    out.extend_from_slice(format!("\x1b_Ga=d,d=i,i={id},p={instance},q=2\x1b\\").as_bytes());
}

/// Tells parts of one picture apart, which may stand in several columns.
fn instance(placement: &Placement) -> usize {
    1 + (usize::from(placement.area.x) << 16 | usize::from(placement.area.y))
}
