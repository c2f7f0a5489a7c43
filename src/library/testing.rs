//! Libraries and articles for the tests of this room.

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Former, Fresh, Headline, Library, Report, Result};
use crate::article::{Article, Block, Inline};
use crate::text::numbers::{Number, Numbers};

/// A library in a folder that goes with it.
pub(super) struct Temporary {
    pub library: Library,
    _dir: TempDir,
}

impl std::ops::Deref for Temporary {
    type Target = Library;
    fn deref(&self) -> &Library {
        &self.library
    }
}

pub(super) fn library() -> Temporary {
    let dir = TempDir::new().unwrap();
    Temporary {
        library: Library::open(dir.path()).unwrap(),
        _dir: dir,
    }
}

/// 1 January 2026 and `hours`.
pub(super) fn time(hours: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + hours * 3_600).unwrap()
}

/// An article known by its title, published on the hour.
pub(super) fn article(title: &str, body: &str, hours: i64) -> Article {
    Article {
        guid: Some(format!("tag:test,2026:{title}")),
        title: title.into(),
        source: "صحيفة المرفأ".into(),
        category: Some("اقتصاد".into()),
        published: Some(time(hours)),
        body: paragraphs(body),
        ..Article::default()
    }
}

/// Stores `articles`, which `fresh` then holds for the index.
pub(super) fn add_fresh(
    library: &Library,
    fresh: &Fresh,
    articles: impl Iterator<Item = Article>,
) -> Result<Report> {
    let mut former = Former::default();
    let articles = articles.map(|article| {
        let form = former.form(&article, fresh.is_behind());
        (article, form)
    });
    let hold = &mut |id, article, form| fresh.put(id, article, form);
    library.add_formed(articles, time(0), hold)
}

pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    text.lines()
        .map(|line| {
            Block::Paragraph(Inline {
                text: line.into(),
                marks: Vec::new(),
            })
        })
        .collect()
}

pub(super) fn titles<'a>(headlines: impl IntoIterator<Item = &'a Headline>) -> Vec<&'a str> {
    headlines.into_iter().map(|h| h.title.as_str()).collect()
}

/// The terms of `text`.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    Numbers::default().of(text, &mut numbers);
    numbers
}
