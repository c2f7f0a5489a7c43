//! What can go wrong with a library, and with what it was doing at the time.

use std::io;
use std::path::PathBuf;

use super::rescue::is_damage;
use super::{ArticleId, QueryError};

/// A failure of the library. Each message ends with its cause; the causes' own chains
/// say the same again and are left out.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum LibraryError {
    /// The folder could not be made or reached.
    #[error("cannot use the folder {}: {cause}", dir.display())]
    Folder { dir: PathBuf, cause: io::Error },

    /// The database could not be opened: no permission, not a database, damaged.
    #[error("cannot open the library {}: {cause}", path.display())]
    Open {
        path: PathBuf,
        cause: rusqlite::Error,
    },

    /// A database of some other program; it was left alone.
    #[error("{} is a database of another program", path.display())]
    Foreign { path: PathBuf },

    /// Written by a newer marsad; it was left alone.
    #[error(
        "the library {} was written by a newer marsad (its schema is {found}, this one knows {known}); use that version",
        path.display()
    )]
    Newer {
        path: PathBuf,
        found: u32,
        known: u32,
    },

    /// What a check of the whole database found.
    #[error("{} is damaged: {fault}", path.display())]
    Damaged { path: PathBuf, fault: String },

    /// Nothing is written over.
    #[error("{} is there already", path.display())]
    Exists { path: PathBuf },

    #[error("another marsad is using {}; close it first", path.display())]
    InUse { path: PathBuf },

    /// A read or write of the store failed.
    #[error("cannot {doing}: {cause}")]
    Store {
        doing: &'static str,
        cause: rusqlite::Error,
    },

    #[error("there is no article {0}")]
    NoArticle(ArticleId),

    #[error("there is no feed {0}")]
    NoFeed(String),

    #[error("{named} may mean several feeds: {meant}")]
    Ambiguous { named: String, meant: String },

    #[error("there is no {what} {number}")]
    NotThere { what: &'static str, number: String },

    #[error("there is an {what} named {name:?} already")]
    Taken { what: &'static str, name: String },

    /// An article could not be brought into the form it is stored in.
    #[error("cannot store the article \"{title}\": {cause}")]
    Encode { title: String, cause: io::Error },

    /// What is stored for an article cannot be read back.
    #[error("the stored text of article {id} is damaged: {cause}")]
    Body { id: ArticleId, cause: io::Error },

    /// The search index failed. It can be rebuilt at any time.
    #[error("cannot {doing}: {cause}")]
    Index {
        doing: &'static str,
        cause: tantivy::TantivyError,
    },

    /// A file of the search index could not be reached.
    #[error("cannot {doing}: {cause}")]
    IndexFile {
        doing: &'static str,
        cause: io::Error,
    },

    #[error(transparent)]
    Query(#[from] QueryError),
}

impl LibraryError {
    /// Whether the database is damaged, in part or as a whole.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged { .. } => true,
            Self::Open { cause, .. } | Self::Store { cause, .. } => is_damage(cause),
            _ => false,
        }
    }
}

/// Names what was being done when a lower layer failed.
pub(super) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, LibraryError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, LibraryError> {
        self.map_err(|cause| LibraryError::Store { doing, cause })
    }
}

impl<T> Doing<T> for tantivy::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, LibraryError> {
        self.map_err(|cause| LibraryError::Index { doing, cause })
    }
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, LibraryError> {
        self.map_err(|cause| LibraryError::IndexFile { doing, cause })
    }
}
