//! What is on disk: the store (SQLite) and the index derived from it (tantivy),
//! search and related articles. Knows neither the formats articles came in nor the
//! screen they are shown on.
//!
//! The store is the truth: headlines in a table that lists read, bodies compressed
//! in a table of their own, counts kept and never scanned for. The index follows the
//! store's log of changes and can be deleted at any time. Several processes may use
//! one library at once; each opens its own [`Library`].

mod accounts;
mod add;
mod body;
mod by_date;
mod by_url;
mod candidates;
mod columns;
mod comments;
mod common;
mod compile;
mod connect;
mod entered;
mod error;
mod export;
mod feeds;
mod filters;
mod flags;
mod form;
mod forward;
mod full_text;
mod headline;
mod identity;
mod index;
mod judged;
mod kept;
mod labels;
mod likeness;
mod listing;
mod mix;
mod notes;
mod number;
mod page;
mod pairs;
mod postings;
mod print;
mod private;
mod query;
mod related;
mod rescue;
mod schema;
mod search;
mod sequence;
mod smart;
mod spread;
mod state;
mod store;
mod story;
mod tags;
#[cfg(test)]
mod testing;
mod undo;
mod varint;
mod vector;
mod versions;
mod word_query;
mod words_query;

pub use accounts::{
    Account, FeedChange, Kind as AccountKind, List, MarkField, RemoteArticle, RemoteFeed,
    RemoteState, Subscriptions, Unsent,
};
pub use add::Report;
pub use comments::{Comment, CommentId, Draft};
pub use error::LibraryError;
pub use export::Export;
pub use feeds::{Answer, Delivered, Failing, Feed, Mark, Settings as FeedSettings, Validators};
pub use filters::{Deed, Filter, Filtered};
pub use form::{Form, Former};
pub use headline::{Counts, Headline, Key, Position};
pub use identity::identifier;
pub use index::{CatchUp, Following, Fresh, Progress};
pub use notes::{Note, NoteId, Passage};
pub use number::{AccountId, ArticleId, FeedId};
pub use page::Anchor;
pub use query::{Condition, Field, Phrase, Query, QueryError, QueryErrorKind, State};
pub use related::{Reason, Related};
pub use rescue::{Salvaged, is_damaged, restore, salvage};
pub use search::{Hit, Order};
pub use smart::SmartFeed;
pub use store::Library;
pub use story::Chapter;
pub use tags::Tagged;
pub use undo::{Act, Undone};
pub use versions::Version;

/// What the library's functions give.
pub type Result<T> = std::result::Result<T, LibraryError>;
