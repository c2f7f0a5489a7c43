//! Articles into what is stored of them, ahead of who stores.

use std::sync::mpsc::{Receiver, SyncSender};

use super::reading::{Batch, Piece};
use crate::article::Article;
use crate::library::{Form, Former, Fresh, LibraryError};

/// An article and what is stored of it.
pub(super) type Formed = (Article, Result<Form, LibraryError>);

/// Hands on what comes `from` who reads, until there is no more or no one takes it. Does some of
/// the index's work where that is behind, if it follows. Gives what it was done with.
pub(super) fn form(
    index: Option<&Fresh>,
    from: Receiver<Piece<Article>>,
    to: &SyncSender<Piece<Formed>>,
) -> Former {
    let mut former = Former::default();
    let mut formed = |article| {
        let form = former.form(&article, index.is_some_and(Fresh::is_behind));
        (article, form)
    };
    for piece in from {
        let piece = match piece {
            Piece::Batch(batch) => Piece::Batch(Batch {
                articles: batch.articles.into_iter().map(&mut formed).collect(),
                rejected: batch.rejected,
                bytes: batch.bytes,
            }),
            Piece::Cache(path) => Piece::Cache(path),
        };
        if to.send(piece).is_err() {
            break;
        }
    }
    former
}
