//! The user's own programs: what opens addresses and files, and what tells of news. A
//! command is a list of arguments and never goes through a shell.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Command;

/// Stands for the address in a command.
const ADDRESS: &str = "{}";

/// Programs to run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Commands {
    /// Opens addresses; where it is empty, what the platform has for it.
    pub browser: Vec<String>,
    /// By media type (`"audio/mpeg"`), or kind (`"audio/*"`): opens files of it.
    pub open: BTreeMap<String, Vec<String>>,
    /// Tells of news, with `{title}` and `{text}` for what there is to tell.
    pub notify: Vec<String>,
}

impl Commands {
    /// The program that opens `address`, a file of `media_type` if that is known, and its
    /// arguments.
    #[must_use]
    pub fn opener(&self, address: &str, media_type: Option<&str>) -> Command {
        let of_type = media_type.and_then(|kind| {
            let family = kind.split('/').next().unwrap_or_default();
            self.open
                .get(kind)
                .or_else(|| self.open.get(&format!("{family}/*")))
        });
        let words = of_type.unwrap_or(&self.browser);
        let words = Some(words).filter(|words| !words.is_empty());
        let default = vec![default_opener().to_owned()];
        let words = words.unwrap_or(&default);
        let mut arguments: Vec<String> = words
            .iter()
            .map(|word| word.replace(ADDRESS, address))
            .collect();
        if arguments == *words {
            arguments.push(address.to_owned());
        }
        arguments
    }

    /// What tells `text` under `title`, if anything is to.
    #[must_use]
    pub fn notify(&self, title: &str, text: &str) -> Option<Command> {
        let words = Some(&self.notify).filter(|words| !words.is_empty())?;
        let arguments = words
            .iter()
            .map(|word| match word.as_str() {
                "{title}" => title.to_owned(),
                "{text}" => text.to_owned(),
                word => word.to_owned(),
            })
            .collect();
        Some(arguments)
    }
}

fn default_opener() -> &'static str {
    if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_address_is_one_argument_and_no_more() {
        let commands: Commands = toml::from_str(
            "browser = [\"firefox\", \"--new-tab\", \"{}\"]\nnotify = [\"n\", \"{title}\", \"{text}\"]\n\
             [open]\n\"audio/*\" = [\"mpv\"]\n\"audio/x\" = [\"x\", \"--file={}\"]\n",
        )
        .unwrap();
        let hostile = "https://a.example/$(id);`id` -x \"'";
        assert_eq!(
            commands.opener(hostile, None),
            ["firefox", "--new-tab", hostile]
        );
        assert_eq!(
            commands.opener(hostile, Some("audio/mpeg")),
            ["mpv", hostile]
        );
        assert_eq!(commands.opener("u", Some("audio/x")), ["x", "--file=u"]);
        assert_eq!(commands.opener("u", Some("video/mp4"))[0], "firefox");
        let notice = commands.notify("{text}", "$(id)").unwrap();
        assert_eq!(notice, ["n", "{text}", "$(id)"]);
        assert!(Commands::default().notify("a", "b").is_none());
    }
}
