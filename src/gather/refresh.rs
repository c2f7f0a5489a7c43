//! Feeds brought up to date, several at once.

use std::collections::HashMap;

use jiff::Timestamp;
use url::Url;

use super::pool::{self, Step};
use super::source::Fetched;
use super::{GatherError, Gatherer};
use crate::library::{ArticleId, Delivered, Feed, Library, LibraryError, Report};

/// Feeds fetched at once; [`crate::web`] sees to it that no host gets many of them.
const AT_ONCE: usize = 8;

/// How a refresh goes.
#[derive(Debug)]
pub enum Progress<'a> {
    /// A feed is about to be asked.
    Begun(&'a Feed),
    /// What came of one feed.
    Ended(&'a Feed, &'a Outcome),
    /// So many of the pages that are fetched in full are done.
    Pages {
        /// So many are done.
        done: usize,
        /// Of so many.
        total: usize,
    },
}

/// What came of one feed.
#[derive(Debug)]
pub enum Outcome {
    /// The copy that is here is still good.
    NotModified,
    /// It gave articles.
    Delivered {
        /// What the library did with them.
        report: Report,
        /// Items that are broken.
        rejected: usize,
        /// Its new address, if it has moved.
        moved: Option<String>,
    },
    /// It gave nothing; the feed is left alone for longer.
    Failed(GatherError),
}

impl Outcome {
    /// Whether the feed gave nothing that can be used.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

/// What came of a refresh.
#[derive(Debug, Default)]
pub struct Summary {
    /// Feeds that gave articles.
    pub delivered: usize,
    /// Feeds whose copies here are still good.
    pub not_modified: usize,
    /// Feeds that gave nothing.
    pub failed: usize,
    /// What the library did with all articles.
    pub report: Report,
    /// New articles that stand in lists.
    pub new: Vec<ArticleId>,
    /// New articles that filters want the reader to know of.
    pub notices: Vec<ArticleId>,
    /// Articles that filters keep out of lists.
    pub muted: usize,
    /// Pages that could be fetched in full.
    pub full_texts: usize,
    /// Old articles that went.
    pub expired: usize,
}

/// An article whose page is to be fetched.
struct Page {
    id: ArticleId,
    may_be_private: bool,
}

impl Gatherer {
    /// Fetches `feeds` and puts what they have at `now` into `library`. A feed that fails
    /// is noted as failing and holds up no other; one of an account is its server's to
    /// fetch, and is passed over.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    pub fn refresh(
        &self,
        library: &Library,
        mut feeds: Vec<Feed>,
        now: Timestamp,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Summary, LibraryError> {
        feeds.retain(|feed| feed.account.is_none());
        spread(&mut feeds);
        let mut summary = Summary::default();
        let mut new = Vec::new();
        let mut pages = Vec::new();
        pool::run::<_, _, LibraryError>(
            &feeds,
            AT_ONCE,
            |feed| self.fetch(feed, now),
            |place, step| {
                let feed = &feeds[place];
                let Step::Done(fetched) = step else {
                    tell(Progress::Begun(feed));
                    return Ok(());
                };
                let (outcome, delivered) = take_in(library, feed, fetched, now)?;
                summary.count(&outcome);
                if feed.settings.full_text {
                    let ids = delivered.imported.iter().chain(&delivered.updated);
                    pages.extend(ids.map(|&id| Page {
                        id,
                        may_be_private: feed.is_private,
                    }));
                }
                new.extend(delivered.imported);
                tell(Progress::Ended(feed, &outcome));
                Ok(())
            },
        )?;
        self.full_texts(library, &pages, &mut summary, tell)?;
        let filtered = library.filter(&new)?;
        summary.new = filtered.listed;
        summary.notices = filtered.notices;
        summary.muted = filtered.muted;
        for feed in &feeds {
            summary.expired += library.expire(feed, now)?;
        }
        Ok(summary)
    }

    /// Fetches `pages` and stores their text where it says more. What cannot be fetched
    /// stays as its feed gave it.
    fn full_texts(
        &self,
        library: &Library,
        pages: &[Page],
        summary: &mut Summary,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), LibraryError> {
        let mut articles = Vec::with_capacity(pages.len());
        for page in pages {
            articles.push((page, library.article(page.id)?));
        }
        let mut done = 0;
        pool::run::<_, _, LibraryError>(
            &articles,
            AT_ONCE,
            |(page, article)| self.whole(article, page.may_be_private),
            |place, step| {
                if let Step::Done(whole) = step {
                    done += 1;
                    if let Ok(whole) = whole {
                        library.set_full_text(articles[place].0.id, &whole)?;
                        summary.full_texts += 1;
                    }
                    tell(Progress::Pages {
                        done,
                        total: pages.len(),
                    });
                }
                Ok(())
            },
        )
    }
}

fn take_in(
    library: &Library,
    feed: &Feed,
    fetched: Result<Fetched, GatherError>,
    now: Timestamp,
) -> Result<(Outcome, Delivered), LibraryError> {
    let Fetched { answer, parsed } = match fetched {
        Ok(fetched) => fetched,
        Err(error) => {
            library.note_failure(feed.id, &error.to_string(), error.retry_after(), now)?;
            return Ok((Outcome::Failed(error), Delivered::default()));
        }
    };
    // First the articles: after a crash between the two they are only asked for again.
    let delivered = match &parsed {
        Some(parsed) => library.deliver(feed.id, &parsed.articles, now)?,
        None => Delivered::default(),
    };
    library.note_answer(feed.id, &answer, now)?;
    // Where another feed has that address already, this one keeps its own.
    let moved = match answer.moved {
        Some(to) if library.feed(feed.id)?.url == to => Some(to),
        _ => None,
    };
    let outcome = match parsed {
        None => Outcome::NotModified,
        Some(parsed) => Outcome::Delivered {
            report: delivered.report,
            rejected: parsed.rejected.len(),
            moved,
        },
    };
    Ok((outcome, delivered))
}

impl Summary {
    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::NotModified => self.not_modified += 1,
            Outcome::Delivered { report, .. } => {
                self.delivered += 1;
                self.report += *report;
            }
            Outcome::Failed(_) => self.failed += 1,
        }
    }
}

/// Feeds of one host far from each other, so that few wait for their turn.
fn spread(feeds: &mut Vec<Feed>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut keyed: Vec<(usize, Feed)> = Vec::with_capacity(feeds.len());
    for feed in feeds.drain(..) {
        let host = Url::parse(&feed.url).ok();
        let host = host.and_then(|url| url.host_str().map(str::to_owned));
        let count = seen.entry(host.unwrap_or_default()).or_default();
        keyed.push((*count, feed));
        *count += 1;
    }
    keyed.sort_by_key(|(count, _)| *count);
    feeds.extend(keyed.into_iter().map(|(_, feed)| feed));
}
