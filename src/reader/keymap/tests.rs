use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::keyboard::{Caps, Column, rows};
use super::*;
use crate::config::Keyboard as Layout;
use crate::locale::{Language, Region};
use crate::terminal::Press;

const LAYOUTS: [(Layout, Column, Column); 4] = [
    (Layout::Arabic, Column::Us, Column::Arabic),
    (Layout::ArabicAzerty, Column::French, Column::ArabicAzerty),
    (Layout::ArabicMac, Column::Us, Column::ArabicMac),
    (Layout::Persian, Column::Us, Column::Persian),
];

fn keyboard(layout: Layout) -> Keyboard {
    Keyboard::new(Some(layout), Language::ARABIC, &Region::default())
}

fn press(c: char) -> Press {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE).into()
}

fn settings(text: &str) -> Settings {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    fs::write(&path, text).expect("written");
    Settings::read(&path).expect("settings")
}

fn action(keymap: &Keymap, keyboard: &Keyboard, press: &Press) -> Option<Action> {
    actions(keymap, keyboard, press).first().copied()
}

/// What a key may be meant for, the likeliest first.
fn actions(keymap: &Keymap, keyboard: &Keyboard, press: &Press) -> Vec<Action> {
    let readings = keyboard.readings(press);
    let found = readings.iter().map(|combo| keymap.find(&[*combo]));
    found
        .filter_map(|found| match found {
            Found::Action(action) => Some(action),
            _ => None,
        })
        .collect()
}

/// The key that types `c` in `column`, and whether with Shift.
fn key_of(c: char, column: Column) -> Option<(&'static keyboard::Row, bool)> {
    rows().iter().find_map(|row| {
        let caps = row[column as usize];
        match Some(c) {
            typed if typed == caps.plain => Some((row, false)),
            typed if typed == caps.shifted => Some((row, true)),
            _ => None,
        }
    })
}

fn cap(caps: Caps, shifted: bool) -> Option<char> {
    if shifted { caps.shifted } else { caps.plain }
}

/// Every binding of a key that types, under every layout: the key is pressed with the
/// keyboard in the other layout, and in the Latin one, as a terminal without the kitty
/// protocol tells of it and as one with it does.
#[test]
fn every_binding_works_in_every_layout_by_its_key() {
    let keymap = Keymap::default();
    let mut tried = 0;
    for (layout, latin, other) in LAYOUTS {
        let fresh = keyboard(layout);
        let mut in_other = fresh;
        in_other.notice(&press('ش'));
        let mut in_latin = fresh;
        in_latin.notice(&press('x'));
        for binding in &keymap.bindings {
            let [combo] = binding.keys.combos() else {
                panic!("{} is a sequence", binding.keys);
            };
            let KeyCode::Char(c) = combo.code() else {
                continue;
            };
            let typing = |c| {
                let mut press = press(c);
                press.key.modifiers = combo.modifiers();
                press
            };
            let expected = Some(binding.action);
            let said = format!("{} under {layout:?}", binding.keys);
            assert_eq!(action(&keymap, &in_latin, &typing(c)), expected, "{said}");
            if c == ' ' {
                continue;
            }
            let (row, shifted) = key_of(c, latin).expect("a key");
            let types = cap(row[other as usize], shifted);
            if let Some(types) = types.filter(|_| combo.modifiers().is_empty()) {
                let meant = actions(&keymap, &in_other, &typing(types));
                if (c, types) == ('L', '/') {
                    // The one key that types the sign of another binding: pressed twice.
                    assert_eq!(meant, [Action::Search, Action::Language], "{said}");
                } else {
                    assert_eq!(meant.first().copied(), expected, "{said}");
                }
                tried += 1;
            }
            // The kitty protocol tells the key itself, first thing.
            let own = row[other as usize].plain.filter(|own| own.is_alphabetic());
            if let (Some(own), Some(base)) = (own, row[Column::Us as usize].plain) {
                let mut told = typing(types.unwrap_or(own));
                told.key.modifiers.set(KeyModifiers::SHIFT, shifted);
                told.base = Some(base);
                assert_eq!(action(&keymap, &fresh, &told), expected, "{said}, kitty");
            }
        }
    }
    assert!(tried > 60, "{tried}");
}

