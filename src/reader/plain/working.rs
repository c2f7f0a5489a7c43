//! What is done between lines: the reader's jobs, and taking in what others have changed.

use std::io::Write;
use std::path::Path;
use std::thread::JoinHandle;

use super::Plain;
use crate::library::Library;
use crate::locale::Region;
use crate::reader::run::ReaderError;
use crate::reader::watch::SettingsWatch;
use crate::reader::worker::{Job, perform};

impl<W: Write> Plain<'_, W> {
    /// Has what was not asked for by a line fetched while the user reads; what has come in
    /// is said with the next line.
    pub(super) fn fetch_behind(&mut self, dir: &Path) {
        let is_fetch = |job: &mut Job| matches!(job, Job::Gather(_) | Job::Sync(_));
        for job in self.reader.jobs.extract_if(.., is_fetch) {
            do_behind(dir, job);
            self.reader.going = None;
            self.reader.syncing = None;
        }
    }

    /// Does the reader's jobs; the index is made while the user reads.
    pub(super) fn work(&mut self, dir: &Path) -> Result<(), ReaderError> {
        for job in self.reader.take_jobs() {
            if job == Job::CatchUp {
                self.indexing = Some(do_behind(dir, job));
                continue;
            }
            self.do_jobs([job]);
        }
        Ok(())
    }

    /// Does `jobs` at once.
    pub(super) fn do_jobs(&mut self, jobs: impl IntoIterator<Item = Job>) {
        for job in jobs {
            let mut news = Vec::new();
            perform(&self.reader.library, job, &mut |piece| news.push(piece));
            news.into_iter().for_each(|piece| self.reader.hear(piece));
        }
    }

    /// Takes in what others have changed, and says so.
    pub(super) fn take_in_changes(
        &mut self,
        watch: Option<&mut SettingsWatch>,
        region: &Region,
    ) -> Result<(), ReaderError> {
        let before = self.reader.counts;
        self.reader.catch_up()?;
        if self.reader.counts.total != before.total {
            self.say_counts()?;
        }
        match watch.and_then(|watch| watch.changed(region)) {
            None => {}
            Some(Ok(preferences)) => self.reader.prefer(preferences),
            Some(Err(error)) => {
                self.reader.complain_of_settings(&error);
                self.say_notice()?;
            }
        }
        Ok(())
    }
}

/// Does `job` in a thread of its own, with the library in `dir`.
fn do_behind(dir: &Path, job: Job) -> JoinHandle<()> {
    let dir = dir.to_owned();
    std::thread::spawn(move || {
        if let Ok(library) = Library::open(&dir) {
            perform(&library, job, &mut |_| {});
        }
    })
}
