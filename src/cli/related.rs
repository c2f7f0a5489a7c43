//! `marsad related`.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use super::print::{self, Row};
use super::progress;
use crate::library::ArticleId;

/// List the articles related to one, best first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  marsad related 12 --limit 5 --json")]
pub(super) struct Args {
    /// Most articles to list
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// Number of the article, as `list` prints it
    #[arg(value_name = "ID")]
    id: i64,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    progress::catch_up(&library);
    let mut out = print::stdout();
    for related in library.related(ArticleId(args.id), args.limit)? {
        let row = Row {
            score: Some(related.score),
            copies: &related.copies,
            reason: Some(&related.reason),
            ..Row::of(&related.headline)
        };
        print::row(&mut out, &row, context.json)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
