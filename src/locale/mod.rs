//! The words of the interface: messages, plurals, numerals, dates. Knows nothing of what
//! the words are about. Strings are in logical order.
//!
//! A language is a file in `data/locale` and nothing else. Its way of running is that of
//! its own name; the numerals and the calendar that its readers use are named in it.

mod conventions;
mod date;
mod language;
mod region;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::fmt::Display;
use std::hash::{Hash, Hasher};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use icu_plurals::{PluralCategory, PluralRules};
use unic_langid::LanguageIdentifier;

pub use conventions::{Calendar, Conventions, Dates, Months, Numerals};
pub use language::Language;
pub use region::Region;

use crate::text::{BaseDirection, Direction};

type Bundle = FluentBundle<FluentResource>;

/// The words of one language, and how numbers and dates are written in it.
pub struct Locale {
    language: Language,
    conventions: Conventions,
    direction: Direction,
    numerals: Numerals,
    calendars: Vec<Calendar>,
    bundle: Bundle,
    /// English, for what the language lacks.
    fallback: OnceCell<Bundle>,
    /// `None` only if the rules of a language we speak were missing from the data.
    plurals: Option<PluralRules>,
}

impl Locale {
    /// The language with numbers and dates as its readers write them.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self::with_conventions(language, Conventions::default())
    }

    /// The words of `language`, with numbers and dates as `conventions` has them.
    #[must_use]
    pub fn with_conventions(language: Language, conventions: Conventions) -> Self {
        let mut locale = Self {
            language,
            direction: Direction::LeftToRight,
            numerals: Numerals::Western,
            calendars: conventions.calendars.clone(),
            bundle: bundle(language),
            fallback: OnceCell::new(),
            plurals: PluralRules::try_new_cardinal(language.preferences()).ok(),
            conventions,
        };
        let otherwise = Direction::LeftToRight;
        locale.direction = BaseDirection::Auto { otherwise }.resolve(&locale.text("language-name"));
        locale.numerals = match locale.conventions.numerals {
            Some(numerals) => numerals,
            None => Numerals::named(&locale.text("language-numerals")),
        };
        if locale.calendars.is_empty() {
            locale.calendars = vec![Calendar::named(&locale.text("language-calendar"))];
        }
        locale
    }

    /// The same conventions in another language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        Self::with_conventions(language, self.conventions.clone())
    }

    /// Whose words these are.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The way the interface runs.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// `number` in the numerals of the user.
    #[must_use]
    pub fn number(&self, number: impl Display) -> String {
        self.numerals.write(&number.to_string())
    }

    /// The message `id`, in English when the language lacks it; the identifier itself when
    /// that does too.
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
        self.with(id, [("n", self.number(n).into()), ("form", form.into())])
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        write(&self.bundle, id, args)
            .or_else(|| {
                let fallback = self.fallback.get_or_init(|| bundle(Language::ENGLISH));
                write(fallback, id, args)
            })
            .unwrap_or_else(|| id.to_owned())
    }
}

/// The same language and conventions give the same words.
impl Hash for Locale {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.language, &self.conventions).hash(state);
    }
}

fn bundle(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![tag]);
    // A message that does not parse is left out; the tests find it.
    let resource = FluentResource::try_new(language.messages().to_owned())
        .unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

fn write(bundle: &Bundle, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors);
    Some(text.into_owned())
}
