//! Themes: what the named colours that everything is drawn in become on the terminal.
//!
//! Widgets know sixteen names; what they mean is decided here, when a row is written, so that
//! a theme changes nothing of how the reader draws.

use ratatui::style::Color;

use super::probe::Answers;
use super::sgr::Palette;

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// A choice of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// The terminal's own.
    #[default]
    Terminal,
    /// Light on dark.
    Dark,
    /// Dark on light, as paper.
    Light,
    /// White on black, for eyes that need it.
    Contrast,
    /// base00 to base0F of a Base16 scheme.
    Base16([Rgb; 16]),
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// Those of ANSI, which the user's terminal may have given other looks.
    #[default]
    Sixteen,
    /// The cube of xterm.
    TwoHundred56,
    /// 24 bits.
    True,
}

impl Depth {
    /// What `COLORTERM` and `TERM` say.
    #[must_use]
    pub fn of(colorterm: &str, term: &str) -> Self {
        let colorterm = colorterm.to_ascii_lowercase();
        let by_term = ["direct", "kitty", "ghostty", "alacritty", "foot"];
        if ["truecolor", "24bit"].contains(&colorterm.as_str())
            || by_term.iter().any(|name| term.contains(name))
        {
            Self::True
        } else if term.contains("256") {
            Self::TwoHundred56
        } else {
            Self::Sixteen
        }
    }

    /// What a terminal has that says its name. xterm and mlterm have all colours, and say in
    /// neither variable that they have more than sixteen.
    #[must_use]
    pub fn said_by(answers: &Answers) -> Self {
        const ALL: [&str; 8] = [
            "xterm(", "mlterm", "kitty", "ghostty", "wezterm", "foot", "konsole", "iterm2",
        ];
        let said = answers.version.as_deref().unwrap_or_default();
        let said = said.to_ascii_lowercase();
        if ALL.iter().any(|name| said.starts_with(name)) {
            Self::True
        } else {
            Self::Sixteen
        }
    }
}

/// What the names mean, as the terminal is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    pub foreground: Color,
    pub background: Color,
    /// What stands back behind the text.
    pub faint: Color,
    /// Black, red, green, yellow, blue, magenta, cyan and white as ink.
    ink: [Color; 8],
    /// The same as ground, on which black is written.
    ground: [Color; 8],
}

/// The colours of a theme: paper, text, what stands back, and the inks and grounds by name.
struct Scheme {
    paper: Rgb,
    text: Rgb,
    faint: Rgb,
    ink: [Rgb; 8],
    ground: [Rgb; 8],
}

const DARK: Scheme = Scheme {
    paper: [0x1b, 0x1d, 0x1e],
    text: [0xdc, 0xd9, 0xd0],
    faint: [0x9d, 0x99, 0x8f],
    ink: [
        [0x1b, 0x1d, 0x1e],
        [0xff, 0x7b, 0x72],
        [0x8c, 0xcf, 0x7e],
        [0xe5, 0xc7, 0x6b],
        [0x7f, 0xb4, 0xff],
        [0xd3, 0xa4, 0xf9],
        [0x6c, 0xcf, 0xd6],
        [0xff, 0xff, 0xff],
    ],
    ground: [
        [0x1b, 0x1d, 0x1e],
        [0xff, 0x7b, 0x72],
        [0x8c, 0xcf, 0x7e],
        [0xe5, 0xc7, 0x6b],
        [0x7f, 0xb4, 0xff],
        [0xd3, 0xa4, 0xf9],
        [0x6c, 0xcf, 0xd6],
        [0xff, 0xff, 0xff],
    ],
};

const LIGHT: Scheme = Scheme {
    paper: [0xfa, 0xf5, 0xee],
    text: [0x1d, 0x1b, 0x16],
    faint: [0x66, 0x60, 0x55],
    ink: [
        [0x1d, 0x1b, 0x16],
        [0xa8, 0x1e, 0x17],
        [0x2b, 0x64, 0x1c],
        [0x71, 0x53, 0x00],
        [0x0b, 0x4f, 0xa8],
        [0x7a, 0x2a, 0x8a],
        [0x00, 0x60, 0x66],
        [0x1d, 0x1b, 0x16],
    ],
    ground: [
        [0x1d, 0x1b, 0x16],
        [0xff, 0xb3, 0xac],
        [0xc9, 0xeb, 0xb4],
        [0xff, 0xe0, 0x8a],
        [0xb5, 0xd3, 0xff],
        [0xe9, 0xc6, 0xf2],
        [0xa6, 0xec, 0xe8],
        [0xff, 0xff, 0xff],
    ],
};

const CONTRAST: Scheme = Scheme {
    paper: [0, 0, 0],
    text: [0xff, 0xff, 0xff],
    faint: [0xd0, 0xd0, 0xd0],
    ink: [
        [0, 0, 0],
        [0xff, 0x8a, 0x8a],
        [0x8a, 0xff, 0x8a],
        [0xff, 0xff, 0x00],
        [0xa8, 0xd0, 0xff],
        [0xff, 0xb0, 0xff],
        [0x00, 0xff, 0xff],
        [0xff, 0xff, 0xff],
    ],
    ground: [
        [0, 0, 0],
        [0xff, 0x8a, 0x8a],
        [0x8a, 0xff, 0x8a],
        [0xff, 0xff, 0x00],
        [0xa8, 0xd0, 0xff],
        [0xff, 0xb0, 0xff],
        [0x00, 0xff, 0xff],
        [0xff, 0xff, 0xff],
    ],
};

