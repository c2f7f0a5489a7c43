//! The tables of keys in the documents name keys that do something, and the longest of them
//! has every action.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use marsad::reader::Action;

/// The keys that the table of the document `name` has, as the settings write them.
fn keys_of(name: &str) -> HashSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(path).expect("a text");
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| key |") && !line.starts_with("| المفتاح |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let keys = rows.flat_map(|row| {
        let keys = row.split('|').nth(1).unwrap_or_default();
        keys.split('`').skip(1).step_by(2)
    });
    // The number of a link is typed.
    keys.filter(|key| *key != "1").map(as_settings).collect()
}

fn as_settings(key: &str) -> String {
    match key {
        "↓" => "down".to_owned(),
        "↑" => "up".to_owned(),
        "←" => "left".to_owned(),
        "→" => "right".to_owned(),
        letter if letter.chars().count() == 1 => letter.to_owned(),
        name => name.to_lowercase(),
    }
}

#[test]
fn keys_of_the_documents_are_those_of_the_reader() {
    let bound: HashSet<&str> = Action::ALL
        .iter()
        .flat_map(|action| action.default_keys())
        .copied()
        .collect();
    for name in ["README.md", "README.ar.md", "docs/reader.md"] {
        let keys = keys_of(name);
        assert!(keys.len() > 20, "{name}: {} keys", keys.len());
        for key in keys {
            assert!(bound.contains(key.as_str()), "{name}: nothing is on {key}");
        }
    }
}

#[test]
fn every_action_is_in_the_table_of_the_reader() {
    let keys = keys_of("docs/reader.md");
    for action in Action::ALL {
        let is_there = action.default_keys().iter().any(|key| keys.contains(*key));
        assert!(is_there, "no key of {}", action.name());
    }
}
