//! How an article is stored and indexed, as far as that is known before the store is asked.

use std::borrow::Cow;
use std::io;

use super::add::not_stored;
use super::identity::{Digest, content_hash, key};
use super::index::Content;
use super::{Result, body};
use crate::article::Article;
use crate::text::numbers::Numbers;

/// What the store enters of an article, and perhaps what the index does. To make it takes as long
/// as to enter it, and any thread can.
#[derive(Debug)]
pub struct Form {
    pub(super) key: Digest,
    pub(super) hash: Digest,
    body: Body,
    pub(super) content: Option<Content>,
}

#[derive(Debug)]
enum Body {
    Json(Vec<u8>),
    Compressed(Vec<u8>),
}

/// Makes the forms of articles that the store does not have, in all likelihood: they are
/// compressed already.
#[derive(Default)]
pub struct Former {
    /// The words that it has met.
    numbers: Numbers,
}

impl Former {
    /// The form of `article`; `is_indexed`: with what the index will have of it, which it else
    /// makes itself.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn form(&mut self, article: &Article, is_indexed: bool) -> Result<Form> {
        let form = Form::new(article)?;
        let data = form.data().map_err(|cause| not_stored(article, cause))?;
        let body = Body::Compressed(data.into_owned());
        let content = is_indexed.then(|| self.content(article));
        Ok(Form {
            body,
            content,
            ..form
        })
    }

    /// What the index will have of `article`.
    pub(super) fn content(&mut self, article: &Article) -> Content {
        Content::of(article, &mut self.numbers)
    }
}

impl Form {
    pub(super) fn new(article: &Article) -> Result<Self> {
        let json = body::to_json(article).map_err(|cause| not_stored(article, cause))?;
        Ok(Self {
            key: key(article),
            hash: content_hash(&json),
            body: Body::Json(json),
            content: None,
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
