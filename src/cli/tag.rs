//! `marsad tag`.

use std::io::Write;
use std::process::ExitCode;

use serde_json::json;

use super::context::Context;
use super::print;
use crate::library::{Act, ArticleId, Library, LibraryError, Tagged};
use crate::text::sanitize;

/// Tag an article, or list tags
///
/// Prints the article's tags as they then are; without an article, all tags and how many
/// articles have each. Feeds are tagged by marsad feeds.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the article, as list prints it
    #[arg(value_name = "ID")]
    id: Option<i64>,

    /// Tags to add
    #[arg(value_name = "TAG")]
    tags: Vec<String>,

    /// Take a tag away; may be given more than once
    #[arg(long = "remove", value_name = "TAG", requires = "id")]
    removed: Vec<String>,
}

fn tag(library: &Library, article: Tagged, args: &Args) -> Result<(), LibraryError> {
    for tag in &args.tags {
        library.tag(article, &sanitize::line(tag))?;
    }
    for tag in &args.removed {
        library.untag(article, tag)?;
    }
    Ok(())
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let mut out = print::stdout();
    match args.id {
        Some(id) => {
            let article = Tagged::Article(ArticleId(id));
            let kind = if args.tags.is_empty() {
                Act::Untagged
            } else {
                Act::Tagged
            };
            library.as_one_act(kind, || tag(&library, article, args))?;
            for tag in library.tags(article)? {
                if context.json {
                    print::json(&mut out, &json!({ "tag": tag }))?;
                } else {
                    writeln!(out, "{}", sanitize::line(&tag))?;
                }
            }
        }
        None => {
            for (tag, count) in library.all_tags()? {
                if context.json {
                    print::json(&mut out, &json!({ "tag": tag, "articles": count }))?;
                } else {
                    writeln!(out, "{}  {count}", sanitize::line(&tag))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
