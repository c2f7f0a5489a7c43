use std::path::Path;

use super::*;
use crate::locale::{Calendar, Language, Months, Numerals, Region};
use crate::terminal::OutputForm;

fn parse(text: &str) -> Result<Settings, SettingsError> {
    Settings::parse(text.to_owned(), Path::new("config.toml"))
}

fn right(text: &str) -> Settings {
    parse(text).expect("right")
}

fn wrong(text: &str) -> String {
    parse(text).expect_err("wrong").to_string()
}

#[test]
fn a_mistake_is_told_by_line_and_column_with_what_was_meant() {
    let settings = right("language = \"en\"\n");
    assert_eq!(settings.language, Some(Language::ENGLISH));
    assert_eq!(settings.bidi.form(), None);
    let chosen = right("bidi = \"fenced\"");
    assert_eq!(chosen.bidi.form(), Some(OutputForm::Fenced));
    assert_eq!(
        wrong("\n# لغة\nlanguage = \"arr\"\n"),
        "config.toml, line 3, column 12: there is no choice `arr`; did you mean `ar`?"
    );
    let said = wrong("bidi = \"mirror\"\n");
    assert!(said.contains("auto, visual, fenced"), "{said}");
    assert_eq!(
        wrong("langauge = \"en\"\n"),
        "config.toml, line 1, column 1: there is no setting `langauge`; did you mean `language`?"
    );
    let said = wrong("mouse = false\nhooks = { opne = [\"x\"] }");
    assert!(
        said.contains("line 2, column 11") && said.contains("`open`"),
        "{said}"
    );
    let said = wrong("calendars = [\"gregorian\", \"hijry\"]");
    assert!(
        said.contains("column 27") && said.contains("`hijri`"),
        "{said}"
    );
    let said = wrong("base16 = [\"#1d1f21\"]");
    assert!(said.contains("16 colours"), "{said}");
    let scheme = vec!["\"#zz0000\""; 16].join(",");
    let said = wrong(&format!("base16 = [{scheme}]"));
    assert!(said.contains("`#zz0000` is no colour"), "{said}");
    let said = wrong("speech = \"espeak-ng\"");
    assert!(
        said.contains("line 1, column 10") && said.contains("in a list"),
        "{said}"
    );
    let said = wrong("mouse = yes\n");
    assert!(
        said.starts_with("config.toml, line 1, column 9: "),
        "{said}"
    );
}

#[test]
fn settings_are_read() {
    let settings = right(
        "numerals = \"arabic\"\ncalendars = [\"hijri\", \"gregorian\"]\nmonths = \"levantine\"\n\
         keyboard = \"arabic-azerty\"\nspeech = [\"say\", \"-v\", \"Majed\"]\nlanguage = \"auto\"\n",
    );
    assert_eq!(settings.language, None);
    assert_eq!(settings.keyboard, Some(Keyboard::ArabicAzerty));
    let command = ["say", "-v", "Majed"].map(str::to_owned).to_vec();
    assert_eq!(settings.speech, Speech::Command(command));
    let conventions = settings.conventions_in(&Region::default());
    assert_eq!(conventions.numerals, Some(Numerals::Arabic));
    assert_eq!(
        conventions.calendars,
        [Calendar::Hijri, Calendar::Gregorian]
    );
    assert_eq!(conventions.months, Months::Levantine);
    assert_eq!(settings.line_of("months"), Some(3));
    assert_eq!(settings.line_of("mouse"), None);
}

#[test]
fn where_nothing_is_said_the_environment_counts() {
    let syria = Region {
        language: Some(Language::ENGLISH),
        country: Some("SY".to_owned()),
    };
    let nowhere = Region::default();
    let settings = right("");
    assert_eq!(settings.language_in(&syria), Language::ENGLISH);
    assert_eq!(settings.language_in(&nowhere), Language::ARABIC);
    assert_eq!(settings.conventions_in(&syria).months, Months::Levantine);
    let settings = right("language = \"ar\"\nmonths = \"maghrebi\"");
    assert_eq!(settings.language_in(&syria), Language::ARABIC);
    assert_eq!(settings.conventions_in(&syria).months, Months::Maghrebi);
}

#[test]
fn keys_are_read_in_order_with_their_places() {
    let text = "[keys]\nstar = [\"x\", \"ctrl-x s\"]\nopen = \"o\"\nback = []\n";
    let keys = right(text).keys;
    let read: Vec<(&str, Vec<&str>)> = keys
        .iter()
        .map(|setting| {
            let keys = setting.keys.iter().map(|key| key.text.as_str());
            (setting.action.text.as_str(), keys.collect())
        })
        .collect();
    assert_eq!(
        read,
        [
            ("star", vec!["x", "ctrl-x s"]),
            ("open", vec!["o"]),
            ("back", vec![])
        ]
    );
    assert_eq!(&text[keys[0].keys[1].place.clone()], "\"ctrl-x s\"");
    assert_eq!(&text[keys[1].keys[0].place.clone()], "\"o\"");
    assert_eq!(&text[keys[1].action.place.clone()], "open");
    let said = wrong("[keys]\nstar = 3\n");
    assert!(
        said.contains("line 2, column 8") && said.contains("a key such as"),
        "{said}"
    );
}

/// Every line that is commented out can be taken in, and changes nothing; and every
/// setting has such a line.
#[test]
fn the_file_that_is_written_names_every_setting_as_it_is_by_default() {
    let text: String = TEMPLATE
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| {
            line.starts_with('[')
                || line
                    .split_once(" = ")
                    .is_some_and(|(name, _)| !name.contains(' '))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let settings = right(&text);
    let written = toml::Table::try_from(&settings).expect("a table");
    assert_eq!(
        written,
        toml::Table::try_from(Settings::default()).expect("a table")
    );
    for name in written.keys() {
        assert!(
            settings.line_of(name).is_some(),
            "{name} is not in the file"
        );
    }
    right(TEMPLATE);
}

#[test]
fn a_choice_leaves_the_rest_of_the_file_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new/config.toml");
    Settings::choose_form(&path, OutputForm::Token).expect("written");
    let text = "# لي\nlanguage = \"en\" # إنجليزية\nbidi = \"auto\"\n";
    std::fs::write(&path, text).expect("written");
    Settings::choose_form(&path, OutputForm::Fenced).expect("written");
    let written = std::fs::read_to_string(&path).expect("there");
    assert_eq!(written, text.replace("auto", "fenced"));
    std::fs::write(&path, "language = 3\n").expect("written");
    assert!(Settings::choose_form(&path, OutputForm::Visual).is_err());
    let kept = std::fs::read_to_string(&path).expect("there");
    assert_eq!(kept, "language = 3\n");
}

#[test]
fn a_new_file_is_written_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    assert!(Settings::init(&path, "\n# more\n").expect("written"));
    std::fs::write(&path, "mouse = false\n").expect("written");
    assert!(!Settings::init(&path, "").expect("left alone"));
    assert!(!Settings::read(&path).expect("settings").mouse);
}

#[test]
fn without_a_file_all_is_as_by_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings::read(&folder.path().join("none.toml"));
    assert_eq!(settings.expect("settings"), Settings::default());
    assert!(Settings::read(folder.path()).is_err());
}
