//! `marsad links`.

use std::io::Write;
use std::process::{Command, ExitCode};

use anyhow::Context as _;

use super::context::Context;
use super::print;
use crate::library::ArticleId;
use crate::text::sanitize;

/// List the links of an article by their numbers, or open one
///
/// Files that come with the article are among them. A link is opened by the program that
/// the settings name for it, without a shell.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the article, as list prints it
    #[arg(value_name = "ID")]
    id: i64,

    /// Open the link of this number
    #[arg(long, value_name = "N")]
    open: Option<usize>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let links = library.article(ArticleId(args.id))?.links();
    let mut out = print::stdout();
    let Some(number) = args.open else {
        for (index, link) in links.iter().enumerate() {
            let kind = link.media_type.as_deref().unwrap_or_default();
            let line = format!("{}  {} {kind} {}", index + 1, link.text, link.url);
            writeln!(out, "{}", sanitize::line(&line))?;
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    let link = number.checked_sub(1).and_then(|index| links.get(index));
    let link = link.with_context(|| format!("there is no link {number}"))?;
    writeln!(out, "{}", link.url)?;
    out.flush()?;
    let settings = context.settings()?;
    let opener = settings
        .commands
        .opener(&link.url, link.media_type.as_deref());
    let (program, arguments) = opener.split_first().context("there is no program")?;
    // It has the terminal: a browser for it may be what opens pages.
    let status = Command::new(program).args(arguments).status();
    let status = status.with_context(|| program.clone())?;
    Ok(ExitCode::from(u8::from(!status.success())))
}
