//! What a piece of text is, for a theme to give it a look.

/// The part that a text plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    #[default]
    Body,
    Title,
    Breaking,
    Category,
    /// Source, author, date.
    Meta,
    Summary,
    Heading,
    Quote,
    Code,
    /// Bullets, numbers, bars and rules.
    Ornament,
    TableHead,
}

impl Role {
    /// Whether it is text that runs on from line to line, as in a paragraph.
    #[must_use]
    pub fn is_running(self) -> bool {
        matches!(self, Self::Body | Self::Summary | Self::Quote)
    }
}

/// The look of a glyph: its role and what marks it within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Look {
    pub role: Role,
    pub strong: bool,
    pub emphasis: bool,
    pub strike: bool,
    pub code: bool,
    pub link: bool,
    /// Found by the search.
    pub hit: bool,
}

impl From<Role> for Look {
    fn from(role: Role) -> Self {
        Self {
            role,
            ..Self::default()
        }
    }
}
