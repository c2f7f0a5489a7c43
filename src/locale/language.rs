//! The languages that the interface speaks: one for each file in `data/locale`.

use std::fmt;

use icu_locale_core::Locale as IcuLocale;
use icu_plurals::PluralRulesPreferences;
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/locale");

/// A language that the interface speaks, by its BCP 47 tag.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(&'static str);

impl Language {
    /// العربية, the language without any other choice.
    pub const ARABIC: Self = Self("ar");
    /// English, whose words stand in where a language lacks some.
    pub const ENGLISH: Self = Self("en");

    /// All languages: Arabic, English, then the others by their tags.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = FILES
            .files()
            .filter(|file| file.path().extension().is_some_and(|end| end == "ftl"))
            .filter_map(|file| Some(Self(file.path().file_stem()?.to_str()?)))
            .collect();
        all.sort_by_key(|language| match *language {
            Self::ARABIC => (0, ""),
            Self::ENGLISH => (1, ""),
            Self(tag) => (2, tag),
        });
        all
    }

    /// The language of `tag`, if the interface speaks it.
    #[must_use]
    pub fn tagged(tag: &str) -> Option<Self> {
        Self::all()
            .into_iter()
            .find(|language| language.0.eq_ignore_ascii_case(tag))
    }

    /// BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.0
    }

    /// The language that comes after this one, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        let all = Self::all();
        let at = all.iter().position(|language| *language == self);
        let next = at.map_or(0, |at| (at + 1) % all.len());
        all.get(next).copied().unwrap_or(self)
    }

    /// What is in its file.
    pub(super) fn messages(self) -> &'static str {
        FILES
            .get_file(format!("{}.ftl", self.0))
            .and_then(|file| file.contents_utf8())
            .unwrap_or_default()
    }

    pub(super) fn preferences(self) -> PluralRulesPreferences {
        let locale: IcuLocale = self.0.parse().unwrap_or(IcuLocale::UNKNOWN);
        (&locale).into()
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ARABIC
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Self::tagged(&tag).ok_or_else(|| {
            let known: Vec<String> = Self::all().iter().map(|l| format!("`{}`", l.0)).collect();
            let known = known.join(", ");
            serde::de::Error::custom(format!("unknown variant `{tag}`, expected one of {known}"))
        })
    }
}
