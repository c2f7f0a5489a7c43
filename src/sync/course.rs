//! The course of a conversation with a server: first what was done here is sent, then what
//! the server has is taken over. Broken off anywhere and begun again, it comes to the same.

use jiff::Timestamp;

use super::parts::in_parts;
use super::{Server, SyncError};
use crate::library::{Account, ArticleId, Library, List, MarkField, Report};

/// Articles in one question and in one transaction.
const AT_ONCE: usize = 100;
/// Pages of one list; more would be no list.
const PAGES: usize = 20_000;
/// Pages one after the other without anything that is new.
const IDLE_PAGES: usize = 100;

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The server is asked who this is.
    LoggingIn,
    /// So many of the marks that were set here are sent.
    Sending {
        /// So many are sent.
        done: u64,
        /// Of so many.
        total: u64,
    },
    /// The feeds here and there are compared.
    Feeds,
    /// So many articles are in the server's lists as far as they are read.
    Listing(u64),
    /// So many of the articles that are new are here.
    Articles {
        /// So many are here.
        done: u64,
        /// Of so many.
        total: u64,
    },
}

/// What came of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Marks that were sent.
    pub sent: usize,
    /// Changes of feeds that were sent.
    pub feeds_sent: usize,
    /// Feeds that the server alone had.
    pub feeds_added: usize,
    /// Feeds that the server no longer has.
    pub feeds_removed: usize,
    /// What the library did with the articles.
    pub report: Report,
    /// Marks that were changed as the server has them.
    pub marked: u64,
    /// Articles that the server did not give.
    pub rejected: usize,
    /// New articles that stand in lists.
    pub new: Vec<ArticleId>,
    /// New articles that filters want the reader to know of.
    pub notices: Vec<ArticleId>,
    /// Articles that filters keep out of lists.
    pub muted: usize,
    /// Old articles that went.
    pub expired: usize,
}

/// A conversation.
pub(super) struct Course<'a> {
    pub(super) library: &'a Library,
    pub(super) account: &'a Account,
    pub(super) server: &'a mut dyn Server,
    pub(super) now: Timestamp,
    pub(super) tell: &'a mut dyn FnMut(Step),
    pub(super) summary: Summary,
}

/// Brings `account` and its server in step.
///
/// # Errors
/// When the server or the library fails. What has been done until then stays done.
pub fn sync(
    library: &Library,
    account: &Account,
    server: &mut dyn Server,
    now: Timestamp,
    tell: &mut dyn FnMut(Step),
) -> Result<Summary, SyncError> {
    let mut course = Course {
        library,
        account,
        server,
        now,
        tell,
        summary: Summary::default(),
    };
    course.run()?;
    Ok(course.summary)
}

