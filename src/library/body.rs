//! Whole articles: JSON compressed with zstd. A frame may come to name a dictionary;
//! frames without one stay readable then.

mod long;

use std::cell::RefCell;
use std::io;

use rusqlite::OptionalExtension;
use zstd::bulk::Compressor;

use super::error::Doing;
use super::{ArticleId, Library, LibraryError, Result};
use crate::article::Article;

/// Beyond this level of zstd, articles get hardly smaller and much slower.
const LEVEL: i32 = 1;

/// Articles up to this length in bytes are decompressed in one go.
const LONGEST: u64 = 1 << 20;

/// What is said to be longer is not believed.
const MOST: u64 = 1 << 30;

pub(super) fn to_json(article: &Article) -> io::Result<Vec<u8>> {
    serde_json::to_vec(article).map_err(Into::into)
}

thread_local! {
    /// To set one up costs more than to compress an article, so it is kept.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
}

pub(super) fn compress(json: &[u8]) -> io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| {
        let compressor = match kept {
            Some(compressor) => compressor,
            none => none.insert(Compressor::new(LEVEL)?),
        };
        compressor.compress(json)
    })
}

pub(super) fn decode(data: &[u8]) -> io::Result<Article> {
    let json = match zstd::zstd_safe::get_frame_content_size(data) {
        Ok(Some(length)) if length <= LONGEST => zstd::bulk::decompress(data, length as usize)?,
        Ok(Some(length)) if length <= MOST => return long::decode(data, length as usize),
        _ => zstd::stream::decode_all(data)?,
    };
    // Checked whole, the text need not be checked a string at a time, which takes longer.
    let json = simdutf8::basic::from_utf8(&json).map_err(io::Error::other)?;
    serde_json::from_str(json).map_err(Into::into)
}

impl Library {
    /// The article as it came in; `published` is `None` when the publisher gave no
    /// time (the headline then has that of the import).
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`], or when it cannot be read.
    pub fn article(&self, id: ArticleId) -> Result<Article> {
        self.find_article(id)?.ok_or(LibraryError::NoArticle(id))
    }

    pub(super) fn find_article(&self, id: ArticleId) -> Result<Option<Article>> {
        let found = self
            .db
            .prepare_cached("SELECT data FROM bodies WHERE article = ?1")
            .and_then(|mut select| {
                // Decoded where SQLite has it, without a copy.
                let decoded = select.query_row([id], |row| Ok(decode(row.get_ref(0)?.as_blob()?)));
                decoded.optional()
            })
            .doing("read an article")?;
        found
            .map(|article| article.map_err(|cause| LibraryError::Body { id, cause }))
            .transpose()
    }
}
