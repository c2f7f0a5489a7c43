//! What is fetched from the web while one reads, and what the reader says of it.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::list::HeadlineList;
use super::state::Reader;
use super::web_error;
use super::worker::Job;
use crate::gather::{Added, GatherError, Gatherer, Picture, Progress, remove_samples};
use crate::library::{ArticleId, Feed, FeedSettings, Library, Result};

/// Feeds that failed and are named, rather than counted.
const NAMED: usize = 3;

/// What there is to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetch {
    /// The feeds that are due.
    Due,
    /// The same, in place of the sample articles once there is anything else.
    First,
    /// What an address leads to, as it was typed, from now on.
    Subscribe(String),
    /// The feeds that an article came by, due or not.
    FeedsOf(ArticleId),
    /// The page of an article in full.
    FullText(ArticleId),
    /// What the site has of comments on an article.
    Comments(ArticleId),
    /// A picture of an article, by its address.
    Picture(ArticleId, String),
}

/// How an errand goes.
#[derive(Debug)]
pub enum Gathered {
    /// So many feeds are done; this one is under way.
    Going {
        done: usize,
        total: usize,
        label: String,
    },
    Refreshed(Refreshed),
    /// A feed is new, or was there already.
    Subscribed(Added),
    FullText(ArticleId),
    /// So many comments are new.
    Comments(ArticleId, usize),
    /// The picture at an address; `None` for one that cannot be shown.
    Picture(String, Option<Arc<Picture>>),
    Failed(GatherError),
}

/// What came of a refresh.
#[derive(Debug, Default)]
pub struct Refreshed {
    pub imported: usize,
    pub updated: usize,
    /// What has come in and stands in lists.
    pub new: Vec<ArticleId>,
    /// How many feeds were asked.
    pub asked: usize,
    /// The names of the feeds that failed.
    pub failed: Vec<String>,
    /// Source and title of what the user wants to be told of.
    pub notices: Vec<(String, String)>,
}

/// How far a refresh has come.
#[derive(Debug, Default, Hash)]
pub struct Going {
    pub done: usize,
    pub total: usize,
    pub label: String,
}

/// When the reader fetches by itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rhythm {
    /// Whether it fetches when it starts.
    pub at_start: bool,
    /// What comes in first takes the place of the sample articles.
    pub in_place_of_samples: bool,
    /// How often it fetches while it is open; `None` for never.
    pub every: Option<Duration>,
}

/// Does `fetch` and tells how it goes.
pub fn perform(
    library: &Library,
    gatherer: &Gatherer,
    fetch: Fetch,
    tell: &mut dyn FnMut(Gathered),
) {
    let now = Timestamp::now();
    let done = match fetch {
        Fetch::FullText(id) => gatherer
            .full_text(library, id)
            .map(|()| Gathered::FullText(id)),
        Fetch::Picture(id, address) => {
            let picture = gatherer.picture(library, id, &address).ok();
            Ok(Gathered::Picture(address, picture.map(Arc::new)))
        }
        Fetch::Comments(id) => gatherer
            .comments(library, id, now)
            .map(|new| Gathered::Comments(id, new)),
        Fetch::Subscribe(address) => gatherer
            .subscribe(library, &address, &FeedSettings::default(), &[], now)
            .map(Gathered::Subscribed),
        Fetch::Due | Fetch::First => library
            .due_feeds(now)
            .and_then(|feeds| refresh(library, gatherer, feeds, now, tell))
            .and_then(|refreshed| {
                if fetch == Fetch::First && refreshed.imported > 0 {
                    remove_samples(library)?;
                }
                Ok(Gathered::Refreshed(refreshed))
            })
            .map_err(Into::into),
        Fetch::FeedsOf(id) => library
            .feeds_of(id)
            .and_then(|feeds| refresh(library, gatherer, feeds, now, tell))
            .map(Gathered::Refreshed)
            .map_err(Into::into),
    };
    tell(done.unwrap_or_else(Gathered::Failed));
}

fn refresh(
    library: &Library,
    gatherer: &Gatherer,
    mut feeds: Vec<Feed>,
    now: Timestamp,
    tell: &mut dyn FnMut(Gathered),
) -> Result<Refreshed> {
    feeds.retain(|feed| feed.held <= now);
    let total = feeds.len();
    let mut done = 0;
    let mut refreshed = Refreshed::default();
    let summary = gatherer.refresh(library, feeds, now, &mut |step| match step {
        Progress::Begun(feed) => tell(Gathered::Going {
            done,
            total,
            label: feed.label().to_owned(),
        }),
        Progress::Ended(feed, outcome) => {
            done += 1;
            if outcome.is_failure() {
                refreshed.failed.push(feed.label().to_owned());
            }
        }
        Progress::Pages { .. } => {}
    })?;
    refreshed.imported = summary.report.imported;
    refreshed.updated = summary.report.updated;
    refreshed.new = summary.new;
    refreshed.asked = total;
    for id in summary.notices {
        let headline = library.headline(id)?;
        refreshed.notices.push((headline.source, headline.title));
    }
    Ok(refreshed)
}

