//! Writing the settings file.

use std::io;
use std::path::Path;

use super::{Settings, SettingsError};
use crate::terminal::OutputForm;

/// Every setting with what it does, each as it is by default and commented out.
pub const TEMPLATE: &str = include_str!("../../data/config.toml");

impl Settings {
    /// Writes a new file at `path` with every setting commented out, and `more` after.
    /// Returns false, and changes nothing, when there is a file already.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn init(path: &Path, more: &str) -> Result<bool, SettingsError> {
        if path.exists() {
            return Ok(false);
        }
        write(path, &format!("{TEMPLATE}{more}"))?;
        Ok(true)
    }

    /// Writes `bidi = "form"` into the file at `path`, which is made if need be; all else
    /// in it stays as it is, comments included.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is not TOML.
    pub fn choose_form(path: &Path, form: OutputForm) -> Result<(), SettingsError> {
        Self::choose(path, "bidi", form.name())
    }

    /// Writes `name = "value"` into the file at `path` in the same way.
    ///
    /// # Errors
    /// As [`Self::choose_form`].
    pub fn choose(path: &Path, name: &str, value: &str) -> Result<(), SettingsError> {
        let mut document = document(path)?;
        document[name] = toml_edit::value(value);
        write(path, &document.to_string())
    }

    /// Writes settings, each with its table, its name and its value, into the file at `path`
    /// in the same way, but for those that it has already.
    ///
    /// # Errors
    /// As [`Self::choose_form`], and when a value is none for its setting.
    pub fn add(
        path: &Path,
        settings: impl IntoIterator<Item = (&'static str, &'static str, toml_edit::Value)>,
    ) -> Result<(), SettingsError> {
        let mut document = document(path)?;
        let before = document.to_string();
        for (table, name, value) in settings {
            let table = document.entry(table).or_insert_with(toml_edit::table);
            if table.get(name).is_none() {
                table[name] = toml_edit::value(value);
            }
        }
        let text = document.to_string();
        if text == before {
            return Ok(());
        }
        Self::parse(text.clone(), path)?;
        write(path, &text)
    }

    /// Writes `keys`, each an action and its keys, into the file at `path` in the same way,
    /// unless what the file says then is not `is_sound`.
    ///
    /// # Errors
    /// As [`Self::choose_form`], and what `is_sound` says.
    pub fn choose_keys(
        path: &Path,
        keys: &[(&'static str, Vec<String>)],
        is_sound: impl Fn(&Self) -> Result<(), SettingsError>,
    ) -> Result<(), SettingsError> {
        let mut document = document(path)?;
        let table = document.entry("keys").or_insert_with(toml_edit::table);
        for (action, keys) in keys {
            table[action] = toml_edit::value(keys.iter().collect::<toml_edit::Array>());
        }
        let text = document.to_string();
        is_sound(&Self::parse(text.clone(), path)?)?;
        write(path, &text)
    }
}

/// The file at `path` with its comments; nothing when there is none. What is wrong in it is
/// told with its place, and the file left alone.
fn document(path: &Path) -> Result<toml_edit::DocumentMut, SettingsError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unwritable(path, error)),
    };
    Settings::parse(text.clone(), path)?;
    text.parse()
        .map_err(|error: toml_edit::TomlError| unwritable(path, io::Error::other(error)))
}

/// In its place at once or not at all.
fn write(path: &Path, text: &str) -> Result<(), SettingsError> {
    let new = path.with_extension("toml.new");
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    folder
        .and_then(|()| std::fs::write(&new, text))
        .and_then(|()| std::fs::rename(&new, path))
        .map_err(|error| unwritable(path, error))
}

fn unwritable(path: &Path, source: io::Error) -> SettingsError {
    SettingsError::Unwritable {
        path: path.to_owned(),
        source,
    }
}
