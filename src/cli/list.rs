//! `marsad list`.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context as _;

use super::context::Context;
use super::format::Template;
use super::print::{self, Row, Style};
use super::progress;
use crate::library::{Anchor, ArticleId, Headline, Library, Query};

/// List articles, newest first, or those of the given numbers
///
/// Where every argument is the number of an article, these are listed, in the order given;
/// to look for a number as a word, write it in quotes or use search.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Fields of a template: {id} {title} {source} {category} {published} {url} {unread} \
    {starred} {score}; {published:%Y-%m-%d} writes the time as strftime does.\n\n\
    Examples:\n  \
    marsad list --limit 10 is:unread\n  \
    marsad list --format '{id}\\t{published:%d/%m}\\t{title}' source:المرفأ\n  \
    marsad search --format '{id}' القمح | xargs marsad list --json\n  \
    marsad search --format '{id}' القمح | marsad list -"
)]
pub(super) struct Args {
    /// Most articles to list; 0 lists all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    /// How each article is written, such as '{id}\t{title}\t{url}'
    #[arg(long, value_name = "TEMPLATE")]
    format: Option<Template>,

    /// Which articles, by a query or by numbers; all when left out; - reads numbers from
    /// standard input, the first word of each line
    #[arg(value_name = "QUERY|ID")]
    query: Vec<String>,
}

/// Headlines read at a time.
const PAGE: usize = 500;

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let style = Style::new(context.json, args.format.as_ref());
    if let Some(ids) = numbers(args, &library)? {
        return print_these(&library, &ids, style);
    }
    let query = Query::parse(&args.query.join(" "))?;
    if query.has_words() {
        progress::catch_up(&library);
    }
    let limit = match args.limit {
        0 => usize::MAX,
        limit => limit,
    };
    print(&library, &query, limit, style)?;
    Ok(ExitCode::SUCCESS)
}

/// The articles that the arguments number, if that is what they do.
fn numbers(args: &Args, library: &Library) -> anyhow::Result<Option<Vec<ArticleId>>> {
    if args.query == ["-"] {
        let mut ids = Vec::new();
        for line in io::stdin().lines() {
            let line = line.context("cannot read standard input")?;
            let Some(first) = line.split_whitespace().next() else {
                continue;
            };
            let number = first
                .parse()
                .with_context(|| format!("{first:?} is no number of an article"))?;
            ids.push(ArticleId(number));
        }
        return Ok(Some(ids));
    }
    let ids: Result<Vec<ArticleId>, _> = args
        .query
        .iter()
        .map(|argument| argument.parse().map(ArticleId))
        .collect();
    match ids {
        Ok(ids) if !ids.is_empty() && ids.iter().all(|id| library.headline(*id).is_ok()) => {
            Ok(Some(ids))
        }
        _ => Ok(None),
    }
}

/// Prints articles in the order given.
fn print_these(library: &Library, ids: &[ArticleId], style: Style<'_>) -> anyhow::Result<ExitCode> {
    let mut out = print::stdout();
    for id in ids {
        let headline = library.headline(*id)?;
        print::row_as(&mut out, &Row::of(&headline), style)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the newest `limit` articles that match, a page at a time.
pub(super) fn print(
    library: &Library,
    query: &Query,
    limit: usize,
    style: Style<'_>,
) -> anyhow::Result<()> {
    let mut out = print::stdout();
    let mut left = limit;
    let mut anchor = Anchor::Newest;
    loop {
        let page: Vec<Headline> = library.headlines(query, anchor, left.min(PAGE))?;
        for headline in &page {
            print::row_as(&mut out, &Row::of(headline), style)?;
        }
        left -= page.len();
        match page.last() {
            Some(last) if left > 0 => anchor = Anchor::OlderThan(last.key()),
            _ => break,
        }
    }
    out.flush()?;
    Ok(())
}
