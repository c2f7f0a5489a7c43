//! What the user has chosen, from a TOML file.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::choice::{self, Base16, Bidi, Command, Keyboard, Speech, ThemeName};
use super::keys::{self, KeySetting};
use super::{Commands, Feeds, Reading, suggest};
use crate::locale::{Calendar, Conventions, Dates, Language, Months, Numerals, Region};

/// The settings; what the file does not name is as here by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The language of the interface, by its tag.
    #[serde(
        deserialize_with = "choice::read_auto",
        serialize_with = "choice::write_auto"
    )]
    pub language: Option<Language>,
    /// The digits; those of the language when not given.
    #[serde(
        deserialize_with = "choice::read_auto",
        serialize_with = "choice::write_auto"
    )]
    pub numerals: Option<Numerals>,
    /// The calendars of dates, the first of them alone where room is scarce; those of the
    /// language when there are none.
    pub calendars: Vec<Calendar>,
    /// The Arabic names of months; those of the country when not given.
    #[serde(
        deserialize_with = "choice::read_auto",
        serialize_with = "choice::write_auto"
    )]
    pub months: Option<Months>,
    /// How lists tell the age of an article.
    pub dates: Dates,
    /// The keyboard's other layout; by language and country when not given.
    #[serde(
        deserialize_with = "choice::read_auto",
        serialize_with = "choice::write_auto"
    )]
    pub keyboard: Option<Keyboard>,
    /// How rows are written for the terminal.
    pub bidi: Bidi,
    /// Which colours there are.
    pub theme: ThemeName,
    /// The colours of the theme `base16`; empty without it.
    pub base16: Base16,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether what moves by itself holds still.
    pub reduced_motion: bool,
    /// What reads aloud.
    pub speech: Speech,
    /// How articles are set.
    pub reading: Reading,
    /// When and how feeds are fetched.
    pub feeds: Feeds,
    /// How many of the copies of the library that the reader makes, one a day, are kept;
    /// with 0 it makes none.
    pub daily_backups: u32,
    /// Programs to run.
    pub commands: Commands,
    /// Programs that are run when something happens.
    pub hooks: Hooks,
    /// Keys of actions in place of the usual ones, in the order of the file.
    #[serde(deserialize_with = "keys::read", skip_serializing)]
    pub keys: Vec<KeySetting>,
    /// The file, to tell places in it.
    #[serde(skip)]
    origin: Origin,
}

/// Programs that are run when something happens, with the article on standard input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hooks {
    /// An article is opened to be read.
    pub open: Command,
    /// An article gets a star.
    pub star: Command,
    /// Articles have come in; all those of one refresh together.
    pub new: Command,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Origin {
    path: PathBuf,
    text: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            numerals: None,
            calendars: Vec::new(),
            months: None,
            dates: Dates::default(),
            keyboard: None,
            bidi: Bidi::default(),
            theme: ThemeName::default(),
            base16: Base16::default(),
            mouse: true,
            reduced_motion: false,
            speech: Speech::default(),
            reading: Reading::default(),
            feeds: Feeds::default(),
            daily_backups: 0,
            commands: Commands::default(),
            hooks: Hooks::default(),
            keys: Vec::new(),
            origin: Origin::default(),
        }
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum SettingsError {
    #[error("cannot read the settings in {}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("cannot write the settings in {}", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    /// `line` and `column` count from 1, columns in characters.
    #[error("{}, line {line}, column {column}: {reason}", path.display())]
    Wrong {
        path: PathBuf,
        line: usize,
        column: usize,
        reason: String,
    },
}

impl Settings {
    /// The settings in the file at `path`; those by default when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or says what it may not.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(text, path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(SettingsError::Unreadable {
                path: path.to_owned(),
                source,
            }),
        }
    }

    pub(super) fn parse(text: String, path: &Path) -> Result<Self, SettingsError> {
        let parsed = toml::from_str::<Self>(&text);
        let origin = Origin {
            path: path.to_owned(),
            text,
        };
        match parsed {
            Ok(settings) => Ok(Self { origin, ..settings }),
            Err(error) => {
                let place = error.span().unwrap_or_default();
                Err(origin.wrong(&place, &suggest::explain(error.message())))
            }
        }
    }

    /// The language of the interface: the user's, else that of `region`, else Arabic.
    #[must_use]
    pub fn language_in(&self, region: &Region) -> Language {
        self.language.or(region.language).unwrap_or_default()
    }

    /// How numbers and dates are written, where the user says nothing as is usual in
    /// `region`.
    #[must_use]
    pub fn conventions_in(&self, region: &Region) -> Conventions {
        Conventions {
            numerals: self.numerals,
            calendars: self.calendars.clone(),
            months: self.months.unwrap_or_else(|| region.months()),
            dates: self.dates,
        }
    }

    /// An error at `place`, bytes of the file.
    #[must_use]
    pub fn wrong(&self, place: &Range<usize>, reason: &str) -> SettingsError {
        self.origin.wrong(place, reason)
    }

    /// The line of the file that `place` begins on, from 1.
    #[must_use]
    pub fn line(&self, place: &Range<usize>) -> usize {
        self.origin.line_and_column(place).0
    }

    /// The line of the file that gives the setting `name`, from 1; `None` when none does.
    #[must_use]
    pub fn line_of(&self, name: &str) -> Option<usize> {
        let document = toml_edit::Document::parse(self.origin.text.as_str()).ok()?;
        let place = document.key(name)?.span();
        let place = place.or_else(|| document.get(name)?.span())?;
        Some(self.line(&place))
    }
}

impl Origin {
    fn wrong(&self, place: &Range<usize>, reason: &str) -> SettingsError {
        let (line, column) = self.line_and_column(place);
        SettingsError::Wrong {
            path: self.path.clone(),
            line,
            column,
            reason: reason.to_owned(),
        }
    }

    fn line_and_column(&self, place: &Range<usize>) -> (usize, usize) {
        let before = self.text.get(..place.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}
