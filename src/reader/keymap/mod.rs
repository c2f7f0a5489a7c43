//! Keys and what they stand for, as data: the defaults beside the actions, and what the
//! settings change of them. The page of keys is made from the same data.

mod combo;
mod keyboard;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use super::action::Action;
use crate::config::{KeySetting, Settings, SettingsError, nearest};

pub use combo::{Combo, NoKey};
pub use keyboard::Keyboard;

/// Keys pressed one after the other; one for most actions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence(Vec<Combo>);

impl Sequence {
    #[must_use]
    pub fn combos(&self) -> &[Combo] {
        &self.0
    }

    /// Whether one begins as the other does, so that only one of them can be pressed.
    fn collides(&self, other: &Self) -> bool {
        let common = self.0.len().min(other.0.len());
        self.0[..common] == other.0[..common]
    }
}

impl FromStr for Sequence {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let combos: Vec<Combo> = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if combos.is_empty() {
            return Err(NoKey(text.to_owned()));
        }
        Ok(Self(combos))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, combo) in self.0.iter().enumerate() {
            let blank = if index == 0 { "" } else { " " };
            write!(f, "{blank}{combo}")?;
        }
        Ok(())
    }
}

/// What keys that were pressed stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// The start of a sequence.
    Start,
    Action(Action),
}

/// Which keys stand for which action.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Binding {
    action: Action,
    keys: Sequence,
    /// Where in the settings it stands; nowhere when it is so by default.
    place: Option<Place>,
}

type Place = std::ops::Range<usize>;

impl Default for Keymap {
    fn default() -> Self {
        Self {
            bindings: Action::ALL
                .iter()
                .flat_map(|&action| default(action))
                .collect(),
        }
    }
}

fn default(action: Action) -> impl Iterator<Item = Binding> {
    // That they are all keys is tested.
    let keys = action
        .default_keys()
        .iter()
        .filter_map(|keys| keys.parse().ok());
    keys.map(move |keys| Binding {
        action,
        keys,
        place: None,
    })
}

impl Keymap {
    /// The defaults with what `settings` say of keys: what they name for an action is in
    /// place of its defaults, and goes before the defaults of others.
    ///
    /// # Errors
    /// When they name what is no action or no key, or the same keys for two actions; with
    /// the place.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let mut set = Vec::new();
        let mut actions = Vec::new();
        for setting in &settings.keys {
            let (action, bindings) = bindings(setting, settings)?;
            actions.push(action);
            for binding in bindings {
                if let Some(other) = set
                    .iter()
                    .find(|other: &&Binding| binding.keys.collides(&other.keys))
                {
                    return Err(conflict(&binding, other, settings));
                }
                set.push(binding);
            }
        }
        let mut keymap = Self::default();
        keymap.bindings.retain(|default| {
            !actions.contains(&default.action)
                && !set
                    .iter()
                    .any(|binding| binding.keys.collides(&default.keys))
        });
        keymap.bindings.extend(set);
        Ok(keymap)
    }

    /// The keys of `action`.
    pub fn keys(&self, action: Action) -> impl Iterator<Item = &Sequence> {
        let bindings = self.bindings.iter();
        bindings
            .filter(move |binding| binding.action == action)
            .map(|binding| &binding.keys)
    }

    /// What `pressed` stands for.
    #[must_use]
    pub fn find(&self, pressed: &[Combo]) -> Found {
        let mut begun = self
            .bindings
            .iter()
            .filter(|binding| binding.keys.0.starts_with(pressed));
        match begun.next() {
            None => Found::Nothing,
            Some(binding) if binding.keys.0.len() == pressed.len() => Found::Action(binding.action),
            Some(_) => Found::Start,
        }
    }
}

/// What one line of the settings says.
fn bindings(
    setting: &KeySetting,
    settings: &Settings,
) -> Result<(Action, Vec<Binding>), SettingsError> {
    let name = &setting.action;
    let action = Action::named(&name.text).ok_or_else(|| {
        let names = Action::ALL.iter().map(|action| action.name());
        let hint = nearest(&name.text, names);
        settings.wrong(
            &name.place,
            &format!("there is no action `{}`{hint}", name.text),
        )
    })?;
    let bindings = setting.keys.iter().map(|keys| {
        Ok(Binding {
            action,
            keys: keys
                .text
                .parse()
                .map_err(|error: NoKey| settings.wrong(&keys.place, &error.to_string()))?,
            place: Some(keys.place.clone()),
        })
    });
    Ok((action, bindings.collect::<Result<_, SettingsError>>()?))
}

fn conflict(binding: &Binding, other: &Binding, settings: &Settings) -> SettingsError {
    let keys = &binding.keys;
    let name = other.action.name();
    let line = other.place.as_ref().map_or(0, |place| settings.line(place));
    let reason = if *keys == other.keys {
        format!("`{keys}` stands for {name} already, on line {line}")
    } else {
        let other = &other.keys;
        format!(
            "`{keys}` and `{other}`, for {name} on line {line}, begin alike: one of them could never be pressed"
        )
    };
    let place = binding.place.clone().unwrap_or_default();
    settings.wrong(&place, &reason)
}
