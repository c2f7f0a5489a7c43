//! Select Graphic Rendition (ECMA-48, 8.3.117): from one style to the next in as few
//! bytes as will do.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::hyperlink;
use super::theme::Colours;

/// What a cell looks like, its text aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub fg: Color,
    pub bg: Color,
    pub underline: Color,
    pub modifier: Modifier,
}

/// Whether colours are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// As the theme has them.
    #[default]
    Full,
    /// Bold, underline, reverse and the like alone (no-color.org).
    NoColor,
    /// The names mean colours of our own.
    Themed(Colours),
}

impl Look {
    pub fn of(cell: &Cell, palette: Palette) -> Self {
        let modifier = cell.modifier;
        match palette {
            Palette::Full => Self {
                fg: cell.fg,
                bg: cell.bg,
                underline: match hyperlink::number(cell.underline_color) {
                    // No colour, but where the cell leads to.
                    Some(_) => Color::Reset,
                    None => cell.underline_color,
                },
                modifier,
            },
            // What is told by its ground is told by reversing it.
            Palette::NoColor if cell.bg != Color::Reset => Self {
                modifier: modifier | Modifier::REVERSED,
                ..Self::default()
            },
            Palette::NoColor => Self {
                modifier,
                ..Self::default()
            },
            Palette::Themed(colours) => {
                let stands_back = modifier.contains(Modifier::DIM) && cell.fg == Color::Reset;
                Self {
                    fg: if stands_back {
                        colours.faint
                    } else {
                        colours.ink(cell.fg)
                    },
                    bg: colours.ground(cell.bg),
                    underline: Color::Reset,
                    modifier: modifier - Modifier::DIM,
                }
            }
        }
    }

    /// Writes what turns `self` into `next`.
    pub fn change_to(self, next: Self, out: &mut Vec<u8>) {
        if self == next {
            return;
        }
        out.extend_from_slice(b"\x1b[");
        // A single attribute cannot be taken away everywhere (22 ends bold and dim
        // alike), so taking away means starting over.
        let from = if next.modifier.contains(self.modifier) && next != Self::default() {
            self
        } else {
            out.extend_from_slice(b"0;");
            Self::default()
        };
        push_modifiers(next.modifier - from.modifier, out);
        if next.fg != from.fg {
            push_color(next.fg, Ground::Fore, out);
        }
        if next.bg != from.bg {
            push_color(next.bg, Ground::Back, out);
        }
        if next.underline != from.underline {
            push_underline(next.underline, out);
        }
        // In place of the last semicolon.
        out.pop();
        out.push(b'm');
    }
}

const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

fn push_modifiers(added: Modifier, codes: &mut Vec<u8>) {
    for (_, code) in MODIFIERS
        .iter()
        .filter(|(modifier, _)| added.contains(*modifier))
    {
        push(codes, format_args!("{code}"));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Fore,
    Back,
}

fn push_color(color: Color, ground: Ground, codes: &mut Vec<u8>) {
    let base: u8 = match ground {
        Ground::Fore => 30,
        Ground::Back => 40,
    };
    match color {
        Color::Reset => push(codes, format_args!("{}", base + 9)),
        Color::Indexed(index) => push(codes, format_args!("{};5;{index}", base + 8)),
        Color::Rgb(red, green, blue) => {
            push(codes, format_args!("{};2;{red};{green};{blue}", base + 8));
        }
        named => {
            let index = ansi_index(named);
            let code = if index < 8 {
                base + index
            } else {
                base + 60 + index - 8
            };
            push(codes, format_args!("{code}"));
        }
    }
}

/// Underline colours go with colons: a terminal that does not know code 58 must not
/// take what follows for other attributes.
fn push_underline(color: Color, codes: &mut Vec<u8>) {
    match color {
        Color::Reset => push(codes, format_args!("59")),
        Color::Rgb(red, green, blue) => push(codes, format_args!("58:2::{red}:{green}:{blue}")),
        Color::Indexed(index) => push(codes, format_args!("58:5:{index}")),
        named => push(codes, format_args!("58:5:{}", ansi_index(named))),
    }
}

const fn ansi_index(color: Color) -> u8 {
    match color {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Black | Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 0,
    }
}

fn push(codes: &mut Vec<u8>, code: std::fmt::Arguments<'_>) {
    // Writing to memory does not fail.
    let _ = write!(codes, "{code};");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: Look, to: Look) -> String {
        let mut out = Vec::new();
        from.change_to(to, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "ESC")
    }

    #[test]
    fn only_the_difference_is_written() {
        let plain = Look::default();
        let red = Look {
            fg: Color::Red,
            ..plain
        };
        let bold_red = Look {
            modifier: Modifier::BOLD,
            ..red
        };
        assert_eq!(change(plain, plain), "");
        assert_eq!(change(plain, bold_red), "ESC[1;31m");
        assert_eq!(change(red, bold_red), "ESC[1m");
        assert_eq!(change(bold_red, red), "ESC[0;31m");
        assert_eq!(change(bold_red, plain), "ESC[0m");
    }

    #[test]
    fn bright_and_deep_colours() {
        let look = Look {
            fg: Color::LightCyan,
            bg: Color::Rgb(1, 2, 3),
            underline: Color::Rgb(4, 5, 6),
            modifier: Modifier::UNDERLINED,
        };
        assert_eq!(
            change(Look::default(), look),
            "ESC[4;96;48;2;1;2;3;58:2::4:5:6m"
        );
    }
}
