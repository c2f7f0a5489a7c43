//! `marsad list`.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use super::print::{self, Row};
use super::progress;
use crate::library::{Anchor, Headline, Library, Query};

/// List articles, newest first
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Most articles to list; 0 lists all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    /// Which articles; all when left out
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
}

/// Headlines read at a time.
const PAGE: usize = 500;

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let query = Query::parse(&args.query.join(" "))?;
    let library = context.open_library()?;
    if query.has_words() {
        progress::catch_up(&library);
    }
    let limit = match args.limit {
        0 => usize::MAX,
        limit => limit,
    };
    print(&library, &query, limit, context.json)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the newest `limit` articles that match, a page at a time.
pub(super) fn print(
    library: &Library,
    query: &Query,
    limit: usize,
    json: bool,
) -> anyhow::Result<()> {
    let mut out = print::stdout();
    let mut left = limit;
    let mut anchor = Anchor::Newest;
    loop {
        let page: Vec<Headline> = library.headlines(query, anchor, left.min(PAGE))?;
        for headline in &page {
            print::row(&mut out, &Row::of(headline), json)?;
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
