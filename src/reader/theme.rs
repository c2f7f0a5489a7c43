//! The look of things, in the sixteen colours that every terminal lets its user choose.
//! Nothing is told by colour alone. What stands back is dimmed, which suits light and
//! dark backgrounds alike; bright black is hardly seen on many.

use ratatui::style::{Color, Modifier, Style};

use super::opened::Overlay;
use super::typeset::{Look, Role};

/// Names, frames of the pane with the focus.
pub const ACCENT: Style = Style::new().fg(Color::Cyan);
pub const BREAKING: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
/// What stands back behind the text.
pub const FAINT: Style = Style::new().add_modifier(Modifier::DIM);
pub const FOCUSED: Style = ACCENT;
pub const SELECTED: Style = Style::new().add_modifier(Modifier::REVERSED);
pub const HIT: Style = Style::new().fg(Color::Black).bg(Color::Yellow);
pub const STAR: Style = Style::new().fg(Color::Yellow);
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
pub const BAR: Style = Style::new().add_modifier(Modifier::REVERSED);

/// The place that was gone to, among those that were found.
const FOUND: Style = Style::new()
    .fg(Color::Black)
    .bg(Color::Cyan)
    .add_modifier(Modifier::BOLD);

/// A passage that the user has marked.
const MARKED: Style = Style::new()
    .fg(Color::Black)
    .bg(Color::Green)
    .add_modifier(Modifier::UNDERLINED);

/// What `overlay` makes of the style beneath it.
#[must_use]
pub fn overlay(overlay: Overlay) -> Style {
    match overlay {
        Overlay::Selected => SELECTED,
        Overlay::Found => FOUND,
        Overlay::AlsoFound => HIT,
        Overlay::Marked => MARKED,
    }
}

/// The style of a half block that shows these colours, the upper one and the lower.
#[must_use]
pub fn halves([upper, lower]: [[u8; 3]; 2]) -> Style {
    let color = |[red, green, blue]: [u8; 3]| Color::Rgb(red, green, blue);
    Style::new().fg(color(upper)).bg(color(lower))
}

/// The style of what a document shows.
#[must_use]
pub fn style(look: Look) -> Style {
    let mut style = match look.role {
        Role::Body | Role::Quote | Role::Summary => Style::new(),
        Role::Title | Role::Heading | Role::TableHead => STRONG,
        Role::Breaking => BREAKING,
        Role::Category => ACCENT,
        Role::Meta | Role::Ornament => FAINT,
        Role::Code => Style::new().fg(Color::Green),
    };
    // Arabic has no slanted letters: fonts lack them, and kitty tears words apart.
    if look.strong || look.emphasis {
        style = style.add_modifier(Modifier::BOLD);
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
