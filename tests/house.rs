//! The map of the house in `src/lib.rs` holds: a room uses only the rooms it may.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use, from the top down.
const ROOMS: [(&str, &[&str]); 12] = [
    (
        "cli",
        &[
            "reader", "terminal", "gather", "sync", "library", "feed", "web", "article", "locale",
            "config", "text",
        ],
    ),
    (
        "reader",
        &[
            "gather", "sync", "library", "article", "text", "terminal", "locale", "config",
        ],
    ),
    ("config", &["locale", "terminal"]),
    ("terminal", &["text"]),
    ("gather", &["library", "feed", "web", "article", "text"]),
    ("sync", &["library", "feed", "web", "article", "text"]),
    ("library", &["article", "text"]),
    ("feed", &["article", "text"]),
    ("web", &[]),
    ("article", &["text"]),
    ("locale", &["text"]),
    ("text", &[]),
];

#[test]
fn arrows_point_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (index, (room, may_use)) in ROOMS.into_iter().enumerate() {
        for used in may_use {
            let below = ROOMS.iter().skip(index + 1).any(|(room, _)| room == used);
            assert!(below, "{used} does not lie below {room}");
        }
        let files = files_of(&source, room);
        assert!(!files.is_empty(), "{room} is empty");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file");
            for (other, _) in ROOMS {
                let uses = text.lines().map(str::trim_start).any(|line| {
                    !line.starts_with("//")
                        && (line.contains(&format!("crate::{other}::"))
                            || line.contains(&format!("crate::{other};")))
                });
                assert!(
                    !uses || other == room || may_use.contains(&other),
                    "{} uses {other}, which {room} may not",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn the_map_names_every_room() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let map = fs::read_to_string(source.join("lib.rs")).expect("the map");
    for (room, _) in ROOMS {
        assert!(
            map.contains(&format!("| [`{room}`] |")),
            "{room} is not on the map"
        );
    }
    for entry in fs::read_dir(&source).expect("src") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy();
        let room = name.trim_end_matches(".rs");
        assert!(
            matches!(room, "main" | "lib") || ROOMS.iter().any(|(known, _)| *known == room),
            "{room} is on no map"
        );
    }
}

fn files_of(source: &Path, room: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let file = source.join(format!("{room}.rs"));
    if file.is_file() {
        files.push(file);
    }
    let mut folders = vec![source.join(room)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}
