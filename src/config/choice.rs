//! Settings of which one of several is chosen.

use std::fmt;

use serde::de::value::StringDeserializer;
use serde::de::{Error as _, IntoDeserializer as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::terminal::{OutputForm, Rgb, Theme};

/// What leaves a choice to what is found out.
const AUTO: &str = "auto";

/// Reads `"auto"` as no choice.
pub(super) fn read_auto<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let name = String::deserialize(deserializer)?;
    if name == AUTO {
        return Ok(None);
    }
    let name: StringDeserializer<D::Error> = name.into_deserializer();
    T::deserialize(name).map(Some)
}

/// Writes no choice as `"auto"`.
pub(super) fn write_auto<S, T>(choice: &Option<T>, serializer: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Serialize,
{
    match choice {
        Some(choice) => choice.serialize(serializer),
        None => AUTO.serialize(serializer),
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
        if name == AUTO {
            return Ok(Self(None));
        }
        let form: OutputForm = name.parse().map_err(|_| {
            let forms: Vec<_> = OutputForm::ALL
                .iter()
                .map(|form| format!("`{}`", form.name()))
                .collect();
            D::Error::custom(format!(
                "unknown variant `{name}`, expected one of `{AUTO}`, {}",
                forms.join(", ")
            ))
        })?;
        Ok(Self(Some(form)))
    }
}

impl Serialize for Bidi {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.map_or(AUTO, OutputForm::name).serialize(serializer)
    }
}

/// The keyboard's layout beside the Latin one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keyboard {
    /// Arabic (101 and 102) on keys printed as in America.
    Arabic,
    /// Arabic on keys printed as in France.
    ArabicAzerty,
    /// Arabic as Macs have it.
    ArabicMac,
    /// Persian (ISIRI 9147).
    Persian,
}

/// A program and its arguments. They are handed over as they are: no shell sees them, and
/// nothing is put into them.
pub type Command = Vec<String>;

/// What reads aloud.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Speech {
    /// The first that is installed.
    #[default]
    Auto,
    /// The user's own program, with the text on its standard input.
    Command(Command),
}

impl<'de> Deserialize<'de> for Speech {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AutoOrCommand;
        impl<'de> Visitor<'de> for AutoOrCommand {
            type Value = Speech;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"auto\", or a program and its arguments in a list")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Speech, E> {
                match text {
                    AUTO => Ok(Speech::Auto),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Speech, A::Error> {
                let mut command = Vec::new();
                while let Some(part) = list.next_element()? {
                    command.push(part);
                }
                if command.is_empty() {
                    return Err(A::Error::invalid_length(0, &self));
                }
                Ok(Speech::Command(command))
            }
        }
        deserializer.deserialize_any(AutoOrCommand)
    }
}

impl Serialize for Speech {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => AUTO.serialize(serializer),
            Self::Command(command) => command.serialize(serializer),
        }
    }
}

/// The colours: a theme by its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeName {
    /// Those of the terminal.
    #[default]
    Terminal,
    /// Light on dark.
    Dark,
    /// Dark on light, as paper.
    Light,
    /// White on black, and nothing between.
    Contrast,
    /// The scheme that `base16` gives.
    Base16,
}

impl ThemeName {
    /// The theme, with the scheme that it may need; the terminal's own colours without it.
    #[must_use]
    pub fn theme(self, base16: Base16) -> Theme {
        match self {
            Self::Terminal => Theme::Terminal,
            Self::Dark => Theme::Dark,
            Self::Light => Theme::Light,
            Self::Contrast => Theme::Contrast,
            Self::Base16 => base16.0.map_or(Theme::Terminal, Theme::Base16),
        }
    }
}

/// A Base16 scheme: base00 to base0F, or none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Base16(pub Option<[Rgb; 16]>);

impl<'de> Deserialize<'de> for Base16 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let colours = Vec::<String>::deserialize(deserializer)?;
        if colours.is_empty() {
            return Ok(Self(None));
        }
        let mut scheme = [Rgb::default(); 16];
        if colours.len() != scheme.len() {
            let said = format!(
                "16 colours are needed, base00 to base0F, not {}",
                colours.len()
            );
            return Err(D::Error::custom(said));
        }
        for (colour, text) in scheme.iter_mut().zip(&colours) {
            *colour = rgb(text).ok_or_else(|| {
                D::Error::custom(format!("`{text}` is no colour such as \"#1d1f21\""))
            })?;
        }
        Ok(Self(Some(scheme)))
    }
}

impl Serialize for Base16 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let colours = self.0.iter().flatten();
        let colours: Vec<String> = colours
            .map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}"))
            .collect();
        colours.serialize(serializer)
    }
}

/// `#1d1f21`, with or without its sign.
fn rgb(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    if digits.len() != 6 || !digits.is_ascii() {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}
