//! From what is known of the terminal to how it is written to.

use super::form::OutputForm;
use super::probe::Answers;
use super::surroundings::{Multiplexer, Surroundings};

/// What a terminal is told before it is drawn on, and told back at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Setup {
    /// Nothing: it is written to as it is.
    #[default]
    None,
    /// Bidirectional support mode off (BDSM, ECMA-48). VTE keeps the mode with each row,
    /// so the screen is cleared after.
    BidiModeOff,
    /// mlterm's own layout off.
    MltermLayoutOff,
}

impl Setup {
    /// What is sent before drawing.
    #[must_use]
    pub fn begin(self) -> &'static str {
        match self {
            Self::None => "",
            Self::BidiModeOff => "\x1b[8l\x1b[2J",
            Self::MltermLayoutOff => "\x1b]5379;use_ctl=false\x07",
        }
    }

    /// What undoes it.
    #[must_use]
    pub fn end(self) -> &'static str {
        match self {
            Self::None => "",
            Self::BidiModeOff => "\x1b[8h",
            Self::MltermLayoutOff => "\x1b]5379;use_ctl=true\x07",
        }
    }
}

/// How this terminal is written to, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What the terminal is taken for.
    pub terminal: String,
    /// How rows are written for it.
    pub form: OutputForm,
    /// What it is told at the start.
    pub setup: Setup,
    /// Whether marks on letters are sent.
    pub harakat: bool,
    /// What led here, in English.
    pub why: &'static str,
}

/// What a terminal is called of which nothing is known.
const UNKNOWN: &str = "an unknown terminal";
/// Why a terminal that is not known gets the visual form.
const NOTHING_SAYS: &str = "nothing says that it changes the order by itself";

impl Verdict {
    /// Whether more than hope speaks for the form.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.why != NOTHING_SAYS && !self.terminal.ends_with(UNKNOWN)
    }
}

/// Weighs what is known: the multiplexer, then bidirectional support mode, then what the
/// terminal says it is, then the environment. `wanted` is the user's word on the form
/// and goes before all; what must be told to the terminal for it is told all the same.
#[must_use]
pub fn decide(
    answers: &Answers,
    surroundings: &Surroundings,
    wanted: Option<OutputForm>,
) -> Verdict {
    let found = match &surroundings.multiplexer {
        Some(multiplexer) => inside(multiplexer, surroundings),
        None => alone(answers, surroundings),
    };
    match wanted {
        None => found,
        Some(form) => Verdict {
            // Only the visual form asks a terminal to leave order to us.
            setup: if form == OutputForm::Visual {
                found.setup
            } else {
                Setup::None
            },
            form,
            why: "you chose the form",
            ..found
        },
    }
}

/// Inside a multiplexer nothing can be switched off in the terminal without switching it
/// off for everything else that is shown there.
fn inside(multiplexer: &Multiplexer, surroundings: &Surroundings) -> Verdict {
    let (name, outer) = match multiplexer {
        Multiplexer::Tmux { outer } => ("tmux", outer.as_str()),
        Multiplexer::Screen => ("screen", ""),
        Multiplexer::Zellij => ("zellij", ""),
    };
    let found = by_name(outer).or_else(|| by_surroundings(surroundings));
    let (outer, form) = match found {
        Some(known) => (known.name(), known.form_inside()),
        None => (UNKNOWN, OutputForm::Visual),
    };
    Verdict {
        terminal: format!("{name} in {outer}"),
        form,
        setup: Setup::None,
        harakat: true,
        why: "the terminal outside the multiplexer decides, and it cannot be switched",
    }
}

fn alone(answers: &Answers, surroundings: &Surroundings) -> Verdict {
    let said = answers.version.clone().unwrap_or_default();
    let known = by_name(&said).or_else(|| by_attributes(answers));
    // mlterm's variables are inherited by what is started in it; its attributes are not.
    let known = known.or_else(|| by_surroundings(surroundings));
    if answers.bidi_mode {
        return Verdict {
            terminal: known
                .map_or("a terminal with bidirectional support mode", Known::name)
                .to_owned(),
            form: OutputForm::Visual,
            setup: Setup::BidiModeOff,
            harakat: true,
            why: "it can be told to leave the order alone (BDSM)",
        };
    }
    if let Some(known) = known {
        return Verdict {
            terminal: known.name().to_owned(),
            form: known.form(),
            setup: known.setup(),
            harakat: known != Known::LinuxConsole,
            why: known.why(),
        };
    }
    Verdict {
        terminal: match said.as_str() {
            "" => UNKNOWN.to_owned(),
            said => said.to_owned(),
        },
        form: OutputForm::Visual,
        setup: Setup::None,
        harakat: true,
        why: NOTHING_SAYS,
    }
}

