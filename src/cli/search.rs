//! `marsad search`.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use super::print::{self, Row};
use super::progress;
use crate::library::{Order, Query};

/// Search the articles, best first
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Most articles to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// Newest first
    #[arg(long)]
    by_date: bool,

    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let query = Query::parse(&args.query.join(" "))?;
    let library = context.open_library()?;
    progress::catch_up(&library);
    let order = if args.by_date {
        Order::Date
    } else {
        Order::Relevance
    };
    let mut out = print::stdout();
    for hit in library.search(&query, order, args.limit)? {
        let row = Row {
            headline: &hit.headline,
            score: Some(hit.score),
            reason: None,
        };
        print::row(&mut out, &row, context.json)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
