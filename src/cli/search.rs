//! `marsad search`.

use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;

use super::context::Context;
use super::format::Template;
use super::print::{self, Row, Style};
use super::progress;
use crate::library::{Order, Query};

/// Search the articles, best first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    marsad search أسعار القمح\n  \
    marsad search '\"القمح المحلي\"' -سكر after:2026-01-31\n  \
    marsad search --format '{score} {title}' title:القطار")]
pub(super) struct Args {
    /// Most articles to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// What comes first: the best or the newest
    #[arg(long, value_enum, default_value_t = FirstComes::Relevance)]
    order: FirstComes,

    /// The same as --order date
    #[arg(long, conflicts_with = "order")]
    by_date: bool,

    /// How each article is written, such as '{id}\t{title}\t{url}'
    #[arg(long, value_name = "TEMPLATE")]
    format: Option<Template>,

    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FirstComes {
    Relevance,
    Date,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let query = Query::parse(&args.query.join(" "))?;
    let library = context.open_library()?;
    progress::catch_up(&library);
    let order = match args.order {
        FirstComes::Relevance if !args.by_date => Order::Relevance,
        FirstComes::Relevance | FirstComes::Date => Order::Date,
    };
    let style = Style::new(context.json, args.format.as_ref());
    let mut out = print::stdout();
    for hit in library.search(&query, order, args.limit)? {
        let row = Row {
            score: Some(hit.score),
            ..Row::of(&hit.headline)
        };
        print::row_as(&mut out, &row, style)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
