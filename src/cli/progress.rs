//! How far long work has come, on standard error when that is a terminal.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::complain;
use crate::library::{Library, Progress};

/// Work that takes no longer is not reported on.
const SHORT: Duration = Duration::from_millis(250);

/// How much is done, how fast it goes and how long it will take. `{msg}` says what.
const ARTICLES: &str = "{msg} {wide_bar} {human_pos} / {human_len}, {per_sec}, {eta} left";
const PAGES: &str = "{msg} {wide_bar} {percent} %, {eta} left";
const BYTES: &str =
    "{msg} {wide_bar} {decimal_bytes} / {decimal_total_bytes}, {decimal_bytes_per_sec}, {eta} left";
/// The same where no one knows how much there is.
const UNKNOWN: &str = "{msg} {decimal_bytes}, {decimal_bytes_per_sec}";

/// One line that is written over itself; gone when the value is.
pub(super) struct Meter {
    bar: ProgressBar,
    begun: Instant,
    shown: bool,
}

impl Meter {
    /// For work that is counted in articles.
    pub(super) fn of_articles(what: &'static str) -> Self {
        Self::new(ARTICLES, 0, what)
    }

    /// For work on a file that is counted in pages of 4 KiB.
    pub(super) fn of_pages(what: &'static str) -> Self {
        Self::new(PAGES, 0, what)
    }

    /// For files of so many bytes; 0 when that is not known.
    pub(super) fn of_bytes(total: u64) -> Self {
        Self::new(if total > 0 { BYTES } else { UNKNOWN }, total, "importing")
    }

    fn new(template: &str, total: u64, what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        Self {
            bar,
            begun: Instant::now(),
            shown: false,
        }
    }

    /// Says what is being done now.
    pub(super) fn name(&mut self, what: String) {
        self.bar.set_message(what);
    }

    pub(super) fn report(&mut self, Progress { done, total }: Progress) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        self.show();
    }

    /// So many bytes have been read and so many articles have been found in them.
    pub(super) fn report_bytes(&mut self, bytes: u64, articles: usize) {
        let rate = articles as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        let (articles, rate) = (HumanCount(articles as u64), HumanCount(rate as u64));
        self.bar
            .set_message(format!("{articles} articles, {rate}/s"));
        self.bar.set_position(bytes);
        self.show();
    }

    fn show(&mut self) {
        if !self.shown && self.begun.elapsed() >= SHORT && io::stderr().is_terminal() {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Brings the search index up to date. When that fails the library is still whole,
/// and search answers from what the index has; so it is said, and no more.
pub(super) fn catch_up(library: &Library) {
    let mut meter = Meter::of_articles("indexing");
    let caught_up = library.catch_up_index(&mut |progress| meter.report(progress));
    drop(meter);
    if let Err(error) = caught_up {
        complain(&format!("the search index is not up to date: {error}"));
    }
}
