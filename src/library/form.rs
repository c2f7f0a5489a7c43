//! How an article is stored, as far as that is known before the store is asked.

use std::borrow::Cow;
use std::io;

use super::add::not_stored;
use super::identity::{Digest, content_hash, key};
use super::{Result, body};
use crate::article::Article;

/// What the store enters of an article. To make it takes as long as to enter it, and any
/// thread can.
#[derive(Debug)]
pub struct Form {
    pub(super) key: Digest,
    pub(super) hash: Digest,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Json(Vec<u8>),
    Compressed(Vec<u8>),
}

impl Form {
    /// The form of an article that the store does not have, in all likelihood: it is compressed
    /// already.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn of_new(article: &Article) -> Result<Self> {
        let form = Self::new(article)?;
        let data = form.data().map_err(|cause| not_stored(article, cause))?;
        let body = Body::Compressed(data.into_owned());
        Ok(Self { body, ..form })
    }

    pub(super) fn new(article: &Article) -> Result<Self> {
        let json = body::to_json(article).map_err(|cause| not_stored(article, cause))?;
        Ok(Self {
            key: key(article),
            hash: content_hash(&json),
            body: Body::Json(json),
        })
    }

    /// The article as the store has it.
    pub(super) fn data(&self) -> io::Result<Cow<'_, [u8]>> {
        match &self.body {
            Body::Json(json) => body::compress(json).map(Cow::Owned),
            Body::Compressed(data) => Ok(Cow::Borrowed(data)),
        }
    }
}
