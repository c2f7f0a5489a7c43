//! The terminal's mode: taken over for the reader, and given back as it was.

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::termios::{self, OptionalActions, Termios};

use super::policy::Setup;

/// Alternate screen, cleared; bracketed paste; cursor hidden.
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?2004h\x1b[?25l";
/// Synchronised update ended, should a frame have been cut short; all attributes off;
/// cursor shown; bracketed paste off.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h";
/// Reports of buttons and of moves while one is held, in the form that has no limit.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";
/// The kitty keyboard protocol: escape codes told apart (1), the key beside what it types
/// (4), all keys (8) with their text (16). Each screen has a stack of its own.
const KEYBOARD_ON: &str = "\x1b[>29u";
const KEYBOARD_OFF: &str = "\x1b[<u";
const LEAVE_SCREEN: &str = "\x1b[?1049l";

/// There is one terminal, and it must be given back from wherever the program ends.
static STATE: Mutex<State> = Mutex::new(State {
    before: None,
    setup: Setup::None,
    mouse: false,
    keyboard: false,
});

struct State {
    /// How the terminal was before, while it is taken over.
    before: Option<Termios>,
    /// What this terminal is told beyond what all are.
    setup: Setup,
    /// Whether the mouse is taken over as well.
    mouse: bool,
    /// Whether keys are reported apart from what they type.
    keyboard: bool,
}

impl State {
    fn enter(&self) -> io::Result<()> {
        say(&[
            ENTER,
            self.setup.begin(),
            self.mouse_on(),
            self.keyboard_on(),
        ])
    }

    fn leave(&mut self) -> io::Result<()> {
        let Some(cooked) = self.before.take() else {
            return Ok(());
        };
        // Both are tried: a screen that cannot be written to may still have its mode.
        let said = say(&[
            LEAVE,
            self.keyboard_off(),
            self.mouse_off(),
            self.setup.end(),
            LEAVE_SCREEN,
        ]);
        termios::tcsetattr(rustix::stdio::stdin(), OptionalActions::Drain, &cooked)?;
        said
    }

    fn keyboard_on(&self) -> &'static str {
        if self.keyboard { KEYBOARD_ON } else { "" }
    }

    fn keyboard_off(&self) -> &'static str {
        if self.keyboard { KEYBOARD_OFF } else { "" }
    }

    fn mouse_on(&self) -> &'static str {
        if self.mouse { MOUSE_ON } else { "" }
    }

    fn mouse_off(&self) -> &'static str {
        if self.mouse { MOUSE_OFF } else { "" }
    }
}

/// Takes the terminal over: raw mode, the alternate screen and what [`set_up`] chose.
/// Does nothing when it is taken over already.
pub(super) fn enter() -> io::Result<()> {
    let mut state = lock();
    if state.before.is_some() {
        return Ok(());
    }
    let input = rustix::stdio::stdin();
    let cooked = termios::tcgetattr(input)?;
    set_raw(&cooked)?;
    state.before = Some(cooked);
    state.enter()
}

/// Takes the terminal over again where another program has had it without its being given
/// back. Does nothing when it is not taken over.
pub(super) fn enter_again() -> io::Result<()> {
    let state = lock();
    let Some(cooked) = &state.before else {
        return Ok(());
    };
    set_raw(cooked)?;
    say(&[state.keyboard_off()])?;
    state.enter()
}

fn set_raw(cooked: &Termios) -> io::Result<()> {
    let mut raw = cooked.clone();
    raw.make_raw();
    termios::tcsetattr(rustix::stdio::stdin(), OptionalActions::Drain, &raw)?;
    Ok(())
}

/// Tells the terminal `setup`, now and whenever it is taken over again, until it is
/// given back for good.
pub(super) fn set_up(setup: Setup) -> io::Result<()> {
    let mut state = lock();
    let undone = std::mem::replace(&mut state.setup, setup);
    if state.before.is_none() {
        return Ok(());
    }
    say(&[undone.end(), setup.begin()])
}

/// Takes the mouse over or lets it go, now and whenever the terminal is taken over.
pub(super) fn take_mouse(mouse: bool) -> io::Result<()> {
    let mut state = lock();
    let off = state.mouse_off();
    state.mouse = mouse;
    if state.before.is_none() {
        return Ok(());
    }
    say(&[off, state.mouse_on()])
}

/// Has keys reported apart from what they type, or no longer, now and whenever the
/// terminal is taken over.
pub(super) fn take_keyboard(keyboard: bool) -> io::Result<()> {
    let mut state = lock();
    let off = state.keyboard_off();
    state.keyboard = keyboard;
    if state.before.is_none() {
        return Ok(());
    }
    say(&[off, state.keyboard_on()])
}

/// Sends the terminal `questions`, or anything else that is no text.
pub(super) fn ask(questions: &str) -> io::Result<()> {
    say(&[questions])
}

/// Gives the terminal back as it was. Does nothing when it is not taken over.
pub(super) fn leave() -> io::Result<()> {
    lock().leave()
}

/// The same, and ends the program; no other thread takes the terminal over meanwhile.
pub(super) fn leave_and_exit(code: i32) -> ! {
    let mut state = lock();
    let _ = state.leave();
    std::process::exit(code)
}

fn say(parts: &[&str]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(parts.concat().as_bytes())?;
    out.flush()
}

fn lock() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}