impl Course<'_> {
    fn run(&mut self) -> Result<(), SyncError> {
        (self.tell)(Step::LoggingIn);
        self.server.log_in()?;
        // Stars first: with its feed, a server may let an article go that has none.
        self.send_marks()?;
        let refused = self.send_feeds()?;
        self.take_feeds()?;
        for (feed, reason) in refused {
            let is_there = self.library.feed(feed).is_ok();
            if is_there && self.library.is_unknown_there(self.account.id, feed)? {
                self.library.note_failure(feed, &reason, None, self.now)?;
            }
        }
        self.list_new()?;
        self.take_marks()?;
        self.take_articles()?;
        // What filters and articles that were here before have to say.
        self.send_marks()?;
        for feed in self.library.feeds()? {
            if feed.account == Some(self.account.id) {
                self.summary.expired += self.library.expire(&feed, self.now)?;
            }
        }
        Ok(())
    }

    fn take_feeds(&mut self) -> Result<(), SyncError> {
        (self.tell)(Step::Feeds);
        let feeds = self.server.subscriptions()?;
        let can_edit = self.server.can_edit();
        let taken = self
            .library
            .take_subscriptions(self.account.id, &feeds, can_edit)?;
        self.summary.feeds_added = taken.added;
        self.summary.feeds_removed = taken.removed;
        Ok(())
    }

    /// Notes which articles are new, going on where an earlier list was broken off.
    fn list_new(&mut self) -> Result<(), SyncError> {
        let id = self.account.id;
        let (after, mut page) = self.library.position_at(id)?;
        let (mut listed, mut idle) = (0, 0);
        for _ in 0..PAGES {
            let answer = match self.server.page(List::All, after, page.as_deref()) {
                Err(error) if page.is_some() && error.is_refusal() => {
                    // The server has forgotten where that was.
                    self.server.page(List::All, after, None)?
                }
                answer => answer?,
            };
            listed += answer.remotes.len() as u64;
            let next = answer.next.filter(|next| Some(next) != page.as_ref());
            let next = next.filter(|_| idle < IDLE_PAGES);
            let is_new = self.library.want_page(
                id,
                &answer.remotes,
                next.as_deref(),
                answer.reached,
                self.now,
            )?;
            idle = if is_new { 0 } else { idle + 1 };
            (self.tell)(Step::Listing(listed));
            if next.is_none() {
                return Ok(());
            }
            page = next;
        }
        Err(SyncError::Broken("its list has no end".to_owned()))
    }

    /// Stages a list; whether no article can be missing in it.
    pub(super) fn stage(&mut self, list: List) -> Result<bool, SyncError> {
        let mut page = None;
        let mut listed = 0;
        let mut is_exact = true;
        for _ in 0..PAGES {
            let answer = self.server.page(list, None, page.as_deref())?;
            listed += answer.remotes.len() as u64;
            is_exact &= answer.is_exact;
            let is_new = self.library.stage(self.account.id, list, &answer.remotes)?;
            (self.tell)(Step::Listing(listed));
            if answer.next.is_none() {
                return Ok(is_exact);
            }
            if !is_new || answer.next == page {
                // It goes round.
                return Ok(false);
            }
            page = answer.next;
        }
        Ok(false)
    }

    /// Takes the marks of articles over that are here already.
    fn take_marks(&mut self) -> Result<(), SyncError> {
        let id = self.account.id;
        self.library.clear_stage()?;
        for field in MarkField::ALL {
            let is_exact = self.stage(field.list())?;
            self.summary.marked += self.library.mark_listed(id, field)?;
            if is_exact && field == MarkField::Unread {
                self.summary.marked += self.library.unmark_unlisted(id, field)?;
            }
            // No star goes because a list is short: each is asked for.
            self.ask_unlisted(field)?;
        }
        Ok(())
    }

    /// Asks for the marks of each article that should be in a list and is not.
    fn ask_unlisted(&mut self, field: MarkField) -> Result<(), SyncError> {
        let id = self.account.id;
        let mut after = String::new();
        loop {
            let remotes = self.library.unlisted(id, field, &after, AT_ONCE)?;
            let Some(last) = remotes.last() else {
                return Ok(());
            };
            after.clone_from(last);
            let mut states = Vec::new();
            let server = &mut *self.server;
            let mut asked = Vec::new();
            in_parts(&remotes, &mut |part| {
                states.extend(server.states(part)?);
                asked.extend_from_slice(part);
                Ok(())
            })?;
            states.retain(|(remote, _)| asked.contains(remote));
            self.summary.marked += self.library.take_states(id, &asked, &states)?;
        }
    }

    /// Fetches the articles that are new.
    fn take_articles(&mut self) -> Result<(), SyncError> {
        let id = self.account.id;
        let total = self.library.account(id)?.wanted;
        let mut done = 0;
        loop {
            (self.tell)(Step::Articles { done, total });
            let asked = self.library.wanted(id, AT_ONCE)?;
            if asked.is_empty() {
                return Ok(());
            }
            let (library, account, now) = (self.library, self.account, self.now);
            let (server, summary) = (&mut *self.server, &mut self.summary);
            let refused = in_parts(&asked, &mut |part| {
                let articles = server.articles(part)?;
                let delivered = library.take_articles(account, part, &articles, now)?;
                summary.report += delivered.report;
                summary.rejected += part.len().saturating_sub(delivered.all.len());
                let filtered = library.filter(&delivered.imported)?;
                summary.muted += filtered.muted;
                // Of all that was there before the first time, nobody wants to be told.
                if account.synced.is_some() {
                    summary.new.extend(filtered.listed);
                    summary.notices.extend(filtered.notices);
                }
                Ok(())
            })?;
            self.summary.rejected += refused.len();
            self.library.take_articles(account, &refused, &[], now)?;
            done += asked.len() as u64;
        }
    }
}
