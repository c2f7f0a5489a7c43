//! The tables of keys in the READMEs name keys that do something, and none is left out of
//! the page of settings.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use marsad::reader::Action;

/// A key of a document as the settings write it.
fn as_settings(key: &str) -> String {
    let named = match key {
        "↓" => "down",
        "↑" => "up",
        "←" => "left",
        "→" => "right",
        letter if letter.chars().count() == 1 => return letter.to_owned(),
        name => &name.to_lowercase(),
    };
    named.to_owned()
}

#[test]
fn keys_of_the_readmes_are_those_of_the_reader() {
    let bound: HashSet<&str> = Action::ALL
        .iter()
        .flat_map(|action| action.default_keys())
        .copied()
        .collect();
    for name in ["README.md", "README.ar.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).expect("a text");
        let rows = text
            .lines()
            .skip_while(|line| !line.starts_with("| key |") && !line.starts_with("| المفتاح |"))
            .skip(2)
            .take_while(|line| line.starts_with('|'));
        let mut count = 0;
        for row in rows {
            let keys = row.split('|').nth(1).unwrap_or_default();
            for key in keys.split('`').skip(1).step_by(2) {
                // The number of a link is typed.
                if key == "1" {
                    continue;
                }
                count += 1;
                let is_bound = bound.contains(as_settings(key).as_str());
                assert!(is_bound, "{name}: nothing is on {key}");
            }
        }
        assert!(count > 20, "{name}: {count} keys");
    }
}
