//! Where the user is, by the environment.

use super::{Language, Months};

/// The language and the country of the user, as the environment names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Region {
    /// Its language, where the interface speaks it.
    pub language: Option<Language>,
    /// ISO 3166-1 code in capitals, such as `EG`.
    pub country: Option<String>,
}

impl Region {
    /// By the variables that POSIX gives for messages, the first that is set: `LC_ALL`,
    /// `LC_MESSAGES`, `LANG`. `variable` gives the value of one.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty())
            .map_or_else(Self::default, |value| Self::named(&value))
    }

    /// By the environment of this process.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    /// By a name such as `ar_EG.UTF-8@calendar=islamic`.
    fn named(name: &str) -> Self {
        let name = name.split(['.', '@']).next().unwrap_or_default();
        let mut parts = name.split(['_', '-']);
        let language = parts.next().and_then(Language::tagged);
        let country = parts
            .map(str::to_ascii_uppercase)
            .find(|part| part.len() == 2);
        Self { language, country }
    }

    /// The names of months that are usual there.
    #[must_use]
    pub fn months(&self) -> Months {
        match self.country.as_deref() {
            Some("SY" | "LB" | "JO" | "IQ" | "PS") => Months::Levantine,
            Some("MA") => Months::Maghrebi,
            Some("DZ" | "TN") => Months::Algerian,
            _ => Months::Egyptian,
        }
    }

    /// Whether Latin letters stand on keyboards there as in France.
    #[must_use]
    pub fn types_azerty(&self) -> bool {
        matches!(self.country.as_deref(), Some("MA" | "DZ" | "TN" | "MR"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_counts() {
        let of = |set: &[(&str, &str)]| {
            Region::of(|name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        let syrian = of(&[
            ("LC_ALL", ""),
            ("LC_MESSAGES", "ar_SY.UTF-8"),
            ("LANG", "en_GB"),
        ]);
        assert_eq!(syrian.language, Some(Language::ARABIC));
        assert_eq!(syrian.months(), Months::Levantine);
        let english = of(&[("LC_ALL", "en_US.utf8"), ("LANG", "ar_EG")]);
        assert_eq!(english.language, Some(Language::ENGLISH));
        let moroccan = of(&[("LANG", "ar_MA@calendar=islamic")]);
        assert_eq!(moroccan.months(), Months::Maghrebi);
        assert!(moroccan.types_azerty());
        for unknown in ["C.UTF-8", "POSIX", "fr_FR.UTF-8", ""] {
            assert_eq!(of(&[("LANG", unknown)]).language, None, "{unknown}");
        }
        assert_eq!(of(&[]), Region::default());
    }
}
