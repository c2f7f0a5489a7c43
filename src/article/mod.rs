//! The document model: an [`Article`] is a title with its circumstances and a body
//! of [`Block`]s. Knows nothing of where articles come from, how they are stored or
//! how they are drawn.
//!
//! Every string in an article is in logical order and has passed
//! [`crate::text::sanitize`]; every way into the model sees to it.

pub mod html;
mod inline;
mod lines;
mod links;
pub mod markdown;
mod plain;
pub mod to_html;

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use inline::InlineBuilder;
pub use lines::lines;
pub use links::Link;

/// One piece as an outlet published it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The publisher's own identifier, if it gave one.
    pub guid: Option<String>,
    /// Canonical address of the piece on the web.
    pub url: Option<String>,
    /// One line, logical order; never empty in the library.
    pub title: String,
    /// Name of the outlet, for the reader's eye.
    pub source: String,
    /// The outlet's own section, as it writes it (سياسة, رياضة).
    pub category: Option<String>,
    /// The outlet's keywords, in its order.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Names of those who signed it, in the outlet's order.
    #[serde(default)]
    pub authors: Vec<String>,
    /// When the outlet says that it came out.
    pub published: Option<Timestamp>,
    /// When the outlet says that it last changed.
    pub updated: Option<Timestamp>,
    /// BCP 47 tag as given; a hint only, direction always comes from the text.
    pub language: Option<String>,
    /// Marked as breaking news (عاجل) by its title or by the publisher.
    #[serde(default)]
    pub breaking: bool,
    /// What the outlet says that it is about, one paragraph of plain text.
    pub summary: Option<String>,
    /// Address of the lead image.
    pub image: Option<String>,
    /// Files that come with it, apart from the lead image.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosures: Vec<Enclosure>,
    /// Address of the page on which it is discussed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discussion: Option<String>,
    /// Address of a feed of its comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_feed: Option<String>,
    /// Identifier of the piece that this one answers (RFC 4685).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<String>,
    /// What the site itself sets beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub see_also: Vec<SeeAlso>,
    /// The text itself, in the order of reading; empty when a feed gives none.
    #[serde(default)]
    pub body: Vec<Block>,
}

/// A file that comes with an article: a recording, a film, a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Where the file is.
    pub url: String,
    /// Media type in small letters, without parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// What the feed calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A link that the site sets beside an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeeAlso {
    /// What the site calls it.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// A part of a body that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// What stands over a part.
    Heading {
        /// 1 (largest) to 6.
        level: u8,
        /// What it says.
        text: Inline,
    },
    /// Running text.
    Paragraph(Inline),
    /// What someone else said, a speech or a passage.
    Quote(Vec<Block>),
    /// Items, numbered or with bullets.
    List {
        /// The first number; `None` for bullets.
        start: Option<u64>,
        /// The blocks of each item.
        items: Vec<Vec<Block>>,
    },
    /// Text whose line breaks and spaces count (code, verse set by hand).
    Preformatted(String),
    /// Cells in rows and columns.
    Table {
        /// Whether the first row heads the columns.
        header: bool,
        /// Rows from the top, cells in the order of reading.
        rows: Vec<Vec<Inline>>,
    },
    /// A picture, which is fetched only to be shown.
    Image {
        /// Where it is.
        url: String,
        /// What it shows, for those who do not see it; may be empty.
        alt: String,
        /// What stands under it; in a box, since most blocks are no pictures and all take the
        /// memory of the largest.
        caption: Option<Box<Inline>>,
    },
    /// A line between two parts.
    Rule,
}

/// Running text in logical order with marked ranges. `\n` is a forced line break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// Logical order, no controls but `\n`.
    pub text: String,
    /// Ordered by start; ranges lie on character boundaries of `text` and may nest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// What is special about a range of an [`Inline`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes of the text, logical order.
    pub range: Range<usize>,
    /// What the range is.
    pub kind: MarkKind,
}

/// What a [`Mark`] says of its range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// Important: bold where the terminal has it.
    Strong,
    /// Stressed: italic where the terminal has it.
    Emphasis,
    /// Words of a machine.
    Code,
    /// No longer so.
    Strike,
    /// The link's absolute address.
    Link(String),
}
