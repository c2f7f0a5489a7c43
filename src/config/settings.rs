//! What the user has chosen, from a TOML file.

use std::io;
use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{Commands, Feeds};
use crate::locale::Language;
use crate::terminal::OutputForm;

/// The settings; what the file does not name is as here by default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The language of the interface: `"ar"` or `"en"`.
    pub language: Language,
    /// How rows are written for the terminal.
    pub bidi: Bidi,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// When and how feeds are fetched.
    pub feeds: Feeds,
    /// Programs to run.
    pub commands: Commands,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            bidi: Bidi::default(),
            mouse: true,
            feeds: Feeds::default(),
            commands: Commands::default(),
        }
    }
}

/// `"auto"`, by what the terminal is found to be, or an output form by its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bidi(Option<OutputForm>);

impl Bidi {
    /// The form that is wanted, if it is not left to be found out.
    #[must_use]
    pub fn form(self) -> Option<OutputForm> {
        self.0
    }
}

impl<'de> Deserialize<'de> for Bidi {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == "auto" {
            return Ok(Self(None));
        }
        let form: OutputForm = name.parse().map_err(|_| {
            D::Error::custom(format!(
                "unknown form {name:?}: use auto, visual, fenced, token or logical"
            ))
        })?;
        Ok(Self(Some(form)))
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
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
            Ok(text) => Self::parse(&text, path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(SettingsError::Unreadable {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Writes `bidi = "form"` into the file at `path`, which is made if need be; all else
    /// in it stays as it is, comments included.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is not TOML.
    pub fn choose_form(path: &Path, form: OutputForm) -> Result<(), SettingsError> {
        let unwritable = |source| SettingsError::Unwritable {
            path: path.to_owned(),
            source,
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(unwritable(error)),
        };
        // What is wrong in it is told with its place, and the file left alone.
        Self::parse(&text, path)?;
        let mut document: toml_edit::DocumentMut = text
            .parse()
            .map_err(|error: toml_edit::TomlError| unwritable(io::Error::other(error)))?;
        document["bidi"] = toml_edit::value(form.name());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(unwritable)?;
        }
        // In its place at once or not at all.
        let new = path.with_extension("toml.new");
        std::fs::write(&new, document.to_string())
            .and_then(|()| std::fs::rename(&new, path))
            .map_err(unwritable)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, SettingsError> {
        toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let before = before.unwrap_or_default();
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            SettingsError::Wrong {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                reason: error.message().to_owned(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_told_by_line_and_column() {
        let path = Path::new("config.toml");
        let right = Settings::parse("language = \"en\"\n", path).expect("right");
        assert_eq!(right.language, Language::English);
        assert_eq!(right.bidi.form(), None);
        let chosen = Settings::parse("bidi = \"fenced\"", path).expect("right");
        assert_eq!(chosen.bidi.form(), Some(OutputForm::Fenced));
        let wrong = |text| Settings::parse(text, path).expect_err("wrong").to_string();
        let said = wrong("\n# لغة\nlanguage = \"tlh\"\n");
        assert!(
            said.starts_with("config.toml, line 3, column 12: "),
            "{said}"
        );
        let said = wrong("bidi = \"mirror\"\n");
        assert!(said.contains("auto, visual, fenced"), "{said}");
        let said = wrong("langauge = \"en\"\n");
        assert!(
            said.contains("line 1, column 1") && said.contains("`language`"),
            "{said}"
        );
    }

    #[test]
    fn a_choice_leaves_the_rest_of_the_file_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/config.toml");
        Settings::choose_form(&path, OutputForm::Token).expect("written");
        let text = "# لي\nlanguage = \"en\" # إنجليزية\nbidi = \"auto\"\n";
        std::fs::write(&path, text).expect("written");
        Settings::choose_form(&path, OutputForm::Fenced).expect("written");
        let written = std::fs::read_to_string(&path).expect("there");
        assert_eq!(written, text.replace("auto", "fenced"));
        std::fs::write(&path, "language = 3\n").expect("written");
        assert!(Settings::choose_form(&path, OutputForm::Visual).is_err());
        let kept = std::fs::read_to_string(&path).expect("there");
        assert_eq!(kept, "language = 3\n");
    }

    #[test]
    fn without_a_file_all_is_as_by_default() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings::read(&folder.path().join("none.toml"));
        assert_eq!(settings.expect("settings"), Settings::default());
        assert!(Settings::read(folder.path()).is_err());
    }
}
