//! `marsad story`.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use super::print::{self, Row};
use super::progress;
use crate::library::ArticleId;

/// List the articles that tell one's story, oldest first, with what each adds
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of an article of the story, as `list` prints it
    #[arg(value_name = "ID")]
    id: i64,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    progress::catch_up(&library);
    let mut out = print::stdout();
    for chapter in library.story(ArticleId(args.id))? {
        let row = Row {
            copies: &chapter.copies,
            adds: Some(&chapter.adds),
            ..Row::of(&chapter.headline)
        };
        print::row(&mut out, &row, context.json)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
