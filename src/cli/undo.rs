//! `marsad undo`.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use super::{print, progress};
use crate::library::Act;
use crate::text::sanitize;

/// Take back what was done last: a mark, a tag, a comment, a removal
///
/// Works on what the reader did as well as on what commands did, one act at a time, the
/// last first; a whole list of feeds is one. The last thousand are kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  marsad samples --remove && marsad undo")]
pub(super) struct Args {}

pub(super) fn run(_: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let mut out = print::stdout();
    match library.undo()? {
        None => writeln!(out, "nothing to undo")?,
        Some(undone) => {
            let what = match undone.act {
                Act::Read => "unread again",
                Act::Unread => "read again",
                Act::Starred => "star taken from",
                Act::Unstarred => "star given back to",
                Act::Removed => "brought back",
                Act::Commented => "comments taken back",
                Act::CommentEdited => "comments as they were",
                Act::CommentDeleted => "comments brought back",
                Act::Noted => "notes taken back",
                Act::NoteEdited => "notes as they were",
                Act::NoteDeleted => "notes brought back",
                Act::Subscribed => "subscriptions taken back",
                Act::Unsubscribed => "subscribed again",
                Act::FeedChanged => "feeds as they were",
                Act::Tagged => "tags taken away",
                Act::Untagged => "tags given back",
                Act::FilterAdded => "filters removed",
                Act::FilterRemoved => "filters brought back",
                Act::SmartFeedSet => "smart feeds as they were",
                Act::SmartFeedRemoved => "smart feeds brought back",
            };
            write!(out, "{what}: {}", undone.count)?;
            match undone.title {
                Some(title) => writeln!(out, "  {}", sanitize::line(&title))?,
                None => writeln!(out)?,
            }
        }
    }
    out.flush()?;
    progress::catch_up(&library);
    Ok(ExitCode::SUCCESS)
}
