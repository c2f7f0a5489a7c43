//! `docs/settings.md` is made from the settings file that `marsad config init` writes and
//! from the table of actions. `WRITE_DOCUMENTS=1 cargo test --test documents` makes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use marsad::config::{Settings, TEMPLATE};
use marsad::locale::{Language, Locale};
use marsad::reader::Action;

const BEGIN: &str = "\
# Settings

Made from the code: `just settings` writes this page anew, and a test holds it to the code.

`marsad config init` writes all of these, commented out, into `config.toml` in the folder for
settings (on Linux `~/.config/marsad/`; `marsad config path` says where). `marsad config edit`
opens and checks it, `marsad config show` says what counts and why. A mistake is told with its
line, its column and what was meant. Changes count as soon as the file is saved, also while
the reader is open. Each setting stands here as it is by default.
";

const KEYS: &str = "
## `[keys]`

The name of an action and its keys, in place of those that it has by default: `star = \"x\"`, or
several, `star = [\"s\", \"ctrl-x s\"]`. A key is the character that it types or a name (`enter`,
`space`, `pagedown`, `f5`), with `ctrl-`, `alt-` or `shift-` before it; keys with blanks between
them are pressed one after the other. An empty list takes the keys away. The letter of an Arabic
or Persian layout acts as the Latin one on its key.

| action | by default | does |
|---|---|---|
";

/// A setting of the file, or a table of them.
struct Entry<'a> {
    /// The line that gives it: `mouse = true`, or `[reading]`.
    line: &'a str,
    about: String,
}

impl Entry<'_> {
    fn is_table(&self) -> bool {
        self.line.starts_with('[')
    }

    fn name(&self) -> &str {
        let name = self.line.split(" = ").next().unwrap_or_default();
        name.trim_matches(['[', ']'])
    }
}

/// What the file says, in its order; each entry with the comment above it.
fn entries() -> Vec<Entry<'static>> {
    let blocks = TEMPLATE.split("\n\n").skip(1);
    let entry = |block: &'static str| {
        let mut lines: Vec<&str> = block
            .lines()
            .map(|line| line.strip_prefix("# ").expect("a comment"))
            .collect();
        let line = lines.pop().expect("a line");
        let about = lines.join("\n");
        assert!(!about.is_empty(), "nothing is said of {line}");
        Entry { line, about }
    };
    blocks.map(entry).collect()
}

fn page() -> String {
    let mut page = BEGIN.to_owned();
    for entry in entries() {
        let level = if entry.is_table() || !page.contains("\n## `[") {
            "##"
        } else {
            "###"
        };
        write!(page, "\n{level} `{}`\n\n{}\n", entry.line, entry.about).expect("written");
    }
    page.push_str(KEYS);
    let english = Locale::new(Language::ENGLISH);
    for action in Action::ALL {
        let keys = action.default_keys().iter().map(|key| format!("`{key}`"));
        let keys: Vec<String> = keys.collect();
        let does = english.text(&action.message());
        writeln!(
            page,
            "| `{}` | {} | {does} |",
            action.name(),
            keys.join(" ")
        )
        .expect("written");
    }
    page
}

#[test]
fn the_page_of_settings_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/settings.md");
    let page = page();
    if std::env::var_os("WRITE_DOCUMENTS").is_some() {
        fs::write(&path, &page).expect("written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/settings.md is stale: just settings");
}

/// Every setting that there is, also within tables, has its own entry.
#[test]
fn every_setting_is_explained() {
    let defaults = toml::Table::try_from(Settings::default()).expect("a table");
    let mut table = None;
    let mut explained = Vec::new();
    for entry in &entries() {
        if entry.is_table() {
            table = Some(entry.name().to_owned());
        } else {
            explained.push((table.clone(), entry.name().to_owned()));
        }
    }
    let mut there = Vec::new();
    for (name, value) in defaults {
        match value.as_table() {
            Some(table) => {
                there.extend(table.keys().map(|key| (Some(name.clone()), key.clone())));
            }
            None => there.push((None, name)),
        }
    }
    explained.sort();
    there.sort();
    assert_eq!(explained, there);
}
