//! `marsad links`.

use std::io::Write;
use std::process::{Command, ExitCode};

use anyhow::Context as _;
use serde_json::json;

use super::context::Context;
use super::print;
use crate::article::{Link, html};
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
        for (number, link) in (1..).zip(&links) {
            let Link {
                text,
                url,
                media_type,
            } = link;
            if context.json {
                let object =
                    json!({ "number": number, "text": text, "url": url, "media_type": media_type });
                print::json(&mut out, &object)?;
                continue;
            }
            let kind = media_type.as_deref().unwrap_or_default();
            let line = format!("{number}  {text} {kind} {url}");
            writeln!(out, "{}", sanitize::line(&line))?;
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    let link = number.checked_sub(1).and_then(|index| links.get(index));
    let link = link.with_context(|| format!("there is no link {number}"))?;
    // A library may be older than the rule.
    html::absolute(&link.url, None).context("this address is of a kind that is not opened")?;
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
