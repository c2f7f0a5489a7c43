//! The look of things, in the sixteen colours that every terminal lets its user choose.
//! Nothing is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

use super::typeset::{Look, Role};

/// Names, frames of the pane with the focus.
pub const ACCENT: Style = Style::new().fg(Color::Cyan);
pub const BREAKING: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
/// What stands back behind the text.
pub const FAINT: Style = Style::new().fg(Color::DarkGray);
pub const FOCUSED: Style = ACCENT;
pub const SELECTED: Style = Style::new().add_modifier(Modifier::REVERSED);
pub const HIT: Style = Style::new().fg(Color::Black).bg(Color::Yellow);
pub const STAR: Style = Style::new().fg(Color::Yellow);
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
pub const BAR: Style = Style::new().add_modifier(Modifier::REVERSED);

/// The style of what a document shows.
#[must_use]
pub fn style(look: Look) -> Style {
    let mut style = match look.role {
        Role::Body | Role::Quote => Style::new(),
        Role::Title | Role::Heading | Role::TableHead => STRONG,
        Role::Breaking => BREAKING,
        Role::Category => ACCENT,
        Role::Meta | Role::Ornament => FAINT,
        Role::Summary => Style::new().add_modifier(Modifier::ITALIC),
        Role::Code => Style::new().fg(Color::Green),
    };
    if look.strong {
        style = style.add_modifier(Modifier::BOLD);
    }
    if look.emphasis {
        style = style.add_modifier(Modifier::ITALIC);
    }
    if look.strike {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    if look.code {
        style = style.fg(Color::Green);
    }
    if look.link {
        style = style.fg(Color::Blue).add_modifier(Modifier::UNDERLINED);
    }
    if look.hit {
        style = style.patch(HIT);
    }
    style
}
