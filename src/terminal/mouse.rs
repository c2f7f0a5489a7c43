//! What the terminal reports of the mouse, in SGR form (DECSET 1006).

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The mouse's doing that CSI, `parameters` and `last` report; `None` when it is no such
/// report. Columns and rows count from 0.
pub(super) fn report(parameters: &[u8], last: u8) -> Option<MouseEvent> {
    let pressed = match last {
        b'M' => true,
        b'm' => false,
        _ => return None,
    };
    let text = std::str::from_utf8(parameters).ok()?.strip_prefix('<')?;
    let mut numbers = text.split(';').map(str::parse::<u16>);
    let mut next = || numbers.next()?.ok();
    let (code, column, row) = (next()?, next()?, next()?);
    Some(MouseEvent {
        kind: kind(code, pressed)?,
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
        modifiers: modifiers(code),
    })
}

fn kind(code: u16, pressed: bool) -> Option<MouseEventKind> {
    let moved = code & 32 != 0;
    // The two lowest bits, and those that mark further buttons.
    let button = match code & 0b1100_0011 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        2 => MouseButton::Right,
        3 => return moved.then_some(MouseEventKind::Moved),
        64 => return Some(MouseEventKind::ScrollUp),
        65 => return Some(MouseEventKind::ScrollDown),
        66 => return Some(MouseEventKind::ScrollLeft),
        67 => return Some(MouseEventKind::ScrollRight),
        _ => return None,
    };
    Some(match (moved, pressed) {
        (true, _) => MouseEventKind::Drag(button),
        (false, true) => MouseEventKind::Down(button),
        (false, false) => MouseEventKind::Up(button),
    })
}

fn modifiers(code: u16) -> KeyModifiers {
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ] {
        if code & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_read() {
        let read = |text: &str| {
            let (parameters, last) = text.split_at(text.len() - 1);
            report(parameters.as_bytes(), last.as_bytes()[0])
                .map(|mouse| (mouse.kind, mouse.column, mouse.row))
        };
        let left = MouseButton::Left;
        assert_eq!(read("<0;1;1M"), Some((MouseEventKind::Down(left), 0, 0)));
        assert_eq!(
            read("<32;120;7M"),
            Some((MouseEventKind::Drag(left), 119, 6))
        );
        assert_eq!(read("<0;300;7m"), Some((MouseEventKind::Up(left), 299, 6)));
        assert_eq!(read("<65;3;4M"), Some((MouseEventKind::ScrollDown, 2, 3)));
        assert_eq!(read("<16;3;4M"), Some((MouseEventKind::Down(left), 2, 3)));
        for wrong in [
            "<0;0;1M",
            "0;1;1M",
            "<0;1M",
            "<x;1;1M",
            "<0;70000;1M",
            "<0;1;1c",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
