//! newsboat's options into the settings.

use std::io::{self, Write};

use crate::config::{Settings, paths};
use crate::gather::newsboat::{Choice, Setting, Value};
use crate::text::sanitize;

/// Writes the options that have a counterpart into the settings. What the user has set there
/// already stays.
///
/// # Errors
/// When the settings cannot be read or written; nothing is written then.
pub(super) fn take(choices: &[Choice]) -> anyhow::Result<()> {
    let found = choices
        .iter()
        .filter_map(|choice| choice.counterpart.as_ref());
    let found = found.map(|setting| (setting.table, setting.name, in_toml(&setting.value)));
    if let Some(path) = paths::settings() {
        Settings::add(&path, found)?;
    }
    Ok(())
}

fn in_toml(value: &Value) -> toml_edit::Value {
    match value {
        Value::Switch(on) => (*on).into(),
        Value::Number(number) => i64::from(*number).into(),
        Value::Program(words) => words.iter().collect::<toml_edit::Array>().into(),
    }
}

/// Says what has become of each option.
pub(super) fn tell(out: &mut impl Write, choices: &[Choice]) -> io::Result<()> {
    if choices.is_empty() {
        return Ok(());
    }
    let found = choices
        .iter()
        .filter(|choice| choice.counterpart.is_some())
        .count();
    writeln!(
        out,
        "options {}, with a counterpart {found}:",
        choices.len()
    )?;
    for Choice {
        option,
        counterpart,
    } in choices
    {
        let line = match counterpart {
            Some(Setting { table, name, value }) => {
                format!("{option} → {table}.{name} = {}", in_toml(value))
            }
            None => format!("{option} → –"),
        };
        writeln!(out, "{}", sanitize::line(&line))?;
    }
    Ok(())
}
