use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use icu_datetime::fieldsets::MD;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::Locale as IcuLocale;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::*;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn time(text: &str) -> jiff::ZonedDateTime {
    let time: Timestamp = text.parse().expect("a time");
    time.to_zoned_datetime(TimeZone::UTC)
}

/// What a message is made of: the values it names, and the variants by what chooses them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    values: BTreeSet<String>,
    variants: BTreeMap<String, BTreeSet<String>>,
}

impl Parts {
    fn take(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                match expression {
                    Expression::Inline(inline) => self.name(inline),
                    Expression::Select { selector, variants } => {
                        self.name(selector);
                        let InlineExpression::VariableReference { id } = selector else {
                            continue;
                        };
                        for variant in variants {
                            let keys = self.variants.entry(id.name.to_owned()).or_default();
                            if let fluent_syntax::ast::VariantKey::Identifier { name } = variant.key
                            {
                                keys.insert(name.to_owned());
                            }
                            self.take(&variant.value);
                        }
                    }
                }
            }
        }
    }

    fn name(&mut self, inline: &InlineExpression<&str>) {
        if let InlineExpression::VariableReference { id } = inline {
            self.values.insert(id.name.to_owned());
        }
    }
}

fn messages(language: Language) -> BTreeMap<String, Parts> {
    let resource = FluentResource::try_new(language.messages().to_owned())
        .unwrap_or_else(|(_, errors)| panic!("{language:?}: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.entries() {
        if let Entry::Message(message) = entry {
            let mut parts = Parts::default();
            parts.take(message.value.as_ref().expect("a text"));
            let before = messages.insert(message.id.name.to_owned(), parts);
            assert!(
                before.is_none(),
                "{language:?} has {} twice",
                message.id.name
            );
        }
    }
    messages
}

#[test]
fn every_language_has_the_words_of_english_and_no_others() {
    let english = messages(Language::ENGLISH);
    assert!(english.len() > 100);
    for language in Language::all() {
        let words = messages(language);
        let missing: Vec<_> = english
            .keys()
            .filter(|id| !words.contains_key(*id))
            .collect();
        let surplus: Vec<_> = words
            .keys()
            .filter(|id| !english.contains_key(*id))
            .collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
        assert!(surplus.is_empty(), "{language:?} alone has {surplus:?}");
        for (id, parts) in &words {
            // One or two things may be counted without a number.
            let mut named = english[id].values.clone();
            named.extend(["form".to_owned(), "months".to_owned()]);
            assert!(
                parts.values.is_subset(&named),
                "{language:?}: {id} names {parts:?}"
            );
        }
    }
}

/// The plural forms are those that the Unicode CLDR knows for the language.
#[test]
fn every_language_counts_in_its_own_plural_forms() {
    for language in Language::all() {
        let rules = PluralRules::try_new_cardinal(language.preferences()).expect("rules");
        let mut known: BTreeSet<String> = rules
            .categories()
            .map(|category| format!("{category:?}").to_lowercase())
            .collect();
        known.insert("other".to_owned());
        for (id, parts) in messages(language) {
            let Some(forms) = parts.variants.get("form") else {
                continue;
            };
            assert!(forms.is_subset(&known), "{language:?}: {id} has {forms:?}");
            // None of something may be counted like any other number.
            let needed = known.iter().filter(|form| *form != "zero");
            let lacking: Vec<_> = needed.filter(|form| !forms.contains(*form)).collect();
            assert!(lacking.is_empty(), "{language:?}: {id} lacks {lacking:?}");
        }
    }
}

#[test]
fn a_missing_word_falls_back_to_english_and_then_to_its_name() {
    let mut locale = Locale::new(Language::ARABIC);
    locale.bundle = Bundle::new(Vec::new());
    assert_eq!(locale.text("headlines"), "Headlines");
    assert_eq!(locale.text("no-such-word"), "no-such-word");
}

#[test]
fn a_language_is_a_file() {
    let all = Language::all();
    assert_eq!(all[..2], [Language::ARABIC, Language::ENGLISH]);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/locale");
    let files = std::fs::read_dir(folder).expect("the languages").count();
    assert_eq!(all.len(), files);
    let mut language = Language::ARABIC;
    for _ in &all {
        language = language.next();
    }
    assert_eq!(language, Language::ARABIC);
    assert!(Language::tagged("tlh").is_none());
}

#[test]
fn arabic_has_its_six_plurals() {
    let locale = Locale::new(Language::ARABIC);
    let count = |n: u64| plain(&locale.count("total-count", n));
    assert_eq!(count(0), "المكتبة خالية");
    assert_eq!(count(1), "مقال واحد");
    assert_eq!(count(2), "مقالان");
    assert_eq!(count(3), "3 مقالات");
    assert_eq!(count(11), "11 مقالًا");
    assert_eq!(count(100), "100 مقال");
    assert_eq!(count(103), "103 مقالات");
    assert_eq!(count(1_000), "1000 مقال");
}

#[test]
fn numbers_are_in_the_numerals_of_the_user_and_of_the_language() {
    let with = |language, numerals| {
        let conventions = Conventions {
            numerals,
            ..Conventions::default()
        };
        plain(&Locale::with_conventions(language, conventions).count("total-count", 15))
    };
    assert_eq!(with(Language::ARABIC, Some(Numerals::Arabic)), "١٥ مقالًا");
    assert_eq!(
        with(Language::ENGLISH, Some(Numerals::Persian)),
        "۱۵ articles"
    );
    assert_eq!(with(Language::ARABIC, None), "15 مقالًا");
}

#[test]
fn ages_grow_from_minutes_to_days() {
    let locale = Locale::new(Language::ARABIC);
    let now: Timestamp = "2026-11-24T12:00:00Z".parse().expect("a time");
    let age = |seconds: i64| {
        let then = Timestamp::from_second(now.as_second() - seconds).expect("a time");
        plain(&locale.age(then, now, &TimeZone::UTC))
    };
    assert_eq!(age(5), "الآن");
    assert_eq!(age(3 * MINUTE), "قبل 3 دقائق");
    assert_eq!(age(2 * HOUR), "قبل ساعتين");
    assert_eq!(age(DAY + HOUR), "أمس");
    assert_eq!(age(6 * DAY), "قبل 6 أيام");
    assert_eq!(age(9 * DAY), "15 نوفمبر");
    assert_eq!(age(-3 * DAY), "27 نوفمبر");
    assert_eq!(age(400 * DAY), "20 أكتوبر 2025");
}

#[test]
fn absolute_dates_tell_the_time_of_today_and_the_day_before() {
    let conventions = Conventions {
        dates: Dates::Absolute,
        numerals: Some(Numerals::Arabic),
        ..Conventions::default()
    };
    let locale = Locale::with_conventions(Language::ARABIC, conventions);
    let now = time("2026-11-24T12:00:00Z").timestamp();
    let age = |then: &str| plain(&locale.age(time(then).timestamp(), now, &TimeZone::UTC));
    assert_eq!(age("2026-11-24T09:05:00Z"), "٠٩:٠٥");
    assert_eq!(age("2026-11-23T23:00:00Z"), "٢٣ نوفمبر");
    assert_eq!(age("2025-11-23T23:00:00Z"), "٢٣ نوفمبر ٢٠٢٥");
}

#[test]
fn a_date_names_its_weekday() {
    let time = time("2026-11-24T12:05:00Z");
    let arabic = Locale::new(Language::ARABIC).day_and_time(&time);
    assert_eq!(plain(&arabic), "الثلاثاء 24 نوفمبر 2026، 12:05");
    // The day is one piece, whose first letter gives it its direction.
    assert!(
        arabic.contains("\u{2068}24 نوفمبر 2026\u{2069}"),
        "{arabic:?}"
    );
    let english = Locale::new(Language::ENGLISH).day_and_time(&time);
    assert_eq!(plain(&english), "Tuesday, 24 November 2026, 12:05");
}

#[test]
fn dates_are_in_the_calendars_of_the_user() {
    let day = |calendars: &[Calendar], months| {
        let conventions = Conventions {
            calendars: calendars.to_vec(),
            months,
            ..Conventions::default()
        };
        let locale = Locale::with_conventions(Language::ARABIC, conventions);
        plain(&locale.day_in_all_calendars(&time("2026-11-23T12:00:00Z")))
    };
    let gulf = Months::Egyptian;
    assert_eq!(
        day(&[Calendar::Gregorian, Calendar::Hijri], gulf),
        "23 نوفمبر 2026 / 13 جمادى الآخرة 1448 هـ"
    );
    assert_eq!(day(&[Calendar::Hijri], gulf), "13 جمادى الآخرة 1448 هـ");
    assert_eq!(day(&[Calendar::Persian], gulf), "2 آذر 1405 هـ.ش");
    assert_eq!(day(&[], Months::Levantine), "23 تشرين الثاني 2026");
    assert_eq!(day(&[], Months::Maghrebi), "23 نونبر 2026");
}

/// The names of months are those of the Unicode CLDR for the country and the calendar.
#[test]
fn months_are_named_as_the_cldr_names_them() {
    let persian = Language::tagged("fa").expect("Persian");
    let cases = [
        (
            persian,
            "fa-u-ca-gregory",
            Calendar::Gregorian,
            Months::Egyptian,
        ),
        (
            persian,
            "fa-u-ca-persian",
            Calendar::Persian,
            Months::Egyptian,
        ),
        (
            persian,
            "fa-u-ca-islamic-umalqura",
            Calendar::Hijri,
            Months::Egyptian,
        ),
        (
            Language::ARABIC,
            "ar-EG",
            Calendar::Gregorian,
            Months::Egyptian,
        ),
        (
            Language::ARABIC,
            "ar-SY",
            Calendar::Gregorian,
            Months::Levantine,
        ),
        (
            Language::ARABIC,
            "ar-MA",
            Calendar::Gregorian,
            Months::Maghrebi,
        ),
        (
            Language::ARABIC,
            "ar-DZ",
            Calendar::Gregorian,
            Months::Algerian,
        ),
        (
            Language::ARABIC,
            "ar-SA-u-ca-islamic-umalqura",
            Calendar::Hijri,
            Months::Egyptian,
        ),
        (
            Language::ENGLISH,
            "en",
            Calendar::Gregorian,
            Months::Egyptian,
        ),
        (
            Language::ENGLISH,
            "en-u-ca-islamic-umalqura",
            Calendar::Hijri,
            Months::Egyptian,
        ),
        (
            Language::ENGLISH,
            "en-u-ca-persian",
            Calendar::Persian,
            Months::Egyptian,
        ),
    ];
    for (language, cldr, calendar, months) in cases {
        let conventions = Conventions {
            calendars: vec![calendar],
            months,
            numerals: Some(Numerals::Western),
            dates: Dates::Absolute,
        };
        let ours = Locale::with_conventions(language, conventions);
        let cldr_locale: IcuLocale = cldr.parse().expect("a locale");
        let preferences = DateTimeFormatterPreferences::from(&cldr_locale);
        let theirs = DateTimeFormatter::try_new(preferences, MD::long()).expect("a formatter");
        for month in 1..=12 {
            let time = time(&format!("2026-{month:02}-10T12:00:00Z"));
            let date = icu_calendar::Date::try_new_iso(2026, month, 10).expect("a day");
            let expected = theirs.format(&date).to_string();
            let digits = |c: char| c.is_numeric() || c.is_whitespace() || c == '\u{200f}';
            let expected = expected.trim_matches(digits);
            let name = plain(&ours.day_of_year_in(&time));
            let name = name.trim_matches(digits);
            assert_eq!(name, expected, "{cldr}, month {month}");
        }
    }
}
