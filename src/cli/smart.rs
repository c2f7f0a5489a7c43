//! `marsad smart`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::json;

use super::context::Context;
use super::list;
use super::print::Style;
use super::{print, progress};
use crate::library::{Query, SmartFeed};
use crate::text::sanitize;

/// Smart feeds: queries with a name
///
/// Without a name, lists them; with one, lists what it finds, newest first; with a query
/// too, gives it the name.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// The query to name
    #[arg(value_name = "QUERY", conflicts_with = "remove")]
    query: Vec<String>,

    /// Forget the name
    #[arg(long, requires = "name")]
    remove: bool,

    /// Most articles to list; 0 lists all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let Some(name) = &args.name else {
        let mut out = print::stdout();
        for SmartFeed { name, query } in library.smart_feeds()? {
            if context.json {
                print::json(&mut out, &json!({ "name": name, "query": query }))?;
            } else {
                writeln!(out, "{}", sanitize::line(&format!("{name}: {query}")))?;
            }
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    if args.remove {
        library.remove_smart_feed(name)?;
    } else if args.query.is_empty() {
        let query = library
            .smart_feed(name)?
            .with_context(|| format!("there is no smart feed {name}"))?;
        let query = Query::parse(&query)?;
        if query.has_words() {
            progress::catch_up(&library);
        }
        let limit = match args.limit {
            0 => usize::MAX,
            limit => limit,
        };
        list::print(&library, &query, limit, Style::new(context.json, None))?;
    } else {
        library.set_smart_feed(&sanitize::line(name), &args.query.join(" "))?;
    }
    Ok(ExitCode::SUCCESS)
}
