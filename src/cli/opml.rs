//! `marsad opml`.

use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::context::Context;
use super::{complain, print};
use crate::feed::opml::{self, Subscription};
use crate::feed::{self, Origin};
use crate::gather::{self, Subscribed};
use crate::library::{Library, Tagged};

/// Lists of subscriptions (OPML), in and out
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Subscribe to all feeds of a list
    Import {
        /// The list; - is standard input
        #[arg(value_name = "FILE", required_unless_present = "starter")]
        file: Option<PathBuf>,

        /// The list of well-known Arabic news feeds that comes with marsad; none of them
        /// was checked when it was made
        #[arg(long, conflicts_with = "file")]
        starter: bool,
    },
    /// Print all subscriptions as a list
    Export,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    match &args.command {
        Command::Import { file, .. } => {
            let list = match file {
                None => gather::starter(),
                Some(file) => {
                    let name = file.display().to_string();
                    opml::read(&read(file)?, &Origin::named(&name)).context(name)?
                }
            };
            let report = subscribe(&library, &list)?;
            let mut out = print::stdout();
            writeln!(
                out,
                "added {}, already there {}, rejected {}",
                report.added,
                report.known,
                report.rejected.len()
            )?;
            out.flush()?;
            let nothing_in = report.added + report.known == 0;
            Ok(ExitCode::from(u8::from(
                nothing_in && !report.rejected.is_empty(),
            )))
        }
        Command::Export => {
            let mut out = print::stdout();
            out.write_all(opml::write("marsad", &subscriptions(&library)?).as_bytes())?;
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Subscribes to all of `list`; what is no address is named.
pub(super) fn subscribe(library: &Library, list: &[Subscription]) -> anyhow::Result<Subscribed> {
    let report = gather::subscribe_all(library, list)?;
    for (title, reason) in &report.rejected {
        complain(&format!("{title}: {reason}"));
    }
    Ok(report)
}

fn subscriptions(library: &Library) -> anyhow::Result<Vec<Subscription>> {
    let feeds = library.feeds()?.into_iter().map(|feed| {
        Ok(Subscription {
            title: feed.label().to_owned(),
            tags: library.tags(Tagged::Feed(feed.id))?,
            url: feed.url,
            site: feed.site,
            folder: feed.settings.folder,
        })
    });
    feeds.collect()
}

fn read(file: &PathBuf) -> anyhow::Result<Vec<u8>> {
    if file.as_os_str() != "-" {
        return fs::read(file).with_context(|| file.display().to_string());
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(feed::MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
