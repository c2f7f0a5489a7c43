//! What was done here to the server.

use jiff::SignedDuration;

use super::SyncError;
use super::course::{Course, Step};
use super::parts::in_parts;
use crate::library::{FeedChange, FeedId, List, MarkField};

/// Marks that go in one question.
const AT_ONCE: usize = 200;
/// So many articles are worth asking the server to mark all that it has.
const ALL: u64 = 2_000;
/// Clocks differ: what came so shortly before the last list is not taken as listed.
const DOUBT: SignedDuration = SignedDuration::from_hours(1);

impl Course<'_> {
    /// Tells the server which feeds are wanted, then what they are called and where they
    /// stand. Gives those that it does not take, and why.
    pub(super) fn send_feeds(&mut self) -> Result<Vec<(FeedId, String)>, SyncError> {
        let mut refused = Vec::new();
        for is_first in [true, false] {
            let can_edit = self.server.can_edit();
            let changes = self.library.feed_changes(self.account.id, can_edit)?;
            for change in changes {
                let is_of_which =
                    matches!(change, FeedChange::Add { .. } | FeedChange::Remove { .. });
                if is_of_which == is_first {
                    self.send_feed(&change, &mut refused)?;
                }
            }
        }
        Ok(refused)
    }

    fn send_feed(
        &mut self,
        change: &FeedChange,
        refused: &mut Vec<(FeedId, String)>,
    ) -> Result<(), SyncError> {
        let server = &mut *self.server;
        let remote = match change {
            FeedChange::Add { feed, url, folder } => match server.subscribe(url, folder) {
                Ok(remote) => remote,
                // It may be there already; the list of feeds will tell.
                Err(error) if error.is_refusal() => {
                    refused.push((*feed, error.to_string()));
                    return Ok(());
                }
                Err(error) => return Err(error),
            },
            FeedChange::Remove { remote } => {
                server.unsubscribe(remote)?;
                None
            }
            // What the server refuses, it has otherwise; its list is taken over.
            FeedChange::Rename { remote, title } => {
                passed_over(server.rename(remote, title))?;
                None
            }
            FeedChange::Move { remote, from, to } => {
                passed_over(server.move_to(remote, from, to))?;
                None
            }
        };
        self.summary.feeds_sent += 1;
        Ok(self
            .library
            .feed_changed(self.account.id, change, remote.as_deref())?)
    }

    /// Sends all marks that the server does not know: stars first.
    pub(super) fn send_marks(&mut self) -> Result<(), SyncError> {
        self.send_all_read()?;
        let total = self.library.account(self.account.id)?.unsent;
        let mut done = 0;
        for field in MarkField::ALL {
            for value in [true, false] {
                loop {
                    let id = self.account.id;
                    let unsent = self.library.unsent(id, field, value, AT_ONCE)?;
                    if unsent.remotes.is_empty() {
                        break;
                    }
                    (self.tell)(Step::Sending { done, total });
                    let server = &mut *self.server;
                    // A mark of an article that the server does not know is of no use.
                    in_parts(&unsent.remotes, &mut |part| server.mark(part, field, value))?;
                    self.library.marks_sent(&unsent)?;
                    done += unsent.remotes.len() as u64;
                    self.summary.sent += unsent.remotes.len();
                }
            }
        }
        Ok(())
    }

    /// Where all has been read, has the server mark what it has and asks what is left.
    fn send_all_read(&mut self) -> Result<(), SyncError> {
        let id = self.account.id;
        let Some(listed) = self.account.listed else {
            return Ok(());
        };
        if !self.library.is_all_read(id, ALL)? {
            return Ok(());
        }
        let before = listed.checked_sub(DOUBT).unwrap_or(listed);
        passed_over(self.server.mark_all_read(before))?;
        self.library.clear_stage()?;
        if self.stage(List::Unread)? {
            self.summary.sent += self.library.unlisted_are_read(id)?;
        }
        Ok(())
    }
}

fn passed_over(done: Result<(), SyncError>) -> Result<(), SyncError> {
    match done {
        Err(error) if error.is_refusal() => Ok(()),
        done => done,
    }
}
