//! What every command is given.

use std::path::PathBuf;

use anyhow::Context as _;

use crate::config::{Settings, paths};
use crate::gather::{Gatherer, Limits};
use crate::library::Library;
use crate::locale::{Locale, Region};
use crate::sync::Secrets;
use crate::terminal::OutputForm;

/// The global options.
#[derive(Debug, Clone)]
pub(super) struct Context {
    /// The folder the user named, if any.
    pub library: Option<PathBuf>,
    pub json: bool,
    /// How rows of visual cells are written, if the user said.
    pub form: Option<OutputForm>,
}

impl Context {
    /// What the user has chosen in the settings file.
    pub(super) fn settings(&self) -> anyhow::Result<Settings> {
        match paths::settings() {
            Some(path) => Ok(Settings::read(&path)?),
            None => Ok(Settings::default()),
        }
    }

    /// The words of the user's language.
    pub(super) fn locale(&self) -> anyhow::Result<Locale> {
        let (settings, region) = (self.settings()?, Region::of_this_process());
        let language = settings.language_in(&region);
        Ok(Locale::with_conventions(
            language,
            settings.conventions_in(&region),
        ))
    }

    /// What a fetch may cost as the settings say.
    pub(super) fn limits(&self) -> anyhow::Result<Limits> {
        Ok(Limits {
            total: self.settings()?.feeds.patience(),
            ..Limits::default()
        })
    }

    /// What fetches from the web as the settings say.
    pub(super) fn gatherer(&self) -> anyhow::Result<Gatherer> {
        Ok(Gatherer::new(self.limits()?))
    }

    /// What knows the passwords of accounts.
    pub(super) fn secrets(&self) -> anyhow::Result<Secrets> {
        let dir = paths::accounts();
        let dir = dir.context("there is no home folder to keep passwords in")?;
        Ok(Secrets { dir })
    }

    /// Opens the library that the user named, else the one at this platform's place.
    pub(super) fn open_library(&self) -> anyhow::Result<Library> {
        Ok(Library::open(&self.library_dir()?)?)
    }

    /// The folder of that library.
    pub(super) fn library_dir(&self) -> anyhow::Result<PathBuf> {
        match &self.library {
            Some(dir) => Ok(dir.clone()),
            None => paths::library()
                .context("there is no home folder to keep a library in; name one with --library"),
        }
    }
}
