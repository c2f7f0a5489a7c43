//! Feeds from a web server on this machine that misbehaves on purpose.

mod fetching;
mod finding;
mod moving;
mod outside;
mod server;

use std::time::Duration;

use jiff::Timestamp;
use marsad::gather::{Gatherer, Limits, Outcome, Progress};
use marsad::library::{Feed, FeedId, FeedSettings, Library};
use tempfile::TempDir;

/// A library in a folder of its own and what gathers for it.
struct Bench {
    library: Library,
    gatherer: Gatherer,
    dir: TempDir,
}

/// Limits that hold on a machine that has much else to do.
const LIMITS: Limits = Limits {
    connect: Duration::from_secs(5),
    total: Duration::from_secs(30),
    bytes: 200_000,
};

impl Bench {
    fn new() -> Self {
        Self::with(LIMITS)
    }

    fn with(limits: Limits) -> Self {
        let dir = TempDir::new().unwrap();
        Self {
            library: Library::open(&dir.path().join("library")).unwrap(),
            gatherer: Gatherer::new(limits),
            dir,
        }
    }

    /// A subscription to `url`, as one that was added from this machine.
    fn subscribe(&self, url: &str) -> FeedId {
        let settings = FeedSettings::default();
        let (id, _) = self.library.subscribe(url, "", true, &settings).unwrap();
        id
    }

    fn feed(&self, id: FeedId) -> Feed {
        self.library.feed(id).unwrap()
    }

    /// Refreshes one feed; what came of it in a word or the error's message.
    fn refresh(&self, id: FeedId) -> String {
        self.refresh_at(id, Timestamp::now())
    }

    fn refresh_at(&self, id: FeedId, now: Timestamp) -> String {
        let mut told = String::new();
        let feeds = vec![self.feed(id)];
        self.gatherer
            .refresh(&self.library, feeds, now, &mut |step| {
                if let Progress::Ended(_, outcome) = step {
                    told = match outcome {
                        Outcome::NotModified => "not modified".to_owned(),
                        Outcome::Delivered { report, .. } => {
                            format!("imported {}, updated {}", report.imported, report.updated)
                        }
                        Outcome::Failed(error) => error.to_string(),
                    };
                }
            })
            .unwrap();
        told
    }
}

/// A feed of so many items; `word` stands in each.
fn rss(count: usize, word: &str) -> String {
    let items: String = (0..count)
        .map(|n| {
            format!(
                "<item><title>خبر {n}</title><guid isPermaLink='false'>{n}</guid>\
                 <description>متن {word}</description></item>"
            )
        })
        .collect();
    format!(
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>\
         <title>صحيفة المرفأ</title><link>https://marfa.example/</link>{items}</channel></rss>"
    )
}
