//! Why a feed or a document could not be read.

use std::fmt;

use super::MAX_BYTES;

/// Why nothing could be read from a feed or a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the messages say it")]
pub enum FeedError {
    #[error("larger than {} MB ({} MB)", MAX_BYTES >> 20, .length.div_ceil(1 << 20))]
    TooLarge {
        /// Bytes.
        length: u64,
    },
    #[error("{}", if *.length == 0 { "empty" } else { "nothing but white space" })]
    Empty {
        /// Bytes.
        length: u64,
    },
    /// Known by its first bytes as something that holds no article.
    #[error("{kind}, not an article")]
    Foreign { kind: &'static str },
    #[error("binary data, not text ({found})")]
    Binary { found: String },
    #[error("half-written: the {syntax} breaks off at {at}{}", .inside.as_ref().map(|name| format!(", inside <{name}>")).unwrap_or_default())]
    HalfWritten {
        syntax: Syntax,
        at: Location,
        /// The innermost element that is still open.
        inside: Option<String>,
    },
    #[error("broken {syntax} at {at}: {reason}")]
    Broken {
        syntax: Syntax,
        at: Location,
        reason: String,
    },
    /// A good document, but of another kind.
    #[error("{kind}, not a feed")]
    NotAFeed { kind: &'static str },
    #[error("{syntax}, but no feed: {reason}")]
    NoFeed { syntax: Syntax, reason: String },
    #[error("broken front matter: {reason}")]
    FrontMatter { reason: String },
    #[error("no article in it: {reason}")]
    NoArticle { reason: String },
}

/// The syntax a feed is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Json,
    Xml,
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
        })
    }
}

/// A place in a text, both numbers from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    pub line: usize,
    pub column: usize,
}

impl Location {
    /// The place of the byte `offset` of `text`.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line = before
            .rsplit(|&byte| byte == b'\n')
            .next()
            .unwrap_or_default();
        Self {
            line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
            // Of the bytes of a character all but the first are 0b10xxxxxx.
            column: line.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() + 1,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}
