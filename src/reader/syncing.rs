//! Accounts with servers while one reads: brought in step behind the screen, and how they
//! fare.

use jiff::Timestamp;

use super::gathering::Going;
use super::menu::{Choice, MenuRow};
use super::state::Reader;
use super::worker::Job;
use crate::gather::{Limits, remove_samples};
use crate::library::{Account, ArticleId, Library, Result};
use crate::sync::{Secrets, Step, bring_in_step};

/// What it takes to talk to servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Means {
    /// Where the passwords are.
    pub secrets: Secrets,
    /// What a question may cost.
    pub limits: Limits,
}

/// Accounts that are to be brought in step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sync {
    pub means: Means,
    /// Whether the user has asked for it: also those whose turn it is not.
    pub is_asked: bool,
    /// What comes in first takes the place of the sample articles.
    pub in_place_of_samples: bool,
}

/// How that goes.
#[derive(Debug)]
pub enum Syncing {
    Going(Going),
    Done(Synced),
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Synced {
    /// Accounts that were asked.
    pub accounts: usize,
    pub imported: usize,
    /// Marks that the servers did not know.
    pub sent: usize,
    /// What has come in and stands in lists.
    pub new: Vec<ArticleId>,
    /// The names of the accounts that failed, and why.
    pub failed: Vec<(String, String)>,
    /// Source and title of what the user wants to be told of.
    pub notices: Vec<(String, String)>,
}

/// Brings accounts in step and tells how it goes.
///
/// # Errors
/// When the library cannot be read or written.
pub fn perform(library: &Library, wanted: &Sync, tell: &mut dyn FnMut(Syncing)) -> Result<Synced> {
    let now = Timestamp::now();
    let mut synced = Synced::default();
    for account in library.accounts()? {
        let turn = if wanted.is_asked {
            account.held
        } else {
            account.due
        };
        if turn > now {
            continue;
        }
        synced.accounts += 1;
        let Means { secrets, limits } = &wanted.means;
        let mut said = None;
        let mut tell = |step| {
            let going = going(&account, step);
            // A step that looks like the one before is none for the screen.
            let seen = (going.total, going.done * 100 / going.total.max(1));
            if said.as_ref() != Some(&seen) {
                said = Some(seen);
                tell(Syncing::Going(going));
            }
        };
        match bring_in_step(library, &account, secrets, *limits, now, &mut tell)? {
            Ok(summary) => {
                synced.imported += summary.report.imported;
                synced.sent += summary.sent;
                synced.new.extend(summary.new);
                for id in summary.notices {
                    let headline = library.headline(id)?;
                    synced.notices.push((headline.source, headline.title));
                }
            }
            Err(error) => synced.failed.push((account.name, error.to_string())),
        }
    }
    if wanted.in_place_of_samples && synced.imported > 0 {
        remove_samples(library)?;
    }
    Ok(synced)
}

fn going(account: &Account, step: Step) -> Going {
    let (done, total) = match step {
        Step::Sending { done, total } | Step::Articles { done, total } => (done, total),
        Step::LoggingIn | Step::Feeds | Step::Listing(_) => (0, 0),
    };
    Going {
        done: done as usize,
        total: total as usize,
        label: account.name.clone(),
    }
}

impl Reader {
    /// Gives the reader what it takes to talk to servers.
    pub fn reach_servers(&mut self, means: Means) {
        self.servers = Some(means);
    }

    /// Has the accounts brought in step that are due, or all if the user has asked for it,
    /// unless that is under way.
    pub(super) fn sync(&mut self, is_asked: bool) -> Result<()> {
        let has_none = self.library.accounts()?.is_empty();
        if has_none && is_asked {
            self.announce(self.locale.text("no-accounts"));
        }
        if let (Some(means), None, false) = (&self.servers, &self.syncing, has_none) {
            self.syncing = Some(Going::default());
            self.jobs.push(Job::Sync(Sync {
                means: means.clone(),
                is_asked,
                in_place_of_samples: self.rhythm.in_place_of_samples,
            }));
        }
        Ok(())
    }

    /// The same by itself: that there are accounts that cannot be read is told by what is
    /// read next.
    pub(super) fn sync_by_itself(&mut self) {
        if let Err(error) = self.sync(false) {
            self.complain(&error);
        }
    }

    /// Something came of it.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn hear_syncing(&mut self, syncing: Syncing) -> Result<()> {
        let synced = match syncing {
            Syncing::Going(going) => {
                self.syncing = Some(going);
                return Ok(());
            }
            Syncing::Done(synced) => synced,
        };
        self.syncing = None;
        self.say_synced(&synced);
        self.notices.extend(synced.notices);
        self.tell_hook(self.preferences.hooks.new.clone(), &synced.new)?;
        if synced.imported > 0 {
            self.take_in_new()?;
        } else {
            // Marks and feeds.
            self.catch_up()?;
        }
        Ok(())
    }

    fn say_synced(&mut self, synced: &Synced) {
        if synced.accounts == 0 {
            return;
        }
        let mut parts = vec![self.locale.count("new-count", synced.imported as u64)];
        if synced.sent > 0 {
            parts.push(self.locale.count("marks-sent", synced.sent as u64));
        }
        if synced.failed.is_empty() {
            return self.announce(parts.join(" · "));
        }
        for (account, reason) in &synced.failed {
            let values = [
                ("account", account.as_str().into()),
                ("reason", reason.as_str().into()),
            ];
            parts.push(self.locale.with("account-failed", values));
        }
        self.warn(parts.join(" · "));
    }

    /// A row for each account: what waits to be sent, when it was last in step, and what is
    /// wrong.
    pub(super) fn account_rows(&self) -> Result<Vec<MenuRow>> {
        let rows = self.library.accounts()?.into_iter().map(|account| {
            let waiting = match account.unsent {
                0 => String::new(),
                count => format!("↑{count}"),
            };
            let (note, state) = match (&account.failing, account.synced) {
                (Some(failing), _) => (
                    format!("✗ {waiting}").trim_end().to_owned(),
                    self.failing(&failing.reason, failing.since),
                ),
                (None, Some(synced)) => {
                    let time = synced.to_zoned_datetime(self.zone.clone());
                    let time = self.locale.day_and_time(&time);
                    let state = self.locale.with("account-synced", [("time", time.into())]);
                    (waiting, state)
                }
                (None, None) => (waiting, self.locale.text("account-new")),
            };
            let mut parts = vec![state];
            if account.unsent > 0 {
                parts.push(self.locale.count("marks-unsent", account.unsent));
            }
            MenuRow {
                note,
                detail: parts.join(" · "),
                ..MenuRow::new(format!("⇅ {}", account.name), Choice::Sync)
            }
        });
        Ok(rows.collect())
    }
}
