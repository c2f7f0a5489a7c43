//! `marsad export`.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Serialize;

use super::context::Context;
use super::{print, progress};
use crate::article::Article;
use crate::library::{Headline, Query, identifier};

/// Print articles as a JSON Feed, newest first
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which articles; all when left out
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let query = Query::parse(&args.query.join(" "))?;
    let library = context.open_library()?;
    if query.has_words() {
        progress::catch_up(&library);
    }
    let mut out = print::stdout();
    // Written as it is read, so that a library of any size takes no more memory.
    write!(
        out,
        r#"{{"version":"https://jsonfeed.org/version/1.1","title":"marsad","items":["#
    )?;
    for (n, exported) in library.export(&query)?.enumerate() {
        let (headline, article) = exported?;
        writeln!(out, "{}", if n == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut out, &Item::new(&headline, &article))?;
    }
    writeln!(out, "\n]}}")?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// An item of JSON Feed 1.1.
#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    title: &'a str,
    content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Timestamp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    _marsad: Extension<'a>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// What JSON Feed has no name for.
#[derive(Serialize)]
struct Extension<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    breaking: bool,
}

impl<'a> Item<'a> {
    fn new(headline: &Headline, article: &'a Article) -> Self {
        Self {
            id: identifier(article),
            url: article.url.as_deref(),
            title: &article.title,
            content_text: article.plain_text(),
            summary: article.summary.as_deref(),
            image: article.image.as_deref(),
            date_published: headline.published,
            date_modified: article.updated,
            authors: article.authors.iter().map(|name| Author { name }).collect(),
            tags: &article.tags,
            language: article.language.as_deref(),
            _marsad: Extension {
                source: &article.source,
                category: article.category.as_deref(),
                breaking: article.breaking,
            },
        }
    }
}
