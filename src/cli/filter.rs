//! `marsad filter`.

use std::io::Write;
use std::process::ExitCode;

use serde_json::json;

use super::context::Context;
use super::print;
use crate::library::{Deed, Filter};
use crate::text::sanitize;

/// What is done with new articles that a query finds
///
/// Without a command, lists the filters. They act on articles as they come in by
/// marsad refresh, in the order in which they were made.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Keep them out of lists (is:muted finds them)
    Mute(Query),
    /// Mark them read
    Read(Query),
    /// Tag them
    Tag {
        #[arg(value_name = "TAG")]
        tag: String,
        #[command(flatten)]
        query: Query,
    },
    /// Tell me of them
    Notify(Query),
    /// Remove filters
    Remove {
        /// Numbers, as the list of filters has them
        #[arg(value_name = "N", required = true)]
        numbers: Vec<i64>,
    },
}

#[derive(Debug, clap::Args)]
struct Query {
    #[arg(value_name = "QUERY", required = true)]
    words: Vec<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let (query, deed) = match &args.command {
        None => {
            let mut out = print::stdout();
            for filter in library.filters()? {
                if context.json {
                    print::json(&mut out, &object(&filter))?;
                } else {
                    writeln!(out, "{}", line(&filter))?;
                }
            }
            out.flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        Some(Command::Remove { numbers }) => {
            for number in numbers {
                library.remove_filter(*number)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        Some(Command::Mute(query)) => (query, Deed::Mute),
        Some(Command::Read(query)) => (query, Deed::MarkRead),
        Some(Command::Tag { tag, query }) => (query, Deed::Tag(sanitize::line(tag))),
        Some(Command::Notify(query)) => (query, Deed::Notify),
    };
    let query = query.words.join(" ");
    let id = library.add_filter(&query, &deed)?;
    let mut out = print::stdout();
    writeln!(out, "{}", line(&Filter { id, query, deed }))?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn line(filter: &Filter) -> String {
    let (deed, tag) = deed(&filter.deed);
    let tag = tag.map_or_else(String::new, |tag| format!(" {tag}"));
    sanitize::line(&format!("{}  {deed}{tag}: {}", filter.id, filter.query))
}

fn object(filter: &Filter) -> serde_json::Value {
    let (deed, tag) = deed(&filter.deed);
    json!({ "id": filter.id, "deed": deed, "tag": tag, "query": filter.query })
}

/// What the command line calls it, and the tag that it may give.
fn deed(deed: &Deed) -> (&'static str, Option<&str>) {
    match deed {
        Deed::Mute => ("mute", None),
        Deed::MarkRead => ("read", None),
        Deed::Tag(tag) => ("tag", Some(tag)),
        Deed::Notify => ("notify", None),
    }
}
