//! What a piece of text is, for a theme to give it a look.

/// The part that a text plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// The article's title.
    Title,
    /// The word that says that it is breaking news.
    Breaking,
    /// The outlet's section.
    Category,
    /// Source, author, date.
    Meta,
    /// The outlet's summary.
    Summary,
    /// A heading within the text.
    Heading,
    /// What someone else said.
    Quote,
    /// Words of a machine.
    Code,
    /// Bullets, numbers, bars and rules.
    Ornament,
    /// What heads the columns of a table.
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
    /// The part that the text plays.
    pub role: Role,
    /// Bold where the terminal has it.
    pub strong: bool,
    /// Italic where the terminal has it.
    pub emphasis: bool,
    /// Struck through.
    pub strike: bool,
    /// Words of a machine within other text.
    pub code: bool,
    /// Part of a link.
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