impl Theme {
    /// What is written on a terminal of so many colours. One that has sixteen shows its own:
    /// only its user knows what they are.
    #[must_use]
    pub fn palette(self, depth: Depth) -> Palette {
        let scheme = match self {
            Self::Terminal => return Palette::Full,
            _ if depth == Depth::Sixteen => return Palette::Full,
            Self::Dark => DARK,
            Self::Light => LIGHT,
            Self::Contrast => CONTRAST,
            Self::Base16(base) => of_base16(&base),
        };
        let color = |rgb: Rgb| match depth {
            Depth::True => Color::Rgb(rgb[0], rgb[1], rgb[2]),
            _ => Color::Indexed(nearest(rgb)),
        };
        Palette::Themed(Colours {
            foreground: color(scheme.text),
            background: color(scheme.paper),
            faint: color(scheme.faint),
            ink: scheme.ink.map(color),
            ground: scheme.ground.map(color),
        })
    }
}

/// As the Base16 styling guidelines have the sixteen colours.
fn of_base16(base: &[Rgb; 16]) -> Scheme {
    let named = [
        base[0], base[8], base[11], base[10], base[13], base[14], base[12], base[7],
    ];
    Scheme {
        paper: base[0],
        text: base[5],
        faint: base[4],
        ink: named,
        ground: named,
    }
}

impl Colours {
    /// What is written for `color` as ink.
    pub(super) fn ink(&self, color: Color) -> Color {
        match color {
            Color::Reset => self.foreground,
            _ => index(color).map_or(color, |index| self.ink[index]),
        }
    }

    /// The same as ground.
    pub(super) fn ground(&self, color: Color) -> Color {
        match color {
            Color::Reset => self.background,
            _ => index(color).map_or(color, |index| self.ground[index]),
        }
    }
}

/// The place of a named colour among the eight.
fn index(color: Color) -> Option<usize> {
    Some(match color {
        Color::Black | Color::DarkGray => 0,
        Color::Red | Color::LightRed => 1,
        Color::Green | Color::LightGreen => 2,
        Color::Yellow | Color::LightYellow => 3,
        Color::Blue | Color::LightBlue => 4,
        Color::Magenta | Color::LightMagenta => 5,
        Color::Cyan | Color::LightCyan => 6,
        Color::Gray | Color::White => 7,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

/// The nearest of the 256 colours, of which only those from 16 on are the same everywhere.
fn nearest(rgb: Rgb) -> u8 {
    let distance = |index: &u8| -> i32 {
        let other = of_index(*index);
        let pairs = rgb.iter().zip(other);
        pairs
            .map(|(one, other)| (i32::from(*one) - i32::from(other)).pow(2))
            .sum()
    };
    (16..=255).min_by_key(distance).unwrap_or(16)
}

/// The colour of an index from 16 on: a cube of six steps a side, then greys.
fn of_index(index: u8) -> Rgb {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    if index >= 232 {
        return [8 + (index - 232) * 10; 3];
    }
    let cube = usize::from(index - 16);
    [STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6]]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two colours (WCAG 2.2, 1.4.3), 1 to 21.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let luminance = |rgb: Rgb| {
            let [red, green, blue] = rgb.map(|value| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_ink_can_be_read_on_its_paper() {
        for (scheme, text, rest) in [(DARK, 7.0, 4.5), (LIGHT, 7.0, 4.5), (CONTRAST, 15.0, 7.0)] {
            assert!(contrast(scheme.text, scheme.paper) >= text);
            assert!(contrast(scheme.faint, scheme.paper) >= rest);
            for ink in &scheme.ink[1..7] {
                assert!(contrast(*ink, scheme.paper) >= rest, "{ink:x?}");
            }
            for ground in &scheme.ground[1..7] {
                assert!(contrast(scheme.ink[0], *ground) >= rest, "{ground:x?}");
            }
        }
    }

    #[test]
    fn terminals_get_as_many_colours_as_they_have() {
        assert_eq!(Theme::Dark.palette(Depth::Sixteen), Palette::Full);
        assert_eq!(Theme::Terminal.palette(Depth::True), Palette::Full);
        let Palette::Themed(colours) = Theme::Contrast.palette(Depth::TwoHundred56) else {
            panic!("a theme");
        };
        assert_eq!(colours.background, Color::Indexed(16));
        assert_eq!(colours.ground(Color::Yellow), Color::Indexed(226));
        assert_eq!(Depth::of("truecolor", "xterm-256color"), Depth::True);
        assert_eq!(Depth::of("", "xterm-256color"), Depth::TwoHundred56);
        assert_eq!(Depth::of("", "linux"), Depth::Sixteen);
        for (said, depth) in [
            (Some("XTerm(379)"), Depth::True),
            // It does not say what the terminal has that it is in.
            (Some("tmux 3.3a"), Depth::Sixteen),
            (None, Depth::Sixteen),
        ] {
            let version = said.map(str::to_owned);
            let answers = Answers {
                version,
                ..Answers::default()
            };
            assert_eq!(Depth::said_by(&answers), depth, "{said:?}");
        }
    }
}
