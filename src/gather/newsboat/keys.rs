//! The keys of newsboat's configuration that have a counterpart here.

use super::urls::words;

/// A key that the user has bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// As newsboat writes it (`^R`, `ENTER`).
    pub key: String,
    /// What newsboat calls the act.
    pub operation: String,
    /// What it is here; `None` when nothing is.
    pub counterpart: Option<Counterpart>,
}

/// What a binding of newsboat's is here, as the reader's settings write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterpart {
    /// The action's name in the settings.
    pub action: &'static str,
    /// The key as the settings write it.
    pub key: String,
}

/// newsboat's operations and our actions.
const OPERATIONS: &[(&str, &str)] = &[
    ("down", "down"),
    ("next", "down"),
    ("up", "up"),
    ("prev", "up"),
    ("pagedown", "page-down"),
    ("halfpagedown", "page-down"),
    ("pageup", "page-up"),
    ("halfpageup", "page-up"),
    ("home", "top"),
    ("end", "bottom"),
    ("open", "open"),
    ("quit", "back"),
    ("hard-quit", "quit"),
    ("next-article", "next-article"),
    ("prev-article", "previous-article"),
    ("next-unread", "next-article"),
    ("prev-unread", "previous-article"),
    ("toggle-article-read", "toggle-read"),
    ("mark-feed-read", "mark-all-read"),
    ("mark-all-feeds-read", "mark-all-read"),
    ("edit-flags", "star"),
    ("reload", "refresh-feed"),
    ("reload-all", "refresh"),
    ("open-in-browser", "open-original"),
    ("open-search", "search"),
    ("search", "search"),
    ("clear-filter", "cancel"),
    ("cmdline", "command-line"),
    ("help", "help"),
    ("redraw", "redraw"),
    ("goto-url", "links"),
    ("show-urls", "links"),
];

/// newsboat's names of keys and ours.
const NAMES: &[(&str, &str)] = &[
    ("ENTER", "enter"),
    ("SPACE", "space"),
    ("TAB", "tab"),
    ("ESC", "esc"),
    ("BACKSPACE", "backspace"),
    ("DELETE", "delete"),
    ("DC", "delete"),
    ("UP", "up"),
    ("DOWN", "down"),
    ("LEFT", "left"),
    ("RIGHT", "right"),
    ("HOME", "home"),
    ("END", "end"),
    ("PPAGE", "pageup"),
    ("PAGEUP", "pageup"),
    ("NPAGE", "pagedown"),
    ("PAGEDOWN", "pagedown"),
];

/// What `key` of newsboat's is called here: a character, a name, `^R` or `F5`.
fn key_here(key: &str) -> Option<String> {
    let mut chars = key.chars();
    match (chars.next()?, chars.next(), chars.next()) {
        (' ', None, _) => return Some("space".to_owned()),
        (_, None, _) => return Some(key.to_owned()),
        ('^', Some(c), None) if c.is_ascii_alphabetic() => {
            return Some(format!("ctrl-{}", c.to_ascii_lowercase()));
        }
        _ => {}
    }
    let named = NAMES
        .iter()
        .find(|(name, _)| key.eq_ignore_ascii_case(name));
    if let Some((_, here)) = named {
        return Some((*here).to_owned());
    }
    let number: u8 = key.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=12).contains(&number).then(|| format!("f{number}"))
}

/// The keys that `config` binds, in its order. A line that binds several operations, which
/// newsboat calls a macro, has no counterpart.
#[must_use]
pub fn bindings(config: &str) -> Vec<Binding> {
    config
        .lines()
        .filter_map(|line| {
            let mut words = words(line).into_iter();
            let command = words.next()?;
            let key = words.next()?;
            let operation = match command.as_str() {
                "bind-key" => words.next()?,
                // bind <key> <everywhere|contexts> <operations>
                "bind" => words.nth(1)?,
                _ => return None,
            };
            let known = OPERATIONS.iter().find(|(name, _)| *name == operation);
            let counterpart = known.and_then(|&(_, action)| {
                let key = key_here(&key)?;
                Some(Counterpart { action, key })
            });
            Some(Binding {
                key,
                operation,
                counterpart,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_with_what_they_mean_here() {
        let config = "bind-key j down\nauto-reload yes\nbind-key LEFT quit articlelist # س\n\
            bind ^R feedlist reload-all\nbind-key x enqueue\nmacro y set browser \"x\"\n\
            bind-key XX open\n";
        let told: Vec<_> = bindings(config)
            .into_iter()
            .map(|binding| {
                let found = binding.counterpart;
                (binding.key, found.map(|found| (found.action, found.key)))
            })
            .collect();
        assert_eq!(
            told,
            [
                ("j".to_owned(), Some(("down", "j".to_owned()))),
                ("LEFT".to_owned(), Some(("back", "left".to_owned()))),
                ("^R".to_owned(), Some(("refresh", "ctrl-r".to_owned()))),
                ("x".to_owned(), None),
                ("XX".to_owned(), None),
            ]
        );
    }
}
