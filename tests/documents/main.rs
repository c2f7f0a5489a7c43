//! What the documents say is there: files that they lead to, commands and their options,
//! settings and keys.

mod keys;
mod settings;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let in_folder = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths
            .filter(|path| path.extension().is_some_and(|end| end == "md"))
            .collect()
    };
    let mut all = in_folder(root);
    all.extend(in_folder(&root.join("docs")));
    all
}

/// What stands between `begin` and `end`, wherever it does on a line.
fn between<'a>(text: &'a str, begin: &'a str, end: char) -> impl Iterator<Item = &'a str> {
    text.lines().flat_map(move |line| {
        let pieces = line.split(begin).skip(1);
        pieces.filter_map(move |piece| Some(piece.split_once(end)?.0))
    })
}

#[test]
fn links_lead_to_files_that_are_there() {
    let mut count = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a text");
        let folder = document.parent().expect("a folder");
        for link in between(&text, "](", ')') {
            if link.contains("://") {
                continue;
            }
            count += 1;
            let (path, part) = link.split_once('#').unwrap_or((link, ""));
            let path = match path {
                "" => document.clone(),
                path => folder.join(path),
            };
            assert!(path.exists(), "{}: {link}", document.display());
            if !part.is_empty() {
                let text = fs::read_to_string(path).expect("a text");
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                let is_there = headings.any(|heading| anchor(heading) == part);
                assert!(is_there, "{}: {link}", document.display());
            }
        }
    }
    assert!(count > 40, "{count} links");
}

/// What links call a heading.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        letter if letter.is_alphanumeric() || letter == '-' || letter == '_' => Some(letter),
        _ => None,
    });
    kept.collect()
}

#[test]
fn every_command_is_in_the_table_of_commands() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md"));
    let text = text.expect("a text");
    let help = help(&[]).expect("help");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = commands
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    let mut count = 0;
    for name in names.filter(|name| *name != "help") {
        count += 1;
        let is_there = text.contains(&format!("`marsad {name}"));
        assert!(is_there, "{name} is not there");
    }
    assert!(count > 25, "{count} commands");
}

/// The help of `marsad` for a command.
fn help(command: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args(command)
        .arg("--help")
        .output()
        .expect("started");
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn commands_and_their_options_are_there() {
    let mut known: HashMap<Vec<String>, Option<String>> = HashMap::new();
    let mut count = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a text");
        let in_lines = between(&text, "`marsad ", '`').map(str::to_owned);
        let blocks = text.split("```sh\n").skip(1);
        let blocks = blocks.filter_map(|rest| Some(rest.split_once("```")?.0));
        let in_blocks = blocks
            .flat_map(str::lines)
            .filter_map(|line| line.strip_prefix("marsad "));
        for said in in_lines.chain(in_blocks.map(str::to_owned)) {
            let said = said.split(" # ").next().unwrap_or_default();
            let is_name = |word: &&str| {
                !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            };
            let words: Vec<&str> = said.split([' ', '[', ']', '|']).collect();
            let mut command: Vec<&str> = Vec::new();
            for word in words.iter().copied().take_while(is_name).take(2) {
                let longer = [&command[..], &[word]].concat();
                let key = longer.iter().map(|word| (*word).to_owned()).collect();
                // A word after a command may be its argument.
                let is_there = known.entry(key).or_insert_with(|| help(&longer)).is_some();
                if word.starts_with('-') || !is_there {
                    break;
                }
                command = longer;
            }
            let first = words.first().copied().filter(|word| is_name(word));
            let has_options = first.is_none_or(|word| word.starts_with('-'));
            assert!(
                !command.is_empty() || has_options,
                "{}: marsad {said}",
                document.display()
            );
            let key: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
            let help = known.entry(key).or_insert_with(|| help(&command));
            for option in words.iter().filter(|word| word.starts_with("--")) {
                let name = option.split(['=', '\\', ')', ',', ';']).next();
                let name = name.unwrap_or_default();
                count += 1;
                let is_there = help.as_ref().is_some_and(|help| help.contains(name));
                assert!(is_there, "{}: marsad {said}: {name}", document.display());
            }
        }
    }
    assert!(count > 30, "{count} options");
}

#[test]
fn the_oldest_compiler_is_the_one_that_is_checked() {
    let version = env!("CARGO_PKG_RUST_VERSION");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "README.ar.md"] {
        let text = fs::read_to_string(root.join(name)).expect("a text");
        assert!(text.contains(version), "{name} does not say {version}");
    }
}
