//! `marsad sync`.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Serialize;

use super::context::Context;
use super::progress::Meter;
use super::{complain, print, progress, refresh};
use crate::library::{Account, Progress};
use crate::sync::{self, Step, Summary, SyncError};
use crate::text::sanitize;

/// Bring the library and the servers of its accounts in step
///
/// What was read, starred, subscribed to and unsubscribed from here is sent, then what the
/// servers have is taken over. Interrupted, it goes on with the next one.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  marsad account add freshrss https://rss.example/ --user me\n  \
    marsad sync"
)]
pub(super) struct Args {
    /// Names or numbers of accounts; all when left out
    #[arg(value_name = "ACCOUNT")]
    accounts: Vec<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let (secrets, limits) = (context.secrets()?, context.limits()?);
    let now = Timestamp::now();
    let accounts = if args.accounts.is_empty() {
        library.accounts()?
    } else {
        let named = args
            .accounts
            .iter()
            .map(|named| library.find_account(named));
        named.collect::<Result<_, _>>()?
    };
    if accounts.is_empty() {
        complain("there are no accounts; marsad account add adds one");
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = print::stdout();
    let mut told = refresh::News::default();
    let mut failed = 0;
    for account in &accounts {
        let done = if account.held > now {
            Err(format!(
                "its server wants to be left alone until {}",
                account.held
            ))
        } else {
            let mut meter = Meter::of_articles("");
            let mut tell = |step| show(&mut meter, account, step);
            let done = sync::bring_in_step(&library, account, &secrets, limits, now, &mut tell)?;
            done.map_err(|error: SyncError| error.to_string())
        };
        failed += usize::from(done.is_err());
        if context.json {
            serde_json::to_writer(&mut out, &Object::new(account, &done))?;
            writeln!(out)?;
        } else if let Ok(summary) = &done {
            writeln!(
                out,
                "{}  {}: {}",
                account.id,
                account.name,
                told_of(summary)
            )?;
        }
        out.flush()?;
        match done {
            Ok(summary) => {
                told.new.extend(summary.new);
                told.notices.extend(summary.notices);
            }
            Err(reason) => complain(&format!("{}: {reason}", account.name)),
        }
    }
    progress::catch_up(&library);
    told.tell(&library, context)?;
    Ok(ExitCode::from(u8::from(failed == accounts.len())))
}

/// Shows how far the conversation has come, where someone looks.
fn show(meter: &mut Meter, account: &Account, step: Step) {
    let name = sanitize::line(&account.name);
    let (what, done, total) = match step {
        Step::LoggingIn => ("logging in", 0, 0),
        Step::Sending { done, total } => ("sending", done, total),
        Step::Feeds => ("feeds", 0, 0),
        Step::Listing(count) => ("listing", count, count),
        Step::Articles { done, total } => ("articles", done, total),
    };
    meter.name(format!("{name}: {what}"));
    meter.report(Progress { done, total });
}

fn told_of(summary: &Summary) -> String {
    let Summary {
        sent,
        feeds_sent,
        feeds_added,
        feeds_removed,
        report,
        marked,
        rejected,
        new: _,
        notices: _,
        muted,
        expired,
    } = summary;
    let mut told = format!("sent {sent}, imported {}, marked {marked}", report.imported);
    for (count, what) in [
        (feeds_sent, "feeds sent"),
        (feeds_added, "feeds added"),
        (feeds_removed, "feeds removed"),
        (muted, "muted"),
        (rejected, "rejected"),
        (expired, "expired"),
    ] {
        if *count > 0 {
            told.push_str(&format!(", {what} {count}"));
        }
    }
    told
}

/// The keys of `--json`, which other programs rely on.
#[derive(Serialize)]
struct Object<'a> {
    id: i64,
    name: &'a str,
    /// Marks.
    sent: usize,
    imported: usize,
    marked: u64,
    feeds_sent: usize,
    feeds_added: usize,
    feeds_removed: usize,
    muted: usize,
    rejected: usize,
    expired: usize,
    failure: Option<&'a str>,
}

impl<'a> Object<'a> {
    fn new(account: &'a Account, done: &'a Result<Summary, String>) -> Self {
        let none = Summary::default();
        let summary = done.as_ref().unwrap_or(&none);
        Self {
            id: account.id.0,
            name: &account.name,
            sent: summary.sent,
            imported: summary.report.imported,
            marked: summary.marked,
            feeds_sent: summary.feeds_sent,
            feeds_added: summary.feeds_added,
            feeds_removed: summary.feeds_removed,
            muted: summary.muted,
            rejected: summary.rejected,
            expired: summary.expired,
            failure: done.as_ref().err().map(String::as_str),
        }
    }
}
