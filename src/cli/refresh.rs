//! `marsad refresh`.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use super::context::Context;
use super::{complain, print, progress};
use crate::gather::{Outcome, Progress, Summary};
use crate::library::{ArticleId, Feed, Library};
use crate::reader::{as_json, start_program};
use crate::terminal::{Surroundings, notice};
use crate::text::sanitize;

/// Fetch feeds
///
/// Without names, those that are due: neither still fresh by their own word nor failing
/// so often that they are left alone for a while. A feed that is named is fetched in any
/// case, unless its server has asked to be left alone.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Numbers, addresses or names of feeds; all that are due when left out
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,

    /// Fetch feeds that are not due yet too
    #[arg(long)]
    now: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let gatherer = context.gatherer()?;
    let now = Timestamp::now();
    let feeds = chosen(args, &library, now)?;
    if feeds.is_empty() {
        let are_any = library.feeds()?.iter().any(|feed| feed.account.is_none());
        complain(if are_any {
            "no feed is due; --now fetches them all the same"
        } else {
            "there are no feeds; marsad add subscribes to one"
        });
        return Ok(ExitCode::SUCCESS);
    }
    let bar = bar(feeds.len());
    let summary = gatherer.refresh(&library, feeds, now, &mut |step| show(&bar, step))?;
    bar.finish_and_clear();
    let mut out = print::stdout();
    writeln!(out, "{}", told(&summary))?;
    out.flush()?;
    progress::catch_up(&library);
    let all_failed = summary.failed > 0 && summary.delivered + summary.not_modified == 0;
    let (new, notices) = (summary.new, summary.notices);
    News { new, notices }.tell(&library, context)?;
    Ok(ExitCode::from(u8::from(all_failed)))
}

fn chosen(args: &Args, library: &Library, now: Timestamp) -> anyhow::Result<Vec<Feed>> {
    let mut feeds: Vec<Feed> = if !args.feeds.is_empty() {
        let named = args.feeds.iter().map(|named| library.find_feed(named));
        named.collect::<Result<_, _>>()?
    } else if args.now {
        library.feeds()?
    } else {
        library.due_feeds(now)?
    };
    feeds.retain(|feed| {
        if feed.account.is_some() {
            if !args.feeds.is_empty() {
                let label = feed.label();
                complain(&format!(
                    "{label}: its server fetches it; marsad sync brings what it has"
                ));
            }
            return false;
        }
        if feed.held > now && !args.feeds.is_empty() {
            complain(&format!(
                "{}: its server wants to be left alone until {}",
                feed.label(),
                feed.held
            ));
        }
        feed.held <= now
    });
    Ok(feeds)
}

/// A bar on standard error, seen only where that is a terminal.
fn bar(feeds: usize) -> ProgressBar {
    let bar = ProgressBar::new(feeds as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:20} {pos}/{len}  {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

/// Shows one step: what is under way on the bar, what has ended as a line.
fn show(bar: &ProgressBar, step: Progress<'_>) {
    match step {
        Progress::Begun(feed) => bar.set_message(sanitize::line(feed.label())),
        Progress::Ended(feed, outcome) => {
            let line = line(feed, outcome);
            // A pipe that is closed is told when the summary is written.
            bar.suspend(|| {
                let _ = writeln!(io::stdout(), "{line}");
            });
            bar.inc(1);
        }
        Progress::Pages { done, total } => bar.set_message(format!("pages {done}/{total}")),
    }
}

fn line(feed: &Feed, outcome: &Outcome) -> String {
    let what = match outcome {
        Outcome::NotModified => "not modified".to_owned(),
        Outcome::Delivered {
            report,
            rejected,
            moved,
        } => {
            let mut what = format!("imported {}, updated {}", report.imported, report.updated);
            if *rejected > 0 {
                what.push_str(&format!(", rejected {rejected}"));
            }
            if let Some(moved) = moved {
                what.push_str(&format!(", moved to {moved}"));
            }
            what
        }
        Outcome::Failed(error) => format!("FAILED: {error}"),
    };
    let (label, what) = (sanitize::line(feed.label()), sanitize::line(&what));
    format!("{}  {label}: {what}", feed.id)
}

fn told(summary: &Summary) -> String {
    let Summary {
        delivered,
        not_modified,
        failed,
        report,
        new: _,
        notices: _,
        muted,
        full_texts,
        expired,
    } = summary;
    let mut told = format!(
        "refreshed {delivered}, not modified {not_modified}, failed {failed}; imported {}, updated {}",
        report.imported, report.updated
    );
    for (count, what) in [
        (muted, "muted"),
        (full_texts, "full texts"),
        (expired, "expired"),
    ] {
        if *count > 0 {
            told.push_str(&format!(", {what} {count}"));
        }
    }
    told
}

/// What there is to tell of articles that have come in.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Those that stand in lists.
    pub new: Vec<ArticleId>,
    /// Those that the user wants to be told of.
    pub notices: Vec<ArticleId>,
}

impl News {
    /// Tells of it: on the terminal, if there is one, and by the user's programs.
    pub(super) fn tell(&self, library: &Library, context: &Context) -> anyhow::Result<()> {
        notify(library, &self.notices, context)?;
        tell_hook(library, &self.new, context)
    }
}

/// Tells of the articles that the user wants to be told of: on the terminal, if there is
/// one, and by the user's command.
fn notify(library: &Library, notices: &[ArticleId], context: &Context) -> anyhow::Result<()> {
    let Some(first) = notices.first() else {
        return Ok(());
    };
    let headline = library.headline(*first)?;
    let text = match notices.len() {
        1 => headline.title.clone(),
        count => format!("{} (+{})", headline.title, count - 1),
    };
    if io::stderr().is_terminal() {
        let sequence = notice(&Surroundings::of_this_process(), &headline.source, &text);
        let _ = write!(io::stderr(), "{sequence}");
    }
    for id in notices {
        let headline = library.headline(*id)?;
        let settings = context.settings()?;
        if let Some(command) = settings.commands.notify(&headline.source, &headline.title) {
            // The news is told; what becomes of the messenger is no matter of ours.
            if let Err(error) = start_program(&command, String::new()) {
                complain(&format!("the notify command: {error}"));
                break;
            }
        }
    }
    Ok(())
}

/// Tells the user's program of what has come in, if there is one.
fn tell_hook(library: &Library, new: &[ArticleId], context: &Context) -> anyhow::Result<()> {
    let command = context.settings()?.hooks.new;
    if command.is_empty() || new.is_empty() {
        return Ok(());
    }
    match start_program(&command, as_json(library, new)?) {
        // What it does may take longer than this program has still to live.
        Ok(mut child) => drop(child.wait()),
        Err(error) => complain(&format!("the hook for new articles: {error}")),
    }
    Ok(())
}
