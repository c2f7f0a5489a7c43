//! `marsad read`.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use super::print;
use crate::library::ArticleId;

/// Print an article
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the article, as `list` prints it
    #[arg(value_name = "ID")]
    id: i64,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let article = library.article(ArticleId(args.id))?;
    // The layout engine takes this place.
    let mut out = print::stdout();
    writeln!(out, "{}\n\n{}", article.title, article.plain_text())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
