//! What is wrong with a query, and where.

use std::fmt;

use super::lexer::FIELDS;

/// A query that does not parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Byte of the query where the fault begins, logical order.
    pub at: usize,
    /// The same in characters, from 1.
    pub column: usize,
    /// What the fault is.
    pub kind: QueryErrorKind,
}

/// Faults of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryErrorKind {
    /// `"` that nothing closes.
    UnclosedQuote,
    /// `(` that nothing closes.
    UnclosedBracket,
    /// `)` that nothing opened.
    UnopenedBracket,
    /// Brackets within brackets beyond any sense.
    TooDeep,
    /// `OR` or `-` with nothing to work on.
    NothingAfter(&'static str),
    /// `OR` with nothing before it.
    NothingBefore(&'static str),
    /// A field, a phrase or brackets with no word in them.
    NoWord,
    /// `name:` of none of the fields; without the colon.
    UnknownField(String),
    /// `is:` of none of the states.
    UnknownState(String),
    /// What stands after `after:` or `before:` is no date.
    NotADate(String),
}

impl QueryError {
    pub(super) fn new(query: &str, at: usize, kind: QueryErrorKind) -> Self {
        Self {
            at,
            column: query[..at].chars().count() + 1,
            kind,
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the query, column {}: ", self.column)?;
        match &self.kind {
            QueryErrorKind::UnclosedQuote => write!(f, "this quotation mark is never closed"),
            QueryErrorKind::UnclosedBracket => write!(f, "this bracket is never closed"),
            QueryErrorKind::UnopenedBracket => write!(f, "this bracket was never opened"),
            QueryErrorKind::TooDeep => write!(f, "too many brackets within brackets"),
            QueryErrorKind::NothingAfter(sign) => write!(f, "nothing follows {sign}"),
            QueryErrorKind::NothingBefore(sign) => write!(f, "nothing stands before {sign}"),
            QueryErrorKind::NoWord => write!(f, "there is no word here to look for"),
            QueryErrorKind::UnknownField(name) => {
                write!(f, "there is no field {name}: (there are")?;
                for (name, _) in FIELDS.iter().filter(|(name, _)| name.is_ascii()) {
                    write!(f, " {name}:")?;
                }
                write!(f, ")")
            }
            QueryErrorKind::UnknownState(name) => write!(
                f,
                "is:{name} is unknown (there are is:unread is:read is:starred is:breaking)"
            ),
            QueryErrorKind::NotADate(text) => {
                write!(
                    f,
                    "{text} is not a date such as 2026-01-31, 2026-01 or 2026"
                )
            }
        }
    }
}

impl std::error::Error for QueryError {}
