//! Articles into what is stored of them, ahead of who stores.

use std::sync::mpsc::{Receiver, SyncSender};

use super::reading::{Batch, Piece};
use crate::article::Article;
use crate::library::{Form, LibraryError};

/// An article and what is stored of it.
pub(super) type Formed = (Article, Result<Form, LibraryError>);

/// Hands on what comes `from` who reads, until there is no more or no one takes it.
pub(super) fn form(from: Receiver<Piece<Article>>, to: &SyncSender<Piece<Formed>>) {
    for piece in from {
        let piece = match piece {
            Piece::Batch(batch) => Piece::Batch(Batch {
                articles: batch.articles.into_iter().map(formed).collect(),
                rejected: batch.rejected,
                bytes: batch.bytes,
            }),
            Piece::Cache(path) => Piece::Cache(path),
        };
        if to.send(piece).is_err() {
            return;
        }
    }
}

fn formed(article: Article) -> Formed {
    let form = Form::of_new(&article);
    (article, form)
}
