//! The words of the interface: messages, plurals, dates. Knows nothing of what the
//! words are about. Strings are in logical order.

mod date;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use icu_locale_core::locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};
use serde::Deserialize;
use unic_langid::LanguageIdentifier;

use crate::text::Direction;

/// A language that the interface speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "ar")]
    Arabic,
    #[serde(rename = "en")]
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Arabic, Self::English];

    /// BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
        }
    }

    /// The way the interface runs.
    #[must_use]
    pub fn direction(self) -> Direction {
        match self {
            Self::Arabic => Direction::RightToLeft,
            Self::English => Direction::LeftToRight,
        }
    }

    fn preferences(self) -> PluralRulesPreferences {
        match self {
            Self::Arabic => locale!("ar").into(),
            Self::English => locale!("en").into(),
        }
    }

    fn messages(self) -> &'static str {
        match self {
            Self::Arabic => include_str!("../../data/locale/ar.ftl"),
            Self::English => include_str!("../../data/locale/en.ftl"),
        }
    }
}

/// The words of one language.
pub struct Locale {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// `None` only if the rules of a language we speak were missing from the data.
    plurals: Option<PluralRules>,
}

impl Locale {
    #[must_use]
    pub fn new(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        // A message that does not parse is left out; the tests find it.
        let resource = FluentResource::try_new(language.messages().to_owned())
            .unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        let plurals = PluralRules::try_new_cardinal(language.preferences()).ok();
        Self {
            language,
            bundle,
            plurals,
        }
    }

    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    #[must_use]
    pub fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// The message `id`; the identifier itself when the language lacks it.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// The message `id` with its values filled in. Each value is isolated (UAX #9), so
    /// that it cannot change the order of the words around it.
    #[must_use]
    pub fn with<'a, const N: usize>(
        &self,
        id: &str,
        values: [(&'static str, FluentValue<'a>); N],
    ) -> String {
        let args: FluentArgs<'_> = values.into_iter().collect();
        self.format(id, Some(&args))
    }

    /// The message `id` that counts `n` things: its variants are chosen by `$form`, the
    /// plural category of `n`. (Fluent's own choice is wrong for Arabic beyond 100.)
    #[must_use]
    pub fn count(&self, id: &str, n: u64) -> String {
        let form = match self.plurals.as_ref().map(|rules| rules.category_for(n)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        };
        self.with(id, [("n", n.to_string().into()), ("form", form.into())])
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifiers(language: Language) -> Vec<&'static str> {
        language
            .messages()
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(id, _)| id)
            .collect()
    }

    #[test]
    fn the_languages_have_the_same_messages_and_all_parse() {
        let arabic = identifiers(Language::Arabic);
        assert!(arabic.len() > 50);
        for language in Language::ALL {
            assert_eq!(identifiers(language), arabic);
            let parsed = FluentResource::try_new(language.messages().to_owned());
            assert!(parsed.is_ok(), "{language:?}: {:?}", parsed.err());
            let locale = Locale::new(language);
            for id in &arabic {
                assert_ne!(locale.text(id), *id, "{language:?} lacks {id}");
            }
        }
    }

    #[test]
    fn arabic_has_its_six_plurals() {
        let locale = Locale::new(Language::Arabic);
        let count = |n: u64| {
            locale
                .count("total-count", n)
                .replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(count(1), "مقال واحد");
        assert_eq!(count(2), "مقالان");
        assert_eq!(count(3), "3 مقالات");
        assert_eq!(count(11), "11 مقالًا");
        assert_eq!(count(100), "100 مقال");
        assert_eq!(count(103), "103 مقالات");
        assert_eq!(count(1_000), "1000 مقال");
    }
}
