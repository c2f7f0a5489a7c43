//! The options of newsboat's configuration that have a counterpart here.

use super::urls::words;

/// An option of newsboat's that the user has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As newsboat has it (`reload-time 30`).
    pub option: String,
    /// What it is here; `None` when nothing is.
    pub counterpart: Option<Setting>,
}

/// One of the reader's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The table that it stands in.
    pub table: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// What it is to be.
    pub value: Value,
}

/// What a setting is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// On or off.
    Switch(bool),
    /// Minutes or seconds.
    Number(u32),
    /// A program and its arguments.
    Program(Vec<String>),
}

/// The options that `config` sets, of those that may mean something here.
#[must_use]
pub fn choices(config: &str) -> Vec<Choice> {
    // The last line counts.
    let set = |name: &str| {
        let mut lines = config.lines().map(words);
        let line = lines.rfind(|words| words.first().is_some_and(|word| word == name))?;
        line.into_iter().nth(1)
    };
    let is_on = |name: &str| matches!(set(name).as_deref(), Some("yes" | "true"));
    let number = |name: &str| set(name)?.parse().ok();
    let mut choices = Vec::new();
    let mut add = |option: String, table, name, value: Option<Value>| {
        let counterpart = value.map(|value| Setting { table, name, value });
        choices.push(Choice {
            option,
            counterpart,
        });
    };
    if let Some(command) = set("browser") {
        let program = program(&command).map(Value::Program);
        add(format!("browser {command}"), "commands", "browser", program);
    }
    let by_itself = is_on("auto-reload");
    for (option, at_start) in [
        ("refresh-on-startup yes", is_on("refresh-on-startup")),
        (
            "auto-reload yes",
            by_itself && !is_on("suppress-first-reload"),
        ),
    ] {
        if at_start {
            let on = Some(Value::Switch(true));
            add(option.to_owned(), "feeds", "refresh_at_start", on);
            break;
        }
    }
    if by_itself {
        let minutes = number("reload-time").unwrap_or(RELOAD_TIME);
        let every = Some(Value::Number(minutes));
        let option = format!("reload-time {minutes}");
        add(option, "feeds", "refresh_every", every);
    }
    if let Some(seconds) = number("download-timeout") {
        let timeout = Some(Value::Number(seconds));
        let option = format!("download-timeout {seconds}");
        add(option, "feeds", "timeout", timeout);
    }
    choices
}

/// Minutes between two reloads, where the user does not say.
const RELOAD_TIME: u32 = 60;

/// The program and the arguments of a command that newsboat gives to a shell, if it needs
/// none; `{}` stands for the address.
fn program(command: &str) -> Option<Vec<String>> {
    const SHELL: &str = "|&;<>()$`*?[]{}~#!\\";
    if command.contains(|c| SHELL.contains(c)) {
        return None;
    }
    let mut program = Vec::new();
    for word in command.split_whitespace() {
        let quoted = ['"', '\''].into_iter().find_map(|quote| {
            let inside = word.strip_prefix(quote)?;
            inside.strip_suffix(quote)
        });
        let word = quoted.unwrap_or(word).replace("%u", "{}");
        // A quotation of several words, or something else than the address.
        if word.contains(['"', '\'', '%']) {
            return None;
        }
        program.push(word);
    }
    (!program.is_empty()).then_some(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(config: &str) -> Vec<String> {
        choices(config)
            .into_iter()
            .map(|choice| match choice.counterpart {
                Some(Setting { table, name, value }) => format!("{table}.{name} {value:?}"),
                None => format!("{} –", choice.option),
            })
            .collect()
    }

    #[test]
    fn options_are_read_with_what_they_are_here() {
        let config = "browser lynx\nbrowser \"firefox --new-tab '%u'\" # so\nauto-reload yes\n\
            reload-time 30\nreload-time 45\ndownload-timeout 20\n";
        assert_eq!(
            told(config),
            [
                "commands.browser Program([\"firefox\", \"--new-tab\", \"{}\"])",
                "feeds.refresh_at_start Switch(true)",
                "feeds.refresh_every Number(45)",
                "feeds.timeout Number(20)",
            ]
        );
        // Reloading every hour is what the option alone means.
        let hourly = "auto-reload yes\nsuppress-first-reload yes\n";
        assert_eq!(told(hourly), ["feeds.refresh_every Number(60)"]);
        let once = "refresh-on-startup yes\nreload-time 30\n";
        assert_eq!(told(once), ["feeds.refresh_at_start Switch(true)"]);
    }

    #[test]
    fn what_needs_a_shell_is_no_program() {
        for command in [
            "w3m %u | less",
            "$BROWSER %u",
            "firefox %u >/dev/null 2>&1 &",
            "~/bin/open %u",
            "sh -c 'open %u'",
            "w3m -T %T %u",
            " ",
        ] {
            assert_eq!(program(command), None, "{command}");
        }
    }
}
