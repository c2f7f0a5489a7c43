//! The query language, the same wherever articles are chosen: words that must all
//! match, `"a phrase"`, `-not`, `OR`, brackets, `title:`, `source:`, `category:`,
//! `after:2026-01-31`, `before:`, `is:unread`. From text into a typed tree
//! ([`Query`]); the tree knows neither the store nor the index.

mod branches;
mod error;
mod hits;
mod lexer;
mod parse;
mod resolve;

use jiff::civil::Date;

pub use error::{QueryError, QueryErrorKind};
pub(super) use resolve::{ALWAYS, FEED_LABEL, Filter};

use crate::text::words::Term;

/// A typed query. Side by side binds closer than `OR`: `a b OR c` is `(a b) OR c`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Query {
    /// Every article: what an empty query asks for.
    #[default]
    All,
    /// All of these.
    And(Vec<Query>),
    /// Any of these.
    Or(Vec<Query>),
    /// What this does not find.
    Not(Box<Query>),
    /// One condition.
    Is(Condition),
}

/// What one article either fulfils or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The words stand in the text, one after the other.
    Words(Field, Phrase),
    /// The words stand in the outlet's name, one after the other.
    Source(Phrase),
    /// The words stand in the category's name, one after the other.
    Category(Phrase),
    /// The words stand in the name of a feed it came by, one after the other.
    Feed(Phrase),
    /// It came by a feed in a folder with the words in its path, one after the other.
    Folder(Phrase),
    /// It or a feed it came by has a tag with the words, one after the other.
    Tag(Phrase),
    /// Published on this day or later.
    After(Date),
    /// Published on an earlier day.
    Before(Date),
    /// How the article is marked.
    State(State),
}

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Title, summary and body.
    Anywhere,
    /// The title alone.
    Title,
}

/// `is:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// Kept by the user.
    Starred,
    /// Breaking news (عاجل).
    Breaking,
    /// Muted by a filter.
    Muted,
}

/// Words that stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As typed, without quotation marks.
    pub text: String,
    /// What is compared ([`crate::text::words`]); never empty.
    pub terms: Vec<Term>,
}

impl Query {
    /// Reads a query as it was typed. Blank text is [`Query::All`].
    ///
    /// # Errors
    /// When it does not parse; the error has the place.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::parse(text)
    }

    /// Whether it says anything of muted articles.
    pub(super) fn names_muted(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::names_muted),
            Self::Not(part) => part.names_muted(),
            Self::Is(condition) => matches!(condition, Condition::State(State::Muted)),
            Self::All => false,
        }
    }

    /// Whether it asks for words in the text, which the index answers.
    #[must_use]
    pub fn has_words(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::has_words),
            Self::Not(part) => part.has_words(),
            Self::Is(condition) => matches!(condition, Condition::Words(..)),
            Self::All => false,
        }
    }
}
