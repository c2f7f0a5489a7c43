//! What other programs change while the reader runs: the settings file, and the library.

use std::path::PathBuf;
use std::time::SystemTime;

use super::preferences::Preferences;
use super::state::Reader;
use crate::config::{Settings, SettingsError};
use crate::library::LibraryError;
use crate::locale::Region;

/// The settings file as it was last seen.
#[derive(Debug)]
pub struct SettingsWatch {
    path: PathBuf,
    seen: Option<Stamp>,
}

/// When a file was written and how long it is.
type Stamp = (SystemTime, u64);

impl SettingsWatch {
    /// Watches the file at `path`, which need not be there.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        let mut watch = Self { path, seen: None };
        watch.seen = watch.stamp();
        watch
    }

    /// What the file says, if it is another than when it was last asked.
    pub fn changed(&mut self, region: &Region) -> Option<Result<Preferences, SettingsError>> {
        let now = self.stamp();
        if now == self.seen {
            return None;
        }
        self.seen = now;
        let settings = Settings::read(&self.path);
        Some(settings.and_then(|settings| Preferences::new(&settings, region)))
    }

    fn stamp(&self) -> Option<Stamp> {
        let meta = std::fs::metadata(&self.path).ok()?;
        Some((meta.modified().ok()?, meta.len()))
    }
}

impl Reader {
    /// Takes in what others have written to the library since this was last called, such
    /// as another reader or the command line.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn catch_up(&mut self) -> Result<(), LibraryError> {
        let version = self.library.version()?;
        if std::mem::replace(&mut self.version, version) == version {
            return Ok(());
        }
        self.read_anew()
    }

    /// Reads anew what is shown of the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn read_anew(&mut self) -> Result<(), LibraryError> {
        self.counts = self.library.counts()?;
        self.reload_list()?;
        if let Some(id) = self.opened.as_ref().map(super::opened::Opened::id) {
            match self.library.headline(id) {
                Ok(now) => self.change(id, |headline| headline.clone_from(&now)),
                Err(LibraryError::NoArticle(_)) => self.opened = None,
                Err(error) => return Err(error),
            }
        }
        let library = &self.library;
        for related in self.related.articles.iter_mut() {
            related.retain_mut(|related| match library.headline(related.headline.id) {
                Ok(now) => {
                    related.headline = now;
                    true
                }
                Err(_) => false,
            });
        }
        self.settle();
        Ok(())
    }

    /// Says that the settings cannot be used, and goes on with those that were.
    pub fn complain_of_settings(&mut self, error: &SettingsError) {
        let error = match error {
            SettingsError::Wrong {
                line,
                column,
                reason,
                ..
            } => {
                let values = [
                    ("line", self.locale.number(line).into()),
                    ("column", self.locale.number(column).into()),
                    ("reason", reason.as_str().into()),
                ];
                self.locale.with("settings-wrong", values)
            }
            other => other.to_string(),
        };
        self.warn(error);
    }
}
