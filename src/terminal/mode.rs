//! The terminal's mode: taken over for the reader, and given back as it was.

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::termios::{self, OptionalActions, Termios};

/// Alternate screen, cleared; bracketed paste; cursor hidden.
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?2004h\x1b[?25l";
/// Synchronised update ended, should a frame have been cut short; all attributes off;
/// cursor shown; the rest of [`ENTER`] undone.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// How the terminal was before, while it is taken over. There is one terminal, and it
/// must be given back from wherever the program ends.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Takes the terminal over: raw mode and the alternate screen. Does nothing when it is
/// taken over already; returns whether it was not.
pub(super) fn enter() -> io::Result<bool> {
    let mut before = lock();
    if before.is_some() {
        return Ok(false);
    }
    let input = rustix::stdio::stdin();
    let cooked = termios::tcgetattr(input)?;
    let mut raw = cooked.clone();
    raw.make_raw();
    termios::tcsetattr(input, OptionalActions::Drain, &raw)?;
    *before = Some(cooked);
    say(ENTER)?;
    Ok(true)
}

/// Gives the terminal back as it was. Does nothing when it is not taken over.
pub(super) fn leave() -> io::Result<()> {
    let mut before = lock();
    let Some(cooked) = before.take() else {
        return Ok(());
    };
    // Both are tried: a screen that cannot be written to may still have its mode.
    let said = say(LEAVE);
    termios::tcsetattr(rustix::stdio::stdin(), OptionalActions::Drain, &cooked)?;
    said
}

fn say(sequence: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(sequence.as_bytes())?;
    out.flush()
}

fn lock() -> MutexGuard<'static, Option<Termios>> {
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}
