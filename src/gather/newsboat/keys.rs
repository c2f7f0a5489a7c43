//! The keys of newsboat's configuration that have a counterpart here.

use super::urls::words;

/// A key that the user has bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub key: String,
    pub operation: String,
    pub counterpart: Option<Counterpart>,
}

/// What an operation of newsboat's is called here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counterpart {
    /// The action, as the reader's settings name it.
    pub action: &'static str,
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
    ("reload", "refresh"),
    ("reload-all", "refresh-all"),
    ("open-in-browser", "open-original"),
    ("open-search", "search"),
    ("search", "search"),
    ("help", "help"),
    ("redraw", "redraw"),
    ("goto-url", "links"),
    ("show-urls", "links"),
];

/// The keys that `config` binds, in its order.
pub(super) fn bindings(config: &str) -> Vec<Binding> {
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
            Some(Binding {
                key,
                counterpart: known.map(|&(_, action)| Counterpart { action }),
                operation,
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
            bind ^R feedlist reload-all\nbind-key x enqueue\nmacro y set browser \"x\"\n";
        let told: Vec<_> = bindings(config)
            .into_iter()
            .map(|binding| (binding.key, binding.counterpart.map(|found| found.action)))
            .collect();
        assert_eq!(
            told,
            [
                ("j".to_owned(), Some("down")),
                ("LEFT".to_owned(), Some("back")),
                ("^R".to_owned(), Some("refresh-all")),
                ("x".to_owned(), None),
            ]
        );
    }
}