/// The terminals that need more than the visual form, or are known not to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Xterm,
    Vte,
    Konsole,
    Kitty,
    Mlterm,
    Iterm,
    AppleTerminal,
    Putty,
    LinuxConsole,
}

impl Known {
    fn name(self) -> &'static str {
        match self {
            Self::Xterm => "xterm",
            Self::Vte => "a VTE terminal",
            Self::Konsole => "Konsole",
            Self::Kitty => "kitty",
            Self::Mlterm => "mlterm",
            Self::Iterm => "iTerm2",
            Self::AppleTerminal => "Terminal.app",
            Self::Putty => "PuTTY",
            Self::LinuxConsole => "the Linux console",
        }
    }

    fn form(self) -> OutputForm {
        match self {
            Self::Xterm | Self::Mlterm | Self::LinuxConsole => OutputForm::Visual,
            // One that does not know the mode is older than it.
            Self::Vte | Self::Konsole | Self::Iterm | Self::AppleTerminal | Self::Putty => {
                OutputForm::Fenced
            }
            Self::Kitty => OutputForm::Token,
        }
    }

    fn form_inside(self) -> OutputForm {
        match self {
            Self::Mlterm => OutputForm::Fenced,
            known => known.form(),
        }
    }

    fn setup(self) -> Setup {
        match self {
            Self::Mlterm => Setup::MltermLayoutOff,
            _ => Setup::None,
        }
    }

    fn why(self) -> &'static str {
        match self {
            Self::Xterm | Self::LinuxConsole => "it shows cells in the order they are sent",
            Self::Mlterm => "its own layout can be switched off",
            Self::Kitty => "it turns each word round by itself",
            _ => "it orders each row by itself and cannot be told not to",
        }
    }
}

/// By what a terminal, or tmux of its terminal, says: a name and a version.
fn by_name(said: &str) -> Option<Known> {
    let said = said.to_ascii_lowercase();
    [
        ("xterm(", Known::Xterm),
        ("vte(", Known::Vte),
        ("konsole", Known::Konsole),
        ("kitty", Known::Kitty),
        ("iterm2", Known::Iterm),
        ("mlterm", Known::Mlterm),
    ]
    .into_iter()
    .find_map(|(name, known)| said.starts_with(name).then_some(known))
}

fn by_attributes(answers: &Answers) -> Option<Known> {
    match answers.tertiary.as_deref() {
        // Four letters in hexadecimal: ~VTE and ~KDE.
        Some("7E565445") => return Some(Known::Vte),
        Some("7E4B4445") => return Some(Known::Konsole),
        _ => {}
    }
    let secondary = answers.secondary.as_deref()?;
    match secondary.split(';').next() {
        Some("24") => Some(Known::Mlterm),
        Some("0") if secondary.starts_with("0;136;") => Some(Known::Putty),
        _ => None,
    }
}

fn by_surroundings(surroundings: &Surroundings) -> Option<Known> {
    let program = surroundings.program.to_ascii_lowercase();
    if surroundings.mlterm || surroundings.term.starts_with("mlterm") {
        Some(Known::Mlterm)
    } else if surroundings.konsole {
        Some(Known::Konsole)
    } else if surroundings.kitty || surroundings.term == "xterm-kitty" {
        Some(Known::Kitty)
    } else if surroundings.vte {
        Some(Known::Vte)
    } else if program.starts_with("iterm") {
        Some(Known::Iterm)
    } else if program == "apple_terminal" {
        Some(Known::AppleTerminal)
    } else if surroundings.term.starts_with("putty") {
        Some(Known::Putty)
    } else if surroundings.term == "linux" {
        Some(Known::LinuxConsole)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
