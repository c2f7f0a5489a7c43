//! What the environment says of the terminal. It may be stale, as in a multiplexer that
//! was attached from elsewhere, so what the terminal itself says comes first.

use std::env;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::theme::Depth;
use crate::text::sanitize;

/// How long tmux may take to answer.
const TMUX_PATIENCE: Duration = Duration::from_millis(150);

/// The variables that terminals set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `TERM`, which names a description and seldom the terminal.
    pub term: String,
    /// `TERM_PROGRAM`, else `LC_TERMINAL`, which ssh passes on.
    pub program: String,
    /// `VTE_VERSION` is set.
    pub vte: bool,
    /// `KONSOLE_VERSION` is set.
    pub konsole: bool,
    /// `KITTY_WINDOW_ID` is set.
    pub kitty: bool,
    /// `MLTERM` is set.
    pub mlterm: bool,
    /// What lies between.
    pub multiplexer: Option<Multiplexer>,
    /// How many colours there are.
    pub depth: Depth,
}

/// A program between this one and the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux.
    Tmux {
        /// What it knows of its terminal (`client_termtype`); often empty.
        outer: String,
    },
    /// GNU Screen.
    Screen,
    /// Zellij.
    Zellij,
}

impl Surroundings {
    /// Reads the environment; asks tmux, if it is there, for the terminal it is in.
    #[must_use]
    pub fn of_this_process() -> Self {
        let text = |name| env::var(name).unwrap_or_default();
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let multiplexer = if is_set("TMUX") {
            let outer = ask_tmux().unwrap_or_default();
            Some(Multiplexer::Tmux { outer })
        } else if is_set("STY") {
            Some(Multiplexer::Screen)
        } else if is_set("ZELLIJ") {
            Some(Multiplexer::Zellij)
        } else {
            None
        };
        let program = text("TERM_PROGRAM");
        Self {
            term: text("TERM"),
            program: if program.is_empty() || program == "tmux" {
                text("LC_TERMINAL")
            } else {
                program
            },
            vte: is_set("VTE_VERSION"),
            konsole: is_set("KONSOLE_VERSION"),
            kitty: is_set("KITTY_WINDOW_ID"),
            mlterm: is_set("MLTERM"),
            multiplexer,
            depth: Depth::of(&text("COLORTERM"), &text("TERM")),
        }
    }
}

/// The name and version of the terminal that tmux is shown in.
fn ask_tmux() -> Option<String> {
    let mut tmux = Command::new("tmux")
        .args(["display-message", "-p", "#{client_termtype}"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let end = Instant::now() + TMUX_PATIENCE;
    while tmux.try_wait().ok()?.is_none() {
        if Instant::now() > end {
            let _ = tmux.kill();
            let _ = tmux.wait();
            return None;
        }
        thread::sleep(Duration::from_millis(2));
    }
    let output = tmux.wait_with_output().ok()?;
    Some(sanitize::line(&String::from_utf8_lossy(&output.stdout)))
}