/// Before any letter has told which layout the keyboard is in, a sign that the Latin
/// layout has as well is that sign; all letters are known at once.
#[test]
fn the_first_key_is_known_unless_it_types_a_sign_of_another_key() {
    let keymap = Keymap::default();
    let mut taken = Vec::new();
    for (layout, latin, other) in LAYOUTS {
        let fresh = keyboard(layout);
        for binding in &keymap.bindings {
            let combo = binding.keys.combos()[0];
            let KeyCode::Char(c) = combo.code() else {
                continue;
            };
            if !combo.modifiers().is_empty() || c == ' ' {
                continue;
            }
            let (row, shifted) = key_of(c, latin).expect("a key");
            let Some(types) = cap(row[other as usize], shifted) else {
                continue;
            };
            if action(&keymap, &fresh, &press(types)) != Some(binding.action) {
                assert!(types.is_ascii());
                taken.push((layout, c));
            }
        }
    }
    assert_eq!(taken, [(Layout::Arabic, 'L'), (Layout::ArabicAzerty, 'L')]);
}

#[test]
fn latin_signs_stay_themselves_while_latin_is_typed() {
    let keymap = Keymap::default();
    let mut keyboard = keyboard(Layout::Arabic);
    keyboard.notice(&press('j'));
    assert_eq!(
        action(&keymap, &keyboard, &press('/')),
        Some(Action::Search)
    );
    keyboard.notice(&press('ت'));
    assert_eq!(
        action(&keymap, &keyboard, &press('/')),
        Some(Action::Search)
    );
    assert_eq!(
        action(&keymap, &keyboard, &press('ظ')),
        Some(Action::Search)
    );
    // A letter that the Arabic layout has not is from a Persian keyboard.
    assert_eq!(
        action(&keymap, &keyboard, &press('پ')),
        Some(Action::ToggleRead)
    );
}

#[test]
fn the_keyboard_is_the_one_that_is_usual_where_the_user_is() {
    let morocco = Region {
        language: None,
        country: Some("MA".to_owned()),
    };
    let usual = |language, region: &Region| Keyboard::new(None, language, region);
    assert_eq!(
        usual(Language::ARABIC, &morocco),
        keyboard(Layout::ArabicAzerty)
    );
    let nowhere = Region::default();
    assert_eq!(usual(Language::ENGLISH, &nowhere), keyboard(Layout::Arabic));
    let persian = Language::tagged("fa").expect("Persian");
    assert_eq!(usual(persian, &nowhere), keyboard(Layout::Persian));
}

/// The table is xkeyboard-config's, where that is installed (xkb-data and x11proto-dev in
/// Debian).
#[test]
fn the_table_is_what_xkeyboard_config_has() {
    let symbols = Path::new("/usr/share/X11/xkb/symbols");
    let Ok(names) = fs::read_to_string("/usr/include/X11/keysymdef.h") else {
        eprintln!("skipped: no keysymdef.h");
        return;
    };
    if !symbols.is_dir() {
        eprintln!("skipped: no xkb-data");
        return;
    }
    let names = keysyms(&names);
    let columns = [
        (Column::Us, "us", "basic"),
        (Column::French, "fr", "basic"),
        (Column::Arabic, "ara", "basic"),
        (Column::ArabicAzerty, "ara", "azerty"),
        (Column::ArabicMac, "ara", "mac"),
        (Column::Persian, "ir", "pes_part_basic"),
    ];
    let table = include_str!("../../../data/keyboard.tsv");
    let keys: Vec<&str> = table
        .lines()
        .filter(|line| !line.starts_with("# "))
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert_eq!(keys.len(), 47);
    for (column, file, section) in columns {
        let layout = xkb(symbols, file, section);
        for (key, row) in keys.iter().zip(rows()) {
            let typed = layout.get(*key).cloned().unwrap_or_default();
            let mut typed = typed.iter().map(|name| character(name, &names));
            let expected = Caps {
                plain: typed.next().flatten(),
                shifted: typed.next().flatten(),
            };
            assert_eq!(row[column as usize], expected, "{column:?} {key}");
        }
    }
}