impl Reader {
    /// Sets when feeds are fetched without being asked for.
    pub fn gather_by_itself(&mut self, rhythm: Rhythm) {
        self.rhythm = rhythm;
        self.last_gathered = self.now;
        if rhythm.in_place_of_samples {
            self.send_for(Fetch::First);
            self.sync_by_itself();
        } else if rhythm.at_start {
            self.send_for(Fetch::Due);
            self.sync_by_itself();
        }
    }

    /// Fetches what is due if it is time to.
    pub(super) fn gather_if_time(&mut self) {
        let Some(every) = self.rhythm.every else {
            return;
        };
        let every = SignedDuration::try_from(every).unwrap_or(SignedDuration::MAX);
        if self.now.duration_since(self.last_gathered) >= every {
            self.send_for(Fetch::Due);
            self.sync_by_itself();
        }
    }

    /// Has `fetch` done, unless one is under way.
    pub(super) fn send_for(&mut self, fetch: Fetch) {
        if self.going.is_none() {
            self.last_gathered = self.now;
            self.going = Some(Going::default());
            self.jobs.push(Job::Gather(fetch));
        }
    }

    /// Fetches the feeds of the article that keys are about.
    pub(super) fn refresh_feed(&mut self) {
        if let Some(id) = self.target().map(|headline| headline.id) {
            self.send_for(Fetch::FeedsOf(id));
        }
    }

    /// Fetches the page of the article that keys are about.
    pub(super) fn fetch_full_text(&mut self) {
        if let Some(id) = self.target().map(|headline| headline.id) {
            self.send_for(Fetch::FullText(id));
        }
    }

    /// Something came of an errand.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn hear_gathered(&mut self, gathered: Gathered) -> Result<()> {
        match gathered {
            Gathered::Going { done, total, label } => {
                self.going = Some(Going { done, total, label });
            }
            Gathered::Refreshed(refreshed) => {
                self.going = None;
                self.say_refreshed(&refreshed);
                self.notices.extend(refreshed.notices);
                self.tell_hook(self.preferences.hooks.new.clone(), &refreshed.new)?;
                if refreshed.imported + refreshed.updated > 0 {
                    self.take_in_new()?;
                }
            }
            Gathered::Subscribed(added) => {
                self.going = None;
                self.hear_subscribed(&added)?;
            }
            Gathered::FullText(id) => {
                self.going = None;
                self.announce(self.locale.text("full-text-fetched"));
                self.jobs.push(Job::CatchUp);
                if let Some(opened) = self.opened.as_mut().filter(|opened| opened.id() == id) {
                    opened.read_again(&self.library)?;
                }
            }
            Gathered::Picture(address, picture) => {
                if let Some(opened) = &mut self.opened {
                    opened.take_picture(address, picture);
                }
            }
            Gathered::Comments(id, new) => {
                self.going = None;
                self.announce(self.locale.count("comments-new", new as u64));
                if self.opened.as_ref().is_some_and(|opened| opened.id() == id) {
                    self.read_what_stands_under()?;
                }
            }
            Gathered::Failed(error) => {
                self.going = None;
                self.complain_of(&web_error::message(&error, &self.locale));
            }
        }
        Ok(())
    }

    fn say_refreshed(&mut self, refreshed: &Refreshed) {
        let new = self.locale.count(
            "new-count",
            refreshed.imported.try_into().unwrap_or(u64::MAX),
        );
        let failed = &refreshed.failed;
        let failed = match failed.len() {
            0 => return self.announce(new),
            count if count == refreshed.asked && count > 1 => {
                // Rather the network than each of them.
                return self.warn(self.locale.count("all-feeds-failed", count as u64));
            }
            count if count > NAMED => self.locale.count("many-feeds-failed", count as u64),
            _ => {
                let feeds = failed.join(&self.locale.text("list-separator"));
                self.locale.with("feeds-failed", [("feeds", feeds.into())])
            }
        };
        self.warn(format!("{new} · {failed}"));
    }

    /// Lists what has come in, around what is selected, and has it indexed.
    pub(super) fn take_in_new(&mut self) -> Result<()> {
        if self.story.is_some() {
            self.reload_list()?;
        } else {
            let selected = self.list.selected().map(|headline| headline.id);
            let query = self.list.query().clone();
            self.list = match selected {
                Some(id) => HeadlineList::around(&self.library, query, id)?,
                None => HeadlineList::newest(&self.library, query)?,
            };
        }
        self.counts = self.library.counts()?;
        self.jobs.push(Job::CatchUp);
        Ok(())
    }
}
