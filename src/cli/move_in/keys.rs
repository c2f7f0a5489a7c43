//! newsboat's keys into the settings.

use std::io::{self, Write};

use crate::config::{Settings, paths};
use crate::gather::newsboat::Binding;
use crate::reader::{Action, Keymap};
use crate::text::sanitize;

/// The keys of an action.
type Keys = (&'static str, Vec<String>);

/// Writes the keys that have a counterpart into the settings, beside those that the action
/// has by default. Actions that the user has given keys already keep them.
///
/// # Errors
/// When the settings cannot be read or written, or the keys contradict those in them;
/// nothing is written then.
pub(super) fn take(bindings: &[Binding]) -> anyhow::Result<()> {
    let Some(path) = paths::settings() else {
        return Ok(());
    };
    let settings = Settings::read(&path)?;
    let mut keys = keys(bindings);
    keys.retain(|(action, _)| {
        let mut own = settings.keys.iter();
        !own.any(|own| own.action.text == *action)
    });
    if !keys.is_empty() {
        let is_sound = |settings: &Settings| Keymap::new(settings).map(|_| ());
        Settings::choose_keys(&path, &keys, is_sound)?;
    }
    Ok(())
}

/// The keys of each action that `bindings` name, with its own by default that they leave
/// free. A key that is bound twice, as it may be in two of newsboat's views, is the first's.
fn keys(bindings: &[Binding]) -> Vec<Keys> {
    let mut taken: Vec<&str> = Vec::new();
    let mut keys: Vec<Keys> = Vec::new();
    for found in bindings
        .iter()
        .filter_map(|binding| binding.counterpart.as_ref())
    {
        if taken.contains(&found.key.as_str()) {
            continue;
        }
        taken.push(&found.key);
        match keys.iter_mut().find(|(action, _)| *action == found.action) {
            Some((_, keys)) => keys.push(found.key.clone()),
            None => keys.push((found.action, vec![found.key.clone()])),
        }
    }
    for (action, keys) in &mut keys {
        let defaults = Action::named(action).map_or(&[][..], Action::default_keys);
        let free = defaults.iter().filter(|key| !taken.contains(key));
        keys.extend(free.map(|&key| key.to_owned()));
    }
    keys
}

/// Says what has become of each key.
pub(super) fn tell(out: &mut impl Write, bindings: &[Binding]) -> io::Result<()> {
    if bindings.is_empty() {
        return Ok(());
    }
    let found = bindings
        .iter()
        .filter_map(|binding| binding.counterpart.as_ref());
    let (all, found) = (bindings.len(), found.count());
    writeln!(out, "keys {all}, with a counterpart {found}:")?;
    for binding in bindings {
        let (key, operation) = (&binding.key, &binding.operation);
        let line = match &binding.counterpart {
            Some(found) => format!("{key}  {operation} → {}  {}", found.action, found.key),
            None => format!("{key}  {operation} → –"),
        };
        writeln!(out, "{}", sanitize::line(&line))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gather::newsboat::bindings;

    #[test]
    fn keys_of_newsboat_stand_beside_our_own() {
        let config = "bind-key j down\nbind-key k up\nbind-key ^R reload-all\nbind-key j next-unread\n\
            bind-key n prev\nbind-key h quit\nbind-key l open\nbind-key G end\n";
        let keys = keys(&bindings(config));
        let of = |name: &str| {
            let (_, keys) = keys.iter().find(|(action, _)| *action == name).expect(name);
            keys.join(", ")
        };
        assert_eq!(of("down"), "j, down");
        assert_eq!(of("up"), "k, n, up");
        assert_eq!(of("refresh"), "ctrl-r, R");
        assert_eq!(of("open"), "l, enter");
        assert_eq!(of("back"), "h, backspace");
        assert!(keys.iter().all(|(action, _)| *action != "next-article"));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "mouse = false # so\n").expect("written");
        let is_sound = |settings: &Settings| Keymap::new(settings).map(|_| ());
        Settings::choose_keys(&path, &keys, is_sound).expect("sound");
        let text = std::fs::read_to_string(&path).expect("settings");
        assert!(text.starts_with("mouse = false # so\n"), "{text}");
        assert!(text.contains("down = [\"j\", \"down\"]"), "{text}");
    }
}