/// Names of keysyms and their characters.
fn keysyms(header: &str) -> HashMap<String, char> {
    let mut known = HashMap::new();
    for line in header.lines() {
        let mut words = line.split_whitespace();
        let (Some("#define"), Some(name), Some(value)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        let Some(name) = name.strip_prefix("XK_") else {
            continue;
        };
        let value = value.strip_prefix("0x").unwrap_or(value);
        let Ok(value) = u32::from_str_radix(value, 16) else {
            continue;
        };
        let code = match line.split_once("U+") {
            Some((_, code)) => code
                .get(..4)
                .and_then(|code| u32::from_str_radix(code, 16).ok()),
            None => value.checked_sub(0x0100_0000),
        };
        if let Some(c) = code.and_then(char::from_u32) {
            known.insert(name.to_owned(), c);
        }
    }
    // An older name of the same.
    known.insert("Arabic_heh".to_owned(), 'ه');
    known
}

fn character(name: &str, known: &HashMap<String, char>) -> Option<char> {
    let code = name
        .strip_prefix("0x100")
        .or_else(|| name.strip_prefix('U'));
    let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
    let mut chars = name.chars();
    match (known.get(name), code, (chars.next(), chars.next())) {
        (Some(c), ..) => Some(*c),
        (_, Some(code), _) => char::from_u32(code),
        (_, _, (Some(c), None)) => Some(c),
        _ => None,
    }
}

/// What keys type in a section of a symbols file: the names of the first two levels.
fn xkb(symbols: &Path, file: &str, section: &str) -> HashMap<String, Vec<String>> {
    let text = fs::read_to_string(symbols.join(file)).expect("symbols");
    let text: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    let start = text
        .find(&format!("xkb_symbols \"{section}\""))
        .expect("the section");
    let body = &text[start..];
    let body = &body[..body.find("\n};").expect("its end")];
    let mut layout = HashMap::new();
    for statement in body.split(';') {
        let statement = statement.trim();
        let included = statement
            .split_once("include")
            .and_then(|(_, rest)| rest.split('"').nth(1));
        if let Some(included) = included {
            let (file, section) = included.split_once('(').unwrap_or((included, "basic)"));
            if matches!(file, "ara" | "ir" | "latin" | "us") {
                layout.extend(xkb(symbols, file, section.trim_end_matches(')')));
            }
        }
        let Some((_, key)) = statement.split_once("key <") else {
            continue;
        };
        let (Some((key, _)), Some(levels)) = (key.split_once('>'), key.split('[').nth(1)) else {
            continue;
        };
        let levels = levels.split(']').next().unwrap_or_default();
        let levels = levels
            .split(',')
            .take(2)
            .map(|level| level.trim().to_owned());
        layout.insert(key.to_owned(), levels.collect());
    }
    layout
}

#[test]
fn the_defaults_are_keys_and_none_hides_another() {
    let keymap = Keymap::default();
    let count: usize = Action::ALL
        .iter()
        .map(|action| action.default_keys().len())
        .sum();
    assert_eq!(keymap.bindings.len(), count);
    for (index, binding) in keymap.bindings.iter().enumerate() {
        for other in &keymap.bindings[..index] {
            assert!(
                !binding.keys.collides(&other.keys),
                "{binding:?}, {other:?}"
            );
        }
    }
}

#[test]
fn the_settings_change_keys() {
    let settings =
        settings("[keys]\nstar = [\"x\", \"ctrl-x s\"]\ntop = \"g g\"\nquit = \"m\"\nback = []\n");
    let keymap = Keymap::new(&settings).expect("a keymap");
    let find = |keys: &str| {
        let keys: Sequence = keys.parse().expect("keys");
        keymap.find(keys.combos())
    };
    assert_eq!(find("x"), Found::Action(Action::Star));
    assert_eq!(find("s"), Found::Nothing);
    assert_eq!(find("ctrl-x"), Found::Start);
    assert_eq!(find("ctrl-x s"), Found::Action(Action::Star));
    assert_eq!(find("g"), Found::Start);
    assert_eq!(find("g g"), Found::Action(Action::Top));
    // What the user binds goes before the default of another action.
    assert_eq!(find("m"), Found::Action(Action::Quit));
    assert_eq!(find("backspace"), Found::Nothing);
    assert_eq!(find("j"), Found::Action(Action::Down));
    assert_eq!(keymap.keys(Action::Back).count(), 0);
}

#[test]
fn what_is_wrong_with_keys_is_told_with_lines() {
    let wrong = |text: &str| {
        let error = Keymap::new(&settings(text)).expect_err("wrong").to_string();
        error
            .split_once("config.toml, ")
            .expect("the file")
            .1
            .to_owned()
    };
    assert_eq!(
        wrong("[keys]\nstar = \"x\"\nquit = [\"q\", \"x\"]\n"),
        "line 3, column 14: `x` stands for star already, on line 2"
    );
    assert_eq!(
        wrong("[keys]\nstar = \"ctrl-x\"\nquit = \"ctrl-x q\"\n"),
        "line 3, column 8: `ctrl-x q` and `ctrl-x`, for star on line 2, begin alike: one of them could never be pressed"
    );
    assert_eq!(
        wrong("[keys]\nstart = \"x\"\n"),
        "line 2, column 1: there is no action `start`; did you mean `star`?"
    );
    let said = wrong("[keys]\nstar = [\"s\", \"ctrl-\"]\n");
    assert!(
        said.starts_with("line 2, column 14: there is no key \"ctrl-\""),
        "{said}"
    );
}
