//! The table of keys in the settings: names of actions and of keys, each with its place.
//! What they name is for the reader to know.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// A text of the settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The text, without its quotes.
    pub text: String,
    /// Bytes of the file.
    pub place: Range<usize>,
}

/// The keys of an action. They take the place of those that it has by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySetting {
    /// The action's name, unchecked.
    pub action: Placed,
    /// Its keys, unchecked; each a combination, or several of a sequence.
    pub keys: Vec<Placed>,
}

/// Reads the table, in the order of the file.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<KeySetting>, D::Error> {
    let table = BTreeMap::<Spanned<String>, Spanned<Keys>>::deserialize(deserializer)?;
    let mut settings: Vec<KeySetting> = table
        .into_iter()
        .map(|(action, keys)| {
            let whole = keys.span();
            let keys = match keys.into_inner() {
                Keys::One(text) => vec![Placed { text, place: whole }],
                Keys::Many(keys) => keys.into_iter().map(placed).collect(),
            };
            let action = placed(action);
            KeySetting { action, keys }
        })
        .collect();
    settings.sort_by_key(|setting| setting.action.place.start);
    Ok(settings)
}

fn placed(text: Spanned<String>) -> Placed {
    Placed {
        place: text.span(),
        text: text.into_inner(),
    }
}

/// One key, or a list of them.
enum Keys {
    One(String),
    Many(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key such as \"s\" or \"ctrl-x s\", or a list of keys")
            }

            fn visit_str<E>(self, text: &str) -> Result<Keys, E> {
                Ok(Keys::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some(key) = list.next_element()? {
                    keys.push(key);
                }
                Ok(Keys::Many(keys))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}
