//! How far long work has come, on standard error when that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use super::complain;
use crate::library::{Library, Progress};

/// Shortest time between two reports, and before the first.
const EVERY: Duration = Duration::from_millis(250);

/// One line that is written over itself; gone when the value is.
pub(super) struct Meter {
    what: &'static str,
    shown: bool,
    last: Instant,
    is_terminal: bool,
}

impl Meter {
    pub(super) fn new(what: &'static str) -> Self {
        Self {
            what,
            shown: false,
            last: Instant::now(),
            is_terminal: io::stderr().is_terminal(),
        }
    }

    pub(super) fn report(&mut self, progress: Progress) {
        if !self.is_terminal || self.last.elapsed() < EVERY {
            return;
        }
        self.last = Instant::now();
        self.shown = true;
        let Progress { done, total } = progress;
        let _ = write!(io::stderr(), "\r{}: {done} / {total}", self.what);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r{:60}\r", "");
        }
    }
}

/// Brings the search index up to date. When that fails the library is still whole,
/// and search answers from what the index has; so it is said, and no more.
pub(super) fn catch_up(library: &Library) {
    let mut meter = Meter::new("indexing");
    let caught_up = library.catch_up_index(&mut |progress| meter.report(progress));
    drop(meter);
    if let Err(error) = caught_up {
        complain(&format!("the search index is not up to date: {error}"));
    }
}
